//! How an operator may be in a client's place: for how long, and whether a reason is asked for (C-10, S2-17).

use kernel::Span;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoginAs {
    /// How long it lasts at most; see [`LoginAs::lasts`].
    pub minutes: i64,
    pub reason: Reason,
}

/// Whether an operator says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    Off,
    Optional,
    /// Also what this version does not know: it asks too much rather than too little.
    #[serde(other)]
    Required,
}

impl LoginAs {
    pub const LONGEST: i64 = 60;
    pub const SHORTEST: i64 = 5;
    /// What is offered.
    pub const MINUTES: [i64; 5] = [Self::SHORTEST, 10, 15, 30, Self::LONGEST];

    /// Never longer than an hour, whatever is written.
    pub fn lasts(&self) -> Span {
        Span::minutes(self.minutes.clamp(Self::SHORTEST, Self::LONGEST))
    }
}

impl Default for LoginAs {
    fn default() -> Self {
        Self { minutes: Self::LONGEST, reason: Reason::Optional }
    }
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::Off, Self::Optional, Self::Required];

    /// The value of a form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Optional => "optional",
            Self::Required => "required",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_10_an_hour_is_the_most_and_the_unknown_is_strict() {
        for (minutes, lasts) in [(i64::MIN, 5), (0, 5), (5, 5), (30, 30), (60, 60), (61, 60), (i64::MAX, 60)]
        {
            let written = LoginAs { minutes, ..LoginAs::default() };
            assert_eq!(written.lasts(), Span::minutes(lasts));
        }
        let newer: LoginAs = serde_json::from_str(r#"{"reason":"sung"}"#).unwrap();
        assert_eq!(newer.reason, Reason::Required);
        for reason in Reason::ALL {
            let text = serde_json::to_string(&LoginAs { reason, ..LoginAs::default() }).unwrap();
            assert_eq!(serde_json::from_str::<LoginAs>(&text).unwrap().reason, reason);
            assert_eq!(Reason::parse(reason.name()), Some(reason));
        }
    }
}
