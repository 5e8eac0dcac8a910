//! What letters say, what operators do with them, and what a restored backup does not send.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use db::params;
use domain::access::{OutboxManage, OutboxView};
use domain::notices::texts::{self, TextName, Words};
use domain::notices::{self, Channel, LetterKind, Mailbox, OUTBOX, Outcome};
use domain::records::Query;
use kernel::{Error, OutgoingId};
use testkit::{Engine, Stage, TwoOfEverything, both_engines};

const TEST: TextName = TextName { kind: LetterKind::Test, channel: Channel::Email };
const BASE: &str = "https://portal.test";

fn words(subject: &str, body: &str) -> Words {
    Words { subject: subject.to_owned(), body: body.to_owned() }
}

async fn put(stage: &Stage, all: &TwoOfEverything) -> OutgoingId {
    let admin = stage.actor(&all.one.administrator).await;
    notices::send_test(&stage.house, &admin.may().unwrap(), None).await.unwrap()
}

async fn state(stage: &Stage, id: OutgoingId) -> String {
    stage.text("SELECT state FROM outbox WHERE id = ?1", params![id]).await
}

async fn fail(stage: &Stage) {
    let taken = notices::take(&stage.house, Channel::Email, BASE).await.unwrap().unwrap();
    notices::settle(&stage.house, &taken, Outcome::Refused("550 no".to_owned())).await.unwrap();
}

