//! MP3 files that were made by hand, whole and broken in every way that chance finds.

use std::io::Cursor;

use kernel::Dice;

use super::*;

/// Bits, first ones first.
#[derive(Default)]
struct Written(Vec<u8>, usize);

impl Written {
    fn put(&mut self, count: usize, number: u32) -> &mut Self {
        for bit in (0..count).rev() {
            if self.1.is_multiple_of(8) {
                self.0.push(0);
            }
            let byte = self.0.last_mut().unwrap();
            *byte |= u8::try_from(number >> bit & 1).unwrap() << (7 - self.1 % 8);
            self.1 += 1;
        }
        self
    }
}

/// A frame of MPEG 1 at 44.1 kHz and 64 kbit/s, one channel, whose two granules have these gains; 208 bytes.
fn frame(gains: [u32; 2], table: u32) -> Vec<u8> {
    let mut side = Written::default();
    side.put(18, 0);
    for gain in gains {
        let length = u32::from(gain > 0) * 700;
        side.put(12, length)
            .put(9, 100)
            .put(8, gain)
            .put(4, 0)
            .put(1, 0)
            .put(15, table << 10)
            .put(7, 0)
            .put(3, 0);
    }
    let mut bytes = vec![0xff, 0xfb, 0x50, 0xc0];
    bytes.extend(side.0);
    assert_eq!(bytes.len(), 21);
    bytes.resize(208, 0x55);
    bytes
}

/// A second is 38 frames: quiet, loud, silent.
fn sound() -> Vec<u8> {
    let quiet = (0..380).flat_map(|_| frame([196, 196], 1));
    let loud = (0..380).flat_map(|_| frame([208, 208], 1));
    quiet.chain(loud).chain((0..380).flat_map(|_| frame([0, 0], 1))).collect()
}

fn read(bytes: &[u8]) -> Option<Drawn> {
    draw(Cursor::new(bytes)).unwrap()
}

#[test]
fn each_stretch_is_as_loud_as_its_frames_say() {
    let drawn = read(&sound()).unwrap();
    assert_eq!((drawn.milliseconds, drawn.peaks.len()), (1140 * 1152 * 1000 / 44_100, STRETCHES));
    let at = |number: usize| drawn.peaks[number];
    // Twelve steps of gain are eight times as loud.
    assert_eq!((at(60), at(200), at(390)), (31, 252, 0));
    assert!(drawn.peaks.is_sorted_by(|a, b| a <= b || *b == 0), "{:?}", drawn.peaks);
}

#[test]
fn a_larger_table_is_louder_and_a_single_loud_granule_is_none() {
    let loudest = |bytes: Vec<u8>| read(&bytes).unwrap().peaks.into_iter().max().unwrap();
    let tables: Vec<u8> = [1, 2, 5, 7, 10, 13, 16, 17, 24]
        .map(|table| loudest((0..9).flat_map(|_| frame([170, 170], table)).collect()))
        .to_vec();
    assert!(tables.is_sorted() && tables[0] < tables[8], "{tables:?}");
    let click: Vec<u8> = (0..9).flat_map(|n| frame([180, if n == 4 { 230 } else { 180 }], 1)).collect();
    assert_eq!(loudest(click), loudest((0..9).flat_map(|_| frame([180, 180], 1)).collect()));
}

#[test]
fn what_stands_before_between_and_after_the_frames_is_passed_over() {
    let plain = read(&sound()).unwrap();
    let tag = [b"ID3\x04\0\x10\0\0\x02\x05".as_slice(), &[0xff; 261 + 10]].concat();
    assert_eq!(read(&[tag.clone(), tag.clone(), sound()].concat()).unwrap(), plain);
    assert_eq!(
        read(&[b"\xff\xfb\x50junk".repeat(30), sound(), b"TAG title".to_vec()].concat()).unwrap(),
        plain
    );
    let mut info = frame([200, 200], 1);
    info[21..25].copy_from_slice(b"Info");
    assert_eq!(read(&[info, sound()].concat()).unwrap(), plain);
    let cut = [&sound()[..100 * 208], b"lost bytes", &sound()[100 * 208..]].concat();
    let found = read(&cut).unwrap().milliseconds;
    assert!((plain.milliseconds - found).abs() < 100, "{found}");
}

#[test]
fn mpeg_2_has_one_granule_in_a_frame() {
    let mut side = Written::default();
    side.put(9, 0).put(12, 300).put(9, 50).put(8, 200).put(9, 0).put(1, 1).put(3, 0).put(10, 0b00001_00001);
    side.put(9, 0b001_001_001).put(2, 0);
    // 16 kHz, 24 kbit/s, with two bytes that check it.
    let mut one = vec![0xff, 0xf2, 0x38, 0xc0, 1, 2];
    one.extend(side.0);
    assert_eq!(one.len(), 15);
    one.resize(108, 0x55);
    let drawn = read(&one.repeat(100)).unwrap();
    assert_eq!((drawn.milliseconds, drawn.peaks.len()), (100 * 576 / 16, 100));
    assert!(drawn.peaks[50] > 0);
}

#[test]
fn what_is_no_sound_has_no_waveform() {
    for bytes in [
        &b""[..],
        b"ID3",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
        b"\xff\xfb\x50",
        b"\xff\xfb\x50\xc0",
        vec![0xff; 100_000].as_slice(),
    ] {
        assert_eq!(read(bytes), None, "{}", bytes.len());
    }
    assert_eq!(read(&vec![0; 3 << 20]), None);
}

#[test]
fn a_file_that_is_broken_anywhere_is_read_to_its_end() {
    let (dice, whole) = (Dice::seeded(11), sound());
    let length = u32::try_from(whole.len()).unwrap();
    for round in 0..300 {
        let mut bytes = whole[..usize::try_from(dice.below(length)).unwrap()].to_vec();
        for _ in 0..dice.below(200) {
            let at = usize::try_from(dice.below(length)).unwrap();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(dice.below(256)).unwrap();
            }
        }
        if let Some(drawn) = read(&bytes) {
            assert!(drawn.peaks.len() <= STRETCHES && drawn.milliseconds > 0, "{round}");
            let most = i64::from(length) / 208 * 1152 * 1000 / 44_100 * 3;
            assert!(drawn.milliseconds <= most, "{round}: {}", drawn.milliseconds);
        }
    }
    for _ in 0..200 {
        let bytes: Vec<u8> = (0..64).flat_map(|_| dice.bytes::<64>()).collect();
        let _ = read(&bytes);
        let loud: Vec<u8> =
            bytes.iter().flat_map(|byte| [0xff, 0xe2 | byte & 0x19, byte & 0xfe, *byte]).collect();
        let _ = read(&loud);
    }
}

#[test]
fn memory_stays_the_same_however_long_it_is() {
    let mut slots = Slots::default();
    for number in 0..2_000_000_u32 {
        slots.push(if number >= 1_000_000 { 200 } else { 100 });
        assert!(slots.loudest.len() <= SLOTS);
    }
    let stretches = slots.stretches();
    assert_eq!((stretches.len(), stretches[100], stretches[300]), (STRETCHES, 100, 200));
}
