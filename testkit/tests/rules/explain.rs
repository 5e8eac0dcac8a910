//! Why somebody sees something: the explanation and the lists never disagree.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use std::collections::BTreeSet;

use domain::access::explain::{self, Explanation};
use domain::access::roles::{self, RoleDetails};
use domain::access::{AccountsView, CallsView, ContactsView, MessagesView, UsersView};
use domain::access::{Actor, Grants, Key, Kind, MessagesMark, Permission, Reach, RolesManage};
use domain::accounts::{self, ACCOUNTS};
use domain::people::contacts::{self, CONTACTS};
use domain::people::users::{self, MemberDetails, USERS};
use domain::records::calls::CALLS;
use domain::records::messages::{self, MESSAGES};
use domain::records::{self, Collection, Query, Total};
use kernel::{AnyId, Email, Error, Name, UserId};
use testkit::{Place, Pretend, Stage, TwoOfEverything, Who, both_engines};

/// The records of an account, each with the permission that shows it.
fn records_of(place: &Place) -> Vec<(Key, AnyId)> {
    let mut all: Vec<(Key, AnyId)> = vec![(Key::AccountsView, place.account.any())];
    all.extend(place.calls.all().map(|id| (Key::CallsView, id.any())));
    all.extend(place.messages.all().map(|id| (Key::MessagesView, id.any())));
    all.extend([place.ann, place.bob].map(|id| (Key::ContactsView, id.any())));
    all.extend([&place.admin, &place.user, &place.lost].map(|who| (Key::UsersView, who.id.any())));
    all
}

/// What somebody finds in a list.
async fn listed<P: Permission>(
    stage: &Stage,
    actor: &Actor,
    collection: &'static Collection,
) -> BTreeSet<String> {
    let Ok(granted) = actor.may::<P>() else { return BTreeSet::new() };
    let page = records::list(&mut stage.read().await, &granted, &Query::of(collection)).await.unwrap();
    page.records.iter().map(|record| record.id.to_string()).collect()
}

async fn everything_listed(stage: &Stage, actor: &Actor) -> BTreeSet<String> {
    let mut all = listed::<CallsView>(stage, actor, &CALLS).await;
    all.extend(listed::<MessagesView>(stage, actor, &MESSAGES).await);
    all.extend(listed::<ContactsView>(stage, actor, &CONTACTS).await);
    all.extend(listed::<AccountsView>(stage, actor, &ACCOUNTS).await);
    all.extend(listed::<UsersView>(stage, actor, &USERS).await);
    all
}

async fn ask(
    stage: &Stage,
    by: &Actor,
    of: UserId,
    key: Key,
    record: Option<AnyId>,
) -> kernel::Result<Explanation> {
    explain::user(&stage.house, &mut stage.read().await, &by.may().unwrap(), of, key, record).await
}

fn clients(one: &Pretend) -> Vec<&Who> {
    one.places().into_iter().flat_map(|place| [&place.admin, &place.user, &place.lost]).collect()
}

/// Gives a user these roles and this contact.
async fn give(stage: &Stage, who: &Who, place: &Place, names: &[&str], linked: bool) {
    let mut held = Vec::new();
    for name in names {
        held.push(stage.client_role(who.org, name).await);
    }
    let details = MemberDetails {
        name: Name::parse("Ann").unwrap(),
        email: Email::parse(&who.email).unwrap(),
        title: String::new(),
        roles: held,
        contact: linked.then_some(place.ann),
    };
    users::edit(&stage.house, &stage.system(who.org).may().unwrap(), who.id, details).await.unwrap();
}

