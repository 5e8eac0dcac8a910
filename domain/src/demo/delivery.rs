//! Urgent messages of one client that went to whoever is on call: one was acknowledged in the night, one waits.

use kernel::{Error, Result, Span};

use super::cast;
use super::people::Opened;
use super::statuses::client;
use crate::access::{Actor, Grants, Key, Reach};
use crate::delivery::{self, AFTER_ON_CALL, PlanDraft};
use crate::house::House;
use crate::notices::{self, Channel, Outcome};
use crate::on_call;
use crate::records::messages::{self, NewMessage};

/// What links begin with in letters that were never read.
const ADDRESS: &str = "https://portal.example";

fn brightsmile(accounts: &[Opened]) -> Result<&Opened> {
    accounts
        .iter()
        .find(|one| one.firm.name == cast::BRIGHT_SMILE)
        .ok_or_else(|| Error::bug("a delivery of nobody"))
}

/// The plan, and a message of the night that somebody had within minutes. The outbox is empty before.
pub(super) async fn of_the_night(house: &House, actor: &Actor, accounts: &[Opened]) -> Result<()> {
    let opened = brightsmile(accounts)?;
    let schedules =
        on_call::of_account(&mut house.read().await?, &actor.may()?, opened.account, house.now()).await?;
    let to = schedules.first().map(|schedule| schedule.id.to_string()).unwrap_or_default();
    let by = client(house, actor, opened, Grants::of(&[(Key::MessagesDeliver, Reach::Account)])).await?;
    let plan = PlanDraft {
        mode: "urgent".to_owned(),
        to,
        after: AFTER_ON_CALL.to_owned(),
        channels: "email sms".to_owned(),
        between: 0,
        wait: 60,
        reminders: 1,
        content: "summary".to_owned(),
        notices: "link".to_owned(),
    };
    delivery::save(house, &by.may()?, opened.account, plan).await?;
    let message = NewMessage {
        caller_name: "Hollis Grant".to_owned(),
        caller_number: "+15125550188".to_owned(),
        subject: "Knocked-out tooth".to_owned(),
        text: "His son fell off a bicycle; the tooth is in milk. Please call back at once.".to_owned(),
        ..urgent(opened)
    };
    messages::write(house, &actor.may()?, message).await?;
    let links = send(house).await?;
    house.clock.advance(Span::minutes(4));
    if let Some(link) = links.first() {
        delivery::acknowledge_by_link(house, actor.org(), link).await?;
    }
    Ok(())
}

/// Whatever was urgent today had somebody before anyone looks at the demo. A letter that is let go counts as one that
/// did not arrive, and the next person would be asked at once.
pub(super) async fn of_today(house: &House, actor: &Actor) -> Result<()> {
    for link in send(house).await? {
        delivery::acknowledge_by_link(house, actor.org(), &link).await?;
    }
    Ok(())
}

/// A message that nobody has acknowledged yet. The outbox is empty before, and afterwards.
pub(super) async fn of_now(house: &House, actor: &Actor, accounts: &[Opened]) -> Result<()> {
    let message = NewMessage {
        caller_name: "Renata Solis".to_owned(),
        caller_number: "+15125550174".to_owned(),
        subject: "Swelling after an extraction".to_owned(),
        text: "Extraction on Tuesday; since last night the cheek is swollen and she has a fever.".to_owned(),
        ..urgent(brightsmile(accounts)?)
    };
    messages::write(house, &actor.may()?, message).await?;
    send(house).await?;
    Ok(())
}

fn urgent(opened: &Opened) -> NewMessage {
    NewMessage {
        account: opened.account,
        contact: None,
        external_id: None,
        call: None,
        taken_at: None,
        caller_name: String::new(),
        caller_company: String::new(),
        caller_number: String::new(),
        caller_mobile: String::new(),
        priority: "urgent",
        subject: String::new(),
        text: String::new(),
        operator: "Maya Ortiz".to_owned(),
        state: "new",
    }
}

/// Sends what is in the outbox, as far as a demo does: what is of the past is in nobody's mailbox. Says by which links
/// it is acknowledged.
async fn send(house: &House) -> Result<Vec<String>> {
    let mut links = Vec::new();
    for channel in Channel::ALL {
        while let Some(letter) = notices::take(house, channel, ADDRESS).await? {
            let mut words = letter.text.split_whitespace();
            links.extend(words.find_map(|word| word.split_once("/ack/")).map(|(_, token)| token.to_owned()));
            notices::settle(house, &letter, Outcome::Accepted("250 2.0.0 Ok".to_owned())).await?;
        }
    }
    Ok(links)
}
