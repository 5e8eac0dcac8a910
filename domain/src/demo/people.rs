//! Hires the operators and opens the accounts with their contacts, numbers and users.

use kernel::{AccountId, ContactId, Dice, Email, Error, Name, OrgId, Phone, Result, RoleId, TimeZoneName};

use super::Login;
use super::callers::{Caller, regulars};
use super::cast::{self, AGENTS, Firm, Person};
use crate::access::roles::RoleDetails;
use crate::access::{Actor, Grants, Key, Kind, Reach, Request, UsersManage, roles};
use crate::accounts::{self, AccountDetails, FirstUser, NewAccount};
use crate::house::House;
use crate::operators::{self, NewOperator};
use crate::organizations::{self, NewOrganization};
use crate::people::contacts::{self, ContactDetails, Label, Way};
use crate::people::invitations;
use crate::people::users::{self, Entry, NewMember};
use crate::sign_in::generate_password;

/// A business of the demo that has been opened.
pub(super) struct Opened {
    pub firm: &'static Firm,
    pub account: AccountId,
    /// In the order of the firm's people.
    pub contacts: Vec<ContactId>,
    pub callers: Vec<Caller>,
}

/// A mistake in the cast is a mistake of ours.
fn name(text: &str) -> Result<Name> {
    Name::parse(text).map_err(Error::bug)
}

fn email(text: &str) -> Result<Email> {
    Email::parse(text).map_err(Error::bug)
}

fn phone(text: &str) -> Result<Phone> {
    Phone::parse(text, "US").map_err(Error::bug)
}

async fn role(house: &House, actor: &Actor, kind: Kind, name: &str) -> Result<RoleId> {
    roles::named(&mut house.read().await?, &actor.may::<UsersManage>()?, kind, name).await
}

/// Who answers at the desk also has calls and messages of his or her own.
async fn roles_of(house: &House, actor: &Actor, name: &str) -> Result<Vec<RoleId>> {
    let mut held = vec![role(house, actor, Kind::PortalUser, name).await?];
    if name == cast::FRONT_DESK {
        held.push(role(house, actor, Kind::PortalUser, roles::CLIENT_USER).await?);
    }
    Ok(held)
}

/// A role of the organization's own: answers for the account without running it.
pub(super) async fn front_desk(house: &House, actor: &Actor) -> Result<()> {
    let details = RoleDetails {
        name: name(cast::FRONT_DESK)?,
        description: "Sees and marks every message of the account, and its calls; runs nothing.".to_owned(),
        kind: Kind::PortalUser,
        grants: Grants::of(&[
            (Key::ContactsView, Reach::Account),
            (Key::CallsView, Reach::Account),
            (Key::MessagesView, Reach::Account),
            (Key::MessagesMark, Reach::Account),
        ]),
        secure: false,
        asks: roles::Asks::default(),
    };
    roles::create(house, &actor.may()?, &details).await?;
    Ok(())
}

pub(super) async fn organization(house: &House) -> Result<OrgId> {
    let new = NewOrganization {
        number: Some(OrgId::new(cast::NUMBER)),
        name: name(cast::ORGANIZATION)?,
        host: None,
        region: "US".to_owned(),
        time_zone: TimeZoneName::parse(cast::TIME_ZONE).map_err(Error::bug)?,
        accent: "#0f6e84".to_owned(),
    };
    organizations::create(house, new).await
}

pub(super) async fn agents(house: &House, actor: &Actor, logins: &mut Vec<Login>) -> Result<()> {
    for agent in AGENTS {
        let new = NewOperator {
            name: name(agent.name)?,
            email: email(agent.email)?,
            roles: vec![role(house, actor, Kind::Operator, agent.role).await?],
        };
        let id = operators::add(house, &actor.may()?, new).await?;
        let password = generate_password(&house.dice);
        let link = invitations::invite_operator(house, &actor.may()?, id).await?;
        invitations::accept(house, actor.org(), &link.reveal(), &password, Request::default()).await?;
        logins.push(Login {
            email: agent.email.to_owned(),
            password,
            kind: Kind::Operator.name(),
            account: String::new(),
            role: agent.role.to_owned(),
            name: agent.name.to_owned(),
        });
    }
    Ok(())
}

