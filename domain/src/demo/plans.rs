//! What the demo's organization offers, and who has chosen what; one that is still being set up has chosen nothing yet.

use kernel::{Error, Name, Result};

use super::cast;
use super::people::Opened;
use crate::access::Actor;
use crate::accounts::plans::{self, Limits, PlanDetails};
use crate::house::House;

struct Offer {
    name: &'static str,
    price: &'static str,
    features: &'static [&'static str],
    limits: Limits,
}

const OFFERS: &[Offer] = &[
    Offer {
        name: "Essential",
        price: "$149 a month",
        features: &["Messages by email", "Weekdays from 7 to 7", "100 calls included"],
        limits: Limits { users: Some(5), contacts: Some(15), numbers: Some(2) },
    },
    Offer {
        name: "Professional",
        price: "$349 a month",
        features: &[
            "Messages by email and text",
            "Day and night",
            "400 calls included",
            "English and Spanish",
        ],
        limits: Limits { users: Some(12), contacts: Some(40), numbers: Some(5) },
    },
    Offer {
        name: "Concierge",
        price: "By agreement",
        features: &[
            "Messages by email and text",
            "Day and night",
            "Any number of calls",
            "English and Spanish",
            "A team that knows the business",
        ],
        limits: Limits { users: None, contacts: None, numbers: None },
    },
];

pub(super) async fn choose(house: &House, actor: &Actor, accounts: &[Opened]) -> Result<()> {
    let mut offered = Vec::new();
    for offer in OFFERS {
        let details = PlanDetails {
            name: Name::parse(offer.name).map_err(Error::bug)?,
            price: offer.price.to_owned(),
            features: offer.features.iter().map(|one| (*one).to_owned()).collect(),
            limits: offer.limits,
        };
        offered.push(plans::create(house, &actor.may()?, &details).await?);
    }
    for opened in accounts.iter().filter(|opened| opened.firm.name != cast::PACIFIC_CREST) {
        let place = match opened.firm.name {
            cast::CEDAR_VALE | cast::WILLOW_STREET => 2,
            cast::BRIGHT_SMILE | cast::NORTHSIDE | cast::SUMMIT_RIDGE | cast::JUNIPER => 1,
            _ => 0,
        };
        plans::change(house, &actor.may()?, opened.account, (None, offered.get(place).copied())).await?;
    }
    Ok(())
}
