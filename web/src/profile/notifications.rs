//! Which letters one wants, and by which way. Those about signing in come whatever one chooses, and the page says so.

use askama::Template;
use domain::notices::choices::{self, Chosen, Waits, optional};
use domain::notices::due::{Rhythm, time_of_day};
use domain::notices::times::{self, OwnTimes, TimesDraft, is_gathered};
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
    /// What comes in quiet hours all the same.
    exempt: Vec<&'static str>,
    time_zone: String,
    /// Why there is nothing.
    lead: &'static str,
    /// What is sent whatever one chooses: what it is called, and when it is sent.
    always: Vec<(&'static str, &'static str)>,
}

/// How long before a shift begins.
const LEAD: &str = "shift_lead";
/// Times of the day.
const TIMES: [&str; 3] = ["quiet_from", "quiet_until", "daily_at"];
/// What the name of the field begins with that asks how often.
const RHYTHM: &str = "rhythm_";

pub(super) async fn ask(visitor: Visitor) -> Answer {
    let mut read = visitor.read().await?;
    let own = choices::own(&mut read, &visitor.who).await?;
    let lead = on_call::lead(&mut read, &visitor.who).await?;
    let times = times::own(&mut read, &visitor.who).await?;
    page(&notifications_page(&visitor, &own, &typed_of(&own, lead, &times)))
}

/// What was chosen, as the form posts it.
fn typed_of(own: &[Chosen], lead: i64, times: &OwnTimes) -> Fields {
    let draft = TimesDraft::from(times);
    let rhythms: Vec<(String, String)> = kinds(own)
        .into_iter()
        .map(|kind| (format!("{RHYTHM}{}", kind.name()), times.rhythm(kind).name().to_owned()))
        .collect();
    let fixed = [
        (LEAD, lead.to_string()),
        ("quiet_from", draft.quiet_from),
        ("quiet_until", draft.quiet_until),
        ("daily_at", draft.daily_at),
    ];
    Fields::of(fixed.into_iter().chain(rhythms.iter().map(|(name, value)| (name.as_str(), value.clone()))))
}

