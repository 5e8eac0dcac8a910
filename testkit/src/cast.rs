//! Two of everything: what one may see is only proved beside what one may not.

use domain::House;
use domain::access::{Actor, Kind, Request, UsersManage, roles};
use domain::accounts::{self, AccountDetails, FirstUser, NewAccount};
use domain::operators::{self, NewOperator};
use domain::organizations::{self, NewOrganization};
use domain::people::contacts::{self, ContactDetails};
use domain::people::invitations;
use domain::people::users::{self, Entry, NewMember};
use domain::records::calls::{self, NewCall};
use domain::records::intake::Taken;
use domain::records::messages::{self, NewMessage};
use kernel::{
    AccountId, CallId, ContactId, Email, MessageId, Name, OrgId, Phone, RoleId, Span, TimeZoneName, UserId,
};
use serde::{Deserialize, Serialize};

/// Two organizations that must never hear of each other.
#[derive(Deserialize, Serialize)]
pub struct TwoOfEverything {
    pub one: Pretend,
    pub two: Pretend,
}

#[derive(Clone, Deserialize, Serialize)]
pub struct Pretend {
    pub org: OrgId,
    pub host: String,
    pub administrator: Who,
    pub operator: Who,
    pub north: Place,
    pub south: Place,
}

/// A client account with its people and its records.
#[derive(Clone, Deserialize, Serialize)]
pub struct Place {
    pub account: AccountId,
    pub name: String,
    pub number: String,
    /// A Client Admin, the primary one.
    pub admin: Who,
    /// A Client User, linked to the contact Ann.
    pub user: Who,
    /// A Client User without a contact: nothing is theirs.
    pub lost: Who,
    pub ann: ContactId,
    pub bob: ContactId,
    pub calls: Owned<CallId>,
    pub messages: Owned<MessageId>,
}

/// One record for each owner.
#[derive(Clone, Deserialize, Serialize)]
pub struct Owned<T> {
    pub for_ann: T,
    pub for_bob: T,
    pub for_nobody: T,
}

impl<T: Copy> Owned<T> {
    pub fn all(&self) -> [T; 3] {
        [self.for_ann, self.for_bob, self.for_nobody]
    }
}

/// Somebody who can sign in.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Who {
    pub org: OrgId,
    pub id: UserId,
    pub email: String,
    pub password: String,
}

