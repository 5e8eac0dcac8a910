//! Help: articles about the portal, each with others that belong to it, and the way to somebody who knows (S0-45, S0-46).

mod articles;
pub mod contact;

use askama::Template;
use axum::extract::Path;
use domain::access::HelpAsk;
use kernel::Error;
use kernel::text::fold;
use web::find::{FEW, Hit};
use web::ui::{Choice, Prose, Shell};
use web::{Answer, Pairs, Visitor, page};

use articles::{ARTICLES, Article};

const PATH: &str = "/help";
/// Letters of a question that are looked at.
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "help/list.html")]
struct HelpPage {
    shell: Shell,
    asked: String,
    /// Where the same is asked of a person.
    ask_href: String,
    found: Vec<Choice>,
    may_ask: bool,
}

#[derive(Template)]
#[template(path = "help/article.html")]
struct ArticlePage {
    shell: Shell,
    text: Prose,
    related: Vec<Choice>,
    may_ask: bool,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let asked: String = pairs.get("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
    let found = with_words(&visitor, &asked).map(link).collect();
    page(&HelpPage {
        shell: visitor.shell("Help"),
        ask_href: Pairs::default().with("subject", Some(&asked)).href("/help/contact"),
        asked,
        found,
        may_ask: visitor.can::<HelpAsk>(),
    })
}

/// The articles for the visitor that have all of these words in them.
fn with_words(visitor: &Visitor, words: &str) -> impl Iterator<Item = &'static Article> {
    let words = fold(words);
    let found = move |article: &&Article| {
        let text = fold(&format!("{} {}", article.title, article.text));
        words.split_whitespace().all(|word| text.contains(word))
    };
    ARTICLES.iter().filter(|one| concerns(visitor, one)).filter(found)
}

/// The same for the box that finds everything; no more than a few.
pub fn hits(visitor: &Visitor, words: &str) -> Vec<Hit> {
    let hit = |article: &Article| Hit::new("help-circle", article.title, format!("{PATH}/{}", article.name));
    with_words(visitor, words).take(FEW).map(hit).collect()
}

pub async fn show(visitor: Visitor, Path(name): Path<String>) -> Answer {
    let article = ARTICLES.iter().find(|one| one.name == name && concerns(&visitor, one));
    let article = article.ok_or(Error::NotFound)?;
    let related = ARTICLES.iter().filter(|one| article.related.contains(&one.name));
    let mut shell = visitor.shell(article.title);
    shell.trail = vec![Choice::new("Help", PATH, false)];
    page(&ArticlePage {
        shell,
        text: Prose::of(article.text),
        related: related.filter(|one| concerns(&visitor, one)).map(link).collect(),
        may_ask: visitor.can::<HelpAsk>(),
    })
}

/// Whether the visitor can do what the article is about.
fn concerns(visitor: &Visitor, article: &Article) -> bool {
    article.needs.is_none_or(|key| visitor.who.actor.grants().reach(key).is_some())
}

fn link(article: &Article) -> Choice {
    Choice::new(article.title, format!("{PATH}/{}", article.name), false)
}
