//! Client Users show that an address or a number is theirs before anything opens.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::roles::{Asks, RoleDetails};
use domain::access::{Grants, Kind, Mode, RolesManage, Verification, roles};
use domain::notices::{Channel, LetterKind};
use domain::organizations::settings::{TextMessages, configure};
use domain::people::users::{self, MemberDetails};
use domain::sign_in::{SignedIn, Step, reset, verification};
use kernel::{Email, Error, Name, Phone, Result, Span};
use testkit::{Stage, TwoOfEverything, Visit, Who, both_engines, just_before};

/// As if this person had never shown anything.
async fn forget(stage: &Stage, who: &Who) {
    stage.tamper("UPDATE users SET email_verified_at = NULL WHERE id = ?1", db::params![who.id]).await;
}

async fn asks(stage: &Stage, role: &str, verification: &str) {
    stage.tamper("UPDATE roles SET verification = ?2 WHERE name = ?1", db::params![role, verification]).await;
}

#[track_caller]
fn said<T>(result: Result<T>, field: &str) -> String {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => invalid.message(field).unwrap().to_owned(),
        other => panic!("{other:?}"),
    }
}

async fn ask(stage: &Stage, who: &SignedIn, number: Option<&str>) -> Result<()> {
    let number = number.map(|number| Phone::parse(number, "US").unwrap());
    let way = if number.is_some() { Channel::Sms } else { Channel::Email };
    verification::ask(&stage.house, who, way, number).await
}

/// Enters a code, and goes on with the token that the session has afterwards.
async fn confirm(stage: &Stage, visit: &mut Visit, way: Channel, code: &str) -> Result<()> {
    let who = stage.resolve(visit).await?;
    let token = verification::confirm(&stage.house, &who, way, code).await?;
    assert!(matches!(stage.resolve(visit).await, Err(Error::SignedOut)), "the token before is dead");
    visit.token = token.reveal();
    Ok(())
}

async fn step(stage: &Stage, visit: &Visit) -> Option<Step> {
    stage.resolve(visit).await.unwrap().step
}

/// Another code than this one.
fn wrong(code: &str) -> String {
    code.chars().map(|c| if c == '9' { '0' } else { '9' }).collect()
}

