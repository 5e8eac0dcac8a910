//! What the editor asks about a role: a name, a description, and how far each permission goes.

use askama::Template;
use domain::access::roles::{Asks, Role, RoleDetails};
use domain::access::{Actor, Grants, Key, Kind, Reach, Verification, offered};
use kernel::text::{line, paragraph};
use kernel::{Error, Invalid, Name, Result};
use web::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use web::{Answer, Fields, page, refused};

use super::reaches::{heading, words};
use crate::form_page::field;

/// The longest description of a role.
const LONGEST: usize = 300;
const NO: &str = "none";

#[derive(Template)]
#[template(path = "roles/form.html")]
pub struct RolePage {
    pub shell: Shell,
    pub lead: String,
    pub form: FormView,
}

/// The permissions under one heading.
struct Group<'a> {
    title: &'static str,
    fields: Vec<&'a FieldView>,
}

impl RolePage {
    pub fn answer(&self) -> Answer {
        page(self)
    }

    pub fn refused(mut self, error: Error) -> Answer {
        let error = self.form.refuse(error)?;
        refused(&self, &error)
    }

    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for field in &self.form.fields {
            let Some(key) = Key::parse(&field.name) else { continue };
            let title = heading(key);
            match groups.iter_mut().find(|group| group.title == title) {
                Some(group) => group.fields.push(field),
                None => groups.push(Group { title, fields: vec![field] }),
            }
        }
        groups
    }
}

/// Every field that the form may send.
pub fn names() -> Vec<&'static str> {
    let own = ["name", "description", "kind", "secure", "verification", "second_factor", "confirm", "back"];
    own.into_iter().chain(Key::ALL.iter().map(|key| key.name())).collect()
}

/// A role as the form opens with it.
pub fn typed(name: &str, role: &Role) -> Fields {
    let mut known = vec![
        ("name", name.to_owned()),
        ("description", role.description.clone()),
        ("kind", role.kind.name().to_owned()),
    ];
    if role.secure {
        known.push(("secure", "1".to_owned()));
    }
    if role.asks.second_factor {
        known.push(("second_factor", "1".to_owned()));
    }
    known.push(("verification", role.asks.verification.name().to_owned()));
    known.extend(role.grants.list().map(|(key, reach)| (key.name(), reach.name().to_owned())));
    Fields::of(known)
}

/// The questions; nobody is offered to give what they do not have.
pub fn questions(typed: &Fields, kind: Kind, maker: &Actor) -> Vec<FieldView> {
    let mut fields = vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: Some("off".to_owned()),
            ..field(typed, "name", "Name", FieldKind::Text)
        },
        FieldView {
            maxlength: Some(LONGEST),
            hint: "Shown wherever the role is given to somebody.".to_owned(),
            ..field(typed, "description", "Description", FieldKind::TextArea { rows: 2 })
        },
        field(typed, "kind", "For", FieldKind::Hidden),
    ];
    if kind == Kind::Operator && maker.grants().gives_everything() {
        let checked = typed.optional("secure").is_some();
        fields.push(FieldView {
            hint: "For accounts that are marked Secure. It shows behind the name.".to_owned(),
            ..FieldView::new("secure", "Clearance “Secure”", FieldKind::Checkbox { checked })
        });
    }
    if kind == Kind::PortalUser {
        fields.push(verification(typed.get("verification")));
    }
    let checked = typed.optional("second_factor").is_some();
    fields.push(FieldView {
        hint: "Whoever has none sets one up before anything else opens.".to_owned(),
        ..FieldView::new("second_factor", "Require a second factor", FieldKind::Checkbox { checked })
    });
    fields.extend(Key::ALL.iter().filter_map(|key| question(typed, *key, kind, maker)));
    fields
}

/// Which of address and number the people show before anything opens (S0-33).
pub fn verification(chosen: &str) -> FieldView {
    let chosen = Verification::parse(chosen).unwrap_or_default();
    let options = Verification::ALL.map(|one| SelectOption::new(one.name(), one.label(), one == chosen));
    FieldView {
        required: true,
        hint: "By a code that is sent there, before anything else opens.".to_owned(),
        ..FieldView::new(
            "verification",
            "What the people show to be theirs",
            FieldKind::Radio { options: options.to_vec() },
        )
    }
}

fn question(typed: &Fields, key: Key, kind: Kind, maker: &Actor) -> Option<FieldView> {
    let own = maker.grants().gives(key)?;
    let chosen = Reach::parse(typed.get(key.name()));
    let given = offered(key, kind).iter().copied().filter(|reach| *reach <= own).map(Some);
    let options: Vec<SelectOption> = std::iter::once(None)
        .chain(given)
        .map(|reach| SelectOption::new(reach.map_or(NO, Reach::name), words(reach), reach == chosen))
        .collect();
    (options.len() > 1).then(|| FieldView::new(key.name(), key.meaning(), FieldKind::Radio { options }))
}

/// For whom the role is that is being written.
pub fn kind(typed: &Fields) -> Result<Kind> {
    [Kind::Operator, Kind::PortalUser]
        .into_iter()
        .find(|kind| kind.name() == typed.get("kind"))
        .ok_or_else(|| Error::invalid("kind", "Choose for whom the role is."))
}

pub fn read(typed: &Fields, kind: Kind) -> Result<RoleDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let description = invalid.check("description", paragraph(typed.get("description"), LONGEST));
    let description =
        description.and_then(|text| invalid.check("description", line(&text.replace('\n', " "), LONGEST)));
    let verification = match typed.get("verification") {
        "" => Some(Verification::None),
        text => invalid.check("verification", Verification::parse(text).ok_or("Choose one of the answers.")),
    };
    let mut grants = Vec::new();
    for key in Key::ALL {
        match typed.get(key.name()) {
            "" | NO => {}
            text => match Reach::parse(text) {
                Some(reach) => grants.push((*key, reach)),
                None => invalid.push(key.name(), "Choose one of the answers."),
            },
        }
    }
    match (name, description, verification) {
        (Some(name), Some(description), Some(verification)) if invalid.is_empty() => Ok(RoleDetails {
            name,
            description,
            kind,
            grants: Grants::of(&grants),
            secure: typed.optional("secure").is_some(),
            asks: Asks { verification, second_factor: typed.optional("second_factor").is_some() },
        }),
        _ => Err(Error::Invalid(invalid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<RoleDetails> {
        read(&Fields::parse(text.as_bytes()).unwrap(), Kind::PortalUser)
    }

    #[test]
    fn a_role_may_do_what_was_chosen_and_nothing_else() {
        let role = read_text("name=Desk&description=One%0D%0Atwo&calls.view=own&messages.view=none").unwrap();
        assert_eq!(role.grants, Grants::of(&[(Key::CallsView, Reach::Own)]));
        assert_eq!((role.description.as_str(), role.secure), ("One two", false));
        let asking = read_text("name=Desk&verification=either&second_factor=1").unwrap().asks;
        assert_eq!(asking, Asks { verification: Verification::Either, second_factor: true });
        assert_eq!(role.asks, Asks::default());
        assert!(read_text("name=Desk&verification=pigeon").is_err());
        let Err(Error::Invalid(invalid)) = read_text("name=&calls.view=galaxy") else { panic!() };
        assert!(invalid.message("name").is_some() && invalid.message("calls.view").is_some());
    }

    #[test]
    fn every_permission_has_a_heading() {
        for key in Key::ALL {
            assert_ne!(heading(*key), "More", "{}", key.name());
        }
    }
}
