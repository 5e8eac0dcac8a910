//! How loud each stretch of an MP3 is, and how long it is: told by what its frames say of themselves, without decoding
//! any of them.

use std::io::{BufReader, ErrorKind, Read, Result as IoResult, Seek};

use super::wav::STRETCHES;

/// Bytes in a row that are no frame, after which there is none to be expected any more.
const MOST_ASTRAY: u32 = 1 << 20;
/// A frame more than these was found by more than chance.
const ENOUGH: u64 = 3;
/// Loudness that is kept while it is not known yet how many frames there are.
const SLOTS: usize = 8 * STRETCHES;
/// A number of one is as loud as this says, of full loudness, with a gain of 210. Measured on speech.
const SCALE: f32 = 1.4;

/// What is known of a whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    pub milliseconds: i64,
    pub peaks: Vec<u8>,
}

/// Reads the file from its beginning, with the same small memory however long it is; none if there is no sound in it.
pub(super) fn draw(file: impl Read + Seek) -> IoResult<Option<Drawn>> {
    let mut file = BufReader::with_capacity(64 * 1024, file);
    let mut head = [0; 4];
    let mut more = fill(&mut file, &mut head)?;
    while more && head.starts_with(b"ID3") {
        more = skip_tag(&mut file)? && fill(&mut file, &mut head)?;
    }
    let mut so_far = SoFar::default();
    let mut astray = 0;
    while more {
        if let Some(frame) = Frame::of(head).filter(|frame| so_far.agrees(frame)) {
            astray = 0;
            more = so_far.take(&mut file, frame)? && fill(&mut file, &mut head)?;
            continue;
        }
        astray += 1;
        if so_far.frames <= ENOUGH {
            // What looked like a frame was none.
            so_far = SoFar::default();
        }
        let mut next = [0];
        more = astray <= MOST_ASTRAY && fill(&mut file, &mut next)?;
        let ([_, b, c, d], [e]) = (head, next);
        head = [b, c, d, e];
    }
    Ok(so_far.drawn())
}

/// Fills `buffer`; `false` if the file has ended before.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> IoResult<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// The rest of a tag before the sound, of which four bytes were read.
fn skip_tag(file: &mut BufReader<impl Read + Seek>) -> IoResult<bool> {
    let mut rest = [0; 6];
    if !fill(file, &mut rest)? {
        return Ok(false);
    }
    let [_, flags, size @ ..] = rest;
    let size = size.iter().fold(0_i64, |size, byte| size << 7 | i64::from(byte & 0x7f));
    file.seek_relative(size + if flags & 0x10 == 0 { 0 } else { 10 })?;
    Ok(true)
}

/// The header of a frame of layer III.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    /// MPEG 1, with two granules in a frame; otherwise 2 or 2.5, with one.
    first: bool,
    per_second: u32,
    /// Of the whole frame.
    bytes: u32,
    /// Two bytes stand before what it says of itself.
    checked: bool,
    mono: bool,
}

