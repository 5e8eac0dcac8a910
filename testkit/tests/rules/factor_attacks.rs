//! Ways around a second factor: each door while it is shut, guessing, the same at once, a new password in between, the
//! other house, and what is left lying about.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::Request;
use domain::accounts;
use domain::organizations::settings;
use domain::people::users;
use domain::sign_in::{self, SignedIn, Step, factors, passkeys, reset};
use kernel::{Email, Error, Result, Span, Token};
use testkit::{Device, Stage, TwoOfEverything, Visit, Who, both_engines, code_at};

const HOST: &str = "one.test";
const GOOD: &str = "marmalade trumpet 7 lantern";

/// Somebody with everything there is: an app, a passkey and recovery codes.
struct Armed {
    device: Device,
    secret: String,
    codes: Vec<String>,
    visit: Visit,
}

async fn arm(stage: &Stage, who: &Who) -> Armed {
    let (device, mut visit, codes) = stage.with_passkey(who, HOST).await;
    let signed = stage.resolve(&visit).await.unwrap();
    factors::begin(&stage.house, &signed).await.unwrap();
    let secret = factors::pending(&mut stage.read().await, &signed).await.unwrap().unwrap().secret;
    let made = factors::confirm(&stage.house, &signed, &code_at(&secret, stage.house.now())).await.unwrap();
    visit.token = made.token.reveal();
    stage.advance(Span::seconds(30));
    Armed { device, secret, codes, visit }
}

/// The link of a letter for a forgotten password.
async fn reset_link(stage: &Stage, who: &Who) -> String {
    stage.deliver().await;
    let email = Email::parse(&who.email).unwrap();
    reset::ask(&stage.house, who.org, &email, &Request::default()).await.unwrap();
    stage.deliver_one().await.link().rsplit('/').next().unwrap().to_owned()
}

/// Whether somebody came in by this: a token alone is nothing, if its session is refused.
async fn opens(stage: &Stage, came: Result<Token>) -> bool {
    let Ok(token) = came else { return false };
    let visit = Visit { token: token.reveal(), purpose: kernel::Purpose::Session };
    stage.resolve(&visit).await.is_ok()
}

/// What somebody tries who has everything, and two sessions from before.
async fn ways_that_open(
    stage: &Stage,
    who: &Who,
    armed: &mut Armed,
    half: &SignedIn,
    whole: &SignedIn,
    link: &str,
) -> Vec<&'static str> {
    let house = &stage.house;
    let party = stage.party(who.org).await;
    let mut open = Vec::new();
    let mut note = |way: &'static str, opened: bool| {
        if opened {
            open.push(way);
        }
    };
    note("password", stage.try_sign_in(who.org, &who.email, &who.password).await.is_ok());
    note("passkey", stage.sign_in_by_passkey(who.org, &mut armed.device).await.is_ok());
    let code = code_at(&armed.secret, house.now());
    note("code", opens(stage, factors::enter(house, half, &code).await).await);
    let recovery = armed.codes.first().unwrap();
    note("recovery code", opens(stage, factors::enter(house, half, recovery).await).await);
    if let Ok(asked) = passkeys::ask_as_factor(house, half).await {
        let answer = armed.device.sign(&asked.challenge);
        note(
            "passkey after the password",
            opens(stage, passkeys::enter(house, half, &party, &answer.signed()).await).await,
        );
    }
    if let Ok(asked) = passkeys::ask_as_proof(house, whole).await {
        let answer = armed.device.sign(&asked.challenge);
        note(
            "proof by passkey",
            opens(stage, passkeys::prove(house, whole, &party, &answer.signed()).await).await,
        );
    }
    note("proof by password", opens(stage, sign_in::prove(house, whole, &who.password).await).await);
    note("reset", reset::accept(house, who.org, link, GOOD).await.is_ok());
    open
}

