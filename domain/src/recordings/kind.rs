//! What kind of sound a file is: its first bytes say it, and what was said of it must agree (ASVS 5.2.2).

/// Kinds that every browser plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundKind {
    Wav,
    Mp3,
    Ogg,
    M4a,
}

/// First bytes of a file that are enough to know its kind.
pub(super) const ENOUGH: usize = crate::files::HEAD;

impl SoundKind {
    pub const ALL: [Self; 4] = [Self::Wav, Self::Mp3, Self::Ogg, Self::M4a];

    /// The ending of a file, and the word in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::M4a => "m4a",
        }
    }

    /// For a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wav => "WAV",
            Self::Mp3 => "MP3",
            Self::Ogg => "Ogg",
            Self::M4a => "M4A",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Wav => "audio/wav",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::M4a => "audio/mp4",
        }
    }

    pub(super) fn stored(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind by the first bytes; none if it is no sound that browsers play.
    pub fn of(head: &[u8]) -> Option<Self> {
        let at = |start: usize, bytes: &[u8]| head.get(start..start + bytes.len()) == Some(bytes);
        if at(0, b"RIFF") && at(8, b"WAVE") {
            return Some(Self::Wav);
        }
        if at(0, b"OggS") {
            // Ogg carries films, too: the first page names what is in it.
            let sound = at(28, b"OpusHead") || at(28, b"\x01vorbis");
            return sound.then_some(Self::Ogg);
        }
        if at(4, b"ftyp") {
            let brands: [&[u8]; 6] = [b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2"];
            return brands.iter().any(|brand| at(8, brand)).then_some(Self::M4a);
        }
        (at(0, b"ID3") || is_mp3_frame(head)).then_some(Self::Mp3)
    }

    /// Whether a program that says this of a file means this kind. Nothing said agrees with everything.
    pub fn agrees(self, said: &str) -> bool {
        let said = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let names: &[&str] = match self {
            _ if ["", "application/octet-stream", "audio/*"].contains(&said.as_str()) => return true,
            Self::Wav => &["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"],
            Self::Mp3 => &["audio/mpeg", "audio/mp3"],
            Self::Ogg => &["audio/ogg", "application/ogg", "audio/opus", "audio/vorbis"],
            Self::M4a => &["audio/mp4", "audio/m4a", "audio/x-m4a"],
        };
        names.contains(&said.as_str())
    }
}

/// The header of a frame of MPEG layer III: eleven bits set, and neither a forbidden bit rate nor sampling rate.
fn is_mp3_frame(head: &[u8]) -> bool {
    let [first, second, third, ..] = head else { return false };
    let layer_three = second >> 1 & 3 == 1;
    let version = second >> 3 & 3 != 1;
    let (rate, sampling) = (third >> 4, third >> 2 & 3);
    *first == 0xff
        && second & 0xe0 == 0xe0
        && layer_three
        && version
        && (1..15).contains(&rate)
        && sampling != 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v5_2_2_the_first_bytes_say_what_it_is_and_the_rest_is_refused() {
        let opus = [b"OggS\0\x02".as_slice(), &[0; 22], b"OpusHead\x01\x01"].concat();
        let film = [b"OggS\0\x02".as_slice(), &[0; 22], b"\x80theora\x03"].concat();
        let known: [(&[u8], Option<SoundKind>); 18] = [
            (b"RIFF\x24\0\0\0WAVEfmt ", Some(SoundKind::Wav)),
            (b"RIFF\x24\0\0\0AVI LIST", None),
            (b"RIFF", None),
            (&opus, Some(SoundKind::Ogg)),
            (&film, None),
            (b"\0\0\0\x20ftypM4A \0\0\0\0", Some(SoundKind::M4a)),
            (b"\0\0\0\x20ftypqt  \0\0\0\0", None),
            (b"ID3\x04\0\0\0\0\0\0", Some(SoundKind::Mp3)),
            (&[0xff, 0xfb, 0x90, 0x00], Some(SoundKind::Mp3)),
            // A JPEG, AAC in ADTS, a frame with the forbidden bit rate.
            (&[0xff, 0xd8, 0xff, 0xe0], None),
            (&[0xff, 0xf1, 0x50, 0x80], None),
            (&[0xff, 0xfb, 0xf0, 0x00], None),
            (b"GIF89a/*RIFFWAVE", None),
            (b"<html><audio>", None),
            (b"%PDF-1.7", None),
            (b"PK\x03\x04", None),
            (b"\x7fELF", None),
            (b"", None),
        ];
        for (head, kind) in known {
            assert_eq!(SoundKind::of(head), kind, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn what_was_said_agrees_or_does_not() {
        for (said, yes) in [
            ("", true),
            ("application/octet-stream", true),
            ("audio/x-wav", true),
            ("Audio/WAV; codecs=1", true),
            ("audio/mpeg", false),
            ("text/html", false),
            ("application/json", false),
        ] {
            assert_eq!(SoundKind::Wav.agrees(said), yes, "{said}");
        }
        for kind in SoundKind::ALL {
            assert!(kind.agrees(kind.media_type()));
            assert_eq!(SoundKind::stored(kind.name()), Some(kind));
        }
    }
}
