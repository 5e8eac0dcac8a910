//! The addresses of on-call schedules.

use domain::access::Key;
use domain::accounts::ACCOUNTS;
use domain::on_call::SCHEDULES;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post};
use crate::on_call::{
    self, AskedTurn, CalendarFile, CalendarLinkToMake, CalendarLinks, ImportedEvents, MadeCalendarLink,
    MadeOverride, MadeSchedule, NewSchedule, OnCallNow, OpenTurns, OverrideToMake, ScheduleChanges,
    ScheduleInFull, SchedulePreview, Shifts, TurnToMove, WhoTakes,
};
use crate::openapi::Doc;

pub(super) fn of_schedules() -> [Declared; 11] {
    use Key::{OnCallEdit, OnCallView};
    [
        get(
            "/api/v1/accounts/{id}/on-call",
            Needs(OnCallView),
            on_call::now,
            Doc::says::<OnCallNow>("Show who is on call in an account now, and next", "schedules")
                .of(&ACCOUNTS),
        ),
        get(
            "/api/v1/accounts/{id}/on-call/numbers",
            Needs(OnCallView),
            on_call::numbers,
            Doc::text(
                "Print the numbers of who is on call now, one a line, for a telephone system",
                "schedules",
            )
            .of(&ACCOUNTS)
            .asks(&[("schedule", "Only those of this schedule, by its id.")]),
        ),
        get(
            "/api/v1/schedules",
            Needs(OnCallView),
            on_call::list,
            Doc::page("List on-call schedules", &SCHEDULES),
        ),
        post(
            "/api/v1/schedules",
            Needs(OnCallEdit),
            on_call::add,
            Doc::makes::<MadeSchedule>("Make an on-call schedule", &SCHEDULES).takes::<NewSchedule>().once(),
        ),
        post(
            "/api/v1/schedules/preview",
            Needs(OnCallEdit),
            on_call::preview,
            Doc::says::<SchedulePreview>("Look at what a schedule would do, without making it", "schedules")
                .takes::<NewSchedule>()
                .asks(&[("changes", "The id of the schedule that it would change, whose overrides count.")]),
        ),
        get(
            "/api/v1/schedules/{id}",
            Needs(OnCallView),
            on_call::show,
            Doc::versioned::<ScheduleInFull>("Show an on-call schedule with its layers", "schedules")
                .of(&SCHEDULES),
        ),
        patch(
            "/api/v1/schedules/{id}",
            Needs(OnCallEdit),
            on_call::edit,
            Doc::versioned::<ScheduleInFull>("Change an on-call schedule from now on", "schedules")
                .of(&SCHEDULES)
                .takes::<ScheduleChanges>(),
        ),
        delete(
            "/api/v1/schedules/{id}",
            Needs(OnCallEdit),
            on_call::delete,
            Doc::done("Delete an on-call schedule", &SCHEDULES),
        ),
        get(
            "/api/v1/schedules/{id}/shifts",
            Needs(OnCallView),
            on_call::shifts,
            Doc::says::<Shifts>("Show who is on call from when to when", "schedules").of(&SCHEDULES).asks(&[
                ("from", "RFC 3339; now, if it is left out."),
                ("until", "RFC 3339; a week later, if it is left out."),
            ]),
        ),
        post(
            "/api/v1/schedules/{id}/overrides",
            Needs(OnCallEdit),
            on_call::put_in,
            Doc::makes::<MadeOverride>("Put somebody else on call", &SCHEDULES)
                .takes::<OverrideToMake>()
                .once(),
        ),
        delete(
            "/api/v1/overrides/{id}",
            Needs(OnCallEdit),
            on_call::take_back,
            Doc::finished("Take back who was put on call", "schedules"),
        ),
    ]
}

/// Turns that change hands.
pub(super) fn of_turns() -> [Declared; 5] {
    use Key::OnCallSwap;
    [
        get(
            "/api/v1/accounts/{id}/turns",
            Needs(OnCallSwap),
            on_call::open_turns,
            Doc::says::<OpenTurns>("List the turns that are offered or asked for", "schedules").of(&ACCOUNTS),
        ),
        post(
            "/api/v1/schedules/{id}/turns",
            Needs(OnCallSwap),
            on_call::ask_turn,
            Doc::makes::<AskedTurn>("Offer a turn, give it away, or swap it for another", &SCHEDULES)
                .takes::<TurnToMove>()
                .once(),
        ),
        post(
            "/api/v1/turns/{id}/accept",
            Needs(OnCallSwap),
            on_call::accept_turn,
            Doc::finished("Take a turn, or agree to a swap", "schedules").takes::<WhoTakes>(),
        ),
        post(
            "/api/v1/turns/{id}/refuse",
            Needs(OnCallSwap),
            on_call::refuse_turn,
            Doc::finished("Refuse a turn that is asked of one", "schedules"),
        ),
        delete(
            "/api/v1/turns/{id}",
            Needs(OnCallSwap),
            on_call::withdraw_turn,
            Doc::finished("Withdraw a turn that waits for an answer", "schedules"),
        ),
    ]
}

/// Calendar files that are imported, and links by which a person's own calendar program follows who is on call.
pub(super) fn of_calendars() -> [Declared; 4] {
    use Key::{OnCallEdit, OnCallView};
    [
        post(
            "/api/v1/schedules/{id}/import",
            Needs(OnCallEdit),
            on_call::import,
            Doc::says::<ImportedEvents>("Put the events of a calendar file in as overrides", "schedules")
                .of(&SCHEDULES)
                .takes::<CalendarFile>(),
        ),
        get(
            "/api/v1/calendar-links",
            Needs(OnCallView),
            on_call::own_links,
            Doc::says::<CalendarLinks>("List one's own calendar links", "schedules"),
        ),
        post(
            "/api/v1/calendar-links",
            Needs(OnCallView),
            on_call::make_link,
            Doc::made::<MadeCalendarLink>("Make a calendar link in place of the one before", "schedules")
                .takes::<CalendarLinkToMake>(),
        ),
        delete(
            "/api/v1/calendar-links/{id}",
            Needs(OnCallView),
            on_call::revoke_link,
            Doc::finished("Take a calendar link back", "schedules"),
        ),
    ]
}
