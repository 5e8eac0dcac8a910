//! The name of a view, and whether the team has it, too.

use domain::views::{self, View};
use kernel::{Error, Name, Result, ViewId};

use super::{address, base, below, keep::naming};
use crate::form_page::FormPage;
use crate::ui::FormView;
use crate::{Answer, Fields, Id, Visitor};

pub(super) async fn ask(visitor: Visitor, Id(id): Id<ViewId>) -> Answer {
    let view = own(&visitor, id).await?;
    let mut written = vec![("name", view.name.clone())];
    if view.shared {
        written.push(("shared", "1".to_owned()));
    }
    form_page(&visitor, &view, &Fields::of(written)).answer()
}

pub(super) async fn edit(visitor: Visitor, Id(id): Id<ViewId>, typed: Fields) -> Answer {
    typed.only(&["name", "shared"])?;
    let view = own(&visitor, id).await?;
    let outcome = match Name::parse(typed.get("name")) {
        Ok(name) => {
            let shared = typed.optional("shared").is_some();
            views::edit(visitor.house(), &visitor.who, id, &name, shared).await
        }
        Err(wrong) => Err(Error::invalid("name", wrong.to_string())),
    };
    match outcome {
        Ok(view) => Ok(visitor.done(&address(&view), "Saved")),
        Err(error) => form_page(&visitor, &view, &typed).refused(error),
    }
}

/// A view that is the visitor's to change; no page is offered for others.
pub(super) async fn own(visitor: &Visitor, id: ViewId) -> Result<View> {
    let view = views::find(&mut visitor.read().await?, &visitor.who, id).await?;
    if view.is_for(&visitor.who) { Ok(view) } else { Err(Error::NotFound) }
}

fn form_page(visitor: &Visitor, view: &View, typed: &Fields) -> FormPage {
    FormPage {
        shell: below(visitor, "Edit view", &address(view)),
        lead: String::new(),
        form: FormView {
            action: format!("{}/{}/edit", base(visitor), view.id),
            fields: naming(visitor, typed),
            submit: "Save changes".to_owned(),
            cancel_href: Some(address(view)),
            ..FormView::default()
        },
    }
}
