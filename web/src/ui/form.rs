//! A form that keeps what was typed, says at its top what is wrong, and links each complaint to its field.

use askama::Template;
use kernel::{Error, Invalid, Result};

use super::{Field, FieldView, prints_itself};

/// A form, ready to be shown. A page that arranges fields by hand writes its own `<form class="form">` and prints
/// `{{ form.errors() }}` and `{{ form.field("email") }}` where they belong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/form.html")]
pub struct FormView {
    pub action: String,
    pub fields: Vec<FieldView>,
    /// The verb: "Save changes".
    pub submit: String,
    pub cancel_href: Option<String>,
    /// Complaints that belong to no single field. Those of fields are collected from the fields.
    pub complaints: Vec<String>,
    /// Somebody else was quicker: said above what the fields say now.
    pub conflict: Option<String>,
    /// The verb deletes or locks something.
    pub danger: bool,
    /// Some field is a file.
    pub has_files: bool,
}

impl FormView {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Field<'_> {
        Field(self.fields.iter().find(|field| field.name == name))
    }

    /// Puts each complaint at its field, and those of no field at the top. Gives back the error that it was; one
    /// that is no complaint about a form goes on to become a page of its own.
    pub fn refuse(&mut self, error: Error) -> Result<Error> {
        match &error {
            Error::Invalid(invalid) => self.complain(invalid),
            Error::Conflict(reason) if self.fields.iter().any(|field| field.error.is_some()) => {
                self.conflict = Some(reason.to_string());
            }
            Error::Conflict(reason) => self.complaints.push(reason.to_string()),
            _ => return Err(error),
        }
        Ok(error)
    }

    fn complain(&mut self, invalid: &Invalid) {
        for wrong in invalid.fields() {
            match self.fields.iter_mut().find(|field| field.name == wrong.field) {
                Some(field) => field.error = Some(wrong.message.clone()),
                None => self.complaints.push(wrong.message.clone()),
            }
        }
    }

    /// What is wrong, as a box with links to the fields; nothing when all is well.
    pub fn errors(&self) -> ErrorSummary {
        let of_fields = self.fields.iter().filter_map(|field| Some((Some(field.id()), field.error.clone()?)));
        let of_form = self.complaints.iter().map(|text| (None, text.clone()));
        ErrorSummary { title: self.conflict.clone(), items: of_form.chain(of_fields).collect() }
    }
}

/// The box above a form that could not be accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/errors.html")]
pub struct ErrorSummary {
    /// What is the matter, if it is more than things to correct.
    pub title: Option<String>,
    /// The id of the field, if it is one field's, and what is wrong.
    pub items: Vec<(Option<String>, String)>,
}

prints_itself!(FormView, ErrorSummary);
