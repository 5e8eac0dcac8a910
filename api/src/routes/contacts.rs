//! The addresses of what is done with contacts beside changing and deleting them.

use domain::access::Key;
use domain::people::contacts::CONTACTS;
use web::Policy::Needs;

use crate::contacts::{
    self, ContactCard, ContactCode, ContactsFile, Doubles, ImportedContacts, OtherContact, VerifiedWays,
    WayToVerify,
};
use crate::declared::{Declared, get, post};
use crate::openapi::Doc;

pub(super) fn of_contacts() -> [Declared; 8] {
    use Key::{ContactsEdit, ContactsView};
    [
        get(
            "/api/v1/contacts/{id}/card",
            Needs(ContactsView),
            contacts::card,
            Doc::says::<ContactCard>("Show a contact as a vCard", "contacts").of(&CONTACTS),
        ),
        post(
            "/api/v1/contacts/{id}/merge",
            Needs(ContactsEdit),
            contacts::merge,
            Doc::done("Merge a double into a contact", &CONTACTS).takes::<OtherContact>(),
        ),
        get(
            "/api/v1/contacts/{id}/verified",
            Needs(ContactsView),
            contacts::verified,
            Doc::says::<VerifiedWays>(
                "List which addresses and numbers of a contact were verified",
                "contacts",
            )
            .of(&CONTACTS),
        ),
        post(
            "/api/v1/contacts/{id}/verification",
            Needs(ContactsEdit),
            contacts::send_code,
            Doc::done("Send a code to an address or a number of a contact", &CONTACTS).takes::<WayToVerify>(),
        ),
        post(
            "/api/v1/contacts/{id}/verification/code",
            Needs(ContactsEdit),
            contacts::confirm_code,
            Doc::done("Enter the code that the person reads out", &CONTACTS).takes::<ContactCode>(),
        ),
        post(
            "/api/v1/contacts/{id}/verification/vouch",
            Needs(ContactsEdit),
            contacts::vouch,
            Doc::done("Vouch for an address or a number of a contact", &CONTACTS).takes::<WayToVerify>(),
        ),
        post(
            "/api/v1/accounts/{id}/contacts/import",
            Needs(ContactsEdit),
            contacts::import,
            Doc::says::<ImportedContacts>(
                "Add the contacts of a vCard or CSV file to an account",
                "contacts",
            )
            .takes::<ContactsFile>(),
        ),
        get(
            "/api/v1/accounts/{id}/contacts/doubles",
            Needs(ContactsEdit),
            contacts::doubles,
            Doc::says::<Doubles>("List contacts of an account that may be the same person", "contacts"),
        ),
    ]
}
