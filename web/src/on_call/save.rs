//! Making, changing and deleting a schedule. Gaps are shown before they are kept.

use domain::access::{AccountsView, CallsView, OnCallEdit, OnCallView};
use domain::accounts;
use domain::on_call::{self, Draft, Schedule};
use kernel::{Local, Result, ScheduleId, TimeZoneName, Timestamp};

use super::Place;
use super::draft::{Written, mark};
use super::form::{FormPage, fields, may_add_layer, parts};
use super::preview::{Outlook, outlook};
use crate::ui::{ConfirmPage, FormView};
use crate::{Answer, Fields, Visitor, page};

/// Which schedule the form is about; a new one without.
type About<'a> = Option<&'a Schedule>;

pub async fn ask_new(visitor: &Visitor, place: &Place) -> Answer {
    let zone = zone_of_account(visitor, place).await?;
    let written = Written::new(zone.as_str(), today(visitor, zone.as_str()));
    form_page(visitor, place, None, &written, None).await?.answer()
}

pub async fn add(visitor: &Visitor, place: &Place, typed: &Fields) -> Answer {
    save(visitor, place, None, typed).await
}

pub async fn ask_edit(visitor: &Visitor, place: &Place, id: ScheduleId) -> Answer {
    let schedule = find(visitor, id).await?;
    form_page(visitor, place, Some(&schedule), &Written::of(&schedule.draft), None).await?.answer()
}

pub async fn edit(visitor: &Visitor, place: &Place, id: ScheduleId, typed: &Fields) -> Answer {
    let schedule = find(visitor, id).await?;
    save(visitor, place, Some(&schedule), typed).await
}

pub async fn ask_delete(visitor: &Visitor, place: &Place, id: ScheduleId) -> Answer {
    let schedule = find(visitor, id).await?;
    page(&ConfirmPage {
        shell: place.below(visitor, &format!("Delete {}?", schedule.name)),
        effect: format!(
            "Nobody of {} is on call by “{}” any more, and who was on call is no longer shown. The history keeps what \
             was changed. This cannot be undone.",
            schedule.account_name, schedule.name
        ),
        verb: "Delete schedule".to_owned(),
        action: place.of(id, "delete"),
        cancel_href: place.calendar(id),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: &Visitor, place: &Place, id: ScheduleId, typed: &Fields) -> Answer {
    typed.only(&[])?;
    on_call::delete(visitor.house(), &visitor.may::<OnCallEdit>()?, id).await?;
    Ok(visitor.done(&place.path, "Schedule deleted"))
}

async fn save(visitor: &Visitor, place: &Place, about: About<'_>, typed: &Fields) -> Answer {
    let granted = visitor.may::<OnCallEdit>()?;
    let written = Written::read(typed)?;
    let button = typed.get("do");
    if let Some(grown) = written.clone().after(button, today(visitor, &written.time_zone)) {
        return form_page(visitor, place, about, &grown, None).await?.answer();
    }
    let looked = look(visitor, place, about, &written).await;
    let (draft, outlook) = match looked {
        Ok(looked) => looked,
        Err(error) => return form_page(visitor, place, about, &written, None).await?.refused(error),
    };
    let accepted = outlook.is_whole || typed.get("accepted") == mark(&draft)?;
    if button != "save" || !accepted {
        return form_page(visitor, place, about, &written, Some(outlook)).await?.answer();
    }
    let outcome = match about {
        None => on_call::add(visitor.house(), &granted, place.account, draft).await,
        Some(schedule) => {
            let seen = Timestamp::parse(typed.get("seen"));
            on_call::edit(visitor.house(), &granted, schedule.id, draft, seen).await.map(|()| schedule.id)
        }
    };
    match outcome {
        Ok(id) => Ok(visitor.done(&place.calendar(id), "Schedule saved")),
        Err(error) => form_page(visitor, place, about, &written, Some(outlook)).await?.refused(error),
    }
}

/// What was written, as a draft, and what it would do.
async fn look(
    visitor: &Visitor,
    place: &Place,
    about: About<'_>,
    written: &Written,
) -> Result<(Draft, Outlook)> {
    let granted = visitor.may::<OnCallEdit>()?;
    let draft = written.draft(visitor.local.formats)?;
    let now = visitor.who.now;
    let changes = about.map(|schedule| schedule.id);
    let mut read = visitor.read().await?;
    let calls = visitor.may::<CallsView>().ok();
    let looked =
        on_call::preview(&mut read, &granted, place.account, changes, draft.clone(), now, calls.as_ref());
    let preview = looked.await?;
    let outlook = outlook(&preview, &draft, &local(visitor, &draft.time_zone), now)?;
    Ok((draft, outlook))
}

async fn form_page(
    visitor: &Visitor,
    place: &Place,
    about: About<'_>,
    written: &Written,
    outlook: Option<Outlook>,
) -> Result<FormPage> {
    let granted = visitor.may::<OnCallEdit>()?;
    let people = on_call::choices(&mut visitor.read().await?, &granted, place.account).await?;
    let (title, action, back) = match about {
        None => ("New on-call schedule".to_owned(), format!("{}/new", place.path), place.path.clone()),
        Some(one) => (format!("Change {}", one.name), place.of(one.id, "edit"), place.calendar(one.id)),
    };
    Ok(FormPage {
        shell: place.below(visitor, &title),
        form: FormView {
            action,
            fields: fields(written, &people),
            submit: "Save schedule".to_owned(),
            cancel_href: Some(back),
            ..FormView::default()
        },
        layers: parts(written),
        may_add_layer: may_add_layer(written),
        new_contact: people.is_empty().then(|| place.new_contact.clone()),
        seen: about.map(|one| one.changed_at.to_string()).unwrap_or_default(),
        outlook,
    })
}

/// Whoever may change a schedule sees it.
async fn find(visitor: &Visitor, id: ScheduleId) -> Result<Schedule> {
    let granted = visitor.may::<OnCallView>()?;
    on_call::find(&mut visitor.read().await?, &granted, id, visitor.who.now).await
}

/// The zone of the account, where the visitor may know it.
async fn zone_of_account(visitor: &Visitor, place: &Place) -> Result<TimeZoneName> {
    let name = match visitor.may::<AccountsView>() {
        Ok(granted) => accounts::find(&mut visitor.read().await?, &granted, place.account).await?.time_zone,
        Err(_) => visitor.who.time_zone.clone(),
    };
    Ok(TimeZoneName::parse(&name).unwrap_or_else(|_| TimeZoneName::utc()))
}

fn local(visitor: &Visitor, zone: &str) -> Local {
    let zone = TimeZoneName::parse(zone).unwrap_or_else(|_| TimeZoneName::utc());
    super::words::local(visitor, &zone)
}

fn today(visitor: &Visitor, zone: &str) -> jiff::civil::Date {
    local(visitor, zone).date_of(visitor.who.now)
}
