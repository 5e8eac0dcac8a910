//! The webhook of a delivery plan: its address, and its secret, shown once. The same pages for clients and operators.

use askama::Template;
use domain::access::MessagesDeliver;
use domain::delivery::hook::{self, Hook, LONGEST_URL};
use kernel::{AccountId, Error, Result};

use crate::form_page::field;
use crate::once_page::{Fact, OncePage};
use crate::ui::{Choice, ConfirmPage, FieldKind, FieldView, FormView, Shell};
use crate::{Answer, Fields, Visitor, format, page, refused};

const LEAD: &str = "Messages are posted there as JSON, signed as Standard Webhooks 1.0 says, with as much of each as the plan \
                    lets out. An answer of 2xx is taken for sent; one that says {\"acknowledged\": true, \"by\": \"…\"} \
                    acknowledges. What does not arrive within a few minutes goes on by the next way.";
const TITLE: &str = "Webhook";

/// Where the pages are, of which account.
pub struct At {
    pub account: AccountId,
    /// The page of the plan, and the way to it.
    pub plan: String,
    pub trail: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "delivery_hook.html")]
struct HookPage {
    shell: Shell,
    lead: &'static str,
    form: FormView,
    here: String,
    is_there: bool,
    /// Until then the secret before the present one signs, too.
    old_until: Option<String>,
}

impl At {
    fn here(&self) -> String {
        format!("{}/webhook", self.plan)
    }

    fn shell(&self, visitor: &Visitor, title: &str, below: bool) -> Shell {
        let mut trail = self.trail.clone();
        trail.push(Choice::new("Delivery of messages", self.plan.as_str(), false));
        if below {
            trail.push(Choice::new(TITLE, self.here(), false));
        }
        Shell { trail, ..visitor.shell(title) }
    }
}

pub async fn ask(visitor: &Visitor, at: At) -> Answer {
    page(&hook_page(visitor, &at, None).await?)
}

pub async fn save(visitor: &Visitor, at: At, typed: Fields) -> Answer {
    typed.only(&["url"])?;
    let granted = visitor.may::<MessagesDeliver>()?;
    let to = (typed.get("url"), visitor.site.settings.private_webhooks);
    match hook::save(visitor.house(), &granted, at.account, to).await {
        Ok(Some(secret)) => secret_page(visitor, &at, "Webhook made", secret),
        Ok(None) => Ok(visitor.done(&at.plan, "Webhook saved.")),
        Err(error) => {
            let mut shown = hook_page(visitor, &at, Some(&typed)).await?;
            let error = shown.form.refuse(error)?;
            refused(&shown, &error)
        }
    }
}

pub async fn ask_rotate(visitor: &Visitor, at: At) -> Answer {
    found(visitor, &at).await?.ok_or(Error::NotFound)?;
    page(&ConfirmPage {
        shell: at.shell(visitor, "New secret?", true),
        effect: "The new one is shown on the next page, this once. For 24 hours each message is signed with both, so that the \
                 other side can change over."
            .to_owned(),
        verb: "Make a new secret".to_owned(),
        action: format!("{}/secret", at.here()),
        cancel_href: at.here(),
        ..ConfirmPage::default()
    })
}

pub async fn rotate(visitor: &Visitor, at: At, fields: Fields) -> Answer {
    fields.only(&[])?;
    let secret = hook::rotate(visitor.house(), &visitor.may::<MessagesDeliver>()?, at.account).await?;
    secret_page(visitor, &at, "New secret", secret)
}

pub async fn ask_remove(visitor: &Visitor, at: At) -> Answer {
    found(visitor, &at).await?.ok_or(Error::NotFound)?;
    page(&ConfirmPage {
        shell: at.shell(visitor, "Remove the webhook?", true),
        effect: "Nothing is posted there any more, also not what waits.".to_owned(),
        verb: "Remove webhook".to_owned(),
        action: format!("{}/remove", at.here()),
        cancel_href: at.here(),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn remove(visitor: &Visitor, at: At, fields: Fields) -> Answer {
    fields.only(&[])?;
    hook::remove(visitor.house(), &visitor.may::<MessagesDeliver>()?, at.account).await?;
    Ok(visitor.done(&at.plan, "Webhook removed."))
}

async fn found(visitor: &Visitor, at: &At) -> Result<Option<Hook>> {
    hook::find(&mut visitor.read().await?, &visitor.may::<MessagesDeliver>()?, at.account).await
}

async fn hook_page(visitor: &Visitor, at: &At, typed: Option<&Fields>) -> Result<HookPage> {
    let there = found(visitor, at).await?;
    let kept = Fields::of([("url", there.as_ref().map(|hook| hook.url.clone()).unwrap_or_default())]);
    let address = FieldView {
        required: true,
        maxlength: Some(LONGEST_URL),
        autocomplete: Some("off".to_owned()),
        hint: "Where messages are posted to, such as https://host/path.".to_owned(),
        ..field(typed.unwrap_or(&kept), "url", "Address", FieldKind::Text)
    };
    Ok(HookPage {
        shell: at.shell(visitor, TITLE, false),
        lead: LEAD,
        form: FormView {
            action: at.here(),
            fields: vec![address],
            submit: if there.is_some() { "Save address" } else { "Make webhook" }.to_owned(),
            cancel_href: Some(at.plan.clone()),
            ..FormView::default()
        },
        here: at.here(),
        is_there: there.is_some(),
        old_until: there
            .and_then(|hook| hook.old_until)
            .filter(|until| visitor.who.now < *until)
            .map(|until| format::instant(until, &visitor.local)),
    })
}

fn secret_page(visitor: &Visitor, at: &At, title: &str, secret: String) -> Answer {
    page(&OncePage {
        shell: at.shell(visitor, title, true),
        lead: "Give this secret to the system that listens: with it the system finds out that a message comes from here. It \
               is shown this once."
            .to_owned(),
        facts: vec![Fact::secret("Secret", secret)],
        letter: None,
        next: ("Go on to the plan", at.plan.clone()),
    })
}
