//! A page with one form. When what was written cannot be used, it comes back with everything as it was typed.

use crate::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use crate::{Answer, Fields, page, refused};
use askama::Template;
use kernel::Error;

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

/// A field as it was written.
pub fn field(typed: &Fields, name: &str, label: &str, kind: FieldKind) -> FieldView {
    FieldView { value: typed.get(name).to_owned(), ..FieldView::new(name, label, kind) }
}

/// A choice of one among `options`, each a value and a label, that may be left open if `open` says what that means.
pub fn select(
    typed: &Fields,
    name: &str,
    label: &str,
    open: Option<&str>,
    options: impl IntoIterator<Item = (String, String)>,
) -> FieldView {
    let chosen = typed.get(name);
    let open = open.map(|words| SelectOption::new("", words, chosen.is_empty()));
    let each = options.into_iter().map(|(value, label)| {
        let picked = value == chosen;
        SelectOption::new(value, label, picked)
    });
    let options = open.into_iter().chain(each).collect();
    FieldView::new(name, label, FieldKind::Select { options })
}
