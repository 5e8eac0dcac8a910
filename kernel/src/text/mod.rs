//! Texts that mean something: an address, a number, a name, a time zone.

mod email;
mod fold;
mod name;
mod nickname;
mod phone;
mod plain;
mod web_address;
mod zone;

pub use email::Email;
pub use fold::fold;
pub use name::Name;
pub use nickname::Nickname;
pub use phone::{Phone, calling_code, dialed_digits, is_region, phone_in};
pub use plain::{line, paragraph};
pub use web_address::WebAddress;
pub use zone::TimeZoneName;

/// Why a text was refused: one sentence that says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError(pub String);

impl std::fmt::Display for TextError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TextError {}

impl From<&str> for TextError {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