impl Pretend {
    pub fn places(&self) -> [&Place; 2] {
        [&self.north, &self.south]
    }
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

impl TwoOfEverything {
    pub(crate) async fn make(house: &House) -> Self {
        Self { one: pretend(house, 1).await, two: pretend(house, 2).await }
    }
}

async fn pretend(house: &House, which: i64) -> Pretend {
    let word = if which == 1 { "one" } else { "two" };
    let new = NewOrganization {
        number: Some(OrgId::new(which)),
        name: name(&format!("Organization {word}")),
        host: Some(format!("{word}.test")),
        region: "US".to_owned(),
        time_zone: TimeZoneName::parse("America/Chicago").expect("a zone"),
        accent: "#1a6ef5".to_owned(),
    };
    let org = organizations::create(house, new).await.expect("an organization");
    let actor = Actor::system(org, "test");
    Pretend {
        org,
        host: format!("{word}.test"),
        administrator: operator(house, &actor, &format!("admin@{word}.test"), &[roles::ADMINISTRATOR]).await,
        operator: operator(house, &actor, &format!("operator@{word}.test"), &[roles::OPERATOR]).await,
        north: place(house, &actor, "North", &format!("north.{word}.test"), which * 2).await,
        south: place(house, &actor, "South", &format!("south.{word}.test"), which * 2 + 1).await,
    }
}

pub(crate) async fn role_named(house: &House, actor: &Actor, kind: Kind, name: &str) -> RoleId {
    let granted = actor.may::<UsersManage>().unwrap();
    roles::named(&mut house.read().await.unwrap(), &granted, kind, name).await.expect("a role")
}

pub(crate) async fn operator(house: &House, actor: &Actor, address: &str, roles: &[&str]) -> Who {
    let mut held = Vec::new();
    for role in roles {
        held.push(role_named(house, actor, Kind::Operator, role).await);
    }
    let new = NewOperator { name: name(address), email: email(address), roles: held };
    let id = operators::add(house, &actor.may().unwrap(), new).await.expect("an operator");
    let link = invitations::invite_operator(house, &actor.may().unwrap(), id).await.expect("a link");
    let password = "correct horse battery".to_owned();
    invitations::accept(house, actor.org(), &link.reveal(), &password, Request::default())
        .await
        .expect("a password");
    Who { org: actor.org(), id, email: address.to_owned(), password }
}

async fn place(house: &House, actor: &Actor, title: &str, domain: &str, line: i64) -> Place {
    let number = Phone::parse(&format!("+1512555010{line}"), "US").expect("a number");
    let inbox = format!("admin@{domain}");
    let details = AccountDetails {
        name: name(title),
        email: email(&inbox),
        phone: Some(number.clone()),
        time_zone: TimeZoneName::parse("America/New_York").expect("a zone"),
    };
    let first_user = Some(FirstUser {
        name: name(&format!("Admin {title}")),
        email: email(&inbox),
        preset: "client_admin",
        entry: Entry::Password(None),
    });
    let new = NewAccount { details, numbers: vec![number.clone()], plan: None, first_user };
    let created = accounts::create(house, &actor.may().unwrap(), new).await.expect("an account");
    let first_user = created.first_user.expect("a first user");
    let admin = Who {
        org: actor.org(),
        id: first_user.user,
        email: inbox,
        password: first_user.password.expect("a password"),
    };
    let (account, number) = (created.id, number.to_string());
    let ann = contact(house, actor, account, &format!("Ann {title}")).await;
    let bob = contact(house, actor, account, &format!("Bob {title}")).await;
    Place {
        account,
        name: title.to_owned(),
        admin,
        user: user(house, actor, account, &format!("ann@{domain}"), Some(ann)).await,
        lost: user(house, actor, account, &format!("lost@{domain}"), None).await,
        calls: take_calls(house, actor, account, [Some(ann), Some(bob), None], &number).await,
        messages: take_messages(house, actor, account, [Some(ann), Some(bob), None]).await,
        number,
        ann,
        bob,
    }
}

async fn contact(house: &House, actor: &Actor, account: AccountId, called: &str) -> ContactId {
    let details = ContactDetails::of(name(called));
    contacts::add(house, &actor.may().unwrap(), account, details).await.expect("a contact")
}

async fn user(
    house: &House,
    actor: &Actor,
    account: AccountId,
    address: &str,
    contact: Option<ContactId>,
) -> Who {
    let new = NewMember {
        name: name(address),
        email: email(address),
        title: String::new(),
        roles: vec![role_named(house, actor, Kind::PortalUser, roles::CLIENT_USER).await],
        contact,
    };
    let added = users::add(house, &actor.may().unwrap(), account, new).await.expect("a user");
    // The address was shown to be the person's long ago.
    users::vouch(house, &actor.may().unwrap(), added.id).await.expect("a verified address");
    Who { org: actor.org(), id: added.user, email: address.to_owned(), password: added.password }
}

/// A call as a journey needs one; it may change what it likes.
pub fn a_call(account: AccountId, contact: Option<ContactId>, house: &House) -> NewCall {
    NewCall {
        account,
        contact,
        external_id: None,
        direction: "inbound",
        state: "answered",
        from: "+15125550199".to_owned(),
        from_name: "Zoë Caller".to_owned(),
        to: "+15125550100".to_owned(),
        started_at: house.now() - Span::minutes(5),
        answered_at: Some(house.now() - Span::minutes(5)),
        duration: 60,
        operator: "Agent".to_owned(),
        notes: String::new(),
        recording: None,
    }
}

/// A message as a journey needs one.
pub fn a_message(account: AccountId, contact: Option<ContactId>) -> NewMessage {
    NewMessage {
        account,
        contact,
        external_id: None,
        call: None,
        taken_at: None,
        caller_name: "Zoë Caller".to_owned(),
        caller_company: String::new(),
        caller_number: "+15125550199".to_owned(),
        caller_mobile: String::new(),
        priority: "normal",
        subject: "A question".to_owned(),
        text: "Please call back.".to_owned(),
        operator: "Agent".to_owned(),
        state: "new",
    }
}

fn created<T: std::str::FromStr>(results: &[Taken]) -> Owned<T> {
    let mut ids = results.iter().map(|taken| match taken {
        Taken::Created { id } => id.parse().ok().expect("an id"),
        other => panic!("{other:?}"),
    });
    let mut next = || ids.next().expect("three records");
    Owned { for_ann: next(), for_bob: next(), for_nobody: next() }
}

async fn take_calls(
    house: &House,
    actor: &Actor,
    account: AccountId,
    owners: [Option<ContactId>; 3],
    number: &str,
) -> Owned<CallId> {
    let batch =
        owners.map(|contact| Ok(NewCall { to: number.to_owned(), ..a_call(account, contact, house) }));
    let outcome = calls::take_in(house, &actor.may().unwrap(), batch.into(), None).await.expect("calls");
    created(&outcome.results)
}

async fn take_messages(
    house: &House,
    actor: &Actor,
    account: AccountId,
    owners: [Option<ContactId>; 3],
) -> Owned<MessageId> {
    let batch = owners.map(|contact| Ok(a_message(account, contact)));
    let outcome =
        messages::take_in(house, &actor.may().unwrap(), batch.into(), None).await.expect("messages");
    created(&outcome.results)
}
