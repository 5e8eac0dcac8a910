//! Why somebody may do something, or may not: the answer comes from the gate and the fence that everybody passes,
//! only the words are written here.

use db::Value;
use kernel::{AccountId, AnyId, ContactId, Error, MemberId, Result, UserId};

use super::granted::Imagined;
use super::standing::{Standing, standing};
use super::things::thing;
use super::{AnyGranted, Granted, Key, Kind, OperatorsManage, Reach, Select, UsersView};
use crate::house::{House, Read};
use crate::people::users;
use crate::records::Collection;
use crate::sign_in::Refusal;

/// Yes or no, and the way there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub person: String,
    pub key: Key,
    pub yes: bool,
    /// How far the permission goes for the person, if it is in a role at all.
    pub reach: Option<Reach>,
    /// From the role to the record, a step each.
    pub path: Vec<String>,
}

impl Explanation {
    /// `Client User → calls.view → own → the contact of this call is another person`
    pub fn words(&self) -> String {
        self.path.join(" → ")
    }
}

/// A permission that somebody has, how far it goes, and the roles that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub key: Key,
    pub reach: Reach,
    pub roles: Vec<String>,
}

/// What a portal user may do, and from which role. A client admin may ask it of the users of the account.
pub async fn of_user(
    house: &House,
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: impl Into<MemberId>,
) -> Result<Vec<Held>> {
    let member = users::find_in(&mut read.0, granted, user).await?;
    held(house, read, granted, (member.user, Some(member.account))).await
}

/// Whether a portal user may do something, to one record or at all. The record must be within the reach of the
/// one who asks.
pub async fn user(
    house: &House,
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: impl Into<MemberId>,
    key: Key,
    record: Option<AnyId>,
) -> Result<Explanation> {
    let member = users::find_in(&mut read.0, granted, user).await?;
    explain(house, read, granted, (member.user, Some(member.account)), key, record).await
}

/// What an operator may do, and from which role.
pub async fn of_operator(
    house: &House,
    read: &mut Read,
    granted: &Granted<OperatorsManage>,
    operator: UserId,
) -> Result<Vec<Held>> {
    crate::operators::find(read, granted, operator).await?;
    held(house, read, granted, (operator, None)).await
}

/// Whether an operator may do something, to one record or at all.
pub async fn operator(
    house: &House,
    read: &mut Read,
    granted: &Granted<OperatorsManage>,
    operator: UserId,
    key: Key,
    record: Option<AnyId>,
) -> Result<Explanation> {
    crate::operators::find(read, granted, operator).await?;
    explain(house, read, granted, (operator, None), key, record).await
}

/// A person, and the account in which a portal user is asked about.
type Asked = (UserId, Option<AccountId>);

async fn held(house: &House, read: &mut Read, granted: &AnyGranted, user: Asked) -> Result<Vec<Held>> {
    let who = standing(&mut read.0, house.now(), granted.org(), user).await?.ok_or(Error::NotFound)?;
    let actor = who.actor();
    let held =
        actor.grants().list().map(|(key, reach)| Held { key, reach, roles: from_roles(&who, key, reach) });
    Ok(held.collect())
}

/// The roles that carry a permission as far as it goes for this person.
fn from_roles(who: &Standing, key: Key, reach: Reach) -> Vec<String> {
    let carry = |grants: super::Grants| grants.offered_to(who.kind).reach(key) == Some(reach);
    who.roles.iter().filter(|role| carry(role.grants.clone())).map(|role| role.name.clone()).collect()
}

async fn explain(
    house: &House,
    read: &mut Read,
    granted: &AnyGranted,
    user: Asked,
    key: Key,
    record: Option<AnyId>,
) -> Result<Explanation> {
    let who = standing(&mut read.0, house.now(), granted.org(), user).await?.ok_or(Error::NotFound)?;
    let record = match record {
        Some(id) => Some(within_reach(read, granted, key, id).await?),
        None => None,
    };
    let actor = who.actor();
    let mut told = Explanation {
        person: who.person.name.clone(),
        key,
        yes: false,
        reach: actor.grants().reach(key),
        path: Vec::new(),
    };
    if let Some(refusal) = who.refusal {
        told.path.push(shut(&who.person.name, refusal));
        return Ok(told);
    }
    let Some(theirs) = Granted::<Imagined>::imagined(&actor, key) else {
        told.path.push(not_granted(&who, key));
        return Ok(told);
    };
    told.path.push(from_roles(&who, key, theirs.reach()).join(" and "));
    told.path.push(key.name().to_owned());
    told.path.push(theirs.reach().name().to_owned());
    let Some((collection, id, owners)) = record else {
        told.yes = true;
        return Ok(told);
    };
    // The fence decides, as it does for every list.
    told.yes = Select::of("1", collection.from)
        .within(&theirs, &collection.owner)
        .and(&format!("{} = {{}}", collection.id), [Value::from(id.uuid)])
        .row(&mut read.0, |_| Ok(()))
        .await?
        .is_some();
    told.path.push(owners.words(collection, &theirs, &who));
    Ok(told)
}

