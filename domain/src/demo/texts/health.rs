//! What people call a clinic or a nurse at home about. Nothing here is about anybody real.

use super::{Text, text, urgent};

pub(super) const ANY: &[Text] = &[
    urgent(
        "Reaction to medicine",
        "Started an antibiotic on {day}, now a rash on chest and arms. No trouble breathing. Asks whether to stop.",
    ),
    text("Refill", "Blood pressure tablets run out on {day}. Same pharmacy as always, on {street}."),
    text("Billing", "Was charged a copay twice on {day}. Please call after {time}."),
    text(
        "Discharge",
        "Hospital discharges a patient on {day}. Needs a follow-up within seven days and will fax the papers.",
    ),
];

pub(super) const CLINIC: &[Text] = &[
    urgent(
        "Fever in an infant",
        "Daughter, 7 weeks, has 101.2 since {time}. Was told to go to the emergency room if it rises or she does not drink. Asks for the doctor on call.",
    ),
    urgent(
        "Critical result",
        "Laboratory calls with a critical potassium. Needs the physician on call to read it back.",
    ),
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
    text(
        "New patient",
        "Looking for a family doctor for two adults and a toddler. Asks about the wait for a first visit.",
    ),
    text(
        "Side effects",
        "New tablets make him dizzy in the morning. Not urgent, asks whether to take them at night.",
    ),
    text("Letter for work", "Needs a note for the employer for the days since {day}. Will pick it up."),
    text("Vaccination record", "Daughter starts college and needs her record. Please send by email."),
    text(
        "Travel shots",
        "Flies to Kenya in six weeks, asks which shots are needed and whether you give them.",
    ),
    text(
        "Annual physical",
        "Would like the yearly physical before the end of the year, fasting in the morning is fine.",
    ),
    text("Ear pain", "Son, 4, has pulled at his ear since {day}, slept badly. Any time after {time}."),
    text(
        "Ask the nurse",
        "Stepped on a nail, last tetanus shot was about nine years ago. Asks whether to come in.",
    ),
    text("Interpreter", "Mother speaks Portuguese only. Asks for an interpreter at the visit on {day}."),
    text("Change of pharmacy", "Please send everything to the pharmacy on {street} from now on."),
    text("Weight loss program", "Saw the leaflet at the desk, asks whether insurance pays for it."),
    text("Wheelchair", "Asks whether there is a step at the door, comes with a wheelchair on {day}."),
    text(
        "Waiting for a call",
        "Was promised a call on {day} and has not heard. Can be reached until {time}.",
    ),
];

pub(super) const HOME: &[Text] = &[
    urgent(
        "Fall at home",
        "Mother, 84, fell in the bathroom at {street}. Is awake, hip hurts. Was told to call 911 if she cannot stand. Please call the daughter.",
    ),
    urgent(
        "Aide did not come",
        "The aide for the {time} visit has not come. Patient cannot be alone. Please send somebody or call.",
    ),
    text(
        "Visiting nurse",
        "Asks at what time the nurse comes on {day}, so that a neighbor can let her in at {street}.",
    ),
    text(
        "Physical therapy",
        "The therapist would like to go from two to three visits a week and needs an order.",
    ),
    text("Equipment", "The walker that was ordered on {day} has not arrived at {street}."),
    text(
        "Dressing",
        "Dressing came loose after the shower. Asks whether to put on a new one or to wait for the nurse on {day}.",
    ),
    text("Schedule change", "Family visits from {day}, no help is needed for a week. Please confirm."),
    text("Thank you", "Wants to thank the nurse who stayed late on {day}. No call back needed."),
    text(
        "Blood sugar",
        "Readings of 210 to 240 before breakfast this week. Feels well. Asks whether to change the dose.",
    ),
    urgent(
        "Oxygen alarm",
        "The oxygen machine beeps and shows a red light at {street}. Spare bottle is connected, lasts about four hours.",
    ),
    urgent(
        "Confused since this morning",
        "Husband, 79, has been confused since {time}, no fever. Was told to call 911 if he gets worse. Asks for the nurse on call.",
    ),
    text("More hours", "Asks whether the aide can stay two hours longer on {day}, the daughter has to work."),
    text(
        "Another aide",
        "Likes the aide very much, but asks for somebody who can lift. Please call the son after {time}.",
    ),
    text("Gloves and pads", "Supplies run out on {day}: gloves, pads and wipes. Usual sizes."),
    text(
        "First visit",
        "Was given your number by the hospital. Father comes home on {day}, asks how soon somebody can come to {street}.",
    ),
    text("Weight up", "Weighed four pounds more than on {day}, ankles are swollen. Was told to report that."),
    text(
        "Key under the mat",
        "Key has moved to the neighbor on the left. Please tell the nurse before {day}.",
    ),
    text(
        "Pill box",
        "Nurse filled the pill box on {day}, one evening slot is empty. Asks what belongs in it.",
    ),
    text("Holiday", "Asks who comes on the holiday, and whether the time is the same."),
    text("Walks again", "Walked to the mailbox and back today. The therapist asked to be told."),
    text(
        "Invoice to the daughter",
        "Please send the invoices to the daughter at {street}, she takes care of them now.",
    ),
];
