//! Files as they really are: cut, damaged, in old encodings, and without end.

use proptest::prelude::*;

use super::super::groups::Groups;
use super::super::lines::LONGEST;
use super::super::{Format, Options, Reader, Unreadable};
use super::{Line, calls, chicago, items, line, read};

fn good(linked: &'static str) -> String {
    line(linked, 1).rang("PJSIP/101-0002").text(21)
}

fn ids(bytes: impl AsRef<[u8]>) -> (Vec<String>, Vec<u64>) {
    let (calls, bad) = read(bytes);
    (calls.into_iter().map(|c| c.external_id).collect(), bad.into_iter().map(|(line, _)| line).collect())
}

fn two() -> Vec<String> {
    vec!["asterisk:1.1".to_owned(), "asterisk:2.2".to_owned()]
}

#[test]
fn any_line_ending_and_a_byte_order_mark() {
    let (a, b) = (good("1.1"), good("2.2"));
    for text in [
        format!("{a}\n{b}\n"),
        format!("{a}\r\n{b}\r\n"),
        format!("\u{feff}{a}\n{b}"),
        format!("\n\n{a}\n  \r\n\n{b}\n\n"),
    ] {
        assert_eq!(ids(text), (two(), vec![]));
    }
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(items(b""), []);
    assert_eq!(items(b"\n\n"), []);
    assert_eq!(items(b"From,To,Started at\n"), []);
    assert_eq!(items(b"From,To,Started at"), []);
}

#[test]
fn every_set_of_columns_of_the_exchange() {
    let whole = line("1772553600.17", 7).rang("PJSIP/101-0002");
    let text = whole.text(21);
    let columns: Vec<&str> = text.split(',').collect();
    let with = |extra: &[usize]| {
        let all: Vec<&str> = columns[..16].iter().copied().chain(extra.iter().map(|i| columns[*i])).collect();
        let (calls, bad) = read(all.join(",") + "\n");
        assert_eq!(bad, [], "{extra:?}");
        calls[0].external_id.clone()
    };
    for extra in
        [&[16][..], &[16, 17], &[18, 19, 20], &[17, 18, 19, 20], &[16, 18, 19, 20], &[16, 17, 18, 19, 20]]
    {
        assert_eq!(with(extra), "asterisk:1772553600.17", "{extra:?}");
    }
    for extra in [&[][..], &[17]] {
        assert_eq!(with(extra), with(&[]), "{extra:?}");
        assert!(with(extra).starts_with("sha256:"), "{extra:?}");
    }
    for count in [3, 15] {
        let short = format!("{}\n{}\n{text}\n", text, columns[..count].join(","));
        let (_, bad) = read(short);
        assert_eq!(bad, [(2, format!("The line has {count} columns; a line of Master.csv has 16 to 21."))]);
    }
}

#[test]
fn ids_stay_the_same_wherever_the_line_stands() {
    let lines: Vec<Line> = vec![
        line("1.1", 1).rang("SIP/1-1"),
        line("2.2", 2).rang("SIP/1-2").on("SIP/x-2"),
        line("3.3", 3).on("SIP/x-3").at("11:00:00", "", "11:00:09"),
    ];
    for columns in [16, 18, 21] {
        let text = |lines: &mut dyn Iterator<Item = &Line>| -> String {
            lines.map(|line| line.text(columns) + "\n").collect()
        };
        let (mut forward, _) = ids(text(&mut lines.iter()));
        let (mut backward, _) = ids(text(&mut lines.iter().rev()));
        let mut alone: Vec<String> =
            lines.iter().flat_map(|line| ids(text(&mut [line].into_iter())).0).collect();
        for found in [&mut forward, &mut backward, &mut alone] {
            found.sort();
            assert_eq!(found.len(), 3);
        }
        assert_eq!(forward, backward);
        assert_eq!(forward, alone);
    }
}

#[test]
fn without_ids_the_legs_of_one_channel_are_one_call() {
    let group = [line("", 1).rang("SIP/1-1"), line("", 2).rang("SIP/2-2"), line("", 3).on("SIP/x-9")];
    let text: String = group.iter().map(|line| line.text(16) + "\n").collect();
    let (calls, _) = read(text);
    assert_eq!(
        calls.iter().map(|c| c.legs).collect::<Vec<_>>(),
        if calls[0].legs == 2 { [2, 1] } else { [1, 2] }
    );
}

