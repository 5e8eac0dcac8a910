//! What whoever answers for the firms of the demo needs to know, and what was changed of it lately.

use kernel::{Error, Result};

use super::cast::{self, Trade};
use super::people::Opened;
use super::statuses::{client, operator};
use crate::access::{Actor, Grants, Key, Reach};
use crate::accounts::approve_resources;
use crate::house::House;
use crate::resources::proposals::{self, Wish};
use crate::resources::{self, Resource, ResourceDetails, attachments};

struct Written {
    account: &'static str,
    category: &'static str,
    title: &'static str,
    text: &'static str,
    /// What it says since this many days ago.
    later: Option<(i64, &'static str)>,
}

/// How many days ago they were written.
const AGO: i64 = 80;

/// The resource that has a file, what that is called, and what is in it.
const WITH_FILE: (&str, &str, &str) = (
    "A new patient calls",
    "Insurance plans.csv",
    "Insurance,Plan,Accepted\nBlue Harbor,PPO,yes\nBlue Harbor,HMO,no\nNorthwind Dental,all,yes\nCascade Mutual,Premium,yes\n",
);

const WRITTEN: &[Written] = &[
    Written {
        account: cast::BRIGHT_SMILE,
        category: "instructions",
        title: "How we answer",
        text: "Say: **“Bright Smile Dental, how may I help you?”**\n\n1. Name and number, always both\n2. Is it an emergency? \
               Pain, bleeding, a lost tooth, swelling\n3. If so: Dr. Anand, at any hour\n4. If not: take a message for \
               the front desk\n\nNever quote prices. Never promise an appointment.",
        later: Some((
            5,
            "Say: **“Bright Smile Dental, how may I help you?”**\n\n1. Name and number, always both\n2. Is it an emergency? \
             Pain, bleeding, a lost tooth, swelling, a broken wire of braces\n3. If so: Dr. Anand, at any hour; from \
             December 24 to January 1 Dr. Okafor\n4. If not: take a message for the front desk\n\nNever quote prices. \
             Never promise an appointment.",
        )),
    },
    Written {
        account: cast::BRIGHT_SMILE,
        category: "scripts",
        title: "A new patient calls",
        text: "> Welcome! May I ask how you heard of us?\n\n| Ask | Why |\n|---|---|\n| Date of birth | The form of the \
               first visit |\n| Insurance and member number | Billing checks it before |\n| Last X-ray | We ask the other \
               practice for it |\n\nNora calls back on the next working day.",
        later: None,
    },
    Written {
        account: cast::BRIGHT_SMILE,
        category: "directions",
        title: "How to find us",
        text: "1180 Alder Street, second floor, above the pharmacy.\n\n- **Parking**: behind the house, free for two hours\n\
               - **Bus**: line 7, stop Alder & 12th\n- **Elevator**: through the pharmacy until 6 PM",
        later: None,
    },
    Written {
        account: cast::BRIGHT_SMILE,
        category: "links",
        title: "Forms that patients ask for",
        text: "- [New patient form](https://brightsmile.example/new-patient)\n\
               - [Insurance plans that we take](https://brightsmile.example/insurance)\n\
               - [After an extraction](https://brightsmile.example/aftercare)",
        later: None,
    },
    Written {
        account: cast::NORTHSIDE,
        category: "instructions",
        title: "No heat",
        text: "Below 32 °F outside it is an **emergency** at any hour: call the technician on duty.\n\nOtherwise take a \
               message: address, kind of furnace, since when, children or elderly people in the house.",
        later: None,
    },
    Written {
        account: cast::CEDAR_VALE,
        category: "instructions",
        title: "Conflict checks",
        text: "Before anybody is put through: name of the caller, **name of the opposing party**, kind of matter.\n\n\
               Nobody is told whether somebody is a client of ours.",
        later: None,
    },
    Written {
        account: cast::WILLOW_STREET,
        category: "instructions",
        title: "Who is called at night",
        text: "Chest pain, trouble breathing, a stroke: **911 first**, then the physician on call.\n\nFever of a child \
               below three months: Dr. Fischer, at any hour.",
        later: None,
    },
];

/// A law firm whose changes are looked at, and what it has proposed.
const PROPOSED: (&str, &str, &str) = (
    cast::CEDAR_VALE,
    "Conflict checks",
    "Before anybody is put through: name of the caller, **name of the opposing party**, kind of matter, and whether a date \
     in court is near.\n\nNobody is told whether somebody is a client of ours.",
);

/// What was written or changed on that day. The operators have read it as it was at first.
pub(super) async fn of_day(house: &House, actor: &Actor, accounts: &[Opened], ago: i64) -> Result<()> {
    for written in WRITTEN {
        let proposes = (written.account, written.title) == (PROPOSED.0, PROPOSED.1);
        let found = accounts.iter().find(|one| one.firm.name == written.account);
        let opened = found.ok_or_else(|| Error::bug("a resource of nobody"))?;
        let details = |text: &str| ResourceDetails {
            category: written.category.to_owned(),
            title: written.title.to_owned(),
            text: text.to_owned(),
        };
        let theirs =
            Grants::of(&[(Key::ResourcesView, Reach::Account), (Key::ResourcesEdit, Reach::Account)]);
        let may = Grants::of(&[(Key::ResourcesView, Reach::Organization)]);
        if ago == AGO {
            let client = client(house, actor, opened, theirs).await?;
            let id = resources::create(house, &client.may()?, opened.account, details(written.text)).await?;
            if written.title == WITH_FILE.0 {
                let mut file = attachments::begin(house, &client.may()?, id, WITH_FILE.1).await?;
                file.write(WITH_FILE.2.as_bytes()).await?;
                file.finish(house, &client.may()?, "").await?;
            }
            if opened.firm.trade != Trade::Clinic {
                let operator = operator(house, actor, may).await?;
                resources::say_read(house, &operator.may()?, id, 1).await?;
            }
            if proposes {
                approve_resources(house, &actor.may()?, opened.account, Some(true)).await?;
            }
        } else if proposes && ago == 1 {
            let client = client(house, actor, opened, theirs).await?;
            let before = find(house, &client, opened, written.title).await?;
            let wish = Wish { details: details(PROPOSED.2), at: None };
            proposals::propose(house, &client.may()?, before.id, Some(before.version), wish).await?;
        } else if let Some((_, text)) = written.later.filter(|(later, _)| *later == ago) {
            let client = client(house, actor, opened, theirs).await?;
            let before = find(house, &client, opened, written.title).await?;
            resources::edit(house, &client.may()?, before.id, Some(before.version), details(text)).await?;
        }
    }
    Ok(())
}

async fn find(house: &House, client: &Actor, opened: &Opened, title: &str) -> Result<Resource> {
    let all = resources::of_account(&mut house.read().await?, &client.may()?, opened.account, 100).await?;
    let found = all.into_iter().find(|one| one.details.title == title);
    found.ok_or_else(|| Error::bug("nothing to change"))
}
