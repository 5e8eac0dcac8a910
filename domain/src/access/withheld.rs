//! What the people of an account do not get although a role gives it: the organization runs it for them.

use super::Key;

/// Client admins run their users where the organization, and the account, are switched to it (C-15).
pub(crate) const fn withheld(run_users: bool) -> &'static [Key] {
    if run_users { &[] } else { &[Key::UsersManage] }
}