#[test]
fn a_name_in_an_old_encoding_is_kept() {
    let mut bytes = good("1.1").replace("Maria Gomez", "Zo\u{1}\u{1} M\u{1}ller").into_bytes();
    let wanted = [0xeb, b'!', 0xfc];
    for (place, byte) in bytes.iter_mut().filter(|b| **b == 1).zip(wanted) {
        *place = byte;
    }
    bytes.push(b'\n');
    bytes.extend(good("2.2").replace("Maria Gomez", "Zoë Müller").bytes());
    bytes.push(b'\n');
    let (calls, bad) = read(bytes);
    assert_eq!(bad, []);
    assert_eq!([&calls[0].from_name, &calls[1].from_name], ["Zoë! Müller", "Zoë Müller"]);
}

#[test]
fn a_line_break_in_a_name_is_part_of_the_name() {
    let odd = good("1.1").replace("Maria Gomez", "Maria\nGomez");
    let (calls, bad) = read(format!("{odd}\n{}\n", good("2.2")));
    assert_eq!(bad, []);
    assert_eq!((calls[0].from_name.as_str(), calls[1].first_line), ("Maria Gomez", 3));
}

#[test]
fn a_broken_quotation_mark_costs_one_line() {
    let whole = good("9.9");
    // Wherever the line is cut, the lines before and after it are read, and what is lost is reported. Only a line
    // that is cut behind the sixteenth column or later looks whole.
    for cut in 1..whole.len() {
        let broken = &whole[..cut];
        let (found, bad) = ids(format!("{}\n{broken}\n{}\n", good("1.1"), good("2.2")));
        assert!(two().iter().all(|id| found.contains(id)), "{broken}");
        let whole = cut >= whole.find(",\"9.9\"").unwrap();
        assert!(bad == [2] && found.len() == 2 || whole && bad.is_empty(), "{broken}: {bad:?} {found:?}");
    }
    // A mark that opens and nothing after it closes: no more than the line itself either.
    let mut text = format!("{}\n\"never closed\n", good("1.1"));
    for _ in 0..100 {
        text.push_str("no marks at all\n");
    }
    let (found, bad) = ids(text + &good("2.2") + "\n");
    assert_eq!((found, bad.len()), (two(), 101));
}

#[test]
fn a_file_that_is_still_written_ends_in_a_bad_line() {
    let whole = good("2.2");
    for cut in [3, 60, whole.rfind(",\"2.2\"").unwrap(), whole.rfind(",1").unwrap()] {
        assert_eq!(
            ids(format!("{}\n{}", good("1.1"), &whole[..cut])),
            (two()[..1].to_vec(), vec![2]),
            "{cut}"
        );
    }
}

#[test]
fn lines_without_end_and_bytes_that_are_nothing() {
    let long = "x".repeat(1_000_000);
    assert_eq!(ids(format!("{}\n{long}\n{}\n", good("1.1"), good("2.2"))), (two(), vec![2]));
    assert_eq!(ids(format!("{}\n{long}", good("1.1"))), (two()[..1].to_vec(), vec![2]));
    assert_eq!(
        ids(format!("{}\n{}\n", good("1.1"), good("2.2").replace("Maria", "\0"))),
        (two()[..1].to_vec(), vec![2])
    );
    // At the limit and one over it.
    let fill = LONGEST - good("1.1").len() + "Maria".len();
    for (size, bad) in [(fill, vec![]), (fill + 1, vec![2])] {
        let text = format!("{}\n{}\r\n", good("2.2"), good("1.1").replace("Maria", &"m".repeat(size)));
        assert_eq!(ids(text).1, bad);
    }
}

#[test]
fn values_that_cannot_be_are_reported() {
    for (from, to, reason) in [
        ("\"2026-03-03 10:00:00\"", "\"2026-03-33 10:00:00\"", "“2026-03-33 10:00:00” is not a time"),
        ("\"2026-03-03 10:00:20\"", "", "“” is not a time"),
        (",20,0,", ",minus,0,", "“minus” is not a number of seconds"),
        ("\"NO ANSWER\"", "\"MAYBE\"", "“MAYBE” is not a disposition"),
    ] {
        let (_, bad) = read(format!("{}\n{}\n", good("1.1"), good("2.2").replace(from, to)));
        assert_eq!(bad.len(), 1);
        assert!(bad[0].0 == 2 && bad[0].1.starts_with(reason), "{bad:?}");
    }
}

