//! A schedule as it is written, in a form or by a program, and what is wrong with it.

use jiff::civil::{Date, DateTime, Time};
use kernel::{ContactId, Error, Invalid, Name, Result, TimeZoneName, text::line};
use serde::{Deserialize, Serialize};

use super::plan::{Days, Layer, Plan, Rule};

/// Layers of a schedule, people of a layer, and its times.
pub const LAYERS: usize = 10;
pub const MEMBERS: usize = 30;
pub const RULES: usize = 7;
/// Hours of the longest turn: a year.
pub const LONGEST_TURN: i64 = 366 * 24;

/// Everything that makes up a schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub name: String,
    /// Of the clock by which it hands off.
    pub time_zone: String,
    /// The first one decides.
    pub layers: Vec<LayerDraft>,
    /// Who is on call when nobody else is.
    pub fallback: Option<ContactId>,
}

/// A layer as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerDraft {
    pub name: String,
    /// Date and time of day of the first hand-off: `2026-11-20T17:00`.
    pub begins: String,
    pub turn_hours: i64,
    /// In the order of their turns; somebody may have several.
    pub members: Vec<ContactId>,
    pub rules: Vec<RuleDraft>,
}

/// A time of the week as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleDraft {
    /// `mon` … `sun`
    pub days: Vec<String>,
    /// `17:00`
    pub from: String,
    /// At or before `from` it is one of the next day.
    pub until: String,
}

impl Draft {
    /// The schedule as the engine knows it, and the draft as it is kept; or everything that is wrong, by its field.
    pub fn check(mut self) -> Result<(Self, Plan)> {
        let mut invalid = Invalid::default();
        let name = invalid.check("name", Name::parse(&self.name));
        let zone = invalid.check("time_zone", TimeZoneName::parse(&self.time_zone));
        if self.layers.is_empty() && self.fallback.is_none() {
            invalid.push("layers", "Say who is on call: add people who take turns, or a fallback.");
        }
        if self.layers.len() > LAYERS {
            invalid.push("layers", format!("A schedule has at most {LAYERS} layers."));
        }
        let layers: Vec<Option<Layer>> = self
            .layers
            .iter_mut()
            .enumerate()
            .take(LAYERS)
            .map(|(number, layer)| layer.check(&format!("layers.{number}"), &mut invalid))
            .collect();
        let (Some(name), Some(zone)) = (name, zone) else { return Err(Error::Invalid(invalid)) };
        invalid.into_result()?;
        name.as_str().clone_into(&mut self.name);
        zone.as_str().clone_into(&mut self.time_zone);
        let plan = Plan {
            zone: zone.rules(),
            layers: layers.into_iter().flatten().collect(),
            fallback: self.fallback,
        };
        Ok((self, plan))
    }

