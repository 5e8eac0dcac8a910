//! The public page of a client's business: what it says, and whether it is there (S3-55).

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::{self, business_page};
use kernel::text::{WebAddress, paragraph};
use kernel::{AccountId, Error, Invalid, Result};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor};

use super::{list, page_of};
use crate::form_page::{FormPage, field};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let page = business_page::find(&mut visitor.read().await?, &granted, id).await?;
    let website = page.website.map(|website| website.to_string()).unwrap_or_default();
    let mut now = vec![("about", page.about), ("hours", page.hours), ("website", website)];
    for (name, on) in [("published", page.published), ("contact_form", page.contact_form)] {
        if on {
            now.push((name, "on".to_owned()));
        }
    }
    form_page(&visitor, id, &Fields::of(now)).await?.answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["published", "about", "hours", "website", "contact_form"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let outcome = match read(&typed) {
        Ok(page) => business_page::edit(visitor.house(), &granted, id, &page).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Business page saved")),
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

fn read(typed: &Fields) -> Result<business_page::BusinessPage> {
    let mut invalid = Invalid::default();
    let about = invalid.check("about", paragraph(typed.get("about"), business_page::BusinessPage::ABOUT));
    let hours = invalid.check("hours", paragraph(typed.get("hours"), business_page::BusinessPage::HOURS));
    let written = typed.get("website").trim();
    let website =
        (!written.is_empty()).then(|| invalid.check("website", WebAddress::parse(written))).flatten();
    match (about, hours) {
        (Some(about), Some(hours)) if invalid.is_empty() => Ok(business_page::BusinessPage {
            published: typed.optional("published").is_some(),
            about,
            hours,
            website,
            contact_form: typed.optional("contact_form").is_some(),
        }),
        _ => Err(Error::Invalid(invalid)),
    }
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let up = page_of(id);
    let tick = |name: &str, label: &str, hint: &str| {
        let checked = typed.optional(name).is_some();
        FieldView { hint: hint.to_owned(), ..FieldView::new(name, label, FieldKind::Checkbox { checked }) }
    };
    let lead = match &account.nickname {
        Some(nickname) => format!("Anybody can read it at /b/{nickname} once it is published."),
        None => "Its address ends with the nickname of the account, which has none yet.".to_owned(),
    };
    Ok(FormPage {
        shell: list::below(visitor, "Business page", &[(&account.name, up.clone())]),
        lead,
        form: FormView {
            action: format!("{up}/business-page"),
            fields: vec![
                tick("published", "Published", "Off, there is no such page for anybody."),
                FieldView {
                    maxlength: Some(business_page::BusinessPage::ABOUT),
                    hint: "What they do and for whom. An empty line begins a new paragraph.".to_owned(),
                    ..field(typed, "about", "About", FieldKind::TextArea { rows: 8 })
                },
                FieldView {
                    maxlength: Some(business_page::BusinessPage::HOURS),
                    ..field(typed, "hours", "Hours", FieldKind::TextArea { rows: 3 })
                },
                FieldView {
                    maxlength: Some(WebAddress::MAX),
                    ..field(typed, "website", "Website", FieldKind::Url)
                },
                tick("contact_form", "Contact form", "What visitors write becomes a message of the account."),
            ],
            submit: "Save business page".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}
