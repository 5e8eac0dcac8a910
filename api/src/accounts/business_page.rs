//! The public page of a client's business (S3-55).

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, BusinessPageWrite};
use domain::accounts::business_page::{self, Written};
use kernel::text::{WebAddress, paragraph};
use kernel::{AccountId, Error, Invalid, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

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
    /// Needs `business_page.publish` to become another one; left out, it stays as it is.
    published: Option<bool>,
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
    let granted = caller.may::<BusinessPageWrite>()?;
    business_page::edit(caller.house(), &granted, id, read(new)?, None).await?;
    Ok(Json(page(&caller, id).await?).into_response())
}

/// Who writes the page: the admins of the account, where both switches are on.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Writers {
    /// The one of this account.
    account: bool,
    /// The one of the organization, for all accounts.
    organization: bool,
    /// Whether those who write it also switch it on and off.
    publish: bool,
}

pub async fn writers(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    let account = business_page::written_by_admins(&mut caller.read().await?, &granted, id).await?;
    let clients = &caller.organization.settings.clients;
    let (organization, publish) = (clients.business_page, clients.publish_business_page);
    Ok(Json(Writers { account, organization, publish }).into_response())
}

/// It counts from the next request of everybody in the account, as far as the organization lets client admins at all.
pub async fn let_them(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    business_page::let_write(caller.house(), &caller.may::<AccountsEdit>()?, id, true).await?;
    Ok(done())
}

pub async fn keep(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    business_page::let_write(caller.house(), &caller.may::<AccountsEdit>()?, id, false).await?;
    Ok(done())
}

fn read(new: NewBusinessPage) -> Result<Written> {
    let mut invalid = Invalid::default();
    let about = invalid.check("about", paragraph(&new.about, business_page::BusinessPage::ABOUT));
    let hours = invalid.check("hours", paragraph(&new.hours, business_page::BusinessPage::HOURS));
    let website = new.website.and_then(|text| invalid.check("website", WebAddress::parse(&text)));
    match (about, hours) {
        (Some(about), Some(hours)) if invalid.is_empty() => {
            Ok(Written { published: new.published, about, hours, website, contact_form: new.contact_form })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

async fn page(caller: &Caller, id: AccountId) -> Result<BusinessPage> {
    let granted = caller.may::<BusinessPageWrite>()?;
    let draft = business_page::draft(&mut caller.read().await?, &granted, id).await?;
    let page = draft.page;
    Ok(BusinessPage {
        published: page.published,
        path: draft.nickname.map(|nickname| format!("/b/{nickname}")),
        about: page.about,
        hours: page.hours,
        website: page.website.map(|website| website.to_string()),
        contact_form: page.contact_form,
    })
}
