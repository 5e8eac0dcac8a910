//! How far each permission can reach, for operators and for portal users: what a role may be made of.

use super::{Grants, Key, Kind, Reach};

/// The reaches that a role of this kind may give; none if the permission is not for such people at all. A new
/// permission is the operators' own until it is named here: what it touches must be fenced for clients first.
pub const fn offered(key: Key, kind: Kind) -> &'static [Reach] {
    match kind {
        Kind::Operator | Kind::System => &[Reach::Organization],
        Kind::PortalUser => match key {
            Key::CallsView
            | Key::ContactsView
            | Key::HistoryView
            | Key::MessagesMark
            | Key::MessagesView
            | Key::OnCallSwap
            | Key::OnCallView
            | Key::RecordingsDownload
            | Key::RecordingsListen
            | Key::TasksComplete
            | Key::TasksEdit
            | Key::TasksView => &[Reach::Own, Reach::Account],
            Key::HelpAsk => &[Reach::Own],
            Key::AccountsView
            | Key::AnnouncementsSend
            | Key::AnnouncementsView
            | Key::BusinessPagePublish
            | Key::BusinessPageWrite
            | Key::ContactsEdit
            | Key::MessagesDeliver
            | Key::OnCallEdit
            | Key::OnboardingTick
            | Key::ResourcesEdit
            | Key::ResourcesView
            | Key::StatusSet
            | Key::StatusView
            | Key::SupportView
            | Key::UsersManage
            | Key::UsersView => &[Reach::Account],
            _ => &[],
        },
    }
}

impl Grants {
    /// What of it can be offered to people of this kind; the rest is left out, whatever a role says.
    pub fn offered_to(&self, kind: Kind) -> Self {
        self.narrowed(|key, reach| offered(key, kind).iter().copied().filter(|one| *one <= reach).max())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_user_never_gets_what_is_for_operators_whatever_the_role_says() {
        let everything = Grants::everything(Reach::Organization);
        let offered = everything.offered_to(Kind::PortalUser);
        for key in
            [Key::OperatorsManage, Key::RolesManage, Key::KeysManage, Key::SettingsEdit, Key::AccountsLock]
        {
            assert_eq!(offered.reach(key), None, "{}", key.name());
        }
        assert!(offered.list().all(|(_, reach)| reach <= Reach::Account));
        assert_eq!(everything.offered_to(Kind::Operator), everything);
        assert_eq!(Grants::of(&[(Key::AccountsView, Reach::Own)]).offered_to(Kind::PortalUser), Grants::NONE);
    }
}
