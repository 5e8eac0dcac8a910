//! The resources of an account on its page, opened with one click while somebody is on the line.

use domain::Read;
use domain::access::ResourcesView;
use domain::resources::proposals::{self, Kind, State};
use domain::resources::{self, CATEGORIES, Resource};
use kernel::{AccountId, ResourceId, Result};
use web::resources::{Attached, attached_to, mark, waiting_badge, waiting_words};
use web::ui::{Badge, Prose, Tone};
use web::{Visitor, format};

use super::PATH;

/// More than these are in the list of all.
const SHOWN: usize = 30;

pub struct ResourcesPart {
    pub shown: Vec<Shown>,
    /// “2 that you have not read”; empty if there are none.
    pub unread: String,
    /// What waits for an operator or for its time beside what is shown: each in a sentence, and where it is.
    pub waiting: Vec<(String, String)>,
}

pub struct Shown {
    pub title: String,
    pub href: String,
    pub badges: Vec<Badge>,
    pub prose: Prose,
    pub attached: Attached,
    pub when: String,
}

pub async fn part(visitor: &Visitor, read: &mut Read, id: AccountId) -> Result<Option<ResourcesPart>> {
    let Ok(granted) = visitor.may::<ResourcesView>() else { return Ok(None) };
    let found = resources::of_account(read, &granted, id, SHOWN).await?;
    let ids: Vec<ResourceId> = found.iter().map(|resource| resource.id).collect();
    let versions: Vec<(ResourceId, i64)> = found.iter().map(|one| (one.id, one.version)).collect();
    let unread = resources::unread_among(read, &granted, &versions).await?;
    let mut attached = attached_to(visitor, read, &granted, &ids, false).await?;
    let proposed = proposals::waiting_in(read, &granted, id, SHOWN).await?;
    let waiting = proposed.iter().filter(|one| one.kind == Kind::New || one.state == State::Open);
    let waiting = waiting
        .map(|one| {
            let words = format!("“{}”: {}", one.details.title, waiting_words(visitor, one));
            (words, format!("{}/{}", super::proposals::PATH, one.id))
        })
        .collect();
    let mut shown = |resource: Resource| {
        let category = CATEGORIES.iter().find(|one| one.value == resource.details.category);
        let mut badges = vec![Badge::new(Tone::Neutral, category.map_or("", |one| one.label))];
        let pending = proposed.iter().find(|proposal| proposal.resource == Some(resource.id));
        badges.extend(pending.map(|proposal| waiting_badge(visitor, proposal)));
        badges.extend(mark(&unread, resource.id).map(web::resources::Mark::badge));
        Shown {
            href: format!("{PATH}/{}", resource.id),
            badges,
            prose: Prose::of(&resource.details.text),
            attached: attached.remove(&resource.id).unwrap_or_default(),
            when: format!(
                "Version {}, {} by {}",
                resource.version,
                format::instant(resource.updated_at, &visitor.local),
                resource.updated_by
            ),
            title: resource.details.title,
        }
    };
    let words = match unread.len() {
        0 => String::new(),
        count => format!("{count} that you have not read"),
    };
    let shown = found.into_iter().map(&mut shown).collect();
    Ok(Some(ResourcesPart { shown, unread: words, waiting }))
}
