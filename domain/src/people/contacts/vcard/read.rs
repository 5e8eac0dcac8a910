//! The persons of a file of cards, each as it was written or with what is wrong.

use super::line::{Line, lines};
use crate::people::contacts::Label;
use crate::people::contacts::import::Written;

/// Each with the line on which it begins.
pub fn read(text: &str) -> Vec<(usize, Result<Written, String>)> {
    let mut cards = Vec::new();
    let mut open: Option<(usize, Vec<Line>)> = None;
    for line in lines(text) {
        let is_card = line.value.trim().eq_ignore_ascii_case("VCARD");
        match (line.name.as_str(), &mut open) {
            ("BEGIN", _) if is_card => {
                if let Some((number, _)) = open.replace((line.number, Vec::new())) {
                    cards.push((number, Err("This card has no end.".to_owned())));
                }
            }
            ("END", Some(_)) if is_card => {
                if let Some((number, lines)) = open.take() {
                    cards.push((number, person(&lines)));
                }
            }
            (_, Some((_, lines))) => lines.push(line),
            _ => {}
        }
    }
    if let Some((number, _)) = open {
        cards.push((number, Err("This card has no end.".to_owned())));
    }
    cards
}

fn person(lines: &[Line]) -> Result<Written, String> {
    let first = |name: &str| lines.iter().find(|line| line.name == name).map(Line::text).unwrap_or_default();
    match first("VERSION").trim() {
        "3.0" | "4.0" => {}
        "" => return Err("This card does not say of which version it is.".to_owned()),
        other => {
            let other: String = other.chars().take(10).collect();
            return Err(format!("This card is of version {other}. Export it as vCard 3.0 or 4.0."));
        }
    }
    if first("KIND").eq_ignore_ascii_case("group") {
        return Err("This card is a list of others, not a person.".to_owned());
    }
    let name = [first("FN"), whole_name(lines), first("ORG").replace(';', " ")];
    let title = [first("TITLE"), first("ROLE")];
    let some =
        |texts: &[String]| texts.iter().find(|text| !text.trim().is_empty()).cloned().unwrap_or_default();
    Ok(Written {
        name: some(&name),
        title: some(&title),
        emails: ways(lines, "EMAIL"),
        phones: ways(lines, "TEL"),
        hours: first("X-HOURS"),
        groups: lines
            .iter()
            .filter(|line| line.name == "CATEGORIES")
            .flat_map(|line| line.parts(','))
            .collect(),
        note: first("NOTE"),
    })
}

/// Family, given, additional, prefix, suffix (RFC 6350, 6.2.2).
fn whole_name(lines: &[Line]) -> String {
    let Some(line) = lines.iter().find(|line| line.name == "N") else { return String::new() };
    let parts = line.parts(';');
    let in_order = [3, 1, 2, 0, 4].into_iter().filter_map(|at| parts.get(at));
    let words: Vec<&str> = in_order.map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    words.join(" ")
}

/// The most preferred first; nobody answers a fax.
fn ways(lines: &[Line], name: &str) -> Vec<(Label, String)> {
    let mut found: Vec<&Line> = lines
        .iter()
        .filter(|line| {
            line.name == name && !line.is("FAX") && !line.is("PAGER") && !line.value.trim().is_empty()
        })
        .collect();
    found.sort_by_key(|line| line.preference());
    found.into_iter().map(|line| (label(line), address(&line.text()))).collect()
}

fn label(line: &Line) -> Label {
    let known =
        [("CELL", Label::Mobile), ("IPHONE", Label::Mobile), ("WORK", Label::Work), ("HOME", Label::Home)];
    known.into_iter().find(|(kind, _)| line.is(kind)).map_or(Label::Other, |(_, label)| label)
}

/// What stands behind `tel:` or `mailto:`, less an extension.
fn address(text: &str) -> String {
    let text = text.trim();
    for scheme in ["tel:", "mailto:"] {
        if let Some((before, rest)) = text.split_at_checked(scheme.len())
            && before.eq_ignore_ascii_case(scheme)
        {
            return rest.split(';').next().unwrap_or_default().to_owned();
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_09_cards_of_phones_and_mail_programs_are_read() {
        let file = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lee;Ann;;Dr.;\r\nFN:Dr. Ann Lee\r\nORG:North;Front\r\nTITLE:Dentist\r\n\
            item1.EMAIL;type=INTERNET;type=HOME:ann@home.example\r\nEMAIL;TYPE=work;TYPE=pref:ann@north.example\r\n\
            TEL;type=CELL;type=VOICE:(512) 555-0143\r\nTEL;TYPE=FAX,WORK:+15125550199\r\nCATEGORIES:Owners,Night\\, staff\r\n\
            NOTE:Speaks Fre\r\n nch\\nand German\r\nEND:VCARD\r\n\
            begin:vcard\nversion:4.0\nN:Ray;Bo;;;\nTEL;VALUE=uri;PREF=2:tel:+1-512-555-0144;ext=12\nTEL;PREF=1;TYPE=home:+15125550145\nend:vcard\n";
        let cards = read(file);
        let ann = cards[0].1.clone().unwrap();
        assert_eq!((cards[0].0, ann.name.as_str(), ann.title.as_str()), (1, "Dr. Ann Lee", "Dentist"));
        let emails =
            [(Label::Work, "ann@north.example".to_owned()), (Label::Home, "ann@home.example".to_owned())];
        assert_eq!(ann.emails, emails);
        assert_eq!(ann.phones, [(Label::Mobile, "(512) 555-0143".to_owned())]);
        assert_eq!(ann.groups, ["Owners", "Night, staff"]);
        assert_eq!(ann.note, "Speaks French\nand German");
        let bo = cards[1].1.clone().unwrap();
        assert_eq!(bo.name, "Bo Ray");
        let phones = [(Label::Home, "+15125550145".to_owned()), (Label::Other, "+1-512-555-0144".to_owned())];
        assert_eq!(bo.phones, phones);
    }

    #[test]
    fn s0_09_a_card_that_cannot_be_read_is_named_and_the_others_are_read() {
        let file = "BEGIN:VCARD\nVERSION:2.1\nFN:Old\nEND:VCARD\nBEGIN:VCARD\nFN:None\nEND:VCARD\n\
            BEGIN:VCARD\nVERSION:4.0\nFN:Open\nBEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:All\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN:Ann\n\
            END:VCARD\nBEGIN:VCARD\n";
        let cards = read(file);
        let wrong =
            [(1, "version 2.1"), (5, "does not say"), (8, "no end"), (11, "list of others"), (20, "no end")];
        let refused = cards.iter().filter_map(|(number, card)| Some((*number, card.as_ref().err()?)));
        for ((number, words), (at, expected)) in refused.zip(wrong) {
            assert!(number == at && words.contains(expected), "{number} {words}");
        }
        assert_eq!((cards.len(), cards[4].1.as_ref().unwrap().name.as_str()), (6, "Ann"));
        assert!(read("").is_empty() && read("END:VCARD\nFN:x").is_empty());
    }
}
