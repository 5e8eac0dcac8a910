//! What people hear of, when, and how much a letter says: missed calls, tasks that are due, quiet hours, several notices in
//! one letter.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::Actor;
use domain::accounts::secure;
use domain::delivery::{self, PlanDraft};
use domain::notices::due::Rhythm;
use domain::notices::times::{self, TimesDraft};
use domain::notices::{self, Channel, LetterKind, choices};
use domain::people::users::{self, MemberDetails};
use domain::records::calls::{self, NewCall};
use domain::records::messages;
use domain::tasks::{self, Assignee, TaskDetails};
use kernel::{Email, Error, Name, Span, Timestamp};
use testkit::{Delivered, Stage, TwoOfEverything, Who, a_call, a_message, both_engines};

const EMAIL: Channel = Channel::Email;

async fn want(stage: &Stage, who: &Who, kinds: &[LetterKind]) {
    let wanted: Vec<_> = kinds.iter().map(|kind| (*kind, EMAIL)).collect();
    choices::choose(&stage.house, &stage.signed_in(who).await, &wanted).await.unwrap();
}

async fn letters(stage: &Stage) -> Vec<Delivered> {
    use LetterKind::{Digest, MissedCall, NewMessage, TaskDue};
    let mut letters = stage.deliver().await;
    letters.retain(|one| [MissedCall, TaskDue, NewMessage, Digest].contains(&one.kind));
    letters
}

async fn told(stage: &Stage) -> Vec<String> {
    let mut told: Vec<_> = letters(stage).await.into_iter().map(|one| one.to).collect();
    told.sort();
    told
}

async fn call(stage: &Stage, operator: &Actor, calls: Vec<NewCall>) {
    let calls = calls.into_iter().map(Ok).collect();
    calls::take_in(&stage.house, &operator.may().unwrap(), calls, None).await.unwrap();
}

/// To a moment that is ahead.
fn go_to(stage: &Stage, at: &str) {
    stage.advance(Timestamp::parse(at).unwrap() - stage.house.now());
}

/// What leaves when two processes look at once.
async fn after_the_wait(stage: &Stage) -> Vec<Delivered> {
    let second = stage.second_process().await;
    let (one, other) = tokio::join!(notices::tell_due(&stage.house), notices::tell_due(&second));
    one.and(other).unwrap();
    letters(stage).await
}

