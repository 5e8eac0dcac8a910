//! Which letters a person wants: chosen in the own profile, honoured when the letter is sent, and never those about
//! signing in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{Mode, UsersManage};
use domain::accounts;
use domain::notices::choices::{self, Chosen};
use domain::notices::{Channel, LetterKind};
use domain::organizations::settings::configure;
use domain::people::users::{self, MemberDetails};
use domain::records::messages;
use domain::sign_in::change_password;
use kernel::{Email, Error, MessageId, Name, Span};
use testkit::{Delivered, Stage, TwoOfEverything, Who, a_message, both_engines};

const MESSAGE: LetterKind = LetterKind::NewMessage;
const NUMBER: &str = "+15125550160";

async fn own(stage: &Stage, who: &Who) -> Vec<Chosen> {
    choices::own(&mut stage.read().await, &stage.signed_in(who).await).await.unwrap()
}

async fn choose(stage: &Stage, who: &Who, wanted: &[(LetterKind, Channel)]) -> kernel::Result<()> {
    choices::choose(&stage.house, &stage.signed_in(who).await, wanted).await
}

async fn verify_number(stage: &Stage, who: &Who) {
    let sql = "UPDATE users SET phone = ?2, phone_verified_at = ?3 WHERE id = ?1";
    stage.tamper(sql, db::params![who.id, NUMBER, stage.house.now()]).await;
}

/// An operator writes a message for Ann.
async fn for_ann(stage: &Stage, all: &TwoOfEverything) -> MessageId {
    let (north, operator) = (&all.one.north, stage.actor(&all.one.operator).await);
    messages::write(&stage.house, &operator.may().unwrap(), a_message(north.account, Some(north.ann)))
        .await
        .unwrap()
}

/// What arrives that is about messages; signing in from a new browser is told of as well.
async fn news(stage: &Stage) -> Vec<Delivered> {
    let mut delivered = stage.deliver().await;
    delivered.retain(|letter| letter.kind == MESSAGE);
    delivered
}

