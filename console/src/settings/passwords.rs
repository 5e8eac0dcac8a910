//! How long the passwords are that people choose (C-03): six is possible and weak, twelve is what ships.

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, Passwords, configure};
use kernel::{Error, Result};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::{FormPage, field};

const HERE: &str = "/console/settings/passwords";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let settings = settings::settings(&mut visitor.read().await?, &granted).await?;
    let typed = Fields::of([("min_length", settings.passwords.shortest().to_string())]);
    form_page(&visitor, &settings.passwords, &typed).answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["min_length"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let shortest = match length(typed.get("min_length")) {
        Ok(shortest) => shortest,
        Err(error) => {
            let settings = settings::settings(&mut visitor.read().await?, &granted).await?;
            return form_page(&visitor, &settings.passwords, &typed).refused(error);
        }
    };
    configure(visitor.house(), &granted, |settings| settings.passwords.min_length = shortest).await?;
    let weak = Passwords { min_length: shortest }.is_weak();
    let note = if weak { ". This is weak" } else { "" };
    Ok(visitor.done(HERE, &format!("New passwords have at least {shortest} characters{note}")))
}

fn length(written: &str) -> Result<usize> {
    let (least, most) = (Passwords::LENGTHS.start(), Passwords::LENGTHS.end());
    let length = written.trim().parse().ok().filter(|length| Passwords::LENGTHS.contains(length));
    length.ok_or_else(|| Error::invalid("min_length", format!("Enter a number from {least} to {most}.")))
}

fn form_page(visitor: &Visitor, now: &Passwords, typed: &Fields) -> FormPage {
    let lead = if now.is_weak() {
        "Weak: so short a password is soon guessed. Eight characters are the least that protects at all, twelve are \
         good."
    } else {
        ""
    };
    let least = FieldView {
        required: true,
        short: true,
        inputmode: Some("numeric".to_owned()),
        hint: "6 to 128; 12 as it ships. Fewer than 8 are weak. It counts for passwords that are chosen from now on; \
               those that many people use, and names, are refused at any length."
            .to_owned(),
        ..field(typed, "min_length", "Least number of characters", FieldKind::Number)
    };
    let form = FormView {
        action: HERE.to_owned(),
        fields: vec![least],
        submit: "Save".to_owned(),
        cancel_href: Some(PATH.to_owned()),
        ..FormView::default()
    };
    FormPage { shell: below(visitor, "Passwords"), lead: lead.to_owned(), form }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_03_the_limits_are_exact() {
        for good in ["6", " 12 ", "128"] {
            assert!(length(good).is_ok(), "{good}");
        }
        for bad in ["", "5", "129", "-6", "6.5", "six", "99999999999999999999"] {
            assert!(length(bad).is_err(), "{bad}");
        }
    }
}