const FASTER: [u32; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
const SLOWER: [u32; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];

impl Frame {
    fn of([sync, kind, rates, mode]: [u8; 4]) -> Option<Self> {
        if sync != 0xff || kind & 0xe6 != 0xe2 {
            return None;
        }
        let (first, halved) = match kind >> 3 & 3 {
            3 => (true, 0),
            2 => (false, 1),
            0 => (false, 2),
            _ => return None,
        };
        let all = if first { &FASTER } else { &SLOWER };
        let rate = all.get(usize::from(rates >> 4)).copied().filter(|rate| *rate > 0)?;
        let per_second = [44_100, 48_000, 32_000].get(usize::from(rates >> 2 & 3))? >> halved;
        let padding = u32::from(rates >> 1 & 1);
        let bytes = (if first { 144_000 } else { 72_000 }) * rate / per_second + padding;
        Some(Self { first, per_second, bytes, checked: kind & 1 == 0, mono: mode >> 6 == 3 })
    }

    const fn granules(self) -> u64 {
        if self.first { 2 } else { 1 }
    }

    /// Bytes of what it says of itself.
    const fn side(self) -> usize {
        match (self.first, self.mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        }
    }

    /// How loud each granule is, its channels together.
    fn loudness(self, side: &[u8]) -> [f32; 2] {
        let mut bits = Bits { bytes: side, at: 0 };
        let channels = if self.mono { 1 } else { 2 };
        // Where its sound begins, what is for nobody, and what two granules share.
        bits.skip(match (self.first, self.mono) {
            (true, true) => 9 + 5 + 4,
            (true, false) => 9 + 3 + 8,
            (false, true) => 8 + 1,
            (false, false) => 8 + 2,
        });
        let mut each = [0.0; 2];
        for granule in each.iter_mut().take(if self.first { 2 } else { 1 }) {
            *granule = (0..channels).map(|_| channel(&mut bits, self.first)).fold(0.0, f32::max);
        }
        each
    }
}

/// How loud a channel is: its gain, and how large its largest number can be by the table that it is written with.
fn channel(bits: &mut Bits<'_>, first: bool) -> f32 {
    let (length, pairs, gain) = (bits.take(12), bits.take(9), bits.take(8));
    bits.skip(if first { 4 } else { 9 });
    let (mut largest, mut quieter) = (0.0_f32, 0);
    if bits.take(1) == 1 {
        bits.skip(3);
        for _ in 0..2 {
            largest = largest.max(size(bits.take(5)));
        }
        quieter = (0..3).map(|_| bits.take(3)).min().unwrap_or(0);
    } else {
        for _ in 0..3 {
            largest = largest.max(size(bits.take(5)));
        }
        bits.skip(7);
    }
    bits.skip(if first { 3 } else { 2 });
    if length == 0 {
        return 0.0;
    }
    // Without pairs there are only ones.
    let largest = if pairs == 0 { 1.0 } else { largest };
    let power = (f32::from(gain) - 210.0) / 4.0 - 2.0 * f32::from(quieter);
    power.exp2() * largest.powf(4.0 / 3.0)
}

/// About the largest number that is written with a table: an encoder takes the smallest one that is large enough.
fn size(table: u16) -> f32 {
    let further = match table {
        0 | 4 | 14 => return 0.0,
        1 => return 1.0,
        2..=3 => return 1.7,
        5..=6 => return 2.7,
        7..=9 => return 4.4,
        10..=12 => return 6.2,
        13 | 15 => return 11.0,
        16 => 1,
        17 => 2,
        18 => 3,
        19 | 24 => 4,
        25 => 5,
        20 | 26 => 6,
        27 => 7,
        21 | 28 => 8,
        29 => 9,
        22 => 10,
        30 => 11,
        _ => 13,
    };
    15.0 + 0.7 * f32::from(1_u16 << further)
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// At most sixteen; what is not there is nothing.
    fn take(&mut self, count: usize) -> u16 {
        (0..count).fold(0, |number, _| {
            let byte = self.bytes.get(self.at / 8).copied().unwrap_or(0);
            let bit = byte >> (7 - self.at % 8) & 1;
            self.at += 1;
            number << 1 | u16::from(bit)
        })
    }

    const fn skip(&mut self, count: usize) {
        self.at += count;
    }
}

/// What was found, up to here.
#[derive(Clone, Debug, Default)]
struct SoFar {
    known: Option<Frame>,
    frames: u64,
    /// The granule before.
    before: f32,
    slots: Slots,
}

impl SoFar {
    /// Frames of one file are of one kind.
    fn agrees(&self, frame: &Frame) -> bool {
        self.known.is_none_or(|known| (known.first, known.per_second) == (frame.first, frame.per_second))
    }

    /// Reads a frame to its end, of which the header was read; `false` at the end of the file.
    fn take(&mut self, file: &mut BufReader<impl Read + Seek>, frame: Frame) -> IoResult<bool> {
        let mut read = 4;
        if frame.checked {
            read += 2;
            if !fill(file, &mut [0; 2])? {
                return Ok(false);
            }
        }
        let mut buffer = [0; 32];
        let Some(side) = buffer.get_mut(..frame.side()) else { return Ok(false) };
        if !fill(file, side)? {
            return Ok(false);
        }
        read += i64::try_from(side.len()).unwrap_or(0);
        let loudness = frame.loudness(side);
        let mut tag = [0; 4];
        let mut is_sound = true;
        if self.known.is_none() {
            if !fill(file, &mut tag)? {
                return Ok(false);
            }
            read += 4;
            // The first frame may say how many there are, and is none itself.
            is_sound = !matches!(&tag, b"Xing" | b"Info");
        }
        self.known = Some(frame);
        if is_sound {
            self.frames += 1;
            for loud in loudness.into_iter().take(usize::try_from(frame.granules()).unwrap_or(1)) {
                // One that is far louder than the one before it is so only on paper.
                self.slots.push(of_255(loud.min(self.before)));
                self.before = loud;
            }
        }
        file.seek_relative(i64::from(frame.bytes) - read)?;
        Ok(true)
    }

    fn drawn(self) -> Option<Drawn> {
        let known = self.known.filter(|_| self.frames > 0)?;
        let samples = self.frames * known.granules() * 576;
        let milliseconds = i64::try_from(samples * 1_000 / u64::from(known.per_second)).unwrap_or(i64::MAX);
        Some(Drawn { milliseconds, peaks: self.slots.stretches() })
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 255")]
fn of_255(loud: f32) -> u8 {
    (loud * SCALE * 255.0).clamp(0.0, 255.0) as u8
}

/// The loudest of stretches that are as long as each other, and become longer when there are too many.
#[derive(Clone, Debug)]
struct Slots {
    loudest: Vec<u8>,
    /// Granules in each, and in the last one so far.
    each: u64,
    in_last: u64,
}

impl Default for Slots {
    fn default() -> Self {
        Self { loudest: Vec::new(), each: 1, in_last: 1 }
    }
}

impl Slots {
    fn push(&mut self, loud: u8) {
        if self.in_last < self.each {
            self.in_last += 1;
            if let Some(last) = self.loudest.last_mut() {
                *last = loud.max(*last);
            }
            return;
        }
        if self.loudest.len() == SLOTS {
            let pairs = self.loudest.chunks(2).map(|pair| pair.iter().copied().max().unwrap_or(0));
            self.loudest = pairs.collect();
            self.each *= 2;
        }
        self.loudest.push(loud);
        self.in_last = 1;
    }

    fn stretches(&self) -> Vec<u8> {
        let (all, count) = (self.loudest.len(), self.loudest.len().min(STRETCHES));
        let stretch = |number: usize| self.loudest.get(number * all / count..(number + 1) * all / count);
        (0..count)
            .map(|number| stretch(number).and_then(|all| all.iter().copied().max()).unwrap_or(0))
            .collect()
    }
}

#[cfg(test)]
#[path = "mp3_tests.rs"]
mod tests;
