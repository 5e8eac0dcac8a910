//! What became of a call, from the lines that the exchange wrote about it.

use super::super::{Direction, Outcome};
use super::{calls, line, one};

/// The time of day (UTC) of the answer.
fn answered(call: &super::Call) -> String {
    call.answered_at.map_or(String::new(), |at| at.to_string()[11..19].to_owned())
}

#[test]
fn the_outcome_is_the_callers() {
    use Outcome::{Answered, Missed, Voicemail};
    let rang = || line("1.1", 1).rang("PJSIP/101-00000002");
    for (name, lines, state, at, by) in [
        (
            "a person answered",
            vec![rang().answered("10:00:00", "10:00:08", "10:02:00")],
            Answered,
            "16:00:08",
            "101",
        ),
        ("nobody answered", vec![rang()], Missed, "", ""),
        ("the line was busy", vec![rang().said("BUSY")], Missed, "", ""),
        ("no way through", vec![line("1.1", 1).said("CONGESTION"), rang().said("FAILED")], Missed, "", ""),
        ("the queue took the call and nobody came", vec![queue()], Missed, "", ""),
        (
            "the queue itself brought an agent",
            vec![queue().rang("SIP/104-0009")],
            Answered,
            "16:00:01",
            "104",
        ),
        (
            "a relay rang the agent, whose own leg knows when",
            vec![
                queue().rang("Local/104@agents-0005;1"),
                agent().answered("10:00:30", "10:00:41", "10:05:00"),
            ],
            Answered,
            "16:00:41",
            "104",
        ),
        (
            "the relay was taken by the voice mail of the agent",
            vec![queue().rang("Local/104@agents-0005;1"), agent().rang("").app("VoiceMail").said("ANSWERED")],
            Voicemail,
            "",
            "",
        ),
        (
            "a relay without a leg of its own is believed",
            vec![queue().rang("Local/104@agents-0005;1")],
            Answered,
            "16:00:01",
            "104",
        ),
        (
            "voice mail after ringing",
            vec![rang(), line("1.1", 2).app("VoiceMail").answered("10:00:20", "10:00:20", "10:01:00")],
            Voicemail,
            "",
            "",
        ),
        (
            "an older exchange writes both in one line",
            vec![rang().app("Voicemail").said("ANSWERED")],
            Voicemail,
            "",
            "",
        ),
        ("hung up before the greeting", vec![line("1.1", 1).app("VoiceMail")], Missed, "", ""),
        ("only a menu", vec![line("1.1", 1).app("BackGround").said("ANSWERED")], Missed, "", ""),
        ("an announcement", vec![rang().app("Playback").said("ANSWERED")], Missed, "", ""),
        (
            "a menu, then a person",
            vec![
                line("1.1", 1).app("BackGround").answered("10:00:00", "10:00:00", "10:00:09"),
                rang().answered("10:00:09", "10:00:15", "10:03:00"),
            ],
            Answered,
            "16:00:15",
            "101",
        ),
        (
            "a conference",
            vec![line("1.1", 1).app("ConfBridge").answered("10:00:00", "10:00:02", "10:30:00")],
            Answered,
            "16:00:02",
            "",
        ),
    ] {
        let call = one(&lines);
        assert_eq!(call.state, state, "{name}");
        assert_eq!(answered(&call), at, "{name}");
        assert_eq!(call.answered_by.unwrap_or_default(), by, "{name}");
    }
}

fn queue() -> super::Line {
    line("1.1", 1).app("Queue").answered("10:00:00", "10:00:01", "10:05:00")
}

fn agent() -> super::Line {
    line("1.1", 2)
        .unique("2.2")
        .on("Local/104@agents-0005;2")
        .rang("PJSIP/104-00000006")
        .at("10:00:30", "", "10:00:45")
}

#[test]
fn a_ring_group_is_one_call() {
    let rang = |n: i64, channel| line("1.1", n).rang(channel);
    let call = one(&[
        rang(1, "PJSIP/101-00000002"),
        rang(2, "PJSIP/102-00000003"),
        rang(4, "PJSIP/104-00000005"),
        rang(5, "PJSIP/105-00000006").said("BUSY"),
        rang(3, "PJSIP/103-00000004").answered("10:00:00", "10:00:20", "10:04:10"),
    ]);
    assert_eq!((call.state, call.answered_by.as_deref(), call.legs), (Outcome::Answered, Some("103"), 5));
    assert_eq!((call.from.as_str(), call.from_name.as_str()), ("+15125550143", "Maria Gomez"));
    assert_eq!((call.to.as_str(), call.duration_s, call.first_line), ("5125550100", 250, 1));
    assert_eq!(call.talk().unwrap().as_seconds(), 230);
    assert_eq!(call.external_id, "asterisk:1.1");
}

#[test]
fn a_transferred_call_keeps_the_number_that_was_dialed() {
    let blind = one(&[
        line("1.1", 9)
            .called("+15125550143", "103")
            .rang("PJSIP/103-0004")
            .answered("10:01:00", "10:01:05", "10:09:00"),
        line("1.1", 1).rang("PJSIP/101-0002").answered("10:00:00", "10:00:08", "10:01:00"),
    ]);
    assert_eq!((blind.to.as_str(), blind.answered_by.as_deref()), ("5125550100", Some("101")));
    assert_eq!((blind.duration_s, answered(&blind).as_str()), (540, "16:00:08"));

    // Attended: the colleague is asked first, on a line of the one who transfers, and then speaks to the caller.
    let attended = one(&[
        line("1.1", 2)
            .unique("3.3")
            .called("101", "103")
            .on("PJSIP/101-0005")
            .rang("PJSIP/103-0006")
            .answered("10:00:40", "10:00:44", "10:01:00"),
        line("1.1", 1).rang("PJSIP/101-0002").answered("10:00:00", "10:00:08", "10:01:00"),
        line("1.1", 3).rang("PJSIP/103-0006").answered("10:01:00", "10:01:00", "10:06:00"),
    ]);
    assert_eq!((attended.from.as_str(), attended.to.as_str()), ("+15125550143", "5125550100"));
    assert_eq!((attended.duration_s, attended.legs), (360, 3));
}