/// Whose a record is.
struct Owners {
    account: Option<AccountId>,
    contact: Option<ContactId>,
    creator: Option<UserId>,
    assignee: Option<UserId>,
}

type Found = (&'static Collection, AnyId, Owners);

/// The record and its owners, if the one who asks may see it.
async fn within_reach(read: &mut Read, granted: &AnyGranted, key: Key, id: AnyId) -> Result<Found> {
    let about = thing(key).filter(|collection| collection.prefix == id.prefix);
    let collection = about.ok_or_else(|| {
        Error::invalid("record", format!("“{}” is not about such a record.", key.meaning()))
    })?;
    let unknown = || Error::invalid("record", "There is no such record within your reach.");
    let mine = Granted::<Imagined>::imagined(granted.actor(), collection.view).ok_or_else(unknown)?;
    let owner = &collection.owner;
    let columns = format!(
        "{}, {}, {}, {}",
        owner.account,
        owner.contact.unwrap_or("NULL"),
        owner.creator.unwrap_or("NULL"),
        owner.assignee.unwrap_or("NULL")
    );
    let (has_contact, has_creator) = (owner.contact.is_some(), owner.creator.is_some());
    let has_assignee = owner.assignee.is_some();
    let owners = Select::of(&columns, collection.from)
        .within(&mine, owner)
        .and(&format!("{} = {{}}", collection.id), [Value::from(id.uuid)])
        .row(&mut read.0, |row| {
            Ok(Owners {
                account: row.get(0)?,
                contact: if has_contact { row.get(1)? } else { None },
                creator: if has_creator { row.get(2)? } else { None },
                assignee: if has_assignee { row.get(3)? } else { None },
            })
        })
        .await?;
    Ok((collection, id, owners.ok_or_else(unknown)?))
}

impl Owners {
    /// The last step of the way: what the fence looked at.
    fn words(&self, collection: &Collection, granted: &Granted<Imagined>, who: &Standing) -> String {
        let (thing, name) = (collection.singular, who.person.name.as_str());
        let Some(place) = who.place else {
            return format!("this {thing} is of the organization");
        };
        if self.account != Some(place.account) {
            return format!("this {thing} is of another account");
        }
        if granted.reach() >= Reach::Account {
            return format!("this {thing} is of the same account");
        }
        if granted.covers(self.account, self.contact, None) {
            return if collection.prefix == ContactId::PREFIX {
                format!("this contact is {name}")
            } else {
                format!("this {thing} is for {name}’s contact")
            };
        }
        if granted.covers(self.account, None, self.creator) {
            return format!("this {thing} is {name}’s own");
        }
        if granted.covers(self.account, None, self.assignee) {
            return format!("this {thing} was given to {name}");
        }
        match (self.contact, place.contact) {
            (_, None) => format!("{name} is linked to no contact"),
            (None, Some(_)) => format!("this {thing} has no contact"),
            (Some(_), Some(_)) if collection.prefix == ContactId::PREFIX => {
                "this contact is another person".to_owned()
            }
            (Some(_), Some(_)) => format!("the contact of this {thing} is another person"),
        }
    }
}

fn not_granted(who: &Standing, key: Key) -> String {
    let name = &who.person.name;
    if who.withheld.contains(&key) {
        let whom = if who.kind == Kind::PortalUser { " for the people of this account" } else { "" };
        return format!("{} is switched off{whom}", key.name());
    }
    match who.roles.as_slice() {
        [] => format!("{name} holds no role"),
        [only] => format!("{} does not include {}", only.name, key.name()),
        several => format!("none of {} includes {}", super::roles::names(several), key.name()),
    }
}

/// Why somebody cannot come in at all, whatever the roles say.
fn shut(name: &str, refusal: Refusal) -> String {
    match refusal {
        Refusal::Disabled => format!("{name} is disabled"),
        Refusal::Locked => format!("the account of {name} is locked"),
        Refusal::Closed => "the clients’ portal is closed".to_owned(),
        Refusal::NoPlace => format!("{name} is in no account"),
        Refusal::Ended | Refusal::Idle | Refusal::OperatorGone => format!("{name} is not signed in"),
    }
}
