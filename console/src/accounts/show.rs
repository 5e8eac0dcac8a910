//! One account at a glance: the business, its numbers, its people, its latest calls and messages, its history.

use askama::Template;
use domain::Read;
use domain::access::{
    AccountsCreate, AccountsEdit, AccountsLock, AccountsLoginAs, AccountsView, BusinessPageWrite,
    ContactsEdit, ContactsView, MessagesCreate, MessagesDeliver, UsersManage, UsersView,
};
use domain::access::{ResourcesEdit, TasksEdit};
use domain::accounts::{self, Account, templates};
use domain::delivery;
use domain::organizations::settings::Reason;
use domain::people::{contacts, users};
use kernel::{AccountId, Result};
use web::ui::{Cell, FormView, OnCallCard, Property, Shell, StatusPlace, TableView, Timeline};
use web::{Answer, Fields, Id, Pairs, Visitor, format, page};

use super::closed::closed_page;
use super::latest::{self, Latest, More};
use super::secure_link::{self, LinkPart};
use super::tabs::{self, Head, Place};
use super::team::{self, TeamPart};
use super::{list, numbers, page_of, people};
use crate::history::timeline;
use crate::resources;
use crate::resources::part::ResourcesPart;

#[derive(Template)]
#[template(path = "accounts/show.html")]
pub struct AccountPage {
    shell: Shell,
    /// The address of this page, on which the others hang.
    here: String,
    account: Account,
    head: Head,
    /// Name and address of the template that it came from.
    origin: Option<(String, String)>,
    locked: Option<String>,
    may: May,
    /// The primary admin's name, if one can log in as that person now.
    login_as: Option<String>,
    /// What the client wants known, if the visitor may see it.
    status: Option<StatusPlace>,
    /// Who is on call now, if the visitor may see it.
    on_call: Option<Vec<OnCallCard>>,
    business: Vec<Property>,
    /// Whether it may send links to other sites, in a sentence.
    links: String,
    /// Whether what its people change of resources waits for an operator, in a sentence.
    approval: &'static str,
    /// Which of its messages are sent to somebody, in a sentence.
    delivery: String,
    /// Each as it is kept, and as it is read.
    numbers: Vec<(String, String)>,
    pub number: FormView,
    pub team: TeamPart,
    users: Option<TableView>,
    link: Option<LinkPart>,
    contacts: Option<TableView>,
    /// What whoever answers needs to know, if the visitor may see it.
    resources: Option<ResourcesPart>,
    latest: Vec<Latest>,
    history: Option<Timeline>,
}

/// What the operator may do here.
#[derive(Clone, Copy)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a button of the page, and they do not depend on each other"
)]
struct May {
    edit: bool,
    create: bool,
    lock: bool,
    manage_users: bool,
    edit_contacts: bool,
    deliver: bool,
    write: bool,
    write_page: bool,
    task: bool,
    edit_resources: bool,
    /// Why one logs in as the client, where that is asked but not required.
    say_why: bool,
}

/// So many users and contacts are on the page, which leads to all of them.
const SHOWN: usize = 100;

/// The parameter that opens the password section of a user (S2-22).
pub const PASSWORD_OF: &str = "password";

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>, pairs: Pairs) -> Answer {
    let open = pairs.get(PASSWORD_OF).map(|user| (PASSWORD_OF, user.to_owned()));
    if let Some(closed) = closed_page(&visitor, id, &Fields::default()).await? {
        return page(&closed);
    }
    page(&account_page(&visitor, id, &Fields::of(open)).await?)
}