#[test]
fn places_in_a_dialplan_are_not_numbers() {
    let call =
        one(&[line("1.1", 1).called("", "s").app("BackGround"), line("1.1", 2).rang("PJSIP/101-0002")]);
    assert_eq!((call.to.as_str(), call.from.as_str()), ("5125550100", "+15125550143"));
    assert_eq!(one(&[line("1.1", 1).called("101", "0")]).to, "0");
}

#[test]
fn the_direction_is_said_only_if_it_is_sure() {
    let inside = line("1.1", 1).called("101", "103").on("PJSIP/101-0005").rang("PJSIP/103-0006");
    for (lines, direction) in [
        (inside.clone(), Some(Direction::Internal)),
        (inside.clone().called("102", "103"), None),
        (inside.rang("PJSIP/carrier-0006"), None),
        (line("1.1", 1), None),
        (line("1.1", 1).context("from-trunk-1"), Some(Direction::Inbound)),
        (line("1.1", 1).context("Outbound-local"), Some(Direction::Outbound)),
    ] {
        assert_eq!(one(&[lines]).direction_hint, direction);
    }
    let out = line("1.1", 1)
        .context("outbound")
        .rang("PJSIP/carrier-0006")
        .answered("10:00:00", "10:00:05", "10:01:00");
    assert_eq!(one(&[out]).answered_by, None, "a trunk is nobody");
}

#[test]
fn calls_at_the_same_time_do_not_mix() {
    let found = calls(&[
        line("1.1", 1).rang("PJSIP/101-0002"),
        line("2.2", 3).rang("PJSIP/101-0012"),
        line("1.1", 2).rang("PJSIP/102-0003").answered("10:00:00", "10:00:20", "10:04:10"),
        line("3.3", 5).at("09:59:00", "", "10:00:10"),
        line("2.2", 4).rang("PJSIP/102-0013"),
    ]);
    let seen: Vec<_> = found.iter().map(|c| (c.external_id.as_str(), c.legs, c.state)).collect();
    assert_eq!(
        seen,
        [
            ("asterisk:3.3", 1, Outcome::Missed),
            ("asterisk:1.1", 2, Outcome::Answered),
            ("asterisk:2.2", 2, Outcome::Missed),
        ]
    );
}

#[test]
fn late_legs_still_belong_to_their_call_within_six_hours() {
    let late = |end| {
        calls(&[
            line("1.1", 1).at("08:00:00", "", "08:00:20"),
            line("2.2", 2).at("09:00:00", "", end),
            line("1.1", 3).rang("PJSIP/101-0002").answered("08:00:20", "08:00:25", "08:30:00"),
        ])
    };
    let ids =
        |calls: &[super::Call]| calls.iter().map(|c| (c.external_id.clone(), c.legs)).collect::<Vec<_>>();
    let (one, two) = ("asterisk:1.1".to_owned(), "asterisk:2.2".to_owned());
    assert_eq!(ids(&late("14:00:20")), [(one.clone(), 2), (two.clone(), 1)]);
    // Later than that it is told twice, under the same id, and the first one stands.
    assert_eq!(ids(&late("14:00:21")), [(one.clone(), 1), (one, 1), (two, 1)]);
}

#[test]
fn a_line_that_is_there_twice_counts_once() {
    let leg = line("1.1", 1).rang("PJSIP/101-0002");
    let call = one(&[leg.clone(), line("1.1", 2).rang("PJSIP/102-0003"), leg.clone(), leg]);
    assert_eq!((call.legs, call.duplicates, call.first_line), (2, 2, 1));
}

#[test]
fn numbers_and_names_are_told_apart() {
    use super::super::clean::caller;
    for (clid, name, number) in [
        ("\"Maria Gomez\" <+15125550143>", "Maria Gomez", "+15125550143"),
        ("\"Tom \"Red\" Hale\" <5125550184>", "Tom \"Red\" Hale", "5125550184"),
        ("<5125550184>", "", "5125550184"),
        ("Northside Dental <5125550117>", "Northside Dental", "5125550117"),
        ("\"5125550117\" <5125550117>", "", "5125550117"),
        ("5125550117", "", "5125550117"),
        ("(512) 555-0117", "", "(512) 555-0117"),
        ("Front Desk", "Front Desk", ""),
        ("\"Bell\u{7}\" <1>", "Bell", "1"),
        ("", "", ""),
    ] {
        assert_eq!(caller(clid), (name.to_owned(), number.to_owned()), "{clid}");
    }
}

#[test]
fn channels_are_telephones() {
    use super::super::channel::peer;
    for (channel, telephone) in [
        ("SIP/101-0000a", "101"),
        ("PJSIP/front-desk-0000002a", "front-desk"),
        ("Local/101@from-queue-00000004;1", "101"),
        ("DAHDI/i1/5125550143-2f", "5125550143"),
        ("IAX2/branch", "branch"),
        ("Agent/1001", "1001"),
        ("Ana Silva-Ward", "Ana Silva-Ward"),
        ("", ""),
    ] {
        assert_eq!(peer(channel), telephone, "{channel}");
    }
}
