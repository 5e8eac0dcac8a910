//! What a role is made of, and the rules for it: nobody makes a role that may do more than its maker.

use db::Tx;
use kernel::{Error, Invalid, Name, Result, text::fold};

use super::list::every;
use super::{Asks, Role, may_give};
use crate::access::{Actor, Grants, Kind, offered};

/// A role as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleDetails {
    pub name: Name,
    pub description: String,
    pub kind: Kind,
    pub grants: Grants,
    /// The clearance for accounts that are marked Secure: for operators only.
    pub secure: bool,
    pub asks: Asks,
}

/// What stands behind the name of a role with the clearance.
const TITLE: &str = " (Secure)";

impl RoleDetails {
    /// The clearance shows in the title, and the title alone never decides (C-11): the word is written by Portico,
    /// and by nobody else.
    pub(super) fn title(&self) -> Result<String> {
        let name = self.name.as_str();
        let plain = if self.secure { name.strip_suffix(TITLE).unwrap_or(name) } else { name };
        if fold(plain).split(|c: char| !c.is_alphanumeric()).any(|word| word == "secure") {
            return Err(Error::invalid(
                "name",
                "Leave the word “Secure” out: it stands behind the name of a role with that clearance by itself.",
            ));
        }
        if self.secure { Ok(format!("{plain}{TITLE}")) } else { Ok(plain.to_owned()) }
    }

    /// Refuses what cannot be offered to such people, and what the actor may not do.
    pub(super) fn check(&self, actor: &Actor) -> Result<()> {
        let mut invalid = Invalid::default();
        for (key, reach) in self.grants.list() {
            if !offered(key, self.kind).contains(&reach) {
                invalid
                    .push(key.name(), format!("“{}” cannot be given so far to such people.", key.meaning()));
            } else if actor.grants().gives(key) < Some(reach) {
                invalid.push(key.name(), format!("You may not “{}” so far yourself.", key.meaning()));
            }
        }
        if self.secure && self.kind != Kind::Operator {
            invalid.push("secure", "The clearance for Secure accounts is for operators.");
        } else if self.secure && !actor.grants().gives_everything() {
            invalid.push(
                "secure",
                "Only somebody who may do everything gives the clearance for Secure accounts.",
            );
        }
        self.asks.check(self.kind, &mut invalid);
        invalid.into_result()
    }
}

/// The title of a role that may be made, or become what it was not `before`; refused with the reason otherwise.
pub(super) async fn judge(
    tx: &mut Tx,
    actor: &Actor,
    details: &RoleDetails,
    before: Option<&Role>,
) -> Result<String> {
    if let Some(before) = before {
        may_give(actor, before)?;
        if before.kind != details.kind {
            return Err(Error::invalid("kind", "A role cannot become one for other people. Make a new one."));
        }
    }
    details.check(actor)?;
    let title = details.title()?;
    let roles = every(tx, actor.org()).await?;
    // A name is taken in whatever case it is written.
    let same = |role: &&Role| role.kind == details.kind && fold(&role.name) == fold(&title);
    if roles.iter().filter(same).any(|role| before.is_none_or(|before| before.id != role.id)) {
        return Err(Error::invalid("name", "There is a role of this name already. Choose another one."));
    }
    Ok(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_11_the_clearance_shows_in_the_title_and_the_title_never_makes_one() {
        let title = |name: &str, secure: bool| {
            RoleDetails {
                name: Name::parse(name).unwrap(),
                description: String::new(),
                kind: Kind::Operator,
                grants: Grants::NONE,
                secure,
                asks: Asks::default(),
            }
            .title()
            .ok()
        };
        assert_eq!(title("Night shift", true).as_deref(), Some("Night shift (Secure)"));
        assert_eq!(title("Night shift (Secure)", true).as_deref(), Some("Night shift (Secure)"));
        assert_eq!(title("Night shift", false).as_deref(), Some("Night shift"));
        assert_eq!(title("Insecure", false).as_deref(), Some("Insecure"));
        for name in ["Night shift (Secure)", "SECURE", "Sécure desk"] {
            assert_eq!(title(name, false), None, "{name}");
        }
    }
}
