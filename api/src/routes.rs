//! The whole API on one page: each address, who may call it, and what it is for.

use domain::access::Key;
use domain::accounts::ACCOUNTS;
use domain::history::HISTORY;
use domain::notices::OUTBOX;
use domain::people::contacts::CONTACTS;
use domain::people::users::USERS;
use domain::records::calls::CALLS;
use domain::records::messages::MESSAGES;
use domain::statuses::STATUSES;
use web::Policy::{Needs, Public, SignedIn};

use crate::accounts::{AccountChanges, CreatedAccount, NewAccount, numbers, secure_link, team};
use crate::contacts::{AddedContact, ContactChanges, NewContact};
use crate::declared::{Declared, delete, get, patch, post, put};
use crate::messages::{MessageChanges, NewMessage};
use crate::openapi::Doc;
use crate::roles::{NewRole, Role, RoleChanges, Roles};
use crate::statuses::{CurrentStatus, StatusToSet};
use crate::users::{
    Access, AddedUser, Deletion, Invitation, NewUser, PasswordToSet, SetPassword, UserChanges,
};
use crate::{
    accounts, calls, contacts, history, jobs, messages, openapi, outbox, roles, session, statuses, users,
};

pub(crate) fn all() -> Vec<Declared> {
    let mut all = Vec::new();
    all.extend(about_the_api());
    all.extend(of_accounts());
    all.extend(of_the_team());
    all.extend(of_people());
    all.extend(of_records());
    all.extend(of_statuses());
    all.extend(of_roles());
    all.extend(of_letters());
    all
}

fn about_the_api() -> [Declared; 2] {
    [
        // Public: it tells what the program can do, which its source tells as well, and nothing of anybody's data.
        get("/api/v1/openapi.json", Public, openapi::serve, Doc::of_itself("This document")),
        get(
            "/api/v1/session",
            SignedIn,
            session::show,
            Doc::says::<session::Session>("Who is calling", "session"),
        ),
    ]
}

fn of_accounts() -> [Declared; 12] {
    use Key::{AccountsCreate, AccountsEdit, AccountsLock, AccountsView, UsersManage, UsersView};
    [
        get("/api/v1/accounts", Needs(AccountsView), accounts::list, Doc::page("List accounts", &ACCOUNTS)),
        post(
            "/api/v1/accounts",
            Needs(AccountsCreate),
            accounts::create,
            Doc::makes::<CreatedAccount>("Create an account", &ACCOUNTS).takes::<NewAccount>(),
        ),
        get(
            "/api/v1/accounts/{id}",
            Needs(AccountsView),
            accounts::show,
            Doc::record("Show an account", &ACCOUNTS),
        ),
        patch(
            "/api/v1/accounts/{id}",
            Needs(AccountsEdit),
            accounts::edit,
            Doc::record("Change an account", &ACCOUNTS).takes::<AccountChanges>(),
        ),
        put(
            "/api/v1/accounts/{id}/lock",
            Needs(AccountsLock),
            accounts::lock,
            Doc::done("Lock an account and end every session in it", &ACCOUNTS),
        ),
        delete(
            "/api/v1/accounts/{id}/lock",
            Needs(AccountsLock),
            accounts::unlock,
            Doc::done("Unlock an account", &ACCOUNTS),
        ),
        get(
            "/api/v1/accounts/{id}/numbers",
            Needs(AccountsView),
            numbers::list,
            Doc::says::<numbers::Numbers>("List the numbers of an account", "accounts").of(&ACCOUNTS),
        ),
        post(
            "/api/v1/accounts/{id}/numbers",
            Needs(AccountsEdit),
            numbers::add,
            Doc::makes::<numbers::AddedNumber>("Give an account a number", &ACCOUNTS)
                .takes::<numbers::NewNumber>(),
        ),
        delete(
            "/api/v1/accounts/{id}/numbers/{number}",
            Needs(AccountsEdit),
            numbers::remove,
            Doc::done("Take a number away", &ACCOUNTS),
        ),
        get(
            "/api/v1/accounts/{id}/secure-link",
            Needs(UsersView),
            secure_link::show,
            Doc::says::<secure_link::SecureLink>("Show what is known of the secure login link", "accounts")
                .of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/secure-link",
            Needs(UsersManage),
            secure_link::make,
            Doc::says::<secure_link::MadeSecureLink>("Make a new secure login link", "accounts")
                .of(&ACCOUNTS),
        ),
        delete(
            "/api/v1/accounts/{id}/secure-link",
            Needs(UsersManage),
            secure_link::revoke,
            Doc::done("Revoke the secure login link", &ACCOUNTS),
        ),
    ]
}

