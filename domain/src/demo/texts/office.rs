//! What people call an office of any trade about: insurance, towing, rentals.

use super::{Text, text, urgent};

pub(super) const TEXTS: &[Text] = &[
    urgent(
        "Stranded",
        "Car broke down near {street}, in a bad spot, two people inside. Asks how long it will take.",
    ),
    urgent(
        "Accident",
        "Had an accident at {time}. Nobody is hurt, the car cannot be driven. Asks what to do next.",
    ),
    urgent(
        "Delivery did not arrive",
        "Everything was promised for {time} at {street}, and nothing has come. Guests arrive in two hours.",
    ),
    urgent(
        "Water damage",
        "Came home to a flooded basement. Has shut off the water. Asks to open a claim tonight.",
    ),
    text("Quote", "Would like a quote. Best reached after {time}. Has the details at hand."),
    text("Change of address", "Has moved to {street}. Please change it everywhere and confirm by email."),
    text("Status", "Asks where things stand. Was promised a call on {day}."),
    text("Payment", "Card on file has expired. Would like to give the new one on the phone, not by email."),
    text("Invoice copy", "Needs a copy of the last invoice for the accountant by {day}."),
    text("Cancel", "Wants to cancel as of the end of the month. Asks whether that must be in writing."),
    text("Directions", "Asks where exactly to come on {day} and whether a trailer can park there."),
    text("Proof of insurance", "The landlord asks for a certificate by {day}. Please email it."),
    text(
        "Vehicle pick-up",
        "Wants to pick up the vehicle on {day}. Asks what it costs and which papers to bring.",
    ),
    text(
        "Tables and chairs",
        "Needs twelve round tables and a hundred chairs on {day} at {street}. Asks whether setup is included.",
    ),
    text("Reschedule", "Has to move the appointment on {day}. {time} or later on any other day."),
    text(
        "Complaint",
        "Is not happy with how the matter of {day} was handled and would like to speak with the owner.",
    ),
    text("Adjuster", "The adjuster can be at {street} on {day} at {time}. Please confirm."),
    text("Opening hours", "Asks whether you are open on {day}. Was told the hours; no call back needed."),
    text("Refund", "Returned everything on {day}, has not seen the refund yet."),
    text("Renewal", "Renewal is higher than last year. Asks somebody to go over it and look for discounts."),
    text("Lost item", "Left a pair of glasses behind on {day}. Asks whether they were found."),
    text("Contract", "Has questions about two points in the contract before signing. {time} is best."),
    text("Job application", "Asks whether you are hiring. Has experience and references."),
    text("Sales call", "Offers a better rate for card payments. Was told that this will be passed on."),
    text("Add a driver", "Son got his licence on {day}. Asks what it costs to add him."),
    text("Thanks", "Everything went well on {day}. Thanks to all. No call back needed."),
];
