//! The whole API: each address, who may call it, and what it is for, in a file for each kind of thing.

mod account_imports;
mod accounts;
mod announcements;
mod contacts;
mod on_call;
mod onboarding;
mod operators;
mod organization;
mod own;
mod people;
mod plans;
mod proposals;
mod recordings;
mod records;
mod resources;
mod settings;
mod tasks;
mod webhooks;

use web::Policy::{Choosing, Public};

use crate::declared::{Declared, get, put};
use crate::openapi::{self, Doc};
use crate::session;

pub(crate) fn all() -> Vec<Declared> {
    let mut all = Vec::new();
    all.extend(about_the_api());
    all.extend(accounts::of_accounts());
    all.extend(accounts::of_secure());
    all.extend(accounts::of_the_team());
    all.extend(accounts::of_business_pages());
    all.extend(accounts::of_templates());
    all.extend(accounts::of_many());
    all.extend(account_imports::of_imports());
    all.extend(account_imports::of_pushes());
    all.extend(plans::of_plans());
    all.extend(onboarding::of_onboarding());
    all.extend(people::of_people());
    all.extend(people::of_portal_users());
    all.extend(contacts::of_contacts());
    all.extend(records::of_records());
    all.extend(records::of_deliveries());
    all.extend(recordings::of_recordings());
    all.extend(recordings::of_transcripts());
    all.extend(accounts::of_statuses());
    all.extend(on_call::of_schedules());
    all.extend(on_call::of_turns());
    all.extend(on_call::of_calendars());
    all.extend(tasks::of_tasks());
    all.extend(announcements::of_announcements());
    all.extend(resources::of_resources());
    all.extend(proposals::of_proposals());
    all.extend(operators::of_operators());
    all.extend(organization::of_roles());
    all.extend(organization::of_letters());
    all.extend(settings::of_settings());
    all.extend(webhooks::of_webhooks());
    all.extend(own::of_keys());
    all.extend(own::of_oneself());
    all
}

fn about_the_api() -> [Declared; 3] {
    [
        // Public: it tells what the program can do, which its source tells as well, and nothing of anybody's data.
        get("/api/v1/openapi.json", Public, openapi::serve, Doc::of_itself("This document")),
        get(
            "/api/v1/session",
            Choosing,
            session::show,
            Doc::says::<session::Session>("Who is calling", "session"),
        ),
        put(
            "/api/v1/session/account",
            Choosing,
            session::enter,
            Doc::finished("Go on in another of your accounts", "session").takes::<session::AccountChoice>(),
        ),
    ]
}
