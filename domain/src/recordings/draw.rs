//! Looks at each new recording once: whether its bytes are those that were brought, how loud each stretch is, and how
//! long all of it.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use db::params;
use kernel::{Error, Result};

use super::find::State;
use super::kind::SoundKind;
use super::{mp3, walk, wav};
use crate::digest::digest;
use crate::house::House;

/// Looks at one new recording, whosever it is; answers whether there was one. Two processes that look at the same
/// one see the same.
pub async fn draw(house: &House) -> Result<bool> {
    let Some(found) = walk::next(house, "state = 'new'", None).await? else { return Ok(false) };
    let (org, id) = found.place();
    let look = move || look(&found.path, &found.kind, &found.sha256);
    let seen = tokio::task::spawn_blocking(look).await.map_err(Error::bug)?;
    let mut change = house.change_unasked().await?;
    change
        .tx
        .execute(
            "UPDATE recordings SET state = ?3, peaks = ?4, milliseconds = COALESCE(milliseconds, ?5)
             WHERE org_id = ?1 AND id = ?2",
            params![org, id, seen.state.name(), seen.peaks.as_slice(), seen.milliseconds],
        )
        .await?;
    change.commit_housekeeping().await?;
    Ok(true)
}

/// What was found out about a recording.
struct Seen {
    state: State,
    peaks: Vec<u8>,
    milliseconds: Option<i64>,
}

impl Seen {
    const fn only(state: State) -> Self {
        Self { state, peaks: Vec::new(), milliseconds: None }
    }
}

/// A file that is not there now may be back later: that is said when somebody wants to listen, and not for ever.
fn look(file: &Path, kind: &str, sha256: &[u8]) -> Seen {
    match digest(file) {
        Ok(found) if found != sha256 => return Seen::only(State::Damaged),
        Ok(_) => {}
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(%error, "a recording cannot be read");
            }
            return Seen::only(State::Ready);
        }
    }
    let drawn = match SoundKind::stored(kind) {
        Some(SoundKind::Wav) => of_wav(file),
        Some(SoundKind::Mp3) => of_mp3(file),
        _ => None,
    };
    drawn.unwrap_or(Seen::only(State::Ready))
}

fn of_wav(file: &Path) -> Option<Seen> {
    let sound = File::open(file).ok()?;
    let peaks = wav::Head::read(&sound).ok()?.ok()?.peaks(&sound).ok()?;
    Some(Seen { peaks, ..Seen::only(State::Ready) })
}

fn of_mp3(file: &Path) -> Option<Seen> {
    let drawn = mp3::draw(File::open(file).ok()?).ok()??;
    Some(Seen { state: State::Ready, peaks: drawn.peaks, milliseconds: Some(drawn.milliseconds) })
}
