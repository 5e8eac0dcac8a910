//! A schedule as it stands in the form: what was typed, how it grows by a button, and what it means.

use domain::on_call::{Draft, LAYERS, LayerDraft, MEMBERS, RULES, RuleDraft};
use jiff::civil::{Date, DateTime, Time};
use kernel::{ContactId, Error, Formats, Invalid, Result};

use crate::Fields;

/// Places for people in a layer that is new, and those that one click adds.
const PLACES: usize = 3;
static UNITS: [(&str, i64); 3] = [("hours", 1), ("days", 24), ("weeks", 168)];

/// The texts of the form.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub name: String,
    pub time_zone: String,
    pub fallback: String,
    pub layers: Vec<WrittenLayer>,
}

#[derive(Clone, Debug, Default)]
pub struct WrittenLayer {
    pub name: String,
    pub day: String,
    pub hour: String,
    pub turn: String,
    pub unit: String,
    pub members: Vec<String>,
    pub rules: Vec<WrittenRule>,
}

#[derive(Clone, Debug, Default)]
pub struct WrittenRule {
    pub days: Vec<String>,
    pub from: String,
    pub until: String,
}

impl Written {
    /// Before anything was written: one layer that changes every week.
    pub fn new(time_zone: &str, today: Date) -> Self {
        let layer = WrittenLayer { unit: "weeks".to_owned(), ..WrittenLayer::new(today) };
        Self { time_zone: time_zone.to_owned(), layers: vec![layer], ..Self::default() }
    }

    /// A schedule that is to be changed.
    pub fn of(draft: &Draft) -> Self {
        Self {
            name: draft.name.clone(),
            time_zone: draft.time_zone.clone(),
            fallback: draft.fallback.map(|who| who.to_string()).unwrap_or_default(),
            layers: draft.layers.iter().map(WrittenLayer::of).collect(),
        }
    }

    /// What was posted; a field that the form does not have is refused.
    pub fn read(typed: &Fields) -> Result<Self> {
        let known: Vec<&str> = typed.iter().map(|(name, _)| name).filter(|name| is_known(name)).collect();
        typed.only(&known)?;
        let there = |name: String| typed.optional(&name).is_some();
        let layers = (0..LAYERS).take_while(|number| there(format!("layers.{number}.begins")));
        Ok(Self {
            name: typed.get("name").to_owned(),
            time_zone: typed.get("time_zone").to_owned(),
            fallback: typed.get("fallback").to_owned(),
            layers: layers.map(|number| WrittenLayer::read(typed, &format!("layers.{number}"))).collect(),
        })
    }

    /// Does what a button of the form says; `None` for a button that is about the whole.
    pub fn after(mut self, button: &str, today: Date) -> Option<Self> {
        let (verb, number) = button.split_once('.').unwrap_or((button, ""));
        let number = number.parse::<usize>().unwrap_or(usize::MAX);
        match verb {
            "add_layer" if self.layers.len() < LAYERS => {
                self.layers.push(WrittenLayer { unit: "weeks".to_owned(), ..WrittenLayer::new(today) });
            }
            "remove_layer" if number < self.layers.len() => {
                self.layers.remove(number);
            }
            "add_people" => {
                let layer = self.layers.get_mut(number)?;
                let places = (layer.members.len() + PLACES).min(MEMBERS);
                layer.members.resize(places, String::new());
            }
            "add_times" => {
                let layer = self.layers.get_mut(number)?;
                let times = (layer.rules.len() + 1).min(RULES);
                layer.rules.resize(times, WrittenRule::default());
            }
            "add_layer" | "remove_layer" => {}
            _ => return None,
        }
        Some(self)
    }

    /// What it means; what cannot be read at all is said at its field.
    pub fn draft(&self, formats: Formats) -> Result<Draft> {
        let mut invalid = Invalid::default();
        let fallback = contact(&mut invalid, "fallback", &self.fallback);
        let layers = self
            .layers
            .iter()
            .enumerate()
            .map(|(number, layer)| layer.draft(&format!("layers.{number}"), formats, &mut invalid));
        let draft = Draft {
            name: self.name.clone(),
            time_zone: self.time_zone.clone(),
            layers: layers.collect(),
            fallback,
        };
        invalid.into_result()?;
        Ok(draft)
    }
}

