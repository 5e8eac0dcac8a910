//! How long the history is kept (C-12, S3-42).

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, History, configure};
use kernel::{Error, Invalid};
use web::ui::{FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::{FormPage, select};

const HERE: &str = "/console/settings/history";
const NAMES: [&str; 3] = ["accounts", "profiles", "secure"];

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let kept = settings::settings(&mut visitor.read().await?, &granted).await?.history;
    let written = NAMES.into_iter().zip([kept.accounts, kept.profiles, kept.secure].map(|n| n.to_string()));
    form_page(&visitor, &Fields::of(written)).answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<SettingsEdit>()?;
    let mut invalid = Invalid::default();
    let mut chosen = |name: &str, offered: &[i64]| {
        let months = typed.get(name).parse().ok().filter(|months| offered.contains(months));
        invalid.check(name, months.ok_or("Choose one of these."))
    };
    let (accounts, profiles) = (chosen("accounts", &History::MONTHS), chosen("profiles", &History::MONTHS));
    let secure = chosen("secure", &History::SECURE);
    let (Some(accounts), Some(profiles), Some(secure)) = (accounts, profiles, secure) else {
        return form_page(&visitor, &typed).refused(Error::Invalid(invalid));
    };
    let kept = History { accounts, profiles, secure };
    configure(visitor.house(), &granted, |settings| settings.history = kept).await?;
    Ok(visitor.done(HERE, "Saved"))
}

/// “6 months”, “3 years”
pub fn words(months: i64) -> String {
    match months {
        0 => "Without end".to_owned(),
        12 => "1 year".to_owned(),
        months if months % 12 == 0 => format!("{} years", months / 12),
        months => format!("{months} months"),
    }
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let field = |name: &str, label: &str, offered: &[i64], hint: &str| FieldView {
        required: true,
        short: true,
        hint: hint.to_owned(),
        ..select(typed, name, label, None, offered.iter().map(|months| (months.to_string(), words(*months))))
    };
    FormPage {
        shell: below(visitor, "History"),
        lead: "What is older is removed, every hour, and the removal is itself in the history: what was removed, of which \
               time, and how much. The rest can still be proved. Changes of roles, operators and settings are always kept."
            .to_owned(),
        form: FormView {
            action: HERE.to_owned(),
            fields: vec![
                field(
                    "accounts",
                    "What was done in accounts",
                    &History::MONTHS,
                    "By operators, by the clients' people and by programs. Calendar months in UTC.",
                ),
                field(
                    "profiles",
                    "What was done about people",
                    &History::MONTHS,
                    "Profiles, passwords and roles of everybody who signs in.",
                ),
                field(
                    "secure",
                    "In Secure accounts at least",
                    &History::SECURE,
                    "Six years are what HIPAA asks for. An account with a legal hold keeps everything.",
                ),
            ],
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
