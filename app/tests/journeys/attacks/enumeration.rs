//! Who has an account here is told by no door: not by its words, and not by how much it works. Time is not measured in
//! a test; what takes the time is counted.

use kernel::Span;
use testkit::both_engines;

use super::tokens::invitation;
use crate::door::{Answer, By, House};

/// What a stranger can compare, less the address that he or she wrote.
fn comparable(answer: &Answer, email: &str) -> (u16, String, Vec<(String, String)>) {
    let (status, body, headers) = answer.comparable();
    let told = |(name, _): &(String, String)| !["content-length", "set-cookie"].contains(&name.as_str());
    (status.as_u16(), body.replace(email, "…"), headers.into_iter().filter(told).collect())
}

/// What was done for one answer: passwords that were hashed, and rows that were written.
async fn work(house: &House) -> (u64, i64) {
    let rows = "SELECT (SELECT count(*) FROM outbox) + (SELECT COALESCE(CAST(sum(failures) AS BIGINT), 0) FROM throttles)
                     + (SELECT count(*) FROM events) + (SELECT count(*) FROM sessions)";
    (house.stage.house.passwords.worked(), house.stage.number(rows, &[]).await)
}

both_engines! {
    async fn asvs_6_3_8_signing_in_says_and_does_the_same_for_whoever_is_not_let_in(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let system = house.stage.system(one.org);
        domain::people::users::disable(&house.stage.house, &system.may().unwrap(), one.north.user.id).await.unwrap();
        domain::accounts::lock(&house.stage.house, &system.may().unwrap(), one.south.account).await.unwrap();
        invitation(&house, "ida@north.test").await;
        let mut seen = Vec::new();
        for (email, password) in [
            ("nobody@nowhere.test", "not the password"),
            (one.north.admin.email.as_str(), "not the password"),
            (one.north.user.email.as_str(), one.north.user.password.as_str()),
            (one.south.admin.email.as_str(), one.south.admin.password.as_str()),
            (house.two.two.north.admin.email.as_str(), house.two.two.north.admin.password.as_str()),
            ("ida@north.test", "not the password"),
            (one.operator.email.as_str(), "not the password"),
        ] {
            let before = work(&house).await;
            let answer = house.post("/login", By::Nobody, &[("email", email), ("password", password)]).await;
            let after = work(&house).await;
            seen.push((comparable(&answer, email), after.0 - before.0, after.1 - before.1));
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
        assert_eq!((seen[0].1, seen[0].2), (1, 2), "one password is hashed, and two counters go up");
    }

    async fn asvs_6_3_8_guessing_is_slowed_down_whether_or_not_there_is_such_a_person(stage: Stage) {
        let house = House::open(stage).await;
        let known = house.two.one.north.admin.email.clone();
        let mut answers = Vec::new();
        for email in ["nobody@nowhere.test", known.as_str()] {
            let mut of_one = Vec::new();
            for guess in 0..12 {
                let before = work(&house).await.0;
                let answer = house.post("/login", By::Nobody, &[("email", email), ("password", "wrong one")]).await;
                of_one.push((comparable(&answer, email), work(&house).await.0 - before));
                if guess > 6 {
                    house.stage.advance(Span::seconds(3));
                }
            }
            answers.push(of_one);
            house.stage.advance(Span::hours(1));
        }
        assert_eq!(answers[0], answers[1]);
        assert!(answers[0].iter().any(|((status, ..), _)| *status == 429));
        assert!(answers[0].iter().all(|((status, ..), hashed)| (*status == 429) == (*hashed == 0)), "429 costs no hash");
    }

    async fn asvs_6_3_8_no_door_tells_whose_address_it_is(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        // In reach of a client admin an address in use is told of, as S1-22 demands: of the organization, and no other's.
        let admin = house.sign_in(&one.north.admin).await;
        let mut answers = Vec::new();
        for email in [one.south.user.email.as_str(), one.operator.email.as_str(), one.north.user.email.as_str()] {
            let form = [("name", "Nia"), ("email", email)];
            answers.push(comparable(&house.post("/people/users/new", By::Visit(&admin), &form).await, email));
        }
        assert_eq!(answers[0].0, 422);
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "whose it is, is not said");
        let elsewhere = house.two.two.north.user.email.as_str();
        let form = [("name", "Nia"), ("email", elsewhere)];
        assert_eq!(house.post("/people/users/new", By::Visit(&admin), &form).await.status, 303, "of another organization nothing is known");
        // A client user may not ask at all.
        let client = house.sign_in(&one.north.user).await;
        assert_eq!(house.post("/people/users/new", By::Visit(&client), &form).await.status, 403);
    }
}
