//! Lists of calls with a header, from any system.

use super::super::{Call, Direction, Format, Item, Mapping, Options, Outcome, Reader};
use super::{chicago, read};

fn mapped(text: &str, mapping: &str) -> Result<Vec<Item>, String> {
    let options = Options { mapping: Mapping::parse(mapping)?, ..chicago() };
    let reader = Reader::open(text.as_bytes(), options).map_err(|error| error.to_string())?;
    assert_eq!(reader.format(), Format::Columns);
    Ok(reader.map(Result::unwrap).collect())
}

fn only(text: impl AsRef<[u8]>) -> Call {
    let (mut calls, bad) = read(text);
    assert_eq!(bad, []);
    assert_eq!(calls.len(), 1);
    calls.remove(0)
}

#[test]
fn columns_are_known_by_their_names() {
    for header in [
        "From,To,Started At",
        "caller number;DIALED;Call Date",
        "ANI\tDNIS\tstart_time",
        "Src|Dst|calldate",
        "\"Calling Number\",\"Called Number\",\"Start Date\"",
        "\u{feff}From,Called,date",
        "sep=;\nCaller ID;DID;Start",
    ] {
        let delimiter = header.chars().rev().find(|c| ",;\t|".contains(*c)).unwrap().to_string();
        let row = ["+15125550143", "5125550100", "2026-03-03 10:00:00"].join(&delimiter);
        let call = only(format!("{header}\n{row}\n"));
        assert_eq!((call.from.as_str(), call.to.as_str()), ("+15125550143", "5125550100"), "{header}");
        assert_eq!(call.started_at.to_string(), "2026-03-03T16:00:00Z");
        assert_eq!(call.state, Outcome::Missed);
        assert!(call.external_id.starts_with("sha256:"));
    }
}

#[test]
fn a_whole_row() {
    let call = only(
        "Call ID,Type,Caller Name,From,To,Date,Time,Duration,Talk Time,Result,Agent,Comments\n\
         77,Incoming,Maria Gomez,(512) 555-0143,512-555-0100,03/03/2026,10:00 AM,2:10,0:02:00,Completed,Ana Silva,\"Hi, again\"\n",
    );
    assert_eq!(call.external_id, "csv:77");
    assert_eq!((call.from.as_str(), call.from_name.as_str()), ("(512) 555-0143", "Maria Gomez"));
    assert_eq!(
        (call.duration_s, call.state, call.direction_hint),
        (130, Outcome::Answered, Some(Direction::Inbound))
    );
    assert_eq!(call.answered_at.unwrap().to_string(), "2026-03-03T16:00:10Z");
    assert_eq!((call.answered_by.as_deref(), call.notes.as_str()), (Some("Ana Silva"), "Hi, again"));
}

#[test]
fn what_the_list_does_not_say_is_taken_from_what_it_says() {
    for (header, row, state, answered) in [
        ("duration", "10", Outcome::Answered, None),
        ("duration", "0", Outcome::Missed, None),
        ("duration,billsec", "10,0", Outcome::Missed, None),
        ("duration,billsec", "10,4", Outcome::Answered, Some("16:00:06")),
        ("answered at", "2026-03-03 10:00:05", Outcome::Answered, Some("16:00:05")),
        ("answered at,duration", "-,30", Outcome::Missed, None),
        ("answered at", "0000-00-00 00:00:00", Outcome::Missed, None),
        ("status", "voice_mail", Outcome::Voicemail, None),
        ("status", "No Answer", Outcome::Missed, None),
        ("status", "NO_ANSWER", Outcome::Missed, None),
        ("type", "Missed", Outcome::Missed, None),
        // A leg of an exchange whose application is known is judged like one of `Master.csv`.
        ("disposition,lastapp,dstchannel", "ANSWERED,Queue,", Outcome::Missed, None),
        ("disposition,lastapp,dstchannel", "ANSWERED,,", Outcome::Answered, None),
    ] {
        let call = only(format!("from,to,start,{header}\n1,2,2026-03-03 10:00:00,{row}\n"));
        let at = call.answered_at.map(|at| at.to_string()[11..19].to_owned());
        assert_eq!((call.state, at.as_deref()), (state, answered), "{header}: {row}");
    }
}

