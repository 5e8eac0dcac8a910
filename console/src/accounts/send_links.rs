//! The switch on an account's page by which it may send links to other sites before its first thirty days are over
//! (S3-51).

use domain::access::AccountsEdit;
use domain::accounts::{self, Account};
use domain::announcements::SCREENED_FOR;
use kernel::{AccountId, Error};
use web::{Answer, Fields, Id, Visitor, format};

use super::page_of;

pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["send"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let send = match typed.get("send") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::invalid("send", "Choose yes or no.").into()),
    };
    accounts::let_send_links(visitor.house(), &granted, id, send).await?;
    let words = if send { "It may send links now" } else { "Its links are screened again" };
    Ok(visitor.done(&page_of(id), words))
}

/// What is so now, in a sentence.
pub fn words(visitor: &Visitor, account: &Account) -> String {
    let ends_at = account.created_at + SCREENED_FOR;
    if account.send_links {
        return "It may send links to other sites.".to_owned();
    }
    if visitor.who.now >= ends_at {
        return "Its first thirty days are over: it may send links to other sites.".to_owned();
    }
    let until = format::instant(ends_at, &visitor.local);
    format!("New here: until {until} it may send no links to other sites.")
}
