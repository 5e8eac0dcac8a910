//! Client admins run the users of their own account, and of no other; attaching users to contacts and back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::explain;
use domain::access::{Actor, CallsView, ContactsEdit, Key, Mode, Reach, UsersManage, roles};
use domain::accounts;
use domain::history;
use domain::organizations::settings::configure;
use domain::people::contacts::{self, ContactDetails};
use domain::people::users::{self, Attachment, MemberDetails, NewMember};
use domain::records::messages;
use kernel::{Email, Error, Name, Result, RoleId, Span, UserId};
use testkit::{Place, Stage, TwoOfEverything, Who, both_engines};

fn member(address: &str, roles: Vec<RoleId>) -> NewMember {
    NewMember {
        name: Name::parse("Nia").unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles,
        contact: None,
    }
}

fn details(who: &Who, roles: Vec<RoleId>) -> MemberDetails {
    MemberDetails {
        name: Name::parse("Somebody").unwrap(),
        email: Email::parse(&who.email).unwrap(),
        title: String::new(),
        roles,
        contact: None,
    }
}

fn contact(called: &str) -> ContactDetails {
    ContactDetails::of(Name::parse(called).unwrap())
}

#[track_caller]
fn not_found<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::NotFound)));
}

#[track_caller]
fn conflict<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::Conflict(_))));
}

async fn roles_of(stage: &Stage, by: &Actor, user: UserId) -> Vec<String> {
    let held = users::roles(&mut stage.read().await, &by.may().unwrap(), user).await.unwrap();
    held.into_iter().map(|role| role.name).collect()
}

async fn contact_of(stage: &Stage, by: &Actor, user: UserId) -> Option<kernel::ContactId> {
    users::find(&mut stage.read().await, &by.may().unwrap(), user).await.unwrap().contact
}

async fn choose(stage: &Stage, by: &Actor, place: &Place, to: Attachment) {
    users::attach(&stage.house, &by.may().unwrap(), place.lost.id, to).await.unwrap();
}

