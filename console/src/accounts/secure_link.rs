//! The secure login link of an account: made, shown once, replaced and revoked (S2-11, C-06).

use domain::Read;
use domain::access::{AccountsView, UsersManage, UsersView};
use domain::accounts::{self, Account};
use domain::sign_in::secure_link::{self, Link, Status};
use kernel::{AccountId, Result};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, format, page};

use super::{list, page_of};
use crate::once_page::{Fact, OncePage};

/// What an account's page says about its link.
pub struct LinkPart {
    pub words: String,
    /// There is a link that can be replaced and revoked; otherwise one can be made.
    pub made: bool,
    pub may_change: bool,
}

/// Nothing when the organization has no such links, or when people of the account sign in by themselves.
pub async fn part(visitor: &Visitor, read: &mut Read, account: &Account) -> Result<Option<LinkPart>> {
    let Ok(granted) = visitor.may::<UsersView>() else { return Ok(None) };
    let status = secure_link::of_account(read, &granted, account.id).await?;
    let may_change = visitor.can::<UsersManage>() && !account.is_locked();
    Ok((status.on && !status.has_users).then(|| LinkPart {
        words: words(visitor, &status, account.is_locked()),
        made: status.link.is_some(),
        may_change,
    }))
}

fn words(visitor: &Visitor, status: &Status, locked: bool) -> String {
    let at = |at| format::instant(at, &visitor.local);
    let Some(Link { created_at, ends_at, used_at, uses }) = status.link else {
        return "As long as nobody of this account can sign in, a link alone can open its portal.".to_owned();
    };
    let life = match (locked, ends_at > visitor.who.now) {
        (true, _) => "it opens nothing while the account is locked".to_owned(),
        (false, true) => format!("it is good until {}", at(ends_at)),
        (false, false) => format!("it ran out {}", at(ends_at)),
    };
    let use_of_it = match used_at {
        Some(last) if uses == 1 => format!("It was used once, {}.", at(last)),
        Some(last) => format!("It was used {uses} times, the last time {}.", at(last)),
        None => "It was not used yet.".to_owned(),
    };
    format!("The link was made {}; {life}. {use_of_it}", at(created_at))
}

/// Asks before a link that may be in use is replaced.
pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let account = find(&visitor, id).await?;
    let up = page_of(id);
    page(&ConfirmPage {
        shell: list::below(&visitor, "New secure login link?", &[(&account.name, up.clone())]),
        effect: format!(
            "The link that {} has now stops working at once, and whoever is in the portal by it is out. The new one \
             is shown on the next page, this once.",
            account.name
        ),
        verb: "Make a new link".to_owned(),
        action: format!("{up}/secure-link"),
        cancel_href: up,
        ..ConfirmPage::default()
    })
}

pub async fn make(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    let token = secure_link::make(visitor.house(), &granted, id).await?;
    let account = find(&visitor, id).await?;
    let up = page_of(id);
    page(&OncePage {
        shell: list::below(&visitor, "Secure login link", &[(&account.name, up.clone())]),
        lead: format!(
            "Nothing was sent: copy the link and pass it on. Whoever has it can open the portal of {}, until it runs \
             out, is replaced or revoked, or somebody of the account gets a login.",
            account.name
        ),
        facts: vec![Fact::secret(
            "Link",
            format!("{}/link/{}", visitor.site.settings.base_url, token.reveal()),
        )],
        letter: None,
        next: ("Go to the account", up),
    })
}

pub async fn revoke(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    secure_link::revoke(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "The secure login link is revoked"))
}

async fn find(visitor: &Visitor, id: AccountId) -> Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    accounts::find(&mut visitor.read().await?, &granted, id).await
}
