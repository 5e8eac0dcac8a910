//! The sound in a WAV file: how long it is, and how loud each stretch of it. Read piece by piece, whatever its length.

use std::io::{Read, Result as IoResult, Seek, SeekFrom};

/// What stands before the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    coding: Coding,
    channels: u64,
    per_second: u64,
    /// Where the samples begin, and how many bytes they are.
    at: u64,
    bytes: u64,
}

/// How a sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    /// A whole number of so many bytes; one byte has no sign.
    Whole(u64),
    Float,
    ALaw,
    MuLaw,
}

pub(super) const DAMAGED: &str = "This WAV file cannot be read. Save it again and send the new file.";
const FOREIGN: &str =
    "Browsers do not play what is in this WAV file. Send it as PCM, A-law or µ-law, or as MP3, Ogg or M4A.";

/// Chunks before the samples that are looked at.
const CHUNKS: usize = 64;
/// Bytes that are read at a time; a frame has at most 32.
const BLOCK: usize = 64 * 1024;
/// The stretches whose loudness is kept.
pub(super) const STRETCHES: usize = 400;

impl Coding {
    const fn bytes(self) -> u64 {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Float => 4,
            Self::ALaw | Self::MuLaw => 1,
        }
    }

    /// How far from silence the loudest of some samples is, of 255.
    fn loudest(self, samples: &[u8]) -> u8 {
        let width = usize::try_from(self.bytes()).unwrap_or(1);
        samples.chunks_exact(width).map(|one| self.loudness(one)).max().unwrap_or(0)
    }

    /// How far from silence a sample is, of 255.
    #[inline]
    fn loudness(self, sample: &[u8]) -> u8 {
        match (self, sample) {
            (Self::Whole(1), [one]) => one.abs_diff(128).saturating_mul(2),
            // Little endian: the last byte weighs most.
            (Self::Whole(_), [.., below, top]) => of_sixteen(i16::from_le_bytes([*below, *top])),
            (Self::Float, [a, b, c, d]) => {
                let value = f32::from_le_bytes([*a, *b, *c, *d]).abs().min(1.0);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "it is from 0 to 255"
                )]
                let loud = (value * 255.0) as u8;
                loud
            }
            (Self::ALaw, [one]) => of_sixteen(a_law(*one)),
            (Self::MuLaw, [one]) => of_sixteen(mu_law(*one)),
            _ => 0,
        }
    }
}

fn of_sixteen(sample: i16) -> u8 {
    u8::try_from(sample.unsigned_abs() >> 7).unwrap_or(u8::MAX)
}

/// G.711, of which only the size counts here.
const fn a_law(byte: u8) -> i16 {
    let byte = byte ^ 0x55;
    let (exponent, mantissa) = (byte >> 4 & 7, (byte & 15) as i16);
    let size = (mantissa << 4) + 8;
    if exponent == 0 { size } else { (size + 0x100) << (exponent - 1) }
}

const fn mu_law(byte: u8) -> i16 {
    let byte = !byte;
    let (exponent, mantissa) = (byte >> 4 & 7, (byte & 15) as i16);
    (((mantissa << 3) + 0x84) << exponent) - 0x84
}

impl Head {
    /// Reads up to the samples; what is wrong with the file otherwise, in words for whoever sent it.
    pub fn read(mut file: impl Read + Seek) -> IoResult<Result<Self, &'static str>> {
        let end = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(12))?;
        let mut form = None;
        let mut at = 12;
        for _ in 0..CHUNKS {
            let mut name = [0; 8];
            if at + 8 > end {
                break;
            }
            file.read_exact(&mut name)?;
            let [a, b, c, d, size @ ..] = name;
            let size = u64::from(u32::from_le_bytes(size));
            at += 8;
            match [a, b, c, d] {
                sound if &sound == b"data" => {
                    // Who writes while the call goes on does not know the length yet.
                    let bytes = size.min(end - at);
                    let Some((coding, channels, per_second)) = form else { return Ok(Err(DAMAGED)) };
                    let head = Self { coding, channels, per_second, at, bytes };
                    return Ok(if head.frames() == 0 { Err(DAMAGED) } else { Ok(head) });
                }
                format if &format == b"fmt " && at + 16 <= end => {
                    let mut words = [0; 16];
                    file.read_exact(&mut words)?;
                    let mut kind = u16::from_le_bytes([words[0], words[1]]);
                    if kind == 0xfffe && size >= 26 && at + 26 <= end {
                        // The true kind stands further down.
                        let mut more = [0; 10];
                        file.read_exact(&mut more)?;
                        kind = u16::from_le_bytes([more[8], more[9]]);
                    }
                    form = match self::form(kind, &words) {
                        Ok(form) => Some(form),
                        Err(words) => return Ok(Err(words)),
                    };
                }
                _ => {}
            }
            // A chunk of an odd length has a byte more.
            at += size + size % 2;
            file.seek(SeekFrom::Start(at))?;
        }
        Ok(Err(DAMAGED))
    }

    const fn frame(&self) -> u64 {
        self.coding.bytes() * self.channels
    }

    const fn frames(&self) -> u64 {
        self.bytes / self.frame()
    }

    pub fn milliseconds(&self) -> i64 {
        i64::try_from(self.frames().saturating_mul(1000) / self.per_second).unwrap_or(i64::MAX)
    }

    /// The loudest of each of a few hundred stretches.
    pub fn peaks(&self, mut file: impl Read + Seek) -> IoResult<Vec<u8>> {
        file.seek(SeekFrom::Start(self.at))?;
        let stretches = u64::try_from(STRETCHES).unwrap_or(1).min(self.frames());
        let mut block = vec![0; BLOCK - BLOCK % usize::try_from(self.frame()).unwrap_or(1)];
        let mut peaks = Vec::with_capacity(STRETCHES);
        let mut begin = 0;
        for stretch in 1..=stretches {
            let end = (u128::from(stretch) * u128::from(self.frames())).div_ceil(u128::from(stretches));
            let end = u64::try_from(end).unwrap_or(u64::MAX);
            let mut left = (end - begin) * self.frame();
            let mut loudest = 0;
            while left > 0 {
                let piece = usize::try_from(left).map_or(block.len(), |left| left.min(block.len()));
                let piece = block.get_mut(..piece).unwrap_or_default();
                file.read_exact(piece)?;
                loudest = loudest.max(self.coding.loudest(piece));
                left -= u64::try_from(piece.len()).unwrap_or(left);
            }
            peaks.push(loudest);
            begin = end;
        }
        Ok(peaks)
    }
}

