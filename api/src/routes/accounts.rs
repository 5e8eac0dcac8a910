//! The addresses of accounts: what they are, what the team notes about them, and what they say right now.

use domain::access::Key;
use domain::accounts::ACCOUNTS;
use domain::statuses::STATUSES;
use web::Policy::Needs;

use crate::accounts::business_page::{BusinessPage, NewBusinessPage, Writers};
use crate::accounts::many::{ManyAccounts, OperatorForMany, PlanForMany, TagForMany};
use crate::accounts::run_users::RunUsers;
use crate::accounts::sites::{SiteDecision, Sites};
use crate::accounts::{
    AccountChanges, CreatedAccount, NewAccount, activity, business_page, hold, many, nickname, numbers,
    run_users, secure, secure_link, sites, team, template,
};
use crate::declared::{Declared, delete, get, patch, post, put};
use crate::jobs::Job;
use crate::openapi::Doc;
use crate::statuses::{CurrentStatus, StatusToSet};
use crate::{accounts, statuses};

pub(super) fn of_accounts() -> [Declared; 13] {
    use Key::{AccountsCreate, AccountsEdit, AccountsLock, AccountsView, UsersManage, UsersView};
    [
        get("/api/v1/accounts", Needs(AccountsView), accounts::list, Doc::page("List accounts", &ACCOUNTS)),
        post(
            "/api/v1/accounts",
            Needs(AccountsCreate),
            accounts::create,
            Doc::makes::<CreatedAccount>("Create an account", &ACCOUNTS).takes::<NewAccount>().once(),
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
            "/api/v1/accounts/{id}/activity",
            Needs(AccountsView),
            activity::show,
            Doc::says::<activity::AccountActivity>("Show what went on in three months", "accounts")
                .of(&ACCOUNTS),
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

pub(super) fn of_secure() -> [Declared; 5] {
    use Key::{AccountsEdit, AccountsView};
    [
        get(
            "/api/v1/secure-accounts",
            Needs(AccountsView),
            secure::list,
            Doc::says::<secure::SecureAccounts>(
                "List the Secure accounts that the caller does not see into",
                "accounts",
            )
            .asks(&[("q", "A part of the name.")]),
        ),
        put(
            "/api/v1/accounts/{id}/secure",
            Needs(AccountsEdit),
            secure::mark,
            Doc::done("Mark an account as Secure", &ACCOUNTS),
        ),
        delete(
            "/api/v1/accounts/{id}/secure",
            Needs(AccountsEdit),
            secure::unmark,
            Doc::done("Take the Secure mark off an account", &ACCOUNTS),
        ),
        get(
            "/api/v1/accounts/{id}/hold",
            Needs(AccountsView),
            hold::show,
            Doc::says::<hold::LegalHold>("Show whether there is a legal hold on an account", "accounts")
                .of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/hold",
            Needs(AccountsEdit),
            hold::decide,
            Doc::done("Put a legal hold on an account, or lift it", &ACCOUNTS).takes::<hold::HoldDecision>(),
        ),
    ]
}

pub(super) fn of_the_team() -> [Declared; 13] {
    use Key::{AccountsEdit, AccountsView};
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
        put(
            "/api/v1/accounts/{id}/nickname",
            Needs(AccountsEdit),
            nickname::rename,
            Doc::record("Set the nickname of an account", &ACCOUNTS).takes::<nickname::NewNickname>(),
        ),
        get(
            "/api/v1/accounts/{id}/operators",
            Needs(AccountsEdit),
            team::operators,
            Doc::says::<team::AssignedOperators>("List the operators who look after an account", "accounts")
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
        get(
            "/api/v1/accounts/{id}/sites",
            Needs(AccountsView),
            sites::list,
            Doc::says::<Sites>("List the websites that carry the widget of an account", "accounts")
                .of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/sites",
            Needs(AccountsEdit),
            sites::decide,
            Doc::finished("Allow or block a website", "accounts").of(&ACCOUNTS).takes::<SiteDecision>(),
        ),
        delete(
            "/api/v1/accounts/{id}/sites/{host}",
            Needs(AccountsEdit),
            sites::forget,
            Doc::done("Take a website off the list", &ACCOUNTS),
        ),
        get(
            "/api/v1/accounts/{id}/run-users",
            Needs(AccountsEdit),
            run_users::show,
            Doc::says::<RunUsers>("Show who runs the users of an account", "accounts").of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/run-users",
            Needs(AccountsEdit),
            run_users::let_them,
            Doc::done("Let the admins of an account run its users", &ACCOUNTS),
        ),
        delete(
            "/api/v1/accounts/{id}/run-users",
            Needs(AccountsEdit),
            run_users::keep,
            Doc::done("Run the users of an account for its admins", &ACCOUNTS),
        ),
    ]
}

pub(super) fn of_business_pages() -> [Declared; 5] {
    use Key::{AccountsEdit, BusinessPageWrite};
    let writers = "/api/v1/accounts/{id}/business-page/writers";
    [
        get(
            "/api/v1/accounts/{id}/business-page",
            Needs(BusinessPageWrite),
            business_page::show,
            Doc::says::<BusinessPage>("Show the public page of a business", "accounts").of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/business-page",
            Needs(BusinessPageWrite),
            business_page::edit,
            Doc::says::<BusinessPage>("Write the public page of a business", "accounts")
                .of(&ACCOUNTS)
                .takes::<NewBusinessPage>(),
        ),
        get(
            writers,
            Needs(AccountsEdit),
            business_page::writers,
            Doc::says::<Writers>("Show who writes the public page of a business", "accounts").of(&ACCOUNTS),
        ),
        put(
            writers,
            Needs(AccountsEdit),
            business_page::let_them,
            Doc::done("Let the admins of an account write its public page", &ACCOUNTS),
        ),
        delete(
            writers,
            Needs(AccountsEdit),
            business_page::keep,
            Doc::done("Write the public page of an account for its admins", &ACCOUNTS),
        ),
    ]
}

pub(super) fn of_templates() -> [Declared; 5] {
    use Key::{AccountsCreate, AccountsEdit, AccountsView};
    let made = "/api/v1/accounts/{id}/template/accounts";
    [
        put(
            "/api/v1/accounts/{id}/template",
            Needs(AccountsEdit),
            template::set,
            Doc::done("Set an account as template", &ACCOUNTS),
        ),
        delete(
            "/api/v1/accounts/{id}/template",
            Needs(AccountsEdit),
            template::unset,
            Doc::done("Make an account again of a template", &ACCOUNTS),
        ),
        post(
            "/api/v1/accounts/{id}/template/like",
            Needs(AccountsCreate),
            template::like,
            Doc::makes::<template::MadeTemplate>("Make a template like an account", &ACCOUNTS),
        ),
        get(
            made,
            Needs(AccountsView),
            template::made,
            Doc::says::<template::AccountsFrom>(
                "List what was made from a template, and its drift",
                "accounts",
            )
            .of(&ACCOUNTS)
            .asks(&[("after", "The `next` of a page.")]),
        ),
        post(
            made,
            Needs(AccountsCreate),
            template::create,
            Doc::makes::<template::MadeAccounts>("Make accounts from a template", &ACCOUNTS)
                .takes::<template::NewAccountsFrom>(),
        ),
    ]
}

pub(super) fn of_many() -> [Declared; 6] {
    use Key::{AccountsEdit, AccountsLock};
    let says = |summary| Doc::says::<Job>(summary, "accounts");
    [
        post(
            "/api/v1/accounts/tag",
            Needs(AccountsEdit),
            many::add_tag,
            says("Add a tag to many accounts").takes::<TagForMany>(),
        ),
        post(
            "/api/v1/accounts/untag",
            Needs(AccountsEdit),
            many::remove_tag,
            says("Remove a tag from many accounts").takes::<TagForMany>(),
        ),
        post(
            "/api/v1/accounts/assign",
            Needs(AccountsEdit),
            many::assign,
            says("Assign an operator to many accounts").takes::<OperatorForMany>(),
        ),
        post(
            "/api/v1/accounts/plan",
            Needs(AccountsEdit),
            many::change_plan,
            says("Change the plan of many accounts").takes::<PlanForMany>(),
        ),
        post(
            "/api/v1/accounts/lock",
            Needs(AccountsLock),
            many::lock,
            says("Lock many accounts").takes::<ManyAccounts>(),
        ),
        post(
            "/api/v1/accounts/unlock",
            Needs(AccountsLock),
            many::unlock,
            says("Unlock many accounts").takes::<ManyAccounts>(),
        ),
    ]
}

pub(super) fn of_statuses() -> [Declared; 5] {
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