both_engines! {
    async fn s0_41_who_chose_it_hears_of_missed_calls_and_of_tasks_that_are_due(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, house, org) = (&all.one.north, &stage.house, all.one.org);
        let operator = stage.actor(&all.one.operator).await;
        let missed = |contact| NewCall { state: "missed", notes: "Rang twice.".to_owned(), ..a_call(north.account, contact, house) };
        call(&stage, &operator, vec![missed(Some(north.ann))]).await;
        assert!(told(&stage).await.is_empty(), "off until it is chosen");
        let both = [LetterKind::MissedCall, LetterKind::TaskDue];
        for who in [&north.user, &north.lost, &north.admin, &all.one.south.user, &all.one.south.admin] {
            want(&stage, who, &both).await;
        }
        stage.deliver().await;
        // Whose contact it was for; of what is for nobody in particular, who sees all.
        let (ann, lost, admin) = (north.user.email.clone(), north.lost.email.clone(), north.admin.email.clone());
        call(&stage, &operator, vec![missed(Some(north.ann)), missed(Some(north.ann)), missed(Some(north.bob))]).await;
        assert_eq!(told(&stage).await, [ann.as_str()], "once for a batch");
        let once = NewCall { external_id: Some("call-1".to_owned()), ..missed(None) };
        call(&stage, &operator, vec![once.clone()]).await;
        assert_eq!(told(&stage).await, [admin.as_str()]);
        let old = house.now() - Span::days(2);
        call(&stage, &operator, vec![
            once,
            NewCall { state: "answered", ..missed(Some(north.ann)) },
            NewCall { direction: "outbound", ..missed(Some(north.ann)) },
            NewCall { started_at: old, ..missed(Some(north.ann)) },
        ]).await;
        assert!(told(&stage).await.is_empty(), "no news");

        want(&stage, &north.admin, &[LetterKind::NewMessage, LetterKind::MissedCall, LetterKind::TaskDue]).await;
        stage.deliver().await;
        let for_nobody = messages::write(house, &operator.may().unwrap(), a_message(north.account, None)).await.unwrap();
        messages::write(house, &operator.may().unwrap(), a_message(north.account, Some(north.bob))).await.unwrap();
        let said = letters(&stage).await;
        let [letter] = said.as_slice() else { panic!("{said:?}") };
        assert_eq!((letter.to.as_str(), letter.link()), (admin.as_str(), format!("/messages/{for_nobody}")));

        // As much as the account lets out, as of the moment at which the letter is written.
        let system = stage.system(org);
        for (content, caller, notes) in [("link", false, false), ("summary", true, false), ("full", true, true)] {
            call(&stage, &operator, vec![missed(Some(north.ann))]).await;
            let plan = PlanDraft { notices: content.to_owned(), ..PlanDraft::default() };
            delivery::save(house, &system.may().unwrap(), north.account, plan).await.unwrap();
            let said = letters(&stage).await;
            let [letter] = said.as_slice() else { panic!("{said:?}") };
            assert!(letter.link().starts_with("/calls/call_"), "{}", letter.text);
            assert_eq!((letter.text.contains("Zoë Caller"), letter.text.contains("Rang twice.")), (caller, notes), "{content}: {}", letter.text);
        }
        let wrong = PlanDraft { notices: "everything".to_owned(), ..PlanDraft::default() };
        assert!(matches!(delivery::save(house, &system.may().unwrap(), north.account, wrong).await, Err(Error::Invalid(_))));

        // Who may not see calls any more hears of none, and cannot choose it.
        let details = |roles| MemberDetails {
            name: Name::parse("Ann").unwrap(),
            email: Email::parse(&ann).unwrap(),
            title: String::new(),
            roles,
            contact: Some(north.ann),
        };
        let held = vec![stage.client_role(org, domain::access::roles::CLIENT_USER).await];
        call(&stage, &operator, vec![missed(Some(north.ann))]).await;
        users::edit(house, &system.may().unwrap(), north.user.id, details(Vec::new())).await.unwrap();
        assert!(told(&stage).await.is_empty());
        let refused = choices::choose(house, &stage.signed_in(&north.user).await, &[(LetterKind::MissedCall, EMAIL)]).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        users::edit(house, &system.may().unwrap(), north.user.id, details(held)).await.unwrap();

        // Tasks: each is told once, when its time has come, to whom it was given.
        let due = house.now() + Span::hours(1);
        let add = async |title: &str, assignee| {
            let repeats = "never".to_owned();
            let details = TaskDetails { title: title.to_owned(), assignee, repeats, due: Some(due), ..TaskDetails::default() };
            tasks::create(house, &system.may().unwrap(), north.account, details).await.unwrap()
        };
        let anns = add("Order paper", Assignee::Contact(north.ann)).await;
        let done = add("Water the plants", Assignee::Contact(north.ann)).await;
        for (title, assignee) in [("Call back", Assignee::User(north.lost.id)), ("Sweep", Assignee::Account), ("Dial", Assignee::Operators)] {
            add(title, assignee).await;
        }
        tasks::mark(house, &system.may().unwrap(), done, "done").await.unwrap();
        let second = stage.second_process().await;
        let remind = async || {
            let (one, other) = tokio::join!(tasks::remind(house), tasks::remind(&second));
            one.and(other).unwrap();
            letters(&stage).await
        };
        assert!(remind().await.is_empty(), "not yet");
        stage.advance(Span::hours(1));
        let mut due_now = remind().await;
        due_now.sort_by_key(|one| one.to.clone());
        let to: Vec<&str> = due_now.iter().map(|one| one.to.as_str()).collect();
        let mut expected = vec![admin.as_str(), ann.as_str(), lost.as_str()];
        expected.sort_unstable();
        assert_eq!(to, expected);
        let anns_letter = due_now.iter().find(|one| one.to == ann).unwrap();
        assert_eq!(anns_letter.link(), format!("/tasks/{anns}"));
        assert!(anns_letter.text.contains("Order paper"), "{}", anns_letter.text);
        assert!(remind().await.is_empty(), "once");
        let later = TaskDetails {
            title: "Order paper".to_owned(),
            assignee: Assignee::Contact(north.ann),
            repeats: "never".to_owned(),
            due: Some(due + Span::hours(2)),
            ..TaskDetails::default()
        };
        tasks::edit(house, &system.may().unwrap(), anns, later).await.unwrap();
        stage.advance(Span::hours(2));
        stage.hire(org, "secure@one.test", &[domain::access::roles::SECURE]).await;
        secure::mark(house, &system.may().unwrap(), north.account).await.unwrap();
        let again = remind().await;
        let [letter] = again.as_slice() else { panic!("put off, and due again: {again:?}") };
        assert!(!letter.text.contains("paper"), "S: of a Secure account only a link: {}", letter.text);
    }

    async fn what_comes_in_quiet_hours_waits_and_what_is_gathered_comes_in_one_letter(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, house) = (&all.one.north, &stage.house);
        let ann = &north.user;
        want(&stage, ann, &[LetterKind::NewMessage, LetterKind::MissedCall]).await;
        let night = TimesDraft {
            quiet_from: "22:00".to_owned(),
            quiet_until: "07:00".to_owned(),
            daily_at: "17:30".to_owned(),
            rhythms: Vec::new(),
        };
        let choose = async |draft: &TimesDraft| times::choose(house, &stage.signed_in(ann).await, draft).await;
        for (wrong, field) in [
            (TimesDraft { quiet_from: "25:00".to_owned(), ..night.clone() }, "quiet_from"),
            (TimesDraft { quiet_until: String::new(), ..night.clone() }, "quiet_until"),
            (TimesDraft { quiet_until: "22:00".to_owned(), ..night.clone() }, "quiet_until"),
            (TimesDraft { daily_at: "noon\0".to_owned(), ..night.clone() }, "daily_at"),
            (TimesDraft { rhythms: vec![(LetterKind::ShiftStarts, Rhythm::Daily)], ..night.clone() }, "rhythms"),
        ] {
            let Err(Error::Invalid(invalid)) = choose(&wrong).await else { panic!("{wrong:?}") };
            assert!(invalid.message(field).is_some(), "{field}: {invalid:?}");
        }
        choose(&night).await.unwrap();
        let lines = "SELECT count(*) FROM events WHERE action = 'profile.letters_chosen'";
        let before = stage.number(lines, &[]).await;
        choose(&night).await.unwrap();
        assert_eq!(stage.number(lines, &[]).await, before, "the same again is no change");
        stage.deliver().await;
        let system = stage.system(all.one.org);
        let write = async || messages::write(house, &system.may().unwrap(), a_message(north.account, Some(north.ann))).await.unwrap();
        let read = async |id| messages::mark(house, &stage.actor(ann).await.may().unwrap(), id, "read").await.unwrap();

        // Eleven at night in New York, where the account is: what comes waits for the morning, but for what was read.
        go_to(&stage, "2026-11-22T04:00:00Z");
        let (first, _second) = (write().await, write().await);
        let night_call = NewCall { state: "missed", ..a_call(north.account, Some(north.ann), house) };
        call(&stage, &stage.actor(&all.one.operator).await, vec![night_call]).await;
        assert!(after_the_wait(&stage).await.is_empty());
        go_to(&stage, "2026-11-22T11:59:00Z");
        assert!(after_the_wait(&stage).await.is_empty());
        read(first).await;
        stage.deliver().await;
        go_to(&stage, "2026-11-22T12:00:00Z");
        let morning = after_the_wait(&stage).await;
        let [letter] = morning.as_slice() else { panic!("{morning:?}") };
        assert_eq!((letter.kind, letter.to.as_str()), (LetterKind::Digest, ann.email.as_str()));
        assert_eq!(letter.subject, "1 × Missed call, 1 × New message at Organization one");
        assert!(!letter.text.contains(&first.to_string()) && !letter.text.contains("Zoë"), "{}", letter.text);
        assert_eq!(letter.text.matches("/messages/msg_").count() + letter.text.matches("/calls/call_").count(), 2, "{}", letter.text);
        write().await;
        let at_once = letters(&stage).await;
        assert!(at_once.len() == 1 && at_once.iter().all(|one| one.kind == LetterKind::NewMessage), "{at_once:?}");
        // One alone is told as if it had not waited.
        go_to(&stage, "2026-11-23T04:00:00Z");
        write().await;
        go_to(&stage, "2026-11-23T12:00:00Z");
        let alone = after_the_wait(&stage).await;
        assert!(alone.len() == 1 && alone.iter().all(|one| one.kind == LetterKind::NewMessage), "{alone:?}");

        // Hourly: a whole batch in one letter, and no letter when nothing is left of it.
        choose(&TimesDraft { rhythms: vec![(LetterKind::NewMessage, Rhythm::Hourly)], ..night.clone() }).await.unwrap();
        let batch = (0..3).map(|_| Ok(a_message(north.account, Some(north.ann)))).collect();
        messages::take_in(house, &system.may().unwrap(), batch, None).await.unwrap();
        stage.deliver().await;
        go_to(&stage, "2026-11-23T13:00:00Z");
        let hour = after_the_wait(&stage).await;
        let [letter] = hour.as_slice() else { panic!("{hour:?}") };
        assert_eq!(letter.subject, "3 × New message at Organization one");
        let gone = write().await;
        read(gone).await;
        stage.deliver().await;
        go_to(&stage, "2026-11-23T14:00:00Z");
        assert!(after_the_wait(&stage).await.is_empty());
        let reason = "SELECT reason FROM outbox WHERE kind = 'digest' AND state = 'dropped'";
        assert_eq!(stage.text(reason, &[]).await, "Nothing of it is left to tell.");

        // Daily, at a time of one's own; unwanted meanwhile, it does not come.
        choose(&TimesDraft { rhythms: vec![(LetterKind::NewMessage, Rhythm::Daily)], ..night.clone() }).await.unwrap();
        write().await;
        stage.deliver().await;
        go_to(&stage, "2026-11-23T22:30:00Z");
        assert_eq!(after_the_wait(&stage).await.len(), 1);
        write().await;
        want(&stage, ann, &[]).await;
        stage.deliver().await;
        go_to(&stage, "2026-11-24T22:30:00Z");
        assert!(after_the_wait(&stage).await.is_empty());

        // Nobody chooses for somebody else, and who is deleted leaves nothing behind.
        want(&stage, ann, &[LetterKind::NewMessage]).await;
        write().await;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, Some(ann.id), domain::access::Mode::Act).await.unwrap();
        let acting = stage.resolve(&visit).await.unwrap();
        assert!(matches!(times::choose(house, &acting, &night).await, Err(Error::Forbidden(_))));
        users::delete(house, &stage.actor(&all.one.operator).await.may().unwrap(), ann.id).await.unwrap();
        for table in ["notice_times", "notice_rhythms", "notices_waiting"] {
            assert_eq!(stage.number(&format!("SELECT count(*) FROM {table}"), &[]).await, 0, "{table}");
        }
    }
}
