//! Accounts are made from a template, many at once, with its settings and nothing else of it (S3-61, E-07).

use db::params;
use kernel::{AccountId, Email, Error, Name, OrgId, Result, TimeZoneName};

use super::settings::{self, Settings};
use crate::access::{AccountsCreate, Granted};
use crate::accounts::list::{Account, find_in};
use crate::accounts::repeated::repeat;
use crate::accounts::tags::Tag;
use crate::accounts::{AccountDetails, assignments, create, for_the_team, plans, tags};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Accounts of one go.
pub const MOST: usize = 100;

/// What a new account has of its own.
#[derive(Clone, Debug)]
pub struct NewFrom {
    pub name: Name,
    pub email: Email,
}

/// Makes them all, or none.
pub async fn create_from(
    house: &House,
    granted: &Granted<AccountsCreate>,
    template: AccountId,
    new: Vec<NewFrom>,
) -> Result<Vec<AccountId>> {
    for_the_team(granted)?;
    let mut change = house.change(granted).await?;
    let template = find_in(&mut change.tx, granted, template).await?;
    if !template.template {
        return Err(Error::conflict(format!("“{}” is no template.", template.name)));
    }
    if new.is_empty() || new.len() > MOST {
        return Err(Error::invalid(
            "accounts",
            format!("Name 1 to {MOST} accounts; these are {}.", new.len()),
        ));
    }
    let settings = settings::of(&mut change.tx, granted.org(), &template).await?;
    let (mut ids, mut events) = (Vec::with_capacity(new.len()), Vec::new());
    for one in new {
        let (id, told) = make(&mut change, granted, (&template, &settings), one).await?;
        change
            .tx
            .execute(
                "INSERT INTO account_origins (org_id, account_id, template_id, made_at) VALUES (?1, ?2, ?3, ?4)",
                params![granted.org(), id, template.id, change.at],
            )
            .await?;
        ids.push(id);
        events.extend(told);
    }
    commit(change, granted, events).await?;
    Ok(ids)
}

/// A template with the settings of an account that people use, which stays as it is.
pub async fn template_like(
    house: &House,
    granted: &Granted<AccountsCreate>,
    id: AccountId,
) -> Result<AccountId> {
    for_the_team(granted)?;
    let mut change = house.change(granted).await?;
    let source = find_in(&mut change.tx, granted, id).await?;
    let settings = settings::of(&mut change.tx, granted.org(), &source).await?;
    let room = Name::MAX - "Template: ".chars().count();
    let name: String = source.name.chars().take(room).collect();
    let new = NewFrom {
        name: Name::parse(&format!("Template: {name}")).map_err(Error::bug)?,
        email: Email::parse(&source.email).map_err(Error::bug)?,
    };
    let title = new.name.as_str().to_owned();
    let (made, mut events) = make(&mut change, granted, (&source, &settings), new).await?;
    change
        .tx
        .execute(
            "UPDATE accounts SET template = 1 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), made],
        )
        .await?;
    repeat(&mut change.tx, granted.org(), made).await?;
    events.push(Event::of(Action::TemplateSet).about(made.any(), title));
    commit(change, granted, events).await?;
    Ok(made)
}

async fn make(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    (from, settings): (&Account, &Settings),
    new: NewFrom,
) -> Result<(AccountId, Vec<Event>)> {
    let org = granted.org();
    let details = AccountDetails {
        name: new.name,
        email: new.email,
        phone: None,
        time_zone: TimeZoneName::parse(&settings.time_zone).map_err(Error::bug)?,
    };
    let id = create::insert(change, org, &details).await?;
    switches(change, org, id, from).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    let mut events = vec![
        Event::of(Action::AccountCreated)
            .about(id.any(), details.name.as_str())
            .in_account(id)
            .changed("email", "", details.email.as_str())
            .changed("time zone", "", details.time_zone.as_str())
            .changed("made from", "", from.name.as_str()),
    ];
    let plan = settings.plan.as_ref().map(|(plan, _)| *plan);
    events.extend(plans::change_in(change, org, &account, plan).await?);
    let wanted = settings.tags.iter().map(|tag| Tag::parse(tag)).collect::<Result<Vec<_>, _>>();
    let wanted = wanted.map_err(Error::bug)?;
    events.extend(tags::rewrite_in(change, org, &account, |all| *all = wanted).await?);
    let operators = settings.operators.iter().map(|(operator, _)| *operator).collect();
    events.extend(assignments::rewrite_in(change, org, &account, |all| *all = operators).await?);
    Ok((id, events))
}

async fn switches(change: &mut Change, org: OrgId, id: AccountId, from: &Account) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE accounts SET run_users = ?3, see_support = ?4, in_setup = ?5, send_links = ?6, recordings = ?7,
                                 recordings_days = ?8, business_page = ?9, approve_resources = ?10
             WHERE org_id = ?1 AND id = ?2",
            params![
                org,
                id,
                i64::from(from.run_users),
                i64::from(from.see_support),
                i64::from(from.in_setup),
                i64::from(from.send_links),
                i64::from(from.recordings),
                from.recordings_days,
                i64::from(from.business_page),
                from.approve_resources.map(i64::from)
            ],
        )
        .await?;
    Ok(())
}

async fn commit(change: Change, granted: &Granted<AccountsCreate>, events: Vec<Event>) -> Result<()> {
    let mut events = events.into_iter();
    let first = events.next().ok_or_else(|| Error::bug("no account was made"))?;
    let mut recorded = change.record(granted.actor(), first).await?;
    for event in events {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await
}
