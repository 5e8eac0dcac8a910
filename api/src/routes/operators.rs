//! The addresses of operators: who works for the organization.

use domain::access::Key;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::explained::Access;
use crate::openapi::Doc;
use crate::operators::{self, NewOperator, Operator, OperatorChanges, Operators, PasswordLink};

pub(super) fn of_operators() -> [Declared; 10] {
    let (tag, needs) = ("operators", Needs(Key::OperatorsManage));
    [
        get("/api/v1/operators", needs, operators::list, Doc::says::<Operators>("List operators", tag)),
        post(
            "/api/v1/operators",
            needs,
            operators::create,
            Doc::made::<Operator>("Add an operator", tag).takes::<NewOperator>().once(),
        ),
        get(
            "/api/v1/operators/{id}",
            needs,
            operators::show,
            Doc::versioned::<Operator>("Show an operator", tag),
        ),
        patch(
            "/api/v1/operators/{id}",
            needs,
            operators::edit,
            Doc::versioned::<Operator>("Change an operator", tag).takes::<OperatorChanges>(),
        ),
        delete(
            "/api/v1/operators/{id}",
            needs,
            operators::delete,
            Doc::finished("Delete an operator with every session and API key", tag),
        ),
        put(
            "/api/v1/operators/{id}/disabled",
            needs,
            operators::disable,
            Doc::finished("Disable an operator and end every session of the person", tag),
        ),
        delete(
            "/api/v1/operators/{id}/disabled",
            needs,
            operators::enable,
            Doc::finished("Enable an operator", tag),
        ),
        put(
            "/api/v1/operators/{id}/password-link",
            needs,
            operators::make_password_link,
            Doc::says::<PasswordLink>("Make a link by which an operator chooses a password", tag),
        ),
        delete(
            "/api/v1/operators/{id}/second-factor",
            needs,
            operators::remove_second_factor,
            Doc::finished("Remove the second factor of an operator who has lost it", tag),
        ),
        get(
            "/api/v1/operators/{id}/access",
            needs,
            operators::access,
            Doc::says::<Access>("Explain what an operator may do", tag).asks(&[
                ("permission", "Ask about one permission, such as `accounts.lock`."),
                ("record", "Ask about it for one record, by its id."),
            ]),
        ),
    ]
}