/// The page with what was written into one of its forms, or opened.
pub async fn account_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<AccountPage> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let numbers = accounts::numbers::list(&mut read, &granted, id).await?;
    let team = team::part(visitor, &mut read, id, typed).await?;
    let (users, login_as) = portal_users(visitor, &mut read, &account, typed.get(PASSWORD_OF)).await?;
    let link = secure_link::part(visitor, &mut read, &account).await?;
    let contacts = reachable(visitor, &mut read, &account).await?;
    let calls = latest::calls(visitor, &mut read, id, More::Counted).await?;
    let messages = latest::messages(visitor, &mut read, id, More::Counted).await?;
    let resources = resources::part::part(visitor, &mut read, id).await?;
    let tasks = latest::tasks(visitor, &mut read, id).await?;
    let origin = templates::origin(&mut read, &granted, id).await?;
    let status = crate::statuses::of_account(visitor, &mut read, id).await?;
    let on_call = crate::on_call::of_account(visitor, &mut read, id, &account.name).await?;
    let in_use = !account.template;
    Ok(AccountPage {
        origin: origin.map(|(template, name)| (name, page_of(template))),
        shell: list::below(visitor, &account.name, &[]),
        here: page_of(id),
        head: tabs::head(&account, Place::Overview),
        locked: account.locked_at.map(|at| format::instant(at, &visitor.local)),
        may: May::of(visitor),
        login_as: login_as.filter(|_| visitor.can::<AccountsLoginAs>() && !account.is_locked()),
        status: status.filter(|_| in_use),
        on_call: on_call.filter(|_| in_use),
        business: business(visitor, &account),
        links: super::send_links::words(visitor, &account),
        approval: super::approve_resources::words(visitor, &account),
        delivery: delivered(visitor, &mut read, id).await?,
        numbers: numbers.into_iter().map(|number| (number.clone(), format::phone(&number))).collect(),
        number: numbers::form(id, typed),
        team,
        users: users.filter(|_| in_use),
        link: link.filter(|_| in_use),
        contacts: contacts.filter(|_| in_use),
        resources: resources.filter(|_| in_use),
        latest: tasks.into_iter().chain(calls).chain(messages).filter(|_| in_use).collect(),
        history: timeline::of_account(visitor, &mut read, id).await?,
        account,
    })
}

impl AccountPage {
    /// Whether the number that was to be added is at fault, so that the page opens there.
    fn number_is_wrong(&self) -> bool {
        self.number.fields.iter().any(|field| field.error.is_some())
    }
}

impl May {
    fn of(visitor: &Visitor) -> Self {
        Self {
            edit: visitor.can::<AccountsEdit>(),
            create: visitor.can::<AccountsCreate>(),
            lock: visitor.can::<AccountsLock>(),
            manage_users: visitor.can::<UsersManage>(),
            edit_contacts: visitor.can::<ContactsEdit>(),
            deliver: visitor.can::<MessagesDeliver>(),
            write: visitor.can::<MessagesCreate>(),
            write_page: visitor.can::<BusinessPageWrite>(),
            task: visitor.can::<TasksEdit>(),
            edit_resources: visitor.can::<ResourcesEdit>(),
            say_why: visitor.who.organization.settings.login_as.reason == Reason::Optional,
        }
    }
}

/// The table of those who may sign in, and the name of the primary admin.
async fn portal_users(
    visitor: &Visitor,
    read: &mut Read,
    account: &Account,
    open: &str,
) -> Result<(Option<TableView>, Option<String>)> {
    let Ok(granted) = visitor.may::<UsersView>() else { return Ok((None, None)) };
    let mut members = users::of_account(read, &granted, account.id, SHOWN).await?;
    let primary = users::primary_admin(read, &granted, account.id).await?;
    // Whoever the page is about is on it, among however many.
    let open = open.parse().ok();
    for wanted in [primary, open].into_iter().flatten() {
        if members.iter().all(|member| member.id != wanted)
            && let Ok(member) = users::find(read, &granted, wanted).await
            && member.account == account.id
        {
            members.push(member);
        }
    }
    let admin = members.iter().find(|member| Some(member.id) == primary && member.disabled_at.is_none());
    let name = admin.map(|member| member.name.clone());
    Ok((Some(people::users(visitor, account, &members, primary, open)), name))
}

async fn reachable(visitor: &Visitor, read: &mut Read, account: &Account) -> Result<Option<TableView>> {
    let Ok(granted) = visitor.may::<ContactsView>() else { return Ok(None) };
    let found = contacts::of_account(read, &granted, account.id, SHOWN).await?;
    Ok(Some(people::contacts(visitor, account, &found)))
}

async fn delivered(visitor: &Visitor, read: &mut Read, id: AccountId) -> Result<String> {
    let Ok(granted) = visitor.may::<MessagesDeliver>() else { return Ok(String::new()) };
    let plan = delivery::plan(read, &granted, id).await?;
    let words = match plan.mode.as_str() {
        "all" => "Every message is sent to whoever is to get it.",
        "urgent" => "Urgent messages are sent to whoever is to get them.",
        _ => "Its messages are found in the portal, and sent to nobody.",
    };
    Ok(words.to_owned())
}

fn business(visitor: &Visitor, account: &Account) -> Vec<Property> {
    let created = Cell::Instant {
        iso: account.created_at.to_string(),
        text: format::instant(account.created_at, &visitor.local),
    };
    let nickname = account.nickname.clone().map_or_else(|| Cell::Muted("None".to_owned()), Cell::text);
    vec![
        Property::new("Email", people::mail(&account.email)),
        Property::new("Phone", people::phone(&account.phone)),
        Property::new("Time zone", Cell::text(account.time_zone.replace('_', " "))),
        Property::new("Nickname", nickname),
        Property::new("Created", created),
    ]
}
