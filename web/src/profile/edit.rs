//! One's own name, title, time zone and formats, changed by oneself (S4-21, S4-42).

use domain::people::profile::{self, Profile};
use kernel::text::line;
use kernel::{Error, Invalid, Name, Result};

use super::{base, below};
use crate::form_page::{FormPage, field};
use crate::reading::{self, Defaults};
use crate::ui::{FieldKind, FieldView, FormView};
use crate::{Answer, Fields, Visitor};

const NAMES: [&str; 5] = ["name", "title", "time_zone", "date_format", "time_format"];

pub(super) async fn ask(visitor: Visitor) -> Answer {
    let own = profile::own(&mut visitor.read().await?, &visitor.who).await?;
    let mut written = vec![("name", own.name.to_string()), ("title", own.title)];
    written.extend(reading::written(&own.preferences));
    form_page(&visitor, &Fields::of(written)).answer()
}

pub(super) async fn edit(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let outcome = match read(&typed) {
        Ok(new) => profile::edit(visitor.house(), &visitor.who, new).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(base(&visitor), "Saved")),
        Err(error) => form_page(&visitor, &typed).refused(error),
    }
}

fn read(typed: &Fields) -> Result<Profile> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let title = invalid.check("title", line(typed.get("title"), Name::MAX));
    let preferences = reading::read(typed, &mut invalid);
    match (name, title) {
        (Some(name), Some(title)) if invalid.is_empty() => Ok(Profile { name, title, preferences }),
        _ => Err(Error::Invalid(invalid)),
    }
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let mut fields = vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: Some("name".to_owned()),
            ..field(typed, "name", "Name", FieldKind::Text)
        },
        FieldView {
            maxlength: Some(Name::MAX),
            autocomplete: Some("organization-title".to_owned()),
            hint: "What you do, such as “Office manager”.".to_owned(),
            ..field(typed, "title", "Title", FieldKind::Text)
        },
    ];
    let organization = &visitor.who.organization;
    fields.extend(reading::questions(
        typed,
        &Defaults {
            zone: if visitor.who.account.is_some() {
                "As the account has it"
            } else {
                "As the organization has it"
            },
            formats: organization.settings.formats,
            now: visitor.who.now,
            local: &visitor.local,
        },
    ));
    FormPage {
        shell: below(visitor, "Edit your profile"),
        lead: String::new(),
        form: FormView {
            action: format!("{}/edit", base(visitor)),
            fields,
            submit: "Save changes".to_owned(),
            cancel_href: Some(base(visitor).to_owned()),
            ..FormView::default()
        },
    }
}
