//! By what the list of accounts is narrowed, where the kind of the field does not say it: each has its index.

use db::Value;
use kernel::{PlanId, UserId};

use super::tags::Tag;
use crate::access::{Owner, is_among};
use crate::records::Lead;
use crate::records::fields::Condition;

/// One of the states, or several with commas between them. Written so that the index of those that are asked for is
/// found by it.
pub fn state(written: &str) -> Result<Condition, String> {
    let [mut active, mut in_setup, mut locked] = [false; 3];
    for word in written.split(',').map(str::trim) {
        match word {
            "active" => active = true,
            "in_setup" => in_setup = true,
            "locked" => locked = true,
            _ => return Err("Choose among active, in_setup, locked.".to_owned()),
        }
    }
    let condition = match (active, in_setup, locked) {
        (true, true, true) => "1 = 1",
        (true, true, false) => "r.locked_at IS NULL",
        (true, false, false) => "r.locked_at IS NULL AND r.in_setup = 0",
        (false, true, false) => "r.locked_at IS NULL AND r.in_setup = 1",
        (true, false, true) => "r.locked_at IS NOT NULL OR r.in_setup = 0",
        (false, true, true) => "r.locked_at IS NOT NULL OR r.in_setup = 1",
        (false, false, _) => "r.locked_at IS NOT NULL",
    };
    Ok((condition.to_owned(), Vec::new()))
}

/// Whether an operator is still preparing the account, locked or not.
pub fn setup(written: &str) -> Result<Condition, String> {
    one_of(written, |word| match word {
        "in_setup" => Ok("r.in_setup = 1"),
        "complete" => Ok("r.in_setup = 0"),
        _ => Err("Choose among in_setup, complete.".to_owned()),
    })
}

/// The whole nickname, as a program knows the account by it (S3-57).
pub fn nickname(written: &str) -> Result<Condition, String> {
    let written = written.trim().to_lowercase();
    if written.chars().any(|c| !(c.is_ascii_alphanumeric() || c == '-')) {
        return Err("A nickname has letters, digits and hyphens.".to_owned());
    }
    Ok(("r.nickname = {}".to_owned(), vec![Value::from(written)]))
}

/// Accounts that people use, templates, or both.
pub fn template(written: &str) -> Result<Condition, String> {
    one_of(written, |word| match word {
        "yes" => Ok("r.template = 1"),
        "no" => Ok("r.template = 0"),
        _ => Err("Choose among yes, no.".to_owned()),
    })
}

/// Accounts that are marked Secure, others, or both.
pub fn secure(written: &str) -> Result<Condition, String> {
    one_of(written, |word| match word {
        "yes" => Ok("r.secure = 1"),
        "no" => Ok("r.secure = 0"),
        _ => Err("Choose among yes, no.".to_owned()),
    })
}

fn one_of(
    written: &str,
    condition: impl Fn(&str) -> Result<&'static str, String>,
) -> Result<Condition, String> {
    let each: Vec<&str> = written.split(',').map(|word| condition(word.trim())).collect::<Result<_, _>>()?;
    Ok((each.join(" OR "), Vec::new()))
}

/// A whole tag, or several with commas between them: accounts that have any of them.
pub fn tags(written: &str) -> Result<Condition, String> {
    let tags = Tag::parse_all(written).map_err(|error| error.to_string())?;
    let (one_of_them, values) = is_among("t.folded", tags.iter().map(Tag::folded));
    Ok((
        format!(
            "EXISTS (SELECT 1 FROM account_tags t
             WHERE t.org_id = r.org_id AND t.account_id = r.id AND {one_of_them})"
        ),
        values,
    ))
}

