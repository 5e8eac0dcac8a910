//! One resource: as it is, as it was, and what was changed.

use askama::Template;
use domain::Read;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::records::Record;
use domain::resources::{self, CATEGORIES, Version};
use kernel::{Error, ResourceId, Result};

use super::attached::{Attached, attached_to};
use super::changes::Changes;
use super::mark;
use super::waiting::{Waiting, waiting_for, waits};
use crate::ui::{Badge, Cell, Property, Prose, RecordId, Timeline, Tone, prints_itself};
use crate::{Visitor, format};

#[derive(Clone, Debug, Default, Template)]
#[template(path = "resources/resource.html")]
pub struct ResourceView {
    pub title: String,
    id: RecordId,
    badges: Vec<Badge>,
    /// What waits for an operator or for its time.
    waiting: Option<Waiting>,
    prose: Prose,
    attached: Attached,
    /// Where a file is attached, for those who may.
    attach: Option<String>,
    properties: Vec<Property>,
    /// What an operator is asked to read.
    unread: Option<ToRead>,
    old: Option<Old>,
    changes: Option<Changes>,
    versions: Vec<ShownVersion>,
    history: Option<Timeline>,
}

#[derive(Clone, Debug)]
struct ToRead {
    words: &'static str,
    action: String,
    version: i64,
}

/// A version that is not the latest.
#[derive(Clone, Debug)]
struct Old {
    words: String,
    latest: String,
    number: i64,
    /// Where it is brought back, for those who may.
    restore: Option<String>,
}

#[derive(Clone, Debug)]
struct ShownVersion {
    label: String,
    href: String,
    when: String,
    shown: bool,
}

prints_itself!(ResourceView);

/// Where a resource is seen: the path of its door, and the version that was asked for.
pub struct Seen<'a> {
    pub path: &'a str,
    pub version: Option<&'a str>,
    pub history: Option<Timeline>,
}

pub async fn resource(
    visitor: &Visitor,
    read: &mut Read,
    record: &Record,
    seen: Seen<'_>,
) -> Result<ResourceView> {
    let granted = visitor.may::<ResourcesView>()?;
    let id = ResourceId::from_uuid(record.id.uuid);
    let versions = resources::versions(read, &granted, id).await?;
    let unread = resources::unread(read, &granted, &[id]).await?;
    let latest = versions.first().ok_or(Error::NotFound)?;
    let shown = match seen.version {
        None => latest,
        Some(asked) => {
            let number: i64 = asked.parse().map_err(|_| Error::NotFound)?;
            versions.iter().find(|one| one.number == number).ok_or(Error::NotFound)?
        }
    };
    let here = format!("{}/{id}", seen.path);
    let waiting =
        if shown.number == latest.number { waiting_for(visitor, read, (id, latest)).await? } else { None };
    let may_change = visitor.can::<ResourcesEdit>();
    let may_attach = may_change && !waits(visitor, read).await?;
    let mark = mark(&unread, id).filter(|_| shown.number == latest.number);
    let category = CATEGORIES.iter().find(|one| one.value == shown.details.category);
    let mut badges = vec![Badge::new(Tone::Neutral, category.map_or("", |one| one.label))];
    badges.extend(mark.map(super::Mark::badge));
    let changes = match (unread.get(&id).copied().flatten(), seen.version) {
        (Some(read), None) => since(&versions, read, latest),
        _ => of_version(&versions, shown),
    };
    Ok(ResourceView {
        title: shown.details.title.clone(),
        id: RecordId(id.to_string()),
        badges,
        waiting,
        prose: Prose::of(&shown.details.text),
        attached: attached_to(visitor, read, &granted, &[id], may_attach)
            .await?
            .remove(&id)
            .unwrap_or_default(),
        attach: may_attach.then(|| format!("{here}/attach")),
        properties: properties(visitor, shown, latest),
        unread: mark.map(|mark| ToRead {
            words: match mark {
                super::Mark::New => "You have not read this yet.",
                super::Mark::Changed => "This was changed since you last read it.",
            },
            action: format!("{here}/read"),
            version: latest.number,
        }),
        old: (shown.number != latest.number).then(|| Old {
            words: format!("This is version {} of {}.", shown.number, latest.number),
            latest: here.clone(),
            number: shown.number,
            restore: may_change.then(|| format!("{here}/restore")),
        }),
        changes,
        versions: versions
            .iter()
            .map(|one| ShownVersion {
                label: format!("Version {}", one.number),
                href: if one.number == latest.number {
                    here.clone()
                } else {
                    format!("{here}?version={}", one.number)
                },
                when: format!("{}, {}", one.by, format::instant(one.at, &visitor.local)),
                shown: one.number == shown.number,
            })
            .collect(),
        history: seen.history,
    })
}

fn properties(visitor: &Visitor, shown: &Version, latest: &Version) -> Vec<Property> {
    let at = Cell::Instant { iso: shown.at.to_string(), text: format::exact(shown.at, &visitor.local) };
    vec![
        Property::new("Version", Cell::text(format!("{} of {}", shown.number, latest.number))),
        Property::new("Written by", Cell::text(shown.by.clone())),
        Property::new("Written", at),
    ]
}

/// From the version that an operator has read to the latest.
fn since(versions: &[Version], read: i64, latest: &Version) -> Option<Changes> {
    let before = versions.iter().find(|one| one.number == read)?;
    let title = "What changed since you last read it".to_owned();
    Changes::between(title, &before.details.text, &latest.details.text)
}

/// From the version before to this one.
fn of_version(versions: &[Version], shown: &Version) -> Option<Changes> {
    let before = versions.iter().find(|one| one.number == shown.number - 1)?;
    let title = format!("What {} changed in version {}", shown.by, shown.number);
    Changes::between(title, &before.details.text, &shown.details.text)
}
