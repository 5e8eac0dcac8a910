//! What is said in a recording, under its player: lines to read, and with scripts places to play from.

use askama::Template;
use domain::access::RecordingsListen;
use domain::recordings::transcript::{Line, read_transcript};
use kernel::{CallId, Error};

use super::player::{Player, player};
use crate::ui::{Choice, Door, Shell, prints_itself};
use crate::{Answer, Id, Visitor, format, page};

#[derive(Clone, Debug, Template)]
#[template(path = "recordings/transcript.html")]
pub struct Said {
    lines: Vec<Shown>,
    /// “Written down by Maya Ortiz, 30 Nov 2026 10:15”
    by: String,
}

#[derive(Clone, Debug)]
struct Shown {
    /// In seconds, and as it is read.
    at: Option<(String, String)>,
    until: String,
    who: String,
    text: String,
}

prints_itself!(Said);

#[derive(Template)]
#[template(path = "recordings/transcript_page.html")]
struct TranscriptPage {
    shell: Shell,
    player: Player,
}

/// The page of a call's recording with what is said in it. To open it is to read it, and that is in the history.
pub async fn transcript(visitor: Visitor, Id(id): Id<CallId>) -> Answer {
    let all = if visitor.door == Door::Console { "/console/calls" } else { "/calls" };
    let call = format!("{all}/{id}");
    // S0-08: where one may not listen there is nothing to read.
    let granted = visitor.may::<RecordingsListen>().map_err(|_| Error::NotFound)?;
    let transcript = read_transcript(visitor.house(), &granted, id).await?;
    let mut player = player(&visitor, &call, id).await?.ok_or(Error::NotFound)?;
    let at = format::exact(transcript.at, &visitor.local);
    player.said = Some(Said {
        lines: transcript.lines.into_iter().map(shown).collect(),
        by: format!("Written down by {}, {at}", transcript.by),
    });
    let mut shell = visitor.shell("Transcript");
    shell.trail = vec![Choice::new("Calls", all, false), Choice::new("Call", call, false)];
    page(&TranscriptPage { shell, player })
}

fn shown(line: Line) -> Shown {
    Shown {
        at: line.at.map(|at| (seconds(at), format::duration(at / 1000))),
        until: line.until.map(seconds).unwrap_or_default(),
        who: line.who,
        text: line.text,
    }
}

/// As a player counts them: `62.5`
fn seconds(milliseconds: i64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}
