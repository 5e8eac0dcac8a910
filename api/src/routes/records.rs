//! The addresses of calls, messages and the history.

use domain::access::Key;
use domain::accounts::ACCOUNTS;
use domain::history::HISTORY;
use domain::records::calls::CALLS;
use domain::records::messages::MESSAGES;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::messages::delivery::{self, DeliveryPlan, MessageDelivery, NewDeliveryPlan};
use crate::messages::delivery_hook::{self, DeliveryWebhook, DeliveryWebhookAddress};
use crate::messages::{MessageChanges, NewMessage};
use crate::openapi::Doc;
use crate::webhooks::NewSecret;
use crate::{calls, history, messages};

pub(super) fn of_deliveries() -> [Declared; 8] {
    use Key::{MessagesDeliver, MessagesMark, MessagesView};
    let plan = "/api/v1/accounts/{id}/delivery-plan";
    let hook = "/api/v1/accounts/{id}/delivery-plan/webhook";
    [
        get(
            "/api/v1/messages/{id}/delivery",
            Needs(MessagesView),
            delivery::show,
            Doc::says::<MessageDelivery>("Show to whom a message was sent, and who has it", "messages")
                .of(&MESSAGES),
        ),
        put(
            "/api/v1/messages/{id}/acknowledgement",
            Needs(MessagesMark),
            delivery::acknowledge,
            Doc::done("Acknowledge a message, so that nobody else is asked", &MESSAGES),
        ),
        get(
            plan,
            Needs(MessagesDeliver),
            delivery::show_plan,
            Doc::says::<DeliveryPlan>("Show how the messages of an account are delivered", "messages")
                .of(&ACCOUNTS),
        ),
        put(
            plan,
            Needs(MessagesDeliver),
            delivery::save_plan,
            Doc::says::<DeliveryPlan>("Set how the messages of an account are delivered", "messages")
                .of(&ACCOUNTS)
                .takes::<NewDeliveryPlan>(),
        ),
        get(
            hook,
            Needs(MessagesDeliver),
            delivery_hook::show,
            Doc::says::<DeliveryWebhook>("Show where the messages of an account are posted", "messages")
                .of(&ACCOUNTS),
        ),
        put(
            hook,
            Needs(MessagesDeliver),
            delivery_hook::save,
            Doc::says::<DeliveryWebhook>("Set where the messages of an account are posted", "messages")
                .of(&ACCOUNTS)
                .takes::<DeliveryWebhookAddress>(),
        ),
        delete(
            hook,
            Needs(MessagesDeliver),
            delivery_hook::remove,
            Doc::finished("Post the messages of an account nowhere any more", "messages").of(&ACCOUNTS),
        ),
        post(
            "/api/v1/accounts/{id}/delivery-plan/webhook/secret",
            Needs(MessagesDeliver),
            delivery_hook::rotate,
            Doc::says::<NewSecret>("Give the webhook of a delivery plan another secret", "messages")
                .of(&ACCOUNTS),
        ),
    ]
}

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
