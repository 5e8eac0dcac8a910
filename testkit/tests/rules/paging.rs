//! Going through a list forwards and backwards shows every record exactly once, in order.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{AccountsView, Actor, CallsView, ContactsView, HistoryView, MessagesView, UsersView};
use domain::access::{OnCallView, Reach, ResourcesView, StatusView, TasksView, roles};
use domain::on_call::{self, Draft, SCHEDULES};
use domain::people::contacts::{self, CONTACTS, ContactDetails};
use domain::people::users::{self, MemberDetails, USERS};
use domain::records::calls::{self, CALLS, NewCall};
use domain::records::messages::{self, MESSAGES, NewMessage};
use domain::records::{Collection, LIMITS, Page, Query, Total};
use domain::resources::{self, PROPOSALS, RESOURCES, ResourceDetails, proposals};
use domain::statuses::{self, NewStatus, STATUSES};
use domain::tasks::{self, Assignee, TASKS, TaskDetails};
use domain::{accounts, history, records};
use kernel::{Email, Name, Result, Span};
use testkit::{Stage, TwoOfEverything, a_call, a_message, both_engines};

async fn page(stage: &Stage, actor: &Actor, query: &Query) -> Result<Page> {
    let mut read = stage.read().await;
    match query.collection.name {
        "calls" => records::list(&mut read, &actor.may::<CallsView>()?, query).await,
        "messages" => records::list(&mut read, &actor.may::<MessagesView>()?, query).await,
        "accounts" => records::list(&mut read, &actor.may::<AccountsView>()?, query).await,
        "users" => records::list(&mut read, &actor.may::<UsersView>()?, query).await,
        "contacts" => records::list(&mut read, &actor.may::<ContactsView>()?, query).await,
        "history" => records::list(&mut read, &actor.may::<HistoryView>()?, query).await,
        "tasks" => records::list(&mut read, &actor.may::<TasksView>()?, query).await,
        "resources" | "proposals" => records::list(&mut read, &actor.may::<ResourcesView>()?, query).await,
        "schedules" => on_call::list(&mut read, &actor.may::<OnCallView>()?, query).await,
        "statuses" => statuses::list(&mut read, &actor.may::<StatusView>()?, query).await,
        other => panic!("{other} is a new collection: add it here"),
    }
}

fn ids(page: &Page) -> Vec<String> {
    page.records.iter().map(|record| record.id.to_string()).collect()
}

/// Every page from the first to the last, and back again.
async fn walk(
    stage: &Stage,
    actor: &Actor,
    collection: &'static Collection,
    sort: &str,
    limit: usize,
) -> Vec<String> {
    let limit_text = limit.to_string();
    let ask = |name: &'static str, cursor: String| {
        let pairs = [("sort", sort.to_owned()), ("limit", limit_text.clone()), (name, cursor)];
        Query::parse(collection, pairs).unwrap()
    };
    let mut forwards = Vec::new();
    let mut here = page(stage, actor, &ask("after", String::new())).await.unwrap();
    assert!(here.before.is_none(), "nothing stands before the first page");
    let total = here.total;
    loop {
        assert!(here.records.len() <= limit);
        assert_eq!(here.total, total);
        forwards.extend(ids(&here));
        let Some(after) = &here.after else { break };
        assert_eq!(here.records.len(), limit, "only the last page is short");
        here = page(stage, actor, &ask("after", after.to_string())).await.unwrap();
        assert!(here.before.is_some() && !here.records.is_empty());
    }
    assert_eq!(total, Total::Exactly(forwards.len()));

    let mut backwards = ids(&here);
    while let Some(before) = here.before.take() {
        here = page(stage, actor, &ask("before", before.to_string())).await.unwrap();
        assert!(here.after.is_some());
        let mut earlier = ids(&here);
        earlier.extend(backwards);
        backwards = earlier;
    }
    assert_eq!(forwards, backwards, "{} by {sort}, {limit} at a time", collection.name);
    forwards
}

