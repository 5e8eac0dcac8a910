//! The websites that carry the widget of an account: which of them may, and what is to be pasted there (S3-33).

use askama::Template;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::sites::{self, Site, SiteHost, SiteState};
use domain::accounts::{self, business_page};
use kernel::{AccountId, Error, Result};
use web::ui::{
    Badge, Cell, Column, Empty, FieldKind, FieldView, FormView, Row, RowAction, Shell, TableView, Tone, icon,
};
use web::{Answer, Fields, Id, Visitor, format, page, refused};

use super::tabs::{Head, Place, head};
use super::{list, page_of};
use crate::form_page::field;

#[derive(Template)]
#[template(path = "accounts/sites.html")]
struct SitesPage {
    shell: Shell,
    here: String,
    head: Head,
    table: TableView,
    add: Option<FormView>,
    /// What is pasted into the website; none before the account has a public page.
    snippet: Option<String>,
    contact_form: bool,
}

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    page(&sites_page(&visitor, id, &Fields::default()).await?)
}

/// Allows a site before its first visit.
pub async fn add(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["host"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let outcome = match SiteHost::parse(typed.get("host")) {
        Ok(host) => sites::decide(visitor.house(), &granted, id, &host, SiteState::Allowed).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&here(id), "Site allowed")),
        Err(error) => {
            let mut again = sites_page(&visitor, id, &typed).await?;
            let Some(form) = &mut again.add else { return Err(error.into()) };
            let error = form.refuse(error)?;
            refused(&again, &error)
        }
    }
}

pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["host", "state"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let host = SiteHost::parse(typed.get("host"))?;
    let state = SiteState::parse(typed.get("state"));
    let state = state.ok_or_else(|| Error::invalid("state", "Allow it or block it."))?;
    sites::decide(visitor.house(), &granted, id, &host, state).await?;
    let words = if state == SiteState::Allowed { "Site allowed" } else { "Site blocked" };
    Ok(visitor.done(&here(id), words))
}

pub async fn forget(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["host"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    sites::forget(visitor.house(), &granted, id, &SiteHost::parse(typed.get("host"))?).await?;
    Ok(visitor.done(&here(id), "Site removed"))
}

fn here(id: AccountId) -> String {
    format!("{}/sites", page_of(id))
}

async fn sites_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<SitesPage> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let found = sites::list(&mut read, &granted, id).await?;
    let public = business_page::page_of(&mut read, &granted, id).await?;
    let may_edit = visitor.can::<AccountsEdit>();
    let address = visitor.who.organization.address(&visitor.site.settings.base_url);
    let nickname = account.nickname.as_deref().filter(|_| public.published);
    Ok(SitesPage {
        shell: list::below(visitor, &account.name, &[]),
        here: page_of(id),
        head: head(&account, Place::Sites),
        table: table(visitor, id, &found, may_edit),
        add: may_edit.then(|| form(id, typed)),
        snippet: nickname.map(|name| {
            format!("<script src=\"{address}/widget.js\" data-business=\"{name}\" async></script>")
        }),
        contact_form: public.contact_form,
    })
}

fn form(id: AccountId, typed: &Fields) -> FormView {
    FormView {
        action: here(id),
        fields: vec![FieldView {
            required: true,
            maxlength: Some(253),
            autocomplete: Some("off".to_owned()),
            hint: "Such as www.example.com, to allow one before its first visit.".to_owned(),
            ..field(typed, "host", "Website", FieldKind::Text)
        }],
        submit: "Allow".to_owned(),
        ..FormView::default()
    }
}

fn table(visitor: &Visitor, id: AccountId, found: &[Site], may_edit: bool) -> TableView {
    let instant = |at: kernel::Timestamp| Cell::Instant {
        iso: at.to_string(),
        text: format::instant(at, &visitor.local),
    };
    let row = |site: &Site| Row {
        key: site.host.replace([':', '.'], "-"),
        cells: vec![
            Cell::Strong(site.host.clone()),
            Cell::Badges(vec![badge(site.state)]),
            instant(site.first_seen_at),
            site.last_seen_at.map_or_else(|| Cell::Muted("Not yet".to_owned()), instant),
            Cell::Actions(if may_edit { actions(id, site) } else { Vec::new() }),
        ],
        muted: site.state == SiteState::Blocked,
        ..Row::default()
    };
    TableView {
        id: "sites".to_owned(),
        title: "Websites".to_owned(),
        columns: vec![
            Column::new("Website").class("grow"),
            Column::new("State"),
            Column::new("First seen"),
            Column::new("Last seen"),
            Column::new("").class("unlabelled"),
        ],
        rows: found.iter().map(row).collect(),
        empty: Empty {
            icon: icon("world"),
            title: "No website carries it yet".to_owned(),
            text: "A website appears here with the first visit of a page that has the snippet in it."
                .to_owned(),
            action: None,
        },
        ..TableView::default()
    }
}

const fn tone(state: SiteState) -> Tone {
    match state {
        SiteState::Allowed => Tone::Good,
        SiteState::Waiting => Tone::Warning,
        SiteState::Blocked => Tone::Danger,
    }
}

fn badge(state: SiteState) -> Badge {
    Badge::new(tone(state), state.label())
}

fn actions(id: AccountId, site: &Site) -> Vec<RowAction> {
    let verb = |label: &'static str, drawing: &'static str, state: SiteState| {
        RowAction::post(label, icon(drawing), format!("{}/decide", here(id)))
            .about(&site.host)
            .with("host", &site.host)
            .with("state", state.name())
    };
    let mut verbs = Vec::new();
    if site.state != SiteState::Allowed {
        verbs.push(verb("Allow", "check", SiteState::Allowed));
    }
    if site.state != SiteState::Blocked {
        verbs.push(verb("Block", "x", SiteState::Blocked));
    }
    verbs.push(
        RowAction::post("Remove", icon("trash"), format!("{}/remove", here(id)))
            .about(&site.host)
            .with("host", &site.host),
    );
    verbs
}
