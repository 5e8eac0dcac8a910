//! What the people of an account do not get although a role gives it: the organization keeps it for itself.

use super::{Grants, Key};
use crate::organizations::Settings;
use crate::organizations::settings::Clients;

/// What only counts where recordings are switched on.
const HEARING: &[Key] = &[Key::RecordingsListen, Key::RecordingsDownload];

/// What the organization leaves to an account: a switch for all accounts and one at each, in series (C-15, C-16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    run_users: bool,
    see_support: bool,
    recordings: bool,
}

impl Left {
    /// `run_users + 2 * see_support + 4 * recordings` of an account; nothing is left where there is none.
    pub fn stored(switches: Option<i64>) -> Self {
        let on = |bit: i64| switches.is_some_and(|switches| switches & bit != 0);
        Self { run_users: on(1), see_support: on(2), recordings: on(4) }
    }

    /// What is withheld, with the switches of the organization before those of the account.
    pub fn withheld(self, organization: &Settings) -> Vec<Key> {
        let recordings = self.recordings && organization.recordings.on;
        let hearing: &[Key] = if recordings { &[] } else { HEARING };
        self.of_people(&organization.clients).iter().chain(hearing).copied().collect()
    }

    const fn of_people(self, organization: &Clients) -> &'static [Key] {
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

/// What the organization has switched off for everybody, its own people and programs as well.
pub(super) const fn switched_off(organization: &Settings) -> &'static [Key] {
    if organization.recordings.on { &[] } else { HEARING }
}

impl Grants {
    pub(crate) fn with_switches(self, organization: &Settings) -> Self {
        self.switched_off(switched_off(organization))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Reach;

    #[test]
    fn c_15_each_switch_withholds_its_own_and_both_have_to_be_on() {
        let mut on = Settings::default();
        on.recordings.on = true;
        let (users, support) = (Key::UsersManage, Key::SupportView);
        let both = HEARING.to_vec();
        for (kept, keys) in [
            (Some(7), vec![]),
            (Some(3), both.clone()),
            (Some(6), vec![users]),
            (Some(5), vec![support]),
            (Some(0), [vec![users, support], both.clone()].concat()),
            (None, [vec![users, support], both.clone()].concat()),
        ] {
            assert_eq!(Left::stored(kept).withheld(&on), keys, "{kept:?}");
        }
        let mut off = on.clone();
        off.clients.run_users = false;
        assert_eq!(Left::stored(Some(7)).withheld(&off), [users]);
        let mut off = on.clone();
        off.clients.see_support = false;
        assert_eq!(Left::stored(Some(7)).withheld(&off), [support]);
        let mut off = on;
        off.recordings.on = false;
        assert_eq!(Left::stored(Some(7)).withheld(&off), both);
    }

    #[test]
    fn c_16_nobody_listens_where_the_organization_has_not_switched_it_on() {
        let everything = Grants::everything(Reach::Organization);
        let mut settings = Settings::default();
        let off = everything.clone().with_switches(&settings);
        assert!(HEARING.iter().all(|key| off.reach(*key).is_none()));
        assert!(off.reach(Key::RecordingsManage).is_some());
        settings.recordings.on = true;
        assert_eq!(everything.clone().with_switches(&settings), everything);
    }
}
