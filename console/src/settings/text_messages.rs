//! Where text messages go, and how many in a day (R22).

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, TextMessages, configure};
use kernel::{Error, Invalid};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::{FormPage, field};

const HERE: &str = "/console/settings/text-messages";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let decided = settings::settings(&mut visitor.read().await?, &granted).await?.text_messages;
    let written = [("prefixes", decided.prefixes.join(" ")), ("per_day", decided.most().to_string())];
    form_page(&visitor, &Fields::of(written)).answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["prefixes", "per_day"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let mut invalid = Invalid::default();
    let prefixes = invalid.check("prefixes", prefixes(typed.get("prefixes")));
    let per_day = typed.get("per_day").trim().parse().ok().filter(|n| TextMessages::PER_DAY.contains(n));
    let per_day = invalid.check("per_day", per_day.ok_or("Enter a number from 1 to 100,000."));
    let (Some(prefixes), Some(per_day)) = (prefixes, per_day) else {
        return form_page(&visitor, &typed).refused(Error::Invalid(invalid));
    };
    let decided = TextMessages { prefixes, per_day };
    configure(visitor.house(), &granted, |settings| settings.text_messages = decided).await?;
    Ok(visitor.done(HERE, "Saved"))
}

/// They stand one after the other, with spaces or commas between them.
fn prefixes(written: &str) -> Result<Vec<String>, String> {
    let parts = written.split([' ', ',', ';', '\n', '\t']);
    TextMessages::list(parts.filter(|part| !part.trim().is_empty()))
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let own = TextMessages::default().allowed(&visitor.who.organization.region).join(" ");
    let fields = vec![
        FieldView {
            maxlength: Some(400),
            autocomplete: Some("off".to_owned()),
            hint: format!(
                "How numbers begin that may get a code, such as “+1 +44”. Left empty it is your own country: {own}. \
                 A plus alone allows all countries."
            ),
            ..field(typed, "prefixes", "Allowed beginnings", FieldKind::Text)
        },
        FieldView {
            required: true,
            short: true,
            hint: "For all people together. When they are used up, codes by email still go out.".to_owned(),
            ..field(typed, "per_day", "Codes in a day", FieldKind::Text)
        },
    ];
    FormPage {
        shell: below(visitor, "Text messages"),
        lead: "Codes by text message cost money. These two keep others from spending it for you.".to_owned(),
        form: FormView {
            action: HERE.to_owned(),
            fields,
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::prefixes;

    #[test]
    fn r22_beginnings_are_read_as_people_write_lists() {
        assert_eq!(prefixes("").unwrap(), Vec::<String>::new());
        assert_eq!(prefixes(" +44, +1;+1\n+49").unwrap(), ["+1", "+44", "+49"]);
        assert!(prefixes("+1 44").unwrap_err().contains("“44”"));
    }
}