impl WrittenLayer {
    fn new(today: Date) -> Self {
        Self {
            day: today.to_string(),
            hour: "08:00".to_owned(),
            turn: "1".to_owned(),
            members: vec![String::new(); PLACES],
            ..Self::default()
        }
    }

    fn of(layer: &LayerDraft) -> Self {
        let begins: Option<DateTime> = layer.begins.parse().ok();
        let unit = UNITS.iter().rfind(|(_, hours)| layer.turn_hours % hours == 0).unwrap_or(&UNITS[0]);
        let places = (layer.members.len() + 1).clamp(PLACES, MEMBERS);
        let mut members: Vec<String> = layer.members.iter().map(ToString::to_string).collect();
        members.resize(places, String::new());
        Self {
            name: layer.name.clone(),
            day: begins.map(|at| at.date().to_string()).unwrap_or_default(),
            hour: begins.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default(),
            turn: (layer.turn_hours / unit.1).to_string(),
            unit: unit.0.to_owned(),
            members,
            rules: layer
                .rules
                .iter()
                .map(|rule| WrittenRule {
                    days: rule.days.clone(),
                    from: rule.from.clone(),
                    until: rule.until.clone(),
                })
                .collect(),
        }
    }

    fn read(typed: &Fields, at: &str) -> Self {
        let get = |name: &str| typed.get(&format!("{at}.{name}")).to_owned();
        let members = (0..MEMBERS).map_while(|number| typed.optional(&format!("{at}.members.{number}")));
        let rules = (0..RULES).map_while(|number| {
            let at = format!("{at}.rules.{number}");
            let from = typed.optional(&format!("{at}.from"))?.to_owned();
            let days = typed.all(&format!("{at}.days")).map(str::to_owned).collect();
            Some(WrittenRule { days, from, until: typed.get(&format!("{at}.until")).to_owned() })
        });
        Self {
            name: get("name"),
            day: get("begins"),
            hour: get("at"),
            turn: get("turn_hours"),
            unit: get("unit"),
            members: members.map(str::to_owned).collect(),
            rules: rules.collect(),
        }
    }

    fn draft(&self, at: &str, formats: Formats, invalid: &mut Invalid) -> LayerDraft {
        let unit = UNITS.iter().find(|(name, _)| *name == self.unit);
        if unit.is_none() {
            invalid.push(format!("{at}.unit"), "Choose hours, days or weeks.");
        }
        let turn: i64 = self.turn.trim().parse().unwrap_or_default();
        let members = self
            .members
            .iter()
            .enumerate()
            .filter_map(|(number, text)| contact(invalid, &format!("{at}.members.{number}"), text));
        LayerDraft {
            name: self.name.clone(),
            members: members.collect(),
            begins: format!("{}T{}", day(formats, &self.day), time(formats, &self.hour)),
            turn_hours: turn.saturating_mul(unit.map_or(1, |(_, hours)| *hours)),
            rules: self
                .rules
                .iter()
                .filter(|rule| !rule.is_blank())
                .map(|rule| rule.draft(formats))
                .collect(),
        }
    }
}

impl WrittenRule {
    fn is_blank(&self) -> bool {
        self.days.is_empty() && self.from.trim().is_empty() && self.until.trim().is_empty()
    }

    fn draft(&self, formats: Formats) -> RuleDraft {
        RuleDraft {
            days: self.days.clone(),
            from: time(formats, &self.from),
            until: time(formats, &self.until),
        }
    }
}

fn contact(invalid: &mut Invalid, field: &str, text: &str) -> Option<ContactId> {
    match text {
        "" => None,
        text => invalid.check(field, text.parse::<ContactId>().map_err(|_| "Choose one of the contacts.")),
    }
}

/// In ISO 8601, if it is a day as the reader writes one; as it was written otherwise, so that it is refused.
fn day(formats: Formats, text: &str) -> String {
    formats.date.read(text).map_or_else(|| text.to_owned(), |day| day.to_string())
}

