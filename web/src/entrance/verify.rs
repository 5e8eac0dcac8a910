//! The step in which somebody shows that an address or a number is his or hers: a code is sent there, and entered
//! here. Nothing else opens before it is done (S0-32).

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::notices::Channel;
use domain::sign_in::Step;
use domain::sign_in::verification::{self, Pending};
use kernel::{Error, Phone, Result};

use super::landing;
use crate::problem::{retry_after, status};
use crate::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use crate::{Answer, Fields, Jar, LocalPath, Pairs, SESSION, Visitor, format, page, redirect};

const PATH: &str = "/verify";

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    shell: Shell,
    /// Where a code was sent, in words; none if it has yet to be sent.
    sent_to: Option<String>,
    /// Where a code will be sent, if there is no choice.
    goes_to: Option<String>,
    enter: FormView,
    send: FormView,
}

pub async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    let back = pairs.get("return_to").unwrap_or_default();
    if visitor.who.step != Some(Step::Verify) {
        return Ok(redirect(&landing(visitor.who.actor.kind(), pairs.get("return_to"))));
    }
    page(&verify_page(&visitor, back).await?)
}

/// Has a code sent, and comes back to where it is entered.
pub async fn send(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&["way", "phone", "return_to"])?;
    let back = fields.get("return_to");
    let outcome = match wish(&visitor, &fields) {
        Ok((way, number)) => verification::ask(visitor.house(), &visitor.who, way, number).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&here(back), "A code is on its way")),
        Err(Error::NotFound) => Ok(redirect(&LocalPath::or(Some(&here(back)), PATH))),
        Err(error) => {
            let mut again = verify_page(&visitor, back).await?;
            again.sent_to = None;
            keep(&mut again.send, &fields);
            refused(again, error, |page| &mut page.send)
        }
    }
}

/// Enters a code.
pub async fn confirm(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&["way", "code", "return_to"])?;
    let back = fields.get("return_to");
    let way =
        Channel::parse(fields.get("way")).ok_or_else(|| Error::invalid("way", "Choose one of the ways."))?;
    match verification::confirm(visitor.house(), &visitor.who, way, fields.get("code")).await {
        Ok(token) => {
            let to = landing(visitor.who.actor.kind(), fields.optional("return_to"));
            let mut response = visitor.done(to.as_str(), "Thank you. That is yours");
            let seconds = (visitor.who.ends_at - visitor.who.now).as_seconds();
            let jar = Jar { https: visitor.site.settings.https };
            let cookie = jar.set(SESSION, &token.reveal(), Some(seconds));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(Error::NotFound) => Ok(redirect(&LocalPath::or(Some(&here(back)), PATH))),
        Err(error) => refused(verify_page(&visitor, back).await?, error, |page| &mut page.enter),
    }
}

fn wish(visitor: &Visitor, fields: &Fields) -> Result<(Channel, Option<Phone>)> {
    let way =
        Channel::parse(fields.get("way")).ok_or_else(|| Error::invalid("way", "Choose one of the ways."))?;
    let written = fields.get("phone").trim();
    if way == Channel::Email || written.is_empty() {
        return Ok((way, None));
    }
    let number = Phone::parse(written, &visitor.who.organization.region);
    Ok((way, Some(number.map_err(|wrong| Error::invalid("phone", wrong.to_string()))?)))
}

fn refused(mut page_of: VerifyPage, error: Error, form: fn(&mut VerifyPage) -> &mut FormView) -> Answer {
    let error = match error {
        Error::TooMany(_) => {
            let words = "Too many codes were asked for. Try again later.".to_owned();
            form(&mut page_of).complaints.push(words);
            error
        }
        other => form(&mut page_of).refuse(other)?,
    };
    let mut response: Response = (status(&error), page(&page_of)?).into_response();
    if let Some(seconds) = retry_after(&error) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    Ok(response)
}

/// What was written stays.
fn keep(form: &mut FormView, fields: &Fields) {
    for field in form.fields.iter_mut().filter(|field| field.name == "phone") {
        fields.get("phone").clone_into(&mut field.value);
    }
}

fn here(back: &str) -> String {
    Pairs::default().with("return_to", LocalPath::parse(back).as_ref().map(LocalPath::as_str)).href(PATH)
}

async fn verify_page(visitor: &Visitor, back: &str) -> Result<VerifyPage> {
    let pending = verification::pending(&mut visitor.read().await?, &visitor.who).await?;
    let hidden = |name: &str, value: &str| FieldView {
        value: value.to_owned(),
        ..FieldView::new(name, "", FieldKind::Hidden)
    };
    let way = pending.as_ref().map_or("", |pending| pending.way.name());
    let enter = FormView {
        action: PATH.to_owned(),
        submit: "Confirm".to_owned(),
        fields: vec![
            FieldView {
                required: true,
                autocomplete: Some("one-time-code".to_owned()),
                inputmode: Some("numeric".to_owned()),
                maxlength: Some(12),
                ..FieldView::new("code", "Code of six digits", FieldKind::Text)
            },
            hidden("way", way),
            hidden("return_to", back),
        ],
        ..FormView::default()
    };
    let mut fields = ways(visitor, pending.as_ref());
    fields.push(hidden("return_to", back));
    let send = FormView {
        action: format!("{PATH}/send"),
        submit: if pending.is_some() { "Send another code" } else { "Send a code" }.to_owned(),
        fields,
        ..FormView::default()
    };
    Ok(VerifyPage {
        shell: visitor.shell("Confirm that it is you"),
        sent_to: pending.map(|pending| shown(&pending)),
        goes_to: (!visitor.who.shown.wants(Channel::Sms)).then(|| visitor.who.email.clone()),
        enter,
        send,
    })
}

fn shown(pending: &Pending) -> String {
    match pending.way {
        Channel::Email => pending.destination.clone(),
        Channel::Sms => format::phone(&pending.destination),
    }
}

/// The ways that are open, and the number that a code goes to.
fn ways(visitor: &Visitor, pending: Option<&Pending>) -> Vec<FieldView> {
    let shown = &visitor.who.shown;
    let (email, phone) = (shown.wants(Channel::Email), shown.wants(Channel::Sms));
    let number = |required| FieldView {
        value: shown.number.clone(),
        required,
        autocomplete: Some("tel".to_owned()),
        hint: "An SMS goes to it. Your provider may charge for it.".to_owned(),
        ..FieldView::new("phone", "Telephone number", FieldKind::Tel)
    };
    let only = |way: Channel| FieldView {
        value: way.name().to_owned(),
        ..FieldView::new("way", "", FieldKind::Hidden)
    };
    match (email, phone) {
        (true, true) => {
            let by_phone = pending.is_some_and(|pending| pending.way == Channel::Sms);
            let options = vec![
                SelectOption {
                    hint: visitor.who.email.clone(),
                    ..SelectOption::new(Channel::Email.name(), "By email", !by_phone)
                },
                SelectOption::new(Channel::Sms.name(), "By SMS, to the number below", by_phone),
            ];
            let way = FieldView::new("way", "How", FieldKind::Radio { options });
            vec![FieldView { required: true, ..way }, number(false)]
        }
        (_, true) => vec![only(Channel::Sms), number(true)],
        _ => vec![only(Channel::Email)],
    }
}
