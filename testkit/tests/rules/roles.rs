//! Roles: those that ship follow the program, several are added up, and nobody gives what they do not have.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::roles::{self, PRESETS, RoleDetails};
use domain::access::{
    AccountsView, CallsView, Grants, Key, Kind, MessagesMark, OperatorsManage, Reach, Request, RolesManage,
    UsersManage,
};
use domain::operators::{self, NewOperator, OperatorDetails};
use domain::people::invitations;
use domain::people::users::{self, MemberDetails, NewMember, USERS};
use domain::records::{Query, Total};
use domain::schema;
use kernel::{Dice, Email, Error, Name, OrgId, Result, RoleId};
use testkit::{Engine, Place, Stage, TwoOfEverything, Who, both_engines};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn member(address: &str, roles: Vec<RoleId>) -> NewMember {
    NewMember { name: name("Nia"), email: email(address), title: String::new(), roles, contact: None }
}

fn details(who: &Who, place: &Place, roles: Vec<RoleId>) -> MemberDetails {
    MemberDetails {
        name: name("Ann"),
        email: email(&who.email),
        title: String::new(),
        roles,
        contact: Some(place.ann),
    }
}

fn role(kind: Kind, called: &str, grants: &[(Key, Reach)]) -> RoleDetails {
    RoleDetails {
        name: name(called),
        description: "Made in a test.".to_owned(),
        kind,
        grants: Grants::of(grants),
        secure: false,
        asks: roles::Asks::default(),
    }
}

#[track_caller]
fn refused<T>(result: Result<T>, field: &str) {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{invalid:?}"),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn conflict<T>(result: Result<T>, words: &str) {
    match result.map(|_| ()) {
        Err(Error::Conflict(reason)) => assert!(reason.to_string().contains(words), "{reason}"),
        other => panic!("{other:?}"),
    }
}

/// An operator with exactly these permissions.
async fn operator_with(stage: &Stage, org: OrgId, called: &str, may: &[Key]) -> domain::access::Actor {
    let system = stage.system(org);
    let grants: Vec<_> = may.iter().map(|key| (*key, Reach::Organization)).collect();
    let made = role(Kind::Operator, called, &grants);
    let id = roles::create(&stage.house, &system.may().unwrap(), &made).await.unwrap();
    let address = format!("{}@one.test", called.to_lowercase());
    let new = NewOperator { name: name(called), email: email(&address), roles: vec![id] };
    let user = operators::add(&stage.house, &system.may().unwrap(), new).await.unwrap();
    let link = invitations::invite_operator(&stage.house, &system.may().unwrap(), user).await.unwrap();
    let password = "correct horse battery".to_owned();
    invitations::accept(&stage.house, org, &link.reveal(), &password, Request::default()).await.unwrap();
    stage.actor(&Who { org, id: user, email: address, password }).await
}

