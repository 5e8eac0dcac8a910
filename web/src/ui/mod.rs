//! The parts every page is made of: the frame around it, lists, forms, records, and small things like badges.
//!
//! Each part is a plain struct that prints itself, so a page writes `{{ table }}` and gets a finished list. The
//! parts escape everything they are given; none of them takes ready-made HTML.

mod badge;
mod bulk;
mod cell;
mod chart;
mod checklist;
mod chrome;
mod confirm;
mod criteria;
mod delivery;
mod detail;
mod empty;
mod field;
mod filter;
mod flash;
mod form;
mod icon;
mod menu;
mod on_call;
mod pieces;
mod problem;
mod prose;
mod shell;
mod status;
mod table;
mod timeline;

pub use badge::{Badge, Tone};
pub use bulk::{Bulk, BulkAction};
pub use cell::{Cell, MenuAction, RowAction};
pub use chart::{Bar, BarChart};
pub use checklist::{CheckStep, CheckTick, Checklist};
pub use confirm::ConfirmPage;
pub use criteria::Criteria;
pub use delivery::DeliveryCard;
pub use detail::{DetailView, Property, RecordId};
pub use empty::Empty;
pub use field::{Field, FieldKind, FieldView, SelectOption};
pub use filter::{Chip, Choice, FilterBox, FilterBoxes, QuickFilter, SearchBox, ViewBar, ViewChange};
pub use flash::{Flash, Undo};
pub use form::{ErrorSummary, FormView};
pub use icon::{Icon, icon};
pub use menu::{Accounts, LoginAsBar, MenuItem, Who};
pub use on_call::{OnCallCard, Reached};
pub use pieces::{Card, Stat, Stats, Tab, Tabs};
pub use problem::ProblemPage;
pub use prose::Prose;
pub use shell::{Door, Shell, Theme};
pub use status::{StatusCard, StatusPlace};
pub use table::{Column, Row, Sort, SortLink, TableView};
pub use timeline::{Change, EntryKind, Timeline, TimelineEntry};

/// Says that a part has escaped itself, so a page may print it with `{{ part }}` and no filter.
macro_rules! prints_itself {
    ($($part:ty),+ $(,)?) => {
        $(impl askama::filters::HtmlSafe for $part {})+
    };
}
pub(crate) use prints_itself;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
mod tests;
