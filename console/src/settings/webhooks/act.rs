//! What is done with a webhook: switched off and on, another secret, sent again, deleted.

use domain::access::SettingsEdit;
use domain::webhooks;
use kernel::{Error, Span, WebhookId};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page};

use super::form::secret_page;
use super::{PATH, below, page_of, show};

pub async fn disable(visitor: Visitor, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    webhooks::disable(visitor.house(), &visitor.may::<SettingsEdit>()?, id).await?;
    Ok(visitor.done(&page_of(id), "Webhook disabled"))
}

pub async fn enable(visitor: Visitor, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    webhooks::enable(visitor.house(), &visitor.may::<SettingsEdit>()?, id).await?;
    Ok(visitor.done(&page_of(id), "Webhook enabled"))
}

pub async fn ask_rotate(visitor: Visitor, Id(id): Id<WebhookId>) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let endpoint = webhooks::find(&mut visitor.read().await?, &granted, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, "New secret?", Some(&endpoint)),
        effect: "The new one is shown on the next page, this once. For 24 hours each delivery is signed with both, so that \
                 the other side can change over."
            .to_owned(),
        verb: "Make a new secret".to_owned(),
        action: format!("{}/rotate", page_of(id)),
        cancel_href: page_of(id),
        ..ConfirmPage::default()
    })
}

pub async fn rotate(visitor: Visitor, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let secret = webhooks::rotate(visitor.house(), &visitor.may::<SettingsEdit>()?, id).await?;
    secret_page(&visitor, "New secret", id, secret)
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<WebhookId>) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let endpoint = webhooks::find(&mut visitor.read().await?, &granted, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Delete {}?", endpoint.name), Some(&endpoint)),
        effect: "Nothing is sent there any more, also not what waits, and what was sent is forgotten."
            .to_owned(),
        verb: format!("Delete {}", endpoint.name),
        action: format!("{}/delete", page_of(id)),
        cancel_href: page_of(id),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    webhooks::delete(visitor.house(), &visitor.may::<SettingsEdit>()?, id).await?;
    Ok(visitor.done(PATH, "Webhook deleted"))
}

pub async fn replay(visitor: Visitor, Id(id): Id<WebhookId>, typed: Fields) -> Answer {
    typed.only(&["hours"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let hours = typed.get("hours").trim().parse().ok().filter(|hours| (1..=720).contains(hours));
    let done = match hours {
        Some(hours) => {
            let since = visitor.who.now - Span::hours(hours);
            webhooks::replay_since(visitor.house(), &granted, id, since).await
        }
        None => Err(Error::invalid("hours", "Enter a whole number from 1 to 720.")),
    };
    match done {
        Ok(1) => Ok(visitor.done(&page_of(id), "1 delivery is sent again")),
        Ok(count) => Ok(visitor.done(&page_of(id), &format!("{count} deliveries are sent again"))),
        Err(error) => show::refuse(&visitor, id, &typed, error).await,
    }
}
