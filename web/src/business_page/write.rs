//! Writing the page of a business, at both doors: the form, a look at it as visitors will read it, and saving.

use askama::Template;
use domain::access::{BusinessPagePublish, BusinessPageWrite};
use domain::accounts::business_page::{BusinessPage, Draft, Written, draft, edit};
use kernel::text::{WebAddress, paragraph};
use kernel::{AccountId, Error, Invalid, Result};

use super::body::Body;
use crate::form_page::field;
use crate::ui::{FieldKind, FieldView, FormView, Shell};
use crate::{Answer, Fields, Visitor, page, refused};

const NAMES: [&str; 6] = ["about", "hours", "website", "contact_form", "version", "do"];
const PUBLISHED: &str = "published";

/// Where the page stands at a door.
pub struct Frame {
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// Where one is afterwards, and after cancelling.
    pub back: String,
}

#[derive(Template)]
#[template(path = "business_page_form.html")]
struct WritePage {
    shell: Shell,
    form: FormView,
    /// Where it can be read, if anybody can.
    open: Option<String>,
    /// Whether it is published, and who decides that.
    state: &'static str,
    may_publish: bool,
    may_save: bool,
    back: String,
    /// What it is a look at, and how visitors read it.
    preview: Option<(&'static str, String, Body)>,
}

/// The page as it is now.
pub async fn find(visitor: &Visitor, account: AccountId) -> Result<Draft> {
    let granted = visitor.may::<BusinessPageWrite>()?;
    draft(&mut visitor.read().await?, &granted, account).await
}

pub fn ask(visitor: &Visitor, draft: &Draft, frame: Frame) -> Answer {
    let now = &draft.page;
    let website = now.website.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut typed = vec![("about", now.about.clone()), ("hours", now.hours.clone()), ("website", website)];
    for (name, on) in [(PUBLISHED, now.published), ("contact_form", now.contact_form)] {
        if on {
            typed.push((name, "on".to_owned()));
        }
    }
    page(&write_page(visitor, draft, &Fields::of(typed), frame))
}

/// Saves it, or only shows how it would look.
pub async fn write(visitor: &Visitor, draft: &Draft, typed: &Fields, frame: Frame) -> Answer {
    let may_publish = visitor.can::<BusinessPagePublish>();
    let mut known = NAMES.to_vec();
    known.extend(may_publish.then_some(PUBLISHED));
    typed.only(&known)?;
    let granted = visitor.may::<BusinessPageWrite>()?;
    let back = frame.back.clone();
    let mut again = write_page(visitor, draft, typed, frame);
    let outcome = match read(typed, may_publish) {
        Ok(written) if typed.get("do") == "preview" => {
            again.preview = Some(look("As visitors will read it", draft, &written.onto(&draft.page)));
            return page(&again);
        }
        Ok(written) => {
            edit(visitor.house(), &granted, draft.account, written, typed.optional("version")).await
        }
        Err(error) => Err(error),
    };
    let error = match outcome {
        Ok(()) => return Ok(visitor.done(&back, "Business page saved")),
        Err(Error::Conflict(_)) => {
            again.preview = Some(look("As it is saved now", draft, &draft.page));
            mark_what_differs(&mut again.form, &draft.page, may_publish);
            Error::conflict("Somebody else has changed this page while you were writing")
        }
        Err(error) => error,
    };
    let error = again.form.refuse(error)?;
    refused(&again, &error)
}

fn look(title: &'static str, draft: &Draft, shown: &BusinessPage) -> (&'static str, String, Body) {
    let mut body = Body::of(shown, &draft.phone);
    body.looked_at = Some(shown.contact_form);
    (title, draft.name.clone(), body)
}

/// Below is what was typed, above it what is saved: the writer decides.
fn mark_what_differs(form: &mut FormView, saved: &BusinessPage, may_publish: bool) {
    let website = saved.website.as_ref().map(ToString::to_string).unwrap_or_default();
    let text = |field: &FieldView| field.value.replace("\r\n", "\n").trim().to_owned();
    for field in &mut form.fields {
        let differs = match (field.name.as_str(), &field.kind) {
            ("about", _) => text(field) != saved.about,
            ("hours", _) => text(field) != saved.hours,
            ("website", _) => text(field) != website,
            ("contact_form", FieldKind::Checkbox { checked }) => *checked != saved.contact_form,
            (PUBLISHED, FieldKind::Checkbox { checked }) => may_publish && *checked != saved.published,
            _ => false,
        };
        if differs {
            field.error = Some(format!("{} is another one now.", field.label));
        }
    }
}

fn read(typed: &Fields, may_publish: bool) -> Result<Written> {
    let mut invalid = Invalid::default();
    let about = invalid.check("about", paragraph(typed.get("about"), BusinessPage::ABOUT));
    let hours = invalid.check("hours", paragraph(typed.get("hours"), BusinessPage::HOURS));
    let address = typed.get("website").trim();
    let website =
        (!address.is_empty()).then(|| invalid.check("website", WebAddress::parse(address))).flatten();
    match (about, hours) {
        (Some(about), Some(hours)) if invalid.is_empty() => Ok(Written {
            published: may_publish.then(|| typed.optional(PUBLISHED).is_some()),
            about,
            hours,
            website,
            contact_form: typed.optional("contact_form").is_some(),
        }),
        _ => Err(Error::Invalid(invalid)),
    }
}

fn write_page(visitor: &Visitor, draft: &Draft, typed: &Fields, frame: Frame) -> WritePage {
    let (now, may_publish) = (&draft.page, visitor.can::<BusinessPagePublish>());
    let state = match (now.published, may_publish, draft.nickname.is_some()) {
        (true, true, _) => "Everybody can read it.",
        (true, false, _) => "Everybody can read it. Your provider can switch it off.",
        (false, true, true) => "It is switched off: nobody else can read it.",
        (false, _, false) => "Its address ends with the nickname of the account, which has none yet.",
        (false, false, true) => "It is switched off: your provider switches it on when you ask for it.",
    };
    let open = draft.nickname.as_ref().filter(|_| now.published).map(|nickname| format!("/b/{nickname}"));
    WritePage {
        shell: frame.shell,
        form: FormView {
            action: frame.action,
            fields: questions(typed, now, may_publish),
            ..FormView::default()
        },
        open,
        state,
        may_publish,
        may_save: visitor.can::<BusinessPageWrite>(),
        back: frame.back,
        preview: None,
    }
}

fn questions(typed: &Fields, now: &BusinessPage, may_publish: bool) -> Vec<FieldView> {
    let tick = |name: &str, label: &str, hint: &str| {
        let checked = typed.optional(name).is_some();
        FieldView { hint: hint.to_owned(), ..FieldView::new(name, label, FieldKind::Checkbox { checked }) }
    };
    let mut fields = vec![
        FieldView {
            maxlength: Some(BusinessPage::ABOUT),
            hint: "What the business does and for whom. An empty line begins a new paragraph.".to_owned(),
            ..field(typed, "about", "About", FieldKind::TextArea { rows: 8 })
        },
        FieldView {
            maxlength: Some(BusinessPage::HOURS),
            ..field(typed, "hours", "Hours", FieldKind::TextArea { rows: 3 })
        },
        FieldView { maxlength: Some(WebAddress::MAX), ..field(typed, "website", "Website", FieldKind::Url) },
        tick("contact_form", "Contact form", "What visitors write becomes a message of the account."),
    ];
    if may_publish {
        fields.push(tick(PUBLISHED, "Published", "Off, there is no such page for anybody."));
    }
    // Whoever saves has seen the page as it is on this form.
    fields.push(FieldView { value: now.version(), ..FieldView::new("version", "", FieldKind::Hidden) });
    fields
}
