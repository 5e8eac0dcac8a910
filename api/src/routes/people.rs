//! The addresses of portal users and contacts, and of the work on many of them.

use domain::access::Key;
use domain::people::contacts::CONTACTS;
use domain::people::users::USERS;
use web::Policy::{Needs, SignedIn};

use crate::contacts::{AddedContact, ContactChanges, NewContact};
use crate::declared::{Declared, delete, get, patch, post, put};
use crate::explained::Access;
use crate::openapi::Doc;
use crate::users::{
    AddedUser, AttachmentToChoose, Invitation, ManyUsers, NewUser, PasswordToSet, Reading, ReadingChanges,
    SetPassword, UserChanges,
};
use crate::{contacts, jobs, users};

#[expect(clippy::too_many_lines, reason = "a line for each way to people, on one page")]
pub(super) fn of_people() -> [Declared; 20] {
    use Key::{ContactsEdit, ContactsView, UsersManage, UsersView};
    [
        get("/api/v1/users", Needs(UsersView), users::list, Doc::page("List portal users", &USERS)),
        post(
            "/api/v1/users",
            Needs(UsersManage),
            users::add,
            Doc::makes::<AddedUser>("Add a portal user", &USERS).takes::<NewUser>().once(),
        ),
        get("/api/v1/users/{id}", Needs(UsersView), users::show, Doc::record("Show a portal user", &USERS)),
        patch(
            "/api/v1/users/{id}",
            Needs(UsersManage),
            users::edit,
            Doc::record("Change a portal user", &USERS).takes::<UserChanges>(),
        ),
        get(
            "/api/v1/users/{id}/access",
            Needs(UsersView),
            users::access,
            Doc::says::<Access>("Explain what a portal user may do", "users").of(&USERS).asks(&[
                ("permission", "Ask about one permission, such as `calls.view`."),
                ("record", "Ask about it for one record, by its id."),
            ]),
        ),
        delete(
            "/api/v1/users/{id}",
            Needs(UsersManage),
            users::delete,
            Doc::done("Delete a portal user", &USERS),
        ),
        put(
            "/api/v1/users/{id}/password",
            Needs(UsersManage),
            users::set_password,
            Doc::says::<SetPassword>(
                "Set a portal user's password and end every session of the person",
                "users",
            )
            .of(&USERS)
            .takes::<PasswordToSet>(),
        ),
        post(
            "/api/v1/users/{id}/password-reset",
            Needs(UsersManage),
            users::send_reset,
            Doc::done("Send a portal user a link to choose another password", &USERS),
        ),
        put(
            "/api/v1/users/{id}/disabled",
            Needs(UsersManage),
            users::disable,
            Doc::done("Disable a portal user and end every session of the person", &USERS),
        ),
        delete(
            "/api/v1/users/{id}/disabled",
            Needs(UsersManage),
            users::enable,
            Doc::done("Enable a portal user", &USERS),
        ),
        get(
            "/api/v1/users/{id}/invitation",
            Needs(UsersView),
            users::invitation,
            Doc::says::<Invitation>("Show how far an invitation has come", "users").of(&USERS),
        ),
        put(
            "/api/v1/users/{id}/invitation",
            Needs(UsersManage),
            users::invite,
            Doc::says::<Invitation>("Send an invitation, again if need be", "users").of(&USERS),
        ),
        delete(
            "/api/v1/users/{id}/invitation",
            Needs(UsersManage),
            users::withdraw,
            Doc::done("Withdraw an open invitation", &USERS),
        ),
        post(
            "/api/v1/users/delete",
            Needs(UsersManage),
            users::delete_many,
            Doc::says::<jobs::Job>("Delete many portal users", "users").takes::<ManyUsers>(),
        ),
        get(
            "/api/v1/jobs/{id}",
            SignedIn,
            jobs::show,
            Doc::says::<jobs::Job>("Show how far your work on many records has come", "jobs"),
        ),
        get("/api/v1/contacts", Needs(ContactsView), contacts::list, Doc::page("List contacts", &CONTACTS)),
        post(
            "/api/v1/contacts",
            Needs(ContactsEdit),
            contacts::add,
            Doc::makes::<AddedContact>("Add a contact", &CONTACTS).takes::<NewContact>().once(),
        ),
        get(
            "/api/v1/contacts/{id}",
            Needs(ContactsView),
            contacts::show,
            Doc::record("Show a contact", &CONTACTS),
        ),
        patch(
            "/api/v1/contacts/{id}",
            Needs(ContactsEdit),
            contacts::edit,
            Doc::record("Change a contact", &CONTACTS).takes::<ContactChanges>(),
        ),
        delete(
            "/api/v1/contacts/{id}",
            Needs(ContactsEdit),
            contacts::delete,
            Doc::done("Delete a contact", &CONTACTS),
        ),
    ]
}

/// What is done about a portal user beside changing and deleting.
pub(super) fn of_portal_users() -> [Declared; 8] {
    use Key::{UsersManage, UsersView};
    [
        put(
            "/api/v1/users/{id}/attachment",
            Needs(UsersManage),
            users::attach,
            Doc::done("Choose whose eyes a portal user sees with", &USERS).takes::<AttachmentToChoose>(),
        ),
        get(
            "/api/v1/users/{id}/reading",
            Needs(UsersView),
            users::reading,
            Doc::versioned::<Reading>("Show how a portal user reads dates and times", "users").of(&USERS),
        ),
        patch(
            "/api/v1/users/{id}/reading",
            Needs(UsersManage),
            users::set_reading,
            Doc::versioned::<Reading>("Choose how a portal user reads dates and times", "users")
                .of(&USERS)
                .takes::<ReadingChanges>(),
        ),
        put(
            "/api/v1/users/{id}/verified",
            Needs(UsersManage),
            users::vouch,
            Doc::done("Vouch for a portal user's address", &USERS),
        ),
        put(
            "/api/v1/users/{id}/verified-number",
            Needs(UsersManage),
            users::vouch_for_number,
            Doc::done("Vouch for the number that a portal user entered", &USERS),
        ),
        delete(
            "/api/v1/users/{id}/second-factor",
            Needs(UsersManage),
            users::remove_second_factor,
            Doc::done("Remove the second factor of a portal user who has lost it", &USERS),
        ),
        post(
            "/api/v1/users/disable",
            Needs(UsersManage),
            users::disable_many,
            Doc::says::<jobs::Job>("Disable many portal users", "users").takes::<ManyUsers>(),
        ),
        post(
            "/api/v1/users/enable",
            Needs(UsersManage),
            users::enable_many,
            Doc::says::<jobs::Job>("Enable many portal users", "users").takes::<ManyUsers>(),
        ),
    ]
}
