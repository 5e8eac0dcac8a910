//! The addresses of plans, and of the plan of an account.

use domain::access::Key;
use domain::accounts::ACCOUNTS;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::openapi::Doc;
use crate::plans::{self, AccountPlan, NewPlan, Plan, PlanChanges, PlanChoice, Plans};

pub(super) fn of_plans() -> [Declared; 7] {
    use Key::{AccountsEdit, AccountsView, SettingsEdit};
    let path = "/api/v1/accounts/{id}/plan";
    [
        get("/api/v1/plans", Needs(AccountsView), plans::list, Doc::says::<Plans>("List plans", "plans")),
        post(
            "/api/v1/plans",
            Needs(SettingsEdit),
            plans::create,
            Doc::made::<Plan>("Make a plan", "plans").takes::<NewPlan>().once(),
        ),
        get(
            "/api/v1/plans/{id}",
            Needs(AccountsView),
            plans::show,
            Doc::versioned::<Plan>("Show a plan", "plans"),
        ),
        patch(
            "/api/v1/plans/{id}",
            Needs(SettingsEdit),
            plans::edit,
            Doc::versioned::<Plan>("Change a plan", "plans").takes::<PlanChanges>(),
        ),
        delete(
            "/api/v1/plans/{id}",
            Needs(SettingsEdit),
            plans::delete,
            Doc::finished("Delete a plan that no account has", "plans"),
        ),
        get(
            path,
            Needs(AccountsView),
            plans::of_account,
            Doc::says::<AccountPlan>("Show the plan of an account, and what it uses of it", "plans")
                .of(&ACCOUNTS),
        ),
        put(
            path,
            Needs(AccountsEdit),
            plans::choose,
            Doc::says::<AccountPlan>("Change the plan of an account", "plans")
                .of(&ACCOUNTS)
                .takes::<PlanChoice>(),
        ),
    ]
}
