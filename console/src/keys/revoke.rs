//! Revoking an API key: it is dead from the program's next request on.

use domain::access::KeysManage;
use domain::sign_in::keys;
use kernel::{Error, KeyId};
use web::ui::{Choice, ConfirmPage, Shell};
use web::{Answer, Fields, Id, Visitor, page};

use super::PATH;

pub async fn ask(visitor: Visitor, Id(id): Id<KeyId>) -> Answer {
    let granted = visitor.may::<KeysManage>()?;
    let found = keys::list(&mut visitor.read().await?, &granted).await?;
    let key =
        found.into_iter().find(|key| key.id == id && key.revoked_at.is_none()).ok_or(Error::NotFound)?;
    page(&ConfirmPage {
        shell: Shell {
            trail: vec![Choice::new("API keys", PATH, false)],
            ..visitor.shell(&format!("Revoke “{}”?", key.name))
        },
        effect: "The program that uses this key is refused from its next request on. This cannot be undone; a new key \
                 can be made at any time."
            .to_owned(),
        verb: "Revoke key".to_owned(),
        action: format!("{PATH}/{id}/revoke"),
        cancel_href: PATH.to_owned(),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn revoke(visitor: Visitor, Id(id): Id<KeyId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<KeysManage>()?;
    keys::revoke(visitor.house(), &granted, id).await?;
    Ok(visitor.done(PATH, "API key revoked"))
}
