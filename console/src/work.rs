//! My work: what the accounts that an operator looks after need, each with what mends it.

use askama::Template;
use domain::Read;
use domain::access::{
    AccountsEdit, AccountsLock, AccountsView, MessagesMark, MessagesView, OutboxManage, OutboxView,
    ResourcesEdit, ResourcesView, TasksView, UsersManage, UsersView,
};
use domain::accounts::{self, ACCOUNTS};
use domain::notices::{self, OUTBOX};
use domain::people::users::{self, USERS};
use domain::records::messages::{self, MESSAGES};
use domain::records::{Collection, Page, Query, Record};
use domain::resources::{PROPOSALS, proposals};
use domain::tasks::{self, TASKS};
use kernel::{Result, Span, Timestamp};
use web::records::ListPage as About;
use web::ui::{Choice, Empty, RowAction, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

use crate::accounts::latest;

const PATH: &str = "/console/work";
/// Rows of each kind; the others are in its list.
const SHOWN: usize = 10;
/// Accounts of one operator that are looked through; who has more looks at all of them.
const MINE: usize = 200;
/// An account is prepared within two weeks.
const SETUP: Span = Span::days(14);
/// A letter that failed before this has been dealt with otherwise.
const LETTERS: Span = Span::days(30);

#[derive(Template)]
#[template(path = "work.html")]
struct WorkPage {
    shell: Shell,
    whose: Vec<Choice>,
    lacks: Vec<Lack>,
    nothing: Empty,
    /// Nothing is assigned to the operator, so that all accounts are looked at.
    unassigned: bool,
}

/// Something that is not as it should be, with the records that it is about.
struct Lack {
    title: &'static str,
    why: &'static str,
    table: TableView,
    /// Where all of them are, if there are more.
    all: Option<String>,
}

/// Whose accounts are looked at: some by their ids, or all.
struct Whose(Option<String>);

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let mut read = visitor.read().await?;
    let all = pairs.get("of") == Some("all");
    let mine = mine(&visitor, &mut read).await?;
    let unassigned = mine.is_none();
    let whose = Whose(mine.filter(|_| !all));
    let lacks = [
        unanswered(&visitor, &mut read, &whose).await?,
        locked(&visitor, &mut read, &whose).await?,
        in_setup(&visitor, &mut read, &whose).await?,
        not_invited(&visitor, &mut read, &whose).await?,
        not_verified(&visitor, &mut read, &whose).await?,
        not_sent(&visitor, &mut read, &whose).await?,
        proposed(&visitor, &mut read, &whose).await?,
        overdue(&visitor, &mut read, &whose).await?,
    ];
    page(&WorkPage {
        shell: visitor.shell("My work"),
        whose: vec![
            Choice::new("My accounts", PATH, !all),
            Choice::new("All accounts", format!("{PATH}?of=all"), all),
        ],
        lacks: lacks.into_iter().flatten().collect(),
        nothing: Empty {
            icon: icon("circle-check"),
            title: "Nothing needs you".to_owned(),
            text: "Messages that nobody acknowledges, locked accounts, setups that take long, invitations that led to \
                   nothing, numbers that nobody has verified, letters that failed, changes of resources that wait for you and \
                   overdue tasks would be here."
                .to_owned(),
            action: None,
        },
        unassigned: unassigned && !all,
    })
}

/// The ids of the operator's own accounts, with commas between them; none for none, or for more than are looked
/// through.
async fn mine(visitor: &Visitor, read: &mut Read) -> Result<Option<String>> {
    let granted = visitor.may::<AccountsView>()?;
    let query = Query::parse(&ACCOUNTS, [("operators", visitor.who.user.to_string())])?;
    let found = accounts::list(read, &granted, &Query { limit: MINE, ..query }).await?;
    let ids: Vec<String> = found.records.iter().map(|account| account.id.to_string()).collect();
    Ok((!ids.is_empty() && found.after.is_none()).then(|| ids.join(",")))
}

