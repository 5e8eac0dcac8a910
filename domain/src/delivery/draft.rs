//! A delivery plan as it is written, and what is wrong with it.

use kernel::{ContactId, Invalid, Result, ScheduleId, Span};

use super::means::Means;
use super::plan::{After, Plan, Target};
use super::steps::Pace;
use crate::records::{Choice, Tone};

pub const MODES: &[Choice] = &[
    Choice { value: "off", label: "No messages", tone: Tone::Neutral },
    Choice { value: "urgent", label: "Urgent messages", tone: Tone::Warning },
    Choice { value: "all", label: "All messages", tone: Tone::Good },
];

/// By which channels, in their order.
pub const CHANNELS: &[Choice] = &[
    Choice { value: "email", label: "Email", tone: Tone::Neutral },
    Choice { value: "sms", label: "SMS", tone: Tone::Neutral },
    Choice { value: "email sms", label: "Email, then SMS", tone: Tone::Neutral },
    Choice { value: "sms email", label: "SMS, then email", tone: Tone::Neutral },
    Choice { value: "webhook", label: "Webhook", tone: Tone::Neutral },
    Choice { value: "email webhook", label: "Email, then webhook", tone: Tone::Neutral },
    Choice { value: "sms webhook", label: "SMS, then webhook", tone: Tone::Neutral },
    Choice { value: "webhook email", label: "Webhook, then email", tone: Tone::Neutral },
    Choice { value: "webhook sms", label: "Webhook, then SMS", tone: Tone::Neutral },
    Choice { value: "email sms webhook", label: "Email, then SMS, then webhook", tone: Tone::Neutral },
    Choice { value: "email webhook sms", label: "Email, then webhook, then SMS", tone: Tone::Neutral },
    Choice { value: "sms email webhook", label: "SMS, then email, then webhook", tone: Tone::Neutral },
    Choice { value: "sms webhook email", label: "SMS, then webhook, then email", tone: Tone::Neutral },
    Choice { value: "webhook email sms", label: "Webhook, then email, then SMS", tone: Tone::Neutral },
    Choice { value: "webhook sms email", label: "Webhook, then SMS, then email", tone: Tone::Neutral },
];

pub const CONTENTS: &[Choice] = &[
    Choice { value: "link", label: "Only a link", tone: Tone::Neutral },
    Choice { value: "summary", label: "Caller and subject", tone: Tone::Neutral },
    Choice { value: "full", label: "The whole message", tone: Tone::Neutral },
];

/// How much a letter says of what it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    #[default]
    Link,
    Summary,
    Full,
}

impl Content {
    /// One of [`CONTENTS`]; of anything else as little as possible is said.
    pub(super) fn stored(value: &str) -> Self {
        match value {
            "full" => Self::Full,
            "summary" => Self::Summary,
            _ => Self::Link,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Summary => "summary",
            Self::Full => "full",
        }
    }
}

/// Minutes between one channel and the next; none: both at once.
pub const BETWEEN: &[i64] = &[0, 2, 5, 10, 15, 30];
/// Minutes in which an answer is waited for.
pub const WAITS: &[i64] = &[5, 10, 15, 30, 60];
pub const MOST_REMINDERS: i64 = 5;

/// What comes after the first person, beside a chosen contact.
pub const AFTER_NOBODY: &str = "nobody";
pub const AFTER_ON_CALL: &str = "on_call";

/// A plan as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    /// One of [`MODES`].
    pub mode: String,
    /// Who gets what is for nobody in particular: a schedule, a contact, or nobody.
    pub to: String,
    /// [`AFTER_NOBODY`], [`AFTER_ON_CALL`], or a contact.
    pub after: String,
    /// One of [`CHANNELS`].
    pub channels: String,
    /// One of [`BETWEEN`].
    pub between: i64,
    /// One of [`WAITS`].
    pub wait: i64,
    pub reminders: i64,
    /// One of [`CONTENTS`].
    pub content: String,
    /// One of [`CONTENTS`], too: of the letters that people of the account choose for themselves.
    pub notices: String,
}

