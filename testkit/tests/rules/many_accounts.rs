//! Lists of many accounts: tags and operators lead to theirs, and find what the accounts themselves would say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, roles};
use domain::accounts::tags::{self, Tag};
use domain::accounts::{
    self, ACCOUNTS, AccountDetails, NewAccount, assignments, lookup, plans, secure, templates,
};
use domain::records::{Page, Query, Total};
use kernel::text::{Nickname, fold};
use kernel::{AccountId, Dice, Email, Name, OrgId, Phone, TimeZoneName};
use testkit::{Engine, Stage, TwoOfEverything, both_engines};

/// Rows of tags and operators that do not repeat what their account says.
async fn astray(stage: &Stage) -> i64 {
    let mut rows = 0;
    for table in ["account_tags", "account_operators"] {
        rows += stage
            .number(
                &format!(
                    "SELECT count(*) FROM {table} t JOIN accounts a ON a.org_id = t.org_id AND a.id = t.account_id
                     WHERE t.name_folded <> a.name_folded OR t.created_at <> a.created_at
                        OR t.in_setup <> a.in_setup OR t.template <> a.template OR t.secure <> a.secure
                        OR COALESCE(t.locked_at, 0) <> COALESCE(a.locked_at, 0)"
                ),
                &[],
            )
            .await;
    }
    let apart = "SELECT count(*) FROM accounts a WHERE a.secure <>
          (SELECT count(*) FROM secure_accounts s WHERE s.org_id = a.org_id AND s.account_id = a.id)
        OR a.tags <> COALESCE((SELECT string_agg(t.tag, '\n' ORDER BY t.folded) FROM account_tags t
            WHERE t.org_id = a.org_id AND t.account_id = a.id), '')
        OR (SELECT count(*) FROM account_plans p WHERE p.org_id = a.org_id AND p.account_id = a.id
            AND p.plan_id = a.plan_id) <> CASE WHEN a.plan_id IS NULL THEN 0 ELSE 1 END";
    rows + stage.number(apart, &[]).await
}

fn details(name: &str) -> AccountDetails {
    AccountDetails {
        name: Name::parse(name).unwrap(),
        email: Email::parse("office@many.test").unwrap(),
        phone: None,
        time_zone: TimeZoneName::parse("Europe/Paris").unwrap(),
    }
}

async fn create(stage: &Stage, actor: &Actor, name: &str) -> AccountId {
    let new = NewAccount { details: details(name), numbers: Vec::new(), plan: None, first_user: None };
    accounts::create(&stage.house, &actor.may().unwrap(), new).await.unwrap().id
}

/// Names in the order of the list.
async fn listed(stage: &Stage, actor: &Actor, parameters: &[(&str, &str)]) -> Vec<String> {
    let query = Query::parse(&ACCOUNTS, parameters.iter().copied()).unwrap();
    let page = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &query).await.unwrap();
    let counted =
        accounts::count(&mut stage.read().await, &actor.may().unwrap(), &query, 1000).await.unwrap();
    if query.after.is_none() && page.after.is_none() {
        assert_eq!(page.total, counted, "{parameters:?}");
    }
    page.records.iter().map(|record| record.cell("name").text().to_owned()).collect()
}

/// All pages of a list, one after the other.
async fn walked(stage: &Stage, actor: &Actor, parameters: &[(&str, &str)]) -> Vec<String> {
    let (mut names, mut after) = (Vec::new(), None::<String>);
    loop {
        let mut asked = parameters.to_vec();
        asked.push(("limit", "100"));
        asked.extend(after.as_deref().map(|after| ("after", after)));
        let query = Query::parse(&ACCOUNTS, asked).unwrap();
        let page = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &query).await.unwrap();
        names.extend(page.records.iter().map(|record| record.cell("name").text().to_owned()));
        match page.after {
            Some(cursor) => after = Some(cursor.to_string()),
            None => return names,
        }
    }
}