#[test]
fn a_table_of_the_exchange_names_the_same_calls_as_its_file() {
    let text = "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,duration,billsec,disposition,uniqueid,did,linkedid,sequence\n\
        2026-03-03 10:00:00,\"\"\"Maria Gomez\"\" <5125550143>\",5125550143,101,main,SIP/c-1,SIP/101-2,Dial,20,0,NO ANSWER,1.1,5125550100,1.1,1\n\
        2026-03-03 10:00:20,\"\"\"Maria Gomez\"\" <5125550143>\",5125550143,102,main,SIP/c-1,SIP/102-3,Dial,60,55,ANSWERED,1.1,5125550100,1.1,2\n";
    let call = only(text);
    assert_eq!((call.external_id.as_str(), call.legs), ("asterisk:1.1", 2));
    assert_eq!((call.to.as_str(), call.from_name.as_str()), ("5125550100", "Maria Gomez"));
    assert_eq!((call.answered_by.as_deref(), call.duration_s), (Some("102"), 80));
}

#[test]
fn a_person_can_say_which_column_is_which() {
    let text = "Wer,Wohin,Wann,from\n0151,030,03.03.2026 10:00,nonsense\n";
    let items = mapped(text, "from=Wer, to = wohin,started_at=WANN").unwrap();
    let [Item::Call(call)] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((call.from.as_str(), call.to.as_str()), ("0151", "030"));

    for (mapping, error) in [
        (
            "from=Wer",
            "No column of the file is known to be to or started_at. Its columns are: Wer, Wohin, Wann, from. Say which one it is: --map \"to=…,started_at=…\".",
        ),
        ("from=Nobody", "The file has no column “Nobody”. Its columns are: Wer, Wohin, Wann, from."),
        ("from", "“from” says nothing: write for example from=Caller Number."),
        ("from=", "Write the name of the column for from."),
    ] {
        assert_eq!(mapped(text, mapping).unwrap_err(), error);
    }
    assert!(mapped(text, "colour=Wer").unwrap_err().starts_with("“colour” is none of: from, from_name,"));
}

#[test]
fn bad_rows_are_reported_and_the_others_read() {
    let text = "from,to,start,state,duration\n\
        1,2,2026-03-03 10:00:00,answered,5\n\
        1,2,2026-03-03 10:00:00,answered\n\
        1,2,2026-03-03 10:00:00,answered,5,6\n\
        1,2,,answered,5\n\
        1,2,2026-03-03 10:00:00,perhaps,5\n\
        1,2,2026-03-03 10:00:00,answered,long\n\
        1,2,tomorrow,answered,5\n\
        1,2,2026-03-03 10:00:00,answered,5,\n";
    let (calls, bad) = read(text);
    assert_eq!((calls.len(), calls[0].duplicates), (1, 1));
    let reasons: Vec<_> = bad.iter().map(|(line, reason)| (*line, reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (3, "The line has 4 columns, the header 5."),
            (4, "The line has 6 columns, the header 5."),
            (5, "The line does not say when the call began."),
            (6, "“perhaps” is none of answered, missed, busy, failed and voicemail."),
            (7, "“long” is not a duration: write seconds, 1:35 or 0:01:35."),
            (8, "“tomorrow” is not a date."),
        ]
    );
}

#[test]
fn ids_of_two_systems_do_not_meet() {
    let text = "id,from,to,start\n7,1,2,2026-03-03 10:00:00\n";
    let options = Options { source: "lakeside".to_owned(), ..chicago() };
    let mut reader = Reader::open(text.as_bytes(), options).unwrap();
    let Some(Ok(Item::Call(call))) = reader.next() else { panic!() };
    assert_eq!(call.external_id, "lakeside:7");
    let long = format!("id,from,to,start\n{},1,2,2026-03-03 10:00:00\n", "7".repeat(500));
    assert_eq!(only(long).external_id.len(), "csv:".len() + 32);
}
