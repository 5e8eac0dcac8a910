//! What people call a plumber, an electrician, or a heating and cooling company about.

use super::{Text, text, urgent};

pub(super) const TEXTS: &[Text] = &[
    urgent(
        "No heat",
        "No heat since {time}, thermostat reads 54. Two small children in the house at {street}. Furnace tries to start and clicks off.",
    ),
    urgent(
        "Water coming through the ceiling",
        "Water is dripping through the kitchen ceiling at {street}. Main valve is shut now. Asks for somebody tonight.",
    ),
    urgent(
        "Burning smell",
        "Smells something burning at the breaker panel, two breakers are warm. Has switched off the main. Elderly person lives there alone.",
    ),
    urgent(
        "No cooling at a store",
        "Walk-in cooler at the store on {street} is at 49 degrees and rising. They will lose the stock. Authorizes overtime.",
    ),
    urgent(
        "Sewage backing up",
        "Sewage is backing up into the basement shower whenever the washer drains. Address is {street}, gate code will be given on the phone.",
    ),
    urgent(
        "Half of the house without power",
        "Lights in half of the house are out since the storm, neighbors have power. {street}. Would like somebody today.",
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
        "Water heater",
        "Water heater leaks slowly at the bottom, a towel a day. Asks whether it can wait until {day}.",
    ),
    text(
        "Technician is late",
        "Was told between {time} and an hour later, nobody has come. Has to leave for work. Please call with a new time.",
    ),
    text(
        "Invoice",
        "Paid by check on {day} but received a reminder. Asks accounts to look and to call back.",
    ),
    text(
        "Clogged kitchen sink",
        "Kitchen sink is stopped up, has tried a snake. Second floor at {street}. Any time on {day} works.",
    ),
    text(
        "Outlet does not work",
        "Three outlets in the garage are dead, breaker looks fine. Not urgent, next week is fine.",
    ),
    text(
        "Warranty",
        "Part that was put in last winter has failed again. Believes it is under warranty. Please check before sending somebody.",
    ),
    text(
        "Noise from the unit outside",
        "Outdoor unit makes a grinding noise when it starts. Still cools. Would like it looked at on {day}.",
    ),
    text(
        "Permit",
        "The city inspector needs the permit number for {street} before {day}. Asks the office to email it.",
    ),
    text("Reschedule", "Cannot be at home on {day}. Would like the same time the week after."),
    text(
        "Panel upgrade",
        "Bought an electric car, asks for a quote on a charger and whether the panel has room. Will send a photo.",
    ),
    text(
        "Low water pressure",
        "Pressure in the upstairs shower has been low since {day}, downstairs is fine. {street}.",
    ),
    text(
        "Annual contract",
        "Manager of a small office building, four units on the roof, asks for a yearly maintenance contract.",
    ),
    text("Filter size", "Wants to know which filter size was put in last time. Can be left on voicemail."),
    text(
        "Running toilet",
        "Toilet runs all night, water bill has doubled. Would like a plumber on {day}, {time} or later.",
    ),
    text(
        "Thermostat",
        "New thermostat shows an error after the power cut. Asks whether that can be solved on the phone.",
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
];
