//! One box that finds places, things to make and records, as one types: the palette of Ctrl-K, and a page without it.

use askama::Template;
use domain::records::{Cell, Collection, Page, Query, Record};
use kernel::Result;
use kernel::text::fold;

use crate::ui::{Icon, Shell, icon};
use crate::{Answer, Pairs, Visitor, format, page};

/// Of each kind of record; the rest are in its list.
pub const FEW: usize = 5;

/// What was found of one kind.
pub struct Group {
    pub title: &'static str,
    pub hits: Vec<Hit>,
    /// The list that has more of them: what its link says, and its address.
    pub all: Option<(String, String)>,
}

/// Something to go to.
pub struct Hit {
    pub icon: Icon,
    pub label: String,
    /// Tells it from others of the same name.
    pub detail: String,
    pub href: String,
    /// The keys that lead there, too.
    pub keys: Option<String>,
}

impl Hit {
    pub fn new(drawing: &'static str, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            icon: icon(drawing),
            label: label.into(),
            detail: String::new(),
            href: href.into(),
            keys: None,
        }
    }
}

#[derive(Template)]
#[template(path = "find.html")]
struct FindPage {
    shell: Shell,
    action: String,
    q: String,
    groups: Vec<Group>,
}

/// The words that are looked for; none yet when the box has just been opened.
pub fn words(pairs: &Pairs) -> &str {
    pairs.get("q").unwrap_or_default().trim()
}

/// The page with these groups, less the empty ones.
pub fn answer(visitor: &Visitor, pairs: &Pairs, groups: Vec<Group>) -> Answer {
    let shell = visitor.shell("Find");
    page(&FindPage {
        action: format!("{}/find", shell.prefix()),
        q: pairs.get("q").unwrap_or_default().to_owned(),
        groups: groups.into_iter().filter(|group| !group.hits.is_empty()).collect(),
        shell,
    })
}

/// The places of the menu and others that have the words in their name.
pub fn places(visitor: &Visitor, words: &str, others: Vec<Hit>) -> Group {
    let menu = visitor.shell("").menu.into_iter().map(|item| Hit {
        icon: item.icon,
        label: item.label,
        detail: String::new(),
        href: item.href,
        keys: item.shortcut,
    });
    // Without words the menu is enough.
    let others = others.into_iter().filter(|_| !words.is_empty());
    named("Go to", menu.chain(others).collect(), words)
}

/// Those of the hits that have the words in their name.
pub fn named(title: &'static str, hits: Vec<Hit>, words: &str) -> Group {
    let words = fold(words);
    let hits = hits.into_iter().filter(|hit| fold(&hit.label).contains(&words)).collect();
    Group { title, hits, all: None }
}

/// A kind of record, as it is found.
pub struct Kind {
    /// In the plural.
    pub title: &'static str,
    pub icon: &'static str,
    /// The list of all of them.
    pub list: &'static str,
    /// What one is called, what tells it from others, and its page.
    pub about: fn(&Record) -> (String, String, String),
    /// Its field with the time, where the rest does not tell one from another.
    pub at: Option<&'static str>,
}

/// The first few of a kind that have the words in them.
pub fn asked(collection: &'static Collection, words: &str) -> Result<Query> {
    let query = Query::parse(collection, [("q", words.to_owned())])?.with_all_fields();
    Ok(Query { limit: FEW, ..query })
}

pub fn records(visitor: &Visitor, kind: &Kind, words: &str, found: &Page) -> Group {
    let hit = |record: &Record| {
        let (label, mut detail, href) = (kind.about)(record);
        if let Some(Cell::Instant(at)) = kind.at.map(|field| record.cell(field)) {
            detail = format!("{} · {detail}", format::instant(*at, &visitor.local));
        }
        Hit { detail, ..Hit::new(kind.icon, label, href) }
    };
    let more = found.after.is_some().then(|| {
        let href = Pairs::default().with("q", Some(words)).href(kind.list);
        (format!("All {} {}", found.total, kind.title.to_lowercase()), href)
    });
    Group { title: kind.title, hits: found.records.iter().map(hit).collect(), all: more }
}

/// The first of these fields that says something.
pub fn first_of(record: &Record, fields: &[&str]) -> String {
    let texts = fields.iter().map(|name| match record.cell(name) {
        Cell::Text(number) if *name == "from" || *name == "caller_number" => format::phone(number),
        cell => cell.text().to_owned(),
    });
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_else(|| "Without a name".to_owned())
}