/// A browser’s own field sends 17:00; without one it is written as the reader writes it.
fn time(formats: Formats, text: &str) -> String {
    let text = text.trim();
    let iso = (text.len() == 5).then(|| text.parse::<Time>().ok()).flatten();
    let read = iso.or_else(|| formats.time.read(text));
    read.map_or_else(|| text.to_owned(), |time| time.strftime("%H:%M").to_string())
}

/// Whether the form can have a field of this name.
fn is_known(name: &str) -> bool {
    let below = |number: &str, most: usize| number.parse::<usize>().is_ok_and(|number| number < most);
    match name.split('.').collect::<Vec<_>>().as_slice() {
        ["name" | "time_zone" | "fallback" | "do" | "seen" | "accepted"] => true,
        ["layers", layer, "name" | "begins" | "at" | "turn_hours" | "unit"] => below(layer, LAYERS),
        ["layers", layer, "members", place] => below(layer, LAYERS) && below(place, MEMBERS),
        ["layers", layer, "rules", rule, "days" | "from" | "until"] => {
            below(layer, LAYERS) && below(rule, RULES)
        }
        _ => false,
    }
}

/// A mark of exactly this draft: gaps that were accepted were those of it, and of no other.
pub fn mark(draft: &Draft) -> Result<String> {
    use std::hash::{Hash, Hasher};
    let mut hasher = std::hash::DefaultHasher::new();
    serde_json::to_string(draft).map_err(Error::bug)?.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use kernel::{DateFormat, TimeFormat};

    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(name, value)| (*name, (*value).to_owned())))
    }

    #[test]
    fn what_was_written_in_any_of_the_formats_is_read_and_comes_back() {
        let somebody = ContactId::new(kernel::Timestamp::from_micros(0), &kernel::Dice::seeded(7));
        let id = somebody.to_string();
        let american = Formats { date: DateFormat::MonthDayYear, time: TimeFormat::Twelve };
        for (day, hour) in [("11/20/2026", "5:00 PM"), ("2026-11-20", "17:00")] {
            let fields = typed(&[
                ("name", "Nights"),
                ("time_zone", "UTC"),
                ("layers.0.begins", day),
                ("layers.0.at", hour),
                ("layers.0.turn_hours", "2"),
                ("layers.0.unit", "weeks"),
                ("layers.0.members.0", ""),
                ("layers.0.members.1", &id),
                ("layers.0.rules.0.days", "sat"),
                ("layers.0.rules.0.days", "sun"),
                ("layers.0.rules.0.from", "08:00"),
                ("layers.0.rules.0.until", "08:00"),
                ("layers.0.rules.1.from", ""),
                ("layers.0.rules.1.until", ""),
            ]);
            let draft = Written::read(&fields).unwrap().draft(american).unwrap();
            let layer = &draft.layers[0];
            assert_eq!((layer.begins.as_str(), layer.turn_hours), ("2026-11-20T17:00", 336));
            assert_eq!((layer.members.as_slice(), layer.rules.len()), ([somebody].as_slice(), 1));
            assert_eq!(Written::of(&draft).draft(american).unwrap(), draft);
        }
    }

    #[test]
    fn a_button_adds_and_removes_and_what_was_typed_stays() {
        let today = Date::constant(2026, 11, 20);
        let written = Written { name: "Nights".to_owned(), ..Written::new("UTC", today) };
        let more = written.after("add_layer", today).unwrap().after("add_people.1", today).unwrap();
        assert_eq!((more.layers.len(), more.layers[1].members.len(), more.name.as_str()), (2, 6, "Nights"));
        let times = more.after("add_times.0", today).unwrap();
        assert_eq!(times.layers[0].rules.len(), 1);
        assert_eq!(times.clone().after("remove_layer.0", today).unwrap().layers.len(), 1);
        assert_eq!(times.clone().after("remove_layer.9", today).unwrap().layers.len(), 2);
        assert!(times.clone().after("add_people.9", today).is_none());
        assert!(times.after("save", today).is_none());
    }

    #[test]
    fn a_field_that_the_form_does_not_have_is_refused() {
        for name in
            ["layers.0.admin", "layers.10.name", "layers.x.name", "layers.0.members.30", "account", "layers"]
        {
            assert!(Written::read(&typed(&[(name, "1")])).is_err(), "{name}");
        }
    }
}
