//! Every change leaves exactly one line, and nobody can change a line afterwards without being found out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::roles;
use domain::accounts::{self, AccountDetails};
use domain::history::{self, Chain};
use domain::people::contacts::ContactDetails;
use domain::people::users::MemberDetails;
use domain::people::{contacts, users};
use domain::records::messages;
use domain::{House, sign_in};
use kernel::{AccountId, Email, Name, OrgId, Phone, TimeZoneName};
use testkit::{Stage, TwoOfEverything, a_message, both_engines};

async fn chain(house: &House, org: OrgId) -> Chain {
    history::verify(house, org).await.unwrap()
}

/// The lines of all organizations; each must have come from one change.
async fn lines(stage: &Stage) -> i64 {
    stage.number("SELECT count(*) FROM events", &[]).await
}

fn account_details(name: &str) -> AccountDetails {
    AccountDetails {
        name: Name::parse(name).unwrap(),
        email: Email::parse("admin@north.one.test").unwrap(),
        phone: None,
        time_zone: TimeZoneName::utc(),
    }
}

/// Whose lines a client may see of the account.
async fn lines_of(stage: &Stage, org: OrgId, account: AccountId) -> usize {
    let lines = stage
        .number(
            "SELECT count(*) FROM events WHERE org_id = ?1 AND account_id = ?2",
            db::params![org, account],
        )
        .await;
    usize::try_from(lines).unwrap()
}

