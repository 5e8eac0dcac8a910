//! The page of a delivery plan: its form, and where its webhook leads.

use askama::Template;
use domain::access::MessagesDeliver;
use domain::delivery::hook;
use kernel::{AccountId, Error, Result};

use super::{LEAD, plan_form, plan_of, plan_typed};
use crate::ui::{FormView, Shell};
use crate::{Answer, Fields, Visitor, page, refused};

#[derive(Template)]
#[template(path = "delivery_plan.html")]
pub struct PlanPage {
    shell: Shell,
    lead: &'static str,
    form: FormView,
    /// Where messages are posted to; empty if nowhere.
    hook: String,
    hook_href: String,
}

impl PlanPage {
    /// The page at `here`, with the way up to `up`; as it was typed, or as it is kept.
    pub async fn of(
        visitor: &Visitor,
        account: AccountId,
        (shell, here, up): (Shell, String, String),
        typed: Option<Fields>,
    ) -> Result<Self> {
        let (plan, choices) = plan_of(visitor, account).await?;
        let typed = typed.unwrap_or_else(|| plan_typed(plan));
        let granted = visitor.may::<MessagesDeliver>()?;
        let hook = hook::find(&mut visitor.read().await?, &granted, account).await?;
        Ok(Self {
            shell,
            lead: LEAD,
            hook_href: format!("{here}/webhook"),
            form: plan_form(here, up, &typed, &choices),
            hook: hook.map(|hook| hook.host()).unwrap_or_default(),
        })
    }

    pub fn answer(&self) -> Answer {
        page(self)
    }

    pub fn refused(mut self, error: Error) -> Answer {
        let error = self.form.refuse(error)?;
        refused(&self, &error)
    }
}
