//! Calling off an announcement that has not gone out yet.

use domain::access::AnnouncementsSend;
use domain::announcements;
use kernel::AnnouncementId;
use web::ui::{Choice, ConfirmPage, Shell};
use web::{Answer, Fields, Id, Visitor, page};

use super::{PATH, show};

pub async fn ask(visitor: Visitor, Id(id): Id<AnnouncementId>) -> Answer {
    let found = show::find(&visitor, id).await?;
    page(&ConfirmPage {
        shell: Shell {
            trail: vec![Choice::new("Announcements", PATH, false)],
            ..visitor.shell(&format!("Cancel “{}”?", found.title()))
        },
        effect: "Nobody gets it. It stays listed as cancelled.".to_owned(),
        verb: "Cancel announcement".to_owned(),
        action: format!("{PATH}/{id}/cancel"),
        cancel_href: format!("{PATH}/{id}"),
        keep: Some("Keep it"),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn cancel(visitor: Visitor, Id(id): Id<AnnouncementId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<AnnouncementsSend>()?;
    announcements::cancel(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&format!("{PATH}/{id}"), "Announcement cancelled"))
}
