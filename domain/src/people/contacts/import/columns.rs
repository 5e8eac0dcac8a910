//! A list as spreadsheets and address books write it: which column is what follows from its heading.

use kernel::text::fold;
use kernel::{Error, Result};

use super::written::{LARGEST_FILE, MOST_IN_FILE, Written};
use crate::accounts::import::{Expected, Sheet};
use crate::people::contacts::Label;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    First,
    Last,
    Title,
    Email(Label),
    Phone(Label),
    Hours,
    Groups,
    Note,
}

impl Column {
    /// `Phone`, `All emails`, `E-mail 2 - Value`, `Home phone`
    fn of_heading(heading: &str) -> Option<Self> {
        let folded = fold(heading);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
        let labels: [(&[&str], Label); 3] = [
            (&["mobile", "cell", "cellphone"], Label::Mobile),
            (&["home", "private"], Label::Home),
            (&["other"], Label::Other),
        ];
        let label = labels.iter().find(|(words, _)| has(words)).map_or(Label::Work, |(_, label)| *label);
        // The first that fits: `Home phone type` is no number, and `Job title` no name.
        let columns: [(&[&str], Option<Self>); 11] = [
            (&["type", "label", "fax", "pager"], None),
            (&["email", "emails", "mail"], Some(Self::Email(label))),
            (
                &["phone", "phones", "telephone", "tel", "mobile", "cell", "cellphone"],
                Some(Self::Phone(label)),
            ),
            (&["title", "position", "role"], Some(Self::Title)),
            (&["hours", "availability"], Some(Self::Hours)),
            (&["group", "groups", "category", "categories", "labels"], Some(Self::Groups)),
            (&["note", "notes", "comment"], Some(Self::Note)),
            (&["first", "given"], Some(Self::First)),
            (&["last", "family", "surname"], Some(Self::Last)),
            (&["company", "account", "organization", "business", "middle", "nick", "file", "user"], None),
            (&["name", "contact", "fn"], Some(Self::Name)),
        ];
        columns.iter().find(|(words, _)| has(words)).and_then(|(_, column)| *column)
    }
}

/// Everybody in the list, each with the line.
pub fn read(file: &str) -> Result<Vec<(usize, Result<Written, String>)>> {
    let expected = Expected {
        field: "contacts",
        largest: LARGEST_FILE,
        most: MOST_IN_FILE,
        what: "contacts",
        knows: |heading| Column::of_heading(heading).is_some(),
    };
    let sheet = Sheet::of(file.as_bytes(), &expected)?;
    let columns: Vec<Option<Column>> =
        sheet.headings.iter().map(|heading| Column::of_heading(heading)).collect();
    if !columns.iter().flatten().any(|one| matches!(one, Column::Name | Column::First | Column::Last)) {
        let words = "This file has no column with names. Choose a vCard file, or a list with a heading such as “Name”.";
        return Err(Error::invalid("contacts", words));
    }
    Ok(sheet
        .lines
        .iter()
        .map(|line| (usize::try_from(line.number).unwrap_or(0), person(line, &columns)))
        .collect())
}

fn person(line: &crate::accounts::import::Line, columns: &[Option<Column>]) -> Result<Written, String> {
    if !line.fault.is_empty() {
        return Err(line.fault.clone());
    }
    let mut one = Written::default();
    let (mut first, mut last) = (String::new(), String::new());
    for (column, cell) in columns.iter().zip(&line.cells) {
        let cell = plain(cell);
        let Some(column) = column else { continue };
        match column {
            Column::Name => keep(&mut one.name, cell),
            Column::First => keep(&mut first, cell),
            Column::Last => keep(&mut last, cell),
            Column::Title => keep(&mut one.title, cell),
            Column::Email(label) => one.emails.extend(ways(cell, *label)),
            Column::Phone(label) => one.phones.extend(ways(cell, *label)),
            Column::Hours => keep(&mut one.hours, cell),
            Column::Groups => one.groups.extend(cell.replace(":::", ",").split(',').map(str::to_owned)),
            Column::Note => keep(&mut one.note, cell),
        }
    }
    if one.name.is_empty() {
        format!("{first} {last}").trim().clone_into(&mut one.name);
    }
    // A column with all of them says more about the first than the column with the first.
    one.emails = said_best(one.emails);
    one.phones = said_best(one.phones);
    Ok(one)
}

fn keep(place: &mut String, cell: &str) {
    if place.is_empty() {
        cell.clone_into(place);
    }
}

/// A cell that a spreadsheet must not run begins with an apostrophe.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

/// Several in one cell, each with what it is, if it says so: `+15125550143 (mobile), 512 555 0144`.
fn ways(cell: &str, label: Label) -> Vec<(Label, String)> {
    let cell = cell.replace(":::", ",");
    let each = cell.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    each.map(|part| match part.strip_suffix(')').and_then(|part| part.rsplit_once('(')) {
        Some((to, said)) => match Label::parse(said) {
            Some(label) => (label, to.trim().to_owned()),
            None => (label, part.to_owned()),
        },
        None => (label, part.to_owned()),
    })
    .collect()
}

/// Of the same address twice the later label, in the earlier place.
fn said_best(ways: Vec<(Label, String)>) -> Vec<(Label, String)> {
    let mut kept: Vec<(Label, String)> = Vec::new();
    for (label, to) in ways {
        match kept.iter_mut().find(|(_, known)| *known == to) {
            Some(known) => known.0 = label,
            None => kept.push((label, to)),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_09_headings_say_what_a_column_is() {
        for (heading, column) in [
            ("Name", Some(Column::Name)),
            ("All emails", Some(Column::Email(Label::Work))),
            ("E-mail 2 - Value", Some(Column::Email(Label::Work))),
            ("E-mail 2 - Label", None),
            ("Home Phone", Some(Column::Phone(Label::Home))),
            ("Mobile", Some(Column::Phone(Label::Mobile))),
            ("Business Fax", None),
            ("First Name", Some(Column::First)),
            ("Organization Title", Some(Column::Title)),
            ("Company Name", None),
            ("Account", None),
            ("Créé", None),
        ] {
            assert_eq!(Column::of_heading(heading), column, "{heading}");
        }
    }

    #[test]
    fn s0_09_a_list_is_read_as_it_was_exported_and_as_others_write_it() {
        let ours = "\"Name\",\"Email\",\"Phone\",\"All emails\",\"All phones\",\"Groups\"\r\n\
            \"'=Ann\",\"a@b.example\",\"+15125550143\",\"a@b.example (home), c@d.example\",\"+15125550143 (mobile)\",\"Owners, Night\"\r\n";
        let ann = read(ours).unwrap().remove(0).1.unwrap();
        let emails = [(Label::Home, "a@b.example".to_owned()), (Label::Work, "c@d.example".to_owned())];
        assert_eq!((ann.name.as_str(), ann.emails.as_slice()), ("=Ann", emails.as_slice()));
        assert_eq!(ann.phones, [(Label::Mobile, "+15125550143".to_owned())]);
        assert_eq!(ann.groups.len(), 2);
        let theirs = "First Name;Last Name;Mobile\nBo;Ray;512 555 0144 (ask)\n";
        let bo = read(theirs).unwrap().remove(0).1.unwrap();
        assert_eq!((bo.name.as_str(), bo.phones[0].1.as_str()), ("Bo Ray", "512 555 0144 (ask)"));
        assert!(read("City,Zip\nAustin,7\n").is_err() && read("").is_err());
    }
}
