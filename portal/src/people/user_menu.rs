//! What an admin of the account can do about one of its users, behind the three dots of a row.

use std::collections::{BTreeMap, HashSet};

use domain::Read;
use domain::access::{Granted, UsersManage, UsersView};
use domain::people::invitations::{self, Invitation, State};
use domain::people::users::Member;
use domain::sign_in::factors;
use kernel::{MemberId, Result, UserId};
use web::Visitor;
use web::ui::{RowAction, icon};

use super::{USERS, invite};

/// What the menus follow from besides the users themselves; looked up for the users of one page.
pub struct Menus {
    manages: bool,
    /// The visitor, who changes the others and not themselves.
    visitor: UserId,
    invitations: BTreeMap<UserId, Invitation>,
    protected: HashSet<UserId>,
}

impl Menus {
    pub async fn of(
        visitor: &Visitor,
        read: &mut Read,
        granted: &Granted<UsersView>,
        shown: &[Member],
    ) -> Result<Self> {
        let ids: Vec<MemberId> = shown.iter().map(|member| member.id).collect();
        Ok(Self {
            manages: visitor.can::<UsersManage>(),
            visitor: visitor.who.user,
            invitations: invitations::of_users(visitor.house(), read, granted, &ids).await?,
            protected: factors::of_users(read, granted, &ids).await?,
        })
    }

    pub fn invitation(&self, user: &Member) -> Option<&Invitation> {
        self.invitations.get(&user.user)
    }

    /// Who runs the users changes the others; whoever sees them may ask what they see.
    pub fn of_user(&self, user: &Member) -> Vec<RowAction> {
        let page = format!("{USERS}/{}", user.id);
        let mut actions = Vec::new();
        if self.manages && user.user != self.visitor {
            actions.push(RowAction::link("Edit", icon("edit"), format!("{page}/edit")));
            let state = self.invitation(user).map_or(State::None, |invitation| invitation.state);
            actions.extend(invite::actions(user, state));
            actions.push(match user.disabled_at {
                None => RowAction::post("Disable", icon("user-off"), format!("{page}/disable")),
                Some(_) => RowAction::post("Enable", icon("user-check"), format!("{page}/enable")),
            });
            if self.protected.contains(&user.user) {
                let remove = format!("{page}/second-factor/remove");
                actions.push(RowAction::ask("Remove second factor…", icon("shield-lock"), remove));
            }
        }
        actions.push(RowAction::link("Access", icon("shield"), format!("{page}/access")));
        actions
    }
}