both_engines! {
    async fn asvs_6_3_4_no_way_in_is_forgotten_when_somebody_is_shut_out(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, north) = (&stage.house, &all.one.north);
        let user = &north.user;
        let mut armed = arm(&stage, user).await;
        let system = stage.system(all.one.org);
        for shut in ["disabled", "locked", "closed", "deleted"] {
            let whole = stage.sign_in_by_passkey(user.org, &mut armed.device).await.unwrap();
            let whole = stage.resolve(&whole).await.unwrap();
            let half = stage.signed_in(user).await;
            assert_eq!(half.step, Some(Step::SecondFactor));
            let link = reset_link(&stage, user).await;
            match shut {
                "disabled" => users::disable(house, &system.may().unwrap(), user.id).await.unwrap(),
                "locked" => accounts::lock(house, &system.may().unwrap(), north.account).await.unwrap(),
                "closed" => settings::configure(house, &system.may().unwrap(), |all| all.portal.open = false).await.unwrap(),
                _ => users::delete(house, &system.may().unwrap(), user.id).await.unwrap(),
            }
            let open = ways_that_open(&stage, user, &mut armed, &half, &whole, &link).await;
            assert_eq!(open, Vec::<&str>::new(), "{shut}");
            assert!(stage.resolve(&armed.visit).await.is_err(), "{shut}");
            match shut {
                "disabled" => users::enable(house, &system.may().unwrap(), user.id).await.unwrap(),
                "locked" => accounts::unlock(house, &system.may().unwrap(), north.account).await.unwrap(),
                "closed" => settings::configure(house, &system.may().unwrap(), |all| all.portal.open = true).await.unwrap(),
                _ => {}
            }
            // Guesses that were counted meanwhile are forgotten.
            stage.advance(Span::days(1));
        }
    }

    async fn asvs_6_3_1_three_hundred_wrong_passkeys_from_one_place_and_one_more_waits(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let (mut device, ..) = stage.with_passkey(user, HOST).await;
        let right = device.sign(&stage.ask_for_passkey(user.org).await);
        let invented = Token::new(stage.house.dice()).reveal();
        let wrong = Device::at(HOST, user.id).sign(&invented);
        for _ in 0..300 {
            assert!(matches!(stage.come_in(user.org, &wrong).await, Err(Error::Invalid(_))));
        }
        assert!(matches!(stage.come_in(user.org, &wrong).await, Err(Error::TooMany(_))));
        assert!(matches!(stage.come_in(user.org, &right).await, Err(Error::TooMany(_))), "the right one waits, too");
        stage.advance(Span::seconds(2));
        stage.come_in(user.org, &right).await.unwrap();
    }

    async fn asvs_6_5_1_of_many_at_once_one_comes_in(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut armed = arm(&stage, user).await;
        let second = stage.second_process().await;
        let (one, two) = (stage.signed_in(user).await, stage.signed_in(user).await);
        let (first, other) = tokio::join!(
            factors::enter(&stage.house, &one, &armed.codes[3]),
            factors::enter(&second, &two, &armed.codes[3]),
        );
        assert_eq!(u8::from(first.is_ok()) + u8::from(other.is_ok()), 1, "a recovery code");
        let answer = armed.device.sign(&stage.ask_for_passkey(user.org).await);
        let come = || stage.come_in(user.org, &answer);
        let (first, second, third, fourth) = tokio::join!(come(), come(), come(), come());
        let came = [first, second, third, fourth].iter().filter(|came| came.is_ok()).count();
        assert_eq!(came, 1, "an answer");
        // Two answers of a copied key, with the same counter.
        let (a, b) = (stage.ask_for_passkey(user.org).await, stage.ask_for_passkey(user.org).await);
        let count = armed.device.count;
        let first = armed.device.sign(&a);
        armed.device.count = count;
        let copied = armed.device.sign(&b);
        let (first, copied) = tokio::join!(stage.come_in(user.org, &first), stage.come_in(user.org, &copied));
        assert_eq!(u8::from(first.is_ok()) + u8::from(copied.is_ok()), 1, "a counter");
    }

    async fn asvs_6_4_3_a_new_password_bypasses_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut armed = arm(&stage, user).await;
        let link = reset_link(&stage, user).await;
        reset::accept(&stage.house, user.org, &link, GOOD).await.unwrap();
        assert!(stage.resolve(&armed.visit).await.is_err(), "every session ended");
        let visit = stage.try_sign_in(user.org, &user.email, GOOD).await.unwrap();
        let half = stage.resolve(&visit).await.unwrap();
        assert_eq!(half.step, Some(Step::SecondFactor));
        factors::enter(&stage.house, &half, &code_at(&armed.secret, stage.house.now())).await.unwrap();
        stage.sign_in_by_passkey(user.org, &mut armed.device).await.unwrap();
    }

    async fn a_passkey_of_one_house_is_nothing_in_the_other(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (mut device, ..) = stage.with_passkey(&all.one.north.user, HOST).await;
        assert!(matches!(stage.sign_in_by_passkey(all.two.org, &mut device).await, Err(Error::Invalid(_))));
        // Also not for a device and a browser that lie about the host.
        (device.party, device.origin) = ("two.test".to_owned(), "http://two.test".to_owned());
        assert!(matches!(stage.sign_in_by_passkey(all.two.org, &mut device).await, Err(Error::Invalid(_))));
    }

    async fn invariant_7_no_secret_of_a_factor_lies_about(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut armed = arm(&stage, user).await;
        let challenge = stage.ask_for_passkey(user.org).await;
        stage.sign_in_by_passkey(user.org, &mut armed.device).await.unwrap();
        let half = stage.signed_in(user).await;
        factors::enter(&stage.house, &half, &armed.codes[1]).await.unwrap();
        let letters = stage.deliver().await;
        let mut lying = vec![
            stage.text("SELECT string_agg(changes, ' ') FROM events", &[]).await,
            stage.text("SELECT string_agg(label, ' ') FROM events", &[]).await,
            stage.text("SELECT string_agg(data, ' ') FROM outbox", &[]).await,
            stage.text("SELECT string_agg(bound_to, ' ') FROM passkey_challenges", &[]).await,
        ];
        lying.extend(letters.into_iter().map(|letter| letter.text));
        let secret = armed.secret.replace(' ', "");
        for text in lying {
            for hidden in armed.codes.iter().chain([&armed.secret, &secret, &challenge]) {
                assert!(!text.contains(hidden.as_str()), "{text}");
            }
        }
    }
}
