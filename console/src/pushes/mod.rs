//! Settings that go from a template to the accounts that were made from it, and back.

mod push;
mod show;

use domain::access::Key;
use domain::accounts::templates::Difference;
use web::ui::Door;
use web::{Policy, Routes, Site};

pub fn routes(site: &Site) -> Routes {
    let needs = || Policy::Needs(Key::AccountsEdit);
    Routes::new(Door::Console, site)
        .get("/console/accounts/{id}/push", needs(), push::ask)
        .post("/console/accounts/{id}/push", needs(), push::confirmed)
        .get("/console/pushes/{id}", needs(), show::show)
        .get("/console/pushes/{id}/undo", needs(), show::ask)
        .post("/console/pushes/{id}/undo", needs(), show::confirmed)
}

fn page_of(id: kernel::PushId) -> String {
    format!("/console/pushes/{id}")
}

/// “Plan: Essential → Premium · Tags: nothing → Dental”
fn words(changes: &[Difference]) -> String {
    let said = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    let each =
        changes.iter().map(|one| format!("{}: {} → {}", one.what, said(&one.account), said(&one.template)));
    each.collect::<Vec<_>>().join(" · ")
}

fn accounts(number: usize) -> String {
    if number == 1 { "1 account".to_owned() } else { format!("{number} accounts") }
}
