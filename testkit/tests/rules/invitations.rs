//! Invitations: sent when they may be, good once, and dead for whoever could not come in anyway.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, Request};
use domain::accounts;
use domain::jobs;
use domain::organizations::settings::configure;
use domain::people::invitations::{self, State};
use domain::people::users::{self, Entry, NewMember, Welcomed};
use kernel::{Email, Error, Name, OrgId, Span, UserId};
use testkit::{Stage, TwoOfEverything, both_engines, just_before};

const GOOD: &str = "violet anchor 27 lamps";

async fn invited(stage: &Stage, actor: &Actor, place: &testkit::Place, address: &str) -> Welcomed {
    let new = NewMember {
        name: Name::parse("Ida Invited").unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles: Vec::new(),
        contact: None,
    };
    let granted = actor.may().unwrap();
    users::add_by(&stage.house, &granted, place.account, new, Entry::Invitation(None)).await.unwrap()
}

async fn open(stage: &Stage, org: OrgId, open: bool) {
    configure(&stage.house, &stage.system(org).may().unwrap(), |settings| settings.portal.open = open)
        .await
        .unwrap();
}

async fn state(stage: &Stage, actor: &Actor, user: UserId) -> State {
    let mut read = stage.read().await;
    invitations::of_user(&stage.house, &mut read, &actor.may().unwrap(), user).await.unwrap().state
}

/// What the list says.
async fn listed(stage: &Stage, user: UserId) -> String {
    stage.text("SELECT invitation FROM memberships WHERE user_id = ?1", db::params![user]).await
}

fn token(link: &str) -> String {
    link.strip_prefix("/welcome/").unwrap().to_owned()
}

async fn accept(stage: &Stage, org: OrgId, token: &str) -> kernel::Result<()> {
    invitations::accept(&stage.house, org, token, GOOD, Request::default()).await
}

