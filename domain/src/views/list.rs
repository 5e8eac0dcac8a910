//! The views that a person may open.

use db::{Row, Tx, params};
use kernel::{Error, Result, UserId, ViewId};

use crate::house::Read;
use crate::sign_in::SignedIn;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub id: ViewId,
    /// The address of the list without its query: `/console/accounts`.
    pub list: String,
    pub name: String,
    /// The query of the list's address.
    pub state: String,
    pub shared: bool,
    /// Whose it is; nobody's, when who shared it is no longer here.
    pub owner: Option<UserId>,
    /// The name of who made it.
    pub by: String,
}

impl View {
    /// Whether this person may change it: its owner, and any operator if it has none.
    pub fn is_for(&self, who: &SignedIn) -> bool {
        self.owner.map_or_else(|| who.actor.is_of_the_team(), |owner| owner == who.user)
    }
}

const COLUMNS: &str = "SELECT id, list, name, state, shared, user_id, made_by FROM saved_views";

/// One's own views of a list, then those that others share with the team, each by name.
pub async fn of_list(read: &mut Read, who: &SignedIn, list: &str) -> Result<Vec<View>> {
    let or_shared = if who.actor.is_of_the_team() { "OR shared = 1" } else { "" };
    Ok(read
        .0
        .rows(
            &format!(
                "{COLUMNS} WHERE org_id = ?1 AND list = ?2 AND (user_id = ?3 {or_shared})
                 ORDER BY CASE WHEN user_id = ?3 THEN 0 ELSE 1 END, folded, id"
            ),
            params![who.actor.org(), list, who.user],
            view,
        )
        .await?)
}

/// One of the views that the person may open; any other does not exist.
pub async fn find(read: &mut Read, who: &SignedIn, id: ViewId) -> Result<View> {
    find_in(&mut read.0, who, id).await
}

pub(super) async fn find_in(tx: &mut Tx, who: &SignedIn, id: ViewId) -> Result<View> {
    let view = tx
        .row(&format!("{COLUMNS} WHERE org_id = ?1 AND id = ?2"), params![who.actor.org(), id], view)
        .await?
        .ok_or(Error::NotFound)?;
    let open = view.owner == Some(who.user) || (view.shared && who.actor.is_of_the_team());
    if open { Ok(view) } else { Err(Error::NotFound) }
}

fn view(row: &Row<'_>) -> db::Result<View> {
    Ok(View {
        id: row.get(0)?,
        list: row.get(1)?,
        name: row.get(2)?,
        state: row.get(3)?,
        shared: row.get::<i64>(4)? == 1,
        owner: row.get(5)?,
        by: row.get(6)?,
    })
}
