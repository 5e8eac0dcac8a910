//! What the portal says about itself, an article for each thing that one can do in it.

use domain::access::Key;

pub struct Article {
    /// In its address.
    pub name: &'static str,
    pub title: &'static str,
    /// Markdown.
    pub text: &'static str,
    /// Whom it concerns; everybody, if nobody in particular.
    pub needs: Option<Key>,
    /// The names of others that belong to it.
    pub related: &'static [&'static str],
}

pub const ARTICLES: &[Article] = &[
    Article {
        name: "messages",
        title: "Read your messages",
        text: include_str!("articles/messages.md"),
        needs: Some(Key::MessagesView),
        related: &["calls", "notifications", "tasks"],
    },
    Article {
        name: "calls",
        title: "See who called",
        text: include_str!("articles/calls.md"),
        needs: Some(Key::CallsView),
        related: &["messages", "lists"],
    },
    Article {
        name: "status",
        title: "Tell the operators what they should know right now",
        text: include_str!("articles/status.md"),
        needs: Some(Key::StatusSet),
        related: &["resources", "tasks"],
    },
    Article {
        name: "on-call",
        title: "Be on call, and hand a turn over",
        text: include_str!("articles/on_call.md"),
        needs: Some(Key::OnCallView),
        related: &["notifications", "status"],
    },
    Article {
        name: "tasks",
        title: "Keep track of what is to be done",
        text: include_str!("articles/tasks.md"),
        needs: Some(Key::TasksView),
        related: &["status", "resources", "messages"],
    },
    Article {
        name: "resources",
        title: "Write down what operators need to know",
        text: include_str!("articles/resources.md"),
        needs: Some(Key::ResourcesView),
        related: &["status", "tasks", "people"],
    },
    Article {
        name: "people",
        title: "Add people and decide who sees what",
        text: include_str!("articles/people.md"),
        needs: Some(Key::UsersManage),
        related: &["sign-in", "history"],
    },
    Article {
        name: "history",
        title: "Find out who did what",
        text: include_str!("articles/history.md"),
        needs: Some(Key::HistoryView),
        related: &["people", "lists"],
    },
    Article {
        name: "lists",
        title: "Search, filter and keep a list",
        text: include_str!("articles/lists.md"),
        needs: None,
        related: &["calls", "messages"],
    },
    Article {
        name: "notifications",
        title: "Choose what you are told",
        text: include_str!("articles/notifications.md"),
        needs: None,
        related: &["messages", "on-call", "sign-in"],
    },
    Article {
        name: "sign-in",
        title: "Change your password, and see where you are signed in",
        text: include_str!("articles/sign_in.md"),
        needs: None,
        related: &["notifications", "people"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_45_each_article_offers_related_ones_that_are_there() {
        for article in ARTICLES {
            assert!(!article.text.trim().is_empty() && !article.related.is_empty(), "{}", article.name);
            for name in article.related {
                assert_ne!(*name, article.name);
                assert!(ARTICLES.iter().any(|other| other.name == *name), "{} → {name}", article.name);
            }
        }
    }
}