pub(super) async fn choose(visitor: Visitor, typed: Fields) -> Answer {
    let own = choices::own(&mut visitor.read().await?, &visitor.who).await?;
    let rhythms: Vec<String> = gathered(&own).map(|kind| format!("{RHYTHM}{}", kind.name())).collect();
    let mut known: Vec<&str> = rhythms.iter().map(String::as_str).collect();
    known.push(LEAD);
    known.extend_from_slice(&TIMES);
    for kind in kinds(&own) {
        known.push(kind.name());
    }
    typed.only(&known)?;
    match keep(&visitor, &typed).await {
        Ok(()) => Ok(visitor.done(base(&visitor), "Saved. It counts from the next letter on")),
        Err(error) => {
            let mut again = notifications_page(&visitor, &own, &typed);
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
    let before = times::own(&mut visitor.read().await?, &visitor.who).await?;
    times::choose(visitor.house(), &visitor.who, &read_times(typed, &before)?).await?;
    choices::choose(visitor.house(), &visitor.who, &wanted).await
}

/// What the form does not ask stays as it is.
fn read_times(typed: &Fields, before: &OwnTimes) -> Result<TimesDraft> {
    let mut draft = TimesDraft::from(before);
    let posted = |name: &str| typed.iter().any(|(one, _)| one == name);
    for (name, text) in [
        ("quiet_from", &mut draft.quiet_from),
        ("quiet_until", &mut draft.quiet_until),
        ("daily_at", &mut draft.daily_at),
    ] {
        if posted(name) {
            typed.get(name).trim().clone_into(text);
        }
    }
    for (name, value) in typed.iter() {
        let Some(kind) = name.strip_prefix(RHYTHM) else { continue };
        let wrong = || Error::invalid(name, "Choose how often you want to hear of it.");
        let (kind, rhythm) = LetterKind::parse(kind).zip(Rhythm::parse(value)).ok_or_else(wrong)?;
        draft.rhythms.retain(|(one, _)| *one != kind);
        draft.rhythms.push((kind, rhythm));
    }
    Ok(draft)
}

/// The ways that were ticked, kind by kind.
fn read(typed: &Fields) -> Result<Vec<(LetterKind, Channel)>> {
    typed
        .iter()
        .filter(|(name, _)| *name != LEAD && !TIMES.contains(name) && !name.starts_with(RHYTHM))
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

/// Those that can be told with others.
fn gathered(own: &[Chosen]) -> impl Iterator<Item = LetterKind> {
    kinds(own).into_iter().filter(|kind| is_gathered(*kind))
}

/// The card on one's profile.
pub(super) fn card(visitor: &Visitor, own: &[Chosen], times: &OwnTimes) -> Card {
    let ways = |kind: LetterKind| {
        let ways = own.iter().filter(|one| one.kind == kind && one.wanted).map(|one| one.channel.title());
        let ways: Vec<&str> = ways.collect();
        match (ways.is_empty(), times.rhythm(kind)) {
            (true, _) => Cell::Muted("Not wanted".to_owned()),
            (false, Rhythm::AtOnce) => Cell::text(ways.join(" and ")),
            (false, rhythm) => Cell::Stack { first: ways.join(" and "), second: rhythm.words().to_owned() },
        }
    };
    let mut properties: Vec<Property> =
        kinds(own).into_iter().map(|kind| Property::new(kind.shape().title, ways(kind))).collect();
    if !properties.is_empty() {
        let hours = times.times.quiet.map_or(Cell::Muted("None".to_owned()), |quiet| {
            Cell::text(format!("{} to {}", time_of_day(quiet.from), time_of_day(quiet.until)))
        });
        properties.push(Property::new("Quiet hours", hours));
    }
    properties.push(Property::new("About signing in", Cell::text("Always")));
    Card {
        title: "Notifications".to_owned(),
        properties,
        link: Some(("Choose".to_owned(), format!("{}/notifications", base(visitor)))),
        ..Card::default()
    }
}

fn notifications_page(visitor: &Visitor, own: &[Chosen], typed: &Fields) -> NotificationsPage {
    let mut fields: Vec<FieldView> = Vec::new();
    for kind in kinds(own) {
        fields.push(question(visitor, own, kind));
        if kind == LetterKind::ShiftStarts {
            fields.push(how_long_before(typed.get(LEAD)));
        }
        if is_gathered(kind) {
            fields.push(how_often(typed, kind));
        }
    }
    if !fields.is_empty() {
        fields.extend(times_of_day(typed, gathered(own).next().is_some()));
    }
    let exempt = |kind: &LetterKind| optional(*kind).is_some_and(|one| one.waits == Waits::Never);
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
        exempt: kinds(own).into_iter().filter(exempt).map(|kind| kind.shape().title).collect(),
        time_zone: visitor.who.time_zone.clone(),
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

fn how_often(typed: &Fields, kind: LetterKind) -> FieldView {
    let name = format!("{RHYTHM}{}", kind.name());
    let picked = typed.get(&name).to_owned();
    let options =
        Rhythm::ALL.iter().map(|one| SelectOption::new(one.name(), one.words(), one.name() == picked));
    let label = format!("{}: how often", kind.shape().title);
    FieldView {
        required: true,
        short: true,
        ..FieldView::new(name, label, FieldKind::Select { options: options.collect() })
    }
}

/// The end of the form: quiet hours, and when a letter of the day comes.
fn times_of_day(typed: &Fields, daily: bool) -> Vec<FieldView> {
    let time = |name: &str, label: &str, hint: &str| FieldView {
        short: true,
        value: typed.get(name).to_owned(),
        hint: hint.to_owned(),
        ..FieldView::new(name, label, FieldKind::Time)
    };
    let mut fields = vec![
        time(
            "quiet_from",
            "Quiet hours from",
            "What comes in them waits until they end. Leave both empty for none.",
        ),
        time("quiet_until", "Quiet hours until", "On your clock, over midnight if you like."),
    ];
    if daily {
        let field = time("daily_at", "Letter of the day at", "For what you want to hear of once a day.");
        fields.push(FieldView { required: true, ..field });
    }
    fields
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
            "When a message arrives for you, or, if you see all messages, for nobody in particular: a link to it, and as much \
             as your account lets out."
        }
        LetterKind::MissedCall => {
            "When a call for you is missed; if you see all calls of the account, also one for nobody in particular."
        }
        LetterKind::TaskDue => {
            "When a task of yours is due; if you see all tasks of the account, also one for anybody."
        }
        LetterKind::ShiftStarts => "Before a shift of yours begins.",
        LetterKind::ScheduleChanged => "When somebody else changes your turns: one letter for a change.",
        LetterKind::TurnAsked => "When a turn is offered to you, or somebody asks you to take or swap one.",
        LetterKind::ProposalAnswered => {
            "When an operator has decided on a change of a resource that you proposed, and when it takes effect."
        }
        _ => "",
    }
}
