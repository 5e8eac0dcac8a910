//! Contacts from a file: chosen, looked at person by person, and brought in.

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::ContactsEdit;
use domain::people::contacts::import::{self, Judged, LARGEST_FILE, Outcome};
use domain::people::contacts::listed;
use kernel::{Error, Result};

use super::Place;
use crate::form_page::FormPage;
use crate::ui::{FieldKind, FieldView, FormView, Shell};
use crate::upload::{self, NoFile};
use crate::{Answer, Visitor, page};

/// People who are shown before anything is brought in; those who are left out come first.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "contacts/import.html")]
struct ImportPage {
    shell: Shell,
    lead: String,
    action: String,
    back: String,
    /// The file, sent along.
    file: String,
    people: Vec<Row>,
    more: usize,
    new: usize,
}

struct Row {
    line: usize,
    name: String,
    reached: String,
    known: Option<String>,
    refused: Option<String>,
}

pub async fn ask_import(visitor: &Visitor, place: &Place) -> Answer {
    form_page(visitor, place, None).answer()
}

/// What the file would do.
pub async fn look_import(visitor: &Visitor, place: &Place, request: Request) -> Answer {
    let file = match file(request).await {
        Ok(file) => file,
        Err(no) => return refused(visitor, place, no),
    };
    let granted = visitor.may::<ContactsEdit>()?;
    let region = &visitor.who.organization.region;
    let found = import::look(&mut visitor.read().await?, &granted, place.account, (&file, region)).await;
    match found {
        Ok(found) => page(&import_page(visitor, place, &found, file)),
        Err(error) => form_page(visitor, place, None).refused(error),
    }
}

/// The same file once more, and now it is done.
pub async fn import(visitor: &Visitor, place: &Place, request: Request) -> Answer {
    let file = match file(request).await {
        Ok(file) => file,
        Err(no) => return refused(visitor, place, no),
    };
    let granted = visitor.may::<ContactsEdit>()?;
    let region = &visitor.who.organization.region;
    match import::import(visitor.house(), &granted, place.account, (&file, region)).await {
        Ok(found) => Ok(visitor.done(&place.list, &format!("{} added", contacts(count(&found).new)))),
        Err(error) => form_page(visitor, place, None).refused(error),
    }
}

async fn file(request: Request) -> Result<String, NoFile> {
    let (parts, body) = request.into_parts();
    let file = upload::file(&parts.headers, body, "contacts", LARGEST_FILE).await?;
    if file.bytes.contains(&0) {
        return Err(Error::invalid("contacts", "This is neither a vCard file nor a list.").into());
    }
    // Older programs write the encoding of their country; a byte is a letter then.
    Ok(String::from_utf8(file.bytes)
        .unwrap_or_else(|not| not.as_bytes().iter().map(|byte| char::from(*byte)).collect()))
}

fn refused(visitor: &Visitor, place: &Place, no: NoFile) -> Answer {
    match no {
        NoFile::TooLarge => {
            let page = form_page(visitor, place, Some("This file is too large: at most 1 MB.")).answer()?;
            Ok((StatusCode::PAYLOAD_TOO_LARGE, page).into_response())
        }
        NoFile::Wrong(error) => form_page(visitor, place, None).refused(error),
    }
}

fn form_page(visitor: &Visitor, place: &Place, complaint: Option<&str>) -> FormPage {
    let field = FieldView {
        required: true,
        hint: "A vCard file (.vcf) or a list (.csv), at most 1 MB and 2,000 contacts. Nothing is added before you have \
               seen what would be."
            .to_owned(),
        error: complaint.map(str::to_owned),
        ..FieldView::new("contacts", "File", FieldKind::File)
    };
    FormPage {
        shell: place.shell(visitor, "Import contacts"),
        lead: "As address books and mail programs export them. Whoever is here already, by the same email, or by the \
               same name with the same phone, stays as he or she is."
            .to_owned(),
        form: FormView {
            action: place.all("import"),
            fields: vec![field],
            submit: "Look at it".to_owned(),
            cancel_href: Some(place.list.clone()),
            has_files: true,
            ..FormView::default()
        },
    }
}

#[derive(Clone, Copy, Default)]
struct Count {
    new: usize,
    known: usize,
    refused: usize,
}

fn count(found: &[Judged]) -> Count {
    let mut count = Count::default();
    for one in found {
        match one.outcome {
            Outcome::New(_) => count.new += 1,
            Outcome::Known(_) => count.known += 1,
            Outcome::Refused(_) => count.refused += 1,
        }
    }
    count
}

fn import_page(visitor: &Visitor, place: &Place, found: &[Judged], file: String) -> ImportPage {
    let row = |one: &Judged| {
        let (reached, known, refused) = match &one.outcome {
            Outcome::New(details) => {
                let ways = [listed(&details.emails), listed(&details.phones)];
                (ways.into_iter().filter(|way| !way.is_empty()).collect::<Vec<_>>().join(", "), None, None)
            }
            Outcome::Known(who) => (String::new(), Some(who.clone()), None),
            Outcome::Refused(reason) => (String::new(), None, Some(reason.clone())),
        };
        Row { line: one.line, name: one.name.clone(), reached, known, refused }
    };
    let count = count(found);
    let mut people: Vec<Row> = found.iter().map(row).collect();
    people.sort_by_key(|row| (row.refused.is_none(), row.known.is_none()));
    people.truncate(SHOWN);
    let mut parts = vec![format!("{} would be added", contacts(count.new))];
    if count.known > 0 {
        parts.push(format!("{} here already", are(count.known)));
    }
    if count.refused > 0 {
        parts.push(format!("{} left out", are(count.refused)));
    }
    ImportPage {
        shell: place.shell(visitor, "Import contacts"),
        lead: format!("{}. Nothing is saved yet.", parts.join(", ")),
        action: place.all("import/confirmed"),
        back: place.all("import"),
        file,
        more: found.len() - people.len(),
        people,
        new: count.new,
    }
}

fn contacts(number: usize) -> String {
    if number == 1 { "1 contact".to_owned() } else { format!("{number} contacts") }
}

fn are(number: usize) -> String {
    if number == 1 { "1 is".to_owned() } else { format!("{number} are") }
}
