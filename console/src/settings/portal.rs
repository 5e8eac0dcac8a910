//! Opening and closing the clients' portal (S1-26): closed, nobody is invited and no client gets in.

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, configure};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::FormPage;

const HERE: &str = "/console/settings/portal";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let settings = settings::settings(&mut visitor.read().await?, &granted).await?;
    let open = FieldView {
        hint: "Closed, no client can sign in and no invitation is sent; portal users can still be added. \
               Operators can still look at a client's portal by Login as."
            .to_owned(),
        ..FieldView::new("open", "The portal is open", FieldKind::Checkbox { checked: settings.portal.open })
    };
    let form = FormView {
        action: HERE.to_owned(),
        fields: vec![open],
        submit: "Save".to_owned(),
        cancel_href: Some(PATH.to_owned()),
        ..FormView::default()
    };
    FormPage { shell: below(&visitor, "Portal"), lead: String::new(), form }.answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["open"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let open = typed.optional("open").is_some();
    configure(visitor.house(), &granted, |settings| settings.portal.open = open).await?;
    Ok(visitor.done(HERE, if open { "The portal is open" } else { "The portal is closed" }))
}
