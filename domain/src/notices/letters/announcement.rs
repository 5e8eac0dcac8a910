//! What a client tells its contacts: written by the client, so that it has no text of its own here.

use kernel::Result;

use super::Shape;
use crate::announcements;
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "announcement",
    title: "Announcement",
    about: "Sent to a contact of a client, with what the client wrote.",
    email: None,
    sms: None,
    variables: &[],
    newest_only: false,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    announcements::fill(change, occasion).await
}