both_engines! {
    async fn c_04_a_text_of_ones_own_counts_from_the_next_letter_and_can_be_put_back(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let admin = stage.actor(&all.one.administrator).await;
        let other = stage.actor(&all.two.administrator).await;
        put(&stage, &all).await;
        let own = words("For {{ first_name }}", "{{ name }}: {{ login_url }}{% if user_id %} as {{ user_id }}{% endif %}");
        texts::edit(&stage.house, &admin.may().unwrap(), TEST, own).await.unwrap();
        let letter = stage.deliver_one().await;
        assert_eq!(letter.subject, "For admin@one.test", "also of a letter that waits already");
        assert_eq!(letter.text, "admin@one.test: http://one.test/login as admin@one.test");
        notices::send_test(&stage.house, &other.may().unwrap(), None).await.unwrap();
        assert!(stage.deliver_one().await.subject.starts_with("A test letter"), "the other organization has its own");
        texts::reset(&stage.house, &admin.may().unwrap(), TEST).await.unwrap();
        put(&stage, &all).await;
        assert!(stage.deliver_one().await.subject.starts_with("A test letter"));
        let changed = "SELECT count(*) FROM events WHERE action = 'letter.text_changed'";
        assert_eq!(stage.number(changed, &[]).await, 2);
    }

    async fn c_04_a_text_with_a_mistake_is_refused_at_its_field_and_nothing_is_saved(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let admin = stage.actor(&all.one.administrator).await;
        for (subject, body, field, said) in [
            ("x", "Dear {{ nme }}", "body", "nme"),
            ("{{ name", "x", "subject", "Line 1"),
            ("", "x", "subject", "subject"),
            ("x", " ", "body", "text"),
            ("a\nBcc: b@c.de", "x", "subject", "one line"),
            ("x", "{% for a in name %}x{% endfor %}", "body", "for"),
        ] {
            let refused = texts::edit(&stage.house, &admin.may().unwrap(), TEST, words(subject, body)).await;
            let Err(Error::Invalid(invalid)) = refused else { panic!("{subject} {body}") };
            let message = invalid.message(field).unwrap_or_default();
            assert!(message.contains(said), "{field}: {message}");
        }
        assert_eq!(stage.number("SELECT count(*) FROM letter_texts", &[]).await, 0);
    }

    async fn c_04_a_test_shows_the_text_with_samples_and_a_text_that_broke_is_sent_as_it_ships(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let admin = stage.actor(&all.one.administrator).await;
        notices::send_test(&stage.house, &admin.may().unwrap(), Some(TEST)).await.unwrap();
        let sample = stage.deliver_one().await;
        assert!(sample.text.contains("Hello Dana") && sample.to == all.one.administrator.email, "{}", sample.text);
        texts::edit(&stage.house, &admin.may().unwrap(), TEST, words("a", "b")).await.unwrap();
        stage.tamper("UPDATE letter_texts SET body = '{{ gone }}'", &[]).await;
        put(&stage, &all).await;
        assert!(stage.deliver_one().await.text.contains("arrive"));
    }

    async fn every_shipped_text_can_be_filled_and_previewed(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let organization = stage.signed_in(&all.one.administrator).await.organization;
        for name in TextName::all() {
            let shipped = name.shipped().unwrap();
            let preview = name.preview(&shipped, &organization, BASE);
            let preview = preview.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!preview.body.contains("{{") && !preview.body.trim().is_empty(), "{name}: {}", preview.body);
            assert_eq!(name.to_string().parse::<TextName>().unwrap(), name);
        }
    }

    async fn an_operator_sends_again_and_drops_and_only_within_the_own_organization(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let foreign = stage.actor(&all.two.administrator).await;
        let client = stage.actor(&all.one.north.admin).await;
        let id = put(&stage, &all).await;
        fail(&stage).await;
        assert!(matches!(client.may::<OutboxView>(), Err(Error::Forbidden(_))));
        let stranger = foreign.may::<OutboxManage>().unwrap();
        assert!(matches!(notices::retry(&stage.house, &stranger, id).await, Err(Error::NotFound)));
        let mut read = stage.read().await;
        let view = operator.may::<OutboxView>().unwrap();
        let page = notices::list(&mut read, &view, &Query::of(&OUTBOX)).await.unwrap();
        assert_eq!(page.records.len(), 1);
        let attempts = notices::attempts(&mut read, &view, id).await.unwrap();
        assert_eq!((attempts.len(), attempts.first().map(|one| one.answer.as_str())), (1, Some("550 no")));
        assert!(notices::attempts(&mut read, &foreign.may().unwrap(), id).await.unwrap().is_empty());
        drop(read);
        let manage = operator.may::<OutboxManage>().unwrap();
        assert!(matches!(notices::drop_by_hand(&stage.house, &manage, id).await, Err(Error::Conflict(_))));
        notices::retry(&stage.house, &manage, id).await.unwrap();
        assert_eq!(state(&stage, id).await, "queued");
        notices::drop_by_hand(&stage.house, &manage, id).await.unwrap();
        assert_eq!(state(&stage, id).await, "dropped");
        assert!(stage.deliver().await.is_empty());
        assert!(matches!(notices::retry(&stage.house, &manage, id).await, Err(Error::Conflict(_))));
    }

    async fn r15_a_restored_backup_sends_nothing_until_it_is_released(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let id = put(&stage, &all).await;
        let scratch = Stage::open(Engine::Sqlite).await.unwrap();
        let file = scratch.directory().join(format!("held-{:?}.db", stage.engine));
        domain::backup::backup(&stage.house, &file).await.unwrap();
        let copy = Stage::open(stage.engine).await.unwrap();
        domain::backup::restore(&copy.house, &file).await.unwrap();
        assert_eq!(state(&copy, id).await, "held");
        let later = put(&copy, &all).await;
        assert_eq!(state(&copy, later).await, "held", "what comes in afterwards is held too");
        assert!(copy.deliver().await.is_empty());
        let operator = copy.actor(&all.one.operator).await;
        let hold = notices::held(&mut copy.read().await, &operator.may().unwrap()).await.unwrap().unwrap();
        assert!(hold.reason.contains("restored backup"), "{}", hold.reason);
        notices::release(&copy.house, &operator.may().unwrap()).await.unwrap();
        let sent = copy.deliver().await;
        assert_eq!(sent.iter().filter(|letter| letter.kind == LetterKind::Test).count(), 2);
        assert!(notices::held(&mut copy.read().await, &operator.may().unwrap()).await.unwrap().is_none());
        let foreign = copy.actor(&all.two.operator).await;
        assert!(notices::held(&mut copy.read().await, &foreign.may().unwrap()).await.unwrap().is_some());
    }

    async fn a_mailbox_keeps_letters_for_their_own_organization(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let id = put(&stage, &all).await;
        let scratch = Stage::open(Engine::Sqlite).await.unwrap();
        let mailbox = Mailbox::new(scratch.directory().join("mailbox"));
        let taken = notices::take(&stage.house, Channel::Email, BASE).await.unwrap().unwrap();
        mailbox.keep(&taken).unwrap();
        mailbox.keep(&taken).unwrap();
        let admin = stage.actor(&all.one.administrator).await;
        let mut read = stage.read().await;
        let kept = mailbox.list(&mut read, &admin.may().unwrap()).await.unwrap();
        assert_eq!(kept.len(), 1, "the same letter is kept once");
        assert_eq!(mailbox.find(&mut read, &admin.may().unwrap(), id).await.unwrap().text, taken.text);
        let foreign = stage.actor(&all.two.administrator).await;
        assert!(mailbox.list(&mut read, &foreign.may().unwrap()).await.unwrap().is_empty());
        assert!(matches!(mailbox.find(&mut read, &foreign.may().unwrap(), id).await, Err(Error::NotFound)));
    }
}
