//! The door of the clients: their calls, messages and people, and nothing else.

mod accounts;
mod announcements;
mod business_page;
mod calls;
mod delivery;
mod find;
mod form_page;
mod help;
mod history;
mod home;
mod messages;
mod on_call;
mod onboarding;
mod people;
mod resources;
mod status;
mod tasks;

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site};

/// The whole door.
#[expect(clippy::too_many_lines, reason = "the whole door on one page, a line for each of its ways")]
pub fn routes(site: &Site) -> Routes {
    Routes::new(Door::Portal, site)
        .get("/", Policy::SignedIn, home::show)
        .get("/find", Policy::SignedIn, find::show)
        .get("/accounts", Policy::Choosing, accounts::show)
        .post("/accounts/here", Policy::Choosing, accounts::here)
        .post("/accounts/landing", Policy::Choosing, accounts::choose)
        .post("/accounts/{id}/open", Policy::Choosing, accounts::open)
        .get("/calls", Policy::Needs(Key::CallsView), calls::list)
        .get("/calls/filter", Policy::Needs(Key::CallsView), calls::filter)
        .get("/calls/columns", Policy::Needs(Key::CallsView), calls::columns)
        .get("/calls/export.csv", Policy::Needs(Key::CallsView), calls::export)
        .get("/calls/{id}", Policy::Needs(Key::CallsView), calls::show)
        .get("/calls/{id}/recording", Policy::Needs(Key::CallsView), web::recordings::listen)
        .get("/calls/{id}/recording/download", Policy::Needs(Key::CallsView), web::recordings::download)
        .get("/calls/{id}/recording/transcript", Policy::Needs(Key::CallsView), web::recordings::transcript)
        .get("/messages", Policy::Needs(Key::MessagesView), messages::list)
        .get("/messages/filter", Policy::Needs(Key::MessagesView), messages::filter)
        .get("/messages/columns", Policy::Needs(Key::MessagesView), messages::columns)
        .get("/messages/export.csv", Policy::Needs(Key::MessagesView), messages::export)
        .get("/messages/delivery", Policy::Needs(Key::MessagesDeliver), delivery::ask)
        .post("/messages/delivery", Policy::Needs(Key::MessagesDeliver), delivery::save)
        .get("/messages/delivery/webhook", Policy::Needs(Key::MessagesDeliver), delivery::ask_hook)
        .post("/messages/delivery/webhook", Policy::Needs(Key::MessagesDeliver), delivery::save_hook)
        .get(
            "/messages/delivery/webhook/secret",
            Policy::Needs(Key::MessagesDeliver),
            delivery::ask_rotate_hook,
        )
        .post("/messages/delivery/webhook/secret", Policy::Needs(Key::MessagesDeliver), delivery::rotate_hook)
        .get(
            "/messages/delivery/webhook/remove",
            Policy::Needs(Key::MessagesDeliver),
            delivery::ask_remove_hook,
        )
        .post("/messages/delivery/webhook/remove", Policy::Needs(Key::MessagesDeliver), delivery::remove_hook)
        .get("/messages/{id}", Policy::Needs(Key::MessagesView), messages::show)
        .post("/messages/{id}/mark", Policy::Needs(Key::MessagesMark), messages::mark)
        .post("/messages/{id}/acknowledge", Policy::Needs(Key::MessagesMark), delivery::acknowledge)
        .get("/status", Policy::Needs(Key::StatusView), status::show)
        .post("/status", Policy::Needs(Key::StatusSet), status::set)
        .post("/status/end", Policy::Needs(Key::StatusSet), status::end)
        .get("/status/filter", Policy::Needs(Key::StatusView), status::filter)
        .get("/status/columns", Policy::Needs(Key::StatusView), status::columns)
        .get("/on_call", Policy::Needs(Key::OnCallView), on_call::show)
        .get("/on_call/new", Policy::Needs(Key::OnCallEdit), on_call::ask_new)
        .post("/on_call/new", Policy::Needs(Key::OnCallEdit), on_call::add)
        .get("/on_call/{id}/edit", Policy::Needs(Key::OnCallEdit), on_call::ask_edit)
        .post("/on_call/{id}/edit", Policy::Needs(Key::OnCallEdit), on_call::edit)
        .get("/on_call/{id}/delete", Policy::Needs(Key::OnCallEdit), on_call::ask_delete)
        .post("/on_call/{id}/delete", Policy::Needs(Key::OnCallEdit), on_call::delete)
        .get("/on_call/{id}/override", Policy::Needs(Key::OnCallEdit), on_call::ask_override)
        .post("/on_call/{id}/override", Policy::Needs(Key::OnCallEdit), on_call::put_in)
        .post("/on_call/{id}/take-back", Policy::Needs(Key::OnCallEdit), on_call::take_back)
        .get("/on_call/{id}/turn", Policy::Needs(Key::OnCallSwap), on_call::ask_turn)
        .post("/on_call/{id}/turn", Policy::Needs(Key::OnCallSwap), on_call::hand_over)
        .post("/on_call/{id}/answer", Policy::Needs(Key::OnCallSwap), on_call::answer_turn)
        .get("/on_call/{id}/import", Policy::Needs(Key::OnCallEdit), on_call::ask_import)
        .post("/on_call/{id}/import", Policy::Needs(Key::OnCallEdit), on_call::look_import)
        .post("/on_call/{id}/import/confirmed", Policy::Needs(Key::OnCallEdit), on_call::import)
        .get("/on_call/links", Policy::Needs(Key::OnCallView), on_call::show_links)
        .post("/on_call/links", Policy::Needs(Key::OnCallView), on_call::make_link)
        .post("/on_call/links/revoke", Policy::Needs(Key::OnCallView), on_call::revoke_link)
        .get("/announcements", Policy::Needs(Key::AnnouncementsView), announcements::list::show)
        .get("/announcements/filter", Policy::Needs(Key::AnnouncementsView), announcements::list::filter)
        .get("/announcements/columns", Policy::Needs(Key::AnnouncementsView), announcements::list::columns)
        .get("/announcements/new", Policy::Needs(Key::AnnouncementsSend), announcements::write::ask)
        .post("/announcements/new", Policy::Needs(Key::AnnouncementsSend), announcements::write::write)
        .get("/announcements/{id}", Policy::Needs(Key::AnnouncementsView), announcements::show::show)
        .get("/announcements/{id}/cancel", Policy::Needs(Key::AnnouncementsSend), announcements::cancel::ask)
        .post(
            "/announcements/{id}/cancel",
            Policy::Needs(Key::AnnouncementsSend),
            announcements::cancel::cancel,
        )
        .get("/business-page", Policy::Needs(Key::BusinessPageWrite), business_page::ask)
        .post("/business-page", Policy::Needs(Key::BusinessPageWrite), business_page::save)
        .get("/onboarding", Policy::Needs(Key::AccountsView), onboarding::show)
        .post("/onboarding", Policy::Needs(Key::OnboardingTick), onboarding::tick)
        .get("/tasks", Policy::Needs(Key::TasksView), tasks::list::list)
        .get("/tasks/filter", Policy::Needs(Key::TasksView), tasks::list::filter)
        .get("/tasks/columns", Policy::Needs(Key::TasksView), tasks::list::columns)
        .get("/tasks/export.csv", Policy::Needs(Key::TasksView), tasks::list::export)
        .get("/tasks/board", Policy::Needs(Key::TasksView), tasks::list::board)
        .get("/tasks/new", Policy::Needs(Key::TasksEdit), tasks::write::ask_new)
        .post("/tasks/new", Policy::Needs(Key::TasksEdit), tasks::write::create)
        .get("/tasks/{id}", Policy::Needs(Key::TasksView), tasks::show::show)
        .get("/tasks/{id}/edit", Policy::Needs(Key::TasksEdit), tasks::write::ask)
        .post("/tasks/{id}/edit", Policy::Needs(Key::TasksEdit), tasks::write::edit)
        .get("/tasks/{id}/delete", Policy::Needs(Key::TasksEdit), tasks::write::ask_delete)
        .post("/tasks/{id}/delete", Policy::Needs(Key::TasksEdit), tasks::write::delete)
        .post("/tasks/{id}/mark", Policy::Needs(Key::TasksComplete), tasks::show::mark)
        .post("/tasks/{id}/steps", Policy::Needs(Key::TasksComplete), tasks::show::tick)
        .post("/tasks/{id}/comments", Policy::Needs(Key::TasksComplete), tasks::show::comment)
        .get("/resources", Policy::Needs(Key::ResourcesView), resources::list::list)
        .get("/resources/filter", Policy::Needs(Key::ResourcesView), resources::list::filter)
        .get("/resources/columns", Policy::Needs(Key::ResourcesView), resources::list::columns)
        .get("/resources/export.csv", Policy::Needs(Key::ResourcesView), resources::list::export)
        .get("/resources/new", Policy::Needs(Key::ResourcesEdit), resources::write::ask_new)
        .post("/resources/new", Policy::Needs(Key::ResourcesEdit), resources::write::create)
        .get("/resources/proposals", Policy::Needs(Key::ResourcesView), resources::proposals::list)
        .get("/resources/proposals/filter", Policy::Needs(Key::ResourcesView), resources::proposals::filter)
        .get("/resources/proposals/columns", Policy::Needs(Key::ResourcesView), resources::proposals::columns)
        .get(
            "/resources/proposals/export.csv",
            Policy::Needs(Key::ResourcesView),
            resources::proposals::export,
        )
        .get("/resources/proposals/{id}", Policy::Needs(Key::ResourcesView), resources::proposals::show)
        .get("/resources/proposals/{id}/edit", Policy::Needs(Key::ResourcesEdit), resources::proposals::ask)
        .post("/resources/proposals/{id}/edit", Policy::Needs(Key::ResourcesEdit), resources::proposals::edit)
        .get(
            "/resources/proposals/{id}/withdraw",
            Policy::Needs(Key::ResourcesEdit),
            resources::proposals::ask_withdraw,
        )
        .post(
            "/resources/proposals/{id}/withdraw",
            Policy::Needs(Key::ResourcesEdit),
            resources::proposals::withdraw,
        )
        .get("/resources/{id}", Policy::Needs(Key::ResourcesView), resources::show::show)
        .get("/resources/{id}/edit", Policy::Needs(Key::ResourcesEdit), resources::write::ask)
        .post("/resources/{id}/edit", Policy::Needs(Key::ResourcesEdit), resources::write::edit)
        .post("/resources/{id}/restore", Policy::Needs(Key::ResourcesEdit), resources::write::restore)
        .get("/resources/{id}/attach", Policy::Needs(Key::ResourcesEdit), web::resources::attach::ask)
        .post("/resources/{id}/attach", Policy::Needs(Key::ResourcesEdit), web::resources::attach::bring)
        .get("/attachments/{id}", Policy::Needs(Key::ResourcesView), web::resources::give::download)
        .get("/attachments/{id}/view", Policy::Needs(Key::ResourcesView), web::resources::give::view)
        .get(
            "/attachments/{id}/remove",
            Policy::Needs(Key::ResourcesEdit),
            web::resources::attach::ask_remove,
        )
        .post("/attachments/{id}/remove", Policy::Needs(Key::ResourcesEdit), web::resources::attach::remove)
        .get("/resources/{id}/delete", Policy::Needs(Key::ResourcesEdit), resources::write::ask_delete)
        .post("/resources/{id}/delete", Policy::Needs(Key::ResourcesEdit), resources::write::delete)
        .get("/people", Policy::Needs(Key::ContactsView), people::show::show)
        .get("/people/contacts", Policy::Needs(Key::ContactsView), people::contacts::list)
        .get("/people/contacts/filter", Policy::Needs(Key::ContactsView), people::contacts::filter)
        .get("/people/contacts/columns", Policy::Needs(Key::ContactsView), people::contacts::columns)
        .get("/people/contacts/export.csv", Policy::Needs(Key::ContactsView), people::contacts::export)
        .get("/people/contacts/export.vcf", Policy::Needs(Key::ContactsView), people::contacts::cards)
        .get("/people/contacts/import", Policy::Needs(Key::ContactsEdit), people::contacts::ask_import)
        .post("/people/contacts/import", Policy::Needs(Key::ContactsEdit), people::contacts::look_import)
        .post("/people/contacts/import/confirmed", Policy::Needs(Key::ContactsEdit), people::contacts::import)
        .get("/people/contacts/doubles", Policy::Needs(Key::ContactsEdit), people::contacts::doubles)
        .get("/people/contacts/new", Policy::Needs(Key::ContactsEdit), people::contacts::ask_new)
        .post("/people/contacts/new", Policy::Needs(Key::ContactsEdit), people::contacts::add)
        .get("/people/contacts/{id}", Policy::Needs(Key::ContactsView), people::contacts::show)
        .get("/people/contacts/{id}/card.vcf", Policy::Needs(Key::ContactsView), people::contacts::card)
        .get("/people/contacts/{id}/merge", Policy::Needs(Key::ContactsEdit), people::contacts::ask_merge)
        .post("/people/contacts/{id}/merge", Policy::Needs(Key::ContactsEdit), people::contacts::merge)
        .get("/people/contacts/{id}/edit", Policy::Needs(Key::ContactsEdit), people::contacts::ask)
        .post("/people/contacts/{id}/edit", Policy::Needs(Key::ContactsEdit), people::contacts::edit)
        .get("/people/contacts/{id}/verify", Policy::Needs(Key::ContactsEdit), people::contacts::ask_verify)
        .post(
            "/people/contacts/{id}/verify",
            Policy::Needs(Key::ContactsEdit),
            people::contacts::confirm_code,
        )
        .post(
            "/people/contacts/{id}/verify/send",
            Policy::Needs(Key::ContactsEdit),
            people::contacts::send_code,
        )
        .get("/people/contacts/{id}/delete", Policy::Needs(Key::ContactsEdit), people::contacts::ask_delete)
        .post("/people/contacts/{id}/delete", Policy::Needs(Key::ContactsEdit), people::contacts::delete)
        .get("/people/users", Policy::Needs(Key::UsersView), people::all_users::list)
        .get("/people/users/filter", Policy::Needs(Key::UsersView), people::all_users::filter)
        .get("/people/users/columns", Policy::Needs(Key::UsersView), people::all_users::columns)
        .get("/people/users/export.csv", Policy::Needs(Key::UsersView), people::all_users::export)
        .get("/people/users/new", Policy::Needs(Key::UsersManage), people::users::ask_new)
        .post("/people/users/new", Policy::Needs(Key::UsersManage), people::users::add)
        .get("/people/users/{id}/edit", Policy::Needs(Key::UsersManage), people::users::ask)
        .post("/people/users/{id}/edit", Policy::Needs(Key::UsersManage), people::users::edit)
        .post("/people/users/{id}/disable", Policy::Needs(Key::UsersManage), people::users::disable)
        .post("/people/users/{id}/enable", Policy::Needs(Key::UsersManage), people::users::enable)
        .get(
            "/people/users/{id}/second-factor/remove",
            Policy::Needs(Key::UsersManage),
            people::second_factor::ask,
        )
        .post(
            "/people/users/{id}/second-factor/remove",
            Policy::Needs(Key::UsersManage),
            people::second_factor::remove,
        )
        .post("/people/users/{id}/invite", Policy::Needs(Key::UsersManage), people::invite::invite)
        .get("/people/users/{id}/withdraw", Policy::Needs(Key::UsersManage), people::invite::ask_withdraw)
        .post("/people/users/{id}/withdraw", Policy::Needs(Key::UsersManage), people::invite::withdraw)
        .get("/people/users/{id}/access", Policy::Needs(Key::UsersView), people::access::show)
        .get("/people/support", Policy::Needs(Key::SupportView), people::support::show)
        .get("/help", Policy::SignedIn, help::list)
        .get("/help/contact", Policy::Needs(Key::HelpAsk), help::contact::ask)
        .post("/help/contact", Policy::Needs(Key::HelpAsk), help::contact::send)
        .get("/help/{article}", Policy::SignedIn, help::show)
        .get("/history", Policy::Needs(Key::HistoryView), history::list)
        .get("/history/filter", Policy::Needs(Key::HistoryView), history::filter)
        .get("/history/columns", Policy::Needs(Key::HistoryView), history::columns)
        .get("/history/export.csv", Policy::Needs(Key::HistoryView), history::export)
}
