//! How portal users are told that they have access (C-04), and sending what waited for the portal to open (E-12).

use askama::Template;
use domain::access::{SettingsEdit, UsersManage};
use domain::organizations::settings::{self, InvitationMode as Mode, Invitations, configure};
use domain::people::invitations;
use kernel::Error;
use web::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use web::{Answer, Fields, LocalPath, Visitor, page, redirect, refused};

use super::{PATH, below};

const HERE: &str = "/console/settings/client/invitations";

#[derive(Template)]
#[template(path = "settings/invitations.html")]
struct InvitationsPage {
    shell: Shell,
    form: FormView,
    /// How many invitations wait, and whether the portal is open, so that they can be sent.
    waiting: usize,
    open: bool,
    send: String,
}

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let now = settings::settings(&mut visitor.read().await?, &granted).await?;
    page(&invitations_page(&visitor, &now.invitations).await?)
}

fn switches(now: &Invitations) -> [FieldView; 2] {
    let by_sms = FieldView {
        hint: "Whoever adds a user may then have the link sent to a mobile number.".to_owned(),
        ..FieldView::new("by_sms", "Invitations by SMS, too", FieldKind::Checkbox { checked: now.by_sms })
    };
    let checked = now.include_password;
    let include_password = FieldView {
        hint: "Instead of the link a password stands in the letter. It works once, within 72 hours, and only to choose \
               another one. The link is safer: leave this off unless your clients expect a password. Never by SMS."
            .to_owned(),
        ..FieldView::new(
            "include_password",
            "Invitations by email bring a temporary password",
            FieldKind::Checkbox { checked },
        )
    };
    [by_sms, include_password]
}

async fn invitations_page(visitor: &Visitor, now: &Invitations) -> kernel::Result<InvitationsPage> {
    let mode = now.mode;
    let option = |one: Mode, label: &str, effect: &str| SelectOption {
        hint: effect.to_owned(),
        ..SelectOption::new(one.name(), label, one == mode)
    };
    let options = vec![
        option(
            Mode::Automatic,
            "Portico sends an invitation",
            "By email, as soon as the portal user is added.",
        ),
        option(Mode::Manual, "The operator passes it on", "A text to copy is shown once; nothing is sent."),
        option(Mode::Ask, "The operator chooses each time", "An invitation is offered first."),
    ];
    let mut fields = vec![FieldView {
        required: true,
        ..FieldView::new("mode", "When a portal user is added", FieldKind::Radio { options })
    }];
    fields.extend(switches(now));
    let waiting = match visitor.may::<UsersManage>() {
        Ok(granted) => invitations::waiting(&mut visitor.read().await?, &granted).await?,
        Err(_) => 0,
    };
    Ok(InvitationsPage {
        shell: below(visitor, "Invitations"),
        form: FormView {
            action: HERE.to_owned(),
            fields,
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
        waiting,
        open: visitor.who.organization.settings.portal.open,
        send: format!("{HERE}/send"),
    })
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["mode", "by_sms", "include_password"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let written = |mode| Invitations {
        mode,
        by_sms: typed.optional("by_sms").is_some(),
        include_password: typed.optional("include_password").is_some(),
    };
    let Some(mode) = Mode::ALL.into_iter().find(|mode| mode.name() == typed.get("mode")) else {
        let mut page = invitations_page(&visitor, &written(Mode::default())).await?;
        let error = page.form.refuse(Error::invalid("mode", "Choose one of these."))?;
        return refused(&page, &error);
    };
    configure(visitor.house(), &granted, |settings| settings.invitations = written(mode)).await?;
    Ok(visitor.done(HERE, "Saved"))
}

/// One action sends everything that waited (E-12).
pub async fn send(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    let job = invitations::send_waiting(visitor.house(), &granted).await?;
    Ok(redirect(&LocalPath::or(Some(&crate::jobs::page_of(job)), PATH)))
}