#[test]
fn a_log_that_begins_in_the_middle_of_a_line_is_still_the_exchanges() {
    let text = format!("{}\n{}\n", &good("1.1")[40..], good("2.2"));
    assert_eq!(ids(text), (two()[1..].to_vec(), vec![1]));
}

#[test]
fn other_kinds_of_files_are_refused_in_words() {
    for bytes in [&b"\xff\xfeF\0r\0"[..], b"\x1f\x8b\x08\0", b"PK\x03\x04rest", b"hello\nworld\n"] {
        let Err(error) = Reader::open(bytes, chicago()) else { panic!("{bytes:?}") };
        assert!(matches!(error, Unreadable::Content(_)), "{error}");
    }
}

#[test]
fn progress_is_told() {
    let text = format!("{}\n{}\n", good("1.1"), good("2.2"));
    let mut reader = Reader::open(text.as_bytes(), chicago()).unwrap();
    assert_eq!((reader.by_ref().count(), reader.format()), (2, Format::Asterisk));
    assert_eq!((reader.progress().bytes, reader.progress().lines), (text.len() as u64, 2));
}

#[test]
fn open_calls_are_bounded() {
    let legs = |n: u64| {
        let mut leg = super::super::Leg {
            start: kernel::Timestamp::from_micros(0),
            sequence: 0,
            end: kernel::Timestamp::from_micros(0),
            answer: None,
            from: String::new(),
            from_name: String::new(),
            to: String::new(),
            disposition: super::super::Disposition::NoAnswer,
            app: super::super::App::Rang,
            channel: String::new(),
            dst_channel: String::new(),
            direction: None,
            notes: String::new(),
            recording: String::new(),
            line: n,
        };
        leg.start = kernel::Timestamp::from_micros(i64::try_from(n).unwrap());
        leg
    };
    let mut groups = Groups::new(100);
    let mut done = Vec::new();
    for n in 0..1000 {
        groups.add(format!("call {n}"), legs(n), &mut done);
        assert!(n < 200 || done.len() as u64 + 100 > n);
    }
    assert!(done.is_sorted_by_key(|call: &super::Call| call.started_at));
    for n in 0..1000 {
        groups.add("endless".to_owned(), legs(n), &mut done);
    }
    groups.finish(&mut done);
    assert_eq!(done.iter().filter(|call| call.external_id.starts_with("call")).count(), 1000);
    assert_eq!(done.iter().map(|call| call.legs).sum::<u32>(), 2000);
}

#[test]
fn an_error_of_the_disk_is_not_the_end_of_the_file() {
    use std::io::Read;
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    let mut text = String::new();
    for _ in 0..20 {
        text += &(good("1.1") + "\n");
    }
    let seen: Vec<_> = Reader::open(text.as_bytes().chain(Broken), chicago()).unwrap().collect();
    assert!(matches!(seen.as_slice(), [Err(_)]));
    assert!(matches!(Reader::open(Broken, chicago()), Err(Unreadable::File(_))));
    assert_eq!(calls(&[]), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), format in 0..3) {
        let mut options: Options = chicago();
        options.format = [None, Some(Format::Asterisk), Some(Format::Columns)][usize::try_from(format).unwrap()];
        if let Ok(reader) = Reader::open(bytes.as_slice(), options) {
            let _: Vec<_> = reader.collect();
        }
    }

    #[test]
    fn damage_costs_no_more_than_it_touches(
        place in 0_usize..2000,
        damage in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\0'), any::<u8>()], 1..6),
    ) {
        let names = ["1.1", "2.2", "3.3", "4.4", "5.5", "6.6"];
        let mut bytes: Vec<u8> = names.iter().flat_map(|n| (good(n) + "\n").into_bytes()).collect();
        let place = place % bytes.len();
        let end = (place + damage.len()).min(bytes.len());
        bytes.splice(place..end, damage);
        let (calls, bad) = read(&bytes);
        // At most the two lines that the damage touches, however many pieces it made of them.
        prop_assert!(calls.len() >= 4, "{bad:?}");
        prop_assert!(calls.len() == 6 || !bad.is_empty());
    }

    #[test]
    fn lists_of_any_text_do_not_panic(rows in proptest::collection::vec(proptest::collection::vec(".{0,12}", 3..9), 0..8)) {
        let mut text = "From;To;Started at;State;Duration;Talk;Type;Call ID\n".to_owned();
        for row in rows {
            text += &(row.join(";") + "\n");
        }
        let _ = items(text.as_bytes());
    }
}
