//! The invitations of the client's own users: sent again, and withdrawn, by an admin of the account.

use domain::access::{UsersManage, UsersView};
use domain::people::invitations::{self, Invitation, State};
use domain::people::users::{self, Member};
use kernel::MemberId;
use web::ui::{Badge, Cell, ConfirmPage, RowAction, Tone, icon};
use web::{Answer, Fields, Id, Visitor, format, page};

use super::{PATH, USERS, below};

pub async fn invite(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    let words = match invitations::invite(visitor.house(), &granted, id).await? {
        State::Waiting => "The portal is closed now: the invitation is sent later",
        _ => "The invitation is on its way. An earlier one opens nothing any more",
    };
    Ok(visitor.done(PATH, words))
}

pub async fn ask_withdraw(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let member = users::find(&mut visitor.read().await?, &granted, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Withdraw the invitation of {}?", member.name)),
        effect: "What was sent opens nothing any more. The user stays in the list, and can be invited again."
            .to_owned(),
        verb: "Withdraw invitation".to_owned(),
        action: format!("{USERS}/{id}/withdraw"),
        cancel_href: PATH.to_owned(),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn withdraw(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    invitations::withdraw(visitor.house(), &granted, id).await?;
    Ok(visitor.done(PATH, "The invitation is withdrawn"))
}

/// How far it has come, and until when what was sent is good.
pub fn cell(visitor: &Visitor, invitation: Option<&Invitation>) -> Cell {
    let Some(invitation) = invitation else { return Cell::None };
    let choice = invitation.state.choice();
    let at =
        |at: Option<kernel::Timestamp>| at.map(|at| format::instant(at, &visitor.local)).unwrap_or_default();
    match invitation.state {
        State::Pending => Cell::Stack {
            first: choice.label.to_owned(),
            second: format!("until {}", at(invitation.ends_at)),
        },
        State::Accepted => Cell::Stack { first: choice.label.to_owned(), second: at(invitation.accepted_at) },
        State::Expired => Cell::Stack { first: choice.label.to_owned(), second: at(invitation.ends_at) },
        State::Bounced => Cell::Badges(vec![Badge::new(Tone::Danger, choice.label)]),
        State::Waiting => Cell::Badges(vec![Badge::new(Tone::Warning, "Waits until the portal is open")]),
        State::Queued | State::None => Cell::text(choice.label),
    }
}

/// What an admin can do about it: invite, again if need be, and take back what is open.
pub fn actions(user: &Member, state: State) -> Vec<RowAction> {
    let page = format!("{USERS}/{}", user.id);
    let mut actions = Vec::new();
    if user.disabled_at.is_none() && state != State::Accepted {
        let words = if state == State::None { "Send invitation" } else { "Send invitation again" };
        actions.push(RowAction::post(words, icon("send"), format!("{page}/invite")));
    }
    if !matches!(state, State::None | State::Accepted) {
        actions.push(RowAction::ask("Withdraw invitation…", icon("x"), format!("{page}/withdraw")));
    }
    actions
}
