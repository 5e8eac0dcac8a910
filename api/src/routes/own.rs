//! The addresses of what is one's own: the profile of whoever is signed in, and the keys of programs.

use domain::access::Key;
use web::Policy::{Needs, Person};

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::keys::{ApiKeys, MadeKey, NewApiKey};
use crate::openapi::Doc;
use crate::profile::{
    Notifications, OwnHistory, OwnPassword, Profile, ProfileChanges, Proof, Sessions, WantedNotifications,
};
use crate::{keys, profile};

pub(super) fn of_oneself() -> [Declared; 10] {
    let tag = "profile";
    [
        get("/api/v1/profile", Person, profile::show, Doc::versioned::<Profile>("Show your profile", tag)),
        patch(
            "/api/v1/profile",
            Person,
            profile::edit,
            Doc::versioned::<Profile>("Change your profile", tag).takes::<ProfileChanges>(),
        ),
        get(
            "/api/v1/profile/history",
            Person,
            profile::history,
            Doc::says::<OwnHistory>("List what was changed about you", tag),
        ),
        get(
            "/api/v1/profile/notifications",
            Person,
            profile::notifications,
            Doc::says::<Notifications>("List the letters that you can choose", tag),
        ),
        put(
            "/api/v1/profile/notifications",
            Person,
            profile::choose_notifications,
            Doc::says::<Notifications>("Choose the letters that you want", tag)
                .takes::<WantedNotifications>(),
        ),
        put(
            "/api/v1/profile/password",
            Person,
            profile::change_password,
            Doc::finished("Change your password and end your other sessions", tag).takes::<OwnPassword>(),
        ),
        post(
            "/api/v1/profile/proof",
            Person,
            profile::prove,
            Doc::finished("Give your password once more, for what decides over security", tag)
                .takes::<Proof>(),
        ),
        get(
            "/api/v1/profile/sessions",
            Person,
            profile::sessions,
            Doc::says::<Sessions>("List where you are signed in", tag),
        ),
        delete(
            "/api/v1/profile/sessions",
            Person,
            profile::end_other_sessions,
            Doc::finished("End your other sessions", tag),
        ),
        delete(
            "/api/v1/profile/sessions/{id}",
            Person,
            profile::end_session,
            Doc::finished("End one of your sessions", tag),
        ),
    ]
}

pub(super) fn of_keys() -> [Declared; 3] {
    let needs = Needs(Key::KeysManage);
    [
        get("/api/v1/keys", needs, keys::list, Doc::says::<ApiKeys>("List API keys", "keys")),
        post(
            "/api/v1/keys",
            needs,
            keys::create,
            Doc::made::<MadeKey>("Make an API key, as a person who is signed in", "keys")
                .takes::<NewApiKey>(),
        ),
        delete("/api/v1/keys/{id}", needs, keys::revoke, Doc::finished("Revoke an API key", "keys")),
    ]
}
