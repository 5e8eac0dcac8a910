//! What a system answers to a message: that it has it, that somebody acknowledges, or that it is to come again.

use kernel::{Dice, Span};
use serde_json::Value;

use crate::notices::one_line;

/// Letters of a name that are kept.
const LONGEST_NAME: usize = 80;
/// Letters that are kept of why there was no answer.
const LONGEST_WHY: usize = 300;
/// After the first post, the second, and so on: all of it within a few minutes, for then the next step follows.
const DELAYS: [Span; 4] = [Span::seconds(5), Span::seconds(15), Span::seconds(40), Span::minutes(2)];
/// However long the other side asks for: whoever is to get the message does not wait for it.
const LONGEST_ASKED: Span = Span::minutes(2);

/// How a post ended.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// What was answered; none if nothing was.
    pub status: Option<u16>,
    /// The beginning of the answer.
    pub body: String,
    /// Why nothing was.
    pub why: String,
    /// The other side asked for so much time.
    pub retry_after: Option<Span>,
}

impl Answered {
    pub(super) fn has_arrived(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Who acknowledges, if the answer says so; an empty name is nobody's.
    pub(super) fn acknowledged(&self) -> Option<String> {
        let said: Value = serde_json::from_str(&self.body).ok().filter(|_| self.has_arrived())?;
        if said.get("acknowledged")? != &Value::Bool(true) {
            return None;
        }
        let by = said.get("by").and_then(Value::as_str).unwrap_or_default();
        Some(one_line(by).chars().take(LONGEST_NAME).collect())
    }

    /// Never with what was in the answer, which may be of a machine that nobody here is to see.
    pub(super) fn words(&self) -> String {
        match self.status {
            Some(status) => format!("It answered with {status}."),
            None => one_line(&self.why).chars().take(LONGEST_WHY).collect(),
        }
    }

    /// How long to wait after so many posts; none when it is given up.
    pub(super) fn wait(&self, posts: i64, dice: &Dice) -> Option<Span> {
        // It said that it is gone.
        if self.status == Some(410) {
            return None;
        }
        let delay = *DELAYS.get(usize::try_from(posts - 1).ok()?)?;
        let wait = self.retry_after.map_or(delay, |asked| asked.min(LONGEST_ASKED).max(delay));
        // What failed together does not come back together.
        Some(Span::micros(wait.as_micros() + i64::from(dice.below(1_000)) * 1_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Answered {
        Answered { status: Some(status), body: body.to_owned(), ..Answered::default() }
    }

    #[test]
    fn s5_only_a_good_answer_that_says_so_acknowledges_and_its_name_stays_a_name() {
        for (status, body, by) in [
            (200, r#"{"acknowledged": true, "by": "Ann Lee"}"#, Some("Ann Lee")),
            (202, r#"{"acknowledged": true}"#, Some("")),
            (200, "{\"acknowledged\": true, \"by\": \" Ann\\r\\nLee\\u0000 \"}", Some("Ann Lee")),
            (200, r#"{"acknowledged": true, "by": 7}"#, Some("")),
            (200, r#"{"acknowledged": "true", "by": "Ann"}"#, None),
            (200, r#"{"acknowledged": false, "by": "Ann"}"#, None),
            (200, "[true]", None),
            (200, "", None),
            (500, r#"{"acknowledged": true, "by": "Ann"}"#, None),
        ] {
            assert_eq!(answered(status, body).acknowledged().as_deref(), by, "{status} {body}");
        }
        let long = format!(r#"{{"acknowledged": true, "by": "{}"}}"#, "x".repeat(200));
        assert_eq!(answered(200, &long).acknowledged().map(|by| by.chars().count()), Some(LONGEST_NAME));
        assert_eq!(answered(503, "root:x:0").words(), "It answered with 503.");
    }

    #[test]
    fn s5_a_post_is_tried_again_for_a_few_minutes_and_no_longer() {
        let dice = Dice::seeded(1);
        let broken = answered(500, "");
        let waits: Vec<Option<i64>> =
            (1..=5).map(|posts| broken.wait(posts, &dice).map(Span::as_seconds)).collect();
        assert_eq!(waits, [Some(5), Some(15), Some(40), Some(120), None]);
        assert_eq!(answered(410, "").wait(1, &dice), None, "it is gone");
        let asked = |seconds| Answered { retry_after: Some(Span::seconds(seconds)), ..broken.clone() };
        assert_eq!(asked(30).wait(1, &dice).map(Span::as_seconds), Some(30));
        assert_eq!(asked(9_000).wait(1, &dice).map(Span::as_seconds), Some(120));
        assert_eq!(asked(1).wait(3, &dice).map(Span::as_seconds), Some(40));
    }
}
