//! How the delivery of a message and the plan for it are written on a page, for clients and for operators.

pub mod hook;
mod plan_page;

use domain::delivery::{
    AFTER_NOBODY, AFTER_ON_CALL, Attempt, BETWEEN, CHANNELS, CONTENTS, Choices, Delivery, MODES,
    MOST_REMINDERS, Means, PlanDraft, Reply, STATES, WAITS,
};
use domain::notices::State;
use domain::records::{Choice, Tone as Loudness};
use kernel::{AccountId, Result, Timestamp};
pub use plan_page::PlanPage;

use crate::form_page::select;
use crate::ui::{Badge, Cell, Column, DeliveryCard, FieldView, FormView, Row, TableView, Tone};
use crate::{Fields, Visitor, format};

/// What the form of a plan posts.
pub const NAMES: [&str; 9] =
    ["mode", "to", "after", "channels", "between", "wait", "reminders", "content", "notices"];
/// What the form is for.
const LEAD: &str = "New messages go to whoever is to get them, until somebody acknowledges. Each attempt stands on the \
                        page of its message.";

/// Whether there is something to acknowledge.
pub fn is_open(delivery: Option<&Delivery>) -> bool {
    delivery.is_some_and(|one| one.state != "acknowledged")
}

/// The proof with its times in the zone of the reader.
pub fn delivery_card(visitor: &Visitor, delivery: &Delivery) -> DeliveryCard {
    let instant = |at: Timestamp| format::instant(at, &visitor.local);
    let known = STATES.iter().find(|state| state.value == delivery.state);
    let words = match (&delivery.acknowledged, delivery.next_at, delivery.done_at) {
        (Some((by, how)), _, Some(at)) => format!("{by}, {}, {}", how.words(), instant(at)),
        (_, Some(at), _) => format!("Without an answer it goes on at {}", instant(at)),
        (_, _, Some(at)) => format!("Nobody is asked any more since {}", instant(at)),
        _ => format!("Since {}", instant(delivery.began_at)),
    };
    DeliveryCard {
        state: known.map_or_else(Badge::default, badge),
        words,
        attempts: TableView {
            id: "delivery-attempts".to_owned(),
            title: "To whom it was sent".to_owned(),
            columns: vec![
                Column::new("To"),
                Column::new("By").class("grow"),
                Column::new("Time"),
                Column::new("State"),
            ],
            rows: delivery.attempts.iter().enumerate().map(|one| attempt(visitor, one)).collect(),
            ..TableView::default()
        },
        replies: delivery.replies.iter().map(|one| said(visitor, one)).collect(),
    }
}

fn said(visitor: &Visitor, one: &Reply) -> (String, String, Cell) {
    let at = Cell::Instant { iso: one.at.to_string(), text: format::instant(one.at, &visitor.local) };
    (one.name.clone(), one.text.clone(), at)
}

fn badge(state: &Choice) -> Badge {
    let tone = match state.tone {
        Loudness::Good => Tone::Good,
        Loudness::Bad => Tone::Danger,
        Loudness::Warning => Tone::Warning,
        Loudness::Info => Tone::Accent,
        Loudness::Neutral => Tone::Neutral,
    };
    Badge::new(tone, state.label)
}

fn attempt(visitor: &Visitor, (place, one): (usize, &Attempt)) -> Row {
    let way = match one.round {
        0 => one.channel.title().to_owned(),
        1 => format!("{}, reminder", one.channel.title()),
        more => format!("{}, reminder {more}", one.channel.title()),
    };
    Row {
        key: place.to_string(),
        cells: vec![
            Cell::Strong(one.name.clone()),
            if one.address.is_empty() {
                Cell::text(way)
            } else {
                Cell::Stack { first: way, second: address(one) }
            },
            Cell::Instant { iso: one.at.to_string(), text: format::instant(one.at, &visitor.local) },
            state(visitor, one),
        ],
        muted: !one.left_out.is_empty(),
        ..Row::default()
    }
}

fn address(one: &Attempt) -> String {
    match one.channel {
        Means::Email | Means::Webhook => one.address.clone(),
        Means::Sms => format::phone(&one.address),
    }
}

fn state(visitor: &Visitor, one: &Attempt) -> Cell {
    if !one.left_out.is_empty() {
        return Cell::Muted(one.left_out.clone());
    }
    let badge = |tone, words: &str| Cell::Badges(vec![Badge::new(tone, words)]);
    let why = |first: &str| Cell::Stack { first: first.to_owned(), second: one.reason.clone() };
    match (one.state, one.done_at) {
        (Some(State::Sent), Some(at)) => {
            Cell::Stack { first: "Sent".to_owned(), second: format::instant(at, &visitor.local) }
        }
        (Some(State::Sent), None) => badge(Tone::Good, "Sent"),
        (Some(State::Queued | State::Sending | State::Held), _) => badge(Tone::Neutral, "On its way"),
        (Some(State::Waiting), _) => why("Trying again"),
        (Some(State::Unclear), _) => why("Unclear"),
        (Some(State::Failed), _) => why("Failed"),
        (Some(State::Dropped), _) => why("Not sent"),
        (None, _) => Cell::None,
    }
}

