//! The window of the Portal Access page: a form that takes its steps with and without JavaScript.

use askama::Template;
use kernel::Error;
use web::ui::{FormView, Shell};
use web::{Answer, page, refused};

#[derive(Template)]
#[template(path = "portal_access/window.html")]
pub struct WindowPage {
    pub shell: Shell,
    pub form: FormView,
    /// Below the form: what else can be done, each a form of one button.
    pub others: Vec<web::ui::RowAction>,
    pub lead: String,
}

impl WindowPage {
    pub fn answer(&self) -> Answer {
        page(self)
    }

    pub fn refused(mut self, error: Error) -> Answer {
        let error = self.form.refuse(error)?;
        refused(&self, &error)
    }
}
