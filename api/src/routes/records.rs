//! The addresses of calls, messages and the history.

use domain::access::Key;
use domain::history::HISTORY;
use domain::records::calls::CALLS;
use domain::records::messages::MESSAGES;
use web::Policy::Needs;

use crate::declared::{Declared, get, patch, post};
use crate::messages::{MessageChanges, NewMessage};
use crate::openapi::Doc;
use crate::{calls, history, messages};

pub(super) fn of_records() -> [Declared; 8] {
    use Key::{CallsCreate, CallsView, HistoryView, MessagesCreate, MessagesMark, MessagesView};
    [
        get("/api/v1/calls", Needs(CallsView), calls::list, Doc::page("List calls", &CALLS)),
        post(
            "/api/v1/calls",
            Needs(CallsCreate),
            calls::take,
            Doc::intake::<calls::NewCall>("Take calls in", &CALLS),
        ),
        get("/api/v1/calls/{id}", Needs(CallsView), calls::show, Doc::record("Show a call", &CALLS)),
        get("/api/v1/messages", Needs(MessagesView), messages::list, Doc::page("List messages", &MESSAGES)),
        post(
            "/api/v1/messages",
            Needs(MessagesCreate),
            messages::take,
            Doc::intake::<NewMessage>("Take messages in", &MESSAGES),
        ),
        get(
            "/api/v1/messages/{id}",
            Needs(MessagesView),
            messages::show,
            Doc::record("Show a message", &MESSAGES),
        ),
        patch(
            "/api/v1/messages/{id}",
            Needs(MessagesMark),
            messages::mark,
            Doc::record("Mark a message as new, read or done", &MESSAGES).takes::<MessageChanges>(),
        ),
        get("/api/v1/history", Needs(HistoryView), history::list, Doc::page("List the history", &HISTORY)),
    ]
}