both_engines! {
    async fn c_15_s0_29_a_client_admin_runs_the_users_and_contacts_of_the_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, house) = (all.one.org, &all.one.north, &stage.house);
        let admin = stage.actor(&north.admin).await;
        let manage = admin.may::<UsersManage>().unwrap();
        let both = vec![stage.client_role(org, roles::CLIENT_ADMIN).await, stage.client_role(org, roles::CLIENT_USER).await];
        let added = users::add(house, &manage, north.account, member("nia@north.test", both.clone())).await.unwrap();
        let nia = Who { org, id: added.user, email: "nia@north.test".to_owned(), password: added.password };
        assert_eq!(stage.signed_in(&nia).await.role, "Client Admin, Client User");
        let visit = stage.sign_in(&nia).await;
        users::disable(house, &manage, nia.id).await.unwrap();
        assert!(matches!(stage.resolve(&visit).await, Err(Error::SignedOut)));
        users::enable(house, &manage, nia.id).await.unwrap();
        users::edit(house, &manage, nia.id, details(&nia, Vec::new())).await.unwrap();
        assert!(stage.actor(&nia).await.may::<CallsView>().is_err());
        let edit = admin.may::<ContactsEdit>().unwrap();
        let cleo = contacts::add(house, &edit, north.account, contact("Cleo")).await.unwrap();
        contacts::edit(house, &edit, cleo, contact("Cleopatra")).await.unwrap();
        contacts::delete(house, &edit, cleo).await.unwrap();
    }

    async fn a_client_admin_reaches_no_other_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, house) = (all.one.org, &all.one.north, &stage.house);
        let admin = stage.actor(&north.admin).await;
        let (manage, edit) = (admin.may::<UsersManage>().unwrap(), admin.may::<ContactsEdit>().unwrap());
        let before = stage.number("SELECT count(*) FROM events", &[]).await;
        for other in [&all.one.south, &all.two.north] {
            not_found(users::add(house, &manage, other.account, member("x@north.test", Vec::new())).await);
            not_found(users::edit(house, &manage, other.user.id, details(&other.user, Vec::new())).await);
            not_found(users::attach(house, &manage, other.user.id, Attachment::Admin).await);
            not_found(users::disable(house, &manage, other.user.id).await);
            not_found(users::enable(house, &manage, other.user.id).await);
            not_found(users::delete(house, &manage, other.user.id).await);
            not_found(contacts::add(house, &edit, other.account, contact("X")).await);
            not_found(contacts::edit(house, &edit, other.ann, contact("X")).await);
            not_found(contacts::delete(house, &edit, other.ann).await);
            let mine = MemberDetails { contact: Some(other.ann), ..details(&north.user, Vec::new()) };
            assert!(matches!(users::edit(house, &manage, north.user.id, mine).await, Err(Error::Invalid(_))));
            let to = Attachment::Contact(other.ann);
            assert!(matches!(users::attach(house, &manage, north.user.id, to).await, Err(Error::Invalid(_))));
        }
        not_found(users::disable(house, &manage, all.one.operator.id).await);
        let operator = vec![stage.operator_role(org, roles::OPERATOR).await];
        let up = users::edit(house, &manage, north.user.id, details(&north.user, operator)).await;
        assert!(matches!(up, Err(Error::Invalid(_))));
        assert_eq!(stage.number("SELECT count(*) FROM events", &[]).await, before, "nothing happened");
    }

    async fn nobody_shuts_an_account_out_of_its_own_portal(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, house) = (all.one.org, &all.one.north, &stage.house);
        let admin = stage.client_role(org, roles::CLIENT_ADMIN).await;
        users::edit(house, &stage.system(org).may().unwrap(), north.user.id, details(&north.user, vec![admin])).await.unwrap();
        let second = stage.actor(&north.user).await;
        let manage = second.may::<UsersManage>().unwrap();
        for one in [&north.user, &north.admin] {
            conflict(users::edit(house, &manage, one.id, details(one, Vec::new())).await);
            conflict(users::disable(house, &manage, one.id).await);
            conflict(users::delete(house, &manage, one.id).await);
            conflict(users::attach(house, &manage, one.id, Attachment::Customer).await);
        }
    }

    async fn c_15_the_organization_and_the_account_switch_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south, house) = (&all.one.north, &all.one.south, &stage.house);
        let system = stage.system(all.one.org);
        let visit = stage.sign_in(&north.admin).await;
        let runs = async || stage.resolve(&visit).await.unwrap().actor.may::<UsersManage>().is_ok();
        assert!(runs().await, "as it ships");
        accounts::let_run_users(house, &system.may().unwrap(), north.account, false).await.unwrap();
        assert!(!runs().await, "from the very next request");
        assert!(stage.actor(&south.admin).await.may::<UsersManage>().is_ok(), "the other account still does");
        let by = system.may().unwrap();
        let told = explain::user(house, &mut stage.read().await, &by, north.admin.id, Key::UsersManage, None).await.unwrap();
        assert_eq!((told.yes, told.words().as_str()), (false, "users.manage is switched off for the people of this account"));
        accounts::let_run_users(house, &system.may().unwrap(), north.account, true).await.unwrap();
        configure(house, &system.may().unwrap(), |settings| settings.clients.run_users = false).await.unwrap();
        assert!(!runs().await);
        assert!(stage.actor(&south.admin).await.may::<UsersManage>().is_err());
        configure(house, &system.may().unwrap(), |settings| settings.clients.run_users = true).await.unwrap();
        assert!(runs().await);
    }

    async fn s2_23_s2_30_s2_34_c_02_attaching_a_user_can_be_taken_back(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let by = stage.actor(&all.one.operator).await;
        let lost = &north.lost;
        users::edit(&stage.house, &by.may().unwrap(), lost.id, details(lost, Vec::new())).await.unwrap();
        choose(&stage, &by, north, Attachment::Customer).await;
        assert_eq!(roles_of(&stage, &by, lost.id).await, ["Customer"]);
        assert_eq!(stage.actor(lost).await.may::<CallsView>().unwrap().reach(), Reach::Account);
        choose(&stage, &by, north, Attachment::Contact(north.ann)).await;
        assert_eq!(roles_of(&stage, &by, lost.id).await, ["Contact"], "S2-15: no longer the whole account");
        assert_eq!(contact_of(&stage, &by, lost.id).await, Some(north.ann));
        choose(&stage, &by, north, Attachment::Admin).await;
        assert_eq!(roles_of(&stage, &by, lost.id).await, ["Client Admin", "Contact"]);
        assert_eq!(contact_of(&stage, &by, lost.id).await, Some(north.ann), "C-02: the link stays");
        choose(&stage, &by, north, Attachment::Contact(north.bob)).await;
        assert_eq!(roles_of(&stage, &by, lost.id).await, ["Contact"], "S2-34: reversible");
        assert_eq!(contact_of(&stage, &by, lost.id).await, Some(north.bob));
        let lines = stage.number("SELECT count(*) FROM events", &[]).await;
        choose(&stage, &by, north, Attachment::Contact(north.bob)).await;
        assert_eq!(stage.number("SELECT count(*) FROM events", &[]).await, lines, "the same again is no change");
        // Ann keeps the more precise role that she has.
        users::attach(&stage.house, &by.may().unwrap(), north.user.id, Attachment::Contact(north.bob)).await.unwrap();
        assert_eq!(roles_of(&stage, &by, north.user.id).await, ["Client User"]);
    }

    async fn support_access_tells_who_entered_and_what_was_done(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, house) = (&all.one.north, &stage.house);
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::Act).await.unwrap();
        stage.advance(Span::minutes(1));
        let acting = stage.resolve(&visit).await.unwrap();
        messages::mark(house, &acting.actor.may().unwrap(), north.messages.for_ann, "done").await.unwrap();
        domain::sign_in::sign_out(house, &acting).await.unwrap();
        stage.advance(Span::minutes(1));
        stage.log_in_as(&operator, north.account, None, Mode::View).await.unwrap();
        stage.log_in_as(&operator, all.one.south.account, None, Mode::View).await.unwrap();
        let admin = stage.actor(&north.admin).await;
        let visits = history::support(&mut stage.read().await, &admin.may().unwrap(), 10).await.unwrap();
        assert_eq!(visits.len(), 2, "the other account's are not here: {visits:?}");
        let [second, first] = visits.as_slice() else { panic!() };
        assert!(second.only_looked && second.deeds.is_empty() && second.ended.is_none());
        assert_eq!((first.operator.as_str(), first.subject.as_str()), (all.one.operator.email.as_str(), north.user.email.as_str()));
        assert_eq!(first.deeds.iter().map(|deed| deed.label.as_str()).collect::<Vec<_>>(), ["from Zoë Caller"]);
        assert!(first.ended.is_some() && !first.only_looked);
    }
}
