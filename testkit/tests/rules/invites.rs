//! Client admins invite their own people, by mail or SMS; an invitation may bring a temporary password, and can be
//! withdrawn.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{Actor, Request, SupportView, UsersManage};
use domain::organizations::settings::{Invitations, configure};
use domain::people::invitations::{self, State};
use domain::people::users::{self, Entry, MemberDetails, NewMember, Welcomed};
use domain::sign_in::{self, Step, reset};
use domain::{accounts, history, notices};
use kernel::{Email, Error, MemberId, Name, OrgId, Phone, Result, Span};
use testkit::{Delivered, Place, Stage, TwoOfEverything, both_engines, just_before};

const GOOD: &str = "violet anchor 27 lamps";
const ADDRESS: &str = "ida@north.test";
const MOBILE: &str = "+15125550160";

fn ida(address: &str) -> NewMember {
    NewMember {
        name: Name::parse("Ida Invited").unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles: Vec::new(),
        contact: None,
    }
}

async fn add(stage: &Stage, by: &Actor, place: &Place, entry: Entry) -> Result<Welcomed> {
    users::add_by(&stage.house, &by.may()?, place.account, ida(ADDRESS), entry).await
}

async fn decide(stage: &Stage, org: OrgId, decided: Invitations) {
    configure(&stage.house, &stage.system(org).may().unwrap(), |settings| settings.invitations = decided)
        .await
        .unwrap();
}

/// An organization whose invitations bring a password.
async fn with_password(stage: &Stage, org: OrgId) {
    decide(stage, org, Invitations { include_password: true, ..Invitations::default() }).await;
}

async fn state(stage: &Stage, by: &Actor, user: impl Into<MemberId>) -> State {
    invitations::of_user(&stage.house, &mut stage.read().await, &by.may().unwrap(), user).await.unwrap().state
}

async fn accept(stage: &Stage, org: OrgId, letter: &Delivered) -> Result<()> {
    let token = letter.link().strip_prefix("/welcome/").unwrap().to_owned();
    invitations::accept(&stage.house, org, &token, GOOD, Request::default()).await
}

/// The password that stands in the letter.
fn password(letter: &Delivered) -> String {
    let line = letter.text.lines().find_map(|line| line.strip_prefix("Password: "));
    line.unwrap_or_else(|| panic!("no password in: {}", letter.text)).to_owned()
}

#[track_caller]
fn conflict<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::Conflict(_))));
}

