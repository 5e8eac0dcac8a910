//! What tenants and owners call a property manager about.

use super::{Text, text, urgent};

pub(super) const TEXTS: &[Text] = &[
    urgent(
        "Locked out",
        "Tenant at {street} is locked out with a baby in the stroller. Has shown a licence at the desk before. Please send somebody.",
    ),
    urgent(
        "Burst pipe",
        "Pipe under the sink burst, water is on the floor and going into the unit below. {street}. Tenant cannot find the valve.",
    ),
    urgent(
        "Elevator stuck",
        "Elevator is stuck between two floors at {street}, one person inside, calm. Fire department has not been called.",
    ),
    urgent(
        "No hot water in the building",
        "Third caller from {street}: no hot water since {time}. Asks how long it will take.",
    ),
    urgent(
        "Smell of gas",
        "Smells gas in the hallway on the second floor. Was told to leave and to call the gas company and 911. Please follow up at once.",
    ),
    text(
        "Noise",
        "Music from the unit above until late since {day}. Has spoken with the neighbor. Asks the office to write to them.",
    ),
    text(
        "Rent question",
        "Paid the rent on {day}, the portal still shows it as open. Has a confirmation from the bank.",
    ),
    text(
        "Viewing",
        "Saw the two-bedroom at {street} online. Would like to see it on {day} at {time}. Has a cat.",
    ),
    text("Lease renewal", "Lease ends in two months, would like to stay, asks for the new rent in writing."),
    text(
        "Moving out",
        "Gives notice for the end of next month. Asks about the walk-through and the deposit.",
    ),
    text(
        "Dishwasher",
        "Dishwasher leaves water standing since {day}. May be entered any time, dog is friendly but in the bedroom.",
    ),
    text("Parking", "A car without a permit is in space 14 again, silver pickup. Asks to have it towed."),
    text(
        "Package room",
        "The door of the package room does not close at {street}. Two packages are missing.",
    ),
    text(
        "Heat in one room",
        "Radiator in the bedroom stays cold, the others work. Somebody is at home after {time}.",
    ),
    text(
        "Owner asks for statement",
        "Owner of two units, has not received the statement for last month. Please send it by email.",
    ),
    text("Ants", "Ants in the kitchen for a week. Asks for pest control, not on {day}."),
    text("Key fob", "Fob stopped working at the garage. Can pick up a new one at {time}."),
    text(
        "Light out",
        "Lights in the stairwell at {street} have been out since {day}. An older tenant almost fell.",
    ),
    text(
        "Application",
        "Sent in an application on {day}. Asks whether it has been looked at, has another offer until tomorrow.",
    ),
    text("Snow", "Walk in front of {street} has not been cleared. Mail carrier refuses to come up."),
    text(
        "Smoke detector",
        "Smoke detector chirps every minute, ceiling is too high for a ladder. Any time on {day}.",
    ),
    text(
        "Subletting",
        "Would like to sublet for three months from {day}. Asks what the lease says about it.",
    ),
    text(
        "Contractor",
        "Roofer can start on {day} if somebody confirms by {time}. Needs access to the attic.",
    ),
    text("Laundry", "Dryer number two takes the money and does not start. Asks for a refund."),
    text(
        "Thanks",
        "Wants to say that maintenance came within the hour and was very kind. No call back needed.",
    ),
    text("Storage unit", "Asks whether a storage unit is free at {street}, and what it costs a month."),
];