both_engines! {
    async fn s1_25_c_05_the_invitation_has_a_link_to_set_ones_own_password(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let added = invited(&stage, &operator, &all.one.north, "ida@north.test").await;
        assert!(added.password.is_none());
        assert_eq!((added.invitation, listed(&stage, added.user).await.as_str()), (State::Queued, "queued"));
        let letter = stage.deliver_one().await;
        assert_eq!(letter.to, "ida@north.test");
        assert!(letter.text.contains("Dear Ida,") && letter.text.contains("User ID: ida@north.test"), "{}", letter.text);
        assert_eq!(state(&stage, &operator, added.user).await, State::Pending);
        let token = token(&letter.link());
        for _ in 0..3 {
            let mut read = stage.read().await;
            invitations::look(&stage.house, &mut read, org, &token).await.unwrap();
        }
        assert!(matches!(accept(&stage, all.two.org, &token).await, Err(Error::NotFound)));
        accept(&stage, org, &token).await.unwrap();
        assert_eq!((state(&stage, &operator, added.user).await, listed(&stage, added.user).await.as_str()), (State::Accepted, "accepted"));
        stage.try_sign_in(org, "ida@north.test", GOOD).await.unwrap();
        assert!(matches!(accept(&stage, org, &token).await, Err(Error::NotFound)), "it works once");
        let again = invitations::invite(&stage.house, &operator.may().unwrap(), added.user).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "an accepted invitation is not sent again");
    }

    async fn of_fifty_who_accept_at_once_one_wins(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        invited(&stage, &operator, &all.one.north, "ida@north.test").await;
        let token = token(&stage.deliver_one().await.link());
        let tries: Vec<_> = (0..50)
            .map(|number| {
                let (house, token) = (stage.house.clone(), token.clone());
                tokio::spawn(async move {
                    let own = format!("violet anchor lamps {number:02}");
                    invitations::accept(&house, org, &token, &own, Request::default()).await.is_ok().then_some(own)
                })
            })
            .collect();
        let mut won = Vec::new();
        for one in tries {
            won.extend(one.await.unwrap());
        }
        assert_eq!(won.len(), 1, "{won:?}");
        stage.try_sign_in(org, "ida@north.test", &won[0]).await.unwrap();
        let lines = "SELECT count(*) FROM events WHERE action = 'invitation.accepted' AND org_id = 1 AND account_id IS NOT NULL";
        assert_eq!(stage.number(lines, &[]).await, 1);
    }

    async fn s1_29_sending_again_kills_the_link_before(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let added = invited(&stage, &operator, &all.one.north, "ida@north.test").await;
        let first = token(&stage.deliver_one().await.link());
        invitations::invite(&stage.house, &operator.may().unwrap(), added.user).await.unwrap();
        assert!(matches!(accept(&stage, org, &first).await, Err(Error::NotFound)));
        let second = token(&stage.deliver_one().await.link());
        stage.advance(just_before(Span::hours(72)));
        assert_eq!(state(&stage, &operator, added.user).await, State::Pending);
        stage.advance(Span::micros(1));
        assert_eq!(state(&stage, &operator, added.user).await, State::Expired);
        domain::sign_in::sweep(&stage.house).await.unwrap();
        assert_eq!(listed(&stage, added.user).await, "expired");
        assert!(matches!(accept(&stage, org, &second).await, Err(Error::NotFound)), "72 hours are over");
        let operator = stage.actor(&all.one.operator).await;
        invitations::invite(&stage.house, &operator.may().unwrap(), added.user).await.unwrap();
        accept(&stage, org, &token(&stage.deliver_one().await.link())).await.unwrap();
    }

    async fn s1_26_e_12_nothing_goes_out_while_the_portal_is_off_and_one_action_sends_what_waited(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let early = invited(&stage, &operator, &all.one.north, "early@north.test").await;
        open(&stage, org, false).await;
        let late = invited(&stage, &operator, &all.one.south, "late@south.test").await;
        assert_eq!(late.invitation, State::Waiting);
        assert!(stage.deliver().await.is_empty(), "not even what was in the outbox already");
        for user in [early.user, late.user] {
            assert_eq!((state(&stage, &operator, user).await, listed(&stage, user).await.as_str()), (State::Waiting, "waiting"));
        }
        let closed = invitations::send_waiting(&stage.house, &operator.may().unwrap()).await;
        assert!(matches!(closed, Err(Error::Conflict(_))));
        open(&stage, org, true).await;
        assert!(stage.deliver().await.is_empty(), "they wait until somebody says so");
        assert_eq!(invitations::waiting(&mut stage.read().await, &operator.may().unwrap()).await.unwrap(), 2);
        let job = invitations::send_waiting(&stage.house, &operator.may().unwrap()).await.unwrap();
        let report = jobs::report(&mut stage.read().await, &operator, job, None, 10).await.unwrap();
        assert_eq!((report.job.done, report.job.skipped), (2, 0));
        let mut to: Vec<String> = stage.deliver().await.into_iter().map(|letter| letter.to).collect();
        to.sort();
        assert_eq!(to, ["early@north.test", "late@south.test"]);
    }

    async fn the_link_is_dead_for_whoever_could_not_come_in_anyway(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, operator) = (all.one.org, stage.actor(&all.one.operator).await);
        let house = &stage.house;
        let added = invited(&stage, &operator, &all.one.north, "ida@north.test").await;
        let link = token(&stage.deliver_one().await.link());
        accounts::lock(house, &operator.may().unwrap(), all.one.north.account).await.unwrap();
        assert!(matches!(accept(&stage, org, &link).await, Err(Error::NotFound)), "locked");
        assert!(invitations::invite(house, &operator.may().unwrap(), added.user).await.is_err());
        accounts::unlock(house, &operator.may().unwrap(), all.one.north.account).await.unwrap();
        open(&stage, org, false).await;
        assert!(matches!(accept(&stage, org, &link).await, Err(Error::NotFound)), "closed");
        open(&stage, org, true).await;
        users::disable(house, &operator.may().unwrap(), added.user).await.unwrap();
        assert!(matches!(accept(&stage, org, &link).await, Err(Error::NotFound)), "disabled");
        users::enable(house, &operator.may().unwrap(), added.user).await.unwrap();
        assert!(matches!(accept(&stage, org, &link).await, Err(Error::NotFound)), "and it stays dead");
        invitations::invite(house, &operator.may().unwrap(), added.user).await.unwrap();
        let link = token(&stage.deliver_one().await.link());
        invitations::invite(house, &operator.may().unwrap(), added.user).await.unwrap();
        users::delete(house, &operator.may().unwrap(), added.user).await.unwrap();
        assert!(stage.deliver().await.is_empty(), "nobody is there any more");
        assert!(matches!(accept(&stage, org, &link).await, Err(Error::NotFound)), "deleted");
    }

    async fn no_secret_of_an_invitation_rests_in_the_outbox(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        invited(&stage, &operator, &all.one.north, "ida@north.test").await;
        let queued = stage.text("SELECT data FROM outbox WHERE recipient = ?1", db::params!["ida@north.test"]).await;
        let link = token(&stage.deliver_one().await.link());
        let sent = stage.text("SELECT data FROM outbox WHERE recipient = ?1", db::params!["ida@north.test"]).await;
        assert!(!queued.contains(&link) && !sent.contains(&link));
        let hashed = stage.number("SELECT count(*) FROM invitations WHERE token_hash IS NOT NULL", &[]).await;
        assert!(hashed >= 1);
    }
}
