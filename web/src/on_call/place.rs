//! Where these pages are, and whose they are: a client’s own, or one account among many of an operator’s.

use kernel::{AccountId, Error, Result, ScheduleId};

use crate::Visitor;
use crate::ui::{Choice, Shell};

pub struct Place {
    pub account: AccountId,
    /// The page of the calendar.
    pub path: String,
    /// What stands before the id of a schedule.
    schedules: &'static str,
    /// Where a contact is added.
    pub new_contact: String,
    /// What stands above the calendar.
    trail: Vec<Choice>,
}

impl Place {
    /// In the portal: the account that the visitor is in.
    pub fn portal(visitor: &Visitor) -> Result<Self> {
        Ok(Self {
            account: visitor.who.actor.place().ok_or(Error::NotFound)?.account,
            path: "/on_call".to_owned(),
            schedules: "/on_call",
            new_contact: "/people/contacts/new".to_owned(),
            trail: Vec::new(),
        })
    }

    /// In the console: the account of this name.
    pub fn console(account: AccountId, name: &str) -> Self {
        let up = format!("/console/accounts/{account}");
        Self {
            account,
            path: format!("{up}/on_call"),
            schedules: "/console/on_call",
            new_contact: format!("{up}/contacts/new"),
            trail: vec![
                Choice::new("Client Accounts", "/console/accounts", false),
                Choice::new(name, up, false),
            ],
        }
    }

    /// The address of something that is done with a schedule.
    pub fn of(&self, id: ScheduleId, what: &str) -> String {
        format!("{}/{id}/{what}", self.schedules)
    }

    /// The calendar with this schedule.
    pub fn calendar(&self, id: ScheduleId) -> String {
        format!("{}?schedule={id}", self.path)
    }

    /// The page of one’s calendar links.
    pub fn links(&self) -> String {
        format!("{}/links", self.path)
    }

    /// The frame of the calendar.
    pub fn shell(&self, visitor: &Visitor, title: &str) -> Shell {
        Shell { trail: self.trail.clone(), ..visitor.shell(title) }
    }

    /// The frame of a page below the calendar.
    pub fn below(&self, visitor: &Visitor, title: &str) -> Shell {
        let up = Choice::new("On call", self.path.as_str(), false);
        Shell { trail: self.trail.iter().cloned().chain([up]).collect(), ..visitor.shell(title) }
    }
}