/// How the samples are written, and how many there are in a second.
fn form(kind: u16, words: &[u8; 16]) -> Result<(Coding, u64, u64), &'static str> {
    let [_, _, c0, c1, r0, r1, r2, r3, .., b0, b1] = *words;
    let channels = u64::from(u16::from_le_bytes([c0, c1]));
    let per_second = u64::from(u32::from_le_bytes([r0, r1, r2, r3]));
    let coding = match (kind, u16::from_le_bytes([b0, b1])) {
        (1, 8) => Coding::Whole(1),
        (1, 16) => Coding::Whole(2),
        (1, 24) => Coding::Whole(3),
        (1, 32) => Coding::Whole(4),
        (3, 32) => Coding::Float,
        (6, 8) => Coding::ALaw,
        (7, 8) => Coding::MuLaw,
        _ => return Err(FOREIGN),
    };
    if !(1..=8).contains(&channels) || !(1_000..=192_000).contains(&per_second) {
        return Err(DAMAGED);
    }
    Ok((coding, channels, per_second))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn wav(kind: u16, bits: u16, channels: u16, said: Option<u32>, samples: &[u8]) -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0fmt \x10\0\0\0".to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(channels.to_le_bytes());
        bytes.extend(8000_u32.to_le_bytes());
        bytes.extend([0; 6]);
        bytes.extend(bits.to_le_bytes());
        bytes.extend(b"data");
        bytes.extend(said.unwrap_or(u32::try_from(samples.len()).unwrap()).to_le_bytes());
        bytes.extend(samples);
        bytes
    }

    fn read(bytes: &[u8]) -> Result<(i64, Vec<u8>), &'static str> {
        let head = Head::read(Cursor::new(bytes)).unwrap()?;
        Ok((head.milliseconds(), head.peaks(Cursor::new(bytes)).unwrap()))
    }

    #[test]
    fn each_way_to_write_a_sample_is_as_loud_as_it_is() {
        let sixteen = |samples: &[i16]| samples.iter().flat_map(|one| one.to_le_bytes()).collect::<Vec<_>>();
        for (kind, bits, samples, loud) in [
            (1, 8, vec![128, 255, 0, 128], vec![0, 254, 255, 0]),
            (1, 16, sixteen(&[0, i16::MAX, i16::MIN, 128]), vec![0, 255, 255, 1]),
            (1, 24, vec![0, 0, 0, 9, 0, 0x40], vec![0, 128]),
            (1, 32, vec![0, 0, 0, 0, 9, 9, 0, 0x40], vec![0, 128]),
            (
                3,
                32,
                [0.0_f32, -1.0, 2.0].iter().flat_map(|one| one.to_le_bytes()).collect(),
                vec![0, 255, 255],
            ),
            (7, 8, vec![0xff, 0x7f, 0x80, 0x00], vec![0, 0, 250, 250]),
            (6, 8, vec![0xd5, 0x55, 0x2a, 0xaa], vec![0, 0, 252, 252]),
        ] {
            let (_, peaks) = read(&wav(kind, bits, 1, None, &samples)).unwrap();
            assert_eq!(peaks, loud, "{kind} {bits}");
        }
    }

    #[test]
    fn a_long_file_has_a_few_hundred_stretches_and_two_channels_are_one() {
        let samples: Vec<u8> =
            (0..80_000_u32).flat_map(|n| if n >= 40_000 { [128, 255] } else { [128, 128] }).collect();
        let (milliseconds, peaks) = read(&wav(1, 8, 2, None, &samples)).unwrap();
        assert_eq!((milliseconds, peaks.len()), (10_000, STRETCHES));
        assert_eq!((peaks[0], peaks[199], peaks[200], peaks[399]), (0, 0, 254, 254));
    }

    #[test]
    fn a_length_that_was_never_filled_in_is_what_is_there_and_what_is_no_sound_is_told() {
        assert_eq!(read(&wav(1, 8, 1, Some(u32::MAX), &[128; 8000])).unwrap().0, 1000);
        for (bytes, words) in [
            (wav(1, 16, 1, None, &[]), DAMAGED),
            (wav(1, 16, 0, None, &[1, 2]), DAMAGED),
            (wav(0x31, 0, 1, None, &[1, 2]), FOREIGN),
            (wav(1, 12, 1, None, &[1, 2]), FOREIGN),
            (b"RIFF\0\0\0\0WAVE".to_vec(), DAMAGED),
            (b"RIFF\0\0\0\0WAVEdata\x04\0\0\0abcd".to_vec(), DAMAGED),
            (b"RIFF\0\0\0\0WAVEjunk\xff\xff\xff\xff".to_vec(), DAMAGED),
            (b"RIFF".to_vec(), DAMAGED),
        ] {
            assert_eq!(read(&bytes), Err(words), "{bytes:?}");
        }
    }
}
