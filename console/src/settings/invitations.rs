//! How portal users are told that they have access (C-04), and sending what waited for the portal to open (E-12).

use askama::Template;
use domain::access::{SettingsEdit, UsersManage};
use domain::organizations::settings::{self, InvitationMode as Mode, configure};
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
    page(&invitations_page(&visitor, now.invitations.mode).await?)
}

async fn invitations_page(visitor: &Visitor, mode: Mode) -> kernel::Result<InvitationsPage> {
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
    let fields = vec![FieldView {
        required: true,
        ..FieldView::new("mode", "When a portal user is added", FieldKind::Radio { options })
    }];
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
    typed.only(&["mode"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let Some(mode) = Mode::ALL.into_iter().find(|mode| mode.name() == typed.get("mode")) else {
        let mut page = invitations_page(&visitor, Mode::default()).await?;
        let error = page.form.refuse(Error::invalid("mode", "Choose one of these."))?;
        return refused(&page, &error);
    };
    configure(visitor.house(), &granted, |settings| settings.invitations.mode = mode).await?;
    Ok(visitor.done(HERE, "Saved"))
}

/// One action sends everything that waited (E-12).
pub async fn send(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    let job = invitations::send_waiting(visitor.house(), &granted).await?;
    Ok(redirect(&LocalPath::or(Some(&crate::jobs::page_of(job)), PATH)))
}
