//! Recordings of calls: whether there are any, how large one may be, and how long they are kept (C-16).

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, Recordings, configure};
use kernel::{Error, Invalid};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::{FormPage, field};

const HERE: &str = "/console/settings/recordings";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let decided = settings::settings(&mut visitor.read().await?, &granted).await?.recordings;
    let mut written =
        vec![("largest_mb", decided.largest_mb.to_string()), ("days", decided.days.to_string())];
    if decided.on {
        written.push(("on", "1".to_owned()));
    }
    form_page(&visitor, &Fields::of(written)).answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["on", "largest_mb", "days"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let mut invalid = Invalid::default();
    let number = |name: &str| typed.get(name).trim().parse::<i64>().ok();
    let largest = number("largest_mb").filter(|n| Recordings::LARGEST_MB.contains(n));
    let largest = invalid.check("largest_mb", largest.ok_or("Enter a number from 1 to 10,000."));
    let days = number("days").filter(|n| Recordings::DAYS.contains(n));
    let days = invalid.check("days", days.ok_or("Enter a number from 1 to 3,650."));
    let (Some(largest_mb), Some(days)) = (largest, days) else {
        return form_page(&visitor, &typed).refused(Error::Invalid(invalid));
    };
    let decided = Recordings { on: typed.optional("on").is_some(), largest_mb, days };
    configure(visitor.house(), &granted, |settings| settings.recordings = decided).await?;
    Ok(visitor.done(HERE, "Saved"))
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let on = FieldView {
        hint: "The first of three switches. The second is on each account’s page, and the third is in the roles: \
               “Listen to recordings of calls”, and “Download recordings of calls” for a file to keep."
            .to_owned(),
        ..FieldView::new(
            "on",
            "Recordings of calls are kept",
            FieldKind::Checkbox { checked: typed.optional("on").is_some() },
        )
    };
    let largest = FieldView {
        required: true,
        short: true,
        hint: "In megabytes. An hour of WAV as telephones have it is about 58.".to_owned(),
        ..field(typed, "largest_mb", "The largest recording", FieldKind::Number)
    };
    let days = FieldView {
        required: true,
        short: true,
        hint: "After the call; then they are deleted for good. An account can have a time of its own."
            .to_owned(),
        ..field(typed, "days", "Days that they are kept", FieldKind::Number)
    };
    FormPage {
        shell: below(visitor, "Recordings"),
        lead: "Recordings come in by your programs, through the API or from a folder. Who listens is in the history."
            .to_owned(),
        form: FormView {
            action: HERE.to_owned(),
            fields: vec![on, largest, days],
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