pub(super) async fn open(
    house: &House,
    actor: &Actor,
    firm: &'static Firm,
    logins: &mut Vec<Login>,
) -> Result<Opened> {
    let numbers = firm.numbers().map(|number| phone(&number)).collect::<Result<Vec<_>>>()?;
    let inbox = format!("{}@{}", firm.inbox, firm.domain);
    let first = firm.people.first().ok_or_else(|| Error::bug("a firm without people"))?;
    let new = NewAccount {
        details: AccountDetails {
            name: name(firm.name)?,
            email: email(&inbox)?,
            phone: numbers.first().cloned(),
            time_zone: TimeZoneName::parse(firm.zone).map_err(Error::bug)?,
        },
        numbers,
        plan: None,
        first_user: Some(FirstUser {
            name: name(first.name)?,
            email: email(&inbox)?,
            preset: "client_admin",
            entry: Entry::Password(None),
        }),
    };
    let created = accounts::create(house, &actor.may()?, new).await?;
    let password = created.first_user.and_then(|user| user.password).unwrap_or_default();
    logins.push(login(firm, first, roles::CLIENT_ADMIN, password));

    let mut opened =
        Opened { firm, account: created.id, contacts: Vec::new(), callers: regulars(&house.dice, firm.area) };
    for person in firm.people {
        let contact =
            contacts::add(house, &actor.may()?, created.id, details(firm, person, &house.dice)?).await?;
        opened.contacts.push(contact);
        if let Some(role) = person.role.filter(|role| *role != roles::CLIENT_ADMIN) {
            let member = NewMember {
                name: name(person.name)?,
                email: email(&firm.email(person))?,
                title: person.title.to_owned(),
                roles: roles_of(house, actor, role).await?,
                contact: Some(contact),
            };
            let added = users::add(house, &actor.may()?, created.id, member).await?;
            users::vouch(house, &actor.may()?, added.id).await?;
            logins.push(login(firm, person, role, added.password));
        }
    }
    Ok(opened)
}

fn details(firm: &Firm, person: &Person, dice: &Dice) -> Result<ContactDetails> {
    let number = 120 + dice.below(80);
    let mobile = format!("+1{}555{number:04}", firm.area);
    let mut phones = vec![Way::new(Label::Mobile, phone(&mobile)?)];
    // Whoever runs the place is reached at home, too.
    if person.role == Some(roles::CLIENT_ADMIN) {
        let home = format!("+1{}555{:04}", firm.area, 100 + number % 20);
        phones.push(Way::new(Label::Home, phone(&home)?));
    }
    Ok(ContactDetails {
        title: person.title.to_owned(),
        emails: vec![Way::new(Label::Work, email(&firm.email(person))?)],
        phones,
        hours: if number.is_multiple_of(3) { String::new() } else { "Mon–Fri 09:00–17:00".to_owned() },
        groups: vec![if person.role.is_some() { "Office" } else { "On site" }.to_owned()],
        ..ContactDetails::of(name(person.name)?)
    })
}

fn login(firm: &Firm, person: &Person, role: &str, password: String) -> Login {
    Login {
        email: firm.email(person),
        password,
        kind: Kind::PortalUser.name(),
        account: firm.name.to_owned(),
        role: role.to_owned(),
        name: person.name.to_owned(),
    }
}

/// Takes one user's access away.
pub(super) async fn disable(house: &House, actor: &Actor, address: &str) -> Result<()> {
    let tx = &mut house.read().await?.0;
    let id = users::by_email(tx, actor.org(), &email(address)?, Kind::PortalUser).await?;
    users::disable(house, &actor.may()?, id).await
}
