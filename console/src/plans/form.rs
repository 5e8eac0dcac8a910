//! What the form asks about a plan, and how it reads the answers.

use domain::accounts::plans::{
    self, FEATURES, LONGEST_FEATURE, LONGEST_PRICE, Limited, Limits, Plan, PlanDetails,
};
use kernel::text::line;
use kernel::{Error, Invalid, Name, Result};
use web::Fields;
use web::ui::{FieldKind, FieldView};

use super::words;
use crate::form_page::field;

pub const NAMES: [&str; 6] = ["name", "price", "features", "users", "contacts", "numbers"];

/// A plan as the form opens with it.
pub fn typed(plan: &Plan) -> Fields {
    let mut known = vec![
        ("name", plan.name.clone()),
        ("price", plan.price.clone()),
        ("features", plan.features.join("\n")),
    ];
    for what in Limited::ALL {
        known.push((what.name(), plan.limits.of(what).map(|most| most.to_string()).unwrap_or_default()));
    }
    Fields::of(known)
}

pub fn questions(typed: &Fields) -> Vec<FieldView> {
    let mut fields = vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: Some("off".to_owned()),
            ..field(typed, "name", "Name", FieldKind::Text)
        },
        FieldView {
            maxlength: Some(LONGEST_PRICE),
            autocomplete: Some("off".to_owned()),
            hint: "In your own words: “$149 a month”.".to_owned(),
            ..field(typed, "price", "Price", FieldKind::Text)
        },
        FieldView {
            maxlength: Some(FEATURES * (LONGEST_FEATURE + 2)),
            hint: "One on each line.".to_owned(),
            ..field(typed, "features", "Features", FieldKind::TextArea { rows: 5 })
        },
    ];
    fields.extend(Limited::ALL.map(|what| FieldView {
        short: true,
        hint: hint(what).to_owned(),
        autocomplete: Some("off".to_owned()),
        inputmode: Some("numeric".to_owned()),
        ..field(typed, what.name(), words::label(what), FieldKind::Number)
    }));
    fields
}

const fn hint(what: Limited) -> &'static str {
    match what {
        Limited::Users => {
            "How many portal users an account may have, those who are disabled among them. Empty: any number."
        }
        Limited::Contacts => "How many contacts it may have. Empty: any number.",
        Limited::Numbers => "How many telephone numbers it may have. Empty: any number.",
    }
}

/// The answers; all that is wrong with them is said at once.
pub fn read(typed: &Fields) -> Result<PlanDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let price = invalid.check("price", line(typed.get("price"), LONGEST_PRICE));
    let features = invalid.check("features", plans::features(typed.get("features").lines()));
    let [users, contacts, numbers] = Limited::ALL
        .map(|what| invalid.check(what.name(), Limits::parse(typed.get(what.name()))).unwrap_or_default());
    match (name, price, features) {
        (Some(name), Some(price), Some(features)) if invalid.is_empty() => {
            Ok(PlanDetails { name, price, features, limits: Limits { users, contacts, numbers } })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_with_a_plan_is_said_at_once() {
        let typed = Fields::parse(b"name=&price=a%0Ab&features=x&users=0&contacts=many&numbers=").unwrap();
        let Err(Error::Invalid(invalid)) = read(&typed) else { panic!() };
        let wrong: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(wrong, ["name", "price", "users", "contacts"]);
    }

    #[test]
    fn c_21_a_plan_limits_nothing_unless_it_says_so() {
        let typed = Fields::parse(b"name=Open&price=&features=&users=&contacts=&numbers=").unwrap();
        assert_eq!(read(&typed).unwrap().limits, Limits::default());
    }
}
