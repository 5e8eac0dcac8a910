//! The addresses of announcements.

use domain::access::Key::{AccountsEdit, AnnouncementsSend, AnnouncementsView};
use domain::accounts::ACCOUNTS;
use domain::announcements::ANNOUNCEMENTS;
use web::Policy::Needs;

use crate::announcements::{self, AddedAnnouncement, LinksSent, NewAnnouncement, Recipients};
use crate::declared::{Declared, delete, get, post, put};
use crate::openapi::Doc;

pub(super) fn of_announcements() -> [Declared; 8] {
    let path = "/api/v1/announcements/{id}";
    let links = "/api/v1/accounts/{id}/send-links";
    [
        get(
            "/api/v1/announcements",
            Needs(AnnouncementsView),
            announcements::list,
            Doc::page("List announcements", &ANNOUNCEMENTS),
        ),
        post(
            "/api/v1/announcements",
            Needs(AnnouncementsSend),
            announcements::write,
            Doc::makes::<AddedAnnouncement>(
                "Write an announcement to contacts of an account",
                &ANNOUNCEMENTS,
            )
            .takes::<NewAnnouncement>()
            .once(),
        ),
        get(
            path,
            Needs(AnnouncementsView),
            announcements::show,
            Doc::record("Show an announcement", &ANNOUNCEMENTS),
        ),
        get(
            "/api/v1/announcements/{id}/recipients",
            Needs(AnnouncementsView),
            announcements::recipients,
            Doc::says::<Recipients>("Show who has an announcement", "announcements").of(&ANNOUNCEMENTS),
        ),
        delete(
            path,
            Needs(AnnouncementsSend),
            announcements::cancel,
            Doc::done("Cancel an announcement that has not gone out yet", &ANNOUNCEMENTS),
        ),
        get(
            links,
            Needs(AccountsEdit),
            announcements::links,
            Doc::says::<LinksSent>("Show whether an account may send links", "accounts").of(&ACCOUNTS),
        ),
        put(
            links,
            Needs(AccountsEdit),
            announcements::let_them,
            Doc::done("Let an account send links to other sites", &ACCOUNTS),
        ),
        delete(
            links,
            Needs(AccountsEdit),
            announcements::keep,
            Doc::done("Screen the links of an account in its first thirty days", &ACCOUNTS),
        ),
    ]
}
