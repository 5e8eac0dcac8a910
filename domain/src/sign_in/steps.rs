//! What somebody who gave the right password still has to do before anything opens: one step at a time.

/// Something to be done by the person alone. Whoever has an open step sees its page and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Showing the second factor, after the right password.
    SecondFactor,
    /// Choosing a password: the present one was made by somebody else.
    NewPassword,
    /// Choosing the account, by somebody who has several (C-07).
    ChooseAccount,
    /// Showing that an address or a number is one's own (S0-32).
    Verify,
    /// Setting up a second factor: a role asks for one, and the person has none.
    SetUpFactor,
}

/// Everything about a person and a session that can leave a step open.
#[allow(clippy::struct_excessive_bools, reason = "each alone leaves a step open")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// An operator is in the person's place: the person's steps are the person's own.
    pub for_another: bool,
    /// The person has a second factor, and this session has not shown it.
    pub factor_is_open: bool,
    pub password_is_temporary: bool,
    /// The session is in none of the person's accounts yet.
    pub account_is_open: bool,
    pub verification_is_open: bool,
    /// A role asks for a second factor, and the person has none.
    pub factor_is_missing: bool,
}

/// The first step that is open. Asked anew for every request, so that it counts from the next one on.
pub const fn first_open(facts: &Facts) -> Option<Step> {
    if facts.for_another {
        return None;
    }
    // Before everything else: whoever knows only the password does nothing with it.
    if facts.factor_is_open {
        return Some(Step::SecondFactor);
    }
    if facts.password_is_temporary {
        return Some(Step::NewPassword);
    }
    // What comes after is asked by the roles in an account.
    if facts.account_is_open {
        return Some(Step::ChooseAccount);
    }
    if facts.verification_is_open {
        return Some(Step::Verify);
    }
    if facts.factor_is_missing {
        return Some(Step::SetUpFactor);
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
        let unshown = Facts { factor_is_open: true, ..temporary };
        let missing = Facts { factor_is_missing: true, ..nothing };
        for (facts, step) in [
            (unshown, Some(Step::SecondFactor)),
            (missing, Some(Step::SetUpFactor)),
            (Facts { factor_is_missing: true, ..unverified }, Some(Step::Verify)),
            (Facts { for_another: true, ..missing }, None),
            (Facts { for_another: true, ..unshown }, None),
            (nothing, None),
            (temporary, Some(Step::NewPassword)),
            (unverified, Some(Step::Verify)),
            (Facts { account_is_open: true, ..unverified }, Some(Step::ChooseAccount)),
            (Facts { account_is_open: true, ..temporary }, Some(Step::NewPassword)),
            (Facts { verification_is_open: true, ..temporary }, Some(Step::NewPassword)),
            (Facts { for_another: true, ..unverified }, None),
            (Facts { for_another: true, ..temporary }, None),
        ] {
            assert_eq!(first_open(&facts), step, "{facts:?}");
        }
    }
}
