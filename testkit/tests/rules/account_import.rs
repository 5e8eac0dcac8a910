//! Accounts from a file: looked at, made as the wizard makes them, never twice, and taken back as far as untouched.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use std::fmt::Write as _;

use domain::access::{AccountsCreate, AccountsEdit, AccountsView, Actor, Granted, OperatorsManage, roles};
use domain::accounts::import::{self, Field, Mapping, Report, Sheet, UNDONE_FOR};
use domain::accounts::plans::{self, Limits, PlanDetails};
use domain::accounts::tags::{self, Tag};
use domain::accounts::{self, ACCOUNTS, note};
use domain::history::{self, HISTORY};
use domain::jobs::State;
use domain::people::users;
use domain::records::{Query, calls};
use domain::{jobs, operators};
use kernel::{AccountId, Error, ImportId, JobId, Name, Span};
use testkit::{Stage, TwoOfEverything, a_call, both_engines};

fn create(actor: &Actor) -> Granted<AccountsCreate> {
    actor.may().unwrap()
}

async fn bring(stage: &Stage, actor: &Actor, file: &str) -> (ImportId, Mapping) {
    let sheet = Sheet::read(file.as_bytes()).unwrap();
    let id = import::bring(&stage.house, &create(actor), "clients.csv", &sheet).await.unwrap();
    let found = import::find(&mut stage.read().await, &create(actor), id).await.unwrap();
    (id, found.mapping)
}

async fn report(stage: &Stage, actor: &Actor, id: ImportId) -> Report {
    let mut read = stage.read().await;
    let found = import::find(&mut read, &create(actor), id).await.unwrap();
    import::report(&mut read, &create(actor), &found).await.unwrap().unwrap()
}

async fn made(stage: &Stage, actor: &Actor, id: ImportId) -> Vec<(AccountId, String)> {
    import::made(&mut stage.read().await, &create(actor), id, 100).await.unwrap()
}

async fn accounts_of(stage: &Stage, org: kernel::OrgId) -> i64 {
    stage.number("SELECT count(*) FROM accounts WHERE org_id = ?1", &[org.into()]).await
}

/// Whoever asked for it does it, as the worker does.
async fn confirm(stage: &Stage, actor: &Actor, (id, mapping): &(ImportId, Mapping), invites: bool) -> JobId {
    import::confirm(&stage.house, &create(actor), *id, mapping, invites).await.unwrap()
}