fn of_the_team() -> [Declared; 6] {
    use Key::AccountsEdit;
    [
        put(
            "/api/v1/accounts/{id}/tags",
            Needs(AccountsEdit),
            team::set_tags,
            Doc::record("Set the tags of an account", &ACCOUNTS).takes::<team::Tags>(),
        ),
        put(
            "/api/v1/accounts/{id}/note",
            Needs(AccountsEdit),
            team::write_note,
            Doc::record("Write the note about an account", &ACCOUNTS).takes::<team::NewNote>(),
        ),
        get(
            "/api/v1/accounts/{id}/operators",
            Needs(AccountsEdit),
            team::operators,
            Doc::says::<team::Operators>("List the operators who look after an account", "accounts")
                .of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/operators",
            Needs(AccountsEdit),
            team::assign,
            Doc::record("Set the operators who look after an account", &ACCOUNTS).takes::<team::Assignment>(),
        ),
        put(
            "/api/v1/accounts/{id}/setup",
            Needs(AccountsEdit),
            team::reopen_setup,
            Doc::done("Take an account back into setup", &ACCOUNTS),
        ),
        delete(
            "/api/v1/accounts/{id}/setup",
            Needs(AccountsEdit),
            team::complete_setup,
            Doc::done("Mark the setup of an account as complete", &ACCOUNTS),
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a line for each way to people, on one page")]
fn of_people() -> [Declared; 19] {
    use Key::{ContactsEdit, ContactsView, UsersManage, UsersView};
    [
        get("/api/v1/users", Needs(UsersView), users::list, Doc::page("List portal users", &USERS)),
        post(
            "/api/v1/users",
            Needs(UsersManage),
            users::add,
            Doc::makes::<AddedUser>("Add a portal user", &USERS).takes::<NewUser>(),
        ),
        get("/api/v1/users/{id}", Needs(UsersView), users::show, Doc::record("Show a portal user", &USERS)),
        patch(
            "/api/v1/users/{id}",
            Needs(UsersManage),
            users::edit,
            Doc::record("Change a portal user", &USERS).takes::<UserChanges>(),
        ),
        get(
            "/api/v1/users/{id}/access",
            Needs(UsersView),
            users::access,
            Doc::says::<Access>("Explain what a portal user may do", "users").of(&USERS).asks(&[
                ("permission", "Ask about one permission, such as `calls.view`."),
                ("record", "Ask about it for one record, by its id."),
            ]),
        ),
        delete(
            "/api/v1/users/{id}",
            Needs(UsersManage),
            users::delete,
            Doc::done("Delete a portal user", &USERS),
        ),
        put(
            "/api/v1/users/{id}/password",
            Needs(UsersManage),
            users::set_password,
            Doc::says::<SetPassword>(
                "Set a portal user's password and end every session of the person",
                "users",
            )
            .of(&USERS)
            .takes::<PasswordToSet>(),
        ),
        post(
            "/api/v1/users/{id}/password-reset",
            Needs(UsersManage),
            users::send_reset,
            Doc::done("Send a portal user a link to choose another password", &USERS),
        ),
        put(
            "/api/v1/users/{id}/disabled",
            Needs(UsersManage),
            users::disable,
            Doc::done("Disable a portal user and end every session of the person", &USERS),
        ),
        delete(
            "/api/v1/users/{id}/disabled",
            Needs(UsersManage),
            users::enable,
            Doc::done("Enable a portal user", &USERS),
        ),
        get(
            "/api/v1/users/{id}/invitation",
            Needs(UsersView),
            users::invitation,
            Doc::says::<Invitation>("Show how far an invitation has come", "users").of(&USERS),
        ),
        put(
            "/api/v1/users/{id}/invitation",
            Needs(UsersManage),
            users::invite,
            Doc::says::<Invitation>("Send an invitation, again if need be", "users").of(&USERS),
        ),
        post(
            "/api/v1/users/delete",
            Needs(UsersManage),
            users::delete_many,
            Doc::says::<jobs::Job>("Delete many portal users", "users").takes::<Deletion>(),
        ),
        get(
            "/api/v1/jobs/{id}",
            SignedIn,
            jobs::show,
            Doc::says::<jobs::Job>("Show how far your work on many records has come", "jobs"),
        ),
        get("/api/v1/contacts", Needs(ContactsView), contacts::list, Doc::page("List contacts", &CONTACTS)),
        post(
            "/api/v1/contacts",
            Needs(ContactsEdit),
            contacts::add,
            Doc::makes::<AddedContact>("Add a contact", &CONTACTS).takes::<NewContact>(),
        ),
        get(
            "/api/v1/contacts/{id}",
            Needs(ContactsView),
            contacts::show,
            Doc::record("Show a contact", &CONTACTS),
        ),
        patch(
            "/api/v1/contacts/{id}",
            Needs(ContactsEdit),
            contacts::edit,
            Doc::record("Change a contact", &CONTACTS).takes::<ContactChanges>(),
        ),
        delete(
            "/api/v1/contacts/{id}",
            Needs(ContactsEdit),
            contacts::delete,
            Doc::done("Delete a contact", &CONTACTS),
        ),
    ]
}

fn of_records() -> [Declared; 8] {
    use Key::{CallsCreate, CallsView, HistoryView, MessagesCreate, MessagesMark, MessagesView};
    [
        get("/api/v1/calls", Needs(CallsView), calls::list, Doc::page("List calls", &CALLS)),
        post(
            "/api/v1/calls",
            Needs(CallsCreate),
            calls::take,
            Doc::intake::<calls::NewCall>("Take calls in", &CALLS),
        ),
        get("/api/v1/calls/{id}", Needs(CallsView), calls::show, Doc::record("Show a call", &CALLS)),
        get("/api/v1/messages", Needs(MessagesView), messages::list, Doc::page("List messages", &MESSAGES)),
        post(
            "/api/v1/messages",
            Needs(MessagesCreate),
            messages::take,
            Doc::intake::<NewMessage>("Take messages in", &MESSAGES),
        ),
        get(
            "/api/v1/messages/{id}",
            Needs(MessagesView),
            messages::show,
            Doc::record("Show a message", &MESSAGES),
        ),
        patch(
            "/api/v1/messages/{id}",
            Needs(MessagesMark),
            messages::mark,
            Doc::record("Mark a message as new, read or done", &MESSAGES).takes::<MessageChanges>(),
        ),
        get("/api/v1/history", Needs(HistoryView), history::list, Doc::page("List the history", &HISTORY)),
    ]
}

fn of_statuses() -> [Declared; 5] {
    use Key::{StatusAcknowledge, StatusSet, StatusView};
    let path = "/api/v1/accounts/{id}/status";
    [
        get("/api/v1/statuses", Needs(StatusView), statuses::list, Doc::page("List statuses", &STATUSES)),
        get(
            path,
            Needs(StatusView),
            statuses::show,
            Doc::says::<CurrentStatus>("Show the status of an account now", "statuses").of(&ACCOUNTS),
        ),
        put(
            path,
            Needs(StatusSet),
            statuses::set,
            Doc::finished("Set the status of an account, which ends the one before", "statuses")
                .of(&ACCOUNTS)
                .takes::<StatusToSet>(),
        ),
        delete(
            path,
            Needs(StatusSet),
            statuses::end,
            Doc::finished("End the status of an account", "statuses").of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/status/acknowledgement",
            Needs(StatusAcknowledge),
            statuses::acknowledge,
            Doc::finished("Acknowledge the status of an account", "statuses").of(&ACCOUNTS),
        ),
    ]
}

fn of_roles() -> [Declared; 5] {
    use Key::RolesManage;
    [
        get("/api/v1/roles", Needs(RolesManage), roles::list, Doc::says::<Roles>("List roles", "roles")),
        post(
            "/api/v1/roles",
            Needs(RolesManage),
            roles::create,
            Doc::made::<Role>("Make a role", "roles").takes::<NewRole>(),
        ),
        get("/api/v1/roles/{id}", Needs(RolesManage), roles::show, Doc::says::<Role>("Show a role", "roles")),
        patch(
            "/api/v1/roles/{id}",
            Needs(RolesManage),
            roles::edit,
            Doc::says::<Role>("Change a role", "roles").takes::<RoleChanges>(),
        ),
        delete(
            "/api/v1/roles/{id}",
            Needs(RolesManage),
            roles::delete,
            Doc::finished("Delete a role that nobody holds, or replace it", "roles").asks(&[(
                "replacement",
                "The id of the role that takes its place with everybody who holds it.",
            )]),
        ),
    ]
}

fn of_letters() -> [Declared; 4] {
    use Key::{OutboxManage, OutboxView};
    [
        get("/api/v1/outbox", Needs(OutboxView), outbox::list, Doc::page("List letters", &OUTBOX)),
        get("/api/v1/outbox/{id}", Needs(OutboxView), outbox::show, Doc::record("Show a letter", &OUTBOX)),
        delete(
            "/api/v1/outbox/{id}",
            Needs(OutboxManage),
            outbox::drop_it,
            Doc::done("Drop a letter that has not left yet", &OUTBOX),
        ),
        post(
            "/api/v1/outbox/{id}/retry",
            Needs(OutboxManage),
            outbox::retry,
            Doc::done("Try a letter again at once", &OUTBOX),
        ),
    ]
}
