//! A few calls of one client as sound: not words, but the tune of two people who speak by turns.

use db::params;
use kernel::{CallId, Result};

use super::cast::BRIGHT_SMILE;
use super::chance::Chance;
use super::people::Opened;
use crate::access::Actor;
use crate::accounts;
use crate::house::House;
use crate::organizations::settings::configure;
use crate::recordings::begin;
use crate::recordings::transcript::{Line, transcribe, written};

/// Recordings of the demo: the latest answered calls.
const KEPT: usize = 8;
const PER_SECOND: usize = 8_000;

/// Switches recordings on for one client and keeps some.
pub(super) async fn keep(house: &House, actor: &Actor, accounts: &[Opened]) -> Result<()> {
    let Some(opened) = accounts.iter().find(|opened| opened.firm.name == BRIGHT_SMILE) else { return Ok(()) };
    configure(house, &actor.may()?, |settings| settings.recordings.on = true).await?;
    accounts::keep_recordings(house, &actor.may()?, opened.account, true, None).await?;
    let calls: Vec<CallId> = house
        .read()
        .await?
        .0
        .rows(
            &format!(
                "SELECT id FROM calls WHERE org_id = ?1 AND account_id = ?2 AND state = 'answered'
                 ORDER BY started_at DESC, id DESC LIMIT {KEPT}"
            ),
            params![actor.org(), opened.account],
            |row| row.get(0),
        )
        .await?;
    let granted = actor.may()?;
    for (number, call) in calls.into_iter().enumerate() {
        let mut incoming = begin(house, &granted, call).await?;
        incoming.write(&conversation(&Chance(&house.dice))).await?;
        let kept = incoming.finish(house, &granted, "audio/wav").await?;
        // The latest one is written down as well.
        if number == 0 {
            let text = said(kept.milliseconds.unwrap_or(0));
            transcribe(house, &granted, call, text.as_bytes()).await?;
        }
    }
    while crate::recordings::draw(house).await? {}
    Ok(())
}

/// Who says what, by turns.
const SAID: [&str; 8] = [
    "Bright Smile Dental, this is Maya. How can I help?",
    "Good morning. I have had a toothache since last night, on the left side.",
    "I am sorry to hear that. Is there any swelling, or a fever?",
    "A little swelling. No fever.",
    "Dr. Anand can see you today at two. Does that suit you?",
    "Yes, please.",
    "Then I have you down for two o’clock. Bring your insurance card along.",
    "I will. Thank you very much.",
];

/// The same in writing, spread over the length of a recording.
fn said(milliseconds: i64) -> String {
    let turn = milliseconds / 8;
    let lines = SAID.iter().zip(0_i64..).map(|(text, number)| Line {
        at: Some(number * turn),
        until: Some((number + 1) * turn),
        who: if number % 2 == 0 { "Maya Ortiz" } else { "Caller" }.to_owned(),
        text: (*text).to_owned(),
    });
    written(&lines.collect::<Vec<_>>())
}

/// A WAV file of some fifteen seconds, with eight bits for a sample.
fn conversation(chance: &Chance<'_>) -> Vec<u8> {
    let mut sound = Vec::new();
    for turn in 0..chance.between(7, 10) {
        // One voice is low, the other one high.
        let voice = if turn % 2 == 0 { 118 } else { 196 };
        for _ in 0..chance.between(6, 11) {
            syllable(
                &mut sound,
                voice + chance.between(-14, 14),
                chance.between(90, 230),
                chance.between(40, 100),
            );
            silence(&mut sound, chance.between(15, 60));
        }
        silence(&mut sound, chance.between(180, 520));
    }
    let length = u32::try_from(sound.len()).unwrap_or(u32::MAX);
    let rate = 8_000_u32.to_le_bytes();
    let parts: [&[u8]; 9] = [
        b"RIFF",
        &(length + 36).to_le_bytes(),
        b"WAVEfmt \x10\0\0\0\x01\0\x01\0",
        &rate,
        &rate,
        b"\x01\0\x08\0",
        b"data",
        &length.to_le_bytes(),
        &sound,
    ];
    parts.concat()
}

/// A hum of `pitch` that swells and fades within `milliseconds`; `loud` of a hundred.
fn syllable(sound: &mut Vec<u8>, pitch: i64, milliseconds: i64, loud: i64) {
    let samples = milliseconds * 8;
    for sample in 0..samples {
        let swell = (sample * 4 * (samples - sample) * 100 / (samples * samples)).min(100);
        let phase = sample * pitch % 8_000;
        // Two overtones make a voice of a hum.
        let wave = 3 * triangle(phase) + 2 * triangle(phase * 2 % 8_000) + triangle(phase * 5 % 8_000);
        let level = 128 + wave * swell * loud / (6 * 100 * 100 * 10);
        sound.push(u8::try_from(level.clamp(0, 255)).unwrap_or(128));
    }
}

/// From -1000 to 1000 and back within 8000.
const fn triangle(phase: i64) -> i64 {
    let there = if phase < 4_000 { phase } else { 8_000 - phase };
    there / 2 - 1_000
}

fn silence(sound: &mut Vec<u8>, milliseconds: i64) {
    let samples = usize::try_from(milliseconds).unwrap_or(0) * PER_SECOND / 1_000;
    sound.resize(sound.len() + samples, 128);
}

#[cfg(test)]
mod tests {
    use kernel::Dice;

    use super::*;
    use crate::recordings::SoundKind;

    #[test]
    fn a_conversation_is_a_short_wav_that_is_neither_silent_nor_cut() {
        let sound = conversation(&Chance(&Dice::seeded(7)));
        assert_eq!(SoundKind::of(&sound), Some(SoundKind::Wav));
        let samples = &sound[44..];
        assert!((44_000..320_000).contains(&samples.len()), "{}", samples.len());
        let loudest = samples.iter().map(|sample| sample.abs_diff(128)).max().unwrap();
        assert!((60..127).contains(&loudest), "{loudest}");
    }
}
