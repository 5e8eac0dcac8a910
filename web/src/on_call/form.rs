//! The form of a schedule: its layers one below the other, and who takes turns in each.

use askama::Template;
use domain::on_call::{Days, LAYERS, MEMBERS, RULES, Somebody};
use kernel::{Error, Invalid, Name};

use super::draft::{Written, WrittenLayer};
use super::preview::Outlook;
use crate::time_zones;
use crate::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use crate::{Answer, format, page, refused};

#[derive(Template)]
#[template(path = "on_call/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub form: FormView,
    pub layers: Vec<LayerPart>,
    pub may_add_layer: bool,
    /// Where a contact is added, while there is none.
    pub new_contact: Option<String>,
    /// What was last changed when the form was opened.
    pub seen: String,
    pub outlook: Option<Outlook>,
}

/// A layer: what stands before the names of its fields, and what its buttons do.
pub struct LayerPart {
    pub number: usize,
    pub title: String,
    pub at: String,
    pub people: Vec<String>,
    /// The names of days, beginning and end.
    pub times: Vec<[String; 3]>,
    pub may_add_people: bool,
    pub may_add_times: bool,
    pub may_remove: bool,
}

impl LayerPart {
    /// The name of one of its fields.
    fn of(&self, name: &str) -> String {
        format!("{}.{name}", self.at)
    }

    /// Where in the page it is, for a button that comes back to it.
    fn anchor(&self) -> String {
        format!("layer-{}", self.number + 1)
    }
}

impl FormPage {
    /// Whether saving means to accept the gaps that are shown.
    fn accepts(&self) -> bool {
        self.outlook.as_ref().is_some_and(|outlook| !outlook.is_whole)
    }

    pub fn answer(&self) -> Answer {
        page(self)
    }

    /// The page with each complaint at its field.
    pub fn refused(mut self, error: Error) -> Answer {
        let error = self.form.refuse(at_fields(error))?;
        refused(&self, &error)
    }
}

/// The form has a field for each person: what is said of all is said at the first.
fn at_fields(error: Error) -> Error {
    let Error::Invalid(invalid) = error else { return error };
    let mut placed = Invalid::default();
    for wrong in invalid.fields() {
        let first = if wrong.field.ends_with(".members") { ".0" } else { "" };
        placed.push(format!("{}{first}", wrong.field), wrong.message.clone());
    }
    Error::Invalid(placed)
}

/// The fields of what was written.
pub fn fields(written: &Written, people: &[Somebody]) -> Vec<FieldView> {
    let zones = time_zones::offered(&[&written.time_zone]);
    let mut fields = vec![
        FieldView { required: true, ..text("name", "Name of the schedule", &written.name) },
        FieldView {
            required: true,
            hint: "Hand-offs follow the clock on the wall there, also when it is moved.".to_owned(),
            ..choice("time_zone", "Time zone", &written.time_zone, zones)
        },
    ];
    for (number, layer) in written.layers.iter().enumerate() {
        fields.extend(of_layer(&format!("layers.{number}"), layer, people));
    }
    fields.push(FieldView {
        hint: "Is on call whenever nobody else is.".to_owned(),
        ..choice("fallback", "Fallback", &written.fallback, with_nobody(people))
    });
    fields
}

pub fn parts(written: &Written) -> Vec<LayerPart> {
    let several = written.layers.len() > 1;
    let part = |(number, layer): (usize, &WrittenLayer)| {
        let at = format!("layers.{number}");
        LayerPart {
            number,
            title: if several { format!("Layer {}", number + 1) } else { "Who takes turns".to_owned() },
            people: (0..layer.members.len()).map(|place| format!("{at}.members.{place}")).collect(),
            times: (0..layer.rules.len())
                .map(|rule| ["days", "from", "until"].map(|name| format!("{at}.rules.{rule}.{name}")))
                .collect(),
            may_add_people: layer.members.len() < MEMBERS,
            may_add_times: layer.rules.len() < RULES,
            may_remove: several,
            at,
        }
    };
    written.layers.iter().enumerate().map(part).collect()
}

pub const fn may_add_layer(written: &Written) -> bool {
    written.layers.len() < LAYERS
}

fn of_layer(at: &str, layer: &WrittenLayer, people: &[Somebody]) -> Vec<FieldView> {
    let units = ["hours", "days", "weeks"].map(|unit| (unit.to_owned(), unit.to_owned()));
    let mut fields = vec![
        FieldView {
            hint: "Such as “Doctors” or “Nights”.".to_owned(),
            ..text(&format!("{at}.name"), "Name of the layer", &layer.name)
        },
        FieldView {
            required: true,
            short: true,
            value: layer.day.clone(),
            ..FieldView::new(format!("{at}.begins"), "First hand-off", FieldKind::Date)
        },
        FieldView {
            required: true,
            short: true,
            value: layer.hour.clone(),
            ..FieldView::new(format!("{at}.at"), "At", FieldKind::Time)
        },
        FieldView {
            required: true,
            short: true,
            maxlength: Some(4),
            value: layer.turn.clone(),
            ..FieldView::new(format!("{at}.turn_hours"), "Each turn lasts", FieldKind::Number)
        },
        FieldView {
            required: true,
            short: true,
            ..choice(&format!("{at}.unit"), "Unit", &layer.unit, units)
        },
    ];
    for (place, chosen) in layer.members.iter().enumerate() {
        fields.push(FieldView {
            required: true,
            ..choice(
                &format!("{at}.members.{place}"),
                &format!("Turn {}", place + 1),
                chosen,
                with_nobody(people),
            )
        });
    }
    for (number, rule) in layer.rules.iter().enumerate() {
        let at = format!("{at}.rules.{number}");
        let days = Days::ALL
            .map(|(_, name, label)| SelectOption::new(name, label, rule.days.iter().any(|day| day == name)));
        fields.extend([
            FieldView {
                required: true,
                ..FieldView::new(
                    format!("{at}.days"),
                    "On these days",
                    FieldKind::Checks { options: days.to_vec() },
                )
            },
            FieldView {
                required: true,
                short: true,
                value: rule.from.clone(),
                ..FieldView::new(format!("{at}.from"), "From", FieldKind::Time)
            },
            FieldView {
                required: true,
                short: true,
                value: rule.until.clone(),
                hint: "At or before “From” it is on the next day.".to_owned(),
                ..FieldView::new(format!("{at}.until"), "Until", FieldKind::Time)
            },
        ]);
    }
    fields
}

fn text(name: &str, label: &str, value: &str) -> FieldView {
    FieldView {
        value: value.to_owned(),
        maxlength: Some(Name::MAX),
        autocomplete: Some("off".to_owned()),
        ..FieldView::new(name, label, FieldKind::Text)
    }
}

fn choice(
    name: &str,
    label: &str,
    chosen: &str,
    options: impl IntoIterator<Item = (String, String)>,
) -> FieldView {
    let options = options.into_iter().map(|(value, label)| {
        let picked = value == chosen;
        SelectOption::new(value, label, picked)
    });
    let options = options.collect();
    FieldView { value: chosen.to_owned(), ..FieldView::new(name, label, FieldKind::Select { options }) }
}

/// Everybody who can be chosen, with the number by which two of one name are told apart.
pub fn with_nobody(people: &[Somebody]) -> Vec<(String, String)> {
    let each = people.iter().map(|one| {
        let number =
            if one.phone.is_empty() { String::new() } else { format!(" · {}", format::phone(&one.phone)) };
        (one.id.to_string(), format!("{}{number}", one.name))
    });
    std::iter::once((String::new(), "Nobody".to_owned())).chain(each).collect()
}