    /// Everybody in it, each once.
    pub fn people(&self) -> Vec<ContactId> {
        let members = self.layers.iter().flat_map(|layer| layer.members.iter().copied());
        let mut all: Vec<ContactId> = members.chain(self.fallback).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl LayerDraft {
    fn check(&mut self, field: &str, invalid: &mut Invalid) -> Option<Layer> {
        if let Some(name) = invalid.check(&format!("{field}.name"), line(&self.name, Name::MAX)) {
            self.name = name;
        }
        let begins = begins(&self.begins);
        if begins.is_none() {
            invalid
                .push(format!("{field}.begins"), "Write the day and the time of day of the first hand-off.");
        }
        if !(1..=LONGEST_TURN).contains(&self.turn_hours) {
            invalid.push(format!("{field}.turn_hours"), "A turn lasts at least an hour and at most a year.");
        }
        if self.members.is_empty() {
            invalid.push(format!("{field}.members"), "Choose who takes turns.");
        }
        if self.members.len() > MEMBERS {
            invalid.push(format!("{field}.members"), format!("A layer has at most {MEMBERS} turns."));
        }
        if self.rules.len() > RULES {
            invalid.push(format!("{field}.rules"), format!("A layer has at most {RULES} times."));
        }
        let rules: Vec<Option<Rule>> = self
            .rules
            .iter_mut()
            .enumerate()
            .map(|(number, rule)| rule.check(&format!("{field}.rules.{number}"), invalid))
            .collect();
        let begins = begins?;
        self.begins = begins.strftime("%Y-%m-%dT%H:%M").to_string();
        Some(Layer {
            begins,
            turn: self.turn_hours,
            members: self.members.clone(),
            rules: rules.into_iter().collect::<Option<_>>()?,
        })
    }
}

impl RuleDraft {
    fn check(&mut self, field: &str, invalid: &mut Invalid) -> Option<Rule> {
        let days = Days::parse(self.days.iter().map(String::as_str)).filter(|days| !days.is_empty());
        if days.is_none() {
            invalid.push(format!("{field}.days"), "Choose at least one day of the week.");
        }
        let mut time = |name: &str, written: &str| {
            let time = time(written);
            if time.is_none() {
                invalid.push(format!("{field}.{name}"), "Write a time of day such as 17:00.");
            }
            time
        };
        let (from, until) = (time("from", &self.from), time("until", &self.until));
        let rule = Rule { days: days?, from: from?, until: until? };
        self.days = rule.days.names().map(str::to_owned).collect();
        self.from = rule.from.strftime("%H:%M").to_string();
        self.until = rule.until.strftime("%H:%M").to_string();
        Some(rule)
    }
}

/// To the minute, in years in which somebody can be on call.
fn begins(written: &str) -> Option<DateTime> {
    let (day, hour) = written.trim().split_once('T')?;
    let day: Date = day.parse().ok()?;
    (2000..2100).contains(&day.year()).then(|| time(hour).map(|time| day.to_datetime(time))).flatten()
}

fn time(written: &str) -> Option<Time> {
    let written = written.trim();
    let plain =
        matches!(written.len(), 5 | 8) && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let time: Time = plain.then(|| written.parse().ok()).flatten()?;
    Time::new(time.hour(), time.minute(), 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody() -> ContactId {
        ContactId::from_uuid(uuid::Uuid::from_u128(1))
    }

    fn nights() -> Draft {
        Draft {
            name: " Nights ".to_owned(),
            time_zone: "America/Chicago".to_owned(),
            layers: vec![LayerDraft {
                name: "Doctors".to_owned(),
                begins: "2026-11-20T17:00:00".to_owned(),
                turn_hours: 24,
                members: vec![somebody()],
                rules: vec![RuleDraft {
                    days: vec!["sun".to_owned(), "mon".to_owned()],
                    from: "17:00".to_owned(),
                    until: "08:00".to_owned(),
                }],
            }],
            fallback: None,
        }
    }

    #[test]
    fn what_is_right_is_kept_in_one_way() {
        let (kept, plan) = nights().check().unwrap();
        assert_eq!((kept.name.as_str(), kept.layers[0].begins.as_str()), ("Nights", "2026-11-20T17:00"));
        assert_eq!(kept.layers[0].rules[0].days, ["mon", "sun"]);
        assert_eq!(kept.clone().check().unwrap().0, kept, "what was kept can be written again");
        assert_eq!(plan.layers[0].rules.len(), 1);
    }

    #[test]
    fn whatever_is_wrong_is_said_at_its_field() {
        type Wrong = (fn(&mut Draft), &'static str);
        let table: [Wrong; 16] = [
            (|draft| draft.name.clear(), "name"),
            (|draft| draft.time_zone = "Atlantis".to_owned(), "time_zone"),
            (|draft| draft.layers.clear(), "layers"),
            (|draft| draft.layers = vec![nights().layers.remove(0); LAYERS + 1], "layers"),
            (|draft| draft.layers[0].name = "x".repeat(200), "layers.0.name"),
            (|draft| draft.layers[0].begins.clear(), "layers.0.begins"),
            (|draft| draft.layers[0].begins = "2026-02-30T17:00".to_owned(), "layers.0.begins"),
            (|draft| draft.layers[0].begins = "1999-12-31T17:00".to_owned(), "layers.0.begins"),
            (|draft| draft.layers[0].begins = "2026-11-20T24:00".to_owned(), "layers.0.begins"),
            (|draft| draft.layers[0].turn_hours = 0, "layers.0.turn_hours"),
            (|draft| draft.layers[0].turn_hours = LONGEST_TURN + 1, "layers.0.turn_hours"),
            (|draft| draft.layers[0].members.clear(), "layers.0.members"),
            (|draft| draft.layers[0].members = vec![somebody(); MEMBERS + 1], "layers.0.members"),
            (|draft| draft.layers[0].rules[0].days.clear(), "layers.0.rules.0.days"),
            (|draft| draft.layers[0].rules[0].days = vec!["noday".to_owned()], "layers.0.rules.0.days"),
            (|draft| draft.layers[0].rules[0].until = "25:00".to_owned(), "layers.0.rules.0.until"),
        ];
        for (spoil, field) in table {
            let mut draft = nights();
            spoil(&mut draft);
            match draft.check() {
                Err(Error::Invalid(invalid)) => {
                    assert!(invalid.message(field).is_some(), "{field}: {invalid:?}");
                }
                other => panic!("{field}: {other:?}"),
            }
        }
        let mut most = nights();
        most.layers = vec![nights().layers.remove(0); LAYERS];
        most.layers[0].members = vec![somebody(); MEMBERS];
        most.layers[0].turn_hours = LONGEST_TURN;
        assert!(most.check().is_ok());
        let alone = Draft { layers: Vec::new(), fallback: Some(somebody()), ..nights() };
        assert!(alone.check().is_ok());
    }
}
