//! By what the list of accounts is narrowed, where the kind of the field does not say it: each has its index.

use db::Value;
use kernel::{PlanId, UserId};

use super::tags::Tag;
use crate::records::fields::Condition;

const ACTIVE: &str = "(r.locked_at IS NULL AND r.in_setup = 0)";
const IN_SETUP: &str = "(r.locked_at IS NULL AND r.in_setup = 1)";

/// One of the states, or several with commas between them.
pub fn state(written: &str) -> Result<Condition, String> {
    one_of(written, |word| match word {
        "active" => Ok(ACTIVE),
        "in_setup" => Ok(IN_SETUP),
        "locked" => Ok("r.locked_at IS NOT NULL"),
        _ => Err("Choose among active, in_setup, locked.".to_owned()),
    })
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
    const MARKED: &str =
        "EXISTS (SELECT 1 FROM secure_accounts s WHERE s.org_id = r.org_id AND s.account_id = r.id)";
    const NOT_MARKED: &str =
        "NOT EXISTS (SELECT 1 FROM secure_accounts s WHERE s.org_id = r.org_id AND s.account_id = r.id)";
    one_of(written, |word| match word {
        "yes" => Ok(MARKED),
        "no" => Ok(NOT_MARKED),
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
    let places = vec!["{}"; tags.len()].join(", ");
    let values = tags.iter().map(|tag| Value::from(tag.folded())).collect();
    Ok((
        format!(
            "EXISTS (SELECT 1 FROM account_tags t
             WHERE t.org_id = r.org_id AND t.account_id = r.id AND t.folded IN ({places}))"
        ),
        values,
    ))
}

/// The id of a plan, or `none`: the accounts that have it.
pub fn plan(written: &str) -> Result<Condition, String> {
    let has = "EXISTS (SELECT 1 FROM account_plans p WHERE p.org_id = r.org_id AND p.account_id = r.id";
    if written == "none" {
        return Ok((format!("NOT {has})"), Vec::new()));
    }
    let id: PlanId = written.parse().map_err(|error: kernel::IdError| error.to_string())?;
    Ok((format!("{has} AND p.plan_id = {{}})"), vec![Value::from(id)]))
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
