//! Where people and animals are looked after.

use crate::demo::cast::{
    BRIGHT_SMILE, Firm, JUNIPER, LAKEVIEW, Trade, WILLOW_STREET, admin, contact, desk, user,
};

pub(super) const FIRMS: &[Firm] = &[
    Firm {
        name: BRIGHT_SMILE,
        trade: Trade::Dental,
        zone: "America/Chicago",
        area: "512",
        lines: &["0100", "0101"],
        domain: "brightsmile.example",
        inbox: "frontdesk",
        people: &[
            admin("Nora Whitfield", "Office manager"),
            user("Dr. Priya Anand", "Dentist"),
            user("Colin Marsh", "Billing"),
            contact("Dr. Samuel Okafor", "Orthodontist"),
            contact("Jess Tran", "Hygienist"),
        ],
        calls: 6,
        weekend: 25,
    },
    Firm {
        name: LAKEVIEW,
        trade: Trade::Animals,
        zone: "America/Detroit",
        area: "313",
        lines: &["0110"],
        domain: "lakeviewvet.example",
        inbox: "hello",
        people: &[
            admin("Dr. Hannah Moss", "Veterinarian"),
            user("Dr. Kenji Arai", "Veterinarian"),
            desk("Bridget Noonan", "Reception"),
            contact("Tyrell Banks", "Technician"),
        ],
        calls: 4,
        weekend: 60,
    },
    Firm {
        name: WILLOW_STREET,
        trade: Trade::Clinic,
        zone: "America/New_York",
        area: "617",
        lines: &["0102", "0103"],
        domain: "willowstreet.example",
        inbox: "reception",
        people: &[
            admin("Carol Ann Bixby", "Practice manager"),
            user("Dr. Thomas Achebe", "Family physician"),
            user("Dr. Lena Fischer", "Pediatrician"),
            contact("Maribel Cruz", "Nurse"),
            contact("Stanley Yoo", "Referrals"),
        ],
        calls: 6,
        weekend: 40,
    },
    Firm {
        name: JUNIPER,
        trade: Trade::HomeCare,
        zone: "Pacific/Honolulu",
        area: "808",
        lines: &["0105"],
        domain: "juniperhome.example",
        inbox: "care",
        people: &[
            admin("Leilani Kahale", "Care coordinator"),
            user("Noah Abernathy", "Nurse on call"),
            contact("Fern Castillo", "Aide"),
        ],
        calls: 3,
        weekend: 90,
    },
];