/// The way to the accounts of one tag.
pub fn tag_leads(written: &str) -> Option<Lead> {
    let tag = Tag::parse(written).ok()?;
    Some(Lead {
        from: "account_tags t",
        id: "t.account_id",
        owner: Owner {
            org: "t.org_id",
            account: "t.account_id",
            contact: None,
            creator: None,
            assignee: None,
            about: None,
            marked: Some("t.secure"),
        },
        joined: "r.org_id = t.org_id AND r.id = t.account_id",
        repeats: &[
            ("r.id", "t.account_id"),
            ("r.name_folded", "t.name_folded"),
            ("r.created_at", "t.created_at"),
            ("r.in_setup", "t.in_setup"),
            ("r.locked_at", "t.locked_at"),
            ("r.template", "t.template"),
            ("r.secure", "t.secure"),
        ],
        condition: ("t.folded = {}".to_owned(), vec![Value::from(tag.folded())]),
        usual: 1_000,
    })
}

/// The id of a plan, or `none`: the accounts that have it.
pub fn plan(written: &str) -> Result<Condition, String> {
    if written == "none" {
        return Ok(("r.plan_id IS NULL".to_owned(), Vec::new()));
    }
    let id: PlanId = written.parse().map_err(|error: kernel::IdError| error.to_string())?;
    Ok(("r.plan_id = {}".to_owned(), vec![Value::from(id)]))
}

/// The id of an operator: the accounts that this person looks after.
pub fn operator(written: &str) -> Result<Condition, String> {
    let id: UserId = written.parse().map_err(|error: kernel::IdError| error.to_string())?;
    Ok((
        "EXISTS (SELECT 1 FROM account_operators o
         WHERE o.org_id = r.org_id AND o.account_id = r.id AND o.user_id = {})"
            .to_owned(),
        vec![Value::from(id)],
    ))
}

/// The way to the accounts of one operator.
pub fn operator_leads(written: &str) -> Option<Lead> {
    let id: UserId = written.parse().ok()?;
    Some(Lead {
        from: "account_operators o",
        id: "o.account_id",
        owner: Owner {
            org: "o.org_id",
            account: "o.account_id",
            contact: None,
            creator: None,
            assignee: None,
            about: None,
            marked: Some("o.secure"),
        },
        joined: "r.org_id = o.org_id AND r.id = o.account_id",
        repeats: &[
            ("r.id", "o.account_id"),
            ("r.name_folded", "o.name_folded"),
            ("r.created_at", "o.created_at"),
            ("r.in_setup", "o.in_setup"),
            ("r.locked_at", "o.locked_at"),
            ("r.template", "o.template"),
            ("r.secure", "o.secure"),
        ],
        condition: ("o.user_id = {}".to_owned(), vec![Value::from(id)]),
        usual: 100,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::ACCOUNTS;
    use crate::records::Query;

    #[test]
    fn s3_13_each_choice_of_states_is_asked_as_its_index_is_made() {
        let table = [
            ("active", "r.locked_at IS NULL AND r.in_setup = 0"),
            ("active, in_setup", "r.locked_at IS NULL"),
            ("in_setup,active", "r.locked_at IS NULL"),
            ("locked", "r.locked_at IS NOT NULL"),
            ("locked,active", "r.locked_at IS NOT NULL OR r.in_setup = 0"),
            ("locked,in_setup,active", "1 = 1"),
        ];
        for (written, condition) in table {
            assert_eq!(state(written).unwrap().0, condition, "{written}");
        }
        assert!(state("active,gone").is_err());
        assert!(state("").is_err());
    }

    #[test]
    fn one_tag_leads_to_its_accounts_and_several_do_not() {
        assert!(tag_leads("Law firm").is_some());
        assert!(tag_leads("law firm,dental").is_none());
    }

    #[test]
    fn accounts_of_a_tag_and_of_an_operator_are_found_along_the_operators() {
        let operator = UserId::from_uuid(uuid::Uuid::from_u128(7)).to_string();
        for asked in [["tags", "operators"], ["operators", "tags"]] {
            let pairs = asked.map(|name| (name, if name == "tags" { "dental" } else { operator.as_str() }));
            let query = Query::parse(&ACCOUNTS, pairs).unwrap();
            let (place, lead) = Lead::of(&query).unwrap();
            assert_eq!((query.filters[place].field.name, lead.from), ("operators", "account_operators o"));
        }
    }
}
