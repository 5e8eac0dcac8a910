//! Who is on call: the schedules of all accounts, and those of one, which operators see and change as its client does.

mod account;
mod list;

pub use account::{
    add, answer_turn, ask_delete, ask_edit, ask_new, ask_override, ask_turn, delete, edit, hand_over,
    of_account, put_in, show, show_one, take_back,
};
pub use list::{columns, filter, list};
