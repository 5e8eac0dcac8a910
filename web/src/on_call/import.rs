//! A calendar file becomes overrides: chosen, looked at event by event, and put in.

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::OnCallEdit;
use domain::on_call::{self, Imported, LARGEST_CALENDAR, Schedule};
use kernel::{Error, Result, ScheduleId};

use super::Place;
use super::overrides::find;
use super::words::{local, stretch};
use crate::form_page::FormPage;
use crate::ui::{FieldKind, FieldView, FormView, Shell};
use crate::upload::{self, NoFile};
use crate::{Answer, Fields, Visitor, page};

#[derive(Template)]
#[template(path = "on_call/import.html")]
struct ImportPage {
    shell: Shell,
    lead: String,
    action: String,
    back: String,
    /// The file, posted along.
    calendar: String,
    events: Vec<Row>,
    /// How many can be put in.
    good: usize,
}

/// An event, and what becomes of it.
struct Row {
    summary: String,
    times: String,
    who: String,
    refused: Option<String>,
}

pub async fn ask_import(visitor: &Visitor, place: &Place, id: ScheduleId) -> Answer {
    form_page(visitor, place, &find(visitor, id).await?, None).answer()
}

/// What the file would do.
pub async fn look_import(visitor: &Visitor, place: &Place, id: ScheduleId, request: Request) -> Answer {
    let schedule = find(visitor, id).await?;
    let (parts, body) = request.into_parts();
    let file = match upload::file(&parts.headers, body, "calendar", LARGEST_CALENDAR).await {
        Ok(file) => file,
        Err(NoFile::TooLarge) => {
            let words = "This file is too large: at most 100 kB.";
            let page = form_page(visitor, place, &schedule, Some(words)).answer()?;
            return Ok((StatusCode::PAYLOAD_TOO_LARGE, page).into_response());
        }
        Err(NoFile::Wrong(error)) => return form_page(visitor, place, &schedule, None).refused(error),
    };
    let calendar = String::from_utf8_lossy(&file.bytes).into_owned();
    match look(visitor, id, &calendar).await {
        Ok(found) => page(&import_page(visitor, place, &schedule, &found, calendar)),
        Err(error) => form_page(visitor, place, &schedule, None).refused(error),
    }
}

pub async fn import(visitor: &Visitor, place: &Place, id: ScheduleId, typed: &Fields) -> Answer {
    typed.only(&["calendar"])?;
    let schedule = find(visitor, id).await?;
    let granted = visitor.may::<OnCallEdit>()?;
    match on_call::import(visitor.house(), &granted, id, typed.get("calendar")).await {
        Ok(found) => {
            let good = found.iter().filter(|one| one.refused.is_none()).count();
            Ok(visitor.done(&place.calendar(id), &format!("{} put in", shifts(good))))
        }
        Err(error) => form_page(visitor, place, &schedule, None).refused(error),
    }
}

async fn look(visitor: &Visitor, id: ScheduleId, calendar: &str) -> Result<Vec<Imported>, Error> {
    let granted = visitor.may::<OnCallEdit>()?;
    on_call::look(&mut visitor.read().await?, &granted, id, calendar, visitor.who.now).await
}

fn form_page(visitor: &Visitor, place: &Place, schedule: &Schedule, complaint: Option<&str>) -> FormPage {
    let field = FieldView {
        required: true,
        hint: "An .ics file of at most 100 kB. Nothing is put in before you have seen what would be."
            .to_owned(),
        error: complaint.map(str::to_owned),
        ..FieldView::new("calendar", "Calendar file", FieldKind::File)
    };
    FormPage {
        shell: place.below(visitor, "Import shifts"),
        lead: format!(
            "Each event of the file puts the person who is named in its title, or invited to it, on call in “{}”.",
            schedule.name
        ),
        form: FormView {
            action: place.of(schedule.id, "import"),
            fields: vec![field],
            submit: "Look at it".to_owned(),
            cancel_href: Some(place.calendar(schedule.id)),
            has_files: true,
            ..FormView::default()
        },
    }
}

fn import_page(
    visitor: &Visitor,
    place: &Place,
    schedule: &Schedule,
    found: &[Imported],
    calendar: String,
) -> ImportPage {
    let (now, local) = (visitor.who.now, local(visitor, &schedule.zone()));
    let good = found.iter().filter(|one| one.refused.is_none()).count();
    let row = |one: &Imported| Row {
        summary: one.summary.clone(),
        times: one.times.map(|(from, until)| stretch(&local, now, from, until)).unwrap_or_default(),
        who: one.contact.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        refused: one.refused.clone(),
    };
    let lead = match (good, found.len() - good) {
        (0, _) => "None of these events can be put in.".to_owned(),
        (_, 0) => format!("{} would be put in. Nothing is saved yet.", shifts(good)),
        (_, left) => format!("{} would be put in, {left} left out. Nothing is saved yet.", shifts(good)),
    };
    ImportPage {
        shell: place.below(visitor, "Import shifts"),
        lead,
        action: place.of(schedule.id, "import/confirmed"),
        back: place.of(schedule.id, "import"),
        calendar,
        events: found.iter().map(row).collect(),
        good,
    }
}

fn shifts(number: usize) -> String {
    if number == 1 { "1 shift".to_owned() } else { format!("{number} shifts") }
}
