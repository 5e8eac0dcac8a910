//! One portal user: what he or she may see, and what was done about it.

use askama::Template;
use domain::Read;
use domain::access::{AccountsLoginAs, ContactsView, UsersManage, UsersView};
use domain::accounts::Account;
use domain::people::contacts;
use domain::people::invitations::{self, Invitation, State};
use domain::people::profile::{self, Preferences};
use domain::people::users::{self, Member};
use domain::sign_in::factors;
use kernel::{MemberId, Result};
use web::ui::{Badge, Cell, DetailView, FormView, Property, RecordId, RowAction, Shell, Tone, icon};
use web::{Answer, Id, Visitor, format, page};

use super::{attach, below, find, invite, page_of};
use crate::accounts::{self, MOST, people};
use crate::history::timeline;

#[derive(Template)]
#[template(path = "users/show.html")]
struct UserPage {
    shell: Shell,
    detail: DetailView,
    here: String,
    user: MemberId,
    photo: Option<String>,
    /// Where one logs in as this user, if that can be done now.
    login_as: Option<String>,
    changes: Vec<RowAction>,
    /// To whom the user belongs, and another choice.
    attach: Option<FormView>,
}

pub async fn show(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let mut read = visitor.read().await?;
    let (member, account) = find(&visitor, &mut read, id).await?;
    let chosen = profile::of_member(&mut read, &visitor.may::<UsersView>()?, id).await?;
    let photo = profile::photo::of_member(&mut read, &visitor.may::<UsersView>()?, id).await?;
    let possible = visitor.can::<AccountsLoginAs>() && !account.is_locked() && member.disabled_at.is_none();
    let mut changes =
        if visitor.can::<UsersManage>() { people::changes(&account, &member) } else { Vec::new() };
    let seen = visitor.may::<UsersView>()?;
    let invitation = invitations::of_user(visitor.house(), &mut read, &seen, id).await?;
    if visitor.can::<UsersManage>() {
        changes.extend(invite::action(&member, &account, invitation.state, &page_of(id)));
        changes.extend(invite::withdrawal(&member, invitation.state));
    }
    let attach =
        if visitor.can::<UsersManage>() { Some(choice(&visitor, &mut read, &member).await?) } else { None };
    if visitor.can::<UsersManage>() && !member.email_verified {
        let vouch = format!("{}/vouch", page_of(id));
        changes.push(RowAction::post("Mark email as verified", icon("circle-check"), vouch));
    }
    if visitor.can::<UsersManage>() && !member.phone_verified && !member.phone.is_empty() {
        let vouch = format!("{}/vouch-number", page_of(id));
        changes.push(RowAction::post("Mark number as verified", icon("phone"), vouch));
    }
    let factor = factors::of_member(&mut read, &seen, id).await?;
    if visitor.can::<UsersManage>() && factor.is_some() {
        let remove = format!("{}/second-factor/remove", page_of(id));
        changes.push(RowAction::post("Remove second factor", icon("shield-lock"), remove));
    }
    let mut detail = detail(&visitor, &member, &account, &chosen, &invitation);
    for place in users::elsewhere(&mut read, &seen, &member).await? {
        let also = Cell::Link { text: place.account_name, href: page_of(place.id) };
        detail.properties.push(Property::new("Also a user of", also));
    }
    detail.properties.push(Property::new("Second factor", people::second_factor(&visitor, factor)));
    page(&UserPage {
        shell: below(&visitor, &member.name, &account, None),
        detail: DetailView { timeline: timeline::of_thing(&visitor, &mut read, id.any()).await?, ..detail },
        here: page_of(id),
        user: id,
        photo: photo.map(|id| visitor.photo(id)),
        login_as: possible.then(|| format!("{}/login-as", accounts::page_of(account.id))),
        changes,
        attach,
    })
}

/// What the person has shown to be his or her own.
fn verified(member: &Member) -> Cell {
    let shown = [(member.email_verified, "Email"), (member.phone_verified, "Phone")];
    let badges = shown.iter().filter(|(is, _)| *is).map(|(_, what)| Badge::new(Tone::Good, *what));
    let badges: Vec<Badge> = badges.collect();
    if badges.is_empty() { Cell::Muted("Nothing yet".to_owned()) } else { Cell::Badges(badges) }
}

async fn choice(visitor: &Visitor, read: &mut Read, member: &Member) -> Result<FormView> {
    let granted = visitor.may::<UsersView>()?;
    let contacts = match visitor.may::<ContactsView>() {
        Ok(granted) => contacts::of_account(read, &granted, member.account, MOST).await?,
        Err(_) => Vec::new(),
    };
    let held = users::roles(read, &granted, member.id).await?;
    let held: Vec<&str> = held.iter().filter_map(|role| role.preset.as_deref()).collect();
    let primary = match users::primary_admin(read, &granted, member.account).await? {
        Some(id) if id != member.id => Some(users::find(read, &granted, id).await?.name),
        _ => None,
    };
    Ok(attach::form(member, &held, &contacts, primary.as_deref()))
}

/// `DD/MM/YYYY, 24-hour`, as it counts for this person.
fn formats(visitor: &Visitor, chosen: &Preferences) -> String {
    let formats = chosen.formats(visitor.who.organization.settings.formats);
    format!("{}, {}", formats.date.name(), formats.time.label())
}

fn detail(
    visitor: &Visitor,
    member: &Member,
    account: &Account,
    chosen: &Preferences,
    invitation: &Invitation,
) -> DetailView {
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
            Property::new("Phone", people::phone(&member.phone)),
            Property::new("Verified", verified(member)),
            Property::new("Title", people::some(&member.title)),
            Property::new("Roles", people::roles(member)),
            Property::new("Contact", contact),
            Property::new("Invitation", state_of(visitor, invitation)),
            Property::new("Account", link(&account.name, accounts::page_of(account.id))),
            Property::new(
                "Time zone",
                Cell::text(
                    chosen.time_zone.as_ref().map_or(account.time_zone.as_str(), |zone| zone.as_str()),
                ),
            ),
            Property::new("Dates and times", Cell::text(formats(visitor, chosen))),
        ],
        ..DetailView::default()
    }
}

/// How far the invitation has come, and until when its link is good.
fn state_of(visitor: &Visitor, invitation: &Invitation) -> Cell {
    let label = invitation.state.choice().label;
    match (invitation.state, invitation.ends_at) {
        (State::Pending, Some(end)) => Cell::Stack {
            first: label.to_owned(),
            second: format!("The link is good until {}", format::instant(end, &visitor.local)),
        },
        _ => Cell::text(label),
    }
}
