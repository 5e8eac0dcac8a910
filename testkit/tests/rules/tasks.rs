//! Tasks: a client writes down what is to be done, those who are to do it do it, and nobody else sees it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, TasksComplete, TasksEdit, TasksView};
use domain::people::{contacts, users};
use domain::records::{Cell, Query, Record};
use domain::tasks::{self, Assignee, LONGEST_TITLE, MOST_STEPS, TASKS, TaskDetails};
use kernel::{AccountId, Error, Result, Span, TaskId};
use testkit::{Stage, TwoOfEverything, both_engines};

fn task(title: &str, assignee: Assignee) -> TaskDetails {
    TaskDetails { title: title.to_owned(), assignee, repeats: "never".to_owned(), ..TaskDetails::default() }
}

async fn create(stage: &Stage, actor: &Actor, account: AccountId, details: TaskDetails) -> Result<TaskId> {
    tasks::create(&stage.house, &actor.may::<TasksEdit>()?, account, details).await
}

async fn mark(stage: &Stage, actor: &Actor, id: TaskId, into: &str) -> Result<Option<TaskId>> {
    tasks::mark(&stage.house, &actor.may::<TasksComplete>()?, id, into).await
}

async fn listed(stage: &Stage, actor: &Actor, question: &str) -> Vec<Record> {
    let granted = actor.may::<TasksView>().unwrap();
    let pairs = question.split('&').filter_map(|pair| pair.split_once('='));
    let query = Query::parse(&TASKS, pairs).unwrap().with_all_fields();
    tasks::list(&mut stage.read().await, &granted, &query).await.unwrap().records
}

async fn titles(stage: &Stage, actor: &Actor, question: &str) -> Vec<String> {
    listed(stage, actor, question).await.iter().map(|one| one.cell("title").text().to_owned()).collect()
}

async fn find(stage: &Stage, actor: &Actor, id: TaskId) -> Result<Record> {
    tasks::find(&mut stage.read().await, &actor.may::<TasksView>()?, id).await
}

fn wrong<T: std::fmt::Debug>(outcome: Result<T>, field: &str) {
    match outcome {
        Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{field}: {invalid:?}"),
        other => panic!("{field}: {other:?}"),
    }
}