/// The form of a plan.
fn plan_form(action: String, cancel: String, typed: &Fields, choices: &Choices) -> FormView {
    let of = |choices: &[Choice]| -> Vec<(String, String)> {
        choices.iter().map(|one| (one.value.to_owned(), one.label.to_owned())).collect()
    };
    let minutes = |known: &[i64], none: &str| -> Vec<(String, String)> {
        let words = |minutes: &i64| match minutes {
            0 => none.to_owned(),
            60 => "An hour".to_owned(),
            some => format!("{some} minutes"),
        };
        known.iter().map(|one| (one.to_string(), words(one))).collect()
    };
    let contacts = || choices.contacts.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let on_call = choices
        .schedules
        .iter()
        .map(|(id, name)| (id.to_string(), format!("Whoever is on call in “{name}”")));
    let after = [
        (AFTER_NOBODY.to_owned(), "Nobody: the operators see it".to_owned()),
        (AFTER_ON_CALL.to_owned(), "The next ones on call in that schedule".to_owned()),
    ];
    let reminders = (0..=MOST_REMINDERS).map(|count| {
        let words = match count {
            0 => "None".to_owned(),
            1 => "One".to_owned(),
            more => more.to_string(),
        };
        (count.to_string(), words)
    });
    let asked = |name: &str, label: &str, hint: &str, options: Vec<(String, String)>| FieldView {
        required: true,
        hint: hint.to_owned(),
        ..select(typed, name, label, None, options)
    };
    let short = |field: FieldView| FieldView { short: true, ..field };
    FormView {
        action,
        fields: vec![
            asked("mode", "What is sent", "", of(MODES)),
            FieldView {
                hint: "A message for a contact goes to that contact.".to_owned(),
                ..select(
                    typed,
                    "to",
                    "Messages for nobody in particular",
                    Some("Are not sent"),
                    on_call.chain(contacts()),
                )
            },
            asked("channels", "How", "A webhook is set up first, below.", of(CHANNELS)),
            short(asked("between", "Between one way and the other", "", minutes(BETWEEN, "Both at once"))),
            short(asked("wait", "Time to answer", "", minutes(WAITS, ""))),
            short(asked("reminders", "Reminders", "", reminders.collect())),
            asked(
                "after",
                "Who is asked when there is no answer",
                "",
                after.into_iter().chain(contacts()).collect(),
            ),
            asked(
                "content",
                "What the letter says",
                "Account and priority are always in it, and a link by which the message is acknowledged. Of a Secure account \
                 it never says more.",
                of(CONTENTS),
            ),
            asked(
                "notices",
                "What other notices say",
                "Of new messages, missed calls and tasks, to those of the account who chose to hear of them, whatever is sent \
                 above. Of a Secure account they have only a link.",
                of(CONTENTS),
            ),
        ],
        submit: "Save plan".to_owned(),
        cancel_href: Some(cancel),
        ..FormView::default()
    }
}

/// A plan as the form shows it.
fn plan_typed(plan: PlanDraft) -> Fields {
    Fields::of([
        ("mode", plan.mode),
        ("to", plan.to),
        ("after", plan.after),
        ("channels", plan.channels),
        ("between", plan.between.to_string()),
        ("wait", plan.wait.to_string()),
        ("reminders", plan.reminders.to_string()),
        ("content", plan.content),
        ("notices", plan.notices),
    ])
}

/// A plan as it was written into the form. What is no number is said to be wrong by the rule.
pub fn plan_read(typed: &Fields) -> PlanDraft {
    let text = |name: &str| typed.get(name).to_owned();
    let number = |name: &str| typed.get(name).parse().unwrap_or(-1);
    PlanDraft {
        mode: text("mode"),
        to: text("to"),
        after: text("after"),
        channels: text("channels"),
        between: number("between"),
        wait: number("wait"),
        reminders: number("reminders"),
        content: text("content"),
        notices: text("notices"),
    }
}

/// The plan of an account, and whom it can name.
async fn plan_of(visitor: &Visitor, account: AccountId) -> Result<(PlanDraft, Choices)> {
    let granted = visitor.may()?;
    let mut read = visitor.read().await?;
    let plan = domain::delivery::plan(&mut read, &granted, account).await?;
    Ok((plan, domain::delivery::choices(&mut read, &granted, account).await?))
}
