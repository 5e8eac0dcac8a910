//! What callers want, in their words: for each trade what its clients' clients really ask.

mod animals;
mod dental;
mod health;
mod law;
mod office;
mod property;
mod repairs;

use super::cast::Trade;

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

pub(super) const fn of(trade: Trade) -> &'static [Text] {
    match trade {
        Trade::Dental => dental::TEXTS,
        Trade::Law => law::TEXTS,
        Trade::Repairs => repairs::TEXTS,
        Trade::Animals => animals::TEXTS,
        Trade::Property => property::TEXTS,
        Trade::Health => health::TEXTS,
        Trade::Office => office::TEXTS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trade_has_much_to_say_and_says_nothing_twice() {
        for trade in [
            Trade::Dental,
            Trade::Law,
            Trade::Repairs,
            Trade::Animals,
            Trade::Property,
            Trade::Health,
            Trade::Office,
        ] {
            let texts = of(trade);
            assert!(texts.len() >= 25, "{}", texts.len());
            let different: std::collections::HashSet<_> = texts.iter().map(|text| text.body).collect();
            assert_eq!(different.len(), texts.len());
            assert!(texts.iter().any(|text| text.urgent));
        }
    }
}
