//! What people call a plumber, an electrician, or a heating and cooling company about.

use super::{Text, text, urgent};

pub(super) const ANY: &[Text] = &[
    text(
        "Technician is late",
        "Was told between {time} and an hour later, nobody has come. Has to leave for work. Please call with a new time.",
    ),
    text(
        "Invoice",
        "Paid by check on {day} but received a reminder. Asks accounts to look and to call back.",
    ),
    text(
        "Warranty",
        "Part that was put in last winter has failed again. Believes it is under warranty. Please check before sending somebody.",
    ),
    text(
        "Permit",
        "The city inspector needs the permit number for {street} before {day}. Asks the office to email it.",
    ),
    text("Reschedule", "Cannot be at home on {day}. Would like the same time the week after."),
    text(
        "Annual contract",
        "Manager of a small office building, four units on the roof, asks for a yearly maintenance contract.",
    ),
    text(
        "Thank you",
        "Wants to thank the technician who came on {day}: quick, clean and friendly. No call back needed.",
    ),
    text(
        "Job application",
        "Licensed journeyman with six years of experience, asks whether you are hiring. Will send a résumé.",
    ),
    text(
        "Builder asks for a bid",
        "General contractor, twelve townhouses near {street}, would like a bid by {day}. Drawings can be sent by email.",
    ),
    text("Which technician", "Asks who comes on {day}, the last one knew the house."),
    text(
        "Access",
        "Tenant at {street} works nights, please call before ringing the bell and come after {time}.",
    ),
    text("Photo of the part", "Has sent a photo of the part by email. Asks whether it is in stock."),
];

pub(super) const HEATING: &[Text] = &[
    urgent(
        "No heat",
        "No heat since {time}, thermostat reads 54. Two small children in the house at {street}. Furnace tries to start and clicks off.",
    ),
    urgent(
        "No cooling at a store",
        "Walk-in cooler at the store on {street} is at 49 degrees and rising. They will lose the stock. Authorizes overtime.",
    ),
    text(
        "Tune-up",
        "Would like the seasonal tune-up before it gets cold. Any weekday after {time}. House is at {street}.",
    ),
    text(
        "Quote for a new unit",
        "System is nineteen years old. Would like somebody to come and give a quote for a new one, and asks about rebates.",
    ),
    text(
        "Noise from the unit outside",
        "Outdoor unit makes a grinding noise when it starts. Still cools. Would like it looked at on {day}.",
    ),
    text("Filter size", "Wants to know which filter size was put in last time. Can be left on voicemail."),
    text(
        "Thermostat",
        "New thermostat shows an error after the power cut. Asks whether that can be solved on the phone.",
    ),
    urgent(
        "Furnace smells of smoke",
        "Furnace gave off a smell of smoke when it came on this morning, is switched off now. Grandparents in the house at {street}.",
    ),
    text(
        "Ice on the line",
        "There is ice on the copper line outside and the air is not cold. Has switched it off as the recording said.",
    ),
    text(
        "Duct cleaning",
        "Asks what it costs to have the ducts cleaned in a house of about 1,800 square feet.",
    ),
    text(
        "Second opinion",
        "Another company says the heat exchanger is cracked. Would like somebody to look before spending that much, {day} if possible.",
    ),
    text(
        "One room is cold",
        "Bedroom above the garage never gets warm. Asks whether a damper or a small unit would help.",
    ),
    text(
        "Rooftop unit",
        "Manager of the shop on {street}: unit two on the roof trips every afternoon. Keys are at the counter.",
    ),
];

pub(super) const PLUMBING: &[Text] = &[
    urgent(
        "Water coming through the ceiling",
        "Water is dripping through the kitchen ceiling at {street}. Main valve is shut now. Asks for somebody tonight.",
    ),
    urgent(
        "Sewage backing up",
        "Sewage is backing up into the basement shower whenever the washer drains. Address is {street}, gate code will be given on the phone.",
    ),
    text(
        "Water heater",
        "Water heater leaks slowly at the bottom, a towel a day. Asks whether it can wait until {day}.",
    ),
    text(
        "Clogged kitchen sink",
        "Kitchen sink is stopped up, has tried a snake. Second floor at {street}. Any time on {day} works.",
    ),
    text(
        "Low water pressure",
        "Pressure in the upstairs shower has been low since {day}, downstairs is fine. {street}.",
    ),
    text(
        "Running toilet",
        "Toilet runs all night, water bill has doubled. Would like a plumber on {day}, {time} or later.",
    ),
    urgent(
        "Frozen pipe",
        "No water in the kitchen at {street}, pipe in the outer wall may be frozen. Afraid that it bursts when it thaws.",
    ),
    urgent(
        "Gas water heater out",
        "Water heater is out and does not light again. Restaurant on {street}, opens at {time}.",
    ),
    text("Sump pump", "Sump pump runs without stopping since {day}. Basement is still dry."),
    text("New faucet", "Has bought a kitchen faucet, would like it put in. Any day after {time}."),
    text("Sewer camera", "Buying a house at {street}, asks for a camera inspection before {day}."),
    text("Garbage disposal", "Disposal hums and does not turn. Has pressed the red button."),
    text("Outdoor tap", "Tap in the yard drips, would like it fixed before the frost."),
    text("Water softener", "Asks for a quote for a water softener for a family of five."),
];

pub(super) const ELECTRIC: &[Text] = &[
    urgent(
        "Burning smell",
        "Smells something burning at the breaker panel, two breakers are warm. Has switched off the main. Elderly person lives there alone.",
    ),
    urgent(
        "Half of the house without power",
        "Lights in half of the house are out since the storm, neighbors have power. {street}. Would like somebody today.",
    ),
    text(
        "Outlet does not work",
        "Three outlets in the garage are dead, breaker looks fine. Not urgent, next week is fine.",
    ),
    text(
        "Panel upgrade",
        "Bought an electric car, asks for a quote on a charger and whether the panel has room. Will send a photo.",
    ),
    urgent(
        "Sparks from an outlet",
        "An outlet in the kitchen at {street} gave off sparks and is black now. Breaker is off. Asks what is safe to use.",
    ),
    urgent(
        "Meter box pulled loose",
        "A tree took the line down and pulled the meter box off the wall at {street}. The power company is on its way and says they need an electrician.",
    ),
    text("Flickering lights", "Lights flicker when the dryer runs, since {day}. House is from the fifties."),
    text(
        "Ceiling fans",
        "Would like three ceiling fans put in, wiring is there. Asks for a price and a day.",
    ),
    text("Generator", "Asks for a quote for a standby generator at {street}, natural gas is available."),
    text("Hot tub", "Hot tub arrives on {day}, needs a circuit. Distance to the panel is about forty feet."),
    text(
        "Landscape lights",
        "Half of the lights along the drive are out. Was installed by you two years ago.",
    ),
    text("Smoke detectors", "Seven smoke detectors are over ten years old, would like all of them replaced."),
    text(
        "Inspection failed",
        "Inspector wants two bonding wires at the pool before {day}. Will send the report.",
    ),
    text("Dimmer buzzes", "New dimmer in the dining room buzzes. Not urgent, mornings are best."),
];