both_engines! {
    async fn c_15_a_client_admin_invites_sends_again_and_withdraws(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, house) = (all.one.org, &all.one.north, &stage.house);
        let admin = stage.actor(&north.admin).await;
        let manage = admin.may::<UsersManage>().unwrap();
        let added = add(&stage, &admin, north, Entry::Invitation(None)).await.unwrap();
        assert_eq!((added.invitation, added.to.as_str(), added.password), (State::Queued, ADDRESS, None));
        let first = stage.deliver_one().await;
        invitations::invite(house, &manage, added.id).await.unwrap();
        let second = stage.deliver_one().await;
        assert!(matches!(accept(&stage, org, &first).await, Err(Error::NotFound)), "sent again: the first is dead");
        let sent = invitations::of_users(house, &mut stage.read().await, &admin.may().unwrap(), &[added.id]).await.unwrap();
        assert_eq!(sent.get(&added.user).unwrap().state, State::Pending);
        invitations::withdraw(house, &manage, added.id).await.unwrap();
        assert_eq!(state(&stage, &admin, added.id).await, State::None);
        assert!(matches!(accept(&stage, org, &second).await, Err(Error::NotFound)), "withdrawn");
        conflict(invitations::withdraw(house, &manage, added.id).await);
        // What is still in the outbox is not sent after that.
        invitations::invite(house, &manage, added.id).await.unwrap();
        invitations::withdraw(house, &manage, added.id).await.unwrap();
        assert!(stage.deliver().await.is_empty());
        invitations::invite(house, &manage, added.id).await.unwrap();
        accept(&stage, org, &stage.deliver_one().await).await.unwrap();
        conflict(invitations::withdraw(house, &manage, added.id).await);
        let lines = "SELECT count(*) FROM events WHERE action = 'invitation.withdrawn' AND account_id IS NOT NULL";
        assert_eq!(stage.number(lines, &[]).await, 2);
    }

    async fn c_15_nobody_invites_or_withdraws_out_of_reach(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, house) = (&all.one.north, &stage.house);
        let operator = stage.actor(&all.one.operator).await;
        let added = add(&stage, &operator, north, Entry::Invitation(None)).await.unwrap();
        for stranger in [&all.one.south.admin, &all.two.north.admin] {
            let stranger = stage.actor(stranger).await;
            let manage = stranger.may::<UsersManage>().unwrap();
            assert!(matches!(invitations::invite(house, &manage, added.id).await, Err(Error::NotFound)));
            assert!(matches!(invitations::withdraw(house, &manage, added.id).await, Err(Error::NotFound)));
            assert!(matches!(add(&stage, &stranger, north, Entry::Invitation(None)).await, Err(Error::NotFound)));
            let theirs = invitations::of_users(house, &mut stage.read().await, &stranger.may().unwrap(), &[added.id]).await;
            assert!(theirs.unwrap().is_empty());
        }
        assert!(stage.actor(&north.user).await.may::<UsersManage>().is_err(), "a Client User runs nobody");
        assert_eq!(state(&stage, &operator, added.id).await, State::Queued, "nothing happened to it");
    }

    async fn asvs_2_4_1_a_client_admin_sends_five_to_one_person_in_an_hour(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let manage = admin.may::<UsersManage>().unwrap();
        let added = add(&stage, &admin, north, Entry::Invitation(None)).await.unwrap();
        for _ in 0..5 {
            invitations::invite(&stage.house, &manage, added.id).await.unwrap();
        }
        let sixth = invitations::invite(&stage.house, &manage, added.id).await;
        assert!(matches!(sixth, Err(Error::TooMany(_))));
        let operator = stage.actor(&all.one.operator).await;
        invitations::invite(&stage.house, &operator.may().unwrap(), added.id).await.unwrap();
        stage.advance(Span::hours(1));
        let admin = stage.actor(&north.admin).await;
        invitations::invite(&stage.house, &admin.may().unwrap(), added.id).await.unwrap();
    }

    async fn an_invitation_goes_by_sms_where_the_organization_says_so(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, house) = (all.one.org, &all.one.north, &stage.house);
        let admin = stage.actor(&north.admin).await;
        let number = || Entry::Sms(Phone::parse(MOBILE, "US").unwrap());
        let refused = add(&stage, &admin, north, number()).await;
        let Err(Error::Invalid(invalid)) = refused else { panic!("as it ships they go by mail only") };
        assert!(invalid.message("mobile").is_some());
        // A password never goes by SMS, whatever letters bring.
        decide(&stage, org, Invitations { by_sms: true, include_password: true, ..Invitations::default() }).await;
        let added = add(&stage, &admin, north, number()).await.unwrap();
        assert_eq!((added.to.as_str(), added.brings_password), (MOBILE, false));
        let message = stage.deliver_one().await;
        assert_eq!((message.channel, message.to.as_str()), (notices::Channel::Sms, MOBILE));
        assert!(message.text.contains(ADDRESS) && !message.text.contains("Password:"), "{}", message.text);
        invitations::invite(house, &admin.may().unwrap(), added.id).await.unwrap();
        let again = stage.deliver_one().await;
        assert_eq!(again.channel, notices::Channel::Sms, "by the same way");
        accept(&stage, org, &again).await.unwrap();
        let member = users::find(&mut stage.read().await, &admin.may().unwrap(), added.id).await.unwrap();
        assert!(member.phone_verified && !member.email_verified, "the link was read where the number leads");
    }

    async fn c_05_a_temporary_password_opens_the_set_password_step_once_and_ends_after_72_hours(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, house) = (all.one.org, &all.one.north, &stage.house);
        with_password(&stage, org).await;
        let operator = stage.actor(&all.one.operator).await;
        let added = add(&stage, &operator, north, Entry::Invitation(None)).await.unwrap();
        assert!(added.brings_password && added.password.is_none());
        let letter = stage.deliver_one().await;
        let secret = password(&letter);
        assert_eq!(secret.chars().count(), 15);
        assert!(letter.text.contains("72 hours") && !letter.text.contains("/welcome/"), "{}", letter.text);
        assert!(stage.try_sign_in(org, ADDRESS, &secret.to_lowercase()).await.is_err());
        let visit = stage.try_sign_in(org, ADDRESS, &secret).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!(who.step, Some(Step::NewPassword), "and nothing else opens");
        assert!(stage.try_sign_in(org, ADDRESS, &secret).await.is_err(), "it works once");
        let same = sign_in::choose_new_password(house, &who, &secret).await;
        assert!(matches!(same, Err(Error::Invalid(_))), "it never becomes the password");
        sign_in::choose_new_password(house, &who, GOOD).await.unwrap();
        assert_eq!(state(&stage, &operator, added.id).await, State::Accepted);
        let member = users::find(&mut stage.read().await, &operator.may().unwrap(), added.id).await.unwrap();
        assert!(member.email_verified, "it was read where the address leads");
        stage.try_sign_in(org, ADDRESS, GOOD).await.unwrap();
        assert!(stage.try_sign_in(org, ADDRESS, &secret).await.is_err());
    }

    async fn c_05_the_end_of_the_72_hours_is_exact(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north) = (all.one.org, &all.one.north);
        with_password(&stage, org).await;
        let system = stage.system(org);
        for (wait, opens) in [(just_before(Span::hours(72)), true), (Span::hours(72), false)] {
            let added = add(&stage, &system, north, Entry::Invitation(None)).await.unwrap();
            let secret = password(&stage.deliver_one().await);
            stage.advance(wait);
            assert_eq!(stage.try_sign_in(org, ADDRESS, &secret).await.is_ok(), opens);
            users::delete(&stage.house, &system.may().unwrap(), added.id).await.unwrap();
            stage.deliver().await;
        }
    }

    async fn c_05_of_twenty_who_use_it_at_once_one_is_first(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north) = (all.one.org, &all.one.north);
        with_password(&stage, org).await;
        let operator = stage.actor(&all.one.operator).await;
        add(&stage, &operator, north, Entry::Invitation(None)).await.unwrap();
        let secret = password(&stage.deliver_one().await);
        let tries: Vec<_> = (0..20)
            .map(|_| {
                let (house, secret) = (stage.house.clone(), secret.clone());
                tokio::spawn(async move {
                    let attempt = sign_in::login::Attempt {
                        email: ADDRESS,
                        password: &secret,
                        agent: "Test/1.0",
                        device: "",
                        request: Request::default(),
                    };
                    sign_in::sign_in(&house, org, attempt).await.is_ok()
                })
            })
            .collect();
        let mut opened = 0;
        for one in tries {
            opened += usize::from(one.await.unwrap());
        }
        assert_eq!(opened, 1);
    }

    async fn c_05_the_password_dies_with_its_invitation(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, house) = (all.one.org, &all.one.north, &stage.house);
        with_password(&stage, org).await;
        let operator = stage.actor(&all.one.operator).await;
        let manage = || operator.may::<UsersManage>().unwrap();
        let added = add(&stage, &operator, north, Entry::Invitation(None)).await.unwrap();
        let mut secret = password(&stage.deliver_one().await);
        let dead = async |secret: &str, why: &str| {
            assert!(stage.try_sign_in(org, ADDRESS, secret).await.is_err(), "{why}");
        };
        // Sent again.
        invitations::invite(house, &manage(), added.id).await.unwrap();
        dead(&secret, "from the moment in which another one is asked for").await;
        secret = password(&stage.deliver_one().await);
        invitations::withdraw(house, &manage(), added.id).await.unwrap();
        dead(&secret, "withdrawn").await;
        invitations::invite(house, &manage(), added.id).await.unwrap();
        secret = password(&stage.deliver_one().await);
        users::disable(house, &manage(), added.id).await.unwrap();
        users::enable(house, &manage(), added.id).await.unwrap();
        dead(&secret, "disabled, and it stays dead").await;
        invitations::invite(house, &manage(), added.id).await.unwrap();
        secret = password(&stage.deliver_one().await);
        let moved = MemberDetails {
            name: Name::parse("Ida Invited").unwrap(),
            email: Email::parse("other@north.test").unwrap(),
            title: String::new(),
            roles: Vec::new(),
            contact: None,
        };
        users::edit(house, &manage(), added.id, moved).await.unwrap();
        assert!(stage.try_sign_in(org, "other@north.test", &secret).await.is_err(), "it went to the old address");
        // An operator's own temporary password has nothing to do with the invitation's.
        stage.deliver().await;
        invitations::invite(house, &manage(), added.id).await.unwrap();
        stage.deliver().await;
        let passed_on = sign_in::set_password(house, &manage(), added.id, None, false).await.unwrap();
        stage.try_sign_in(org, "other@north.test", &passed_on).await.unwrap();
        stage.try_sign_in(org, "other@north.test", &passed_on).await.unwrap();
    }

    async fn c_05_a_password_that_somebody_typed_stays_and_is_in_no_letter(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north) = (all.one.org, &all.one.north);
        with_password(&stage, org).await;
        let operator = stage.actor(&all.one.operator).await;
        let added = add(&stage, &operator, north, Entry::Invitation(Some(GOOD.to_owned()))).await.unwrap();
        assert!(!added.brings_password);
        let letter = stage.deliver_one().await;
        assert!(letter.text.contains("/welcome/") && !letter.text.contains("Password:"), "{}", letter.text);
        stage.try_sign_in(org, ADDRESS, GOOD).await.unwrap();
    }

    async fn c_05_no_secret_of_the_letter_rests_anywhere(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north) = (all.one.org, &all.one.north);
        with_password(&stage, org).await;
        let operator = stage.actor(&all.one.operator).await;
        add(&stage, &operator, north, Entry::Invitation(None)).await.unwrap();
        let worked = stage.house.passwords.worked();
        let secret = password(&stage.deliver_one().await);
        assert_eq!(stage.house.passwords.worked() - worked, 1, "one hash for one letter");
        let visit = stage.try_sign_in(org, ADDRESS, &secret).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        sign_in::choose_new_password(&stage.house, &who, GOOD).await.unwrap();
        for (table, columns) in [
            ("outbox", "data || recipient || reason || search"),
            ("outbox_attempts", "answer || outcome"),
            ("events", "changes || label"),
            ("invitations", "channel"),
            ("passwords", "hash"),
        ] {
            let sql = format!("SELECT COALESCE(string_agg({columns}, ' '), '') FROM {table}");
            let found = stage.text(&sql, &[]).await;
            assert!(!found.contains(&secret), "{table}: {found}");
        }
    }

    async fn a_forgotten_password_with_an_open_invitation_sends_the_invitation_again(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north) = (all.one.org, &all.one.north);
        let operator = stage.actor(&all.one.operator).await;
        let added = add(&stage, &operator, north, Entry::Invitation(None)).await.unwrap();
        let first = stage.deliver_one().await;
        reset::ask(&stage.house, org, &Email::parse(ADDRESS).unwrap(), &Request::default()).await.unwrap();
        let again = stage.deliver_one().await;
        assert_eq!((again.kind, again.to.as_str()), (notices::LetterKind::Invitation, ADDRESS));
        assert!(matches!(accept(&stage, org, &first).await, Err(Error::NotFound)));
        accept(&stage, org, &again).await.unwrap();
        assert_eq!(state(&stage, &operator, added.id).await, State::Accepted);
        reset::ask(&stage.house, org, &Email::parse(ADDRESS).unwrap(), &Request::default()).await.unwrap();
        assert_eq!(stage.deliver_one().await.kind, notices::LetterKind::PasswordReset, "now it is a reset");
    }

    async fn c_15_the_support_page_is_switched_by_the_organization_and_the_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, south) = (all.one.org, &all.one.north, &all.one.south);
        let system = stage.system(org);
        let visit = stage.sign_in(&north.admin).await;
        let sees = async || stage.resolve(&visit).await.unwrap().actor.may::<SupportView>().is_ok();
        assert!(sees().await, "as it ships");
        accounts::let_see_support(&stage.house, &system.may().unwrap(), north.account, false).await.unwrap();
        assert!(!sees().await, "from the very next request");
        let neighbour = stage.actor(&south.admin).await;
        history::support(&mut stage.read().await, &neighbour.may().unwrap(), 5).await.unwrap();
        accounts::let_see_support(&stage.house, &system.may().unwrap(), north.account, true).await.unwrap();
        configure(&stage.house, &system.may().unwrap(), |settings| settings.clients.see_support = false).await.unwrap();
        assert!(!sees().await && stage.actor(&south.admin).await.may::<SupportView>().is_err());
        assert!(stage.actor(&north.admin).await.may::<UsersManage>().is_ok(), "the other switch is another one");
    }
}