async fn roles_in(stage: &Stage, org: i64) -> i64 {
    stage.number("SELECT count(*) FROM roles WHERE org_id = ?1", db::params![org]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c_01_a_database_of_the_first_version_gets_the_roles_of_this_one() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(stage) = Stage::unmigrated(engine).await else { continue };
        stage.database.migrate(schema::MIGRATIONS.get(..1).unwrap()).await.unwrap();
        let now = stage.house.now();
        stage
            .tamper(
                "INSERT INTO organizations (org_id, name, host, region, time_zone, accent, created_at)
                 VALUES (7, 'Old', NULL, 'US', 'UTC', '#000000', ?1)",
                db::params![now],
            )
            .await;
        stage
            .tamper(
                "INSERT INTO history_heads (org_id, seq, hash) VALUES (7, 0, ?1)",
                db::params![[0u8; 32].as_slice()],
            )
            .await;
        let dice = Dice::seeded(9);
        for (called, kind, grants) in [
            ("Administrator", "operator", r#"{"accounts.view":"organization"}"#),
            ("Operator", "operator", "{}"),
            ("Client Admin", "portal_user", r#"{"calls.view":"account","moon.view":"account"}"#),
            ("Client User", "portal_user", r#"{"calls.view":"own"}"#),
        ] {
            stage
                .tamper(
                    "INSERT INTO roles (org_id, id, name, kind, grants, created_at) VALUES (7, ?1, ?2, ?3, ?4, ?5)",
                    db::params![RoleId::new(now, &dice), called, kind, grants, now],
                )
                .await;
        }
        let house = stage.started_again().await;
        assert_eq!(roles_in(&stage, 7).await, i64::try_from(PRESETS.len()).unwrap());
        let system = stage.system(OrgId::new(7));
        let mut read = house.read().await.unwrap();
        for kind in [Kind::Operator, Kind::PortalUser] {
            let kept = roles::of_kind(&mut read, &system.may::<RolesManage>().unwrap(), kind).await.unwrap();
            let shipped: Vec<_> = PRESETS.iter().filter(|preset| preset.kind == kind).collect();
            assert_eq!(kept.len(), shipped.len());
            for (role, preset) in kept.iter().zip(shipped) {
                assert_eq!((role.name.as_str(), role.secure), (preset.name, preset.secure));
                assert_eq!(role.grants, (preset.grants)(), "{}", role.name);
            }
        }
        drop(read);
        let lines = stage.number("SELECT count(*) FROM events WHERE org_id = 7", &[]).await;
        assert_eq!(lines, i64::try_from(PRESETS.len()).unwrap(), "each has its line, once");
        stage.started_again().await;
        assert_eq!(stage.number("SELECT count(*) FROM events WHERE org_id = 7", &[]).await, lines);
    }
}

both_engines! {
    async fn a_preset_that_was_missing_does_not_take_the_name_of_ones_own_role(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let org = all.one.org;
        stage.tamper("DELETE FROM roles WHERE org_id = ?1 AND preset = 'customer'", db::params![org]).await;
        let own = role(Kind::PortalUser, "Customer", &[(Key::CallsView, Reach::Own)]);
        roles::create(&stage.house, &stage.system(org).may().unwrap(), &own).await.unwrap();
        stage.started_again().await;
        let count = "SELECT count(*) FROM roles WHERE org_id = ?1 AND name LIKE 'Customer%'";
        assert_eq!(stage.number(count, db::params![org]).await, 2);
        assert_eq!(stage.client_role(org, "Customer (built in)").await.any().prefix, "role");
    }

    async fn e_11_s4_34_several_roles_are_added_up_and_the_user_stays_one_row(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, place) = (all.one.org, &all.one.north);
        let operator = stage.actor(&all.one.operator).await;
        let mut both = vec![stage.client_role(org, roles::CUSTOMER).await];
        both.push(stage.client_role(org, roles::CLIENT_USER).await);
        let edit = details(&place.user, place, both.clone());
        users::edit(&stage.house, &operator.may().unwrap(), place.user.id, edit).await.unwrap();
        let who = stage.signed_in(&place.user).await;
        assert_eq!(who.role, "Client User, Customer");
        assert_eq!(who.actor.may::<CallsView>().unwrap().reach(), Reach::Account, "from Customer");
        assert_eq!(who.actor.may::<MessagesMark>().unwrap().reach(), Reach::Own, "from Client User");
        let mut read = stage.read().await;
        let query = Query::parse(&USERS, [("account", place.account.to_string())]).unwrap();
        let page = users::list(&mut read, &operator.may().unwrap(), &query).await.unwrap();
        assert_eq!((page.records.len(), page.total), (3, Total::Exactly(3)));
        let row = page.records.iter().find(|row| row.id == place.user.id.any()).unwrap();
        assert_eq!(row.json()["roles"].to_string(), r#"["Client User","Customer"]"#);
        assert_eq!(row.cell("roles").plain(), "Client User, Customer");
        let found = users::find(&mut read, &operator.may().unwrap(), place.user.id).await.unwrap();
        assert_eq!(found.role, "Client User, Customer");
    }

    async fn s4_23_a_new_user_may_have_no_roles_and_then_sees_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, place) = (all.one.org, &all.one.north);
        let operator = stage.actor(&all.one.operator).await;
        let added =
            users::add(&stage.house, &operator.may().unwrap(), place.account, member("nia@one.test", Vec::new())).await.unwrap();
        let who = Who { org, id: added.user, email: "nia@one.test".to_owned(), password: added.password };
        let nia = stage.signed_in(&who).await;
        assert_eq!((nia.role.as_str(), nia.actor.grants().list().count()), ("", 0));
        let admin = vec![stage.client_role(org, roles::CLIENT_ADMIN).await];
        users::edit(&stage.house, &operator.may().unwrap(), added.id, details(&who, place, admin)).await.unwrap();
        assert!(stage.actor(&who).await.may::<AccountsView>().is_ok(), "roles are given afterwards");
    }

    async fn nobody_gives_what_they_do_not_have(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, place, house) = (all.one.org, &all.one.north, &stage.house);
        let may = [Key::UsersManage, Key::UsersView, Key::RolesManage, Key::CallsView, Key::OperatorsManage, Key::AccountsView];
        let clerk = operator_with(&stage, org, "Clerk", &may).await;
        let admin = stage.client_role(org, roles::CLIENT_ADMIN).await;
        let operator = stage.operator_role(org, roles::OPERATOR).await;
        let (manage, edit_roles) = (clerk.may::<UsersManage>().unwrap(), clerk.may::<RolesManage>().unwrap());
        let people = clerk.may::<OperatorsManage>().unwrap();
        // Giving a role away.
        refused(users::add(house, &manage, place.account, member("x@one.test", vec![admin])).await, "roles");
        let nia = users::add(house, &manage, place.account, member("nia@one.test", Vec::new())).await.unwrap();
        let who = Who { org, id: nia.user, email: "nia@one.test".to_owned(), password: nia.password };
        refused(users::edit(house, &manage, nia.id, details(&who, place, vec![admin])).await, "roles");
        let new = NewOperator { name: name("X"), email: email("x@one.test"), roles: vec![operator] };
        refused(operators::add(house, &people, new).await, "roles");
        let myself = clerk.user_id().unwrap();
        let wish = OperatorDetails { name: name("Clerk"), email: email("clerk@one.test"), roles: vec![operator] };
        refused(operators::edit(house, &people, myself, wish).await, "roles");
        // Making one, and changing one.
        let wide = role(Kind::Operator, "Wide", &[(Key::MessagesView, Reach::Organization)]);
        refused(roles::create(house, &edit_roles, &wide).await, "messages.view");
        let calls = role(Kind::PortalUser, "Calls", &[(Key::CallsView, Reach::Account)]);
        let made = roles::create(house, &edit_roles, &calls).await.unwrap();
        let wide = RoleDetails { grants: Grants::of(&[(Key::MessagesView, Reach::Own)]), ..calls.clone() };
        refused(roles::edit(house, &edit_roles, made, &wide).await, "messages.view");
        // A clearance is given only by somebody who may do everything.
        let cleared = RoleDetails { secure: true, ..role(Kind::Operator, "Night", &[]) };
        refused(roles::create(house, &edit_roles, &cleared).await, "secure");
        let administrator = stage.actor(&all.one.administrator).await;
        roles::create(house, &administrator.may().unwrap(), &cleared).await.unwrap();
        // Those who may do more are not theirs to change.
        for result in [
            users::edit(house, &manage, place.user.id, details(&place.user, place, Vec::new())).await,
            users::disable(house, &manage, place.user.id).await,
            users::delete(house, &manage, place.lost.id).await,
            operators::disable(house, &people, all.one.operator.id).await,
            operators::delete(house, &people, all.one.administrator.id).await,
            invitations::invite_operator(house, &people, all.one.administrator.id).await.map(drop),
        ] {
            assert!(matches!(result, Err(Error::Forbidden(_))), "{result:?}");
        }
    }

    async fn a_role_is_made_of_what_can_be_offered_to_its_people(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, house) = (all.one.org, &stage.house);
        let administrator = stage.actor(&all.one.administrator).await;
        let granted = administrator.may::<RolesManage>().unwrap();
        for (kind, key, reach) in [
            (Kind::PortalUser, Key::OperatorsManage, Reach::Account),
            (Kind::PortalUser, Key::RolesManage, Reach::Own),
            (Kind::PortalUser, Key::CallsView, Reach::Organization),
            (Kind::PortalUser, Key::AccountsView, Reach::Own),
            (Kind::Operator, Key::CallsView, Reach::Own),
            (Kind::Operator, Key::CallsView, Reach::Account),
        ] {
            refused(roles::create(house, &granted, &role(kind, "Odd", &[(key, reach)])).await, key.name());
        }
        // And if one were in the database all the same, it would grant nothing.
        let sql = "UPDATE roles SET grants = ?2 WHERE org_id = ?1 AND preset = 'client_user'";
        let everything = Grants::everything(Reach::Organization).to_json();
        stage.tamper(sql, db::params![org, everything]).await;
        let ann = stage.actor(&all.one.north.user).await;
        assert!(ann.may::<OperatorsManage>().is_err() && ann.may::<RolesManage>().is_err());
        assert_eq!(ann.may::<CallsView>().unwrap().reach(), Reach::Account);
    }

    async fn presets_are_neither_changed_nor_deleted(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let granted = administrator.may::<RolesManage>().unwrap();
        for preset in PRESETS {
            let id = match preset.kind {
                Kind::Operator => stage.operator_role(all.one.org, preset.name).await,
                _ => stage.client_role(all.one.org, preset.name).await,
            };
            conflict(roles::edit(&stage.house, &granted, id, &role(preset.kind, "Mine", &[])).await, "Clone it");
            conflict(roles::delete(&stage.house, &granted, id, None).await, "Clone it");
        }
    }

    async fn a_role_is_made_changed_and_deleted_with_its_history(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, place, house) = (all.one.org, &all.one.north, &stage.house);
        let administrator = stage.actor(&all.one.administrator).await;
        let granted = administrator.may::<RolesManage>().unwrap();
        let calls = role(Kind::PortalUser, "Callers", &[(Key::CallsView, Reach::Own)]);
        let id = roles::create(house, &granted, &calls).await.unwrap();
        refused(roles::create(house, &granted, &role(Kind::PortalUser, "CALLERS", &[])).await, "name");
        refused(roles::create(house, &granted, &role(Kind::PortalUser, "client admin", &[])).await, "name");
        users::edit(house, &administrator.may().unwrap(), place.user.id, details(&place.user, place, vec![id])).await.unwrap();
        let visit = stage.sign_in(&place.user).await;
        assert_eq!(stage.resolve(&visit).await.unwrap().actor.may::<CallsView>().unwrap().reach(), Reach::Own);
        let wider = RoleDetails { grants: Grants::of(&[(Key::CallsView, Reach::Account)]), ..calls };
        roles::edit(house, &granted, id, &wider).await.unwrap();
        assert_eq!(stage.resolve(&visit).await.unwrap().actor.may::<CallsView>().unwrap().reach(), Reach::Account, "from the next request on");
        let changes = "SELECT changes FROM events WHERE thing_id = ?1 AND action = 'role.edited'";
        let told = stage.text(changes, db::params![id]).await;
        assert!(told.contains(r#"{"field":"calls.view","before":"own","after":"account"}"#), "{told}");
        let before = stage.number("SELECT count(*) FROM events", &[]).await;
        roles::edit(house, &granted, id, &wider).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM events", &[]).await, before, "the same again is no change");

        conflict(roles::delete(house, &granted, id, None).await, "Ann");
        let operator = stage.operator_role(org, roles::OPERATOR).await;
        for wrong in [id, operator] {
            refused(roles::delete(house, &granted, id, Some(wrong)).await, "replacement");
        }
        let instead = stage.client_role(org, roles::CLIENT_USER).await;
        roles::delete(house, &granted, id, Some(instead)).await.unwrap();
        assert_eq!(stage.resolve(&visit).await.unwrap().role, roles::CLIENT_USER);
        let told = "SELECT count(*) FROM events WHERE thing_id = ?1 AND action = 'user.edited' AND changes LIKE '%Callers%'";
        assert_eq!(stage.number(told, db::params![place.user.id]).await, 2, "once given, once replaced");
        let theirs = stage.actor(&all.two.administrator).await.may::<RolesManage>().unwrap();
        let foreign = roles::edit(house, &theirs, instead, &role(Kind::PortalUser, "Mine", &[])).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
    }

    async fn the_last_administrator_stays(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, house) = (all.one.org, &stage.house);
        let maya = &all.one.administrator;
        let system = stage.system(org);
        let granted = system.may::<OperatorsManage>().unwrap();
        let operator = stage.operator_role(org, roles::OPERATOR).await;
        let administrator = stage.operator_role(org, roles::ADMINISTRATOR).await;
        let wish = |address: &str, role: RoleId| OperatorDetails { name: name("Somebody"), email: email(address), roles: vec![role] };
        conflict(operators::edit(house, &granted, maya.id, wish(&maya.email, operator)).await, "last administrator");
        conflict(operators::disable(house, &granted, maya.id).await, "last administrator");
        conflict(operators::delete(house, &granted, maya.id).await, "last administrator");
        let theo = &all.one.operator;
        operators::edit(house, &granted, theo.id, wish(&theo.email, administrator)).await.unwrap();
        operators::disable(house, &granted, theo.id).await.unwrap();
        conflict(operators::disable(house, &granted, maya.id).await, "last administrator");
        operators::enable(house, &granted, theo.id).await.unwrap();
        let session = stage.signed_in(maya).await;
        let own = session.actor.may::<OperatorsManage>().unwrap();
        conflict(operators::delete(house, &own, maya.id).await, "yourself");
        operators::delete(house, &granted, maya.id).await.unwrap();
        stage.try_sign_in(org, &maya.email, &maya.password).await.unwrap_err();
        let left = operators::list(&mut stage.read().await, &granted).await.unwrap();
        assert_eq!(left.iter().map(operators::Operator::role_names).collect::<Vec<_>>(), [roles::ADMINISTRATOR]);
    }
}
