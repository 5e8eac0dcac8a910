//! The users of the client's own account, run by its admin: added, changed, disabled and enabled again.

use askama::Template;
use domain::Read;
use domain::access::roles::{self, CLIENT_USER};
use domain::access::{Kind, UsersManage, UsersView};
use domain::people::users::{self, Member, MemberDetails, NewMember, Welcomed};
use kernel::{MemberId, Result};
use web::ui::Shell;
use web::{Answer, Fields, Id, Visitor, page, telling};

use super::user_form::{self, NAMES, form_page};
use super::{PATH, USERS, account, below};
use crate::form_page::FormPage;

/// What the new user needs to sign in, shown once.
#[derive(Template)]
#[template(path = "added.html")]
struct AddedPage {
    shell: Shell,
    name: String,
    /// Label, value, and whether it is never shown again.
    facts: [(&'static str, String, bool); 3],
}

pub async fn ask_new(visitor: Visitor) -> Answer {
    let granted = visitor.may::<UsersManage>()?;
    let mut read = visitor.read().await?;
    // S2-29: a further user does not see what the client sees, until somebody says so.
    let usual = roles::named(&mut read, &granted, Kind::PortalUser, CLIENT_USER).await?;
    let typed = Fields::of([("roles", usual.to_string())]);
    form_page(&visitor, &mut read, "Add user", format!("{USERS}/new"), &[], &typed).await?.answer()
}

pub async fn add(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&[&NAMES[..], &telling::NAMES].concat())?;
    let granted = visitor.may::<UsersManage>()?;
    let wish = user_form::read(&typed).and_then(|read| Ok((read, telling::entry(&visitor, &typed, None)?)));
    let outcome = match wish {
        Ok((details, entry)) => {
            let who = (details.name.to_string(), details.email.to_string());
            let MemberDetails { name, email, title, roles, contact } = details;
            let new = NewMember { name, email, title, roles, contact };
            let added = users::add_by(visitor.house(), &granted, account(&visitor)?, new, entry).await;
            added.map(|welcomed| (who, welcomed))
        }
        Err(error) => Err(error),
    };
    match outcome {
        // Who else knows the person is not told: neither the other accounts, nor how many there are.
        Ok((_, Welcomed { known: Some(known), .. })) => Ok(visitor.done(
            PATH,
            &format!(
                "{} signs in already, and now also reaches your account with the same password.",
                known.name
            ),
        )),
        Ok(((name, email), welcomed)) => match welcomed.password {
            Some(password) => page(&added_page(&visitor, name, email, password)),
            None => Ok(visitor.done(PATH, &telling::invited(&name, &welcomed))),
        },
        Err(error) => {
            let mut read = visitor.read().await?;
            let action = format!("{USERS}/new");
            form_page(&visitor, &mut read, "Add user", action, &[], &typed).await?.refused(error)
        }
    }
}

fn added_page(visitor: &Visitor, name: String, email: String, password: String) -> AddedPage {
    let url = format!("{}/login", visitor.site.settings.base_url.trim_end_matches('/'));
    AddedPage {
        shell: below(visitor, &format!("{name} can sign in")),
        name,
        facts: [("Login URL", url, false), ("User ID", email, false), ("Password", password, true)],
    }
}

pub async fn ask(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let mut read = visitor.read().await?;
    let (member, held) = find(&visitor, &mut read, id).await?;
    let known = [
        ("name", member.name.clone()),
        ("email", member.email.clone()),
        ("title", member.title.clone()),
        ("contact", member.contact.map(|id| id.to_string()).unwrap_or_default()),
    ];
    let typed = Fields::of(known.into_iter().chain(held.iter().map(|role| ("roles", role.id.to_string()))));
    edit_page(&visitor, &mut read, &member, &held, &typed).await?.answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<UsersManage>()?;
    let outcome = match user_form::read(&typed) {
        Ok(details) => users::edit(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(PATH, "Saved")),
        Err(error) => {
            let mut read = visitor.read().await?;
            let (member, held) = find(&visitor, &mut read, id).await?;
            edit_page(&visitor, &mut read, &member, &held, &typed).await?.refused(error)
        }
    }
}

async fn edit_page(
    visitor: &Visitor,
    read: &mut Read,
    member: &Member,
    held: &[roles::Role],
    typed: &Fields,
) -> Result<FormPage> {
    let (title, action) = (format!("Edit {}", member.name), format!("{USERS}/{}/edit", member.id));
    let mut page = form_page(visitor, read, &title, action, held, typed).await?;
    if member.elsewhere {
        page.lead = format!(
            "{} signs in to other accounts, too: only your provider can change the name, the title and the email \
             address.",
            member.name
        );
    }
    Ok(page)
}

pub async fn disable(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    users::disable(visitor.house(), &granted, id).await?;
    Ok(visitor.done(PATH, "User disabled"))
}

pub async fn enable(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    users::enable(visitor.house(), &granted, id).await?;
    Ok(visitor.done(PATH, "User enabled"))
}

async fn find(visitor: &Visitor, read: &mut Read, id: MemberId) -> Result<(Member, Vec<roles::Role>)> {
    let granted = visitor.may::<UsersView>()?;
    Ok((users::find(read, &granted, id).await?, users::roles(read, &granted, id).await?))
}
