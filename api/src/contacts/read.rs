//! The contacts within reach, and one of them.

use domain::access::ContactsView;
use domain::people::contacts::CONTACTS;
use kernel::ContactId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<ContactsView>(&caller, &CONTACTS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<ContactId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<ContactsView>(&caller, &CONTACTS, id.any()).await?))
}
