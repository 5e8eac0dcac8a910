//! Lawyers, insurers, and others with a counter.

use crate::demo::cast::{
    CEDAR_VALE, Firm, MARIGOLD, PACIFIC_CREST, STONEBRIDGE, Trade, admin, contact, user,
};

pub(super) const FIRMS: &[Firm] = &[
    Firm {
        name: CEDAR_VALE,
        trade: Trade::Law,
        zone: "America/New_York",
        area: "212",
        lines: &["0104"],
        domain: "cedarvale.example",
        inbox: "office",
        people: &[
            admin("Eleanor Vale", "Partner"),
            user("Marcus Cedar", "Partner"),
            user("Ines Duarte", "Paralegal"),
            contact("Howard Pike", "Associate"),
        ],
        calls: 5,
        weekend: 20,
    },
    Firm {
        name: STONEBRIDGE,
        trade: Trade::Insurance,
        zone: "America/New_York",
        area: "215",
        lines: &["0109"],
        domain: "stonebridge.example",
        inbox: "agency",
        people: &[
            admin("Victor Langley", "Agent"),
            user("Camille Roux", "Claims"),
            contact("Patty O’Dell", "Customer service"),
        ],
        calls: 3,
        weekend: 15,
    },
    Firm {
        name: PACIFIC_CREST,
        trade: Trade::Towing,
        zone: "America/Los_Angeles",
        area: "213",
        lines: &["0111"],
        domain: "pacificcrest.example",
        inbox: "yard",
        people: &[
            admin("Rosa Villanueva", "Owner"),
            user("Trent Maddox", "Driver"),
            contact("Ike Sandoval", "Driver"),
        ],
        calls: 4,
        weekend: 100,
    },
    Firm {
        name: MARIGOLD,
        trade: Trade::Rentals,
        zone: "America/Chicago",
        area: "615",
        lines: &["0114"],
        domain: "marigold.example",
        inbox: "events",
        people: &[
            admin("Lucille Hargrove", "Owner"),
            user("Benny Acosta", "Warehouse"),
            contact("Shira Adler", "Planner"),
        ],
        calls: 2,
        weekend: 70,
    },
];
