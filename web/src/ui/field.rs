//! One question of a form: its label, its hint, what was answered and what is wrong with the answer.

use askama::Template;

use super::{Criteria, prints_itself};

/// A field, ready to be shown with its label, hint and error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/field.html")]
pub struct FieldView {
    pub name: String,
    pub label: String,
    pub kind: FieldKind,
    pub value: String,
    pub hint: String,
    pub error: Option<String>,
    pub required: bool,
    pub autocomplete: Option<String>,
    pub inputmode: Option<String>,
    pub maxlength: Option<usize>,
    /// Half as wide, for short answers such as a number or a state.
    pub short: bool,
    /// What a new password must be, said before it is chosen.
    pub criteria: Option<Criteria>,
    /// Answers that others gave: offered while one types, and nobody has to take them.
    pub suggestions: Vec<String>,
}

prints_itself!(FieldView, Field<'_>);

/// How a field is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    Tel,
    Url,
    Number,
    Password,
    /// With how many lines it opens.
    TextArea {
        rows: u8,
    },
    Select {
        options: Vec<SelectOption>,
    },
    /// One of a few, all visible.
    Radio {
        options: Vec<SelectOption>,
    },
    /// Any of a few; each chosen value is posted under the field's name.
    Checks {
        options: Vec<SelectOption>,
    },
    Checkbox {
        checked: bool,
    },
    Date,
    Time,
    DateTime,
    File,
    Hidden,
}

/// One of the answers offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl SelectOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), chosen }
    }
}

impl FieldView {
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self { name: name.into(), label: label.into(), kind, ..Self::default() }
    }

    /// The field's id in the page, which the error summary links to.
    pub fn id(&self) -> String {
        format!("field-{}", self.name)
    }

    const fn input_type(&self) -> &'static str {
        match self.kind {
            FieldKind::Email => "email",
            FieldKind::Tel => "tel",
            FieldKind::Url => "url",
            FieldKind::Password => "password",
            FieldKind::Date => "date",
            FieldKind::Time => "time",
            FieldKind::DateTime => "datetime-local",
            FieldKind::File => "file",
            FieldKind::Hidden => "hidden",
            // Numbers are typed as text: `type=number` changes under the wheel and loses what it cannot parse.
            _ => "text",
        }
    }

    fn keyboard(&self) -> Option<&str> {
        match (&self.inputmode, &self.kind) {
            (Some(mode), _) => Some(mode),
            (None, FieldKind::Number) => Some("decimal"),
            _ => None,
        }
    }

    /// The ids of the texts that explain the field, for `aria-describedby`.
    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id()));
        let error = self.error.is_some().then(|| format!("{}-error", self.id()));
        let criteria = self.criteria.is_some().then(|| format!("{}-criteria", self.id()));
        let ids: Vec<String> = [error, hint, criteria].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A place for one field in a page that arranges its form by hand; empty when the form has no such field.
#[derive(Clone, Copy, Debug, Template)]
#[template(source = "{% if let Some(field) = self.0 %}{{ field }}{% endif %}", ext = "html")]
pub struct Field<'a>(pub(super) Option<&'a FieldView>);
