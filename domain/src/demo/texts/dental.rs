//! What people call a dentist about.

use super::{Text, text, urgent};

pub(super) const TEXTS: &[Text] = &[
    urgent(
        "Severe toothache",
        "Upper left molar has been throbbing since {day}, worse when lying down. Has taken ibuprofen twice. Would like to be seen today if at all possible.",
    ),
    urgent(
        "Tooth knocked out",
        "Son, 9, was hit by a ball during practice and lost a front tooth. They have it in milk. Please call right away about where to go.",
    ),
    urgent(
        "Swelling after extraction",
        "Had a wisdom tooth out on {day}. Cheek is swollen more than yesterday and there is a bad taste. No fever. Asks whether this is normal.",
    ),
    urgent(
        "Bleeding does not stop",
        "Extraction this morning, still bleeding after an hour of pressure with gauze. Wants to speak with the doctor.",
    ),
    text(
        "Crown came off",
        "Crown on a lower right tooth came off while eating. No pain, has kept the crown. Can come in on {day} at {time} or later.",
    ),
    text(
        "Reschedule cleaning",
        "Cannot make the cleaning on {day}. Mornings before {time} are best, any day of the following week.",
    ),
    text(
        "New patient",
        "Just moved to {street} and is looking for a dentist for a family of four. Asks whether you are taking new patients and which plans you accept.",
    ),
    text(
        "Insurance question",
        "The insurer says the claim for the last visit lacks a tooth number. Asks billing to send it again and to call back when done.",
    ),
    text(
        "Bill looks wrong",
        "Received a bill for a filling that was done in the spring and paid at the desk. Has the receipt. Please call after {time}.",
    ),
    text(
        "Broken retainer",
        "Retainer snapped in half over the weekend. Asks for a new impression, preferably {day} after {time}.",
    ),
    text(
        "Bracket loose",
        "A bracket on the lower left came loose, wire is poking the cheek. Using wax for now. Next visit is only in three weeks.",
    ),
    text(
        "Whitening",
        "Saw the sign about whitening. Wants to know the price, how many visits it takes, and whether it can be done before a wedding on {day}.",
    ),
    text(
        "X-rays for a specialist",
        "The endodontist needs the latest X-rays before {day}. Please send them by email and confirm.",
    ),
    text(
        "Cancel appointment",
        "Has to cancel the appointment on {day} at {time}, child is ill. Will call again for a new one.",
    ),
    text(
        "Running late",
        "Stuck behind an accident, will be about twenty minutes late for the {time} appointment. Asks whether to come anyway.",
    ),
    text(
        "Prescription",
        "The pharmacy did not receive the antibiotic that was prescribed on {day}. Asks to send it again to the one on {street}.",
    ),
    text(
        "Sensitive tooth",
        "Filling from {day} is sensitive to cold. Not urgent, but asks how long this should last.",
    ),
    text(
        "Night guard",
        "Wants to pick up the night guard. Asks whether it has arrived and until when you are open on {day}.",
    ),
    text(
        "Premedication",
        "Had a heart valve replaced this year and has a cleaning on {day}. Asks whether antibiotics are needed before.",
    ),
    text(
        "Estimate for implant",
        "Was given an estimate for an implant and would like to go over the figures and payment plans. Best time is {time}.",
    ),
    text(
        "Child's first visit",
        "Daughter is three and has never been to a dentist. Asks how a first visit goes and whether a parent may stay in the room.",
    ),
    text(
        "Records request",
        "Moving away at the end of the month, asks for copies of all records to be sent to {street}.",
    ),
    text(
        "Sales call: supplies",
        "Representative of a dental supplier, would like ten minutes on {day} to show a new bonding agent. Was told that this will be passed on.",
    ),
    text("Confirming appointment", "Confirms the appointment on {day} at {time}. No call back needed."),
    text(
        "Jaw clicking",
        "Jaw clicks and is tight in the mornings. Asks whether that is something you look at or whether to see somebody else.",
    ),
    text(
        "Thanks",
        "Called to say that everything healed well and to thank the whole team. No call back needed.",
    ),
];
