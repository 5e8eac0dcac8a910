//! What people of a role have to show before anything opens: that an address or a number is theirs (S0-32, S0-33).

/// Which of the two is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verification {
    #[default]
    None,
    Email,
    Sms,
    Either,
    Both,
}

impl Verification {
    pub const ALL: [Self; 5] = [Self::None, Self::Email, Self::Sms, Self::Either, Self::Both];

    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Either => "either",
            Self::Both => "both",
        }
    }

    /// As the form of a role says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "Nothing",
            Self::Email => "The email address",
            Self::Sms => "A telephone number, by SMS",
            Self::Either => "The email address or a telephone number",
            Self::Both => "The email address and a telephone number",
        }
    }

    /// What is shown, in the middle of a sentence.
    pub const fn what(self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::Email => "the email address",
            Self::Sms => "a telephone number, by SMS",
            Self::Either => "the email address or a telephone number",
            Self::Both => "the email address and a telephone number",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// What the database kept; what this version does not know asks for the most.
    pub fn stored(name: &str) -> Self {
        Self::parse(name).unwrap_or(Self::Both)
    }

    /// Email, number, and one of the two.
    const fn asks(self) -> (bool, bool, bool) {
        match self {
            Self::None => (false, false, false),
            Self::Email => (true, false, true),
            Self::Sms => (false, true, true),
            Self::Either => (false, false, true),
            Self::Both => (true, true, true),
        }
    }

    /// Two roles of one person: what each of them asks for.
    pub const fn and(self, other: Self) -> Self {
        let ((email, phone, one), (or_email, or_phone, or_one)) = (self.asks(), other.asks());
        match (email || or_email, phone || or_phone, one || or_one) {
            (true, true, _) => Self::Both,
            (true, false, _) => Self::Email,
            (false, true, _) => Self::Sms,
            (false, false, true) => Self::Either,
            (false, false, false) => Self::None,
        }
    }

    /// Whether the address still has to be shown, or may be.
    pub const fn wants_email(self, email: bool, phone: bool) -> bool {
        !email && (matches!(self, Self::Email | Self::Both) || matches!(self, Self::Either) && !phone)
    }

    /// Whether a number still has to be shown, or may be.
    pub const fn wants_phone(self, email: bool, phone: bool) -> bool {
        !phone && (matches!(self, Self::Sms | Self::Both) || matches!(self, Self::Either) && !email)
    }

    pub const fn is_met(self, email: bool, phone: bool) -> bool {
        !self.wants_email(email, phone) && !self.wants_phone(email, phone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_33_none_email_sms_either_and_both_each_ask_for_what_they_say() {
        // Neither, the address, the number, both.
        for (asked, met) in [
            (Verification::None, [true, true, true, true]),
            (Verification::Email, [false, true, false, true]),
            (Verification::Sms, [false, false, true, true]),
            (Verification::Either, [false, true, true, true]),
            (Verification::Both, [false, false, false, true]),
        ] {
            let shown = [(false, false), (true, false), (false, true), (true, true)];
            assert_eq!(shown.map(|(email, phone)| asked.is_met(email, phone)), met, "{asked:?}");
            assert_eq!(Verification::stored(asked.name()), asked);
        }
        assert_eq!(Verification::stored("carrier pigeon"), Verification::Both);
    }

    #[test]
    fn several_roles_ask_for_what_each_of_them_asks_for() {
        use Verification::{Both, Either, Email, None, Sms};
        for (a, b, together) in [
            (None, None, None),
            (None, Either, Either),
            (Either, Email, Email),
            (Either, Sms, Sms),
            (Email, Sms, Both),
            (Both, None, Both),
        ] {
            assert_eq!(a.and(b), together, "{a:?} {b:?}");
            assert_eq!(b.and(a), together, "{b:?} {a:?}");
        }
    }
}
