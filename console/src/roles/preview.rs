//! The page before a role is changed: who gains and who loses what, in people and in records.

use askama::Template;
use domain::access::Verification;
use domain::access::roles::{Asks, Line, Preview, Role};
use domain::records::Total;
use web::ui::Shell;
use web::{Answer, Visitor, page};

use super::reaches::{heading, words};
use super::{below, whose};

#[derive(Template)]
#[template(path = "roles/preview.html")]
struct PreviewPage {
    shell: Shell,
    /// Who is concerned, in a sentence.
    people: String,
    gains: Vec<Told>,
    losses: Vec<Told>,
    asked: Asked,
}

/// What is to be done, and how to go back.
pub struct Asked {
    pub title: String,
    pub action: String,
    pub hidden: Vec<(String, String)>,
    pub verb: &'static str,
    pub back: Option<&'static str>,
    pub danger: bool,
    /// The clearance for Secure accounts, if it is given or taken.
    pub clearance: Option<bool>,
    /// What the people have to do before anything opens, and no longer.
    pub asks: Vec<String>,
}

/// In a sentence each, what is different for the people before anything opens.
pub fn asked_of_people(before: Asks, after: Asks) -> Vec<String> {
    let mut told = Vec::new();
    if before.verification != after.verification {
        told.push(match after.verification {
            Verification::None => "The people no longer show an address or a number to be theirs.".to_owned(),
            asked => format!("Before anything else opens the people show {} to be theirs.", asked.what()),
        });
    }
    match (before.second_factor, after.second_factor) {
        (false, true) => {
            told.push("Whoever has no second factor sets one up before anything else opens.".to_owned());
        }
        (true, false) => told.push("A second factor is not required any more.".to_owned()),
        _ => {}
    }
    told
}

/// One permission in words.
struct Told {
    about: &'static str,
    what: String,
    before: &'static str,
    after: &'static str,
    effect: String,
}

pub fn answer(visitor: &Visitor, role: &Role, effect: Preview, asked: Asked) -> Answer {
    let (gains, losses): (Vec<Line>, Vec<Line>) = effect.lines.into_iter().partition(Line::widens);
    let told = |lines: Vec<Line>| lines.iter().map(tell).collect();
    page(&PreviewPage {
        shell: below(visitor, &asked.title, Some((&role.name, role.id))),
        people: people(effect.people, role),
        gains: told(gains),
        losses: told(losses),
        asked,
    })
}

fn people(total: Total, role: &Role) -> String {
    let kind = whose(role.kind);
    match total {
        Total::Exactly(0) => format!("Nobody holds “{}” now, so nothing changes for anybody yet.", role.name),
        Total::Exactly(1) => {
            format!("One of your {kind} holds “{}”. The change counts from the next click.", role.name)
        }
        many => format!("{many} {kind} hold “{}”. The change counts from their next click.", role.name),
    }
}

fn tell(line: &Line) -> Told {
    Told {
        about: heading(line.key),
        what: line.key.meaning().to_owned(),
        before: words(line.before),
        after: words(line.after),
        effect: effect(line),
    }
}

fn effect(line: &Line) -> String {
    if line.people == Total::Exactly(0) {
        return "Nobody notices: nobody holds the role, or other roles give it to them already.".to_owned();
    }
    let people = match line.people {
        Total::Exactly(1) => "1 person".to_owned(),
        many => format!("{many} people"),
    };
    let verb = if line.widens() { "more within reach" } else { "out of reach" };
    match line.records {
        None => format!("For {people}."),
        Some(records) => {
            let more = if records.at_least { "+" } else { "" };
            let noun =
                if records.count == 1 { records.collection.singular } else { records.collection.plural };
            format!("For {people}: {}{more} {noun} {verb}, added up over them.", records.count)
        }
    }
}