both_engines! {
    async fn the_explanation_agrees_with_the_lists_for_everybody_and_everything(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let (mut asked, mut yes) = (0, 0);
        for who in clients(&all.one) {
            let seen = everything_listed(&stage, &stage.actor(who).await).await;
            for (key, id) in all.one.places().into_iter().flat_map(records_of) {
                let told = ask(&stage, &administrator, who.id, key, Some(id)).await.unwrap();
                assert_eq!(told.yes, seen.contains(&id.to_string()), "{} {}: {}", who.email, key.name(), told.words());
                assert!(!told.words().is_empty());
                asked += 1;
                yes += usize::from(told.yes);
            }
        }
        assert!(asked > 100 && yes > 20, "{asked} {yes}");
        for who in [&all.one.operator, &all.one.administrator] {
            let seen = everything_listed(&stage, &stage.actor(who).await).await;
            for (key, id) in all.one.places().into_iter().flat_map(records_of) {
                let mut read = stage.read().await;
                let told = explain::operator(&stage.house, &mut read, &administrator.may().unwrap(), who.id, key, Some(id)).await.unwrap();
                assert_eq!((told.yes, seen.contains(&id.to_string())), (true, true), "{}", told.words());
            }
        }
    }

    async fn the_way_is_told_in_words(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let by = stage.actor(&all.one.administrator).await;
        let user = north.user.id;
        let name = &north.user.email;
        for (who, key, record, yes, words) in [
            (user, Key::CallsView, Some(north.calls.for_bob.any()), false, "Client User → calls.view → own → the contact of this call is another person".to_owned()),
            (user, Key::CallsView, Some(north.calls.for_ann.any()), true, format!("Client User → calls.view → own → this call is for {name}’s contact")),
            (user, Key::CallsView, Some(north.calls.for_nobody.any()), false, "Client User → calls.view → own → this call has no contact".to_owned()),
            (user, Key::CallsView, Some(south.calls.for_ann.any()), false, "Client User → calls.view → own → this call is of another account".to_owned()),
            (user, Key::ContactsView, Some(north.ann.any()), true, format!("Client User → contacts.view → own → this contact is {name}")),
            (user, Key::HistoryView, None, false, "Client User does not include history.view".to_owned()),
            (north.lost.id, Key::MessagesView, Some(north.messages.for_ann.any()), false, format!("Client User → messages.view → own → {} is linked to no contact", north.lost.email)),
            (north.admin.id, Key::CallsView, Some(north.calls.for_bob.any()), true, "Client Admin → calls.view → account → this call is of the same account".to_owned()),
            (north.admin.id, Key::CallsView, None, true, "Client Admin → calls.view → account".to_owned()),
        ] {
            let told = ask(&stage, &by, who, key, record).await.unwrap();
            assert_eq!((told.yes, told.words()), (yes, words));
        }
        users::disable(&stage.house, &by.may().unwrap(), user).await.unwrap();
        let told = ask(&stage, &by, user, Key::CallsView, None).await.unwrap();
        assert_eq!((told.yes, told.words()), (false, format!("{name} is disabled")));
        users::enable(&stage.house, &by.may().unwrap(), user).await.unwrap();
        accounts::lock(&stage.house, &by.may().unwrap(), north.account).await.unwrap();
        let told = ask(&stage, &by, user, Key::CallsView, None).await.unwrap();
        assert_eq!((told.yes, told.words()), (false, format!("the account of {name} is locked")));
    }

    async fn a_client_admin_asks_about_the_account_and_about_nothing_else(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let admin = stage.actor(&north.admin).await;
        let told = ask(&stage, &admin, north.user.id, Key::CallsView, Some(north.calls.for_bob.any())).await.unwrap();
        assert!(!told.yes);
        for stranger in [south.user.id, all.two.north.user.id, all.one.operator.id] {
            let refused = ask(&stage, &admin, stranger, Key::CallsView, None).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        let mut texts = BTreeSet::new();
        for record in [south.calls.for_ann.any(), all.two.north.calls.for_ann.any(), kernel::CallId::from_uuid(north.account.uuid()).any()] {
            let refused = ask(&stage, &admin, north.user.id, Key::CallsView, Some(record)).await.unwrap_err();
            texts.insert(format!("{refused:?}"));
        }
        assert_eq!(texts.len(), 1, "what is out of reach and what never was are answered the same: {texts:?}");
        let wrong = ask(&stage, &admin, north.user.id, Key::CallsView, Some(north.ann.any())).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        let client = stage.actor(&north.user).await;
        assert!(client.may::<UsersView>().is_err(), "a Client User cannot ask at all");
    }

    async fn what_somebody_may_do_names_the_role_that_it_comes_from(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        give(&stage, &north.user, north, &[roles::CUSTOMER, roles::CLIENT_USER], true).await;
        let by = stage.actor(&all.one.operator).await;
        let held = explain::of_user(&stage.house, &mut stage.read().await, &by.may().unwrap(), north.user.id).await.unwrap();
        let of = |key: Key| held.iter().find(|one| one.key == key).map(|one| (one.reach, one.roles.join("+")));
        assert_eq!(of(Key::CallsView), Some((Reach::Account, "Customer".to_owned())));
        assert_eq!(of(Key::MessagesMark), Some((Reach::Own, "Client User".to_owned())));
        assert_eq!(of(Key::UsersManage), None);
        let actor = stage.actor(&north.user).await;
        let same: Vec<_> = actor.grants().list().collect();
        assert_eq!(held.iter().map(|one| (one.key, one.reach)).collect::<Vec<_>>(), same);
    }

    async fn s2_05_s2_08_s2_15_a_contact_sees_the_own_record_and_messages_and_nothing_of_the_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        give(&stage, &north.user, north, &[roles::CONTACT], true).await;
        let actor = stage.actor(&north.user).await;
        let seen = everything_listed(&stage, &actor).await;
        let own = BTreeSet::from([north.ann.to_string(), north.messages.for_ann.to_string()]);
        assert_eq!(seen, own);
        assert!(actor.may::<MessagesMark>().is_err(), "a contact only looks");
        let granted = actor.may::<MessagesView>().unwrap();
        let foreign = messages::find(&mut stage.read().await, &granted, north.messages.for_bob).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        contacts::delete(&stage.house, &stage.system(all.one.org).may().unwrap(), north.ann).await.unwrap();
        assert!(everything_listed(&stage, &stage.actor(&north.user).await).await.is_empty(), "E-10: never more");
    }

    async fn s2_14_a_user_of_the_customer_itself_sees_everything_of_the_account_and_changes_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        give(&stage, &north.lost, north, &[roles::CUSTOMER], false).await;
        let actor = stage.actor(&north.lost).await;
        let seen = everything_listed(&stage, &actor).await;
        assert_eq!(seen, records_of(north).into_iter().map(|(_, id)| id.to_string()).collect());
        assert!(actor.grants().list().all(|(key, _)| key.name().split('.').nth(1) == Some("view")));
    }

    async fn before_a_role_is_saved_one_is_told_what_it_changes(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let administrator = stage.actor(&all.one.administrator).await;
        let granted = administrator.may::<RolesManage>().unwrap();
        let details = |grants: &[(Key, Reach)]| RoleDetails {
            name: Name::parse("Desk").unwrap(),
            description: String::new(),
            kind: Kind::PortalUser,
            grants: Grants::of(grants),
            secure: false,
            asks: roles::Asks::default(),
        };
        let narrow = details(&[(Key::CallsView, Reach::Own), (Key::MessagesView, Reach::Account)]);
        let id = roles::create(&stage.house, &granted, &narrow).await.unwrap();
        let wide = details(&[(Key::CallsView, Reach::Account), (Key::ContactsView, Reach::Own)]);
        let told = roles::preview(&mut stage.read().await, &granted, id, &wide).await.unwrap();
        assert_eq!((told.people, told.lines.len()), (Total::Exactly(0), 3));
        assert!(told.lines.iter().all(|line| line.records.is_none()), "nobody holds it");

        give(&stage, &north.user, north, &["Desk"], true).await;
        give(&stage, &north.lost, north, &["Desk", roles::CLIENT_USER], true).await;
        let told = roles::preview(&mut stage.read().await, &granted, id, &wide).await.unwrap();
        assert_eq!(told.people, Total::Exactly(2));
        let line = |key: Key| {
            let line = told.lines.iter().find(|line| line.key == key).unwrap();
            (line.before, line.after, line.people, line.records.map(|records| (records.count, records.at_least)))
        };
        // Both saw Ann's call; two more each.
        assert_eq!(line(Key::CallsView), (Some(Reach::Own), Some(Reach::Account), Total::Exactly(2), Some((4, false))));
        // One saw all three messages and sees none; the other still sees Ann's.
        assert_eq!(line(Key::MessagesView), (Some(Reach::Account), None, Total::Exactly(2), Some((5, false))));
        // Only one of them did not see the own contact before.
        assert_eq!(line(Key::ContactsView), (None, Some(Reach::Own), Total::Exactly(1), Some((1, false))));
        let instead = stage.client_role(all.one.org, roles::CLIENT_ADMIN).await;
        let told = roles::preview_replacement(&mut stage.read().await, &granted, id, instead).await.unwrap();
        assert!(told.lines.iter().any(|line| line.key == Key::HistoryView && line.widens()));
        let before = everything_listed(&stage, &stage.actor(&north.user).await).await;
        assert!(before.contains(&north.messages.for_bob.to_string()), "asking changes nothing");
    }
}