fn seconds(n: usize) -> Span {
    Span::seconds(i64::try_from(n).unwrap())
}

/// Enough records for several pages of every length, many with equal keys.
async fn fill(stage: &Stage, all: &TwoOfEverything) {
    let actor = stage.system(all.one.org);
    let (house, places) = (&stage.house, all.one.places());
    let calls = (0..120_usize).map(|n| {
        let call = a_call(places[n % 2].account, None, house);
        let started_at = call.started_at - seconds(n / 7);
        Ok(NewCall { started_at, duration: seconds(n % 3).as_seconds(), ..call })
    });
    calls::take_in(house, &actor.may().unwrap(), calls.collect(), None).await.unwrap();
    let messages = (0..110_usize).map(|n| {
        let taken_at = Some(house.now() - seconds(n / 30));
        Ok(NewMessage { taken_at, ..a_message(places[n % 2].account, None) })
    });
    messages::take_in(house, &actor.may().unwrap(), messages.collect(), None).await.unwrap();
    for name in ["Ann", "ann", "Änn", "Zoë", "b", "B", "  b  ", "%", "_", "10", "9"] {
        let name = Name::parse(name).unwrap();
        let details = ContactDetails::of(name.clone());
        contacts::add(house, &actor.may().unwrap(), all.one.north.account, details).await.unwrap();
        let details = accounts::AccountDetails {
            name,
            email: Email::parse("x@one.test").unwrap(),
            phone: None,
            time_zone: kernel::TimeZoneName::utc(),
        };
        let new = accounts::NewAccount { details, numbers: Vec::new(), plan: None, first_user: None };
        accounts::create(house, &actor.may().unwrap(), new).await.unwrap();
    }
}

/// Tasks for everybody, with and without a time, some done; and resources with equal titles.
async fn fill_tasks(stage: &Stage, all: &TwoOfEverything) {
    let actor = stage.system(all.one.org);
    let (house, north) = (&stage.house, &all.one.north);
    for n in 0..40_usize {
        let details = TaskDetails {
            title: format!("Task {}", n % 7),
            due: (n % 3 > 0).then(|| house.now() + seconds(n / 5)),
            assignee: [Assignee::Operators, Assignee::Contact(north.ann), Assignee::User(north.user.id)]
                [n % 3],
            repeats: "never".to_owned(),
            ..TaskDetails::default()
        };
        let id = tasks::create(house, &actor.may().unwrap(), north.account, details).await.unwrap();
        if n % 4 == 0 {
            tasks::mark(house, &actor.may().unwrap(), id, "done").await.unwrap();
        }
        let details = ResourceDetails {
            category: "links".to_owned(),
            title: format!("Résumé {}", n % 5),
            text: "x".to_owned(),
        };
        let id = resources::create(house, &actor.may().unwrap(), north.account, details).await.unwrap();
        proposals::propose_delete(house, &actor.may().unwrap(), id).await.unwrap();
    }
}

/// Schedules of two accounts with equal names, half of them Ann's; and statuses one after the other.
async fn fill_schedules(stage: &Stage, all: &TwoOfEverything) {
    let actor = stage.system(all.one.org);
    let house = &stage.house;
    for place in all.one.places() {
        for n in 0..30_usize {
            let draft = Draft {
                name: format!("Duty {n}"),
                time_zone: "UTC".to_owned(),
                layers: Vec::new(),
                fallback: Some([place.ann, place.bob][n % 2]),
            };
            on_call::add(house, &actor.may().unwrap(), place.account, draft).await.unwrap();
            let new = NewStatus { level: "normal".to_owned(), text: format!("Status {n}"), until: None };
            statuses::set(house, &actor.may().unwrap(), place.account, new).await.unwrap();
            if n % 3 == 0 {
                stage.advance(Span::seconds(1));
            }
        }
    }
}

