//! A page with one list, and the one thing that is mostly done from it.

use askama::Template;
use web::ui::{Icon, Shell, TableView};

#[derive(Template)]
#[template(path = "list.html")]
pub struct ListPage {
    pub shell: Shell,
    /// Icon, label and address.
    pub action: Option<(Icon, &'static str, &'static str)>,
    pub table: TableView,
}
