//! Taking away the second factor of a user of the own account who has lost it.

use domain::access::{UsersManage, UsersView};
use domain::people::users;
use domain::sign_in::factors;
use kernel::MemberId;
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, ask_again, page};

use super::{PATH, USERS, below};

fn path(id: MemberId) -> String {
    format!("{USERS}/{id}/second-factor/remove")
}

pub async fn ask(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let mut read = visitor.read().await?;
    let user = users::find(&mut read, &granted, id).await?;
    let effect = match factors::of_member(&mut read, &granted, id).await? {
        Some(_) => {
            "Do this only when you know that it is the person who asks. App, passkeys and recovery codes open nothing \
             any more; the person is signed out everywhere, told by a letter, and signs in with the password alone."
        }
        None => "This person has no second factor: there is nothing to remove.",
    };
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Remove the second factor of {}?", user.name)),
        effect: effect.to_owned(),
        verb: "Remove second factor".to_owned(),
        action: path(id),
        cancel_href: PATH.to_owned(),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn remove(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    let Ok(proved) = visitor.who.proved() else { return Ok(ask_again(&visitor, &path(id))) };
    factors::remove_of_member(visitor.house(), &granted, proved, id).await?;
    Ok(visitor.done(PATH, "Second factor removed. Every session of the user ended"))
}