both_engines! {
    async fn a_file_becomes_accounts_as_the_wizard_makes_them_and_twice_doubles_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, org) = (stage.actor(&all.one.administrator).await, all.one.org);
        let plan = PlanDetails {
            name: Name::parse("Essential").unwrap(),
            price: String::new(),
            features: Vec::new(),
            limits: Limits::default(),
        };
        plans::create(&stage.house, &operator.may().unwrap(), &plan).await.unwrap();
        let file = format!(
            "Customer ID;Company;E-Mail;Tariff;Tags;Account manager;Remarks;Slug;Contact name;Contact email\n\
             K-1;Acme;desk@acme.test;ESSENTIAL;Dental, VIP;operator@one.test;Pays late;acme-inc;Dana Reyes;dana@acme.test\n\
             K-2;Bolt;desk@bolt.test;Golden;;;;;;\n\
             K-1;Acme again;again@acme.test;;;;;;;\n\
             ;North;{};;;;;;;\n\
             K-3;Cleo;desk@cleo.test;;;;;acme_inc;;dana@acme.test\n\
             K-4;Dune;;;;;;;Ann;ann@dune.test\n",
            stage.text("SELECT email FROM accounts WHERE id = ?1", &[all.one.north.account.into()]).await
        );
        let brought = bring(&stage, &operator, &file).await;
        let (id, mapping) = &brought;
        assert_eq!(Field::all().filter(|field| mapping.of(*field).is_some()).count(), 10, "{mapping:?}");
        let before = accounts_of(&stage, org).await;
        let mut read = stage.read().await;
        let found = import::find(&mut read, &create(&operator), *id).await.unwrap();
        let dry = import::look(&mut read, &create(&operator), &found, mapping).await.unwrap();
        drop(read);
        assert_eq!((dry.good, dry.there, dry.wrong, dry.admins), (2, 2, 2, 2), "{dry:?}");
        let why: Vec<(i64, &str)> =
            dry.left.iter().flat_map(|one| one.wrong.iter().map(|wrong| (one.line, wrong.field.as_str()))).collect();
        assert_eq!(why, [(3, "plan"), (4, ""), (5, ""), (6, "nickname"), (6, "admin_email")]);
        assert_eq!(accounts_of(&stage, org).await, before, "nothing is made by looking");
        assert!(import::list(&mut stage.read().await, &create(&operator)).await.unwrap().is_empty());

        confirm(&stage, &operator, &brought, true).await;
        let became = report(&stage, &operator, *id).await;
        assert_eq!((became.made, became.there, became.wrong), (2, 2, 2));
        let made = made(&stage, &operator, *id).await;
        assert_eq!(made.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Acme", "Dune"]);
        let acme = made[0].0;
        let view = operator.may::<AccountsView>().unwrap();
        let mut read = stage.read().await;
        let account = accounts::find(&mut read, &view, acme).await.unwrap();
        assert_eq!((account.nickname.as_deref(), account.time_zone.as_str()), (Some("acme-inc"), "America/Chicago"));
        assert_eq!(tags::list(&mut read, &view, acme).await.unwrap(), ["Dental", "VIP"]);
        assert_eq!(note::find(&mut read, &view, acme).await.unwrap().unwrap().text, "Pays late");
        assert_eq!(plans::of_account(&mut read, &view, acme).await.unwrap().plan.unwrap().name, "Essential");
        let record = domain::records::find(&mut read, &view, &ACCOUNTS, acme.any()).await.unwrap().json();
        assert_eq!(record["external_id"], "K-1");
        assert_eq!(record["operators"].as_array().unwrap().len(), 1, "{record}");
        let people = users::of_account(&mut read, &operator.may().unwrap(), made[1].0, 10).await.unwrap();
        assert_eq!(people.len(), 1);
        let deeds = history::list(&mut read, &operator.may().unwrap(), &Query::of(&HISTORY).with_all_fields()).await;
        let deeds: Vec<String> =
            deeds.unwrap().records.iter().map(|one| one.json()["action"].as_str().unwrap().to_owned()).collect();
        drop(read);
        for deed in ["accounts.brought", "job.asked", "account.created", "user.added", "account.noted", "job.ended"] {
            assert!(deeds.iter().any(|one| one == deed), "{deed} of {deeds:?}");
        }
        assert_eq!(stage.deliver().await.len(), 2, "the first users are invited");
        let again = import::confirm(&stage.house, &create(&operator), *id, mapping, true).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");

        let second = bring(&stage, &operator, &file).await;
        confirm(&stage, &operator, &second, true).await;
        let became = report(&stage, &operator, second.0).await;
        assert_eq!((became.made, became.there, became.wrong), (0, 4, 2), "it is there already");
        assert_eq!(accounts_of(&stage, org).await, before + 2);
        assert!(stage.deliver().await.is_empty());

        let stranger = stage.actor(&all.two.administrator).await;
        assert!(matches!(import::find(&mut stage.read().await, &create(&stranger), *id).await, Err(Error::NotFound)));
        let client = stage.actor(&all.one.north.admin).await;
        assert!(client.may::<AccountsCreate>().is_err());
        let unasked = stage.operator_role(org, roles::OPERATOR).await;
        stage.tamper("UPDATE roles SET grants = '{}' WHERE id = ?1", &[unasked.into()]).await;
        assert!(stage.actor(&all.one.operator).await.may::<AccountsCreate>().is_err());
    }

    async fn an_import_is_taken_back_as_far_as_nobody_has_touched_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, org) = (stage.actor(&all.one.administrator).await, all.one.org);
        let before = accounts_of(&stage, org).await;
        let users_before = stage.number("SELECT count(*) FROM users WHERE org_id = ?1", &[org.into()]).await;
        let mut file = "name,email,nickname,admin email,tags\n".to_owned();
        for name in ["Alpha", "Beta", "Gamma", "Delta"] {
            let low = name.to_lowercase();
            writeln!(file, "{name},desk@{low}.test,the-{low},admin@{low}.test,New").unwrap();
        }
        let brought = bring(&stage, &operator, &file).await;
        let none_yet = import::undo(&stage.house, &create(&operator), brought.0).await;
        assert!(matches!(none_yet, Err(Error::Conflict(_))), "{none_yet:?}");
        confirm(&stage, &operator, &brought, true).await;
        let made = made(&stage, &operator, brought.0).await;
        let letters = stage.deliver().await;
        assert_eq!((made.len(), letters.len()), (4, 4));
        // Beta has a call, Gamma another tag, and Delta’s admin has come in.
        let call = a_call(made[1].0, None, &stage.house);
        calls::take_in(&stage.house, &operator.may().unwrap(), vec![Ok(call)], None).await.unwrap();
        let vip = vec![Tag::parse("VIP").unwrap()];
        tags::add(&stage.house, &operator.may::<AccountsEdit>().unwrap(), made[2].0, vip).await.unwrap();
        let delta = letters.iter().find(|letter| letter.to == "admin@delta.test").unwrap();
        let link = delta.link().rsplit('/').next().unwrap().to_owned();
        domain::people::invitations::accept(&stage.house, org, &link, "correct horse battery", domain::access::Request::default())
            .await
            .unwrap();
        stage.advance(Span::days(2));
        let colleague = stage.actor(&stage.hire(org, "colleague@one.test", &[roles::ADMINISTRATOR]).await).await;
        import::undo(&stage.house, &create(&colleague), brought.0).await.unwrap();
        let became = report(&stage, &operator, brought.0).await;
        assert_eq!((became.made, became.undone), (3, 1));
        let (job, stayed) = became.undo.unwrap();
        assert_eq!((job.state, job.done, job.skipped), (State::Done, 1, 3));
        let why: Vec<(&str, &str)> = stayed.iter().map(|(name, why)| (name.as_str(), why.as_str())).collect();
        assert_eq!(why[0], ("Beta", "It has calls."));
        assert!(why[1].0 == "Gamma" && why[1].1.contains("changed the tags of"), "{why:?}");
        assert!(why[2].0 == "Delta", "{why:?}");
        assert_eq!(accounts_of(&stage, org).await, before + 3);
        let gone = "SELECT count(*) FROM users WHERE email_folded = 'admin@alpha.test'";
        assert_eq!(stage.number(gone, &[]).await, 0, "the address is free");
        let people = stage.number("SELECT count(*) FROM users WHERE org_id = ?1", &[org.into()]).await;
        assert_eq!(people, users_before + 3 + 1);
        let deleted = "SELECT count(*) FROM events WHERE action IN ('account.deleted', 'user.deleted') AND org_id = ?1";
        assert_eq!(stage.number(deleted, &[org.into()]).await, 2, "each has its line");
        assert!(history::verify(&stage.house, org).await.is_ok());

        let fresh = bring(&stage, &operator, &file).await;
        confirm(&stage, &operator, &fresh, false).await;
        assert_eq!(report(&stage, &operator, fresh.0).await.made, 1, "what went can come again, nickname and all");
        assert!(stage.deliver().await.is_empty(), "nobody was to be invited");
        stage.advance(UNDONE_FOR);
        let late = import::undo(&stage.house, &create(&operator), fresh.0).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        import::sweep(&stage.house).await.unwrap();
        assert!(matches!(import::find(&mut stage.read().await, &create(&operator), fresh.0).await, Err(Error::NotFound)));
        assert_eq!(accounts_of(&stage, org).await, before + 4, "the accounts stay");
    }

    async fn many_lines_are_made_by_the_worker_and_only_for_whoever_still_may(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let boss = stage.actor(&all.one.administrator).await;
        let hired = stage.hire(all.one.org, "short@one.test", &[roles::ADMINISTRATOR]).await;
        let (short, before) = (stage.actor(&hired).await, accounts_of(&stage, all.one.org).await);
        let mut file = "name\temail\n".to_owned();
        for number in 0..=jobs::AT_ONCE {
            writeln!(file, "Client {number}\tdesk{number}@many.test").unwrap();
        }
        let first = bring(&stage, &boss, &file).await;
        confirm(&stage, &boss, &first, true).await;
        assert_eq!(report(&stage, &boss, first.0).await.job.state, State::Waiting);
        let early = import::undo(&stage.house, &create(&boss), first.0).await;
        assert!(matches!(early, Err(Error::Conflict(_))), "{early:?}");
        assert!(jobs::work(&stage.house).await.unwrap());
        let became = report(&stage, &boss, first.0).await;
        assert_eq!((became.job.state, became.made), (State::Done, 201));
        import::undo(&stage.house, &create(&boss), first.0).await.unwrap();
        jobs::work(&stage.house).await.unwrap();
        assert_eq!(accounts_of(&stage, all.one.org).await, before);
        let second = bring(&stage, &short, &file).await;
        confirm(&stage, &short, &second, true).await;
        operators::disable(&stage.house, &boss.may().unwrap(), hired.id).await.unwrap();
        jobs::work(&stage.house).await.unwrap();
        assert_eq!(report(&stage, &boss, second.0).await.job.state, State::Stopped);
        assert_eq!(accounts_of(&stage, all.one.org).await, before);
        stage.advance(Span::hours(25));
        let third = bring(&stage, &boss, "name,email\nA,a@b.test\n").await;
        stage.advance(Span::hours(25));
        import::sweep(&stage.house).await.unwrap();
        assert!(import::find(&mut stage.read().await, &create(&boss), third.0).await.is_err(), "it is forgotten");
    }

    async fn at_the_machine_one_acts_in_an_operators_name_with_that_operators_rights(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let boss = stage.actor(&all.one.administrator).await;
        let people = boss.may::<OperatorsManage>().unwrap();
        let other = all.one.operator.id;
        let refused = operators::at_the_machine(&mut stage.read().await, &people, other, "import").await;
        assert!(matches!(refused.err(), Some(Error::Forbidden(_))), "not even an administrator");
        let machine = stage.system(all.one.org).may::<OperatorsManage>().unwrap();
        let acting = operators::at_the_machine(&mut stage.read().await, &machine, other, "import").await.unwrap();
        assert_eq!((acting.user_id(), acting.can::<OperatorsManage>()), (Some(other), false));
        let (id, mapping) = bring(&stage, &acting, "name,email\nAcme,desk@acme.test\n").await;
        import::confirm(&stage.house, &create(&acting), id, &mapping, false).await.unwrap();
        assert_eq!(report(&stage, &acting, id).await.made, 1);
        let told = "SELECT via FROM events WHERE action = 'accounts.brought' AND actor_id = ?1";
        assert_eq!(stage.text(told, &[other.into()]).await, "import");
        operators::disable(&stage.house, &people, other).await.unwrap();
        let gone = operators::at_the_machine(&mut stage.read().await, &machine, other, "import").await;
        assert!(matches!(gone.err(), Some(Error::Conflict(_))), "nor when disabled");
    }
}
