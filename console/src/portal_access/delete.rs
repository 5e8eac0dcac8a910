//! Deleting many portal users at once (S1-33 … S1-40): a warning that says how many and what happens, then the deed.

use domain::access::UsersManage;
use domain::jobs::{self, AT_ONCE, MOST};
use domain::people::users::{self, Chosen};
use kernel::{Error, Invalid, MemberId, Result};
use web::ui::ConfirmPage;
use web::{Answer, Fields, LocalPath, Pairs, Visitor, page, redirect, refused};

use super::{PATH, below, list};

/// Asks; nothing is deleted yet.
pub async fn ask(visitor: Visitor, typed: Fields) -> Answer {
    page(&warning(&visitor, &typed).await?)
}

pub async fn delete(visitor: Visitor, typed: Fields) -> Answer {
    let granted = visitor.may::<UsersManage>()?;
    let warning = warning(&visitor, &typed).await?;
    // Those that were confirmed are deleted and no others: if they have become more or fewer, it is asked anew.
    if warning.hidden.iter().all(|(name, value)| name != "count" || value != typed.get("count")) {
        let error = Error::conflict("The list has changed in the meantime. Look at the number again.");
        return refused(&ConfirmPage { error: Some(error.to_string()), ..warning }, &error);
    }
    let job = users::delete_many(visitor.house(), &granted, &chosen(&visitor, &typed)?).await?;
    let job = jobs::find(&mut visitor.read().await?, &visitor.who.actor, job).await?;
    if job.state.is_over() && job.skipped == 0 {
        return Ok(visitor.done(PATH, &format!("{} deleted", people(job.done))));
    }
    Ok(redirect(&LocalPath::or(Some(&crate::jobs::page_of(job.id)), PATH)))
}

fn people(count: impl Into<i64>) -> String {
    let count = count.into();
    if count == 1 { "1 portal user".to_owned() } else { format!("{count} portal users") }
}

/// The ticked ones, or all that match the filters that are sent along.
fn chosen(visitor: &Visitor, typed: &Fields) -> Result<Chosen> {
    if typed.optional("all").is_some() {
        let rest = ["id", "all", "count"];
        let filters = typed.iter().filter(|(name, _)| !rest.contains(name));
        let pairs = filters.fold(Pairs::default(), |pairs, (name, value)| pairs.with(name, Some(value)));
        return Ok(Chosen::Matching(list::query(visitor, &pairs)?));
    }
    let mut invalid = Invalid::default();
    let parsed = typed.all("id").map(|id| id.parse::<MemberId>().map_err(|_| "This is no portal user."));
    let mut ids: Vec<MemberId> = parsed.filter_map(|id| invalid.check("id", id)).collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() {
        invalid.push("id", "Tick the portal users that are to be deleted first.");
    }
    invalid.into_result()?;
    Ok(Chosen::These(ids))
}

async fn warning(visitor: &Visitor, typed: &Fields) -> Result<ConfirmPage> {
    let granted = visitor.may::<UsersManage>()?;
    let count = users::count(&mut visitor.read().await?, &granted, &chosen(visitor, typed)?).await?;
    if count > MOST {
        let text = format!("These are more than {MOST}. Narrow the list by a filter first.");
        return Err(Error::invalid("all", text));
    }
    let who = people(i64::try_from(count).map_err(Error::bug)?);
    let later = if count > AT_ONCE { " It takes a while; you see how far it has come." } else { "" };
    let mut hidden: Vec<(String, String)> = typed
        .iter()
        .filter(|(name, _)| *name != "count")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    hidden.push(("count".to_owned(), count.to_string()));
    Ok(ConfirmPage {
        shell: below(visitor, &format!("Delete {who}?")),
        effect: format!(
            "Be careful: this cannot be undone. {} signed out everywhere at once and can never sign in again; the \
             history keeps the names, and the email addresses become free; whoever is a user of other accounts, too, stays \
             in those. Primary admins are left out.{later}",
            if count == 1 { "This person is" } else { "These people are" }
        ),
        verb: format!("YES, delete {who}"),
        action: format!("{PATH}/delete/confirmed"),
        cancel_href: PATH.to_owned(),
        danger: true,
        hidden,
        ..ConfirmPage::default()
    })
}
