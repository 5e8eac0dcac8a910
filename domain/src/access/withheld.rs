//! What the people of an account do not get although a role gives it: the organization keeps it for itself.

use super::{Grants, Key};
use crate::organizations::Settings;
use crate::organizations::settings::Clients;

/// What only counts where recordings are switched on.
const HEARING: &[Key] = &[Key::RecordingsListen, Key::RecordingsDownload];

/// What the organization leaves to an account: a switch for all accounts and one at each, in series (C-15, C-16, S3-55).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct Left {
    run_users: bool,
    see_support: bool,
    recordings: bool,
    business_page: bool,
}

impl Left {
    /// `run_users + 2 * see_support + 4 * recordings + 8 * business_page` of an account; nothing is left where there is
    /// none.
    pub fn stored(switches: Option<i64>) -> Self {
        let on = |bit: i64| switches.is_some_and(|switches| switches & bit != 0);
        Self { run_users: on(1), see_support: on(2), recordings: on(4), business_page: on(8) }
    }

    /// What is withheld, with the switches of the organization before those of the account.
    pub fn withheld(self, organization: &Settings) -> Vec<Key> {
        let recordings = self.recordings && organization.recordings.on;
        let hearing: &[Key] = if recordings { &[] } else { HEARING };
        let clients = &organization.clients;
        self.of_people(clients).iter().chain(hearing).chain(self.of_page(clients)).copied().collect()
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

    /// Only who writes the page can be left to switch it on.
    const fn of_page(self, organization: &Clients) -> &'static [Key] {
        match (self.business_page && organization.business_page, organization.publish_business_page) {
            (true, true) => &[],
            (true, false) => &[Key::BusinessPagePublish],
            (false, _) => &[Key::BusinessPageWrite, Key::BusinessPagePublish],
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
        on.clients.publish_business_page = true;
        let (users, support) = (Key::UsersManage, Key::SupportView);
        let both = HEARING.to_vec();
        let page = vec![Key::BusinessPageWrite, Key::BusinessPagePublish];
        for (kept, keys) in [
            (Some(15), vec![]),
            (Some(11), both.clone()),
            (Some(14), vec![users]),
            (Some(13), vec![support]),
            (Some(7), page.clone()),
            (Some(0), [vec![users, support], both.clone(), page.clone()].concat()),
            (None, [vec![users, support], both.clone(), page.clone()].concat()),
        ] {
            assert_eq!(Left::stored(kept).withheld(&on), keys, "{kept:?}");
        }
        let mut off = on.clone();
        off.clients.run_users = false;
        assert_eq!(Left::stored(Some(15)).withheld(&off), [users]);
        let mut off = on.clone();
        off.clients.see_support = false;
        assert_eq!(Left::stored(Some(15)).withheld(&off), [support]);
        let mut off = on.clone();
        off.clients.business_page = false;
        assert_eq!(Left::stored(Some(15)).withheld(&off), page);
        let mut off = on.clone();
        off.clients.publish_business_page = false;
        assert_eq!(Left::stored(Some(15)).withheld(&off), [Key::BusinessPagePublish]);
        let mut off = on;
        off.recordings.on = false;
        assert_eq!(Left::stored(Some(15)).withheld(&off), both);
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