both_engines! {
    async fn s0_33_c_17_which_of_them_is_asked_is_chosen_with_the_role_and_counts_at_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, north) = (&stage.house, &all.one.north);
        let administrator = stage.actor(&all.one.administrator).await;
        let manage = administrator.may::<RolesManage>().unwrap();
        let desk = |verification, second_factor| RoleDetails {
            name: Name::parse("Desk").unwrap(),
            description: String::new(),
            kind: Kind::PortalUser,
            grants: Grants::NONE,
            secure: false,
            asks: Asks { verification, second_factor },
        };
        let id = roles::create(house, &manage, &desk(Verification::Email, false)).await.unwrap();
        forget(&stage, &north.lost).await;
        let held = MemberDetails {
            name: Name::parse("Lost").unwrap(),
            email: Email::parse(&north.lost.email).unwrap(),
            title: String::new(),
            roles: vec![id],
            contact: None,
        };
        users::edit(house, &administrator.may().unwrap(), north.lost.id, held).await.unwrap();
        let visit = stage.sign_in(&north.lost).await;
        for (verification, second_factor, next) in [
            (Verification::Email, false, Some(Step::Verify)),
            (Verification::None, false, None),
            (Verification::None, true, Some(Step::SetUpFactor)),
            (Verification::Both, true, Some(Step::Verify)),
        ] {
            roles::edit(house, &manage, id, &desk(verification, second_factor)).await.unwrap();
            assert_eq!(step(&stage, &visit).await, next, "{verification:?} {second_factor}");
            let kept = roles::find(&mut stage.read().await, &manage, id).await.unwrap();
            assert_eq!(kept.asks, Asks { verification, second_factor });
        }
        let lines = "SELECT count(*) FROM events WHERE action = 'role.edited' AND changes LIKE '%verification%'";
        assert_eq!(stage.number(lines, &[]).await, 2, "from email to none, from none to both");
        // A role that ships stays as it is otherwise.
        let user = stage.client_role(all.one.org, roles::CLIENT_USER).await;
        forget(&stage, &north.user).await;
        let visit = stage.sign_in(&north.user).await;
        assert_eq!(step(&stage, &visit).await, Some(Step::Verify), "C-17: either, as it ships");
        roles::ask_verification(house, &manage, user, Verification::None).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None);
        let foreign = stage.actor(&all.two.administrator).await;
        let elsewhere = roles::ask_verification(house, &foreign.may().unwrap(), user, Verification::Both).await;
        assert!(matches!(elsewhere, Err(Error::NotFound)));
        assert!(stage.actor(&all.one.operator).await.may::<RolesManage>().is_err(), "an operator makes no roles");
        let operators = stage.operator_role(all.one.org, roles::OPERATOR).await;
        said(roles::ask_verification(house, &manage, operators, Verification::Email).await, "verification");
    }

    async fn s0_32_a_client_user_shows_an_address_before_anything_opens(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        forget(&stage, user).await;
        forget(&stage, &all.one.north.admin).await;
        assert_eq!(step(&stage, &stage.sign_in(&all.one.north.admin).await).await, None, "others are not asked");
        let mut visit = stage.sign_in(user).await;
        assert_eq!(step(&stage, &visit).await, Some(Step::Verify));
        let who = stage.resolve(&visit).await.unwrap();
        ask(&stage, &who, None).await.unwrap();
        let early = confirm(&stage, &mut visit, Channel::Email, "123456").await;
        assert!(said(early, "code").contains("no code"), "it is made when it is sent");
        let letter = stage.deliver_one().await;
        assert_eq!((letter.kind, letter.to.as_str()), (LetterKind::VerifyEmail, user.email.as_str()));
        let code = letter.code();
        for not in ["", "12345", "1234567", "12345x", "１２３４５６"] {
            assert!(said(confirm(&stage, &mut visit, Channel::Email, not).await, "code").contains("six"), "{not}");
        }
        assert!(said(confirm(&stage, &mut visit, Channel::Email, &wrong(&code)).await, "code").contains("not the code"));
        confirm(&stage, &mut visit, Channel::Email, &format!(" {} {}", &code[..3], &code[3..])).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None);
        let again = confirm(&stage, &mut visit, Channel::Email, &code).await;
        assert!(matches!(again, Err(Error::NotFound)), "the step is done");
        assert_eq!(step(&stage, &stage.sign_in(user).await).await, None, "once is enough");
    }

    async fn s0_33_each_choice_asks_for_what_it_says(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        for (asked, email, phone) in [
            ("none", false, false), ("email", true, false), ("sms", false, true), ("either", true, true), ("both", true, true),
        ] {
            forget(&stage, user).await;
            asks(&stage, roles::CLIENT_USER, asked).await;
            let who = stage.resolve(&stage.sign_in(user).await).await.unwrap();
            assert_eq!(who.step.is_some(), asked != "none", "{asked}");
            assert_eq!(who.shown.wants(Channel::Email), email, "{asked}");
            assert_eq!(who.shown.wants(Channel::Sms), phone, "{asked}");
            if !email {
                assert!(matches!(ask(&stage, &who, None).await, Err(Error::NotFound)), "{asked}");
            }
        }
        // Both: one after the other.
        let mut visit = stage.sign_in(user).await;
        ask(&stage, &stage.resolve(&visit).await.unwrap(), None).await.unwrap();
        confirm(&stage, &mut visit, Channel::Email, &stage.deliver_one().await.code()).await.unwrap();
        assert_eq!(step(&stage, &visit).await, Some(Step::Verify));
        ask(&stage, &stage.resolve(&visit).await.unwrap(), Some("512 555 0147")).await.unwrap();
        let unverified = "SELECT count(*) FROM memberships WHERE number = 'unverified'";
        assert_eq!(stage.number(unverified, &[]).await, 1, "lists say so");
        let sms = stage.deliver_one().await;
        assert_eq!((sms.kind, sms.to.as_str()), (LetterKind::VerifyPhone, "+15125550147"));
        confirm(&stage, &mut visit, Channel::Sms, &sms.code()).await.unwrap();
        assert_eq!(stage.number(unverified, &[]).await, 0);
        assert_eq!(step(&stage, &visit).await, None);
    }

    async fn c_17_it_counts_from_the_next_request_and_not_for_an_operator_in_the_place(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        forget(&stage, &north.admin).await;
        let visit = stage.sign_in(&north.admin).await;
        assert_eq!(step(&stage, &visit).await, None);
        asks(&stage, roles::CLIENT_ADMIN, "either").await;
        assert_eq!(step(&stage, &visit).await, Some(Step::Verify));
        let operator = stage.signed_in(&all.one.operator).await;
        let place = stage.log_in_as(&operator, north.account, Some(north.admin.id), Mode::Act).await.unwrap();
        let who = stage.resolve(&place).await.unwrap();
        assert_eq!(who.step, None);
        assert!(matches!(ask(&stage, &who, Some("512 555 0147")).await, Err(Error::NotFound)));
    }

    async fn asvs_6_6_3_five_tries_in_the_database_ten_minutes_and_one_session(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        forget(&stage, user).await;
        let mut visit = stage.sign_in(user).await;
        let who = stage.resolve(&visit).await.unwrap();
        ask(&stage, &who, None).await.unwrap();
        let code = stage.deliver_one().await.code();
        // Another session of the same person has its own codes.
        let mut other = stage.sign_in(user).await;
        assert!(said(confirm(&stage, &mut other, Channel::Email, &code).await, "code").contains("no code"));
        // Half of the guesses come through another process.
        let second = stage.second_process().await;
        for turn in 0..5 {
            let house = if turn % 2 == 0 { &second } else { &stage.house };
            let guess = verification::confirm(house, &who, Channel::Email, &wrong(&code)).await;
            assert!(said(guess, "code").contains("not the code"), "{turn}");
        }
        assert!(said(confirm(&stage, &mut visit, Channel::Email, &code).await, "code").contains("no code"));
        // A new one starts anew, and ends after ten minutes.
        ask(&stage, &who, None).await.unwrap();
        let code = stage.deliver_one().await.code();
        stage.advance(just_before(Span::minutes(10)));
        assert!(said(confirm(&stage, &mut visit, Channel::Email, &wrong(&code)).await, "code").contains("not the code"));
        stage.advance(Span::micros(1));
        assert!(said(confirm(&stage, &mut visit, Channel::Email, &code).await, "code").contains("no code"));
    }

    async fn asvs_6_5_1_of_many_who_enter_one_code_at_once_one_is_right(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        forget(&stage, user).await;
        let who = stage.signed_in(user).await;
        ask(&stage, &who, None).await.unwrap();
        let code = stage.deliver_one().await.code();
        let tries: Vec<_> = (0..20)
            .map(|_| {
                let (house, who, code) = (stage.house.clone(), who.clone(), code.clone());
                tokio::spawn(async move { verification::confirm(&house, &who, Channel::Email, &code).await })
            })
            .collect();
        let mut right = 0;
        for attempt in tries {
            right += usize::from(attempt.await.unwrap().is_ok());
        }
        assert_eq!(right, 1);
    }

    async fn r22_codes_and_new_numbers_are_limited(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        forget(&stage, user).await;
        let visit = stage.sign_in(user).await;
        let fresh = async || stage.resolve(&visit).await.unwrap();
        for _ in 0..5 {
            ask(&stage, &fresh().await, None).await.unwrap();
        }
        let Err(Error::TooMany(wait)) = ask(&stage, &fresh().await, None).await else { panic!() };
        assert_eq!(wait, Span::hours(1));
        for number in ["512 555 0141", "512 555 0142", "512 555 0143"] {
            ask(&stage, &fresh().await, Some(number)).await.unwrap();
        }
        let fourth = ask(&stage, &fresh().await, Some("512 555 0144")).await;
        assert!(matches!(fourth, Err(Error::TooMany(_))), "three new numbers a day");
        ask(&stage, &fresh().await, Some("512 555 0143")).await.unwrap();
        stage.advance(Span::hours(1));
        ask(&stage, &fresh().await, None).await.unwrap();
    }

    async fn r22_codes_go_where_the_organization_allows_and_so_many_in_a_day(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (user, system) = (&all.one.north.user, stage.system(all.one.org));
        forget(&stage, user).await;
        let visit = stage.sign_in(user).await;
        let fresh = async || stage.resolve(&visit).await.unwrap();
        for (prefixes, number, goes) in [
            (&[][..], "+44 20 7946 0958", false),
            (&[][..], "512 555 0141", true),
            (&["+44", "+1"][..], "+44 20 7946 0958", true),
            (&["+1512"][..], "+1 876 555 0142", false),
        ] {
            let prefixes: Vec<String> = prefixes.iter().map(|prefix| (*prefix).to_owned()).collect();
            configure(&stage.house, &system.may().unwrap(), |settings| settings.text_messages.prefixes = prefixes).await.unwrap();
            let asked = ask(&stage, &fresh().await, Some(number)).await;
            assert_eq!(asked.is_ok(), goes, "{number}: {asked:?}");
            if !goes {
                assert!(said(asked, "phone").contains("numbers that begin with +1"), "{number}");
            }
        }
        // Whatever is tried today, by four people at two processes over a thousand numbers: ten have gone in all.
        configure(&stage.house, &system.may().unwrap(), |settings| {
            settings.text_messages = TextMessages { prefixes: vec!["+1".to_owned()], per_day: 10 };
        })
        .await
        .unwrap();
        let second = stage.second_process().await;
        let mut people = Vec::new();
        for place in all.one.places() {
            for who in [&place.user, &place.lost] {
                forget(&stage, who).await;
                people.push(stage.sign_in(who).await);
            }
        }
        for turn in 0..1000 {
            let who = stage.resolve(&people[turn % people.len()]).await.unwrap();
            let number = Phone::parse(&format!("512 555 {:04}", 1000 + turn), "US").unwrap();
            let house = if turn % 3 == 0 { &second } else { &stage.house };
            let asked = verification::ask(house, &who, Channel::Sms, Some(number)).await;
            assert!(matches!(asked, Ok(()) | Err(Error::TooMany(_))), "{asked:?}");
        }
        let sent = "SELECT count(*) FROM outbox WHERE channel = 'sms'";
        assert_eq!(stage.number(sent, &[]).await, 10);
        let of_one = "SELECT max(n) FROM (SELECT count(*) AS n FROM outbox WHERE channel = 'sms' GROUP BY user_id) AS counted";
        assert_eq!(stage.number(of_one, &[]).await, 3, "new numbers of one person");
        let used_up = "SELECT count(*) FROM events WHERE action = 'text_messages.used_up'";
        assert_eq!(stage.number(used_up, &[]).await, 1, "it is told of, once");
        ask(&stage, &fresh().await, None).await.unwrap();
        stage.advance(just_before(Span::days(1)));
        let who = stage.resolve(&stage.sign_in(user).await).await.unwrap();
        assert!(matches!(ask(&stage, &who, Some("512 555 0149")).await, Err(Error::TooMany(_))));
        stage.advance(Span::micros(1));
        ask(&stage, &who, Some("512 555 0149")).await.unwrap();
    }

    async fn a_code_for_another_number_is_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        forget(&stage, user).await;
        let mut visit = stage.sign_in(user).await;
        ask(&stage, &stage.resolve(&visit).await.unwrap(), Some("512 555 0141")).await.unwrap();
        let first = stage.deliver_one().await.code();
        ask(&stage, &stage.resolve(&visit).await.unwrap(), Some("512 555 0142")).await.unwrap();
        assert!(said(confirm(&stage, &mut visit, Channel::Sms, &first).await, "code").contains("no code"));
        let second = stage.deliver_one().await.code();
        assert!(said(confirm(&stage, &mut visit, Channel::Email, &second).await, "code").contains("no code"));
        confirm(&stage, &mut visit, Channel::Sms, &second).await.unwrap();
        let shown = stage.resolve(&visit).await.unwrap().shown;
        assert_eq!((shown.number.as_str(), shown.phone, shown.email), ("+15125550142", true, false));
    }

    async fn codes_lie_nowhere_but_in_their_letters(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        forget(&stage, user).await;
        let mut visit = stage.sign_in(user).await;
        ask(&stage, &stage.resolve(&visit).await.unwrap(), None).await.unwrap();
        let code = stage.deliver_one().await.code();
        confirm(&stage, &mut visit, Channel::Email, &code).await.unwrap();
        for (table, column) in [("outbox", "data"), ("events", "changes"), ("events", "label")] {
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE ?1");
            assert_eq!(stage.number(&sql, db::params![format!("%{code}%").as_str()]).await, 0, "{table}.{column}");
        }
    }

    async fn e_05_another_address_is_shown_anew_and_both_are_told(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, user) = (&stage.house, &all.one.north.user);
        let visit = stage.sign_in(user).await;
        let operator = stage.actor(&all.one.operator).await;
        let role = stage.client_role(all.one.org, roles::CLIENT_USER).await;
        let details = |email: &str| MemberDetails {
            name: Name::parse("Ann North").unwrap(),
            email: Email::parse(email).unwrap(),
            title: String::new(),
            roles: vec![role],
            contact: Some(all.one.north.ann),
        };
        let edit = async |email: &str| {
            users::edit(house, &operator.may().unwrap(), user.id, details(email)).await
        };
        edit(&user.email).await.unwrap();
        assert!(stage.deliver().await.is_empty(), "nothing changed about the address");
        edit(&user.email.to_uppercase()).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None, "another spelling is the same address");
        let taken = edit(&all.one.operator.email).await;
        assert!(said(taken, "email").contains("in use"));
        edit("ann@elsewhere.test").await.unwrap();
        let mut told: Vec<_> = stage.deliver().await.into_iter().map(|letter| (letter.kind, letter.to)).collect();
        told.sort_by(|a, b| a.1.cmp(&b.1));
        let upper = user.email.to_uppercase();
        assert_eq!(told, [(LetterKind::EmailChanged, upper), (LetterKind::EmailChanged, "ann@elsewhere.test".to_owned())]);
        assert_eq!(step(&stage, &visit).await, Some(Step::Verify));
        let history = stage.number(
            "SELECT count(*) FROM events WHERE changes LIKE '%ann@elsewhere.test%' AND action = 'user.edited'", &[]).await;
        assert_eq!(history, 1);
    }

    async fn a_reset_link_shows_the_address_and_an_operator_may_vouch_for_one(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, north) = (&stage.house, &all.one.north);
        let operator = stage.actor(&all.one.operator).await;
        for who in [&north.user, &north.lost] {
            forget(&stage, who).await;
        }
        reset::start(house, &operator.may().unwrap(), north.user.id).await.unwrap();
        let link = stage.deliver_one().await.link();
        let good = "violet anchor 27 lamps";
        reset::accept(house, all.one.org, link.trim_start_matches("/reset-password/"), good).await.unwrap();
        let visit = stage.try_sign_in(all.one.org, &north.user.email, good).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None);
        let visit = stage.sign_in(&north.lost).await;
        assert_eq!(step(&stage, &visit).await, Some(Step::Verify));
        users::vouch(house, &operator.may().unwrap(), north.lost.id).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None);
        let foreign = stage.actor(&all.two.operator).await;
        let none = users::vouch(house, &foreign.may().unwrap(), north.lost.id).await;
        assert!(matches!(none, Err(Error::NotFound)));
    }
}
