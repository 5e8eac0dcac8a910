//! What was done in one account, by whom, with what was changed; and how long that is kept (S3-40 … S3-42).

use askama::Template;
use domain::access::{AccountsView, HistoryView};
use domain::accounts;
use domain::history::{self, retention};
use kernel::AccountId;
use web::timeline::timeline;
use web::ui::{Shell, Timeline};
use web::{Answer, Id, Visitor, page};

use super::list;
use super::tabs::{Head, Place, head};
use crate::settings::history::words;

/// Entries of the tab; the whole history has pages and filters.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "accounts/history.html")]
struct HistoryTab {
    shell: Shell,
    head: Head,
    id: AccountId,
    kept: String,
    timeline: Option<Timeline>,
}

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let seen = visitor.may::<HistoryView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let entries = history::deeds(&mut read, &seen, id, SHOWN).await?;
    let held = retention::of_account(&mut read, &granted, id).await?.is_some();
    let settings = &visitor.who.organization.settings.history;
    let kept = match (held, settings.accounts_for()) {
        (true, _) => "There is a legal hold on this account: nothing is removed.".to_owned(),
        (false, None) => "It is kept without end.".to_owned(),
        (false, Some(months)) => {
            let months = if account.secure { months.max(settings.secure_for()) } else { months };
            format!("It is kept for {}, and then removed.", words(months).to_lowercase())
        }
    };
    page(&HistoryTab {
        shell: list::below(&visitor, &account.name, &[]),
        head: head(&account, Place::History),
        id,
        kept,
        timeline: timeline(&visitor, entries),
    })
}