both_engines! {
    async fn s0_41_a_client_admin_creates_tasks_and_what_is_due_next_stands_first(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let now = stage.house.now();
        let due = |hours| Some(now + Span::hours(hours));
        for (title, due) in [("undated", None), ("later", due(48)), ("soon", due(2)), ("late", due(-5))] {
            let details = TaskDetails { due, ..task(title, Assignee::Operators) };
            create(&stage, &admin, north.account, details).await.unwrap();
        }
        assert_eq!(titles(&stage, &operator, "").await, ["late", "soon", "later", "undated"]);
        let overdue = format!("state=open,started&due_at=..{now}");
        assert_eq!(titles(&stage, &operator, &overdue).await, ["late"]);
        let late: TaskId = listed(&stage, &admin, "q=LATE").await[0].id.to_string().parse().unwrap();
        assert_eq!(mark(&stage, &operator, late, "done").await.unwrap(), None);
        assert_eq!(titles(&stage, &admin, "").await, ["soon", "later", "undated", "late"], "what is done is last");
        assert_eq!(titles(&stage, &admin, "sort=-due_at&state=open").await, ["undated", "later", "soon"]);
        assert!(titles(&stage, &admin, &overdue).await.is_empty());
        let done = find(&stage, &admin, late).await.unwrap();
        assert_eq!((done.cell("done_by").text(), done.cell("assignee").text()), ("operator@one.test", "The operators"));
        // The same once more changes nothing; reopened, it is due as before.
        mark(&stage, &operator, late, "done").await.unwrap();
        mark(&stage, &admin, late, "open").await.unwrap();
        assert_eq!(titles(&stage, &admin, "").await[0], "late");
        assert_eq!(*find(&stage, &admin, late).await.unwrap().cell("done_at"), Cell::Empty);
        let events = "SELECT count(*) FROM events WHERE action = ?1";
        assert_eq!(stage.number(events, db::params!["task.marked"]).await, 2);
        assert_eq!(stage.number(events, db::params!["task.added"]).await, 4);
    }

    async fn s0_06_a_client_user_sees_and_completes_only_what_is_his_or_hers(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let (admin, user) = (stage.actor(&north.admin).await, stage.actor(&north.user).await);
        let lost = stage.actor(&north.lost).await;
        let for_user = create(&stage, &admin, north.account, task("user", Assignee::User(north.user.id))).await.unwrap();
        let for_ann = create(&stage, &admin, north.account, task("ann", Assignee::Contact(north.ann))).await.unwrap();
        let for_bob = create(&stage, &admin, north.account, task("bob", Assignee::Contact(north.bob))).await.unwrap();
        let for_all = create(&stage, &admin, north.account, task("all", Assignee::Account)).await.unwrap();
        let mut seen = titles(&stage, &user, "").await;
        seen.sort();
        assert_eq!(seen, ["ann", "user"], "given to the person, as a user or as a contact");
        assert!(titles(&stage, &lost, "").await.is_empty(), "no contact, nothing given, nothing seen");
        mark(&stage, &user, for_user, "done").await.unwrap();
        mark(&stage, &user, for_ann, "started").await.unwrap();
        for id in [for_bob, for_all] {
            assert!(matches!(find(&stage, &user, id).await, Err(Error::NotFound)));
            assert!(matches!(mark(&stage, &user, id, "done").await, Err(Error::NotFound)));
            let spoken = tasks::comment(&stage.house, &user.may().unwrap(), id, "Hello").await;
            assert!(matches!(spoken, Err(Error::NotFound)));
        }
        assert!(matches!(mark(&stage, &lost, for_user, "done").await, Err(Error::NotFound)));
        let refused = create(&stage, &user, north.account, task("mine", Assignee::Account)).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "a Client User completes and does not write");
        // The neighbour and the other organization find nothing, and nobody writes into a strange account.
        for strange in [&south.admin, &all.two.operator] {
            let strange = stage.actor(strange).await;
            assert!(titles(&stage, &strange, "").await.is_empty());
            assert!(matches!(find(&stage, &strange, for_all).await, Err(Error::NotFound)));
            assert!(matches!(mark(&stage, &strange, for_all, "done").await, Err(Error::NotFound)));
            let edited = tasks::edit(&stage.house, &strange.may().unwrap(), for_all, task("x", Assignee::Account)).await;
            assert!(matches!(edited, Err(Error::NotFound)));
            assert!(matches!(tasks::delete(&stage.house, &strange.may().unwrap(), for_all).await, Err(Error::NotFound)));
            let written = create(&stage, &strange, north.account, task("x", Assignee::Account)).await;
            assert!(matches!(written, Err(Error::NotFound)));
        }
    }

    async fn s0_41_what_cannot_be_used_is_refused_in_words(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let admin = stage.actor(&north.admin).await;
        let plain = || task("Test", Assignee::Account);
        let steps = |count: usize| vec!["step".to_owned(); count];
        for (details, field) in [
            (task("  ", Assignee::Account), "title"),
            (task(&"e".repeat(LONGEST_TITLE + 1), Assignee::Account), "title"),
            (TaskDetails { text: "a\0b".to_owned(), ..plain() }, "text"),
            (TaskDetails { repeats: "hourly".to_owned(), ..plain() }, "repeats"),
            (TaskDetails { repeats: "weekly".to_owned(), ..plain() }, "due_at"),
            (TaskDetails { checklist: steps(MOST_STEPS + 1), ..plain() }, "checklist"),
            (TaskDetails { checklist: vec!["e".repeat(201)], ..plain() }, "checklist"),
            (task("Test", Assignee::Contact(south.ann)), "assignee"),
            (task("Test", Assignee::User(south.user.id)), "assignee"),
            (task("Test", Assignee::User(all.two.north.user.id)), "assignee"),
        ] {
            wrong(create(&stage, &admin, north.account, details).await, field);
        }
        let long = task(&"é".repeat(LONGEST_TITLE), Assignee::Account);
        let full = TaskDetails { checklist: steps(MOST_STEPS), ..long };
        let id = create(&stage, &admin, north.account, full).await.unwrap();
        wrong(tasks::mark(&stage.house, &admin.may().unwrap(), id, "finished").await, "state");
        wrong(tasks::comment(&stage.house, &admin.may().unwrap(), id, " \n").await, "comment");
        wrong(tasks::comment(&stage.house, &admin.may().unwrap(), id, &"e".repeat(5001)).await, "comment");
        for nowhere in [-1, 50] {
            let ticked = tasks::tick(&stage.house, &admin.may().unwrap(), id, nowhere, true).await;
            assert!(matches!(ticked, Err(Error::NotFound)));
        }
    }

    async fn s0_06_steps_are_ticked_off_and_keep_their_marks_when_the_list_changes(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let steps = |words: &[&str]| words.iter().map(|step| (*step).to_owned()).collect::<Vec<_>>();
        let details = TaskDetails { checklist: steps(&["one", " ", "two", "three"]), ..task("Move", Assignee::Operators) };
        let id = create(&stage, &admin, north.account, details.clone()).await.unwrap();
        for _ in 0..2 {
            tasks::tick(&stage.house, &operator.may().unwrap(), id, 1, true).await.unwrap();
        }
        let changed = TaskDetails { checklist: steps(&["zero", "two", "three"]), ..details };
        tasks::edit(&stage.house, &admin.may().unwrap(), id, changed).await.unwrap();
        let found = tasks::checklist(&mut stage.read().await, &admin.may().unwrap(), id).await.unwrap();
        let shown: Vec<(&str, bool)> = found.iter().map(|step| (step.words.as_str(), step.done_at.is_some())).collect();
        assert_eq!(shown, [("zero", false), ("two", true), ("three", false)]);
        tasks::tick(&stage.house, &operator.may().unwrap(), id, 1, false).await.unwrap();
        tasks::comment(&stage.house, &operator.may().unwrap(), id, " Not yet.\r\nTomorrow. ").await.unwrap();
        let said = tasks::comments(&mut stage.read().await, &admin.may().unwrap(), id).await.unwrap();
        assert_eq!((said.len(), said[0].text.as_str()), (1, "Not yet.\nTomorrow."));
        let events = "SELECT count(*) FROM events WHERE action = ?1";
        assert_eq!(stage.number(events, db::params!["task.step_marked"]).await, 2, "the same again is no event");
        tasks::delete(&stage.house, &admin.may().unwrap(), id).await.unwrap();
        assert!(matches!(find(&stage, &admin, id).await, Err(Error::NotFound)));
        for table in ["tasks", "task_steps", "task_comments"] {
            assert_eq!(stage.number(&format!("SELECT count(*) FROM {table}"), &[]).await, 0, "{table}");
        }
    }

    async fn s0_06_a_task_that_repeats_comes_back_once_with_its_steps_to_be_done(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let due = stage.house.now() + Span::hours(3);
        let details = TaskDetails {
            due: Some(due),
            repeats: "daily".to_owned(),
            checklist: vec!["ring".to_owned()],
            ..task("Test the line", Assignee::Contact(north.ann))
        };
        let id = create(&stage, &admin, north.account, details).await.unwrap();
        tasks::tick(&stage.house, &admin.may().unwrap(), id, 0, true).await.unwrap();
        let next = mark(&stage, &admin, id, "done").await.unwrap().unwrap();
        let found = find(&stage, &admin, next).await.unwrap();
        assert!(matches!(found.cell("due_at"), Cell::Instant(at) if *at > due));
        assert_eq!(found.cell("assignee").text(), find(&stage, &admin, id).await.unwrap().cell("assignee").text());
        let steps = tasks::checklist(&mut stage.read().await, &admin.may().unwrap(), next).await.unwrap();
        assert_eq!((steps.len(), steps[0].done_at), (1, None));
        // Reopened and done again, it does not come back twice.
        mark(&stage, &admin, id, "open").await.unwrap();
        assert_eq!(mark(&stage, &admin, id, "done").await.unwrap(), None);
        assert_eq!(titles(&stage, &admin, "").await.len(), 2);
        assert_eq!(titles(&stage, &admin, "repeats=daily").await.len(), 1);
    }

    async fn s0_06_a_task_stays_when_who_was_to_do_it_goes(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let for_bob = create(&stage, &admin, north.account, task("bob", Assignee::Contact(north.bob))).await.unwrap();
        let for_lost = create(&stage, &admin, north.account, task("lost", Assignee::User(north.lost.id))).await.unwrap();
        let lost = stage.actor(&north.lost).await;
        assert_eq!(titles(&stage, &lost, "").await, ["lost"]);
        contacts::delete(&stage.house, &admin.may().unwrap(), north.bob).await.unwrap();
        users::delete(&stage.house, &stage.system(all.one.org).may().unwrap(), north.lost.id).await.unwrap();
        for id in [for_bob, for_lost] {
            let found = find(&stage, &admin, id).await.unwrap();
            assert_eq!(found.cell("assignee").text(), "Anybody");
        }
    }
}
