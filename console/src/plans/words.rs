//! How far a plan goes, in words.

use domain::accounts::plans::{Limited, Plan};

/// What is limited, as its column and its field are called.
pub const fn label(what: Limited) -> &'static str {
    match what {
        Limited::Users => "Staff seats",
        Limited::Contacts => "Contacts",
        Limited::Numbers => "Numbers",
    }
}

/// “8”, “Any number”
pub fn limit(most: Option<i64>) -> String {
    most.map_or_else(|| "Any number".to_owned(), |count| count.to_string())
}

/// “8 portal users, 20 contacts, any number of numbers”: the limits of a plan on one line.
pub fn limits(plan: &Plan) -> String {
    let limited: Vec<String> =
        Limited::ALL.into_iter().filter_map(|what| Some(what.words(plan.limits.of(what)?))).collect();
    if limited.is_empty() { "Without limits".to_owned() } else { format!("At most {}", limited.join(", ")) }
}

/// “Professional · $349 a month”
pub fn title(plan: &Plan) -> String {
    if plan.price.is_empty() { plan.name.clone() } else { format!("{} · {}", plan.name, plan.price) }
}
