//! A new API key: what it may do, for how long, and its secret, shown once.

use domain::access::{Grants, Key, KeysManage, Reach};
use domain::sign_in::keys::{self, NewKey};
use kernel::{Error, Invalid, Name, Result, Span, UserId};
use web::ui::{Choice, FieldKind, FieldView, FormView, SelectOption, Shell};
use web::{Answer, Fields, Visitor, page};

use super::PATH;
use crate::form_page::{FormPage, field};
use crate::once_page::{Fact, OncePage};

/// How many days a key may last.
const LASTS: [(&str, i64); 3] = [("30", 30), ("90", 90), ("365", 365)];

pub async fn ask(visitor: Visitor) -> Answer {
    form_page(&visitor, &Fields::of([("days", "90".to_owned())])).answer()
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["name", "permissions", "days"])?;
    let granted = visitor.may::<KeysManage>()?;
    let outcome = match read(&typed, visitor.who.user) {
        Ok((name, new)) => keys::create(visitor.house(), &granted, new).await.map(|made| (name, made)),
        Err(error) => Err(error),
    };
    match outcome {
        Ok((name, made)) => page(&OncePage {
            shell: shell(&visitor, &format!("API key “{name}”")),
            lead: "Give it to the program that will use it. Portico keeps only a hash of it.".to_owned(),
            facts: vec![Fact::secret("Secret", made.secret)],
            letter: None,
            next: ("Go to the API keys", PATH.to_owned()),
        }),
        Err(error) => form_page(&visitor, &typed).refused(error),
    }
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let chosen: Vec<&str> = typed.all("permissions").collect();
    let own = visitor.who.actor.grants().list().map(|(key, _)| SelectOption {
        hint: key.name().to_owned(),
        ..SelectOption::new(key.name(), key.meaning(), chosen.contains(&key.name()))
    });
    let days =
        LASTS.map(|(days, _)| SelectOption::new(days, format!("{days} days"), typed.get("days") == days));
    let fields = vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: Some("off".to_owned()),
            hint: "What the key is for, such as “Phone system”.".to_owned(),
            ..field(typed, "name", "Name", FieldKind::Text)
        },
        FieldView {
            required: true,
            hint: "A key never does more than its owner may.".to_owned(),
            ..FieldView::new("permissions", "What it may do", FieldKind::Checks { options: own.collect() })
        },
        FieldView {
            required: true,
            ..FieldView::new("days", "How long it lasts", FieldKind::Radio { options: days.to_vec() })
        },
    ];
    FormPage {
        shell: shell(visitor, "New API key"),
        lead: String::new(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields,
            submit: "Make API key".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}

fn shell(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("API keys", PATH, false)], ..visitor.shell(title) }
}

fn read(typed: &Fields, owner: UserId) -> Result<(Name, NewKey)> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let keys: Option<Vec<Key>> = typed.all("permissions").map(Key::parse).collect();
    let keys = keys.filter(|keys| !keys.is_empty()).ok_or("Choose at least one thing that the key may do.");
    let keys = invalid.check("permissions", keys);
    let days = LASTS.iter().find(|(text, _)| *text == typed.get("days")).map(|(_, days)| *days);
    let days = invalid.check("days", days.ok_or("Choose how long the key lasts."));
    let (Some(name), Some(keys), Some(days)) = (name, keys, days) else {
        return Err(Error::Invalid(invalid));
    };
    let grants: Vec<(Key, Reach)> = keys.into_iter().map(|key| (key, Reach::Organization)).collect();
    let new = NewKey { name: name.clone(), grants: Grants::of(&grants), lasts: Span::days(days), owner };
    Ok((name, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<(Name, NewKey)> {
        read(&Fields::parse(text.as_bytes()).unwrap(), "user_00000000000000000000000001".parse().unwrap())
    }

    #[test]
    fn a_key_may_do_what_was_ticked_and_nothing_else() {
        let (_, new) =
            read_text("name=Phones&permissions=calls.create&permissions=calls.view&days=30").unwrap();
        let may: Vec<Key> = new.grants.list().map(|(key, _)| key).collect();
        assert_eq!(may, [Key::CallsView, Key::CallsCreate]);
        assert_eq!(new.lasts, Span::days(30));
    }

    #[test]
    fn a_key_without_a_name_an_end_or_a_purpose_is_refused() {
        for text in ["", "name=&permissions=all&days=0", "days=99999"] {
            let Err(Error::Invalid(invalid)) = read_text(text) else { panic!("{text}") };
            assert_eq!(invalid.fields().len(), 3, "{text}");
        }
    }
}