/// Accounts as an older version has left them, without words.
async fn open(stage: &Stage, org: OrgId, names: &[String]) {
    let dice = Dice::seeded(7);
    for names in names.chunks(500) {
        let mut values = vec![db::Value::from(org), db::Value::from(stage.house.now())];
        let mut rows = Vec::new();
        for name in names {
            values.push(db::Value::from(AccountId::new(stage.house.now(), &dice)));
            let folded = fold(name);
            rows.push(format!(
                "(?1, ?{}, '{name}', '{folded}', '', '', '', 'UTC', '{folded}', ?2)",
                values.len()
            ));
        }
        let sql = format!(
            "INSERT INTO accounts (org_id, id, name, name_folded, email, email_folded, phone, time_zone, search, created_at)
             VALUES {}",
            rows.join(", ")
        );
        stage.tamper(&sql, &values).await;
    }
}

both_engines! {
    async fn s3_25_s3_58_tags_and_operators_follow_every_change_of_their_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let who = stage.hire(all.one.org, "cleared@one.test", &[roles::ADMINISTRATOR, roles::SECURE]).await;
        let (house, actor) = (&stage.house, stage.actor(&who).await);
        let id = create(&stage, &actor, "Zebra").await;
        let offer = plans::PlanDetails {
            name: Name::parse("Small").unwrap(),
            price: String::new(),
            features: Vec::new(),
            limits: plans::Limits::default(),
        };
        let plan = plans::create(house, &actor.may().unwrap(), &offer).await.unwrap();
        tags::add(house, &actor.may().unwrap(), id, Tag::parse_all("VIP, Dental").unwrap()).await.unwrap();
        assignments::assign(house, &actor.may().unwrap(), id, who.id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "as it is new");
        accounts::edit(house, &actor.may().unwrap(), id, details("Antelope")).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "renamed");
        assert_eq!(listed(&stage, &actor, &[("tags", "vip")]).await, ["Antelope"]);
        accounts::lock(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "locked");
        assert!(listed(&stage, &actor, &[("tags", "vip"), ("state", "active,in_setup")]).await.is_empty());
        accounts::unlock(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "unlocked");
        accounts::reopen_setup(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "in setup");
        accounts::complete_setup(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "complete");
        templates::set(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "a template");
        templates::unset(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "no template");
        secure::mark(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "Secure");
        let operator = stage.actor(&all.one.operator).await;
        assert!(listed(&stage, &operator, &[("tags", "vip")]).await.is_empty(), "without the clearance");
        assert_eq!(listed(&stage, &actor, &[("tags", "vip")]).await, ["Antelope"]);
        let words = |actor: Actor| { let stage = &stage; async move {
            tags::in_use(&mut stage.read().await, &actor.may().unwrap(), 10).await.unwrap()
        }};
        assert!(words(operator.clone()).await.is_empty(), "what a Secure account is tagged with is in it");
        assert_eq!(words(actor.clone()).await, ["Dental", "VIP"]);
        secure::unmark(house, &actor.may().unwrap(), id).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "not Secure");
        plans::change(house, &actor.may().unwrap(), id, (None, Some(plan))).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "with a plan");
        assert_eq!(listed(&stage, &actor, &[("plan", &plan.to_string())]).await, ["Antelope"]);
        plans::change(house, &actor.may().unwrap(), id, (Some(plan), None)).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "without a plan");
        tags::remove(house, &actor.may().unwrap(), id, &Tag::parse("VIP").unwrap()).await.unwrap();
        assert_eq!(astray(&stage).await, 0, "a tag less");
    }

    async fn s3_10_a_search_finds_by_how_words_begin_and_anywhere_if_none_begins_so(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, actor) = (&stage.house, stage.actor(&all.one.administrator).await);
        let id = create(&stage, &actor, "Cedar Plumbing").await;
        create(&stage, &actor, "Acedia Law").await;
        let number = Phone::parse("+13035550177", "US").unwrap();
        accounts::numbers::add(house, &actor.may().unwrap(), id, &number).await.unwrap();
        accounts::rename(house, &actor.may().unwrap(), id, Some(&Nickname::parse("blue-pipes").unwrap())).await.unwrap();
        tags::add(house, &actor.may().unwrap(), id, Tag::parse_all("Day and night").unwrap()).await.unwrap();
        let uid = id.to_string();
        for (typed, found) in [
            ("ced", &["Cedar Plumbing"][..]),
            ("CÉD  plu", &["Cedar Plumbing"]),
            ("plumb cedar", &["Cedar Plumbing"]),
            ("0177", &["Cedar Plumbing"]),
            ("+1303", &["Cedar Plumbing"]),
            ("pipes", &["Cedar Plumbing"]),
            ("night", &["Cedar Plumbing"]),
            (uid.as_str(), &["Cedar Plumbing"]),
            ("office@many", &["Acedia Law", "Cedar Plumbing"]),
            ("office@many ced", &["Cedar Plumbing"]),
            ("ced 0177 +1303 office", &["Cedar Plumbing"]),
            ("office office", &["Acedia Law", "Cedar Plumbing"]),
            // No word begins with these.
            ("edar", &["Cedar Plumbing"]),
            ("edi aw", &["Acedia Law"]),
            ("cedar law", &[]),
            ("%", &[]),
        ] {
            assert_eq!(listed(&stage, &actor, &[("q", typed)]).await, found, "{typed}");
        }
        for (typed, found) in [("ced", 1), ("303 555 0177", 1), ("0177", 1), ("lumbing", 1), ("555 01", 1), ("xyz", 0)] {
            let some = lookup::look_up(&mut stage.read().await, &actor.may().unwrap(), typed, 10).await.unwrap();
            assert_eq!(some.iter().filter(|one| one.id == id).count(), found, "{typed}");
        }
        let other = stage.actor(&all.two.operator).await;
        assert!(listed(&stage, &other, &[("q", "ced")]).await.is_empty(), "in another organization");
        accounts::edit(house, &actor.may().unwrap(), id, details("Juniper Plumbing")).await.unwrap();
        assert!(listed(&stage, &actor, &[("q", "cedar")]).await.is_empty());
        assert_eq!(listed(&stage, &actor, &[("q", "junip")]).await, ["Juniper Plumbing"]);
        // Accounts of an older version get their words when the house is opened.
        stage.tamper("DELETE FROM account_words", &[]).await;
        stage.tamper("UPDATE accounts SET words = ''", &[]).await;
        stage.started_again().await;
        assert_eq!(stage.number("SELECT count(*) FROM accounts WHERE words = ''", &[]).await, 0);
        assert_eq!(listed(&stage, &actor, &[("q", "0177 junip")]).await, ["Juniper Plumbing"]);
    }

    async fn s3_10_what_many_are_called_is_found_wherever_in_the_list_they_stand(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let actor = stage.actor(&all.one.administrator).await;
        // More than are looked up one by one, behind more than are walked through for them.
        let ashes = (0..2_100).map(|number| format!("Ash Nursery {number:04}"));
        let zinnias: Vec<String> = (0..1_100).map(|number| format!("Zinnia Garage {number:04}")).collect();
        let names: Vec<String> = ashes.chain(zinnias.iter().cloned()).collect();
        open(&stage, all.one.org, &names).await;
        stage.started_again().await;
        // A server counts its rows by itself in time.
        if stage.engine == Engine::Postgres {
            stage.tamper("ANALYZE", &[]).await;
        }
        for (typed, sought) in [("zin", &zinnias[..]), ("garage zinnia", &zinnias), ("ash nurs", &names[..2_100])] {
            for sort in ["name", "-name"] {
                let mut expected = sought.to_vec();
                if sort == "-name" {
                    expected.reverse();
                }
                assert!(walked(&stage, &actor, &[("q", typed), ("sort", sort)]).await == expected, "{typed} by {sort}");
            }
        }
        // From the middle backwards, as *Previous* does.
        let query = |more: (&str, &str)| {
            Query::parse(&ACCOUNTS, [("q", "zinnia"), ("limit", "100"), more]).unwrap()
        };
        let mut query_after = query(("sort", "name"));
        let mut pages = Vec::new();
        for _ in 0..3 {
            let page = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &query_after).await.unwrap();
            let after = page.after.clone().unwrap().to_string();
            query_after = query(("after", after.as_str()));
            pages.push(page);
        }
        let before = pages[2].before.clone().unwrap().to_string();
        let back = query(("before", before.as_str()));
        let back = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &back).await.unwrap();
        let named = |page: &Page| {
            page.records.iter().map(|record| record.cell("name").text().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(named(&back), named(&pages[1]));
        assert!(matches!(back.total, Total::MoreThan(1000)), "{}", back.total);
    }

    async fn s3_10_s3_16_a_list_along_a_tag_or_an_operator_is_the_list_without_one(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, actor) = (&stage.house, stage.actor(&all.one.administrator).await);
        let me = all.one.administrator.id;
        for (number, name) in ["Birch", "Aspen", "Elm", "Cedar", "Date", "Fig"].into_iter().enumerate() {
            stage.advance(kernel::Span::seconds(1));
            let id = create(&stage, &actor, name).await;
            tags::add(house, &actor.may().unwrap(), id, vec![Tag::parse("Tree").unwrap()]).await.unwrap();
            assignments::assign(house, &actor.may().unwrap(), id, me).await.unwrap();
            if number == 3 {
                accounts::lock(house, &actor.may().unwrap(), id).await.unwrap();
            }
            if number == 4 {
                accounts::reopen_setup(house, &actor.may().unwrap(), id).await.unwrap();
            }
        }
        // A tag that no account has beside the first: asked of the accounts themselves.
        let me = me.to_string();
        for further in [
            &[][..],
            &[("state", "active,in_setup")],
            &[("state", "locked")],
            &[("setup", "in_setup")],
            &[("template", "no"), ("sort", "-created_at")],
            &[("sort", "-name")],
            &[("sort", "created_at"), ("q", "e")],
            &[("plan", "none"), ("secure", "no")],
        ] {
            let asked = |first: &[(&'static str, String)]| {
                let first: Vec<(&str, String)> = first.to_vec();
                let (stage, actor) = (&stage, &actor);
                async move {
                    let all: Vec<(&str, &str)> =
                        first.iter().map(|(name, value)| (*name, value.as_str())).chain(further.iter().copied()).collect();
                    listed(stage, actor, &all).await
                }
            };
            let among = asked(&[("tags", "tree,no such tag".to_owned())]).await;
            assert_eq!(asked(&[("tags", "tree".to_owned())]).await, among, "{further:?}");
            assert_eq!(asked(&[("operators", me.clone())]).await, among, "{further:?}");
            assert_eq!(asked(&[("tags", "tree".to_owned()), ("operators", me.clone())]).await, among, "{further:?}");
        }
        // Page by page, there and back.
        let query = |parameters: &[(&str, &str)]| Query::parse(&ACCOUNTS, parameters.iter().copied()).unwrap();
        let mut first = query(&[("tags", "tree"), ("sort", "-created_at")]);
        first.limit = 4;
        let page = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &first).await.unwrap();
        let names = |page: &Page| {
            page.records.iter().map(|record| record.cell("name").text().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&page), ["Fig", "Date", "Cedar", "Elm"]);
        assert_eq!(page.total.to_string(), "6");
        let second = Query { after: page.after.clone(), ..first.clone() };
        let rest = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &second).await.unwrap();
        assert_eq!(names(&rest), ["Aspen", "Birch"]);
        let back = Query { before: rest.before.clone(), ..first.clone() };
        let again = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &back).await.unwrap();
        assert_eq!(names(&again), names(&page));
        let few = accounts::count(&mut stage.read().await, &actor.may().unwrap(), &first, 5).await.unwrap();
        assert_eq!(few.to_string(), "5+", "counted no further than was asked for");
    }
}
