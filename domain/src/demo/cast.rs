//! Who is who in the demo: the same people in tests, in the guide and on the pictures. All invented.

/// The organization's number.
pub const NUMBER: i64 = 79273;
pub const ORGANIZATION: &str = "Harborline Answering Service";
pub const TIME_ZONE: &str = "America/Chicago";

pub const BRIGHT_SMILE: &str = "Bright Smile Dental";
pub const CEDAR_VALE: &str = "Cedar & Vale Law";
pub const NORTHSIDE: &str = "Northside HVAC";
pub const LAKEVIEW: &str = "Lakeview Veterinary";
pub const SUMMIT_RIDGE: &str = "Summit Ridge Property Management";
pub const BLUEWATER: &str = "Bluewater Plumbing";
pub const WILLOW_STREET: &str = "Willow Street Family Clinic";
pub const JUNIPER: &str = "Juniper Home Health";
pub const IRONWOOD: &str = "Ironwood Electric";
pub const STONEBRIDGE: &str = "Stonebridge Insurance Agency";
pub const PACIFIC_CREST: &str = "Pacific Crest Towing";
/// Its account is locked.
pub const MARIGOLD: &str = "Marigold Event Rentals";

/// A role of the organization's own, beside those that ship.
pub const FRONT_DESK: &str = "Front Desk";

/// An operator who may do everything.
pub const ADMINISTRATOR: &str = "maya@harborline.example";
/// An operator who runs the accounts.
pub const OPERATOR: &str = "theo@harborline.example";
/// A Client Admin: sees all of Bright Smile Dental.
pub const CLIENT_ADMIN: &str = "frontdesk@brightsmile.example";
/// A Client User: sees only what is for Dr. Anand.
pub const CLIENT_USER: &str = "priya.anand@brightsmile.example";
/// A Client User of Bright Smile Dental who was disabled.
pub const DISABLED_USER: &str = "colin.marsh@brightsmile.example";

/// A person of the organization.
pub(super) struct Agent {
    pub name: &'static str,
    pub email: &'static str,
    pub role: &'static str,
}

pub(super) const AGENTS: &[Agent] = &[
    Agent { name: "Maya Ortiz", email: ADMINISTRATOR, role: "Administrator" },
    Agent { name: "Theo Lindqvist", email: OPERATOR, role: "Operator" },
    Agent { name: "Amara Boateng", email: "amara@harborline.example", role: "Operator (Secure)" },
];

/// A client business of the demo.
pub(super) struct Firm {
    pub name: &'static str,
    pub trade: Trade,
    pub zone: &'static str,
    /// What stands before `555`.
    pub area: &'static str,
    /// The last four digits of its numbers; the first one is also how it is reached.
    pub lines: &'static [&'static str],
    pub domain: &'static str,
    /// The account's own address, by which its primary admin signs in.
    pub inbox: &'static str,
    /// The first one is the primary admin.
    pub people: &'static [Person],
    /// Calls on a weekday, about.
    pub calls: u32,
    /// Calls on a Saturday or Sunday, in percent of a weekday's.
    pub weekend: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trade {
    Dental,
    Law,
    Heating,
    Plumbing,
    Electric,
    Animals,
    Property,
    Clinic,
    HomeCare,
    Insurance,
    Towing,
    Rentals,
}

/// A person of a client business: always a contact, often with a login.
pub(super) struct Person {
    pub name: &'static str,
    pub title: &'static str,
    /// The role of the login; none for a contact without one.
    pub role: Option<&'static str>,
}

const fn person(name: &'static str, title: &'static str, role: Option<&'static str>) -> Person {
    Person { name, title, role }
}

/// A contact without a login.
pub(super) const fn contact(name: &'static str, title: &'static str) -> Person {
    person(name, title, None)
}

pub(super) const fn admin(name: &'static str, title: &'static str) -> Person {
    person(name, title, Some(crate::access::roles::CLIENT_ADMIN))
}

pub(super) const fn user(name: &'static str, title: &'static str) -> Person {
    person(name, title, Some(crate::access::roles::CLIENT_USER))
}

/// Somebody who answers for the whole account at its desk.
pub(super) const fn desk(name: &'static str, title: &'static str) -> Person {
    person(name, title, Some(FRONT_DESK))
}

impl Firm {
    /// Where mail for one of its people goes: the primary admin reads the account's own inbox.
    pub fn email(&self, person: &Person) -> String {
        if self.people.first().is_some_and(|first| first.name == person.name) {
            return format!("{}@{}", self.inbox, self.domain);
        }
        let plain = kernel::text::fold(person.name.trim_start_matches("Dr. ")).replace(' ', ".");
        format!("{plain}@{}", self.domain)
    }

    pub fn numbers(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| format!("+1{}555{line}", self.area))
    }
}
