//! The addresses of accounts that come from a file.

use domain::access::Key::AccountsCreate;
use web::Policy::Needs;

use crate::accounts::import::{self, ImportOfAccounts};
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
                    ("map", "Columns by name where their own names do not say it: `name=Company,plan=Tariff`."),
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
