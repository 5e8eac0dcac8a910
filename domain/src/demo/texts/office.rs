//! What people call an insurer, a towing company or a rental shop about.

use super::{Text, text, urgent};

pub(super) const ANY: &[Text] = &[
    text("Quote", "Would like a quote. Best reached after {time}. Has the details at hand."),
    text("Change of address", "Has moved to {street}. Please change it everywhere and confirm by email."),
    text("Status", "Asks where things stand. Was promised a call on {day}."),
    text("Payment", "Card on file has expired. Would like to give the new one on the phone, not by email."),
    text("Invoice copy", "Needs a copy of the last invoice for the accountant by {day}."),
    text("Cancel", "Wants to cancel as of the end of the month. Asks whether that must be in writing."),
    text("Reschedule", "Has to move the appointment on {day}. {time} or later on any other day."),
    text(
        "Complaint",
        "Is not happy with how the matter of {day} was handled and would like to speak with the owner.",
    ),
    text("Opening hours", "Asks whether you are open on {day}. Was told the hours; no call back needed."),
    text("Lost item", "Left a pair of glasses behind on {day}. Asks whether they were found."),
    text("Contract", "Has questions about two points in the contract before signing. {time} is best."),
    text("Job application", "Asks whether you are hiring. Has experience and references."),
    text("Sales call", "Offers a better rate for card payments. Was told that this will be passed on."),
    text("Thanks", "Everything went well on {day}. Thanks to all. No call back needed."),
];

pub(super) const INSURANCE: &[Text] = &[
    urgent(
        "Water damage",
        "Came home to a flooded basement. Has shut off the water. Asks to open a claim tonight.",
    ),
    text("Proof of insurance", "The landlord asks for a certificate by {day}. Please email it."),
    text("Adjuster", "The adjuster can be at {street} on {day} at {time}. Please confirm."),
    text("Renewal", "Renewal is higher than last year. Asks somebody to go over it and look for discounts."),
    text("Add a driver", "Son got his licence on {day}. Asks what it costs to add him."),
    urgent(
        "Accident an hour ago",
        "Was in an accident at {time}, nobody is hurt, the other driver has no insurance. Wants to know what to do now.",
    ),
    text("Claim number", "Body shop on {street} needs the claim number before they start."),
    text("New house", "Buys a house at {street}, the lender needs proof of coverage by {day}."),
    text("Hail", "Hail on {day}, roof and car are both hit. Asks whether that is one claim or two."),
    text(
        "Life insurance",
        "First child is due in spring, would like to talk about life insurance. Evenings are best.",
    ),
    text("Remove a car", "Sold the old car on {day}. Please take it off the policy and confirm."),
    text(
        "Business policy",
        "Opens a bakery on {street}, asks what coverage the landlord means by the attached list.",
    ),
];

pub(super) const TOWING: &[Text] = &[
    urgent(
        "Stranded",
        "Car broke down near {street}, in a bad spot, two people inside. Asks how long it will take.",
    ),
    urgent(
        "Accident",
        "Had an accident at {time}. Nobody is hurt, the car cannot be driven. Asks what to do next.",
    ),
    text(
        "Vehicle pick-up",
        "Wants to pick up the vehicle on {day}. Asks what it costs and which papers to bring.",
    ),
    urgent(
        "Flat tire on the highway",
        "Flat tire, no spare, on the shoulder past the exit to {street}. Flashers are on. One adult, one child.",
    ),
    urgent(
        "Locked keys in the car",
        "Keys are in the car, the engine is running, at the parking lot on {street}.",
    ),
    urgent(
        "Police asks for a tow",
        "Officer asks for a flatbed at {street}, two vehicles. Lane is closed until then.",
    ),
    text(
        "Private lot",
        "Manager at {street} asks to have a van towed that has stood in the fire lane since {day}.",
    ),
    text("Impound hours", "Asks until when the yard is open on {day}, and whether cash is needed."),
    text(
        "Long tow",
        "Would like a car brought to a shop in another city on {day}. Asks for the price per mile.",
    ),
    text(
        "Battery",
        "Battery is dead in the garage at {street}, low ceiling. No hurry, any time before {time}.",
    ),
    text("Damage claim", "Says the bumper was scratched when it was towed on {day}. Has photos."),
    text("Motor club", "Motor club asks for the arrival time of the job at {street}."),
];

pub(super) const RENTALS: &[Text] = &[
    urgent(
        "Delivery did not arrive",
        "Everything was promised for {time} at {street}, and nothing has come. Guests arrive in two hours.",
    ),
    text(
        "Tables and chairs",
        "Needs twelve round tables and a hundred chairs on {day} at {street}. Asks whether setup is included.",
    ),
    text("Directions", "Asks where exactly to come on {day} and whether a trailer can park there."),
    text("Refund", "Returned everything on {day}, has not seen the refund yet."),
    urgent(
        "Tent came loose",
        "One corner of the tent at {street} has come loose in the wind. Guests are moved inside. Needs somebody now.",
    ),
    text(
        "Wedding",
        "Wedding for 140 on a {day} in June. Asks for a quote with tent, dance floor and lights.",
    ),
    text("Bounce house", "Asks whether a bounce house is free on {day}, and what happens if it rains."),
    text(
        "Count changed",
        "There will be twenty more guests on {day}. Chairs and linen, please, and a new total.",
    ),
    text("Pick-up time", "Asks to move the pick-up at {street} from {time} to the next morning."),
    text("Broken glasses", "Six wine glasses broke. Will tell at pick-up, asks what they cost."),
    text("Samples", "Would like to see linen samples in person. {day} at {time} would be good."),
    text(
        "Venue asks",
        "The venue asks for a certificate of insurance and the weight of the dance floor by {day}.",
    ),
];
