//! Whether the calls of an account are kept as sound, and for how long (C-16).

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use domain::organizations::settings::Recordings;
use kernel::{AccountId, Error};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor};

use super::{list, page_of};
use crate::form_page::{FormPage, field};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let mut written =
        vec![("days", account.recordings_days.map(|days| days.to_string()).unwrap_or_default())];
    if account.recordings {
        written.push(("on", "1".to_owned()));
    }
    form_page(&visitor, id, &Fields::of(written)).await?.answer()
}

pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["on", "days"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let on = typed.optional("on").is_some();
    let outcome = match days(typed.get("days").trim()) {
        Ok(days) => accounts::keep_recordings(visitor.house(), &granted, id, on, days).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) if on => Ok(visitor.done(&page_of(id), "Recordings are kept")),
        Ok(()) => Ok(visitor.done(&page_of(id), "Recordings are switched off")),
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

/// Nothing is as long as the organization says.
fn days(written: &str) -> Result<Option<i64>, Error> {
    if written.is_empty() {
        return Ok(None);
    }
    let days = written.parse().ok().filter(|days| Recordings::DAYS.contains(days));
    days.map(Some).ok_or_else(|| Error::invalid("days", "Enter a number from 1 to 3,650, or leave it empty."))
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> kernel::Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let settings = &visitor.who.organization.settings.recordings;
    let up = page_of(id);
    let on = FieldView {
        hint: "Off, nobody listens to recordings of this account, and none are taken in. Those that are there stay \
               until their time is over."
            .to_owned(),
        ..FieldView::new(
            "on",
            "Keep recordings of its calls",
            FieldKind::Checkbox { checked: typed.optional("on").is_some() },
        )
    };
    let days = FieldView {
        short: true,
        hint: format!("After the call. Left empty it is as everywhere: {} days.", settings.days),
        ..field(typed, "days", "Days that they are kept", FieldKind::Number)
    };
    let lead = if settings.on {
        "Who listens and downloads is decided by roles; every listening is in the history of the account."
    } else {
        "Recordings are switched off for the whole organization: this counts once they are switched on in the settings."
    };
    Ok(FormPage {
        shell: list::below(visitor, "Recordings", &[(&account.name, up.clone())]),
        lead: lead.to_owned(),
        form: FormView {
            action: format!("{up}/recordings"),
            fields: vec![on, days],
            submit: "Save".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}
