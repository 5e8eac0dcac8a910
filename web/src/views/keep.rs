//! Keeping a list as it is: under a new name, or under the name by which it was opened.

use domain::views::{self, NewView};
use kernel::{Error, Invalid, Name, Result, ViewId};

use super::{address, base, below, state};
use crate::form_page::{FormPage, field};
use crate::ui::{FieldKind, FieldView, FormView};
use crate::{Answer, Fields, Id, LocalPath, Pairs, Visitor};

pub(super) async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    let written = ["list", "state"].map(|name| (name, pairs.get(name).unwrap_or_default().to_owned()));
    form_page(&visitor, &Fields::of(written)).answer()
}

pub(super) async fn save(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["name", "shared", "list", "state"])?;
    let outcome = match read(&typed) {
        Ok(new) => {
            let back = (new.list.clone(), new.state.clone());
            views::save(visitor.house(), &visitor.who, new).await.map(|id| (id, back))
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok((id, (list, state))) => {
            let to = Pairs::parse(&state).with(super::PARAMETER, Some(&id.to_string())).href(&list);
            Ok(visitor.done(&to, "View saved"))
        }
        Err(error) => form_page(&visitor, &typed).refused(error),
    }
}

/// The list as it is now, in the query of the address, replaces what the view kept.
pub(super) async fn keep(visitor: Visitor, Id(id): Id<ViewId>, pairs: Pairs, fields: Fields) -> Answer {
    fields.only(&[])?;
    let view = views::keep(visitor.house(), &visitor.who, id, &state(&pairs)).await?;
    Ok(visitor.done(&address(&view), "View saved"))
}

fn read(typed: &Fields) -> Result<NewView> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let list = LocalPath::parse(typed.get("list")).filter(|path| !path.as_str().contains('?'));
    if list.is_none() {
        invalid.push("list", "Open the list and save its view from there.");
    }
    match (name, list) {
        (Some(name), Some(list)) if invalid.is_empty() => Ok(NewView {
            list: list.as_str().to_owned(),
            name,
            state: state(&Pairs::parse(typed.get("state"))),
            shared: typed.optional("shared").is_some(),
        }),
        _ => Err(Error::Invalid(invalid)),
    }
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let list = LocalPath::or(Some(typed.get("list")), "/");
    let back = Pairs::parse(typed.get("state")).href(list.as_str());
    let mut fields = naming(visitor, typed);
    fields.push(field(typed, "list", "List", FieldKind::Hidden));
    fields.push(field(typed, "state", "State", FieldKind::Hidden));
    FormPage {
        shell: below(visitor, "Save view", &back),
        lead: "Keeps the search, the filters, the order and the columns of the list. What it shows is looked up \
               whenever it is opened."
            .to_owned(),
        form: FormView {
            action: format!("{}/new", base(visitor)),
            fields,
            submit: "Save view".to_owned(),
            cancel_href: Some(back),
            ..FormView::default()
        },
    }
}

/// The name, and whom the view is for.
pub(super) fn naming(visitor: &Visitor, typed: &Fields) -> Vec<FieldView> {
    let name = FieldView {
        required: true,
        maxlength: Some(Name::MAX),
        ..field(typed, "name", "Name", FieldKind::Text)
    };
    let shared = FieldView {
        hint: "Every operator finds it beside the list, and sees by it what is within his or her reach."
            .to_owned(),
        ..FieldView::new(
            "shared",
            "Share it with the team",
            FieldKind::Checkbox { checked: typed.optional("shared").is_some() },
        )
    };
    let team = visitor.who.actor.is_of_the_team();
    std::iter::once(name).chain(team.then_some(shared)).collect()
}
