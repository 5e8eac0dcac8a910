//! Deleting, disabling and enabling many portal users at once (S1-33 … S1-40, S4-35): a warning that says how many and
//! what happens, then the deed.

use domain::access::UsersManage;
use domain::jobs::{self, AT_ONCE, MOST};
use domain::people::users::{self, Chosen};
use kernel::{Error, Invalid, MemberId, Result};
use web::ui::ConfirmPage;
use web::{Answer, Fields, LocalPath, Pairs, Visitor, page, redirect, refused};

use super::{PATH, below, list};

/// What is to be done with them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Delete,
    Disable,
    Enable,
}

impl Deed {
    const fn word(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Disable => "disable",
            Self::Enable => "enable",
        }
    }

    /// What it does to one of them, and to several.
    fn effect(self, one: bool) -> String {
        let they = if one { "This person is" } else { "These people are" };
        match self {
            Self::Delete => format!(
                "Be careful: this cannot be undone. {they} signed out everywhere at once and can never sign in again; \
                 the history keeps the names, and the email addresses become free; whoever is a user of other accounts, \
                 too, stays in those. Primary admins are left out."
            ),
            Self::Disable => format!(
                "{they} signed out of the account at once and cannot enter it until enabled again; nothing of theirs \
                 is lost. Primary admins are left out."
            ),
            Self::Enable => {
                let whose = if one { "This person" } else { "These people" };
                format!("{whose} can sign in again with the password and the roles of before.")
            }
        }
    }
}

pub async fn ask_delete(visitor: Visitor, typed: Fields) -> Answer {
    page(&warning(&visitor, Deed::Delete, &typed).await?)
}

pub async fn ask_disable(visitor: Visitor, typed: Fields) -> Answer {
    page(&warning(&visitor, Deed::Disable, &typed).await?)
}

pub async fn ask_enable(visitor: Visitor, typed: Fields) -> Answer {
    page(&warning(&visitor, Deed::Enable, &typed).await?)
}

pub async fn delete(visitor: Visitor, typed: Fields) -> Answer {
    go_on(visitor, Deed::Delete, typed).await
}

pub async fn disable(visitor: Visitor, typed: Fields) -> Answer {
    go_on(visitor, Deed::Disable, typed).await
}

pub async fn enable(visitor: Visitor, typed: Fields) -> Answer {
    go_on(visitor, Deed::Enable, typed).await
}

async fn go_on(visitor: Visitor, deed: Deed, typed: Fields) -> Answer {
    let granted = visitor.may::<UsersManage>()?;
    let warning = warning(&visitor, deed, &typed).await?;
    // It is done with those that were confirmed and no others: if they have become more or fewer, it is asked anew.
    if warning.hidden.iter().all(|(name, value)| name != "count" || value != typed.get("count")) {
        let error = Error::conflict("The list has changed in the meantime. Look at the number again.");
        return refused(&ConfirmPage { error: Some(error.to_string()), ..warning }, &error);
    }
    let chosen = chosen(&visitor, &typed)?;
    let job = match deed {
        Deed::Delete => users::delete_many(visitor.house(), &granted, &chosen).await?,
        Deed::Disable => users::disable_many(visitor.house(), &granted, true, &chosen).await?,
        Deed::Enable => users::disable_many(visitor.house(), &granted, false, &chosen).await?,
    };
    let job = jobs::find(&mut visitor.read().await?, &visitor.who.actor, job).await?;
    if job.state.is_over() && job.skipped == 0 {
        return Ok(visitor.done(PATH, &format!("{} {}d", people(job.done), deed.word())));
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
        invalid.push("id", "Tick the portal users first.");
    }
    invalid.into_result()?;
    Ok(Chosen::These(ids))
}

async fn warning(visitor: &Visitor, deed: Deed, typed: &Fields) -> Result<ConfirmPage> {
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
    let word = deed.word();
    hidden.push(("count".to_owned(), count.to_string()));
    Ok(ConfirmPage {
        shell: below(visitor, &format!("{} {who}?", web::format::capitalized(word))),
        effect: format!("{}{later}", deed.effect(count == 1)),
        verb: format!("YES, {word} {who}"),
        action: format!("{PATH}/{word}/confirmed"),
        cancel_href: PATH.to_owned(),
        danger: deed == Deed::Delete,
        hidden,
        ..ConfirmPage::default()
    })
}
