//! Which letters one wants, and by which way. Those about signing in come whatever one chooses, and the page says so.

use askama::Template;
use domain::notices::choices::{self, Chosen};
use domain::notices::{Channel, LetterKind};
use domain::on_call;
use kernel::{Error, Result};

use super::{base, below};
use crate::ui::{Card, Cell, FieldKind, FieldView, FormView, Property, SelectOption, Shell};
use crate::{Answer, Fields, Visitor, format, page, refused};

#[derive(Template)]
#[template(path = "profile/notifications.html")]
struct NotificationsPage {
    shell: Shell,
    /// None if there is nothing to choose.
    form: Option<FormView>,
    /// Why there is nothing.
    lead: &'static str,
    /// What is sent whatever one chooses: what it is called, and when it is sent.
    always: Vec<(&'static str, &'static str)>,
}

/// How long before a shift begins.
const LEAD: &str = "shift_lead";

pub(super) async fn ask(visitor: Visitor) -> Answer {
    let mut read = visitor.read().await?;
    let own = choices::own(&mut read, &visitor.who).await?;
    let lead = on_call::lead(&mut read, &visitor.who).await?;
    page(&notifications_page(&visitor, &own, &lead.to_string()))
}

pub(super) async fn choose(visitor: Visitor, typed: Fields) -> Answer {
    let own = choices::own(&mut visitor.read().await?, &visitor.who).await?;
    typed.only(&kinds(&own).iter().map(|kind| kind.name()).chain([LEAD]).collect::<Vec<_>>())?;
    match keep(&visitor, &typed).await {
        Ok(()) => Ok(visitor.done(base(&visitor), "Saved. It counts from the next letter on")),
        Err(error) => {
            let mut again = notifications_page(&visitor, &own, typed.get(LEAD));
            let Some(form) = &mut again.form else { return Err(error.into()) };
            let error = form.refuse(error)?;
            refused(&again, &error)
        }
    }
}

async fn keep(visitor: &Visitor, typed: &Fields) -> Result<()> {
    let wanted = read(typed)?;
    if let Some(minutes) = typed.optional(LEAD) {
        let minutes = minutes.parse().map_err(|_| Error::invalid(LEAD, "Choose one of these times."))?;
        on_call::choose_lead(visitor.house(), &visitor.who, minutes).await?;
    }
    choices::choose(visitor.house(), &visitor.who, &wanted).await
}

/// The ways that were ticked, kind by kind.
fn read(typed: &Fields) -> Result<Vec<(LetterKind, Channel)>> {
    typed
        .iter()
        .filter(|(name, _)| *name != LEAD)
        .map(|(kind, way)| {
            let wrong = || Error::invalid(kind, "Choose among the ways that are offered.");
            LetterKind::parse(kind).zip(Channel::parse(way)).ok_or_else(wrong)
        })
        .collect()
}

/// Each kind once, in its order.
fn kinds(own: &[Chosen]) -> Vec<LetterKind> {
    let mut kinds: Vec<LetterKind> = own.iter().map(|one| one.kind).collect();
    kinds.dedup();
    kinds
}

/// The card on one's profile.
pub(super) fn card(visitor: &Visitor, own: &[Chosen]) -> Card {
    let ways = |kind: LetterKind| {
        let ways = own.iter().filter(|one| one.kind == kind && one.wanted).map(|one| one.channel.title());
        let ways: Vec<&str> = ways.collect();
        if ways.is_empty() { Cell::Muted("Not wanted".to_owned()) } else { Cell::text(ways.join(" and ")) }
    };
    let mut properties: Vec<Property> =
        kinds(own).into_iter().map(|kind| Property::new(kind.shape().title, ways(kind))).collect();
    properties.push(Property::new("About signing in", Cell::text("Always")));
    Card {
        title: "Notifications".to_owned(),
        properties,
        link: Some(("Choose".to_owned(), format!("{}/notifications", base(visitor)))),
        ..Card::default()
    }
}

fn notifications_page(visitor: &Visitor, own: &[Chosen], lead: &str) -> NotificationsPage {
    let mut fields: Vec<FieldView> = Vec::new();
    for kind in kinds(own) {
        fields.push(question(visitor, own, kind));
        if kind == LetterKind::ShiftStarts {
            fields.push(how_long_before(lead));
        }
    }
    let form = FormView {
        action: format!("{}/notifications", base(visitor)),
        fields,
        submit: "Save changes".to_owned(),
        cancel_href: Some(base(visitor).to_owned()),
        ..FormView::default()
    };
    NotificationsPage {
        shell: below(visitor, "Notifications"),
        form: (!form.fields.is_empty() && visitor.who.login_as.is_none()).then_some(form),
        lead: if visitor.who.login_as.is_some() {
            "Only the person chooses which letters come."
        } else {
            "There is nothing to choose for you now."
        },
        always: choices::always().map(|kind| (kind.shape().title, kind.shape().about)).collect(),
    }
}

fn how_long_before(lead: &str) -> FieldView {
    let times = on_call::LEADS.iter().map(|(minutes, words)| {
        let minutes = minutes.to_string();
        let picked = minutes == lead;
        SelectOption::new(minutes, *words, picked)
    });
    FieldView {
        required: true,
        short: true,
        ..FieldView::new(LEAD, "When you hear of a shift", FieldKind::Select { options: times.collect() })
    }
}

/// A kind of letter with its ways. A text message goes only to a number that was shown to be one's own.
fn question(visitor: &Visitor, own: &[Chosen], kind: LetterKind) -> FieldView {
    let who = &visitor.who;
    let options = own.iter().filter(|one| one.kind == kind).map(|one| {
        let to = match one.channel {
            Channel::Email => who.email.clone(),
            Channel::Sms => format::phone(&who.shown.number),
        };
        SelectOption {
            hint: to,
            ..SelectOption::new(one.channel.name(), format!("By {}", one.channel.title()), one.wanted)
        }
    });
    let by_sms = own.iter().any(|one| one.kind == kind && one.channel == Channel::Sms);
    let without = if by_sms { "" } else { " By SMS once a mobile number of yours is verified." };
    FieldView {
        required: true,
        hint: format!("{}{without}", for_you(kind)),
        ..FieldView::new(kind.name(), kind.shape().title, FieldKind::Checks { options: options.collect() })
    }
}

/// What the letter is to whoever gets it.
const fn for_you(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::NewMessage => {
            "When a message arrives for you: a link to it, and nothing of what it says."
        }
        LetterKind::ShiftStarts => "Before a shift of yours begins.",
        LetterKind::ScheduleChanged => "When somebody else changes your turns: one letter for a change.",
        LetterKind::TurnAsked => "When a turn is offered to you, or somebody asks you to take or swap one.",
        _ => "",
    }
}
