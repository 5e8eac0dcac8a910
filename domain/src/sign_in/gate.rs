//! The one place that decides whether a session may go on: every request with a session passes here.

use kernel::{Span, Timestamp};

/// Everything about a session that can shut it.
#[allow(clippy::struct_excessive_bools, reason = "each alone shuts the gate, whatever the others are")]
#[derive(Clone, Copy, Debug)]
pub struct States {
    pub ends_at: Timestamp,
    pub seen_at: Timestamp,
    pub idle: Span,
    pub user_disabled: bool,
    /// A portal user without a membership has no place to be.
    pub is_member: bool,
    pub account_locked: bool,
    /// A portal user comes to a portal that the organization has closed (S1-26).
    pub portal_closed: bool,
    /// In a client's place: whether the operator still may be there.
    pub operator: OperatorState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorState {
    /// Nobody is in anybody's place.
    Nobody,
    /// The operator is enabled, signed in, and may log in as clients.
    Welcome,
    /// The operator was disabled, signed out, or lost the permission.
    Gone,
}

/// Why the door is shut. Visitors hear no more than “please sign in”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Ended,
    Idle,
    Disabled,
    NoPlace,
    Locked,
    Closed,
    OperatorGone,
}

/// Lets a session pass, or says why not.
pub fn admit(states: &States, now: Timestamp) -> Result<(), Refusal> {
    if now >= states.ends_at {
        return Err(Refusal::Ended);
    }
    if now - states.seen_at >= states.idle {
        return Err(Refusal::Idle);
    }
    if states.user_disabled {
        return Err(Refusal::Disabled);
    }
    if !states.is_member {
        return Err(Refusal::NoPlace);
    }
    if states.account_locked {
        return Err(Refusal::Locked);
    }
    if states.portal_closed {
        return Err(Refusal::Closed);
    }
    match states.operator {
        OperatorState::Nobody | OperatorState::Welcome => Ok(()),
        OperatorState::Gone => Err(Refusal::OperatorGone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> States {
        States {
            ends_at: Timestamp::from_micros(1_000),
            seen_at: Timestamp::from_micros(0),
            idle: Span::micros(500),
            user_disabled: false,
            is_member: true,
            account_locked: false,
            portal_closed: false,
            operator: OperatorState::Nobody,
        }
    }

    #[test]
    fn each_state_alone_shuts_the_gate() {
        let at = Timestamp::from_micros;
        assert_eq!(admit(&open(), at(499)), Ok(()));
        assert_eq!(admit(&open(), at(500)), Err(Refusal::Idle));
        assert_eq!(admit(&States { seen_at: at(900), ..open() }, at(999)), Ok(()));
        assert_eq!(admit(&States { seen_at: at(900), ..open() }, at(1_000)), Err(Refusal::Ended));
        assert_eq!(admit(&States { user_disabled: true, ..open() }, at(1)), Err(Refusal::Disabled));
        assert_eq!(admit(&States { is_member: false, ..open() }, at(1)), Err(Refusal::NoPlace));
        assert_eq!(admit(&States { account_locked: true, ..open() }, at(1)), Err(Refusal::Locked));
        assert_eq!(admit(&States { portal_closed: true, ..open() }, at(1)), Err(Refusal::Closed));
        assert_eq!(
            admit(&States { operator: OperatorState::Gone, ..open() }, at(1)),
            Err(Refusal::OperatorGone)
        );
    }
}
