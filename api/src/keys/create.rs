//! A new key, made by a person; and revoking one.

use domain::access::{Grants, Key, KeysManage, Reach};
use domain::sign_in::keys::{self, NewKey};
use kernel::{Error, Invalid, KeyId, Name, Span};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::{created, done};

/// How many days a key may last.
const DAYS: [i64; 3] = [30, 90, 365];

/// A key that is to be made, for the person who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What the key is for.
    #[schema(required, min_length = 1, max_length = 120, example = "Phone system")]
    #[serde(default)]
    name: String,
    /// What it may do: never more than its owner.
    #[schema(required, min_items = 1, example = json!(["calls.create"]))]
    #[serde(default)]
    permissions: Vec<String>,
    /// 30, 90 or 365.
    #[schema(required)]
    #[serde(default)]
    days: i64,
}

/// The key, shown this once and never again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeKey {
    #[schema(value_type = String)]
    id: KeyId,
    secret: String,
}

/// A key makes no keys: one that was stolen would outlive its end.
pub async fn create(caller: Caller, Body(new): Body<NewApiKey>) -> Answer {
    let granted = caller.may::<KeysManage>()?;
    let owner = caller.person()?.user;
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&new.name));
    let mut grants = Vec::new();
    for (place, written) in new.permissions.iter().enumerate() {
        let key = Key::parse(written).ok_or("There is no such permission.");
        grants.extend(
            invalid.check(&format!("permissions[{place}]"), key).map(|key| (key, Reach::Organization)),
        );
    }
    if !DAYS.contains(&new.days) {
        invalid.push("days", "Send 30, 90 or 365.");
    }
    let name = match name {
        Some(name) if invalid.is_empty() => name,
        _ => return Err(Error::Invalid(invalid).into()),
    };
    let (grants, lasts) = (Grants::of(&grants), Span::days(new.days));
    let made = keys::create(caller.house(), &granted, NewKey { name, grants, lasts, owner }).await?;
    Ok(created(&format!("/api/v1/keys/{}", made.id), &MadeKey { id: made.id, secret: made.secret }))
}

/// The program that uses it is refused from its next request on.
pub async fn revoke(caller: Caller, Id(id): Id<KeyId>) -> Answer {
    keys::revoke(caller.house(), &caller.may::<KeysManage>()?, id).await?;
    Ok(done())
}
