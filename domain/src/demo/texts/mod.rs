//! What callers want, in their words: for each trade what its clients' clients really ask.

mod animals;
mod dental;
mod health;
mod law;
mod office;
mod property;
mod repairs;

use super::cast::Trade;
use super::chance::Chance;

/// A message to be filled in: `{day}`, `{time}` and `{street}` are put in when it is taken.
pub(super) struct Text {
    pub subject: &'static str,
    pub body: &'static str,
    pub urgent: bool,
}

const fn text(subject: &'static str, body: &'static str) -> Text {
    Text { subject, body, urgent: false }
}

const fn urgent(subject: &'static str, body: &'static str) -> Text {
    Text { subject, body, urgent: true }
}

/// What this trade is called about, in one list or two.
pub(super) const fn of(trade: Trade) -> &'static [&'static [Text]] {
    match trade {
        Trade::Dental => &[dental::TEXTS],
        Trade::Law => &[law::TEXTS],
        Trade::Animals => &[animals::TEXTS],
        Trade::Property => &[property::TEXTS],
        Trade::Heating => &[repairs::HEATING, repairs::ANY],
        Trade::Plumbing => &[repairs::PLUMBING, repairs::ANY],
        Trade::Electric => &[repairs::ELECTRIC, repairs::ANY],
        Trade::Clinic => &[health::CLINIC, health::ANY],
        Trade::HomeCare => &[health::HOME, health::ANY],
        Trade::Insurance => &[office::INSURANCE, office::ANY],
        Trade::Towing => &[office::TOWING, office::ANY],
        Trade::Rentals => &[office::RENTALS, office::ANY],
    }
}

/// One of them, the lists weighed by their length.
pub(super) fn pick(chance: &Chance<'_>, trade: Trade) -> &'static Text {
    const NOTHING: &Text = &text("", "");
    let all: Vec<&Text> = of(trade).iter().copied().flatten().collect();
    chance.0.pick(&all).copied().unwrap_or(NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::firms;

    #[test]
    fn every_trade_has_much_to_say_and_says_nothing_twice() {
        for firm in firms::all() {
            let texts: Vec<_> = of(firm.trade).iter().copied().flatten().collect();
            assert!(texts.len() >= 25, "{} has {}", firm.name, texts.len());
            let different: std::collections::HashSet<_> = texts.iter().map(|text| text.body).collect();
            assert_eq!(different.len(), texts.len(), "{}", firm.name);
            assert!(texts.iter().any(|text| text.urgent), "{}", firm.name);
        }
    }
}
