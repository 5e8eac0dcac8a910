//! The public page of a client's business (S3-55).

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::{self, business_page};
use kernel::text::{WebAddress, paragraph};
use kernel::{AccountId, Error, Invalid, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;

/// What its page says of a business, beside its name and telephone number, which are the account's.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BusinessPage {
    /// Everybody can read it at `path`.
    published: bool,
    /// `/b/` and the nickname of the account; `null` without a nickname.
    #[schema(required)]
    path: Option<String>,
    about: String,
    hours: String,
    #[schema(required)]
    website: Option<String>,
    /// What visitors write becomes a message of the account.
    contact_form: bool,
}

/// The whole of the page from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBusinessPage {
    published: bool,
    #[serde(default)]
    #[schema(max_length = 4000)]
    about: String,
    #[serde(default)]
    #[schema(max_length = 500)]
    hours: String,
    #[schema(max_length = 200, example = "https://www.example.com")]
    website: Option<String>,
    #[serde(default)]
    contact_form: bool,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    Ok(Json(page(&caller, id).await?).into_response())
}

/// Needs a nickname to be published.
pub async fn edit(caller: Caller, Id(id): Id<AccountId>, Body(new): Body<NewBusinessPage>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    business_page::edit(caller.house(), &granted, id, &read(new)?).await?;
    Ok(Json(page(&caller, id).await?).into_response())
}

fn read(new: NewBusinessPage) -> Result<business_page::BusinessPage> {
    let mut invalid = Invalid::default();
    let about = invalid.check("about", paragraph(&new.about, business_page::BusinessPage::ABOUT));
    let hours = invalid.check("hours", paragraph(&new.hours, business_page::BusinessPage::HOURS));
    let website = new.website.and_then(|text| invalid.check("website", WebAddress::parse(&text)));
    match (about, hours) {
        (Some(about), Some(hours)) if invalid.is_empty() => Ok(business_page::BusinessPage {
            published: new.published,
            about,
            hours,
            website,
            contact_form: new.contact_form,
        }),
        _ => Err(Error::Invalid(invalid)),
    }
}

async fn page(caller: &Caller, id: AccountId) -> Result<BusinessPage> {
    let granted = caller.may::<AccountsView>()?;
    let mut read = caller.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let page = business_page::find(&mut read, &granted, id).await?;
    Ok(BusinessPage {
        published: page.published,
        path: account.nickname.map(|nickname| format!("/b/{nickname}")),
        about: page.about,
        hours: page.hours,
        website: page.website.map(|website| website.to_string()),
        contact_form: page.contact_form,
    })
}
