//! “Change Password” of a portal user: a link to choose one, as a rule; one that was made or typed, when no letter helps.

use domain::access::UsersManage;
use domain::accounts::Account;
use domain::people::users::Member;
use domain::sign_in::{PasswordPolicy, reset, set_password};
use kernel::{AccountId, Error, MemberId};
use web::ui::{FieldKind, FieldView, FormView, RowAction, SelectOption, icon};
use web::{Answer, Fields, Id, LocalPath, Visitor, page, redirect};

use super::{below, find, page_of};
use crate::accounts::show::PASSWORD_OF;
use crate::accounts::{first_name, login_url};
use crate::form_page::FormPage;
use crate::once_page::{Fact, OncePage};

/// From the row of a client: the password of its primary admin (S0-22, S3-63).
pub async fn of_primary(visitor: Visitor, Id(account): Id<AccountId>) -> Answer {
    let granted = visitor.may()?;
    let primary = domain::people::users::primary_admin(&mut visitor.read().await?, &granted, account).await?;
    let user = primary.ok_or_else(|| {
        Error::conflict("This account has no portal user yet. Add one first: there is no password to change.")
    })?;
    let to = format!("{}/password", page_of(user));
    Ok(redirect(&LocalPath::or(Some(&to), "/console/accounts")))
}

pub async fn ask(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let (member, account) = find(&visitor, &mut visitor.read().await?, id).await?;
    form_page(&visitor, &member, &account, &Fields::of([("how", "send".to_owned())]), true).answer()
}

pub async fn change(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&["how", "password", "temporary", "return_to"])?;
    let granted = visitor.may::<UsersManage>()?;
    let (member, account) = find(&visitor, &mut visitor.read().await?, id).await?;
    let temporary = typed.optional("temporary").is_some();
    let house = visitor.house();
    let back = LocalPath::or(typed.optional("return_to"), &page_of(id));
    let outcome = match typed.get("how") {
        "send" => {
            let to = format!("A link is on its way to {}", member.email);
            reset::start(house, &granted, id).await.map(|()| Ok(visitor.done(back.as_str(), &to)))
        }
        "make" => set_password(house, &granted, id, None, !temporary)
            .await
            .map(|password| page(&once_page(&visitor, &member, &account, &password, temporary))),
        "type" => set_password(house, &granted, id, Some(typed.get("password")), !temporary)
            .await
            .map(|_| Ok(visitor.done(back.as_str(), "Password changed. Every session of the user ended"))),
        _ => Err(Error::invalid("how", "Choose one of the ways.")),
    };
    match outcome {
        Ok(answer) => answer,
        Err(error) => form_page(&visitor, &member, &account, &typed, temporary).refused(error),
    }
}

fn form_page(
    visitor: &Visitor,
    member: &Member,
    account: &Account,
    typed: &Fields,
    temporary: bool,
) -> FormPage {
    let first = first_name(&member.name);
    let option = |value: &str, label: &str, effect: String| SelectOption {
        hint: effect,
        ..SelectOption::new(value, label, typed.get("how") == value)
    };
    let ways = vec![
        option(
            "send",
            "Send a link",
            format!("{first} chooses the password alone. The present one is good until then."),
        ),
        option(
            "make",
            "Make a password",
            format!("Portico makes a strong one and shows it once; you pass it on to {first}."),
        ),
        option("type", "Type a password", "You write it below.".to_owned()),
    ];
    let about = [member.name.as_str(), member.email.as_str(), account.name.as_str()];
    let policy = PasswordPolicy::of(&visitor.who.organization, about);
    let password =
        FieldView::new_password("password", "Password, if you type one", &policy, visitor.house().dice());
    let mut fields = vec![
        FieldView { required: true, ..FieldView::new("how", "How", FieldKind::Radio { options: ways }) },
        FieldView { required: false, ..password },
        must_be_changed(temporary),
    ];
    if let Some(back) = typed.optional("return_to") {
        fields.push(hidden("return_to", back));
    }
    let up = page_of(member.id);
    FormPage {
        shell: below(visitor, &format!("Change password of {}", member.name), account, Some(member)),
        lead: format!("With another password {first} is signed out everywhere, and is told by a letter."),
        form: FormView {
            action: format!("{up}/password"),
            fields,
            submit: "Change password".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    }
}

fn must_be_changed(checked: bool) -> FieldView {
    FieldView {
        hint: "So that in the end only the person knows it. It can be used for three days. Unless you tick this, it \
               stays."
            .to_owned(),
        ..FieldView::new("temporary", "Must be changed at the next sign-in", FieldKind::Checkbox { checked })
    }
}

fn hidden(name: &str, value: &str) -> FieldView {
    FieldView { value: value.to_owned(), ..FieldView::new(name, name, FieldKind::Hidden) }
}

/// The arrow on a user's row of the account's page: down to open the section below the row, up to close it (S2-22).
pub fn arrow(account: &Account, member: &Member, is_open: bool) -> RowAction {
    let (row, page) = (format!("#users-{}", member.id), crate::accounts::page_of(account.id));
    let (label, arrow, href) = if is_open {
        ("Close", "chevron-up", format!("{page}{row}"))
    } else {
        ("Password", "chevron-down", format!("{page}?{PASSWORD_OF}={}{row}", member.id))
    };
    RowAction::link(label, icon(arrow), href).about(&member.name)
}

/// The section itself: a password is typed, with what it must be in sight and a suggestion at hand. The other ways
/// have their page in the row's menu.
pub fn section(visitor: &Visitor, account: &Account, member: &Member) -> (String, FormView) {
    let about = [member.name.as_str(), member.email.as_str(), account.name.as_str()];
    let policy = PasswordPolicy::of(&visitor.who.organization, about);
    let up = crate::accounts::page_of(account.id);
    let form = FormView {
        action: format!("{}/password", page_of(member.id)),
        fields: vec![
            FieldView::new_password("password", "New password", &policy, visitor.house().dice()),
            must_be_changed(true),
            hidden("how", "type"),
            hidden("return_to", &up),
        ],
        submit: "Change password".to_owned(),
        cancel_href: Some(format!("{up}#users-{}", member.id)),
        ..FormView::default()
    };
    (format!("Change password of {}", member.name), form)
}

/// What the person needs to sign in, shown once.
fn once_page(
    visitor: &Visitor,
    member: &Member,
    account: &Account,
    password: &str,
    temporary: bool,
) -> OncePage {
    let first = first_name(&member.name);
    let then = if temporary { " The next sign-in asks for another one." } else { "" };
    OncePage {
        shell: below(visitor, &format!("{} has a new password", member.name), account, Some(member)),
        lead: format!("Pass it on to {first}.{then}"),
        facts: vec![
            Fact::new("Login URL", login_url(visitor)),
            Fact::new("User ID", member.email.as_str()),
            Fact::secret("Password", password),
        ],
        letter: None,
        next: ("Go to the user", page_of(member.id)),
    }
}