async fn unanswered(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let Ok(granted) = visitor.may::<MessagesView>() else { return Ok(None) };
    let pairs = whose.records(&[("delivery", "nobody".to_owned())]);
    let query = asked(&MESSAGES, &pairs, &["taken_at", "account", "contact", "subject", "priority"])?;
    let found = messages::list(read, &granted, &query).await?;
    let acknowledge = |record: &Record| {
        let action = format!("/console/messages/{}/acknowledge", record.id);
        vec![
            RowAction::post("Acknowledged by phone", icon("phone"), action)
                .about(record.cell("subject").text()),
        ]
    };
    let about = About {
        path: "/console/messages",
        href: Some(|record| format!("/console/messages/{}", record.id)),
        actions: visitor.can::<MessagesMark>().then_some(&acknowledge),
        ..About::default()
    };
    let words = ("Messages that nobody acknowledged", "Everybody was asked whom the delivery plan names.");
    Ok(lack(visitor, words, &pairs, &query, &found, &about))
}

async fn locked(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let granted = visitor.may::<AccountsView>()?;
    let pairs = whose.accounts(visitor, &[("state", "locked".to_owned())]);
    let query = asked(&ACCOUNTS, &pairs, &["name", "plan", "users"])?;
    let found = accounts::list(read, &granted, &query).await?;
    let unlock = |record: &Record| {
        let action = format!("{}/{}/unlock", crate::accounts::list::PATH, record.id);
        vec![RowAction::post("Unlock", icon("lock-open"), action).about(record.cell("name").text())]
    };
    let about = About {
        path: crate::accounts::list::PATH,
        href: Some(|record| format!("{}/{}", crate::accounts::list::PATH, record.id)),
        actions: visitor.can::<AccountsLock>().then_some(&unlock),
        ..About::default()
    };
    Ok(lack(visitor, ("Locked accounts", "Nobody of theirs can sign in."), &pairs, &query, &found, &about))
}

async fn in_setup(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let granted = visitor.may::<AccountsView>()?;
    let until = visitor.who.now - SETUP;
    let wanted = [
        ("state", "in_setup".to_owned()),
        ("template", "no".to_owned()),
        ("created_at", before(until)),
        ("sort", "created_at".to_owned()),
    ];
    let pairs = whose.accounts(visitor, &wanted);
    let query = asked(&ACCOUNTS, &pairs, &["name", "created_at", "users"])?;
    let found = accounts::list(read, &granted, &query).await?;
    let complete = |record: &Record| {
        let action = format!("{}/{}/setup/complete", crate::accounts::list::PATH, record.id);
        vec![
            RowAction::post("Mark setup as complete", icon("circle-check"), action)
                .about(record.cell("name").text()),
        ]
    };
    let about = About {
        path: crate::accounts::list::PATH,
        href: Some(|record| format!("{}/{}", crate::accounts::list::PATH, record.id)),
        actions: visitor.can::<AccountsEdit>().then_some(&complete),
        ..About::default()
    };
    let words = ("In setup for more than two weeks", "Their checklist waits until the setup is complete.");
    Ok(lack(visitor, words, &pairs, &query, &found, &about))
}

async fn not_invited(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let Ok(granted) = visitor.may::<UsersView>() else { return Ok(None) };
    let pairs = whose.records(&[("invitation", "expired,bounced".to_owned())]);
    let query = asked(&USERS, &pairs, &["name", "email", "account", "invitation"])?;
    let found = users::list(read, &granted, &query).await?;
    let again = |record: &Record| {
        let action = format!("/console/users/{}/invite", record.id);
        vec![RowAction::post("Send again", icon("send"), action).about(record.cell("name").text())]
    };
    let about = About {
        path: "/console/clients",
        href: Some(|record| format!("/console/users/{}", record.id)),
        actions: visitor.can::<UsersManage>().then_some(&again),
        ..About::default()
    };
    let words = ("Invitations that led to nothing", "They ran out, or the address refused them.");
    Ok(lack(visitor, words, &pairs, &query, &found, &about))
}

async fn not_verified(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let Ok(granted) = visitor.may::<UsersView>() else { return Ok(None) };
    let pairs = whose.records(&[("number", "unverified".to_owned()), ("state", "active".to_owned())]);
    let query = asked(&USERS, &pairs, &["name", "phone", "account", "signed_in_at"])?;
    let found = users::list(read, &granted, &query).await?;
    let vouch = |record: &Record| {
        let action = format!("/console/users/{}/vouch-number", record.id);
        vec![
            RowAction::post("Mark number as verified", icon("circle-check"), action)
                .about(record.cell("name").text()),
        ]
    };
    let about = About {
        path: "/console/clients",
        href: Some(|record| format!("/console/users/{}", record.id)),
        actions: visitor.can::<UsersManage>().then_some(&vouch),
        ..About::default()
    };
    let words = (
        "Numbers that are not verified",
        "No text message goes to them. The person shows a number in the profile, or you vouch for it after a call.",
    );
    Ok(lack(visitor, words, &pairs, &query, &found, &about))
}

