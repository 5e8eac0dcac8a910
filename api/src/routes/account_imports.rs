//! The addresses of what is done to many accounts and can be taken back: imports, and settings of templates.

use domain::access::Key::{AccountsCreate, AccountsEdit};
use domain::accounts::ACCOUNTS;
use web::Policy::Needs;

use crate::accounts::import::{self, ImportOfAccounts};
use crate::accounts::push::{self, GivenOn, NewPush, PlannedPush};
use crate::declared::{Declared, get, post};
use crate::openapi::Doc;

pub(super) fn of_imports() -> [Declared; 3] {
    let says = |summary| Doc::says::<ImportOfAccounts>(summary, "accounts");
    [
        post(
            "/api/v1/accounts/import",
            Needs(AccountsCreate),
            import::bring,
            says("Import accounts from a CSV file, or say what would be")
                .asks(&[
                    ("dry_run", "`true`: nothing is made, and nothing is kept."),
                    (
                        "map",
                        "Columns by name where their own names do not say it: `name=Company,plan=Tariff`.",
                    ),
                    ("invite", "`true`: first users are invited by email."),
                    ("file", "What the file is called in the report."),
                ])
                .takes_csv(),
        ),
        get(
            "/api/v1/imports/{id}",
            Needs(AccountsCreate),
            import::show,
            says("Show what became of an import of accounts"),
        ),
        post(
            "/api/v1/imports/{id}/undo",
            Needs(AccountsCreate),
            import::undo,
            says("Take an import back: delete the accounts that nobody has touched since"),
        ),
    ]
}

pub(super) fn of_pushes() -> [Declared; 4] {
    let path = "/api/v1/accounts/{id}/template/push";
    [
        get(
            path,
            Needs(AccountsEdit),
            push::preview,
            Doc::says::<PlannedPush>("Say what giving settings of a template on would change", "accounts")
                .of(&ACCOUNTS)
                .asks(&[("settings", "Which ones, with commas between them; all if it is left out.")]),
        ),
        post(
            path,
            Needs(AccountsEdit),
            push::push,
            Doc::says::<GivenOn>("Give settings of a template to accounts made from it", "accounts")
                .of(&ACCOUNTS)
                .takes::<NewPush>(),
        ),
        get(
            "/api/v1/pushes/{id}",
            Needs(AccountsEdit),
            push::show,
            Doc::says::<GivenOn>("Show which settings were given to which accounts", "accounts"),
        ),
        post(
            "/api/v1/pushes/{id}/undo",
            Needs(AccountsEdit),
            push::undo,
            Doc::says::<GivenOn>("Give accounts again what they had before", "accounts"),
        ),
    ]
}
