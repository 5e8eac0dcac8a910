//! The secure login link: a client without portal users opens the portal by a link alone, and by nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{
    Actor, CallsView, HistoryView, Key, Kind, Request, SettingsEdit, UsersManage, UsersView, roles,
};
use domain::accounts::{self, AccountDetails, NewAccount};
use domain::organizations::{Settings, settings};
use domain::people::users::{self, NewMember};
use domain::records::Query;
use domain::records::calls::{self, CALLS};
use domain::records::messages;
use domain::sign_in::secure_link::{self, Arrival, Opened};
use kernel::{AccountId, Email, Error, Name, OrgId, Purpose, Result, Span, TimeZoneName, Token};
use testkit::{Stage, TwoOfEverything, Visit, a_call, a_message, both_engines, just_before};

/// An account for which nobody has a login.
async fn lonely(stage: &Stage, actor: &Actor, title: &str) -> AccountId {
    let details = AccountDetails {
        name: Name::parse(title).unwrap(),
        email: Email::parse(&format!("{}@lonely.test", title.to_lowercase())).unwrap(),
        phone: None,
        time_zone: TimeZoneName::parse("Europe/Paris").unwrap(),
    };
    let new = NewAccount { details, numbers: Vec::new(), plan: None, first_user: None };
    accounts::create(&stage.house, &actor.may().unwrap(), new).await.unwrap().id
}

async fn add_user(stage: &Stage, actor: &Actor, account: AccountId, address: &str) -> Result<kernel::UserId> {
    let new = NewMember {
        name: Name::parse(address).unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles: vec![stage.client_role(actor.org(), roles::CLIENT_ADMIN).await],
        contact: None,
    };
    Ok(users::add(&stage.house, &actor.may().unwrap(), account, new).await?.user)
}

async fn make(stage: &Stage, actor: &Actor, account: AccountId) -> Token {
    secure_link::make(&stage.house, &actor.may::<UsersManage>().unwrap(), account).await.unwrap()
}

async fn open(stage: &Stage, org: OrgId, token: &Token) -> Result<Option<Visit>> {
    let request = Request { id: "req-link".to_owned(), address: "203.0.113.9".to_owned() };
    let arrival = Arrival { agent: "Test/1.0", request };
    Ok(match secure_link::open(&stage.house, org, &token.reveal(), arrival).await? {
        Opened::Portal { token, .. } => Some(Visit { token: token.reveal(), purpose: Purpose::SecureLink }),
        Opened::SignIn => None,
    })
}

async fn is_dead(stage: &Stage, org: OrgId, token: &Token) -> bool {
    let looked = secure_link::look(&stage.house, &mut stage.read().await, org, &token.reveal()).await;
    matches!(looked, Err(Error::NotFound)) && matches!(open(stage, org, token).await, Err(Error::NotFound))
}

async fn is_out(stage: &Stage, visit: &Visit) -> bool {
    matches!(stage.resolve(visit).await, Err(Error::SignedOut))
}

async fn decide(stage: &Stage, all: &TwoOfEverything, decide: impl FnOnce(&mut Settings) + Send) {
    let administrator = stage.actor(&all.one.administrator).await;
    settings::configure(&stage.house, &administrator.may().unwrap(), decide).await.unwrap();
}

