//! The roles that come with Portico. They follow the program: what a new version gives them, old data gets, too.

use crate::access::{Grants, Key, Kind, Reach, Verification};

/// A role as it ships. It can be given and cloned, but neither changed nor deleted.
pub struct Preset {
    /// By which the database knows it, whatever it is called.
    pub key: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    pub description: &'static str,
    /// The clearance for accounts that are marked Secure (C-11).
    pub secure: bool,
    /// What its people show before anything opens.
    pub verification: Verification,
    pub grants: fn() -> Grants,
}

pub const ADMINISTRATOR: &str = "Administrator";
pub const OPERATOR: &str = "Operator";
pub const SECURE: &str = "Operator (Secure)";
pub const CLIENT_ADMIN: &str = "Client Admin";
pub const CLIENT_USER: &str = "Client User";
pub const CONTACT: &str = "Contact";
pub const CUSTOMER: &str = "Customer";

/// What an operator may do: everything but what decides over other operators, programs and the house itself.
fn operator() -> Grants {
    Grants::everything(Reach::Organization).without(&[
        Key::KeysManage,
        Key::OperatorsManage,
        Key::RolesManage,
        Key::SettingsEdit,
    ])
}

/// C-01: each description of a portal is a preset. S0-26: *Client Admin* and *Client User* are its two kinds.
pub const PRESETS: &[Preset] = &[
    Preset {
        key: "administrator",
        name: ADMINISTRATOR,
        kind: Kind::Operator,
        description: "Everything in the organization.",
        secure: false,
        verification: Verification::None,
        grants: || Grants::everything(Reach::Organization),
    },
    Preset {
        key: "operator",
        name: OPERATOR,
        kind: Kind::Operator,
        description: "Runs the client accounts; makes no keys, no operators, no roles and no settings.",
        secure: false,
        verification: Verification::None,
        grants: operator,
    },
    Preset {
        key: "operator_secure",
        name: SECURE,
        kind: Kind::Operator,
        description: "What an operator may do, with clearance for accounts that are marked Secure.",
        secure: true,
        verification: Verification::None,
        grants: operator,
    },
    Preset {
        key: "client_admin",
        name: CLIENT_ADMIN,
        kind: Kind::PortalUser,
        description: "Sees all of the account, and runs its users and contacts.",
        secure: false,
        verification: Verification::None,
        grants: || {
            Grants::of(&[
                (Key::AccountsView, Reach::Account),
                (Key::BusinessPageWrite, Reach::Account),
                (Key::BusinessPagePublish, Reach::Account),
                (Key::UsersView, Reach::Account),
                (Key::UsersManage, Reach::Account),
                (Key::ContactsView, Reach::Account),
                (Key::ContactsEdit, Reach::Account),
                (Key::CallsView, Reach::Account),
                (Key::RecordingsListen, Reach::Account),
                (Key::MessagesView, Reach::Account),
                (Key::MessagesMark, Reach::Account),
                (Key::MessagesDeliver, Reach::Account),
                (Key::StatusView, Reach::Account),
                (Key::StatusSet, Reach::Account),
                (Key::OnCallView, Reach::Account),
                (Key::OnCallEdit, Reach::Account),
                (Key::OnCallSwap, Reach::Account),
                (Key::OnboardingTick, Reach::Account),
                (Key::TasksView, Reach::Account),
                (Key::TasksEdit, Reach::Account),
                (Key::TasksComplete, Reach::Account),
                (Key::ResourcesView, Reach::Account),
                (Key::ResourcesEdit, Reach::Account),
                (Key::AnnouncementsView, Reach::Account),
                (Key::AnnouncementsSend, Reach::Account),
                (Key::HelpAsk, Reach::Own),
                (Key::HistoryView, Reach::Account),
                (Key::SupportView, Reach::Account),
            ])
        },
    },
    Preset {
        key: "client_user",
        name: CLIENT_USER,
        kind: Kind::PortalUser,
        description: "Sees only calls and messages for himself or herself.",
        secure: false,
        verification: Verification::Either,
        grants: || {
            Grants::of(&[
                (Key::ContactsView, Reach::Own),
                (Key::CallsView, Reach::Own),
                (Key::MessagesView, Reach::Own),
                (Key::MessagesMark, Reach::Own),
                (Key::StatusView, Reach::Account),
                (Key::OnCallView, Reach::Account),
                (Key::OnCallSwap, Reach::Own),
                (Key::TasksView, Reach::Own),
                (Key::TasksComplete, Reach::Own),
                (Key::HelpAsk, Reach::Own),
            ])
        },
    },
    // S2-05 … S2-08: a list of what is allowed, and nothing of the account itself.
    Preset {
        key: "contact",
        name: CONTACT,
        kind: Kind::PortalUser,
        description: "Sees his or her own contact record, messages and on-call shifts, swaps these, and sees nothing else of the account.",
        secure: false,
        verification: Verification::None,
        grants: || {
            Grants::of(&[
                (Key::ContactsView, Reach::Own),
                (Key::MessagesView, Reach::Own),
                (Key::OnCallView, Reach::Own),
                (Key::OnCallSwap, Reach::Own),
            ])
        },
    },
    // S2-14: a user of the account itself, without a contact, sees all of it.
    Preset {
        key: "customer",
        name: CUSTOMER,
        kind: Kind::PortalUser,
        description: "Sees everything of the account and changes nothing.",
        secure: false,
        verification: Verification::None,
        grants: || {
            Grants::of(&[
                (Key::AccountsView, Reach::Account),
                (Key::UsersView, Reach::Account),
                (Key::ContactsView, Reach::Account),
                (Key::CallsView, Reach::Account),
                (Key::MessagesView, Reach::Account),
                (Key::StatusView, Reach::Account),
                (Key::OnCallView, Reach::Account),
                (Key::TasksView, Reach::Account),
                (Key::ResourcesView, Reach::Account),
                (Key::HistoryView, Reach::Account),
                (Key::SupportView, Reach::Account),
            ])
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::offered;

    #[test]
    fn s2_05_s2_08_what_a_contact_may_is_a_list_and_reaches_the_persons_own_only() {
        let contact = PRESETS.iter().find(|preset| preset.name == CONTACT).unwrap();
        let may: Vec<_> = (contact.grants)().list().collect();
        let own = |key| (key, Reach::Own);
        let listed = [Key::ContactsView, Key::MessagesView, Key::OnCallView, Key::OnCallSwap];
        assert_eq!(may, listed.map(own));
    }

    #[test]
    fn each_preset_has_only_what_may_be_offered_to_its_people() {
        for preset in PRESETS {
            for (key, reach) in (preset.grants)().list() {
                assert!(offered(key, preset.kind).contains(&reach), "{} {}", preset.name, key.name());
            }
            assert_eq!(preset.secure, preset.name.contains("Secure"), "{}", preset.name);
        }
    }
}
