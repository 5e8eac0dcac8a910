//! What an operator does with a letter: try it now, drop it; and release an outbox that is held.

use domain::access::{OutboxManage, OutboxView};
use domain::notices;
use kernel::OutgoingId;
use web::ui::{Choice, ConfirmPage, Shell};
use web::{Answer, Fields, Id, Visitor, page};

use super::super::below;
use super::{HERE, show};

pub async fn retry(visitor: Visitor, Id(id): Id<OutgoingId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<OutboxManage>()?;
    notices::retry(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&format!("{HERE}/{id}"), "It is tried again now"))
}

pub async fn ask_drop(visitor: Visitor, Id(id): Id<OutgoingId>) -> Answer {
    let granted = visitor.may::<OutboxView>()?;
    let letter = notices::find(&mut visitor.read().await?, &granted, id).await?;
    page(&ConfirmPage {
        shell: frame(&visitor, "Drop this letter?"),
        effect: format!(
            "{} is not sent, and cannot be sent any more. The history says who dropped it.",
            show::title(&letter)
        ),
        verb: "Drop letter".to_owned(),
        action: format!("{HERE}/{id}/drop"),
        cancel_href: format!("{HERE}/{id}"),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn drop_it(visitor: Visitor, Id(id): Id<OutgoingId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<OutboxManage>()?;
    notices::drop_by_hand(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&format!("{HERE}/{id}"), "The letter is dropped"))
}

pub async fn ask_release(visitor: Visitor) -> Answer {
    visitor.may::<OutboxManage>()?;
    page(&ConfirmPage {
        shell: frame(&visitor, "Release the outbox?"),
        effect: "Everything that is held leaves now, less what is too late by now. If this is a copy of a portal that \
                 still runs, people get these letters twice, and links that lead to the other one may stop working."
            .to_owned(),
        verb: "Release outbox".to_owned(),
        action: format!("{HERE}/release"),
        cancel_href: HERE.to_owned(),
        ..ConfirmPage::default()
    })
}

pub async fn release(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<OutboxManage>()?;
    notices::release(visitor.house(), &granted).await?;
    Ok(visitor.done(HERE, "The outbox is released"))
}

fn frame(visitor: &Visitor, title: &str) -> Shell {
    let shell = below(visitor, title);
    let mut trail = shell.trail.clone();
    trail.push(Choice::new("Outbox", HERE, false));
    Shell { trail, ..shell }
}
