//! How a portal user reads dates and times, set by an operator; the user can choose otherwise at any time.

use domain::access::{UsersManage, UsersView};
use domain::accounts::Account;
use domain::people::profile;
use domain::people::users::Member;
use kernel::{Error, Invalid, MemberId};
use web::reading::{self, Defaults};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{below, find, page_of};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let mut read = visitor.read().await?;
    let (member, account) = find(&visitor, &mut read, id).await?;
    let chosen = profile::of_member(&mut read, &visitor.may::<UsersView>()?, id).await?;
    form_page(&visitor, &account, &member, &Fields::of(reading::written(&chosen))).answer()
}

pub async fn set(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&reading::NAMES)?;
    let granted = visitor.may::<UsersManage>()?;
    let (member, account) = find(&visitor, &mut visitor.read().await?, id).await?;
    let mut invalid = Invalid::default();
    let chosen = reading::read(&typed, &mut invalid);
    if !invalid.is_empty() {
        return form_page(&visitor, &account, &member, &typed).refused(Error::Invalid(invalid));
    }
    profile::prefer(visitor.house(), &granted, id, &chosen).await?;
    Ok(visitor.done(&page_of(id), "Saved"))
}

fn form_page(visitor: &Visitor, account: &Account, member: &Member, typed: &Fields) -> FormPage {
    let up = page_of(member.id);
    FormPage {
        shell: below(visitor, &format!("Dates and times of {}", member.name), account, Some(member)),
        lead: format!("{} can choose otherwise on the own profile at any time.", member.name),
        form: FormView {
            action: format!("{up}/reading"),
            fields: reading::questions(
                typed,
                &Defaults {
                    zone: "As the account has it",
                    formats: visitor.who.organization.settings.formats,
                    now: visitor.who.now,
                    local: &visitor.local,
                },
            ),
            submit: "Save changes".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    }
}
