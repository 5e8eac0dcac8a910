//! How the organization writes dates and times, for everybody who has not chosen otherwise (C-23).

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, configure};
use kernel::{Error, Formats, Invalid};
use web::reading::{date_format, date_formats, time_format, time_formats};
use web::ui::{FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::{FormPage, select};

const HERE: &str = "/console/settings/formats";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let formats = settings::settings(&mut visitor.read().await?, &granted).await?.formats;
    let written =
        [("date_format", formats.date.name().to_owned()), ("time_format", formats.time.name().to_owned())];
    form_page(&visitor, &Fields::of(written)).answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["date_format", "time_format"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let mut invalid = Invalid::default();
    let date = invalid.check("date_format", date_format(typed.get("date_format")));
    let time = invalid.check("time_format", time_format(typed.get("time_format")));
    let (Some(date), Some(time)) = (date, time) else {
        return form_page(&visitor, &typed).refused(Error::Invalid(invalid));
    };
    configure(visitor.house(), &granted, |settings| settings.formats = Formats { date, time }).await?;
    Ok(visitor.done(HERE, "Saved"))
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let (now, local) = (visitor.who.now, &visitor.local);
    let question = |name, label, options| FieldView {
        required: true,
        short: true,
        ..select(typed, name, label, None, options)
    };
    FormPage {
        shell: below(visitor, "Dates and times"),
        lead: "How dates and times are written for everybody who has not chosen otherwise. Operators and clients \
               choose their own on their profile."
            .to_owned(),
        form: FormView {
            action: HERE.to_owned(),
            fields: vec![
                question("date_format", "Dates", date_formats(now, local)),
                question("time_format", "Times", time_formats(now, local)),
            ],
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