async fn not_sent(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let Ok(granted) = visitor.may::<OutboxView>() else { return Ok(None) };
    let since = visitor.who.now - LETTERS;
    let pairs = whose.records(&[("state", "failed".to_owned()), ("created_at", format!("{since}.."))]);
    let query = asked(&OUTBOX, &pairs, &["kind", "recipient", "account", "reason"])?;
    let found = notices::list(read, &granted, &query).await?;
    let retry = |record: &Record| {
        let action = format!("/console/settings/outbox/{}/retry", record.id);
        vec![RowAction::post("Try again", icon("refresh"), action).about(record.cell("recipient").text())]
    };
    let about = About {
        path: "/console/settings/outbox",
        href: Some(|record| format!("/console/settings/outbox/{}", record.id)),
        actions: visitor.can::<OutboxManage>().then_some(&retry),
        ..About::default()
    };
    let words = ("Letters that could not be sent", "Of the last thirty days, with what the other side said.");
    Ok(lack(visitor, words, &pairs, &query, &found, &about))
}

async fn proposed(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let (Ok(granted), true) = (visitor.may::<ResourcesView>(), visitor.can::<ResourcesEdit>()) else {
        return Ok(None);
    };
    let pairs = whose.records(&[("state", "open".to_owned())]);
    let query = asked(&PROPOSALS, &pairs, &["title", "account", "kind", "proposed_by", "wanted_at"])?;
    let found = proposals::list(read, &granted, &query).await?;
    let path = crate::resources::proposals::PATH;
    let about = About {
        path,
        href: Some(|record| format!("{}/{}", crate::resources::proposals::PATH, record.id)),
        ..About::default()
    };
    let words =
        ("Changes of resources that wait", "Clients proposed them, and they hold once you approve them.");
    Ok(lack(visitor, words, &pairs, &query, &found, &about))
}

async fn overdue(visitor: &Visitor, read: &mut Read, whose: &Whose) -> Result<Option<Lack>> {
    let Ok(granted) = visitor.may::<TasksView>() else { return Ok(None) };
    let pairs = whose.records(&[("state", "open,started".to_owned()), ("due_at", before(visitor.who.now))]);
    let query = asked(&TASKS, &pairs, &["title", "account", "assignee", "due_at"])?;
    let found = tasks::list(read, &granted, &query).await?;
    let about = About {
        path: "/console/tasks",
        href: Some(|record| format!("/console/tasks/{}", record.id)),
        ..About::default()
    };
    let words = ("Overdue tasks", "They should be done by now.");
    Ok(lack(visitor, words, &pairs, &query, &found, &about))
}

impl Whose {
    fn accounts(&self, visitor: &Visitor, wanted: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
        let mine = self.0.as_ref().map(|_| ("operators", visitor.who.user.to_string()));
        wanted.iter().cloned().chain(mine).collect()
    }

    fn records(&self, wanted: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
        let mine = self.0.as_ref().map(|ids| ("account", ids.clone()));
        wanted.iter().cloned().chain(mine).collect()
    }
}

/// Until this moment, as a filter writes it.
fn before(at: Timestamp) -> String {
    format!("..{at}")
}

fn asked(
    collection: &'static Collection,
    pairs: &[(&'static str, String)],
    columns: &[&str],
) -> Result<Query> {
    let query = Query::parse(collection, pairs.iter().cloned())?;
    let columns = columns.iter().filter_map(|name| collection.field(name)).collect();
    Ok(Query { limit: SHOWN, columns, ..query })
}

fn lack(
    visitor: &Visitor,
    (title, why): (&'static str, &'static str),
    pairs: &[(&'static str, String)],
    query: &Query,
    found: &Page,
    about: &About<'_>,
) -> Option<Lack> {
    let mut table = latest::short(visitor, title, query, found, about);
    table.id = title.to_lowercase().replace(' ', "-");
    let all = pairs.iter().fold(Pairs::default(), |all, (name, value)| all.with(name, Some(value)));
    let more = found.after.is_some().then(|| all.href(about.path));
    (!found.records.is_empty()).then_some(Lack { title, why, table, all: more })
}