both_engines! {
    async fn s0_11_every_schedule_and_every_status_is_on_exactly_one_page(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        fill_schedules(&stage, &all).await;
        let (north, operator) = (&all.one.north, stage.actor(&all.one.operator).await);
        let (admin, user) = (stage.actor(&north.admin).await, stage.actor(&north.user).await);
        // Whoever sees only what is his or her own has a list of those schedules.
        let details = MemberDetails {
            name: Name::parse("Ann").unwrap(),
            email: Email::parse(&north.user.email).unwrap(),
            title: String::new(),
            roles: vec![stage.client_role(all.one.org, roles::CONTACT).await],
            contact: Some(north.ann),
        };
        users::edit(&stage.house, &stage.system(all.one.org).may().unwrap(), north.user.id, details).await.unwrap();
        let contact = stage.actor(&north.user).await;
        for (collection, sort, who, count) in [
            (&SCHEDULES, "name", &operator, 60),
            (&SCHEDULES, "name", &admin, 30),
            (on_call::collection(Reach::Own), "name", &contact, 15),
            (&STATUSES, "from_at", &operator, 60),
            (&STATUSES, "from_at", &user, 30),
        ] {
            let mut up = walk(&stage, who, collection, sort, 10).await;
            let down = walk(&stage, who, collection, &format!("-{sort}"), 25).await;
            up.reverse();
            assert_eq!(up, down, "{} by {sort}", collection.name);
            up.sort();
            up.dedup();
            assert_eq!(up.len(), count, "{} by {sort}", collection.name);
        }
    }

    async fn s0_06_every_task_is_on_exactly_one_page_also_of_ones_own(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        fill_tasks(&stage, &all).await;
        let operator = stage.actor(&all.one.operator).await;
        let user = stage.actor(&all.one.north.user).await;
        for (collection, sort, who, count) in [
            (&TASKS, "due_at", &operator, 40),
            (&TASKS, "created_at", &operator, 40),
            // What was given to the person as a user, and what was given to the person's contact.
            (&TASKS, "due_at", &user, 26),
            (&TASKS, "created_at", &user, 26),
            (&RESOURCES, "title", &operator, 40),
            (&RESOURCES, "updated_at", &operator, 40),
            (&PROPOSALS, "proposed_at", &operator, 40),
        ] {
            let mut up = walk(&stage, who, collection, sort, 10).await;
            let down = walk(&stage, who, collection, &format!("-{sort}"), 25).await;
            up.reverse();
            assert_eq!(up, down, "{} by {sort}", collection.name);
            up.sort();
            up.dedup();
            assert_eq!(up.len(), count, "{} by {sort}", collection.name);
        }
    }

    async fn s1_13_every_record_is_on_exactly_one_page(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        fill(&stage, &all).await;
        let actor = stage.actor(&all.one.operator).await;
        let admin = stage.actor(&all.one.north.admin).await;
        for collection in [&CALLS, &MESSAGES, &accounts::ACCOUNTS, &USERS, &CONTACTS, &history::HISTORY] {
            for field in collection.fields.iter().filter(|field| field.sort.is_some()) {
                for who in [&actor, &admin] {
                    let mut up = walk(&stage, who, collection, field.name, 10).await;
                    let down = walk(&stage, who, collection, &format!("-{}", field.name), 10).await;
                    up.reverse();
                    assert_eq!(up, down, "{} by {}", collection.name, field.name);
                    let mut once = up.clone();
                    once.sort();
                    once.dedup();
                    assert_eq!(once.len(), up.len(), "{} by {}", collection.name, field.name);
                    for limit in LIMITS {
                        assert_eq!(walk(&stage, who, collection, &format!("-{}", field.name), limit).await, up);
                    }
                }
            }
            let listed = page(&stage, &actor, &Query::of(collection)).await.unwrap();
            assert!(!listed.records.is_empty());
        }
    }

    async fn s1_13_a_page_has_10_25_50_or_100(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        fill(&stage, &all).await;
        let actor = stage.actor(&all.one.operator).await;
        for limit in LIMITS {
            let query = Query::parse(&CALLS, [("limit", limit.to_string())]).unwrap();
            assert_eq!(page(&stage, &actor, &query).await.unwrap().records.len(), limit);
        }
        for limit in ["0", "1", "11", "101", "1000", "-10", "ten", "10 "] {
            assert!(Query::parse(&CALLS, [("limit", limit)]).is_err(), "{limit}");
        }
        assert_eq!(page(&stage, &actor, &Query::of(&CALLS)).await.unwrap().records.len(), 25);
    }

    async fn a_count_stops_at_a_thousand(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let actor = stage.actor(&all.one.operator).await;
        let house = &stage.house;
        // Six calls are there already.
        for (new, total) in [(994, Total::Exactly(1000)), (1, Total::MoreThan(1000))] {
            let batch = (0..new).map(|_| Ok(a_call(all.one.north.account, None, house))).collect();
            calls::take_in(house, &actor.may().unwrap(), batch, None).await.unwrap();
            assert_eq!(page(&stage, &actor, &Query::of(&CALLS)).await.unwrap().total, total);
        }
    }

    async fn new_records_do_not_shift_the_pages(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        fill(&stage, &all).await;
        let actor = stage.actor(&all.one.operator).await;
        let first = page(&stage, &actor, &Query::parse(&CALLS, [("limit", "10")]).unwrap()).await.unwrap();
        let after = first.after.as_ref().unwrap().to_string();
        let ask = || Query::parse(&CALLS, [("limit", "10"), ("after", &after)]).unwrap();
        let second = ids(&page(&stage, &actor, &ask()).await.unwrap());
        let newer = NewCall { started_at: stage.house.now(), ..a_call(all.one.north.account, None, &stage.house) };
        calls::take_in(&stage.house, &actor.may().unwrap(), vec![Ok(newer)], None).await.unwrap();
        assert_eq!(ids(&page(&stage, &actor, &ask()).await.unwrap()), second);
    }

    async fn every_filter_and_search_works_on_both_engines(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        fill(&stage, &all).await;
        let actor = stage.actor(&all.one.operator).await;
        for (collection, pair, count) in [
            (&CALLS, ("q", "ZOE caller"), 126),
            (&CALLS, ("q", "zoë 0199"), 126),
            (&CALLS, ("q", "nobody"), 0),
            (&CALLS, ("state", "missed"), 0),
            (&CALLS, ("state", "missed,answered"), 126),
            (&CALLS, ("direction", "inbound"), 126),
            (&CALLS, ("from", "(512) 555-0199"), 126),
            (&CALLS, ("duration", "0..1"), 80),
            (&CALLS, ("duration", "60.."), 6),
            (&CALLS, ("started_at", "2026-11-20"), 126),
            (&CALLS, ("started_at", "2026-11-21.."), 0),
            (&CALLS, ("started_at", "..2026-11-20T14:55:00Z"), 126),
            (&MESSAGES, ("priority", "normal"), 116),
            (&MESSAGES, ("state", "new"), 116),
            (&MESSAGES, ("q", "100%"), 0),
            (&accounts::ACCOUNTS, ("state", "active"), 13),
            (&accounts::ACCOUNTS, ("q", "%"), 1),
            (&USERS, ("state", "disabled"), 0),
            (&USERS, ("q", "ANN@"), 2),
            (&history::HISTORY, ("action", "organization.created"), 1),
        ] {
            let query = Query::parse(collection, [pair]).unwrap();
            let found = page(&stage, &actor, &query).await.unwrap();
            assert_eq!(found.total, Total::Exactly(count), "{} {pair:?}", collection.name);
        }
        let query = Query::parse(&CALLS, [("contact", all.one.north.ann.to_string())]).unwrap();
        assert_eq!(page(&stage, &actor, &query).await.unwrap().total, Total::Exactly(1));
    }
}
