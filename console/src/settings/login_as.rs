//! How operators may be in a client's place: for how long, and whether they say why (C-10, S2-17).

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, LoginAs, Reason, configure};
use kernel::{Error, Invalid};
use web::ui::{FieldKind, FieldView, FormView, SelectOption};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::{FormPage, select};

const HERE: &str = "/console/settings/login-as";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let decided = settings::settings(&mut visitor.read().await?, &granted).await?.login_as;
    let written = [("minutes", decided.minutes.to_string()), ("reason", decided.reason.name().to_owned())];
    form_page(&visitor, &Fields::of(written)).answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["minutes", "reason"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let mut invalid = Invalid::default();
    let minutes = typed.get("minutes").parse().ok().filter(|minutes| LoginAs::MINUTES.contains(minutes));
    let minutes = invalid.check("minutes", minutes.ok_or("Choose how long it lasts; an hour is the most."));
    let reason = invalid.check("reason", Reason::parse(typed.get("reason")).ok_or("Choose one of these."));
    let (Some(minutes), Some(reason)) = (minutes, reason) else {
        return form_page(&visitor, &typed).refused(Error::Invalid(invalid));
    };
    configure(visitor.house(), &granted, |settings| settings.login_as = LoginAs { minutes, reason }).await?;
    Ok(visitor.done(HERE, "Saved"))
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let lasts = LoginAs::MINUTES.map(|minutes| (minutes.to_string(), format!("{minutes} minutes")));
    let option = |reason: Reason, label: &str, effect: &str| SelectOption {
        hint: effect.to_owned(),
        ..SelectOption::new(reason.name(), label, typed.get("reason") == reason.name())
    };
    let reasons = vec![
        option(Reason::Off, "Not asked", "Login as is one click."),
        option(Reason::Optional, "Optional", "One click, or with a reason from the menu beside the button."),
        option(
            Reason::Required,
            "Required",
            "Every login asks for a reason first. It is kept in the history.",
        ),
    ];
    FormPage {
        shell: below(visitor, "Login as"),
        lead:
            "What counts when an operator is in a client's portal. It also ends when it is not used for 15 \
               minutes, and with the operator's own session."
                .to_owned(),
        form: FormView {
            action: HERE.to_owned(),
            fields: vec![
                FieldView {
                    required: true,
                    short: true,
                    ..select(typed, "minutes", "Lasts at most", None, lasts)
                },
                FieldView {
                    required: true,
                    ..FieldView::new("reason", "Reason", FieldKind::Radio { options: reasons })
                },
            ],
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
