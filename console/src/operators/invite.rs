//! The link by which an operator chooses a password, shown once to be passed on.

use domain::access::OperatorsManage;
use domain::people::invitations;
use kernel::UserId;
use web::{Answer, Fields, Id, Visitor, page};

use super::{below, find, page_of};
use crate::once_page::{Fact, OncePage};

pub async fn invite(visitor: Visitor, Id(id): Id<UserId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    link_page(&visitor, id).await
}

/// Makes the link; an earlier one of the same person is dead from now on.
pub async fn link_page(visitor: &Visitor, id: UserId) -> Answer {
    let granted = visitor.may::<OperatorsManage>()?;
    let operator = find(visitor, &mut visitor.read().await?, id).await?;
    let token = invitations::invite_operator(visitor.house(), &granted, id).await?;
    let link = format!("{}/welcome/{}", visitor.site.settings.base_url, token.reveal());
    page(&OncePage {
        shell: below(visitor, &format!("A password for {}", operator.name), Some(&operator)),
        lead: format!(
            "Nothing was sent: pass this link on to {}. It is good once, for 72 hours; an earlier one is dead.",
            operator.name
        ),
        facts: vec![Fact::new("User ID", operator.email), Fact::secret("Link", link)],
        letter: None,
        next: ("Go to the operator", page_of(id)),
    })
}
