//! To whom a portal user belongs: the customer as a whole, one of its contacts, or its admins (S2-23, S2-30, S2-34).

use domain::access::UsersManage;
use domain::people::users::{self, Attachment};
use kernel::{Error, MemberId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Whose eyes the portal is seen with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachmentToChoose {
    /// `customer` sees everything of the account, `admin` runs it too, the id of a contact sees what is for the
    /// contact.
    sees: String,
}

/// Of the three roles that this is about the user holds one afterwards, and all other roles stay.
pub async fn attach(caller: Caller, Id(id): Id<MemberId>, Body(wish): Body<AttachmentToChoose>) -> Answer {
    let to = match wish.sees.as_str() {
        "customer" => Attachment::Customer,
        "admin" => Attachment::Admin,
        contact => {
            let words = "Send customer, admin or the id of a contact of the account.";
            Attachment::Contact(contact.parse().map_err(|_| Error::invalid("sees", words))?)
        }
    };
    users::attach(caller.house(), &caller.may::<UsersManage>()?, id, to).await?;
    Ok(done())
}