both_engines! {
    async fn s2_01_s2_09_s2_10_a_client_without_portal_users_opens_the_portal_by_a_link(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let account = lonely(&stage, &operator, "Lonely").await;
        let batch = vec![Ok(a_call(account, None, &stage.house))];
        calls::take_in(&stage.house, &operator.may().unwrap(), batch, None).await.unwrap();
        let batch = vec![Ok(a_message(account, None))];
        let taken = messages::take_in(&stage.house, &operator.may().unwrap(), batch, None).await.unwrap();
        let domain::records::intake::Taken::Created { id: message } = &taken.results[0] else { panic!() };

        let token = make(&stage, &operator, account).await;
        let looked = secure_link::look(&stage.house, &mut stage.read().await, org, &token.reveal()).await.unwrap();
        assert_eq!((looked.name.as_str(), looked.must_sign_in), ("Lonely", false));
        assert_eq!(stage.number("SELECT count(*) FROM secure_link_sessions", &[]).await, 0, "looking opens nothing");

        let visit = open(&stage, org, &token).await.unwrap().unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert!(who.is_by_link() && who.account_name() == "Lonely" && who.time_zone == "Europe/Paris");
        let granted = who.actor.may::<CallsView>().unwrap();
        let page = calls::list(&mut stage.read().await, &granted, &Query::of(&CALLS)).await.unwrap();
        assert_eq!(page.records.len(), 1, "its own calls, and nobody else's");
        messages::mark(&stage.house, &who.actor.may().unwrap(), message.parse().unwrap(), "done").await.unwrap();
        let marked = "SELECT count(*) FROM events WHERE action = 'message.marked' AND actor_name = 'Secure login link of Lonely'
                      AND via LIKE 'secure link %' AND account_id = ?1";
        assert_eq!(stage.number(marked, db::params![account]).await, 1, "the history says so");
        let granted: Vec<&str> = who.actor.grants().list().map(|(key, _)| key.name()).collect();
        assert_eq!(granted, ["accounts.view", "contacts.view", "calls.view", "messages.view", "messages.mark"]);
        assert!(who.actor.may::<HistoryView>().is_err() && who.actor.may::<UsersView>().is_err());
        assert!(domain::people::profile::own(&mut stage.read().await, &who).await.is_err(), "nobody has no profile");
    }

    async fn c_06_it_is_shown_once_counted_replaced_and_revoked(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let account = lonely(&stage, &operator, "Lonely").await;
        let first = make(&stage, &operator, account).await;
        let secret = "SELECT count(*) FROM secure_links WHERE token_hash = ?1";
        assert_eq!(stage.number(secret, db::params![&first.hash(Purpose::SecureLink)]).await, 1, "only its hash is kept");
        let told = stage.number("SELECT count(*) FROM events WHERE changes LIKE ?1", db::params![format!("%{}%", first.reveal())]).await;
        assert_eq!(told, 0);
        let visit = open(&stage, org, &first).await.unwrap().unwrap();
        open(&stage, org, &first).await.unwrap().unwrap();
        let status = secure_link::of_account(&mut stage.read().await, &operator.may().unwrap(), account).await.unwrap();
        let link = status.link.unwrap();
        assert_eq!((link.uses, link.used_at), (2, Some(stage.house.now())));
        assert_eq!(stage.number("SELECT count(*) FROM events WHERE action = 'secure_link.used'", &[]).await, 2);

        let second = make(&stage, &operator, account).await;
        assert!(is_dead(&stage, org, &first).await && is_out(&stage, &visit).await, "replaced");
        let visit = open(&stage, org, &second).await.unwrap().unwrap();
        secure_link::revoke(&stage.house, &operator.may().unwrap(), account).await.unwrap();
        assert!(is_dead(&stage, org, &second).await && is_out(&stage, &visit).await, "revoked");
    }

    async fn c_06_it_runs_out_and_so_does_what_it_opened(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let org = all.one.org;
        decide(&stage, &all, |settings| settings.secure_link.days = 7).await;
        let operator = stage.actor(&all.one.operator).await;
        let account = lonely(&stage, &operator, "Lonely").await;
        let token = make(&stage, &operator, account).await;
        let visit = open(&stage, org, &token).await.unwrap().unwrap();
        stage.advance(just_before(Span::hours(1)));
        assert!(!is_out(&stage, &visit).await);
        stage.advance(Span::hours(1));
        assert!(is_out(&stage, &visit).await, "unused for an hour");
        stage.advance(Span::days(6));
        assert!(open(&stage, org, &token).await.unwrap().is_some());
        stage.advance(Span::days(1));
        assert!(is_dead(&stage, org, &token).await);
    }

    async fn s2_12_s2_13_with_a_portal_user_the_link_alone_is_not_enough(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let account = lonely(&stage, &operator, "Lonely").await;
        let token = make(&stage, &operator, account).await;
        let visit = open(&stage, org, &token).await.unwrap().unwrap();
        add_user(&stage, &operator, account, "first@lonely.test").await.unwrap();
        assert!(is_out(&stage, &visit).await, "whoever was in by the link is out");
        assert!(open(&stage, org, &token).await.unwrap().is_none(), "it leads to the sign-in page");
        let error = secure_link::make(&stage.house, &operator.may().unwrap(), account).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)));
    }

    async fn e_01_after_the_last_portal_user_only_a_new_link_opens(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let account = lonely(&stage, &operator, "Lonely").await;
        let token = make(&stage, &operator, account).await;
        let first = add_user(&stage, &operator, account, "first@other.test").await.unwrap();
        let second = add_user(&stage, &operator, account, "second@other.test").await.unwrap();
        users::delete(&stage.house, &operator.may().unwrap(), first).await.unwrap();
        assert!(open(&stage, org, &token).await.unwrap().is_none(), "one is still there");
        users::delete(&stage.house, &operator.may().unwrap(), second).await.unwrap();
        assert!(is_dead(&stage, org, &token).await);
        let fresh = make(&stage, &operator, account).await;
        assert!(open(&stage, org, &fresh).await.unwrap().is_some());
    }

    async fn e_04_a_locked_account_a_closed_portal_and_the_switch_shut_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let account = lonely(&stage, &operator, "Lonely").await;
        let token = make(&stage, &operator, account).await;
        let visit = open(&stage, org, &token).await.unwrap().unwrap();
        accounts::lock(&stage.house, &operator.may().unwrap(), account).await.unwrap();
        assert!(is_out(&stage, &visit).await && is_dead(&stage, org, &token).await);
        let error = secure_link::make(&stage.house, &operator.may().unwrap(), account).await.unwrap_err();
        assert!(matches!(error, Error::Locked));
        accounts::unlock(&stage.house, &operator.may().unwrap(), account).await.unwrap();
        assert!(is_out(&stage, &visit).await, "not without the link");
        let visit = open(&stage, org, &token).await.unwrap().unwrap();
        decide(&stage, &all, |settings| settings.portal.open = false).await;
        assert!(is_out(&stage, &visit).await && is_dead(&stage, org, &token).await);
        decide(&stage, &all, |settings| settings.portal.open = true).await;
        decide(&stage, &all, |settings| settings.secure_link.on = false).await;
        assert!(is_out(&stage, &visit).await && is_dead(&stage, org, &token).await);
    }

    async fn what_it_may_do_is_a_setting_and_never_more_than_a_client(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let account = lonely(&stage, &operator, "Lonely").await;
        let token = make(&stage, &operator, account).await;
        let visit = open(&stage, org, &token).await.unwrap().unwrap();
        let administrator = stage.actor(&all.one.administrator).await;
        let granted = administrator.may::<SettingsEdit>().unwrap();
        let offered = roles::of_kind(&mut stage.read().await, &granted, Kind::PortalUser).await.unwrap();
        let admin = offered.iter().find(|role| role.name == roles::CLIENT_ADMIN).unwrap().id.to_string();
        decide(&stage, &all, |settings| settings.secure_link.role = admin).await;
        let grants = stage.resolve(&visit).await.unwrap().actor.grants().clone();
        assert!(grants.reach(Key::HistoryView).is_some() && grants.reach(Key::UsersManage).is_none());
        for wrong in ["role_00000000000000000000000000", "Client Admin"] {
            decide(&stage, &all, |settings| settings.secure_link.role = wrong.to_owned()).await;
            let who = stage.resolve(&visit).await.unwrap();
            assert_eq!(who.actor.grants().list().count(), 0, "a role that is gone gives nothing");
        }
        let operators = stage.number("SELECT count(*) FROM roles WHERE kind = 'operator' AND org_id = ?1", db::params![org]).await;
        assert!(operators > 0 && offered.iter().all(|role| role.name != roles::ADMINISTRATOR));
    }

    async fn a_link_is_of_its_own_organization_purpose_and_reach(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let account = lonely(&stage, &operator, "Lonely").await;
        let token = make(&stage, &operator, account).await;
        assert!(is_dead(&stage, all.two.org, &token).await, "at another organization's door it is nothing");
        for purpose in [Purpose::Session, Purpose::LoginAs, Purpose::SecureLink] {
            assert!(is_out(&stage, &Visit { token: token.reveal(), purpose }).await, "the link is no session");
        }
        let visit = open(&stage, all.one.org, &token).await.unwrap().unwrap();
        for purpose in [Purpose::Session, Purpose::LoginAs] {
            assert!(is_out(&stage, &Visit { token: visit.token.clone(), purpose }).await);
        }
        let foreign = stage.actor(&all.two.operator).await;
        let error = secure_link::make(&stage.house, &foreign.may().unwrap(), account).await.unwrap_err();
        assert!(matches!(error, Error::NotFound));
        let admin = stage.actor(&all.one.north.admin).await;
        let error = secure_link::of_account(&mut stage.read().await, &admin.may().unwrap(), account).await.unwrap_err();
        assert!(matches!(error, Error::NotFound));
    }
}
