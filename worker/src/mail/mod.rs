//! Mail: a server to hand letters to, the message of a letter, and the conversation in which it is handed over.

mod conversation;
mod html;
mod message;
mod server;

pub use conversation::Conversation;
pub use server::{MailServer, Sender};
