//! What people call a veterinarian about.

use super::{Text, text, urgent};

pub(super) const TEXTS: &[Text] = &[
    urgent(
        "Dog ate chocolate",
        "Labrador, about 60 pounds, ate a whole bar of dark chocolate at {time}. Is restless. Asks whether to come in or to wait.",
    ),
    urgent(
        "Cat cannot urinate",
        "Male cat, 5, goes to the litter box again and again and nothing comes. Cries when picked up. On the way if somebody can see him.",
    ),
    urgent(
        "Hit by a car",
        "Dog was hit on {street}, is conscious, does not put weight on a hind leg. Will be there in twenty minutes.",
    ),
    urgent(
        "Seizure",
        "Beagle had a seizure of about two minutes, the first one ever. Is up again but confused. Please call at once.",
    ),
    urgent(
        "Difficult birth",
        "French bulldog in labor since {time}, one puppy born, none for two hours. Asks for the doctor.",
    ),
    text("Vaccinations due", "Got the reminder for the yearly shots. Two cats. Any morning but {day}."),
    text(
        "Refill",
        "Needs a refill of thyroid tablets for a 13-year-old cat, two weeks are left. Picks up on {day}.",
    ),
    text(
        "Limping",
        "Shepherd has limped on the right front leg since {day}. Eats and plays. Would like an appointment this week.",
    ),
    text("Lab results", "Asks for the results of the blood test from {day}. May be left on voicemail."),
    text(
        "New puppy",
        "Picks up a ten-week-old puppy on {day}. Asks when to come for the first visit and which food you suggest.",
    ),
    text(
        "Spay appointment",
        "Would like to have a six-month-old cat spayed. Asks about the price, and when she must stop eating.",
    ),
    text(
        "Scratching",
        "Terrier scratches ears until they bleed, worse since {day}. Flea treatment was last month.",
    ),
    text(
        "Boarding",
        "Travels from {day} for a week. Asks whether there is room for one dog, and whether insulin can be given.",
    ),
    text(
        "Reschedule",
        "Has to move the dental cleaning on {day}. Mornings are better, fasting is hard for the old dog.",
    ),
    text(
        "Does not eat",
        "Rabbit has not eaten since last night and sits hunched. Asks whether the doctor sees rabbits today.",
    ),
    text(
        "Stitches",
        "Licked two stitches open after the surgery on {day}. Not bleeding. Will send a photo, asks what to do.",
    ),
    text(
        "Health certificate",
        "Flies on {day} with a cat and needs a certificate. Asks how far ahead it must be issued.",
    ),
    text("Question about the bill", "Thinks the X-ray was charged twice. Please call after {time}."),
    text(
        "Saying goodbye",
        "Old dog is getting worse. Would like to speak with the doctor about what comes next, and whether you come to the house.",
    ),
    text(
        "Records",
        "Has moved from {street} and the new clinic asks for the records. Please send them by email.",
    ),
    text(
        "Lost and found",
        "Found a gray cat with a collar but no tag near {street}. Asks whether you can read a chip.",
    ),
    text(
        "Ear drops",
        "Was given ear drops on {day} and the bottle broke. Asks for another one to be left at the desk.",
    ),
    text(
        "Weight check",
        "On the diet food for two months. Would like to drop in for a weight check, {time} is best.",
    ),
    text(
        "Coughing",
        "Dog came back from daycare coughing. Asks whether to keep him away from other dogs in the waiting room.",
    ),
    text("Farm call", "Two goats with runny noses, asks whether the doctor comes out to {street}."),
    text(
        "Thanks",
        "The kitten is doing well, and the children have drawn a card. Will drop it off on {day}.",
    ),
];
