//! What people call a clinic or a nurse at home about. Nothing here is about anybody real.

use super::{Text, text, urgent};

pub(super) const TEXTS: &[Text] = &[
    urgent(
        "Fever in an infant",
        "Daughter, 7 weeks, has 101.2 since {time}. Was told to go to the emergency room if it rises or she does not drink. Asks for the doctor on call.",
    ),
    urgent(
        "Reaction to medicine",
        "Started an antibiotic on {day}, now a rash on chest and arms. No trouble breathing. Asks whether to stop.",
    ),
    urgent(
        "Fall at home",
        "Mother, 84, fell in the bathroom at {street}. Is awake, hip hurts. Was told to call 911 if she cannot stand. Please call the daughter.",
    ),
    urgent(
        "Critical result",
        "Laboratory calls with a critical potassium. Needs the physician on call to read it back.",
    ),
    urgent(
        "Aide did not come",
        "The aide for the {time} visit has not come. Patient cannot be alone. Please send somebody or call.",
    ),
    text("Refill", "Blood pressure tablets run out on {day}. Same pharmacy as always, on {street}."),
    text(
        "Appointment",
        "Sore throat for five days, would like to be seen. Can come on {day}, {time} or later.",
    ),
    text("Results", "Asks whether the results of the blood test are back. Voicemail is fine."),
    text(
        "Referral",
        "The orthopedist needs a referral before {day}. Asks to have it faxed and to be told when done.",
    ),
    text(
        "School form",
        "Needs the sports form for two children signed by {day}. Will drop it off in the morning.",
    ),
    text("Reschedule", "Cannot come on {day}, would like the next morning slot with the same doctor."),
    text("Flu shots", "Asks whether flu shots are in, and whether the whole family can come at once."),
    text("Prior authorization", "The pharmacy says the inhaler needs an authorization. Has three days left."),
    text("Billing", "Was charged a copay twice on {day}. Please call after {time}."),
    text(
        "Visiting nurse",
        "Asks at what time the nurse comes on {day}, so that a neighbor can let her in at {street}.",
    ),
    text(
        "Physical therapy",
        "The therapist would like to go from two to three visits a week and needs an order.",
    ),
    text(
        "New patient",
        "Looking for a family doctor for two adults and a toddler. Asks about the wait for a first visit.",
    ),
    text(
        "Discharge",
        "Hospital discharges a patient on {day}. Needs a follow-up within seven days and will fax the papers.",
    ),
    text(
        "Side effects",
        "New tablets make him dizzy in the morning. Not urgent, asks whether to take them at night.",
    ),
    text("Equipment", "The walker that was ordered on {day} has not arrived at {street}."),
    text("Letter for work", "Needs a note for the employer for the days since {day}. Will pick it up."),
    text(
        "Blood sugar",
        "Readings of 210 to 240 before breakfast this week. Feels well. Asks whether to change the dose.",
    ),
    text("Vaccination record", "Daughter starts college and needs her record. Please send by email."),
    text(
        "Dressing",
        "Dressing came loose after the shower. Asks whether to put on a new one or to wait for the nurse on {day}.",
    ),
    text("Schedule change", "Family visits from {day}, no help is needed for a week. Please confirm."),
    text("Thank you", "Wants to thank the nurse who stayed late on {day}. No call back needed."),
];
