//! Which view of a list is open, which others there are, and whether the list is as it was kept.

use domain::records::Collection;
use domain::views::View;

use super::{PARAMETER, address, base, state};
use crate::ui::{Choice, ViewBar, ViewChange};
use crate::{Pairs, Visitor};

/// The bar above a list; nothing when the list is as it ships and nobody has kept it otherwise.
pub(crate) fn bar(
    visitor: &Visitor,
    collection: &Collection,
    pairs: &Pairs,
    path: &str,
    views: &[View],
) -> Option<ViewBar> {
    let now = state(pairs);
    let open = pairs.get(PARAMETER);
    let current = views.iter().find(|view| Some(view.id.to_string().as_str()) == open);
    if views.is_empty() && now.is_empty() {
        return None;
    }
    let save_as = Pairs::default()
        .with("list", Some(path))
        .with("state", Some(&now))
        .href(&format!("{}/new", base(visitor)));
    let may_change = |view: &View| view.is_for(&visitor.who);
    let change = current.filter(|view| !same(&view.state, &now)).map(|view| ViewChange {
        save_action: may_change(view).then(|| {
            let keep = format!("{}/{}/keep", base(visitor), view.id);
            Pairs::parse(&now).href(&keep)
        }),
        save_as_href: save_as.clone(),
        reset_href: address(view),
    });
    let own = current.filter(|view| may_change(view));
    let all = Choice::new(format!("All {}", collection.plural), path, current.is_none());
    let each = views.iter().map(|view| {
        let mine = view.owner == Some(visitor.who.user);
        let label = if mine { view.name.clone() } else { format!("{} · {}", view.name, view.by) };
        Choice::new(label, address(view), current == Some(view))
    });
    Some(ViewBar {
        views: std::iter::once(all).chain(each).collect(),
        change,
        save_href: (current.is_none() && !now.is_empty()).then_some(save_as),
        edit_href: own.map(|view| format!("{}/{}/edit", base(visitor), view.id)),
        delete_href: own.map(|view| format!("{}/{}/delete", base(visitor), view.id)),
    })
}

/// Whether two addresses say the same, in whatever order.
fn same(one: &str, other: &str) -> bool {
    let sorted = |query: &str| {
        let mut pairs: Vec<(String, String)> =
            Pairs::parse(query).iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        pairs.sort();
        pairs
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_the_same_in_whatever_order_its_address_is_written() {
        assert!(same("q=a&sort=-name", "sort=-name&q=a"));
        assert!(!same("q=a", "q=a&sort=name"));
        assert_eq!(state(&Pairs::parse("q=a&after=x&view=view_1&limit=50")), "q=a&limit=50");
        assert_eq!(state(&Pairs::parse("before=x")), "");
    }
}
