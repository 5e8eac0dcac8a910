//! The list of contacts: searched, filtered by group, taken out as a file.

use askama::Template;
use domain::access::ContactsEdit;
use domain::people::contacts;
use domain::records::{Page, Query};
use kernel::{AccountId, Result};

use super::Place;
use crate::records::{self, ListPage, Options};
use crate::ui::{Empty, Shell, TableView, icon};
use crate::{Answer, Pairs, Visitor, page};

/// Groups in a choice.
const MOST_GROUPS: usize = 200;

#[derive(Template)]
#[template(path = "contacts/list.html")]
struct ContactsPage {
    shell: Shell,
    /// Where one is added, many are brought in, and doubles are found.
    add: Option<String>,
    import: Option<String>,
    doubles: Option<String>,
    /// The list as it is, as cards.
    cards: Option<String>,
    table: TableView,
}

/// The page of what was found; of one account, if `place` says which.
pub async fn list_page(
    visitor: &Visitor,
    pairs: &Pairs,
    (query, found): (&Query, &Page),
    place: Option<&Place>,
    about: ListPage<'_>,
) -> Answer {
    let place_to_edit = place.filter(|_| visitor.can::<ContactsEdit>());
    let of = |what: &str| place_to_edit.map(|place| place.all(what));
    let add = of("new");
    // Nobody takes a list out in somebody else's place (L3).
    let cards =
        visitor.who.login_as.is_none().then(|| {
            pairs.without(&["limit", "after", "before"]).href(&format!("{}/export.vcf", about.path))
        });
    let about = ListPage {
        placeholder: "Names, titles, emails, phones, groups",
        empty: Empty {
            icon: icon("users"),
            title: "No contacts yet".to_owned(),
            text: "A contact is a person for whom calls and messages arrive.".to_owned(),
            action: add.clone().map(|href| ("Add contact".to_owned(), href)),
        },
        live: true,
        export: true,
        views: records::views(visitor, about.path).await?,
        ..about
    };
    let table = records::list(visitor, pairs, query, found, &about);
    let shell = place.map_or_else(|| visitor.shell("Contacts"), |place| place.shell(visitor, "Contacts"));
    page(&ContactsPage { shell, add, import: of("import"), doubles: of("doubles"), cards, table })
}

/// The groups to filter by, of one account or of all.
pub async fn filter_options(visitor: &Visitor, account: Option<AccountId>) -> Result<Options> {
    let granted = visitor.may()?;
    let groups = contacts::groups(&mut visitor.read().await?, &granted, account, MOST_GROUPS).await?;
    Ok(vec![("groups", groups.into_iter().map(|group| (group.clone(), group)).collect())])
}
