//! The player on a call's page: the browser's own without JavaScript, and with it one that seeks, speeds and remembers.

use std::fmt::Write;

use askama::Template;
use domain::access::{RecordingsDownload, RecordingsListen, RecordingsManage};
use domain::recordings::{self, Playable, Recording};
use kernel::{CallId, Error, Result};

use super::transcript::Said;
use crate::ui::{Door, prints_itself};
use crate::{Visitor, format};

#[derive(Clone, Debug, Default, Template)]
#[template(path = "recordings/player.html")]
pub struct Player {
    /// By which the browser remembers where somebody stopped.
    key: String,
    src: String,
    download: Option<String>,
    /// In seconds, where it is known.
    seconds: Option<i64>,
    length: String,
    /// “WAV, 1.2 MB”
    about: String,
    /// The waveform in a field of 200 by 64; empty if it is not known.
    wave: String,
    /// What is said in its place when it cannot be played.
    broken: Option<String>,
    /// Where what is said in it can be read, if somebody has written it down.
    transcript: Option<String>,
    /// Where it is written down, for whoever may.
    transcribe: Option<String>,
    /// What is said in it, on the page that was asked for that.
    pub(super) said: Option<Said>,
}

prints_itself!(Player);

/// The player of a call whose page is `page`; none where the visitor may not listen or there is nothing.
pub async fn player(visitor: &Visitor, page: &str, call: CallId) -> Result<Option<Player>> {
    let Ok(granted) = visitor.may::<RecordingsListen>() else { return Ok(None) };
    let recording = match recordings::find(&mut visitor.read().await?, &granted, call).await {
        Ok(recording) => recording,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let organization = &visitor.who.organization.name;
    let broken = match recording.playable(visitor.house(), granted.org()).await {
        Playable::Yes => None,
        Playable::Later => Some(format!(
            "The recording of this call is on its way and can be played in a few minutes. If it stays so, \
             {organization} can say more."
        )),
        Playable::Never => Some(format!(
            "The recording of this call cannot be played: its file is missing or damaged. {organization} can say more."
        )),
    };
    let writes = visitor.door == Door::Console && visitor.can::<RecordingsManage>();
    Ok(Some(Player {
        key: recording.id.to_string(),
        src: format!("{page}/recording"),
        download: may_take(visitor, call).await?.then(|| format!("{page}/recording/download")),
        seconds: recording.milliseconds.map(|milliseconds| milliseconds.div_euclid(1000)),
        length: recording.milliseconds.map(|all| format::duration(all / 1000)).unwrap_or_default(),
        about: about(&recording),
        wave: wave(&recording.peaks),
        broken,
        transcript: recording.transcribed.then(|| format!("{page}/recording/transcript")),
        transcribe: writes.then(|| format!("{page}/recording/transcript/edit")),
        said: None,
    }))
}

/// Whether the visitor may take it along; nobody does in somebody else's place.
async fn may_take(visitor: &Visitor, call: CallId) -> Result<bool> {
    let Ok(granted) = visitor.may::<RecordingsDownload>() else { return Ok(false) };
    if visitor.who.login_as.is_some() {
        return Ok(false);
    }
    match recordings::find(&mut visitor.read().await?, &granted, call).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

fn about(recording: &Recording) -> String {
    let kilobytes = recording.bytes.div_ceil(1000);
    let size = if kilobytes < 1000 {
        format!("{kilobytes} kB")
    } else {
        format!("{}.{} MB", kilobytes / 1000, kilobytes % 1000 / 100)
    };
    format!("{}, {size}", recording.kind.label())
}

/// Bars of the waveform.
const BARS: usize = 200;
/// How high the field is.
const HEIGHT: u16 = 64;

/// A path of bars around the middle line. What is quiet is drawn larger than it is, as one hears it.
fn wave(peaks: &[u8]) -> String {
    let mut path = String::new();
    let bars = BARS.min(peaks.len());
    for bar in 0..bars {
        let stretch = peaks.get(bar * peaks.len() / bars..(bar + 1) * peaks.len() / bars);
        let loudest = stretch.and_then(|all| all.iter().max()).copied().unwrap_or(0);
        let height = ((u16::from(loudest) * 255).isqrt() * (HEIGHT - 4) / 255).max(2);
        // The field is 200 wide, however many bars there are.
        let x = bar * 2000 / bars;
        let width = 1400 / bars;
        let y = (HEIGHT - height) / 2;
        // A String takes everything.
        let _ = write!(
            path,
            "M{}.{} {y}h{}.{:02}v{height}H{0}.{1}z",
            x / 10,
            x % 10,
            width / 10,
            width % 10 * 10
        );
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waveform_is_as_wide_as_its_field_whatever_is_known() {
        assert_eq!(wave(&[]), "");
        assert_eq!(wave(&[0]), "M0.0 31h140.00v2H0.0z");
        let whole = wave(&[255; 400]);
        assert!(whole.starts_with("M0.0 2h0.70v60H0.0z") && whole.contains("M199.0 2h"), "{whole}");
        assert_eq!(whole.matches('M').count(), BARS);
        assert!(wave(&[16; 200]).contains("v14H"), "the root of a sixteenth is a quarter");
    }
}
