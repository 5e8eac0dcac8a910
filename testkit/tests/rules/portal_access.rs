//! All portal users in one list: sorted, filtered, and deleted many at a time, with a report on each.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, roles};
use domain::accounts::{self, AccountDetails};
use domain::jobs::{self, State};
use domain::people::users::{self, Chosen, Entry, MemberDetails, NewMember, USERS};
use domain::records::{LIMITS, Query};
use kernel::{AccountId, Email, Error, JobId, Name, RoleId, TimeZoneName, UserId};
use testkit::{Stage, TwoOfEverything, Who, both_engines};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn called(text: &str, admin: &Who) -> AccountDetails {
    AccountDetails {
        name: name(text),
        email: Email::parse(&admin.email).unwrap(),
        phone: None,
        time_zone: TimeZoneName::utc(),
    }
}

/// Users whose words are not those that are walked along.
async fn astray(stage: &Stage) -> i64 {
    let apart = "SELECT count(*) FROM memberships m WHERE m.words <>
          COALESCE((SELECT string_agg(' ' || w.word, '' ORDER BY w.word) FROM member_words w
            WHERE w.org_id = m.org_id AND w.member_id = m.id), '')";
    let gone =
        "SELECT count(*) FROM member_words w WHERE w.member_id NOT IN (SELECT m.id FROM memberships m)";
    stage.number(apart, &[]).await + stage.number(gone, &[]).await
}

fn new_member(address: &str, roles: Vec<RoleId>) -> NewMember {
    NewMember {
        name: name(address),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles,
        contact: None,
    }
}

async fn add(stage: &Stage, actor: &Actor, account: AccountId, address: &str) -> UserId {
    let usual = stage.client_role(actor.org(), roles::CLIENT_USER).await;
    let new = new_member(address, vec![usual]);
    users::add(&stage.house, &actor.may().unwrap(), account, new).await.unwrap().user
}

/// The values of a field, through all pages of the list.
async fn walk(stage: &Stage, actor: &Actor, question: &[(&str, &str)], field: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let mut pairs: Vec<(&str, &str)> = vec![("limit", "10"), ("columns", "account,email")];
        pairs.extend(question);
        pairs.push(("after", &after));
        let query = Query::parse(&USERS, pairs).unwrap();
        let page = users::list(&mut stage.read().await, &actor.may().unwrap(), &query).await.unwrap();
        found.extend(page.records.iter().map(|record| record.cell(field).text().to_owned()));
        match page.after {
            Some(cursor) => after = cursor.to_string(),
            None => return found,
        }
    }
}

async fn report(stage: &Stage, actor: &Actor, id: JobId) -> jobs::Report {
    jobs::report(&mut stage.read().await, actor, id, None, 100).await.unwrap()
}

