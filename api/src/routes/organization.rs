//! The addresses of what the organization runs for itself: roles, and the letters that it sends.

use domain::access::Key;
use domain::notices::OUTBOX;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::openapi::Doc;
use crate::outbox::{LetterAttempts, OutboxHold};
use crate::roles::{NewRole, Role, RoleChanges, RoleClone, RolePeople, RolePreview, Roles};
use crate::{outbox, roles};

pub(super) fn of_roles() -> [Declared; 11] {
    use Key::RolesManage;
    [
        get("/api/v1/roles", Needs(RolesManage), roles::list, Doc::says::<Roles>("List roles", "roles")),
        post(
            "/api/v1/roles",
            Needs(RolesManage),
            roles::create,
            Doc::made::<Role>("Make a role", "roles").takes::<NewRole>().once(),
        ),
        get(
            "/api/v1/roles/{id}",
            Needs(RolesManage),
            roles::show,
            Doc::versioned::<Role>("Show a role", "roles"),
        ),
        patch(
            "/api/v1/roles/{id}",
            Needs(RolesManage),
            roles::edit,
            Doc::versioned::<Role>("Change a role", "roles").takes::<RoleChanges>(),
        ),
        delete(
            "/api/v1/roles/{id}",
            Needs(RolesManage),
            roles::delete,
            Doc::finished("Delete a role that nobody holds, or replace it", "roles").asks(&[(
                "replacement",
                "The id of the role that takes its place with everybody who holds it.",
            )]),
        ),
        post(
            "/api/v1/roles/{id}/clone",
            Needs(RolesManage),
            roles::clone,
            Doc::made::<Role>("Make a role of another one", "roles").takes::<RoleClone>().once(),
        ),
        get(
            "/api/v1/roles/{id}/people",
            Needs(RolesManage),
            roles::people,
            Doc::says::<RolePeople>("List who holds a role", "roles"),
        ),
        get(
            "/api/v1/roles/{id}/preview",
            Needs(RolesManage),
            roles::of_replacement,
            Doc::says::<RolePreview>("Preview what the replacement of a role means", "roles")
                .asks(&[("replacement", "The id of the role that would take its place.")]),
        ),
        post(
            "/api/v1/roles/{id}/preview",
            Needs(RolesManage),
            roles::of_change,
            Doc::says::<RolePreview>("Preview what a change of a role means", "roles").takes::<RoleChanges>(),
        ),
        put(
            "/api/v1/roles/{id}/second-factor",
            Needs(RolesManage),
            roles::require,
            Doc::says::<Role>("Require a second factor of whoever holds a role", "roles"),
        ),
        delete(
            "/api/v1/roles/{id}/second-factor",
            Needs(RolesManage),
            roles::release,
            Doc::says::<Role>("No longer require it", "roles"),
        ),
    ]
}

pub(super) fn of_letters() -> [Declared; 7] {
    use Key::{OutboxManage, OutboxView};
    [
        get("/api/v1/outbox", Needs(OutboxView), outbox::list, Doc::page("List letters", &OUTBOX)),
        get("/api/v1/outbox/{id}", Needs(OutboxView), outbox::show, Doc::record("Show a letter", &OUTBOX)),
        delete(
            "/api/v1/outbox/{id}",
            Needs(OutboxManage),
            outbox::drop_it,
            Doc::done("Drop a letter that has not left yet", &OUTBOX),
        ),
        post(
            "/api/v1/outbox/{id}/retry",
            Needs(OutboxManage),
            outbox::retry,
            Doc::done("Try a letter again at once", &OUTBOX),
        ),
        get(
            "/api/v1/outbox/{id}/attempts",
            Needs(OutboxView),
            outbox::attempts,
            Doc::says::<LetterAttempts>("List the attempts to send a letter", "outbox").of(&OUTBOX),
        ),
        get(
            "/api/v1/outbox/hold",
            Needs(OutboxView),
            outbox::hold,
            Doc::says::<OutboxHold>("Show whether the outbox is held back", "outbox"),
        ),
        delete(
            "/api/v1/outbox/hold",
            Needs(OutboxManage),
            outbox::release,
            Doc::finished("Release the outbox", "outbox"),
        ),
    ]
}
