//! One portal user: what he or she may see, and what was done about it.

use askama::Template;
use domain::access::{AccountsLoginAs, UsersManage};
use domain::accounts::Account;
use domain::people::users::Member;
use kernel::UserId;
use web::ui::{Badge, Cell, DetailView, Property, RecordId, RowAction, Shell, Tone};
use web::{Answer, Id, Visitor, page};

use super::{below, find, page_of};
use crate::accounts::{self, people};
use crate::history::timeline;

#[derive(Template)]
#[template(path = "users/show.html")]
struct UserPage {
    shell: Shell,
    detail: DetailView,
    here: String,
    user: UserId,
    /// Where one logs in as this user, if that can be done now.
    login_as: Option<String>,
    changes: Vec<RowAction>,
}

pub async fn show(visitor: Visitor, Id(id): Id<UserId>) -> Answer {
    let mut read = visitor.read().await?;
    let (member, account) = find(&visitor, &mut read, id).await?;
    let possible = visitor.can::<AccountsLoginAs>() && !account.is_locked() && member.disabled_at.is_none();
    let changes = if visitor.can::<UsersManage>() { people::changes(&account, &member) } else { Vec::new() };
    page(&UserPage {
        shell: below(&visitor, &member.name, &account, None),
        detail: DetailView {
            timeline: timeline::of_thing(&visitor, &mut read, id.any()).await?,
            ..detail(&member, &account)
        },
        here: page_of(id),
        user: id,
        login_as: possible.then(|| format!("{}/login-as", accounts::page_of(account.id))),
        changes,
    })
}

fn detail(member: &Member, account: &Account) -> DetailView {
    let link = |text: &str, href: String| Cell::Link { text: text.to_owned(), href };
    let contact = match member.contact {
        Some(_) => Cell::text(&member.contact_name),
        None => Cell::Muted("None".to_owned()),
    };
    let state = match member.disabled_at {
        Some(_) => Badge::new(Tone::Danger, "Disabled"),
        None => Badge::new(Tone::Good, "Active"),
    };
    DetailView {
        id: RecordId(member.id.to_string()),
        badges: vec![state],
        properties: vec![
            Property::new("Email", people::mail(&member.email)),
            Property::new("Title", people::some(&member.title)),
            Property::new("Role", Cell::text(&member.role)),
            Property::new("Contact", contact),
            Property::new("Account", link(&account.name, accounts::page_of(account.id))),
        ],
        ..DetailView::default()
    }
}
