//! The people who call: each business has its regulars, who call again and again.

use kernel::Dice;

use super::chance::Chance;

/// Regular callers of one business.
const REGULARS: usize = 40;

#[derive(Clone)]
pub(super) struct Caller {
    pub name: String,
    pub company: &'static str,
    pub number: String,
    pub mobile: String,
}

const FIRST: &[&str] = &[
    "Adele", "Andre", "Anya", "Basil", "Beatriz", "Brent", "Cecily", "Chen", "Dalia", "Darius", "Dolores",
    "Edmund", "Elise", "Emeka", "Farah", "Felix", "Gavin", "Greta", "Hugo", "Imani", "Ivan", "Jolene",
    "Jorge", "Kaya", "Keith", "Lamar", "Linnea", "Lorna", "Mabel", "Manuel", "Mei", "Milo", "Nadia", "Nils",
    "Odessa", "Omar", "Pearl", "Quentin", "Ravi", "Rhonda", "Rufus", "Saul", "Simone", "Tamsin", "Tobias",
    "Uma", "Vernon", "Wanda", "Xavier", "Yasmin", "Zelda",
];

const LAST: &[&str] = &[
    "Abbott", "Albrecht", "Baptiste", "Barlow", "Benson", "Bloom", "Calloway", "Carver", "Chaudhry", "Conti",
    "Dawes", "Delgado", "Eastman", "Ekstrom", "Farrow", "Fujimoto", "Galvez", "Gorman", "Haddad", "Holloway",
    "Iverson", "Jarvis", "Kaplan", "Keane", "Kimura", "Lachance", "Larkin", "Mbeki", "Mercado", "Nash",
    "Novak", "Oakes", "Olsen", "Park", "Pruitt", "Quist", "Reyes", "Rowe", "Sandhu", "Stroud", "Tanaka",
    "Tillman", "Ueda", "Vance", "Vega", "Wexler", "Whitlock", "Yates", "Zamora", "Zieman",
];

const COMPANIES: &[&str] = &[
    "Alder & Finch",
    "Birchwood Builders",
    "Copperline Supply",
    "Dunmore Pharmacy",
    "Eastgate Labs",
    "Fairmont Title",
    "Granite State Bank",
    "Hollis Freight",
    "Inland Medical Supply",
    "Keystone Roofing",
    "Larkspur Catering",
    "Meridian Insurance",
    "Northfork School District",
    "Orchard Hill Church",
    "Pinnacle Imaging",
    "Quarry Road Market",
    "Redwood Credit Union",
    "Sable Staffing",
    "Tidewater Hotel",
    "Union Street Cafe",
];

const AREAS: &[&str] = &[
    "512", "212", "312", "313", "303", "602", "617", "808", "208", "215", "213", "615", "206", "503", "404",
];

pub(super) fn regulars(dice: &Dice, area: &'static str) -> Vec<Caller> {
    let chance = Chance(dice);
    (0..REGULARS)
        .map(|_| {
            // Most callers live near by. The first twenty numbers of each area are the businesses' own.
            let area = if chance.percent(75) { area } else { chance.one(AREAS) };
            let number = || format!("+1{area}555{:04}", chance.between(120, 199));
            Caller {
                name: format!("{} {}", chance.one(FIRST), chance.one(LAST)),
                company: if chance.percent(25) { chance.one(COMPANIES) } else { "" },
                number: number(),
                mobile: if chance.percent(35) { number() } else { String::new() },
            }
        })
        .collect()
}
