//! Every page of the console, with what it asks of the operator.

use axum::response::IntoResponse;
use domain::access::Key;
use web::ui::Door;
use web::{Answer, LocalPath, Policy, Routes, Site, redirect};

use crate::{
    access, accounts, board, calls, clients, contacts, find, history, jobs, keys, messages, on_call,
    onboarding, operators, plans, portal_access, roles, settings, statuses, users, work,
};
use crate::{imports, pushes, resources, secure, tasks};

#[allow(clippy::too_many_lines, reason = "the whole door on one page, a line for each of its ways")]
pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .get("/console", Policy::SignedIn, home)
        .get("/console/find", Policy::SignedIn, find::show)
        .get("/console/work", needs(Key::AccountsView), work::show)
        // With a caller on the line
        .get("/console/board", needs(Key::AccountsView), board::find::show)
        .get("/console/board/{id}", needs(Key::AccountsView), board::show::show)
        .post("/console/board/{id}/message", needs(Key::MessagesCreate), board::take::take)
        // Client accounts
        .get("/console/accounts", needs(Key::AccountsView), accounts::list::show)
        .get("/console/accounts/filter", needs(Key::AccountsView), accounts::list::filter)
        .get("/console/accounts/columns", needs(Key::AccountsView), accounts::list::columns)
        .get("/console/accounts/export.csv", needs(Key::AccountsView), accounts::list::export)
        .get("/console/accounts/new", needs(Key::AccountsCreate), accounts::create::ask)
        .post("/console/accounts/new", needs(Key::AccountsCreate), accounts::create::create)
        .get("/console/accounts/{id}", needs(Key::AccountsView), accounts::show::show)
        .get("/console/accounts/{id}/edit", needs(Key::AccountsEdit), accounts::edit::ask)
        .post("/console/accounts/{id}/edit", needs(Key::AccountsEdit), accounts::edit::edit)
        .get("/console/accounts/{id}/lock", needs(Key::AccountsLock), accounts::lock::ask)
        .post("/console/accounts/{id}/lock", needs(Key::AccountsLock), accounts::lock::lock)
        .post("/console/accounts/{id}/unlock", needs(Key::AccountsLock), accounts::lock::unlock)
        .get("/console/accounts/{id}/sites", needs(Key::AccountsView), accounts::sites::show)
        .post("/console/accounts/{id}/sites", needs(Key::AccountsEdit), accounts::sites::add)
        .post("/console/accounts/{id}/sites/decide", needs(Key::AccountsEdit), accounts::sites::decide)
        .post("/console/accounts/{id}/sites/remove", needs(Key::AccountsEdit), accounts::sites::forget)
        .post("/console/accounts/{id}/send-links", needs(Key::AccountsEdit), accounts::send_links::decide)
        .get(
            "/console/accounts/{id}/approve-resources",
            needs(Key::AccountsEdit),
            accounts::approve_resources::ask,
        )
        .post(
            "/console/accounts/{id}/approve-resources",
            needs(Key::AccountsEdit),
            accounts::approve_resources::decide,
        )
        .post("/console/accounts/{id}/run-users", needs(Key::AccountsEdit), accounts::run_users::decide)
        .post("/console/accounts/{id}/see-support", needs(Key::AccountsEdit), accounts::see_support::decide)
        .post("/console/accounts/{id}/tags", needs(Key::AccountsEdit), accounts::tags::add)
        .post("/console/accounts/{id}/tags/remove", needs(Key::AccountsEdit), accounts::tags::remove)
        .post("/console/accounts/{id}/operators", needs(Key::AccountsEdit), accounts::assignments::assign)
        .post(
            "/console/accounts/{id}/operators/remove",
            needs(Key::AccountsEdit),
            accounts::assignments::unassign,
        )
        .get("/console/accounts/{id}/note", needs(Key::AccountsEdit), accounts::note::ask)
        .post("/console/accounts/{id}/note", needs(Key::AccountsEdit), accounts::note::write)
        .get(
            "/console/accounts/{id}/business-page",
            needs(Key::BusinessPageWrite),
            accounts::business_page::ask,
        )
        .post(
            "/console/accounts/{id}/business-page",
            needs(Key::BusinessPageWrite),
            accounts::business_page::edit,
        )
        .post(
            "/console/accounts/{id}/write-business-page",
            needs(Key::AccountsEdit),
            accounts::business_page::decide,
        )
        .get("/console/accounts/{id}/nickname", needs(Key::AccountsEdit), accounts::nickname::ask)
        .post("/console/accounts/{id}/nickname", needs(Key::AccountsEdit), accounts::nickname::rename)
        .get("/console/accounts/{id}/subscription", needs(Key::AccountsView), accounts::subscription::show)
        .get("/console/accounts/{id}/activity", needs(Key::AccountsView), accounts::activity::show)
        .get("/console/accounts/{id}/onboarding", needs(Key::AccountsView), accounts::onboarding::show)
        .post("/console/accounts/{id}/onboarding", needs(Key::OnboardingTick), accounts::onboarding::tick)
        .get("/console/accounts/{id}/template", needs(Key::AccountsEdit), accounts::template::ask)
        .post("/console/accounts/{id}/template", needs(Key::AccountsEdit), accounts::template::set)
        .post("/console/accounts/{id}/template/unset", needs(Key::AccountsEdit), accounts::template::unset)
        .post("/console/accounts/{id}/template/like", needs(Key::AccountsCreate), accounts::template::like)
        .get("/console/accounts/{id}/template/new", needs(Key::AccountsCreate), accounts::from_template::ask)
        .post(
            "/console/accounts/{id}/template/new",
            needs(Key::AccountsCreate),
            accounts::from_template::create,
        )
        .get("/console/accounts/{id}/made", needs(Key::AccountsView), accounts::from_template::made)
        .get("/console/accounts/{id}/plan", needs(Key::AccountsEdit), accounts::plan::ask)
        .post("/console/accounts/{id}/plan", needs(Key::AccountsEdit), accounts::plan::change)
        .post("/console/accounts/{id}/setup/complete", needs(Key::AccountsEdit), accounts::setup::complete)
        .post("/console/accounts/{id}/setup/reopen", needs(Key::AccountsEdit), accounts::setup::reopen)
        .post("/console/accounts/{id}/numbers", needs(Key::AccountsEdit), accounts::numbers::add)
        .post("/console/accounts/{id}/numbers/remove", needs(Key::AccountsEdit), accounts::numbers::remove)
        .get("/console/accounts/{id}/secure-link", needs(Key::UsersManage), accounts::secure_link::ask)
        .post("/console/accounts/{id}/secure-link", needs(Key::UsersManage), accounts::secure_link::make)
        .post(
            "/console/accounts/{id}/secure-link/revoke",
            needs(Key::UsersManage),
            accounts::secure_link::revoke,
        )
        .get("/console/accounts/{id}/login-as", needs(Key::AccountsLoginAs), accounts::login_as::ask)
        .post("/console/accounts/{id}/login-as", needs(Key::AccountsLoginAs), accounts::login_as::start)
        // Their portal users
        .get("/console/accounts/{id}/users/new", needs(Key::UsersManage), users::add::ask)
        .post("/console/accounts/{id}/users/new", needs(Key::UsersManage), users::add::add)
        .get("/console/users/{id}", needs(Key::UsersView), users::show::show)
        .get("/console/users/{id}/edit", needs(Key::UsersManage), users::edit::ask)
        .post("/console/users/{id}/edit", needs(Key::UsersManage), users::edit::edit)
        .get("/console/users/{id}/reading", needs(Key::UsersManage), users::reading::ask)
        .post("/console/users/{id}/reading", needs(Key::UsersManage), users::reading::set)
        .post("/console/users/{id}/invite", needs(Key::UsersManage), users::invite::invite)
        .get("/console/users/{id}/invitation/withdraw", needs(Key::UsersManage), users::invite::ask_withdraw)
        .post("/console/users/{id}/invitation/withdraw", needs(Key::UsersManage), users::invite::withdraw)
        .get("/console/users/{id}/password", needs(Key::UsersManage), users::password::ask)
        .post("/console/users/{id}/password", needs(Key::UsersManage), users::password::change)
        .get("/console/accounts/{id}/password", needs(Key::UsersManage), users::password::of_primary)
        .post(
            "/console/users/{id}/second-factor/remove",
            needs(Key::UsersManage),
            users::second_factor::remove,
        )
        .post("/console/users/{id}/disable", needs(Key::UsersManage), users::disable::disable)
        .post("/console/users/{id}/enable", needs(Key::UsersManage), users::disable::enable)
        .post("/console/users/{id}/attach", needs(Key::UsersManage), users::attach::attach)
        .get("/console/users/{id}/access", needs(Key::UsersView), access::of_user::show)
        .get("/console/users/{id}/delete", needs(Key::UsersManage), users::delete::ask)
        .post("/console/users/{id}/delete", needs(Key::UsersManage), users::delete::delete)
        // All portal users, by their addresses
        .get("/console/clients", needs(Key::UsersView), clients::list::show)
        .get("/console/clients/filter", needs(Key::UsersView), clients::list::filter)
        .get("/console/clients/columns", needs(Key::UsersView), clients::list::columns)
        .get("/console/clients/export.csv", needs(Key::UsersView), clients::list::export)
        .get("/console/clients/new", needs(Key::UsersManage), clients::create::ask)
        .post("/console/clients/new", needs(Key::UsersManage), clients::create::create)
        // Calls
        .get("/console/calls", needs(Key::CallsView), calls::list::show)
        .get("/console/calls/filter", needs(Key::CallsView), calls::list::filter)
        .get("/console/calls/columns", needs(Key::CallsView), calls::list::columns)
        .get("/console/calls/export.csv", needs(Key::CallsView), calls::list::export)
        .get("/console/calls/{id}", needs(Key::CallsView), calls::show::show)
        // Messages
        .get("/console/statuses", needs(Key::StatusView), statuses::show)
        .get("/console/statuses/all", needs(Key::StatusView), statuses::list)
        .get("/console/statuses/all/filter", needs(Key::StatusView), statuses::filter)
        .get("/console/statuses/all/columns", needs(Key::StatusView), statuses::columns)
        .post(
            "/console/accounts/{id}/status/acknowledge",
            needs(Key::StatusAcknowledge),
            statuses::acknowledge,
        )
        .get("/console/messages", needs(Key::MessagesView), messages::list::show)
        .get("/console/messages/filter", needs(Key::MessagesView), messages::list::filter)
        .get("/console/messages/columns", needs(Key::MessagesView), messages::list::columns)
        .get("/console/messages/export.csv", needs(Key::MessagesView), messages::list::export)
        .get("/console/messages/new", needs(Key::MessagesCreate), messages::write::ask)
        .post("/console/messages/new", needs(Key::MessagesCreate), messages::write::write)
        .get("/console/messages/{id}", needs(Key::MessagesView), messages::show::show)
        .post("/console/messages/{id}/mark", needs(Key::MessagesMark), messages::mark::mark)
        // Tasks
        .get("/console/tasks", needs(Key::TasksView), tasks::list::show)
        .get("/console/tasks/filter", needs(Key::TasksView), tasks::list::filter)
        .get("/console/tasks/columns", needs(Key::TasksView), tasks::list::columns)
        .get("/console/tasks/export.csv", needs(Key::TasksView), tasks::list::export)
        .get("/console/tasks/board", needs(Key::TasksView), tasks::list::board)
        .get("/console/tasks/new", needs(Key::TasksEdit), tasks::write::ask_new)
        .post("/console/tasks/new", needs(Key::TasksEdit), tasks::write::create)
        .get("/console/tasks/{id}", needs(Key::TasksView), tasks::show::show)
        .get("/console/tasks/{id}/edit", needs(Key::TasksEdit), tasks::write::ask)
        .post("/console/tasks/{id}/edit", needs(Key::TasksEdit), tasks::write::edit)
        .get("/console/tasks/{id}/delete", needs(Key::TasksEdit), tasks::write::ask_delete)
        .post("/console/tasks/{id}/delete", needs(Key::TasksEdit), tasks::write::delete)
        .post("/console/tasks/{id}/mark", needs(Key::TasksComplete), tasks::show::mark)
        .post("/console/tasks/{id}/steps", needs(Key::TasksComplete), tasks::show::tick)
        .post("/console/tasks/{id}/comments", needs(Key::TasksComplete), tasks::show::comment)
        // What was done
        .get("/console/history", needs(Key::HistoryView), history::list::show)
        .get("/console/history/filter", needs(Key::HistoryView), history::list::filter)
        .get("/console/history/columns", needs(Key::HistoryView), history::list::columns)
        .get("/console/history/export.csv", needs(Key::HistoryView), history::list::export)
        // Programs
        .get("/console/keys", needs(Key::KeysManage), keys::list::show)
        .get("/console/keys/new", needs(Key::KeysManage), keys::create::ask)
        .post("/console/keys/new", needs(Key::KeysManage), keys::create::create)
        .get("/console/keys/{id}/revoke", needs(Key::KeysManage), keys::revoke::ask)
        .post("/console/keys/{id}/revoke", needs(Key::KeysManage), keys::revoke::revoke)
        .and(accounts::bulk::routes(site))
        .and(resources::routes::routes(site))
        .and(of_settings(site))
        .and(crate::messages::delivery::routes(site))
        .and(crate::recordings::routes(site))
}

