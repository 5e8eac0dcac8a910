//! Which settings, which accounts: what each would become is shown before it does.

use askama::Template;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::templates::{self, MOST_AT_ONCE, Planned, Push, Setting};
use domain::accounts::{self, Account};
use kernel::{AccountId, Error, Result};
use web::ui::{Cell, Column, FieldKind, FieldView, FormView, Row, SelectOption, Shell, TableView};
use web::{Answer, Fields, Id, Pairs, Visitor, format, page, refused};

use super::{page_of, words};
use crate::accounts::list;

#[derive(Template)]
#[template(path = "pushes/push.html")]
struct PushPage {
    shell: Shell,
    here: String,
    settings: FieldView,
    /// What was chosen, and what it would change; none before anything was chosen.
    preview: Option<FormView>,
    chosen: Vec<&'static str>,
    nothing: bool,
    more: Option<String>,
    before: TableView,
}

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>, pairs: Pairs) -> Answer {
    let template = template(&visitor, id).await?;
    let names: Vec<&str> =
        pairs.iter().filter(|(name, _)| *name == "settings").map(|(_, value)| value).collect();
    let chosen = settings(&names)?;
    page(&push_page(&visitor, &template, &chosen).await?)
}

pub async fn confirmed(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["settings", "account"])?;
    let template = template(&visitor, id).await?;
    let names: Vec<&str> = typed.all("settings").collect();
    let chosen = settings(&names)?;
    let ids: Result<Vec<AccountId>, _> = typed.all("account").map(str::parse).collect();
    let ids = ids.map_err(|_| Error::NotFound)?;
    match templates::push(visitor.house(), &visitor.may::<AccountsEdit>()?, id, (&chosen, &ids)).await {
        Ok(push) => Ok(visitor.done(&page_of(push), "Settings given on")),
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => {
            let mut page = push_page(&visitor, &template, &chosen).await?;
            let error = match &mut page.preview {
                Some(form) => form.refuse(error)?,
                None => error,
            };
            refused(&page, &error)
        }
        Err(error) => Err(error.into()),
    }
}

async fn template(visitor: &Visitor, id: AccountId) -> Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    if account.template {
        return Ok(account);
    }
    Err(Error::conflict(format!("“{}” is no template. Set it as a template first.", account.name)))
}

fn settings(names: &[&str]) -> Result<Vec<Setting>> {
    let all = names.iter().map(|name| Setting::parse(name));
    all.collect::<Option<Vec<_>>>().ok_or_else(|| Error::invalid("settings", "Choose among the settings."))
}

async fn push_page(visitor: &Visitor, template: &Account, chosen: &[Setting]) -> Result<PushPage> {
    let granted = visitor.may::<AccountsEdit>()?;
    let mut read = visitor.read().await?;
    let before = templates::pushes(&mut read, &visitor.may::<AccountsView>()?, template.id).await?;
    let (planned, more) = match chosen {
        [] => (Vec::new(), false),
        chosen => templates::preview(&mut read, &granted, template.id, chosen).await?,
    };
    drop(read);
    let up = crate::accounts::page_of(template.id);
    let here = format!("{up}/push");
    let option =
        |setting: Setting| SelectOption::new(setting.name(), setting.label(), chosen.contains(&setting));
    let options = Setting::ALL.into_iter().map(option).collect();
    let some = !planned.is_empty();
    Ok(PushPage {
        shell: list::below(
            visitor,
            "Give settings on",
            &[(&template.name, up.clone()), ("Made from it", format!("{up}/made"))],
        ),
        settings: FieldView::new("settings", "Settings", FieldKind::Checks { options }),
        preview: some.then(|| preview(&here, &up, &planned)),
        chosen: chosen.iter().map(|one| one.name()).collect(),
        nothing: !chosen.is_empty() && !some,
        more: more.then(|| {
            format!("These are the first {MOST_AT_ONCE} that differ. Give the settings to them, then to the others.")
        }),
        before: before_table(visitor, &before),
        here,
    })
}

fn preview(here: &str, up: &str, planned: &[Planned]) -> FormView {
    let option = |one: &Planned| SelectOption {
        hint: words(&one.changes),
        ..SelectOption::new(one.id.to_string(), &one.name, true)
    };
    let options = planned.iter().map(option).collect();
    FormView {
        action: here.to_owned(),
        fields: vec![FieldView {
            required: true,
            ..FieldView::new("account", "Accounts", FieldKind::Checks { options })
        }],
        submit: "Give to the chosen accounts".to_owned(),
        cancel_href: Some(format!("{up}/made")),
        ..FormView::default()
    }
}

fn before_table(visitor: &Visitor, pushes: &[Push]) -> TableView {
    let row = |push: &Push| {
        let labels: Vec<&str> = push.settings.iter().map(|one| one.label()).collect();
        let back = push
            .taken_back
            .as_ref()
            .map(|(by, at)| format!("{by}, {}", format::instant(*at, &visitor.local)));
        Row {
            key: push.id.to_string(),
            href: Some(page_of(push.id)),
            cells: vec![
                Cell::text(labels.join(", ")),
                Cell::text(format::instant(push.at, &visitor.local)),
                Cell::text(&push.by),
                Cell::text(back.unwrap_or_default()),
            ],
            ..Row::default()
        }
    };
    TableView {
        id: "pushes".to_owned(),
        title: "Given on before".to_owned(),
        columns: vec![
            Column::new("Settings").class("grow"),
            Column::new("When"),
            Column::new("By"),
            Column::new("Taken back"),
        ],
        rows: pushes.iter().map(row).collect(),
        ..TableView::default()
    }
}
