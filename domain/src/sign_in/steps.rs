//! What somebody who gave the right password still has to do before anything opens: one step at a time.

/// Something to be done by the person alone. Whoever has an open step sees its page and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Choosing a password: the present one was made by somebody else.
    NewPassword,
    /// Showing that an address or a number is one's own (S0-32).
    Verify,
}

/// Everything about a person and a session that can leave a step open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// An operator is in the person's place: the person's steps are the person's own.
    pub for_another: bool,
    pub password_is_temporary: bool,
    pub verification_is_open: bool,
}

/// The first step that is open. Asked anew for every request, so that it counts from the next one on.
pub const fn first_open(facts: &Facts) -> Option<Step> {
    if facts.for_another {
        return None;
    }
    if facts.password_is_temporary {
        return Some(Step::NewPassword);
    }
    if facts.verification_is_open {
        return Some(Step::Verify);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_open_step_comes_first_and_an_operators_visit_has_none() {
        let nothing = Facts::default();
        let temporary = Facts { password_is_temporary: true, ..nothing };
        let unverified = Facts { verification_is_open: true, ..nothing };
        for (facts, step) in [
            (nothing, None),
            (temporary, Some(Step::NewPassword)),
            (unverified, Some(Step::Verify)),
            (Facts { verification_is_open: true, ..temporary }, Some(Step::NewPassword)),
            (Facts { for_another: true, ..unverified }, None),
            (Facts { for_another: true, ..temporary }, None),
        ] {
            assert_eq!(first_open(&facts), step, "{facts:?}");
        }
    }
}
