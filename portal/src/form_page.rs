//! A page with one form. When what was written cannot be used, it comes back with everything as it was typed.

use askama::Template;
use kernel::Error;
use web::ui::{FieldKind, FieldView, FormView, Shell};
use web::{Answer, Fields, page, refused};

#[derive(Template)]
#[template(path = "form.html")]
pub struct FormPage {
    pub shell: Shell,
    /// What the form is for, when its title does not say it all.
    pub lead: String,
    pub form: FormView,
}

impl FormPage {
    pub fn answer(&self) -> Answer {
        page(self)
    }

    pub fn refused(mut self, error: Error) -> Answer {
        let error = self.form.refuse(error)?;
        refused(&self, &error)
    }
}

/// A field as it was written, that no browser fills in with the visitor's own name.
pub fn field(typed: &Fields, name: &str, label: &str, kind: FieldKind, most: usize) -> FieldView {
    FieldView {
        value: typed.get(name).to_owned(),
        maxlength: Some(most),
        autocomplete: Some("off".to_owned()),
        ..FieldView::new(name, label, kind)
    }
}
