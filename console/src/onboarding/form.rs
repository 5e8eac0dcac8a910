//! What the form asks about a step, and how it reads the answers.

use domain::accounts::onboarding::{Completes, LONGEST_ABOUT, LONGEST_TITLE, Step, StepDetails, Whose};
use kernel::text::{line, paragraph};
use kernel::{Error, Invalid, Result};
use web::Fields;
use web::ui::{FieldKind, FieldView, SelectOption};

use crate::form_page::{field, select};

pub const NAMES: [&str; 4] = ["title", "about", "whose", "completes"];

/// A step as the form opens with it.
pub fn typed(step: &Step) -> Fields {
    Fields::of([
        ("title", step.title.clone()),
        ("about", step.about.clone()),
        ("whose", step.whose.name().to_owned()),
        ("completes", step.completes.name().to_owned()),
    ])
}

/// A new one.
pub fn blank() -> Fields {
    Fields::of([
        ("whose", Whose::Client.name().to_owned()),
        ("completes", Completes::ByHand.name().to_owned()),
    ])
}

pub fn questions(typed: &Fields) -> Vec<FieldView> {
    let whose = Whose::ALL.map(|one| {
        let label = match one {
            Whose::Client => "The client",
            Whose::Team => "Your team",
        };
        SelectOption::new(one.name(), label, typed.get("whose") == one.name())
    });
    let completes = Completes::ALL.map(|one| (one.name().to_owned(), one.words().to_owned()));
    vec![
        FieldView {
            required: true,
            maxlength: Some(LONGEST_TITLE),
            autocomplete: Some("off".to_owned()),
            hint: "The client reads it, too: “Forward your numbers to us”.".to_owned(),
            ..field(typed, "title", "What is to be done", FieldKind::Text)
        },
        FieldView {
            maxlength: Some(LONGEST_ABOUT),
            hint: "How it is done, in a sentence or two.".to_owned(),
            ..field(typed, "about", "Explanation", FieldKind::TextArea { rows: 3 })
        },
        FieldView {
            required: true,
            hint: "Both see all steps. Each ticks its own; your team can tick those of the client as well."
                .to_owned(),
            ..FieldView::new("whose", "Whose turn", FieldKind::Radio { options: whose.into() })
        },
        FieldView {
            required: true,
            hint: "A step that completes by itself can be ticked by hand as well.".to_owned(),
            ..select(typed, "completes", "Completed when", None, completes)
        },
    ]
}

/// The answers; all that is wrong with them is said at once.
pub fn read(typed: &Fields) -> Result<StepDetails> {
    let mut invalid = Invalid::default();
    let title = invalid.check("title", line(typed.get("title"), LONGEST_TITLE));
    if title.as_ref().is_some_and(String::is_empty) {
        invalid.push("title", "Write what is to be done.");
    }
    let about = invalid.check("about", paragraph(typed.get("about"), LONGEST_ABOUT));
    let whose = invalid.check("whose", Whose::parse(typed.get("whose")).ok_or("Choose whose turn it is."));
    let completes = Completes::parse(typed.get("completes")).ok_or("Choose one of these.");
    let completes = invalid.check("completes", completes);
    match (title, about, whose, completes) {
        (Some(title), Some(about), Some(whose), Some(completes)) if invalid.is_empty() => {
            Ok(StepDetails { title, about, whose, completes })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_with_a_step_is_said_at_once() {
        let typed = Fields::parse(b"title=&about=&whose=nobody&completes=magic").unwrap();
        let Err(Error::Invalid(invalid)) = read(&typed) else { panic!() };
        let wrong: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(wrong, ["title", "whose", "completes"]);
    }
}
