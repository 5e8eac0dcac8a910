//! The secure login link: whether there is one, how long it is good for, and what whoever has it may do (C-06).

use domain::access::roles;
use domain::access::{Kind, SettingsEdit};
use domain::organizations::settings::{self, SecureLink, configure};
use kernel::{Error, Invalid};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::{FormPage, select};

const HERE: &str = "/console/settings/secure-link";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let decided = settings::settings(&mut visitor.read().await?, &granted).await?.secure_link;
    let mut written = vec![("days", decided.days.to_string()), ("role", decided.role)];
    if decided.on {
        written.push(("on", "1".to_owned()));
    }
    form_page(&visitor, &Fields::of(written)).await?.answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["on", "days", "role"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let roles = roles::of_kind(&mut visitor.read().await?, &granted, Kind::PortalUser).await?;
    let mut invalid = Invalid::default();
    let days = typed.get("days").parse().ok().filter(|days| SecureLink::DAYS.contains(days));
    let days = invalid.check("days", days.ok_or("Choose how long a link is good for."));
    let role = typed.get("role");
    let known = role.is_empty() || roles.iter().any(|known| known.id.to_string() == role);
    let role = invalid.check("role", known.then(|| role.to_owned()).ok_or("Choose one of the roles."));
    let (Some(days), Some(role)) = (days, role) else {
        return form_page(&visitor, &typed).await?.refused(Error::Invalid(invalid));
    };
    let on = typed.optional("on").is_some();
    configure(visitor.house(), &granted, |settings| settings.secure_link = SecureLink { on, days, role })
        .await?;
    Ok(visitor.done(HERE, "Saved"))
}

async fn form_page(visitor: &Visitor, typed: &Fields) -> kernel::Result<FormPage> {
    let granted = visitor.may::<SettingsEdit>()?;
    let roles = roles::of_kind(&mut visitor.read().await?, &granted, Kind::PortalUser).await?;
    let roles = roles.into_iter().map(|role| (role.id.to_string(), role.name));
    let days = SecureLink::DAYS.map(|days| (days.to_string(), format!("{days} days")));
    let on = FieldView {
        hint:
            "An account without portal users can be opened by a link alone. Switched off, no such link works."
                .to_owned(),
        ..FieldView::new(
            "on",
            "Accounts have a secure login link",
            FieldKind::Checkbox { checked: typed.optional("on").is_some() },
        )
    };
    let role = FieldView {
        hint: "A link is nobody in person: a role that sees only what is for one's own contact sees nothing by it."
            .to_owned(),
        ..select(typed, "role", "What it may do", Some("See the account, and mark messages"), roles)
    };
    Ok(FormPage {
        shell: below(visitor, "Secure login link"),
        lead: "A client for whom nobody has a login yet opens the portal by a link. As soon as somebody of the account \
               has one, the link only leads to the sign-in page. Every use is in the history."
            .to_owned(),
        form: FormView {
            action: HERE.to_owned(),
            fields: vec![
                on,
                FieldView { required: true, short: true, ..select(typed, "days", "A new link is good for", None, days) },
                role,
            ],
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}