both_engines! {
    async fn s2_26_new_messages_are_told_to_whom_they_are_for_once_that_is_chosen(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let ann = &north.user;
        for_ann(&stage, &all).await;
        assert!(news(&stage).await.is_empty(), "off until it is chosen");
        assert_eq!(own(&stage, ann).await, [Chosen { kind: MESSAGE, channel: Channel::Email, wanted: false }]);
        choose(&stage, ann, &[(MESSAGE, Channel::Email)]).await.unwrap();
        choose(&stage, &north.lost, &[(MESSAGE, Channel::Email)]).await.unwrap();
        choose(&stage, &all.one.south.user, &[(MESSAGE, Channel::Email)]).await.unwrap();
        let id = for_ann(&stage, &all).await;
        let letters = news(&stage).await;
        let [letter] = letters.as_slice() else { panic!("only Ann hears of it: {letters:?}") };
        assert_eq!((letter.to.as_str(), letter.link()), (ann.email.as_str(), format!("/messages/{id}")));
        for secret in ["Please call back", "A question", "Zoë"] {
            assert!(!letter.text.contains(secret) && !letter.subject.contains(secret), "{}", letter.text);
        }
        choose(&stage, ann, &[]).await.unwrap();
        for_ann(&stage, &all).await;
        assert!(news(&stage).await.is_empty());
        let lines = "SELECT count(*) FROM events WHERE action = 'profile.letters_chosen'";
        assert_eq!(stage.number(lines, &[]).await, 4, "S4-41: each change is in the history");
        choose(&stage, ann, &[]).await.unwrap();
        assert_eq!(stage.number(lines, &[]).await, 4, "the same again is no change");
    }

    async fn what_is_taken_in_is_told_once_for_a_whole_batch_and_in_its_transaction(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        choose(&stage, &north.user, &[(MESSAGE, Channel::Email)]).await.unwrap();
        let operator = stage.actor(&all.one.operator).await;
        let mut batch: Vec<_> = (0..40).map(|_| Ok(a_message(north.account, Some(north.ann)))).collect();
        batch.push(Ok(a_message(north.account, Some(north.bob))));
        batch.push(Ok(domain::records::messages::NewMessage { state: "done", ..a_message(north.account, Some(north.ann)) }));
        messages::take_in(&stage.house, &operator.may().unwrap(), batch, None).await.unwrap();
        let letters = news(&stage).await;
        assert_eq!(letters.len(), 1, "{letters:?}");
        // What fails leaves no letter behind.
        let elsewhere = a_message(all.one.south.account, Some(north.ann));
        assert!(messages::write(&stage.house, &operator.may().unwrap(), elsewhere).await.is_err());
        assert!(news(&stage).await.is_empty());
    }

    async fn the_choice_counts_that_stands_when_the_letter_leaves_and_so_does_the_reach(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, house, org) = (&all.one.north, &stage.house, all.one.org);
        let (ann, system) = (&north.user, stage.system(org));
        let want = [(MESSAGE, Channel::Email)];
        // Chosen otherwise in the meantime.
        choose(&stage, ann, &want).await.unwrap();
        for_ann(&stage, &all).await;
        choose(&stage, ann, &[]).await.unwrap();
        assert!(news(&stage).await.is_empty());
        let reason = stage.text("SELECT reason FROM outbox WHERE kind = 'new_message' AND state = 'dropped'", &[]).await;
        assert_eq!(reason, "The person does not want such letters.");
        choose(&stage, ann, &want).await.unwrap();
        // Read in the meantime.
        let id = for_ann(&stage, &all).await;
        messages::mark(house, &stage.actor(ann).await.may().unwrap(), id, "read").await.unwrap();
        assert!(news(&stage).await.is_empty());
        // Out of reach in the meantime: another contact, no role, a locked account, a closed portal.
        let details = |contact, roles| MemberDetails {
            name: Name::parse("Ann").unwrap(),
            email: Email::parse(&ann.email).unwrap(),
            title: String::new(),
            roles,
            contact,
        };
        let held = vec![stage.client_role(org, domain::access::roles::CLIENT_USER).await];
        for_ann(&stage, &all).await;
        users::edit(house, &system.may().unwrap(), ann.id, details(Some(north.bob), held.clone())).await.unwrap();
        assert!(news(&stage).await.is_empty(), "S2-05: another's contact");
        users::edit(house, &system.may().unwrap(), ann.id, details(Some(north.ann), held.clone())).await.unwrap();
        for_ann(&stage, &all).await;
        users::edit(house, &system.may().unwrap(), ann.id, details(Some(north.ann), Vec::new())).await.unwrap();
        assert!(news(&stage).await.is_empty(), "no role");
        users::edit(house, &system.may().unwrap(), ann.id, details(Some(north.ann), held)).await.unwrap();
        for_ann(&stage, &all).await;
        accounts::lock(house, &system.may().unwrap(), north.account).await.unwrap();
        assert!(news(&stage).await.is_empty(), "locked");
        accounts::unlock(house, &system.may().unwrap(), north.account).await.unwrap();
        for_ann(&stage, &all).await;
        configure(house, &system.may().unwrap(), |settings| settings.portal.open = false).await.unwrap();
        assert!(news(&stage).await.is_empty(), "closed");
        configure(house, &system.may().unwrap(), |settings| settings.portal.open = true).await.unwrap();
        // Too late.
        for_ann(&stage, &all).await;
        stage.advance(Span::days(1));
        assert!(news(&stage).await.is_empty(), "a day later it would only confuse");
        for_ann(&stage, &all).await;
        assert_eq!(news(&stage).await.len(), 1, "and now it arrives");
    }

    async fn a_text_message_goes_only_to_a_number_that_was_shown_to_be_ones_own(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let ann = &all.one.north.user;
        let sms = [(MESSAGE, Channel::Sms)];
        let Err(Error::Invalid(invalid)) = choose(&stage, ann, &sms).await else { panic!("there is no number") };
        assert!(invalid.message("new_message").is_some());
        verify_number(&stage, ann).await;
        choose(&stage, ann, &sms).await.unwrap();
        for_ann(&stage, &all).await;
        let letters = news(&stage).await;
        assert!(letters.len() == 1 && letters.iter().all(|one| one.channel == Channel::Sms && one.to == NUMBER), "{letters:?}");
        for_ann(&stage, &all).await;
        stage.tamper("UPDATE users SET phone_verified_at = NULL WHERE id = ?1", db::params![ann.id]).await;
        assert!(news(&stage).await.is_empty(), "not to a number that is not verified any more");
    }

    async fn letters_about_signing_in_come_whatever_one_chooses(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let ann = &all.one.north.user;
        choose(&stage, ann, &[]).await.unwrap();
        let refused = choose(&stage, ann, &[(LetterKind::PasswordChanged, Channel::Email)]).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "it is not theirs to choose");
        // Not even somebody who writes the choice into the table shuts them off.
        let sql = "INSERT INTO letter_choices (org_id, user_id, kind, channel, wanted) VALUES (?1, ?2, 'password_changed', 'email', 0)";
        stage.tamper(sql, db::params![ann.org, ann.id]).await;
        let who = stage.signed_in(ann).await;
        change_password(&stage.house, &who, &ann.password, "violet anchor 27 lamps").await.unwrap();
        let told = stage.deliver().await;
        assert!(told.iter().any(|letter| letter.kind == LetterKind::PasswordChanged && letter.to == ann.email), "{told:?}");
    }

    async fn only_the_person_chooses(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        for mode in [Mode::Act, Mode::View] {
            let visit = stage.log_in_as(&operator, north.account, Some(north.user.id), mode).await.unwrap();
            let acting = stage.resolve(&visit).await.unwrap();
            let chosen = choices::choose(&stage.house, &acting, &[(MESSAGE, Channel::Email)]).await;
            assert!(matches!(chosen, Err(Error::Forbidden(_))), "{mode:?}");
        }
        assert_eq!(stage.number("SELECT count(*) FROM letter_choices", &[]).await, 0);
        // Operators get no messages in the portal: there is nothing to choose.
        assert_eq!(own(&stage, &all.one.operator).await, []);
        // Who is deleted leaves no choice behind.
        choose(&stage, &north.user, &[(MESSAGE, Channel::Email)]).await.unwrap();
        let manage = stage.actor(&all.one.operator).await.may::<UsersManage>().unwrap();
        users::delete(&stage.house, &manage, north.user.id).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM letter_choices", &[]).await, 0);
    }
}
