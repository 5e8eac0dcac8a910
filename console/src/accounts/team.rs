//! What the team notes about an account for itself, on the account's page: tags, a note, and who looks after it.

use domain::Read;
use domain::access::AccountsView;
use domain::accounts::tags::{self, Tag};
use domain::accounts::{assignments, note};
use kernel::{AccountId, Result};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Fields, Pairs, Visitor, format};

use super::bulk::SUGGESTED;
use super::list::PATH;
use super::page_of;
use crate::form_page::{field, select};

pub struct TeamPart {
    /// Each tag, and the list of the accounts that have it.
    pub tags: Vec<(String, String)>,
    pub tag: FormView,
    /// Id and name, and the list of the operator's accounts.
    pub operators: Vec<(String, String, String)>,
    /// None if everybody looks after it already.
    pub operator: Option<FormView>,
    /// The note, and who wrote it when.
    pub note: Option<(String, String)>,
}

pub async fn part(visitor: &Visitor, read: &mut Read, id: AccountId, typed: &Fields) -> Result<TeamPart> {
    let granted = visitor.may::<AccountsView>()?;
    let tags = tags::list(read, &granted, id).await?;
    let suggestions = tags::in_use(read, &granted, SUGGESTED).await?;
    let assigned = assignments::list(read, &granted, id).await?;
    let offered = assignments::offered(read, &granted).await?;
    let free = offered.into_iter().filter(|one| !assigned.contains(one));
    let free: Vec<(String, String)> = free.map(|one| (one.id.to_string(), one.name)).collect();
    let note = note::find(read, &granted, id).await?.filter(|note| !note.text.is_empty());
    let filtered = |name: &str, value: &str| Pairs::default().with(name, Some(value)).href(PATH);
    Ok(TeamPart {
        tag: tag_form(id, typed, suggestions.into_iter().filter(|tag| !tags.contains(tag)).collect()),
        tags: tags.into_iter().map(|tag| (tag.clone(), filtered("tags", &tag))).collect(),
        operator: (!free.is_empty()).then(|| operator_form(id, typed, free)),
        operators: assigned
            .into_iter()
            .map(|one| (one.id.to_string(), one.name, filtered("operators", &one.id.to_string())))
            .collect(),
        note: note.map(|note| {
            let at = format::instant(note.changed_at, &visitor.local);
            (note.text, format!("Changed by {}, {at}", note.changed_by))
        }),
    })
}

impl TeamPart {
    pub fn tag_is_wrong(&self) -> bool {
        self.tag.fields.iter().any(|field| field.error.is_some())
    }
}

fn tag_form(id: AccountId, typed: &Fields, suggestions: Vec<String>) -> FormView {
    FormView {
        action: format!("{}/tags", page_of(id)),
        fields: vec![FieldView {
            required: true,
            // Several may be written with commas between them.
            maxlength: Some((Tag::MAX + 2) * tags::MOST),
            autocomplete: Some("off".to_owned()),
            suggestions,
            ..field(typed, "tags", "Add a tag", FieldKind::Text)
        }],
        submit: "Add".to_owned(),
        ..FormView::default()
    }
}

fn operator_form(id: AccountId, typed: &Fields, free: Vec<(String, String)>) -> FormView {
    let choice = select(typed, "operators", "Assign an operator", Some("Choose…"), free);
    FormView {
        action: format!("{}/operators", page_of(id)),
        fields: vec![FieldView { required: true, ..choice }],
        submit: "Assign".to_owned(),
        ..FormView::default()
    }
}