impl Default for PlanDraft {
    fn default() -> Self {
        Self {
            mode: "off".to_owned(),
            to: String::new(),
            after: AFTER_NOBODY.to_owned(),
            channels: "email".to_owned(),
            between: 5,
            wait: 15,
            reminders: 1,
            content: "link".to_owned(),
            notices: "link".to_owned(),
        }
    }
}

impl PlanDraft {
    /// The plan, if it is one; whose its people are is asked when it is saved.
    pub(super) fn check(&self) -> Result<Plan> {
        let mut invalid = Invalid::default();
        let mut among = |name: &str, choices: &'static [Choice], written: &str, words: &str| {
            let found = choices.iter().find(|one| one.value == written).map(|one| one.value);
            invalid.check(name, found.ok_or_else(|| words.to_owned())).unwrap_or_default()
        };
        let mode = among("mode", MODES, &self.mode, "Choose which messages are sent.");
        let channels = among("channels", CHANNELS, &self.channels, "Choose how they are sent.");
        let content = among("content", CONTENTS, &self.content, "Choose what a letter says.");
        let notices = among("notices", CONTENTS, &self.notices, "Choose what notices say.");
        let to = if self.to.is_empty() {
            None
        } else {
            let target = Target::parse(&self.to);
            invalid.check("to", target.ok_or("Choose a schedule or a contact of this account."))
        };
        let after = After::parse(&self.after);
        let after = invalid.check("after", after.ok_or("Choose who comes after the first person."));
        if after == Some(After::OnCall) && !matches!(to, Some(Target::Schedule(_))) {
            invalid.push("after", "Choose a schedule above, whose next person this can be.");
        }
        for (name, known, written) in [("between", BETWEEN, self.between), ("wait", WAITS, self.wait)] {
            if !known.contains(&written) {
                let known: Vec<String> = known.iter().map(i64::to_string).collect();
                invalid.push(name, format!("Choose among {} minutes.", known.join(", ")));
            }
        }
        if !(0..=MOST_REMINDERS).contains(&self.reminders) {
            invalid.push("reminders", format!("Choose 0 to {MOST_REMINDERS}."));
        }
        invalid.into_result()?;
        let after = after.unwrap_or(After::Nobody);
        Ok(Plan {
            mode,
            to,
            after,
            pace: Pace {
                channels: channels.split(' ').filter_map(Means::parse).collect(),
                between: Span::minutes(self.between),
                wait: Span::minutes(self.wait),
                reminders: self.reminders,
            },
            content: Content::stored(content),
            notices: Content::stored(notices),
            draft: self.clone(),
        })
    }
}

impl Target {
    fn parse(text: &str) -> Option<Self> {
        let schedule = text.parse::<ScheduleId>().ok().map(Self::Schedule);
        schedule.or_else(|| text.parse::<ContactId>().ok().map(Self::Contact))
    }
}

impl After {
    fn parse(text: &str) -> Option<Self> {
        match text {
            AFTER_NOBODY => Some(Self::Nobody),
            AFTER_ON_CALL => Some(Self::OnCall),
            other => other.parse::<ContactId>().ok().map(Self::Contact),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Error;

    #[test]
    fn a_plan_says_what_is_wrong_with_it_at_each_field() {
        assert_eq!(PlanDraft::default().check().unwrap().mode, "off");
        let wrong = PlanDraft {
            mode: "loud".to_owned(),
            to: "acct_00000000000000000000000001".to_owned(),
            after: AFTER_ON_CALL.to_owned(),
            channels: "pigeon".to_owned(),
            between: 3,
            wait: 0,
            reminders: 6,
            content: String::new(),
            notices: "everything".to_owned(),
        };
        let Err(Error::Invalid(invalid)) = wrong.check() else { panic!() };
        let at: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(
            at,
            ["mode", "channels", "content", "notices", "to", "after", "between", "wait", "reminders"]
        );
        let most = PlanDraft { reminders: 5, channels: "sms email".to_owned(), ..PlanDraft::default() };
        assert_eq!(most.check().unwrap().pace.channels, [Means::Sms, Means::Email]);
    }
}