both_engines! {
    async fn s1_09_s1_10_the_list_sorts_by_company_and_by_email_through_all_pages(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        for number in 0..12 {
            let account = if number % 2 == 0 { all.one.north.account } else { all.one.south.account };
            add(&stage, &operator, account, &format!("p{:02}@many.test", 11 - number)).await;
        }
        for (sort, field) in [("email", "email"), ("account", "account")] {
            let up = walk(&stage, &operator, &[("sort", sort)], field).await;
            let mut sorted = up.clone();
            sorted.sort();
            assert_eq!(up, sorted, "{sort}");
            assert_eq!(up.len(), 18);
            let down = walk(&stage, &operator, &[("sort", &format!("-{sort}"))], field).await;
            assert_eq!(down, up.into_iter().rev().collect::<Vec<_>>());
        }
    }

    async fn s1_07_renaming_the_customer_renames_the_cell_and_moves_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let before = walk(&stage, &operator, &[("sort", "account")], "account").await;
        assert_eq!(before, ["North", "North", "North", "South", "South", "South"]);
        accounts::edit(&stage.house, &operator.may().unwrap(), all.one.north.account, called("Zenith", &all.one.north.admin)).await.unwrap();
        let after = walk(&stage, &operator, &[("sort", "account")], "account").await;
        assert_eq!(after, ["South", "South", "South", "Zenith", "Zenith", "Zenith"]);
        assert_eq!(walk(&stage, &operator, &[("q", "zen")], "account").await.len(), 3, "and it is found by it");
    }

    async fn s1_08_a_portal_user_is_found_by_how_words_begin_whatever_is_renamed(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, actor) = (&stage.house, stage.actor(&all.one.administrator).await);
        let (cedar, other) = (all.one.north.account, all.one.south.account);
        let usual = stage.client_role(actor.org(), roles::CLIENT_USER).await;
        let member = |who: &str, address: &str, title: &str| NewMember {
            name: name(who),
            title: title.to_owned(),
            ..new_member(address, vec![usual])
        };
        accounts::edit(house, &actor.may().unwrap(), cedar, called("Cedar Plumbing", &all.one.north.admin)).await.unwrap();
        let add = async |account, new| users::add(house, &actor.may().unwrap(), account, new).await.unwrap();
        let zoe = add(cedar, member("Zoë Quill", "z.quill@cedar-pipes.test", "Night manager")).await;
        add(other, member("Yann Cedarholm", "yann@elsewhere.test", "")).await;
        let find = async |typed: &str| walk(&stage, &actor, &[("q", typed)], "email").await;
        let [admin, ann, lost] = [&all.one.north.admin, &all.one.north.user, &all.one.north.lost].map(|who| who.email.as_str());
        let (zoes, yanns) = ("z.quill@cedar-pipes.test", "yann@elsewhere.test");
        for (typed, found) in [
            ("zoe", &[zoes][..]),
            ("qui Z", &[zoes]),
            ("pipes", &[zoes]),
            ("z.quill@ced", &[zoes]),
            ("night", &[zoes]),
            ("plumb night", &[zoes]),
            ("plumb", &[admin, ann, lost, zoes]),
            ("cedar", &[admin, ann, lost, yanns, zoes]),
            ("cedar quill", &[zoes]),
            // No word begins with these.
            ("edarh", &[yanns]),
            ("uill lumb", &[zoes]),
            ("quill yann", &[]),
            ("%", &[]),
        ] {
            assert_eq!(find(typed).await, found, "{typed}");
        }
        let stranger = stage.actor(&all.two.operator).await;
        assert!(walk(&stage, &stranger, &[("q", "zoe")], "email").await.is_empty(), "in another organization");

        accounts::edit(house, &actor.may().unwrap(), cedar, called("Juniper Plumbing", &all.one.north.admin)).await.unwrap();
        assert_eq!(find("junip quill").await, [zoes]);
        assert_eq!(find("cedar").await, [yanns, zoes], "the company is not called so any more");
        let married = MemberDetails {
            name: name("Zoë Marsh"),
            email: Email::parse("zoe@juniper.test").unwrap(),
            title: String::new(),
            roles: vec![usual],
            contact: None,
        };
        users::edit(house, &actor.may().unwrap(), zoe.user, married).await.unwrap();
        assert_eq!(find("mars").await, ["zoe@juniper.test"]);
        assert_eq!(find("quill").await, Vec::<String>::new());
        assert_eq!(astray(&stage).await, 0);

        // Users of an older version get their words when the house is opened.
        stage.tamper("DELETE FROM member_words", &[]).await;
        stage.tamper("UPDATE memberships SET words = ''", &[]).await;
        stage.started_again().await;
        assert_eq!(stage.number("SELECT count(*) FROM memberships WHERE words = ''", &[]).await, 0);
        assert_eq!(find("junip mars").await, ["zoe@juniper.test"]);
        users::delete(house, &actor.may().unwrap(), zoe.user).await.unwrap();
        assert_eq!(find("mars").await, Vec::<String>::new());
        assert_eq!(astray(&stage).await, 0, "who goes takes the words along");
    }

    async fn s1_11_s1_13_the_list_narrows_and_pages_have_four_sizes(stage: Stage) {
        assert_eq!(LIMITS, [10, 25, 50, 100]);
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let north = all.one.north.account.to_string();
        for (question, count) in [
            (vec![], 6),
            (vec![("q", "ANN@")], 2),
            (vec![("q", "south")], 3),
            (vec![("account", north.as_str())], 3),
            (vec![("account", north.as_str()), ("sort", "account")], 3),
            (vec![("state", "disabled")], 0),
            (vec![("invitation", "none")], 6),
            (vec![("invitation", "pending,expired")], 0),
        ] {
            assert_eq!(walk(&stage, &operator, &question, "email").await.len(), count, "{question:?}");
        }
        users::disable(&stage.house, &operator.may().unwrap(), all.one.north.user.id).await.unwrap();
        assert_eq!(walk(&stage, &operator, &[("state", "disabled")], "email").await.len(), 1);
        let neighbour = stage.actor(&all.one.south.admin).await;
        assert_eq!(walk(&stage, &neighbour, &[], "email").await.len(), 3, "a client sees the own account");
    }

    async fn s1_33_s1_39_s1_40_several_are_deleted_together_and_their_sessions_end(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let place = &all.one.north;
        let open = stage.sign_in(&place.user).await;
        let chosen = Chosen::These(vec![place.user.id.into(), place.lost.id.into()]);
        assert_eq!(users::count(&mut stage.read().await, &operator.may().unwrap(), &chosen).await.unwrap(), 2);
        let job = users::delete_many(&stage.house, &operator.may().unwrap(), &chosen).await.unwrap();
        let report = report(&stage, &operator, job).await;
        assert_eq!((report.job.state, report.job.done, report.job.skipped), (State::Done, 2, 0));
        assert!(matches!(stage.resolve(&open).await, Err(Error::SignedOut)));
        assert!(stage.try_sign_in(all.one.org, &place.user.email, &place.user.password).await.is_err());
        assert_eq!(walk(&stage, &operator, &[], "email").await.len(), 4);
        let events = "SELECT count(*) FROM events WHERE action = 'user.deleted'";
        assert_eq!(stage.number(events, &[]).await, 2, "one line of history for each");
        add(&stage, &operator, place.account, &place.user.email).await;
    }

    async fn e_03_the_primary_admin_is_skipped_and_the_report_says_why(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let chosen = Chosen::These(vec![all.one.north.admin.id.into(), all.one.north.user.id.into()]);
        let job = users::delete_many(&stage.house, &operator.may().unwrap(), &chosen).await.unwrap();
        let found = report(&stage, &operator, job).await;
        assert_eq!((found.job.done, found.job.skipped), (1, 1));
        let (who, why) = &found.skipped[0];
        assert_eq!(who, &all.one.north.admin.email);
        assert!(why.contains("is the primary admin of North"), "{why}");
        stage.sign_in(&all.one.north.admin).await;
        let other = stage.actor(&all.one.administrator).await;
        let foreign = jobs::find(&mut stage.read().await, &other, job).await;
        assert!(matches!(foreign, Err(Error::NotFound)), "a report is for whoever asked");
    }

    async fn e_02_all_that_match_are_deleted_and_no_others(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        for number in 0..201 {
            add(&stage, &operator, all.one.south.account, &format!("m{number}@many.test")).await;
        }
        let query = Query::parse(&USERS, [("q", "@many.test"), ("columns", "account")]).unwrap();
        let chosen = Chosen::Matching(query);
        assert_eq!(users::count(&mut stage.read().await, &operator.may().unwrap(), &chosen).await.unwrap(), 201);
        let job = users::delete_many(&stage.house, &operator.may().unwrap(), &chosen).await.unwrap();
        let found = report(&stage, &operator, job).await.job;
        assert_eq!((found.state, found.total, found.done), (State::Waiting, 201, 0), "two hundred and one wait");
        // Whoever is added now was not among those that were confirmed.
        add(&stage, &operator, all.one.south.account, "late@many.test").await;
        let (one, two) = (stage.house.clone(), stage.second_process().await);
        let (one, two) = tokio::join!(jobs::work(&one), jobs::work(&two));
        assert!(one.unwrap() | two.unwrap());
        let found = report(&stage, &operator, job).await.job;
        assert_eq!((found.state, found.done, found.skipped), (State::Done, 201, 0));
        assert_eq!(walk(&stage, &operator, &[("q", "@many.test")], "email").await, ["late@many.test"]);
        let lines = "SELECT count(*) FROM events WHERE action = 'user.deleted'";
        assert_eq!(stage.number(lines, &[]).await, 201, "two processes did each once");
        assert!(!jobs::work(&stage.house).await.unwrap(), "there is nothing more to do");
        domain::history::verify(&stage.house, all.one.org).await.unwrap();
    }

    async fn who_may_not_any_more_stops_the_work(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        for number in 0..201 {
            add(&stage, &operator, all.one.south.account, &format!("m{number}@many.test")).await;
        }
        let query = Query::parse(&USERS, [("q", "@many.test"), ("columns", "account")]).unwrap();
        let job =
            users::delete_many(&stage.house, &operator.may().unwrap(), &Chosen::Matching(query)).await.unwrap();
        stage.tamper("UPDATE users SET disabled_at = 1 WHERE id = ?1", db::params![all.one.operator.id]).await;
        jobs::work(&stage.house).await.unwrap();
        let found = report(&stage, &operator, job).await.job;
        assert_eq!((found.state, found.done), (State::Stopped, 0));
        assert_eq!(walk(&stage, &operator, &[("q", "@many.test")], "email").await.len(), 201);
    }

    async fn c_14_who_is_added_without_a_role_sees_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let good = "violet anchor 27 lamps";
        let entry = |password: &str| Entry::Password(Some(password.to_owned()));
        let (house, account) = (&stage.house, all.one.north.account);
        let weak = users::add_by(house, &operator.may().unwrap(), account, new_member("c@x.test", Vec::new()), entry("short")).await;
        assert!(matches!(weak, Err(Error::Invalid(invalid)) if invalid.message("password").is_some()));
        users::add_by(house, &operator.may().unwrap(), account, new_member("c@x.test", Vec::new()), entry(good)).await.unwrap();
        let visit = stage.try_sign_in(all.one.org, "c@x.test", good).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert!(who.actor.grants().list().next().is_none(), "S4-23: no role, no grant");
    }
}
