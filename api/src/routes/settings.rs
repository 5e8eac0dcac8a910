//! The addresses of what the organization decides: its settings, the texts of letters, and what waits for the portal.

use domain::access::Key;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::invitations::WaitingInvitations;
use crate::jobs::Job;
use crate::letters::{LetterText, LetterTexts, LetterWords};
use crate::openapi::Doc;
use crate::settings::{Settings, SettingsChanges, SmsReplies, SmsRepliesAddress};
use crate::{invitations, letters, settings};

pub(super) fn of_settings() -> [Declared; 13] {
    use Key::{SettingsEdit, UsersManage};
    [
        get(
            "/api/v1/settings",
            Needs(SettingsEdit),
            settings::show,
            Doc::versioned::<Settings>("Show the settings of the organization", "settings"),
        ),
        patch(
            "/api/v1/settings",
            Needs(SettingsEdit),
            settings::edit,
            Doc::versioned::<Settings>("Change the settings of the organization", "settings")
                .takes::<SettingsChanges>(),
        ),
        get(
            "/api/v1/sms-replies",
            Needs(SettingsEdit),
            settings::show_replies,
            Doc::says::<SmsReplies>("Whether replies to text messages are taken in", "settings"),
        ),
        post(
            "/api/v1/sms-replies",
            Needs(SettingsEdit),
            settings::open_replies,
            Doc::says::<SmsRepliesAddress>("Make an address for replies to text messages", "settings"),
        ),
        delete(
            "/api/v1/sms-replies",
            Needs(SettingsEdit),
            settings::shut_replies,
            Doc::finished("Take in no replies to text messages", "settings"),
        ),
        get(
            "/api/v1/invitations/waiting",
            Needs(UsersManage),
            invitations::waiting,
            Doc::says::<WaitingInvitations>("Count the invitations that wait for the portal", "invitations"),
        ),
        post(
            "/api/v1/invitations/waiting/send",
            Needs(UsersManage),
            invitations::send_waiting,
            Doc::says::<Job>("Send all invitations that waited", "invitations"),
        ),
        get(
            "/api/v1/letters",
            Needs(SettingsEdit),
            letters::list,
            Doc::says::<LetterTexts>("List the texts of letters", "letters"),
        ),
        get(
            "/api/v1/letters/{id}",
            Needs(SettingsEdit),
            letters::show,
            Doc::versioned::<LetterText>("Show the text of a letter", "letters"),
        ),
        put(
            "/api/v1/letters/{id}",
            Needs(SettingsEdit),
            letters::edit,
            Doc::versioned::<LetterText>("Write the text of a letter", "letters").takes::<LetterWords>(),
        ),
        delete(
            "/api/v1/letters/{id}",
            Needs(SettingsEdit),
            letters::reset,
            Doc::finished("Go back to the text that ships", "letters"),
        ),
        post(
            "/api/v1/letters/{id}/preview",
            Needs(SettingsEdit),
            letters::preview,
            Doc::says::<LetterWords>("Preview a text with samples", "letters").takes::<LetterWords>(),
        ),
        post(
            "/api/v1/letters/{id}/test",
            Needs(SettingsEdit),
            letters::test,
            Doc::finished("Send oneself a test of a text", "letters"),
        ),
    ]
}
