//! A new webhook, and another one of what it is.

use domain::access::{AccountsView, SettingsEdit};
use domain::webhooks::{self, Details, Endpoint, LONGEST_URL};
use domain::{accounts, webhooks::topics};
use kernel::{AccountId, Error, Result, WebhookId};
use web::ui::{FieldKind, FieldView, FormView, SelectOption};
use web::{Answer, Fields, Id, Visitor, page};

use super::{PATH, below, page_of, words_of};
use crate::form_page::{FormPage, field};
use crate::once_page::{Fact, OncePage};

const NAMES: [&str; 5] = ["name", "url", "topics", "accounts", "secure"];

pub async fn ask_new(visitor: Visitor) -> Answer {
    form_page(&visitor, None, &Fields::default()).await?.answer()
}

pub async fn make(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<SettingsEdit>()?;
    let private = visitor.site.settings.private_webhooks;
    let made = match details(&typed) {
        Ok(details) => webhooks::make(visitor.house(), &granted, details, private).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => secret_page(&visitor, "Webhook made", made.id, made.secret),
        Err(error) => form_page(&visitor, None, &typed).await?.refused(error),
    }
}

pub async fn ask(visitor: Visitor, Id(id): Id<WebhookId>) -> Answer {
    let endpoint = find(&visitor, id).await?;
    let mut written = vec![("name", endpoint.name.clone()), ("url", endpoint.url.clone())];
    written.extend(endpoint.topics.iter().map(|topic| ("topics", topic.clone())));
    written.extend(endpoint.accounts.iter().map(|(account, _)| ("accounts", account.to_string())));
    written.extend(endpoint.secure.then(|| ("secure", "yes".to_owned())));
    form_page(&visitor, Some(&endpoint), &Fields::of(written)).await?.answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<WebhookId>, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<SettingsEdit>()?;
    let private = visitor.site.settings.private_webhooks;
    let done = match details(&typed) {
        Ok(details) => webhooks::edit(visitor.house(), &granted, id, details, private).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(visitor.done(&page_of(id), "Saved")),
        Err(error) => {
            let endpoint = find(&visitor, id).await?;
            form_page(&visitor, Some(&endpoint), &typed).await?.refused(error)
        }
    }
}

async fn find(visitor: &Visitor, id: WebhookId) -> Result<Endpoint> {
    webhooks::find(&mut visitor.read().await?, &visitor.may::<SettingsEdit>()?, id).await
}

fn details(typed: &Fields) -> Result<Details> {
    let wrong = |_| Error::invalid("accounts", "Choose among your accounts.");
    let accounts = typed.all("accounts").filter(|id| !id.is_empty()).map(str::parse::<AccountId>);
    Ok(Details {
        url: typed.get("url").to_owned(),
        name: typed.get("name").to_owned(),
        topics: typed.all("topics").map(str::to_owned).collect(),
        accounts: accounts.collect::<Result<_, _>>().map_err(wrong)?,
        secure: typed.get("secure") == "yes",
    })
}

/// The secret, this once.
pub fn secret_page(visitor: &Visitor, title: &str, id: WebhookId, secret: String) -> Answer {
    page(&OncePage {
        shell: below(visitor, title, None),
        lead: "Give this secret to the system that listens: with it the system finds out that a delivery comes from here. It \
               is shown this once."
            .to_owned(),
        facts: vec![Fact::secret("Secret", secret)],
        letter: None,
        next: ("Go to the webhook", page_of(id)),
    })
}

async fn form_page(visitor: &Visitor, of: Option<&Endpoint>, typed: &Fields) -> Result<FormPage> {
    let chosen: Vec<&str> = typed.all("topics").collect();
    let topic = |topic: &&'static str| SelectOption::new(*topic, words_of(topic), chosen.contains(topic));
    let mut fields = vec![
        FieldView {
            required: true,
            maxlength: Some(80),
            autocomplete: Some("off".to_owned()),
            hint: "Such as the system that listens.".to_owned(),
            ..field(typed, "name", "Name", FieldKind::Text)
        },
        FieldView {
            required: true,
            maxlength: Some(LONGEST_URL),
            autocomplete: Some("off".to_owned()),
            hint: "Where deliveries are sent to, such as https://host/path.".to_owned(),
            ..field(typed, "url", "Address", FieldKind::Text)
        },
        FieldView {
            hint: "Tick none for everything.".to_owned(),
            ..FieldView::new(
                "topics",
                "Hears of",
                FieldKind::Checks { options: topics().iter().map(topic).collect() },
            )
        },
    ];
    fields.extend(accounts_field(visitor, typed).await?);
    if visitor.who.actor.is_cleared() {
        fields.push(FieldView {
            value: "yes".to_owned(),
            hint: "Otherwise it hears nothing of what happens in them.".to_owned(),
            ..FieldView::new(
                "secure",
                "It may hear of Secure accounts",
                FieldKind::Checkbox { checked: typed.get("secure") == "yes" },
            )
        });
    }
    let (title, submit) =
        if of.is_some() { ("Edit webhook", "Save changes") } else { ("New webhook", "Make webhook") };
    Ok(FormPage {
        shell: below(visitor, title, of),
        lead: "What happens is sent as JSON, signed as Standard Webhooks 1.0 says, and tried again for three days if it does \
               not arrive."
            .to_owned(),
        form: FormView {
            action: of.map_or_else(|| format!("{PATH}/new"), |one| format!("{}/edit", page_of(one.id))),
            fields,
            submit: submit.to_owned(),
            cancel_href: Some(of.map_or_else(|| PATH.to_owned(), |one| page_of(one.id))),
            ..FormView::default()
        },
    })
}

/// A choice of accounts, where there are few enough to choose among.
async fn accounts_field(visitor: &Visitor, typed: &Fields) -> Result<Option<FieldView>> {
    const FEW: usize = 50;
    let Ok(granted) = visitor.may::<AccountsView>() else { return Ok(None) };
    let names = accounts::names(&mut visitor.read().await?, &granted, FEW + 1).await?;
    let chosen: Vec<&str> = typed.all("accounts").collect();
    if names.len() > FEW && chosen.is_empty() || names.is_empty() {
        return Ok(None);
    }
    let option = |(id, name): &(AccountId, String)| {
        let id = id.to_string();
        let picked = chosen.contains(&id.as_str());
        SelectOption::new(id, name.as_str(), picked)
    };
    Ok(Some(FieldView {
        hint: "Tick none for all, with those that are made later.".to_owned(),
        ..FieldView::new(
            "accounts",
            "Of these accounts only",
            FieldKind::Checks { options: names.iter().map(option).collect() },
        )
    }))
}
