//! Contacts that may be the same person: found, looked at side by side, and made one.

use askama::Template;
use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::{self, Contact, Double, MOST_DOUBLES, Way};
use kernel::{ContactId, Error, Result};

use super::Place;
use super::place::find_here;
use crate::form_page::{FormPage, select};
use crate::ui::{ConfirmPage, FormView, Shell};
use crate::{Answer, Fields, Pairs, Visitor, page, refused};

/// Names in a choice of contacts.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "contacts/doubles.html")]
struct DoublesPage {
    shell: Shell,
    pairs: Vec<Pair>,
    cut: bool,
}

struct Pair {
    same: String,
    sides: [Side; 2],
}

struct Side {
    name: String,
    href: String,
    reached: String,
    /// Where this one is kept.
    keep: String,
}

pub async fn doubles(visitor: &Visitor, place: &Place) -> Answer {
    let granted = visitor.may::<ContactsEdit>()?;
    let found = contacts::doubles(&mut visitor.read().await?, &granted, place.account).await?;
    let side = |one: &Contact, other: &Contact| Side {
        name: one.name.clone(),
        href: place.page(one.id),
        reached: reached(visitor, one),
        keep: format!("{}?with={}", place.of(one.id, "merge"), other.id),
    };
    let pair = |double: &Double| Pair {
        same: format!("The same {}", double.same.join(" and ")),
        sides: [side(&double.one, &double.other), side(&double.other, &double.one)],
    };
    page(&DoublesPage {
        shell: place.shell(visitor, "Doubles"),
        cut: found.len() == MOST_DOUBLES,
        pairs: found.iter().map(pair).collect(),
    })
}

/// With which one it is to be merged, and then whether it is really to be.
pub async fn ask_merge(visitor: &Visitor, place: &Place, id: ContactId, pairs: &Pairs) -> Answer {
    visitor.may::<ContactsEdit>()?;
    let kept = find_here(visitor, place, id).await?;
    let Some(with) = pairs.get("with").and_then(|with| with.parse().ok()) else {
        return choose_page(visitor, place, &kept).await?.answer();
    };
    let other = find_here(visitor, place, with).await?;
    page(&confirm_page(visitor, place, &kept, &other, None))
}

pub async fn merge(visitor: &Visitor, place: &Place, id: ContactId, fields: &Fields) -> Answer {
    fields.only(&["with", "sure"])?;
    let granted = visitor.may::<ContactsEdit>()?;
    let kept = find_here(visitor, place, id).await?;
    let Ok(with) = fields.get("with").parse::<ContactId>() else {
        let page = choose_page(visitor, place, &kept).await?;
        return page.refused(Error::invalid("with", "Choose the double."));
    };
    let other = find_here(visitor, place, with).await?;
    if fields.get("sure").is_empty() {
        return page(&confirm_page(visitor, place, &kept, &other, None));
    }
    match contacts::merge(visitor.house(), &granted, id, with).await {
        Ok(()) => Ok(visitor.done(&place.page(id), "Merged")),
        Err(error @ (Error::Conflict(_) | Error::Invalid(_))) => {
            let words = Some(error.to_string());
            refused(&confirm_page(visitor, place, &kept, &other, words), &error)
        }
        Err(error) => Err(error.into()),
    }
}

async fn choose_page(visitor: &Visitor, place: &Place, kept: &Contact) -> Result<FormPage> {
    let granted = visitor.may::<ContactsView>()?;
    let all = contacts::of_account(&mut visitor.read().await?, &granted, place.account, MOST).await?;
    let others = all.into_iter().filter(|one| one.id != kept.id).map(|one| {
        let reached = reached(visitor, &one);
        let label = if reached.is_empty() { one.name } else { format!("{} ({reached})", one.name) };
        (one.id.to_string(), label)
    });
    let field = select(&Fields::default(), "with", "The double", None, others);
    Ok(FormPage {
        shell: place.below(visitor, kept, "Merge with a double"),
        lead: format!("{} stays, and gets what the double has.", kept.name),
        form: FormView {
            action: place.of(kept.id, "merge"),
            fields: vec![crate::ui::FieldView { required: true, ..field }],
            submit: "Look at it".to_owned(),
            cancel_href: Some(place.page(kept.id)),
            ..FormView::default()
        },
    })
}

fn confirm_page(
    visitor: &Visitor,
    place: &Place,
    kept: &Contact,
    other: &Contact,
    error: Option<String>,
) -> ConfirmPage {
    let said = |contact: &Contact| match reached(visitor, contact) {
        nothing if nothing.is_empty() => contact.name.clone(),
        reached => format!("{} ({reached})", contact.name),
    };
    ConfirmPage {
        shell: place.below(visitor, kept, &format!("Merge {} into {}?", other.name, kept.name)),
        effect: format!(
            "{} stays, and gets the addresses and numbers, calls, messages, tasks, turns on call and the login of {}, \
             who is no contact of its own any more. This cannot be undone.",
            said(kept),
            said(other)
        ),
        verb: "Merge contacts".to_owned(),
        action: place.of(kept.id, "merge"),
        cancel_href: place.all("doubles"),
        danger: true,
        hidden: vec![("with".to_owned(), other.id.to_string()), ("sure".to_owned(), "1".to_owned())],
        error,
        ..ConfirmPage::default()
    }
}

/// How somebody is told from others: the title, the first address, the first number.
fn reached(visitor: &Visitor, contact: &Contact) -> String {
    let phone = contact.phones.first().map(|way: &Way<String>| way.to.as_str());
    let phone = phone.map(|number| kernel::text::phone_in(number, &visitor.who.organization.region));
    let parts = [Some(contact.title.clone()), Some(contact.email.clone()), phone];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
