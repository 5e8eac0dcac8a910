//! Links by which one’s own calendar program shows who is on call: made, shown once, and taken back.

use askama::Template;
use domain::access::OnCallView;
use domain::on_call::{self, Feed};
use kernel::{Error, FeedId, Result, ScheduleId, Token};

use super::Place;
use crate::ui::{RowAction, Shell, icon};
use crate::{Answer, Fields, Visitor, format, page};

#[derive(Template)]
#[template(path = "on_call/links.html")]
struct LinksPage {
    shell: Shell,
    /// The link that was just made: it is shown once.
    made: Option<String>,
    links: Vec<Link>,
}

/// Something that can be followed.
struct Link {
    name: String,
    /// Since when there is a link.
    since: Option<String>,
    make: RowAction,
    revoke: Option<RowAction>,
}

pub async fn show_links(visitor: &Visitor, place: &Place) -> Answer {
    page(&links_page(visitor, place, None).await?)
}

pub async fn make_link(visitor: &Visitor, place: &Place, typed: &Fields) -> Answer {
    typed.only(&["schedule"])?;
    let granted = visitor.may::<OnCallView>()?;
    let schedule: Option<ScheduleId> = match typed.get("schedule") {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::NotFound)?),
    };
    let (_, token) = on_call::subscribe(visitor.house(), &granted, schedule).await?;
    page(&links_page(visitor, place, Some(&token)).await?)
}

pub async fn revoke_link(visitor: &Visitor, place: &Place, typed: &Fields) -> Answer {
    typed.only(&["link"])?;
    let id: FeedId = typed.get("link").parse().map_err(|_| Error::NotFound)?;
    on_call::unsubscribe(visitor.house(), &visitor.may::<OnCallView>()?, id).await?;
    Ok(visitor.done(&place.links(), "Link taken back"))
}

async fn links_page(visitor: &Visitor, place: &Place, made: Option<&Token>) -> Result<LinksPage> {
    let granted = visitor.may::<OnCallView>()?;
    let mut read = visitor.read().await?;
    let schedules = on_call::of_account(&mut read, &granted, place.account, visitor.who.now).await?;
    let feeds = on_call::mine(&mut read, &granted).await?;
    let link = |name: &str, schedule: Option<ScheduleId>| {
        let feed: Option<&Feed> = feeds.iter().find(|feed| feed.schedule == schedule);
        let label = if feed.is_some() { "New link" } else { "Make a link" };
        let of = schedule.map(|id| id.to_string()).unwrap_or_default();
        let revoke = |feed: &Feed| {
            let action = RowAction::post("Take back", icon("x"), format!("{}/revoke", place.links()));
            action.with("link", feed.id.to_string()).about(name)
        };
        Link {
            name: name.to_owned(),
            since: feed.map(|feed| format::instant(feed.created_at, &visitor.local)),
            make: RowAction::post(label, icon("link"), place.links()).with("schedule", of).about(name),
            revoke: feed.map(revoke),
        }
    };
    let is_contact = visitor.who.actor.place().is_some_and(|here| here.contact.is_some());
    let own = is_contact.then(|| link("My own shifts", None));
    let each = schedules.iter().map(|one| link(&one.name, Some(one.id)));
    let base = visitor.who.organization.address(&visitor.site.settings.base_url);
    Ok(LinksPage {
        shell: place.below(visitor, "In your calendar"),
        made: made.map(|token| format!("{base}/calendar/{}.ics", token.reveal())),
        links: own.into_iter().chain(each).collect(),
    })
}
