//! What the client has proposed about its resources: what waits, what came of it, changed and withdrawn.

use askama::Template;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources;
use domain::resources::proposals::{self, Kind, PROPOSALS, Proposal};
use kernel::{ProposalId, Result};
use web::records::{ListPage, choose_columns, choose_filters, exported, query};
use web::resources::{
    Changes, FIELDS, ProposalView, WritePage, fields, later, meanwhile, opening_of, proposal, read, read_wish,
};
use web::ui::{Choice, ConfirmPage, Empty, FieldKind, FieldView, FormView, Shell, TableView, icon};
use web::{Answer, Fields, Id, Pairs, Visitor, page};

use super::{PATH, PROPOSALS_PATH};

const WITHOUT: &[&str] = &["account", "resource"];

#[derive(Template)]
#[template(path = "resources/proposals.html")]
struct ProposalsPage {
    shell: Shell,
    table: TableView,
}

#[derive(Template)]
#[template(path = "resources/proposal.html")]
struct ProposalPage {
    shell: Shell,
    here: String,
    may_change: bool,
    may_withdraw: bool,
    proposal: ProposalView,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let asked = query(&visitor, &PROPOSALS, &pairs)?.without(WITHOUT);
    let found = proposals::list(&mut visitor.read().await?, &granted, &asked).await?;
    let about = ListPage {
        path: PROPOSALS_PATH,
        placeholder: "Search titles and texts",
        quick: Some("state"),
        without: WITHOUT,
        empty: Empty {
            icon: icon("file-text"),
            title: "Nothing was proposed yet".to_owned(),
            text: "Where operators look at changes of resources first, they are here until they hold, and what came of \
                   each."
                .to_owned(),
            action: None,
        },
        href: Some(|record| format!("{PROPOSALS_PATH}/{}", record.id)),
        live: true,
        export: true,
        ..ListPage::default()
    };
    let mut table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    table.live_topic = table.live_topic.map(|_| "resources".to_owned());
    page(&ProposalsPage { shell: below(&visitor, "Proposed changes", false), table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_filters(&visitor, &PROPOSALS, &pairs, PROPOSALS_PATH, WITHOUT, &Vec::new()))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &PROPOSALS, &pairs, PROPOSALS_PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let asked = query(&visitor, &PROPOSALS, &pairs)?.without(WITHOUT);
    Ok(exported(&visitor, granted, asked).await?)
}

pub async fn show(visitor: Visitor, Id(id): Id<ProposalId>) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let mut read = visitor.read().await?;
    let found = proposals::find(&mut read, &granted, id).await?;
    let view = proposal(&visitor, &mut read, &found, (PATH, None)).await?;
    let may = found.is_pending() && !found.of_team && visitor.can::<ResourcesEdit>();
    page(&ProposalPage {
        shell: below(&visitor, &view.title, true),
        here: format!("{PROPOSALS_PATH}/{id}"),
        may_change: may && found.kind != Kind::Delete,
        may_withdraw: may,
        proposal: view,
    })
}

pub async fn ask(visitor: Visitor, Id(id): Id<ProposalId>) -> Answer {
    let (found, version) = find(&visitor, id).await?;
    edit_page(&visitor, &found, &opening_of(&visitor, &found, version)).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<ProposalId>, typed: Fields) -> Answer {
    let known: Vec<&str> = FIELDS.iter().copied().chain(["at", "revision"]).collect();
    typed.only(&known)?;
    let (found, version) = find(&visitor, id).await?;
    match change(&visitor, id, &typed).await {
        Ok(()) => Ok(visitor.done(&format!("{PROPOSALS_PATH}/{id}"), "Your proposal is changed")),
        Err(error) => {
            let base = typed.get("version").parse().ok().or(Some(version));
            let meanwhile = match found.resource {
                Some(id) => meanwhile(&visitor, &mut visitor.read().await?, id, base).await?,
                None => None,
            };
            let now = typed.with("revision", &found.revision.to_string());
            let mut page = edit_page(&visitor, &found, &now);
            page.changes.extend(theirs(&found, &typed));
            page.refused(error, meanwhile)
        }
    }
}

/// What a colleague has made of the proposal in the meantime, beside what was written here.
fn theirs(found: &Proposal, typed: &Fields) -> Option<Changes> {
    if typed.get("revision") == found.revision.to_string() {
        return None;
    }
    let (_, written) = read(typed).ok()?;
    let title = format!("How the proposal of {} differs from what you wrote", found.proposed_by);
    Some(Changes::between_whole(title, &written, &found.details)?.named("theirs"))
}

async fn change(visitor: &Visitor, id: ProposalId, typed: &Fields) -> Result<()> {
    let granted = visitor.may::<ResourcesEdit>()?;
    let (_, wish) = read_wish(visitor, typed)?;
    proposals::change(visitor.house(), &granted, id, typed.get("revision").parse().ok(), wish).await
}

/// The proposal, and the version that its resource has now.
async fn find(visitor: &Visitor, id: ProposalId) -> Result<(Proposal, i64)> {
    let granted = visitor.may::<ResourcesView>()?;
    let mut read = visitor.read().await?;
    let found = proposals::find(&mut read, &granted, id).await?;
    let version = match found.resource {
        Some(id) => resources::versions(&mut read, &granted, id).await?.first().map_or(0, |one| one.number),
        None => 0,
    };
    Ok((found, version))
}

fn edit_page(visitor: &Visitor, found: &Proposal, typed: &Fields) -> WritePage {
    let here = format!("{PROPOSALS_PATH}/{}", found.id);
    let hidden = FieldView {
        value: typed.get("revision").to_owned(),
        ..FieldView::new("revision", "Revision", FieldKind::Hidden)
    };
    let later = later(
        typed,
        "Should hold from",
        "Left empty: as soon as it is approved. Operators have the last word.",
    );
    WritePage {
        shell: below(visitor, "Change what you proposed", true),
        lead: "Operators look at it as you leave it now. What was approved for later is looked at once more."
            .to_owned(),
        form: FormView {
            action: format!("{here}/edit"),
            fields: std::iter::once(hidden).chain(fields(typed)).chain([later]).collect(),
            submit: "Save proposal".to_owned(),
            cancel_href: Some(here),
            ..FormView::default()
        },
        changes: Vec::new(),
    }
}

pub async fn ask_withdraw(visitor: Visitor, Id(id): Id<ProposalId>) -> Answer {
    let (found, _) = find(&visitor, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Withdraw what was proposed about “{}”?", found.details.title), true),
        effect: "Nothing comes of it. The text that you wrote stays here to be read.".to_owned(),
        verb: "Withdraw proposal".to_owned(),
        action: format!("{PROPOSALS_PATH}/{id}/withdraw"),
        cancel_href: format!("{PROPOSALS_PATH}/{id}"),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn withdraw(visitor: Visitor, Id(id): Id<ProposalId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    proposals::withdraw(visitor.house(), &visitor.may::<ResourcesEdit>()?, id).await?;
    Ok(visitor.done(&format!("{PROPOSALS_PATH}/{id}"), "Withdrawn"))
}

fn below(visitor: &Visitor, title: &str, one: bool) -> Shell {
    let all = one.then(|| Choice::new("Proposed changes", PROPOSALS_PATH, false));
    let trail = std::iter::once(Choice::new("Resources", PATH, false)).chain(all).collect();
    Shell { trail, ..visitor.shell(title) }
}
