//! Whether replies to text messages are taken in, and at which address: shown once, made anew, shut.

use askama::Template;
use domain::access::{Key, SettingsEdit};
use domain::delivery::replies;
use web::ui::{ConfirmPage, Door, Shell};
use web::{Answer, Fields, Policy, Routes, Site, Visitor, format, page};

use super::{PATH, below};
use crate::once_page::{Fact, OncePage};

const HERE: &str = "/console/settings/replies";
/// What an address is for, before there is one.
const NONE: &str = "Text messages of a delivery plan can be answered: “OK” acknowledges the message, anything else stands on \
                    its page. For that the provider of your text messages must bring you what people reply. Make an address, \
                    and give it to the provider.";

#[derive(Template)]
#[template(path = "settings/replies.html")]
struct RepliesPage {
    shell: Shell,
    lead: String,
    open: bool,
    here: &'static str,
}

pub fn routes(site: &Site) -> Routes {
    let may = Policy::Needs(Key::SettingsEdit);
    Routes::new(Door::Console, site)
        .get(HERE, may, show)
        .post(HERE, may, open)
        .get("/console/settings/replies/shut", may, ask_shut)
        .post("/console/settings/replies/shut", may, shut)
}

async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let door = replies::door(&mut visitor.read().await?, &granted).await?;
    let lead = door.as_ref().map_or_else(
        || NONE.to_owned(),
        |door| {
            let since = format::instant(door.made_at, &visitor.local);
            format!(
                "Replies are taken in at an address that {} made on {since}. Text messages of delivery plans say how to reply.",
                door.made_by
            )
        },
    );
    page(&RepliesPage { shell: below(&visitor, "Replies"), lead, open: door.is_some(), here: HERE })
}

async fn open(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    let token = replies::open(visitor.house(), &visitor.may::<SettingsEdit>()?).await?;
    let address = visitor.who.organization.address(&visitor.site.settings.base_url);
    let how = if visitor.site.settings.sms_signing.is_some() {
        "In Twilio it is the webhook “A message comes in” of your number, with HTTP POST; what Twilio has not signed is \
         refused."
    } else {
        "The provider sends each reply there with POST, as a form or JSON with “from” and “text”."
    };
    page(&OncePage {
        shell: below(&visitor, "Address for replies"),
        lead: format!(
            "Give this address to the provider of your text messages. {how} An earlier address leads nowhere now."
        ),
        facts: vec![Fact::secret("Address", format!("{address}/in/sms/{}", token.reveal()))],
        letter: None,
        next: ("Go to the settings", HERE.to_owned()),
    })
}

async fn ask_shut(visitor: Visitor) -> Answer {
    page(&ConfirmPage {
        shell: below(&visitor, "Take in no replies?"),
        effect: "The address leads nowhere any more, and text messages ask for no reply. What was replied so far stays."
            .to_owned(),
        verb: "Take in no replies".to_owned(),
        action: format!("{HERE}/shut"),
        cancel_href: HERE.to_owned(),
        danger: true,
        ..ConfirmPage::default()
    })
}

async fn shut(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    replies::shut(visitor.house(), &visitor.may::<SettingsEdit>()?).await?;
    Ok(visitor.done(PATH, "Replies are not taken in any more"))
}