both_engines! {
    async fn each_change_leaves_one_line(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, north) = (&stage.house, &all.one.north);
        let who = stage.signed_in(&all.one.operator).await;
        let actor = &who.actor;
        let number = Phone::parse("+15125550177", "US").unwrap();
        let contact = ContactDetails::of(Name::parse("Cleo").unwrap());
        let member = MemberDetails {
            name: Name::parse("Ann").unwrap(),
            email: Email::parse(&north.user.email).unwrap(),
            title: "Boss".to_owned(),
            roles: vec![stage.client_role(all.one.org, roles::CLIENT_ADMIN).await],
            contact: Some(north.ann),
        };
        let mut expected = lines(&stage).await;
        macro_rules! one_line {
            ($change:expr) => {
                $change.await.unwrap();
                expected += 1;
                assert_eq!(lines(&stage).await, expected, stringify!($change));
            };
        }
        macro_rules! no_line {
            ($change:expr) => {
                $change.await.unwrap();
                assert_eq!(lines(&stage).await, expected, stringify!($change));
            };
        }
        one_line!(accounts::edit(house, &actor.may().unwrap(), north.account, account_details("Northern")));
        one_line!(accounts::numbers::add(house, &actor.may().unwrap(), north.account, &number));
        one_line!(accounts::numbers::remove(house, &actor.may().unwrap(), north.account, &number));
        one_line!(accounts::lock(house, &actor.may().unwrap(), north.account));
        no_line!(accounts::lock(house, &actor.may().unwrap(), north.account));
        one_line!(accounts::unlock(house, &actor.may().unwrap(), north.account));
        no_line!(accounts::unlock(house, &actor.may().unwrap(), north.account));
        one_line!(contacts::add(house, &actor.may().unwrap(), north.account, contact.clone()));
        one_line!(contacts::edit(house, &actor.may().unwrap(), north.bob, contact));
        one_line!(contacts::delete(house, &actor.may().unwrap(), north.bob));
        one_line!(users::edit(house, &actor.may().unwrap(), north.user.id, member));
        one_line!(users::disable(house, &actor.may().unwrap(), north.user.id));
        no_line!(users::disable(house, &actor.may().unwrap(), north.user.id));
        one_line!(users::enable(house, &actor.may().unwrap(), north.user.id));
        one_line!(users::delete(house, &actor.may().unwrap(), north.user.id));
        one_line!(messages::write(house, &actor.may().unwrap(), a_message(north.account, None)));
        one_line!(messages::mark(house, &actor.may().unwrap(), north.messages.for_ann, "read"));
        no_line!(messages::mark(house, &actor.may().unwrap(), north.messages.for_ann, "read"));
        one_line!(stage.try_sign_in(all.one.org, &north.admin.email, &north.admin.password));
        one_line!(sign_in::sign_out(house, &who));
        assert_eq!(chain(house, all.one.org).await.broken, None);
        assert_eq!(chain(house, all.two.org).await.broken, None);
    }

    async fn what_fails_leaves_no_line(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let before = lines(&stage).await;
        let actor = stage.actor(&all.one.operator).await;
        let number = Phone::parse(&all.one.south.number, "US").unwrap();
        accounts::numbers::add(&stage.house, &actor.may().unwrap(), all.one.north.account, &number).await.unwrap_err();
        messages::write(&stage.house, &actor.may().unwrap(), a_message(all.two.north.account, None)).await.unwrap_err();
        messages::mark(&stage.house, &actor.may().unwrap(), all.one.north.messages.for_ann, "lost").await.unwrap_err();
        stage.try_sign_in(all.one.org, &all.one.operator.email, "wrong").await.unwrap_err();
        assert_eq!(lines(&stage).await, before + 1, "only the operator's own signing in");
        assert_eq!(chain(&stage.house, all.one.org).await.broken, None);
    }

    async fn an_edited_line_is_found(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let org = all.one.org;
        let whole = chain(&stage.house, org).await;
        assert!(whole.lines > 10 && whole.broken.is_none());
        for column in ["label", "actor_name", "subject_name", "changes", "via", "action", "request_id", "address", "thing"] {
            let at = 7;
            let text = stage.text(&format!("SELECT {column} FROM events WHERE org_id = ?1 AND seq = ?2"), db::params![org, at]).await;
            let write = format!("UPDATE events SET {column} = ?3 WHERE org_id = ?1 AND seq = ?2");
            stage.tamper(&write, db::params![org, at, "something else"]).await;
            let (line, _) = chain(&stage.house, org).await.broken.unwrap();
            assert_eq!(line, at, "{column}");
            stage.tamper(&write, db::params![org, at, text]).await;
            assert_eq!(chain(&stage.house, org).await, whole);
        }
        for (column, value) in [
            ("at", db::Value::Int(5)),
            ("account_id", db::Value::Null),
            ("actor_id", db::Value::from(all.two.operator.id)),
            ("id", db::Value::from(all.two.operator.id)),
        ] {
            let Some(one) = Stage::open(stage.engine).await else { return };
            let other = TwoOfEverything::on(&one).await;
            // The last line is about a message of an account.
            let at = chain(&one.house, org).await.lines;
            let write = format!("UPDATE events SET {column} = ?2 WHERE org_id = ?1 AND seq = ?3");
            one.tamper(&write, &[other.one.org.into(), value, at.into()]).await;
            assert_eq!(chain(&one.house, org).await.broken.unwrap().0, at, "{column}");
        }
        assert_eq!(chain(&stage.house, all.two.org).await.broken, None, "the others' chain is their own");
    }

    async fn a_missing_line_is_found(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        stage.tamper("DELETE FROM events WHERE org_id = ?1 AND seq = 5", db::params![all.one.org]).await;
        assert_eq!(chain(&stage.house, all.one.org).await.broken.unwrap().0, 5);
        assert_eq!(chain(&stage.house, all.two.org).await.broken, None);
    }

    async fn a_cut_end_is_found(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let whole = chain(&stage.house, all.one.org).await.lines;
        stage.tamper("DELETE FROM events WHERE org_id = ?1 AND seq > ?2", db::params![all.one.org, whole - 3]).await;
        assert_eq!(chain(&stage.house, all.one.org).await.broken.unwrap().0, whole - 2);
    }

    async fn an_added_line_is_found(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let whole = chain(&stage.house, all.one.org).await.lines;
        let columns = "org_id, at, action, account_id, contact_id, creator_id, thing, thing_id, label, actor_id,
            actor_name, subject_id, subject_name, via, changes, request_id, address, search, prev_hash, hash";
        let sql = format!(
            "INSERT INTO events (seq, id, {columns}) SELECT ?2, ?3, {columns} FROM events WHERE org_id = ?1 AND seq = 3"
        );
        stage.tamper(&sql, db::params![all.one.org, whole + 1, all.one.operator.id]).await;
        assert_eq!(chain(&stage.house, all.one.org).await.broken.unwrap().0, whole + 1);
        stage.tamper("UPDATE history_heads SET seq = seq + 1 WHERE org_id = ?1", db::params![all.one.org]).await;
        assert_eq!(chain(&stage.house, all.one.org).await.broken.unwrap().0, whole + 1);
    }

    async fn two_processes_write_one_chain(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let other = stage.second_process().await;
        let (org, account) = (all.one.org, all.one.north.account);
        let write = |house: House| async move {
            for _ in 0..20 {
                let actor = domain::access::Actor::system(org, "test");
                messages::write(&house, &actor.may().unwrap(), a_message(account, None)).await.unwrap();
            }
        };
        let before = lines_of(&stage, org, account).await;
        let tasks = [stage.house.clone(), stage.house.clone(), other.clone(), other].map(|house| tokio::spawn(write(house)));
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(lines_of(&stage, org, account).await, before + 80);
        assert_eq!(chain(&stage.house, org).await.broken, None);
    }
}
