//! The question before something that cannot be taken back: it names the thing and what will happen to it.

use askama::Template;

use super::{FieldView, Shell};

/// A page of its own without JavaScript; with it, `<confirm-dialog>` shows the same form in place.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "confirm.html", blocks = ["content"])]
pub struct ConfirmPage {
    /// `shell.title` asks: "Delete 3 users?"
    pub shell: Shell,
    /// What will happen: "They can no longer sign in. Their calls stay."
    pub effect: String,
    /// The button: "Delete 3 users".
    pub verb: String,
    pub action: String,
    pub cancel_href: String,
    /// What leaves everything as it is, where “Cancel” would be mistaken for the verb.
    pub keep: Option<&'static str>,
    pub danger: bool,
    pub hidden: Vec<(String, String)>,
    /// What is still to be said, such as which tag.
    pub fields: Vec<FieldView>,
    /// To be typed first, posted as `typed`; for what nobody may do by a slip of the hand.
    pub type_name: Option<String>,
    pub error: Option<String>,
}
