//! On-call schedules on pages, the same for clients and for operators: the calendar, the form, and who stands in.

mod calendar;
mod draft;
mod feed;
mod form;
mod import;
mod links;
mod now;
mod offers;
mod overrides;
mod place;
mod preview;
mod save;
mod show;
mod turn;
mod words;

pub(crate) use feed::routes;
pub use import::{ask_import, import, look_import};
pub use links::{make_link, revoke_link, show_links};
pub use now::{card, cards};
pub use overrides::{ask_override, put_in, take_back};
pub use place::Place;
pub use save::{add, ask_delete, ask_edit, ask_new, delete, edit};
pub use show::show;
pub use turn::{answer_turn, ask_turn, hand_over};
