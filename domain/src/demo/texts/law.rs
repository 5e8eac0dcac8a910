//! What people call a law office about.

use super::{Text, text, urgent};

pub(super) const TEXTS: &[Text] = &[
    urgent(
        "Arrested this morning",
        "Brother was arrested at {time} and is being held at the county jail. Caller does not know the charge. Asks for a lawyer before he is questioned.",
    ),
    urgent(
        "Hearing moved",
        "The clerk called: the hearing on {day} has been moved to {time}. Please confirm that you have received this.",
    ),
    urgent(
        "Served with papers",
        "Was served with a complaint at {street} today and has twenty days to answer. Has not signed anything. Asks for a call today.",
    ),
    urgent(
        "Closing at risk",
        "The lender says that the title commitment is missing and the closing on {day} may be called off. Needs a call before {time}.",
    ),
    text(
        "New matter: accident",
        "Was rear-ended on {day}, car is totaled, being treated for neck pain. The other insurer keeps calling. Asks for a consultation.",
    ),
    text(
        "New matter: divorce",
        "Would like to speak with somebody about a separation, two children. Please call the mobile only, and not before {time}.",
    ),
    text(
        "New matter: lease",
        "Small business owner, landlord wants to end the lease early. Has the lease at hand and can send it by email.",
    ),
    text(
        "Will and estate",
        "Married couple in their sixties would like to make wills and a power of attorney. Asks about cost and what to bring.",
    ),
    text(
        "Status of case",
        "Asks whether there is news about the settlement offer. Has not heard anything since {day}.",
    ),
    text(
        "Documents ready",
        "The bank statements you asked for are ready. Asks whether to drop them off on {day} or to upload them.",
    ),
    text(
        "Deposition",
        "Opposing counsel proposes {day} at {time} for the deposition and would like an answer by the end of the week.",
    ),
    text(
        "Signature needed",
        "Has read the agreement and is ready to sign. Can come in any day after {time}.",
    ),
    text(
        "Invoice question",
        "Does not understand two entries on the last invoice and would like to go over them before paying.",
    ),
    text(
        "Probate",
        "Mother passed away on {day}. There is a will, the house is at {street}. Asks what has to be done first and how long it takes.",
    ),
    text(
        "Expert report",
        "The expert's report will be late, expected on {day}. Wants to know whether an extension must be asked for.",
    ),
    text(
        "Contract review",
        "Has been offered a job and would like the non-compete clause looked at before signing on {day}.",
    ),
    text(
        "Neighbor dispute",
        "The neighbor has put a fence about two feet onto their land at {street}. There is a survey from last year.",
    ),
    text("Reschedule consultation", "Cannot come on {day}. Would prefer a call by video, {time} or later."),
    text(
        "Court reporter",
        "Asks for the spelling of three names in the transcript. Will send them by email as well.",
    ),
    text(
        "Traffic citation",
        "Speeding ticket with a court date on {day}. Drives for a living and is worried about the points.",
    ),
    text(
        "Mediation",
        "The mediator's office offers {day} at {time}. Please answer by tomorrow noon or the date goes to somebody else.",
    ),
    text("Address change", "Client has moved to {street}. Please send everything there from now on."),
    text(
        "Small claims",
        "A contractor took a deposit and never came. Asks whether it is worth a lawyer or whether to go alone.",
    ),
    text(
        "Power of attorney",
        "Father is in hospital and they need a power of attorney quickly. Asks whether somebody could come there on {day}.",
    ),
    text(
        "Sales call: software",
        "Representative of a document service. Was told that the message will be passed on. No urgency.",
    ),
    text(
        "Referral",
        "Was referred by a former client about a trademark. Asks whether you take such cases, and if not, whom you would suggest.",
    ),
];
