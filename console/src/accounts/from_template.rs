//! Accounts made from a template, one or many at once, and what became of them (S3-61).

use askama::Template;
use domain::access::{AccountsCreate, AccountsEdit, AccountsView};
use domain::accounts::templates::{self, MOST, Made, NewFrom};
use domain::accounts::{self, Account};
use kernel::{AccountId, Email, Error, Invalid, Name, Result};
use web::ui::{Cell, Column, FieldKind, FieldView, FormView, Row, Shell, TableView, Tone};
use web::{Answer, Fields, Id, Pairs, Visitor, format, page};

use super::tabs::{Head, Place, head};
use super::{list, page_of};
use crate::form_page::{FormPage, field};

#[derive(Template)]
#[template(path = "accounts/made.html")]
struct MadePage {
    shell: Shell,
    here: String,
    head: Head,
    may_create: bool,
    may_push: bool,
    table: TableView,
    more: Option<String>,
}

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    form_page(&visitor, id, &Fields::default()).await?.answer()
}

pub async fn create(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["accounts"])?;
    let granted = visitor.may::<AccountsCreate>()?;
    let outcome = match read(typed.get("accounts")) {
        Ok(new) => templates::create_from(visitor.house(), &granted, id, new).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(made) => {
            let words =
                if made.len() == 1 { "1 account".to_owned() } else { format!("{} accounts", made.len()) };
            Ok(visitor.done(&format!("{}/made", page_of(id)), &format!("{words} made")))
        }
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

/// A name and an address on each line; each wrong line is named with its number.
fn read(written: &str) -> Result<Vec<NewFrom>> {
    let mut invalid = Invalid::default();
    let mut new = Vec::new();
    let lines = written.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    for (line, number) in lines {
        let (name, email) = line.rsplit_once(',').unwrap_or((line, ""));
        let name = Name::parse(name.trim()).map_err(|error| error.to_string());
        let email = Email::parse(email.trim()).map_err(|error| error.to_string());
        match (name, email) {
            (Ok(name), Ok(email)) => new.push(NewFrom { name, email }),
            (Err(error), _) | (_, Err(error)) => invalid.push("accounts", format!("Line {number}: {error}")),
        }
    }
    if new.is_empty() && invalid.is_empty() {
        invalid.push("accounts", "Write a name and an email address, with a comma between them.");
    }
    if new.len() > MOST {
        invalid
            .push("accounts", format!("At most {MOST} accounts are made at once; these are {}.", new.len()));
    }
    invalid.into_result()?;
    Ok(new)
}

async fn template(visitor: &Visitor, id: AccountId) -> Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    if account.template {
        return Ok(account);
    }
    Err(Error::conflict(format!("“{}” is no template. Set it as a template first.", account.name)))
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<FormPage> {
    let account = template(visitor, id).await?;
    let here = page_of(id);
    Ok(FormPage {
        shell: list::below(visitor, "New accounts", &[(&account.name, here.clone())]),
        lead: "Each gets the template’s time zone, plan, tags, operators and switches. Numbers, contacts and portal \
               users are added to each account afterwards."
            .to_owned(),
        form: FormView {
            action: format!("{here}/template/new"),
            fields: vec![FieldView {
                required: true,
                maxlength: Some(40_000),
                hint: format!(
                    "One account on each line, at most {MOST}: its name, a comma, its email address. “Harper Eye Care, \
                     desk@harper.example”"
                ),
                ..field(typed, "accounts", "Accounts", FieldKind::TextArea { rows: 8 })
            }],
            submit: "Make accounts".to_owned(),
            cancel_href: Some(here),
            ..FormView::default()
        },
    })
}

pub async fn made(visitor: Visitor, Id(id): Id<AccountId>, pairs: Pairs) -> Answer {
    let account = template(&visitor, id).await?;
    let granted = visitor.may::<AccountsView>()?;
    let after = match pairs.get("after") {
        None => None,
        Some(after) => Some(after.parse().map_err(|_| Error::NotFound)?),
    };
    let (found, next) = templates::made_from(&mut visitor.read().await?, &granted, id, after).await?;
    let here = page_of(id);
    page(&MadePage {
        shell: list::below(&visitor, &account.name, &[]),
        head: head(&account, Place::Made),
        may_create: visitor.can::<AccountsCreate>(),
        may_push: visitor.can::<AccountsEdit>(),
        table: TableView {
            id: "made".to_owned(),
            title: "Accounts made from this template".to_owned(),
            columns: vec![
                Column::new("Account"),
                Column::new("Made"),
                Column::new("Against the template").class("lines"),
            ],
            rows: found.iter().map(|one| row(&visitor, one)).collect(),
            ..TableView::default()
        },
        more: next.map(|after| format!("{here}/made?after={after}")),
        here,
    })
}

fn row(visitor: &Visitor, made: &Made) -> Row {
    let drift = match made.drift.as_slice() {
        [] => Cell::badge(Tone::Good, "The same"),
        drift => {
            let names: Vec<&str> = drift.iter().map(|one| one.what).collect();
            let words = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
            let each = drift
                .iter()
                .map(|one| format!("{} instead of {}", words(&one.account), words(&one.template)));
            Cell::Stack { first: names.join(", "), second: each.collect::<Vec<_>>().join(" · ") }
        }
    };
    Row {
        key: made.id.to_string(),
        href: Some(page_of(made.id)),
        cells: vec![Cell::text(&made.name), Cell::text(format::instant(made.at, &visitor.local)), drift],
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_61_a_line_is_a_name_and_an_address_and_each_wrong_line_is_named() {
        let new = read("Harper, Eye & Co, desk@harper.example\r\n\r\n  Otto , otto@otto.example").unwrap();
        assert_eq!(
            (new[0].name.as_str(), new[0].email.as_str()),
            ("Harper, Eye & Co", "desk@harper.example")
        );
        assert_eq!(new.len(), 2);
        let Err(Error::Invalid(invalid)) = read("Good, a@b.example\nNobody\n, c@d.example") else { panic!() };
        let lines: Vec<&str> = invalid.fields().iter().map(|one| &one.message[..7]).collect();
        assert_eq!(lines, ["Line 2:", "Line 3:"]);
        assert!(read(" \n ").is_err());
        let many = "A, a@b.example\n".repeat(MOST + 1);
        assert!(read(&many).is_err() && read(many.trim_end().rsplit_once('\n').unwrap().0).is_ok());
    }
}
