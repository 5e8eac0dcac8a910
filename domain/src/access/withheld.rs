//! What the people of an account do not get although a role gives it: the organization keeps it for itself.

use super::Key;
use crate::organizations::settings::Clients;

/// What the organization leaves to an account: a switch for all accounts and one at each, in series (C-15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    run_users: bool,
    see_support: bool,
}

impl Left {
    /// `run_users + 2 * see_support` of an account; nothing is left where there is none.
    pub fn stored(switches: Option<i64>) -> Self {
        let on = |bit: i64| switches.is_some_and(|switches| switches & bit != 0);
        Self { run_users: on(1), see_support: on(2) }
    }

    /// What is withheld, with the switches of the organization before those of the account.
    pub const fn withheld(self, organization: &Clients) -> &'static [Key] {
        let run_users = self.run_users && organization.run_users;
        let see_support = self.see_support && organization.see_support;
        match (run_users, see_support) {
            (true, true) => &[],
            (true, false) => &[Key::SupportView],
            (false, true) => &[Key::UsersManage],
            (false, false) => &[Key::UsersManage, Key::SupportView],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_15_each_switch_withholds_its_own_and_both_have_to_be_on() {
        let on = Clients::default();
        let (users, support) = (Key::UsersManage, Key::SupportView);
        for (kept, keys) in [
            (Some(3), vec![]),
            (Some(2), vec![users]),
            (Some(1), vec![support]),
            (Some(0), vec![users, support]),
            (None, vec![users, support]),
        ] {
            assert_eq!(Left::stored(kept).withheld(&on), keys, "{kept:?}");
        }
        let off = Clients { run_users: false, see_support: true, ..Clients::default() };
        assert_eq!(Left::stored(Some(3)).withheld(&off), [users]);
        let off = Clients { run_users: true, see_support: false, ..Clients::default() };
        assert_eq!(Left::stored(Some(3)).withheld(&off), [support]);
    }
}