#[expect(clippy::too_many_lines, reason = "all settings on one page, a line for each way")]
fn of_settings(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        // What the organization decides
        .get("/console/settings", Policy::SignedIn, settings::hub::show)
        .get("/console/settings/portal", needs(Key::SettingsEdit), settings::portal::ask)
        .post("/console/settings/portal", needs(Key::SettingsEdit), settings::portal::decide)
        .get("/console/settings/client/invitations", needs(Key::SettingsEdit), settings::invitations::ask)
        .post("/console/settings/client/invitations", needs(Key::SettingsEdit), settings::invitations::decide)
        .post(
            "/console/settings/client/invitations/send",
            needs(Key::UsersManage),
            settings::invitations::send,
        )
        // Who may sign in
        .get("/console/settings/client/portal-access", needs(Key::UsersView), portal_access::list::show)
        .get(
            "/console/settings/client/portal-access/filter",
            needs(Key::UsersView),
            portal_access::list::filter,
        )
        .get(
            "/console/settings/client/portal-access/columns",
            needs(Key::UsersView),
            portal_access::list::columns,
        )
        .get(
            "/console/settings/client/portal-access/export.csv",
            needs(Key::UsersView),
            portal_access::list::export,
        )
        .get("/console/settings/client/portal-access/new", needs(Key::UsersManage), portal_access::add::ask)
        .post("/console/settings/client/portal-access/new", needs(Key::UsersManage), portal_access::add::add)
        .get(
            "/console/settings/client/portal-access/users/{id}",
            needs(Key::UsersManage),
            portal_access::edit::ask,
        )
        .post(
            "/console/settings/client/portal-access/users/{id}",
            needs(Key::UsersManage),
            portal_access::edit::edit,
        )
        .post(
            "/console/settings/client/portal-access/delete",
            needs(Key::UsersManage),
            portal_access::many::ask_delete,
        )
        .post(
            "/console/settings/client/portal-access/delete/confirmed",
            needs(Key::UsersManage),
            portal_access::many::delete,
        )
        .post(
            "/console/settings/client/portal-access/disable",
            needs(Key::UsersManage),
            portal_access::many::ask_disable,
        )
        .post(
            "/console/settings/client/portal-access/disable/confirmed",
            needs(Key::UsersManage),
            portal_access::many::disable,
        )
        .post(
            "/console/settings/client/portal-access/enable",
            needs(Key::UsersManage),
            portal_access::many::ask_enable,
        )
        .post(
            "/console/settings/client/portal-access/enable/confirmed",
            needs(Key::UsersManage),
            portal_access::many::enable,
        )
        .get("/console/jobs/{id}", Policy::SignedIn, jobs::show::show)
        .get("/console/settings/secure-link", needs(Key::SettingsEdit), settings::secure_link::ask)
        .post("/console/settings/secure-link", needs(Key::SettingsEdit), settings::secure_link::decide)
        .get("/console/settings/plans", needs(Key::SettingsEdit), plans::list::show)
        .get("/console/settings/plans/new", needs(Key::SettingsEdit), plans::create::ask)
        .post("/console/settings/plans/new", needs(Key::SettingsEdit), plans::create::create)
        .get("/console/settings/plans/{id}", needs(Key::SettingsEdit), plans::edit::ask)
        .post("/console/settings/plans/{id}", needs(Key::SettingsEdit), plans::edit::edit)
        .get("/console/settings/plans/{id}/delete", needs(Key::SettingsEdit), plans::delete::ask)
        .post("/console/settings/plans/{id}/delete", needs(Key::SettingsEdit), plans::delete::delete)
        .get("/console/settings/onboarding", needs(Key::SettingsEdit), onboarding::list::show)
        .get("/console/settings/onboarding/new", needs(Key::SettingsEdit), onboarding::create::ask)
        .post("/console/settings/onboarding/new", needs(Key::SettingsEdit), onboarding::create::create)
        .get("/console/settings/onboarding/{id}", needs(Key::SettingsEdit), onboarding::edit::ask)
        .post("/console/settings/onboarding/{id}", needs(Key::SettingsEdit), onboarding::edit::edit)
        .post("/console/settings/onboarding/{id}/move", needs(Key::SettingsEdit), onboarding::edit::shift)
        .get("/console/settings/onboarding/{id}/delete", needs(Key::SettingsEdit), onboarding::delete::ask)
        .post(
            "/console/settings/onboarding/{id}/delete",
            needs(Key::SettingsEdit),
            onboarding::delete::delete,
        )
        .get("/console/settings/formats", needs(Key::SettingsEdit), settings::formats::ask)
        .post("/console/settings/formats", needs(Key::SettingsEdit), settings::formats::decide)
        .get("/console/settings/history", needs(Key::SettingsEdit), settings::history::ask)
        .post("/console/settings/history", needs(Key::SettingsEdit), settings::history::decide)
        .get("/console/settings/login-as", needs(Key::SettingsEdit), settings::login_as::ask)
        .post("/console/settings/login-as", needs(Key::SettingsEdit), settings::login_as::decide)
        .get("/console/settings/text-messages", needs(Key::SettingsEdit), settings::text_messages::ask)
        .post("/console/settings/text-messages", needs(Key::SettingsEdit), settings::text_messages::decide)
        .get("/console/settings/clients", needs(Key::SettingsEdit), settings::clients::ask)
        .post("/console/settings/clients", needs(Key::SettingsEdit), settings::clients::decide)
        // The people of the organization, and what everybody may do
        .get("/console/operators", needs(Key::OperatorsManage), operators::list::show)
        .get("/console/operators/new", needs(Key::OperatorsManage), operators::add::ask)
        .post("/console/operators/new", needs(Key::OperatorsManage), operators::add::add)
        .get("/console/operators/{id}", needs(Key::OperatorsManage), operators::show::show)
        .get("/console/operators/{id}/edit", needs(Key::OperatorsManage), operators::edit::ask)
        .post("/console/operators/{id}/edit", needs(Key::OperatorsManage), operators::edit::edit)
        .post("/console/operators/{id}/invite", needs(Key::OperatorsManage), operators::invite::invite)
        .post("/console/operators/{id}/disable", needs(Key::OperatorsManage), operators::disable::disable)
        .post("/console/operators/{id}/enable", needs(Key::OperatorsManage), operators::disable::enable)
        .post(
            "/console/operators/{id}/second-factor/remove",
            needs(Key::OperatorsManage),
            operators::second_factor::remove,
        )
        .get("/console/operators/{id}/access", needs(Key::OperatorsManage), access::of_operator::show)
        .get("/console/operators/{id}/delete", needs(Key::OperatorsManage), operators::delete::ask)
        .post("/console/operators/{id}/delete", needs(Key::OperatorsManage), operators::delete::delete)
        .get("/console/roles", needs(Key::RolesManage), roles::list::show)
        .get("/console/roles/new", needs(Key::RolesManage), roles::create::ask)
        .post("/console/roles/new", needs(Key::RolesManage), roles::create::create)
        .get("/console/roles/{id}", needs(Key::RolesManage), roles::show::show)
        .get("/console/roles/{id}/edit", needs(Key::RolesManage), roles::edit::ask)
        .post("/console/roles/{id}/edit", needs(Key::RolesManage), roles::edit::edit)
        .get("/console/roles/{id}/verification", needs(Key::RolesManage), roles::verification::ask)
        .post("/console/roles/{id}/verification", needs(Key::RolesManage), roles::verification::decide)
        .get("/console/roles/{id}/second-factor", needs(Key::RolesManage), roles::second_factor::ask)
        .post("/console/roles/{id}/second-factor", needs(Key::RolesManage), roles::second_factor::decide)
        .get("/console/roles/{id}/delete", needs(Key::RolesManage), roles::delete::ask)
        .post("/console/roles/{id}/delete", needs(Key::RolesManage), roles::delete::delete)
        .get("/console/settings/letters", needs(Key::SettingsEdit), settings::letters::list::show)
        .get("/console/settings/letters/{id}", needs(Key::SettingsEdit), settings::letters::edit::ask)
        .post("/console/settings/letters/{id}", needs(Key::SettingsEdit), settings::letters::edit::edit)
        .post(
            "/console/settings/letters/{id}/reset",
            needs(Key::SettingsEdit),
            settings::letters::edit::reset,
        )
        .post("/console/settings/letters/{id}/test", needs(Key::SettingsEdit), settings::letters::edit::test)
        .get("/console/settings/mailbox", needs(Key::SettingsEdit), settings::mailbox::list)
        .get("/console/settings/mailbox/{id}", needs(Key::SettingsEdit), settings::mailbox::show)
        // What goes out
        .get("/console/settings/outbox", needs(Key::OutboxView), settings::outbox::list::show)
        .get("/console/settings/outbox/filter", needs(Key::OutboxView), settings::outbox::list::filter)
        .get("/console/settings/outbox/columns", needs(Key::OutboxView), settings::outbox::list::columns)
        .get("/console/settings/outbox/release", needs(Key::OutboxManage), settings::outbox::act::ask_release)
        .post("/console/settings/outbox/release", needs(Key::OutboxManage), settings::outbox::act::release)
        .get("/console/settings/outbox/{id}", needs(Key::OutboxView), settings::outbox::show::show)
        .post("/console/settings/outbox/{id}/retry", needs(Key::OutboxManage), settings::outbox::act::retry)
        .get("/console/settings/outbox/{id}/drop", needs(Key::OutboxManage), settings::outbox::act::ask_drop)
        .post("/console/settings/outbox/{id}/drop", needs(Key::OutboxManage), settings::outbox::act::drop_it)
        .get("/console/settings/passwords", needs(Key::SettingsEdit), settings::passwords::ask)
        .post("/console/settings/passwords", needs(Key::SettingsEdit), settings::passwords::decide)
        .and(users::vouch::routes(site))
        .and(contacts::routes::routes(site))
        .and(imports::routes(site))
        .and(pushes::routes(site))
        .and(on_call::routes(site))
        // Who comes into an account at all, and other systems that hear of it
        .and(secure::routes::routes(site))
        .and(settings::routes(site))
}

async fn home() -> Answer {
    Ok(redirect(&LocalPath::or(None, "/console/accounts")).into_response())
}
