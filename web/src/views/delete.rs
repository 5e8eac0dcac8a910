//! Deleting a view: the list stays, its name goes.

use domain::views;
use kernel::{Result, ViewId};

use super::{address, base, below, edit::own};
use crate::ui::ConfirmPage;
use crate::{Answer, Fields, Id, Visitor, page};

pub(super) async fn ask(visitor: Visitor, Id(id): Id<ViewId>) -> Answer {
    page(&confirm_page(&visitor, id).await?)
}

pub(super) async fn delete(visitor: Visitor, Id(id): Id<ViewId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let view = views::delete(visitor.house(), &visitor.who, id).await?;
    Ok(visitor.done(&view.list, "View deleted"))
}

async fn confirm_page(visitor: &Visitor, id: ViewId) -> Result<ConfirmPage> {
    let view = own(visitor, id).await?;
    let shared = if view.shared { " Nobody of the team finds it any more." } else { "" };
    Ok(ConfirmPage {
        shell: below(visitor, &format!("Delete the view “{}”?", view.name), &address(&view)),
        effect: format!("The list and its records stay as they are.{shared}"),
        verb: "Delete view".to_owned(),
        action: format!("{}/{id}/delete", base(visitor)),
        cancel_href: address(&view),
        danger: true,
        ..ConfirmPage::default()
    })
}
