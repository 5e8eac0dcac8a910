//! Somebody else on call for once: chosen, and taken back.

use domain::access::{OnCallEdit, OnCallView};
use domain::on_call::{self, LONGEST_REASON, NewOverride, Schedule, clock};
use kernel::{Error, Invalid, Local, OverrideId, Result, ScheduleId};

use super::Place;
use super::form::with_nobody;
use super::words::{local, zone};
use crate::form_page::{FormPage, field, select};
use crate::ui::{FieldKind, FieldView, FormView};
use crate::{Answer, Fields, Pairs, Visitor};

const NAMES: [&str; 4] = ["contact", "from", "until", "reason"];

/// The form, for the shift that the address names, or from now on.
pub async fn ask_override(visitor: &Visitor, place: &Place, id: ScheduleId, pairs: &Pairs) -> Answer {
    let schedule = find(visitor, id).await?;
    let now = clock(&schedule.zone().rules(), visitor.who.now).strftime("%Y-%m-%dT%H:%M").to_string();
    let given = |name: &str, otherwise: String| pairs.get(name).map_or(otherwise, str::to_owned);
    let typed = Fields::of([("from", given("from", now)), ("until", given("until", String::new()))]);
    form_page(visitor, place, &schedule, &typed).await?.answer()
}

pub async fn put_in(visitor: &Visitor, place: &Place, id: ScheduleId, typed: &Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<OnCallEdit>()?;
    let schedule = find(visitor, id).await?;
    let outcome = match read(typed, &local(visitor, &schedule.zone())) {
        Ok(new) => on_call::put_in(visitor.house(), &granted, id, new).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(visitor.done(&place.calendar(id), "On call changed")),
        Err(error) => form_page(visitor, place, &schedule, typed).await?.refused(error),
    }
}

pub async fn take_back(visitor: &Visitor, place: &Place, schedule: ScheduleId, typed: &Fields) -> Answer {
    typed.only(&["override"])?;
    let id: OverrideId = typed.get("override").parse().map_err(|_| Error::NotFound)?;
    on_call::take_back(visitor.house(), &visitor.may::<OnCallEdit>()?, id).await?;
    Ok(visitor.done(&place.calendar(schedule), "Taken back"))
}

pub async fn find(visitor: &Visitor, id: ScheduleId) -> Result<Schedule> {
    let granted = visitor.may::<OnCallView>()?;
    on_call::find(&mut visitor.read().await?, &granted, id, visitor.who.now).await
}

async fn form_page(
    visitor: &Visitor,
    place: &Place,
    schedule: &Schedule,
    typed: &Fields,
) -> Result<FormPage> {
    let granted = visitor.may::<OnCallEdit>()?;
    let people = on_call::choices(&mut visitor.read().await?, &granted, place.account).await?;
    let zone = zone(&schedule.zone(), visitor.who.now);
    let moment = |name: &str, label: &str| FieldView {
        required: true,
        short: true,
        hint: format!("{zone}."),
        ..field(typed, name, label, FieldKind::DateTime)
    };
    Ok(FormPage {
        shell: place.below(visitor, "Put somebody else on call"),
        lead: format!(
            "In “{}”, whoever you choose is on call in place of whoever would be, and nothing else changes.",
            schedule.name
        ),
        form: FormView {
            action: place.of(schedule.id, "override"),
            fields: vec![
                FieldView {
                    required: true,
                    ..select(
                        typed,
                        "contact",
                        "Who",
                        Some("Choose somebody"),
                        with_nobody(&people).into_iter().skip(1),
                    )
                },
                moment("from", "From"),
                moment("until", "Until"),
                FieldView {
                    maxlength: Some(LONGEST_REASON),
                    autocomplete: Some("off".to_owned()),
                    ..field(typed, "reason", "Reason", FieldKind::Text)
                },
            ],
            submit: "Put on call".to_owned(),
            cancel_href: Some(place.calendar(schedule.id)),
            ..FormView::default()
        },
    })
}

fn read(typed: &Fields, local: &Local) -> Result<NewOverride> {
    let mut invalid = Invalid::default();
    let contact = invalid.check(
        "contact",
        typed.get("contact").parse::<kernel::ContactId>().map_err(|_| "Choose who is on call then."),
    );
    let mut moment = |name: &str| {
        let read = local.read(typed.get(name)).ok_or("Write a date and a time of day.");
        invalid.check(name, read)
    };
    let (from, until) = (moment("from"), moment("until"));
    match (contact, from, until) {
        (Some(contact), Some(from), Some(until)) => {
            Ok(NewOverride { contact, from, until, reason: typed.get("reason").to_owned() })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
