//! Two `portico serve` on one database are one portal.

use std::time::Duration;

use crate::door::House;
use domain::access::Actor;
use testkit::{a_message, both_engines};

both_engines! {
    async fn what_one_process_does_the_other_knows_at_once(stage: Stage) {
        let house = House::open(stage).await;
        let other = house.stage.second_process().await;
        let north = &house.two.one.north;

        // A session of the one is good at the other, and ends there when it is ended here.
        let visit = house.sign_in(&north.admin).await;
        let request = domain::access::Request::default;
        let resolve = async |token: &str| {
            let mut read = other.read().await.unwrap();
            domain::sign_in::resolve(&other, &mut read, visit.purpose, token, request()).await
        };
        assert!(resolve(&visit.token).await.is_ok());

        // An open page at the other hears what happens here.
        let following = tokio::spawn(domain::live::follow(other.clone()));
        let mut happened = other.live.listen();
        tokio::time::sleep(Duration::from_millis(700)).await;
        let actor: Actor = house.stage.actor(&house.two.one.operator).await;
        let message = a_message(north.account, None);
        domain::records::messages::write(&house.stage.house, &actor.may().unwrap(), message).await.unwrap();
        let heard = tokio::time::timeout(Duration::from_secs(10), async {
            while happened.recv().await.unwrap().action != domain::history::Action::MessageWritten {}
        });
        assert!(heard.await.is_ok());
        following.abort();

        let system = house.stage.system(house.two.one.org);
        domain::people::users::disable(&other, &system.may().unwrap(), north.user.id).await.unwrap();
        domain::accounts::lock(&house.stage.house, &system.may().unwrap(), north.account).await.unwrap();
        assert!(resolve(&visit.token).await.is_err());
        assert!(house.stage.try_sign_in(north.user.org, &north.user.email, &north.user.password).await.is_err());
    }

    async fn guesses_at_both_processes_are_counted_together(stage: Stage) {
        let house = House::open(stage).await;
        let other = house.stage.second_process().await;
        let admin = &house.two.one.north.admin;
        let guess = async |at: &domain::House| {
            let attempt = domain::sign_in::login::Attempt {
                email: &admin.email,
                password: "a wrong one",
                agent: "",
                device: "",
                request: domain::access::Request { id: String::new(), address: "203.0.113.9".to_owned() },
            };
            domain::sign_in::sign_in(at, admin.org, attempt).await
        };
        for turn in 0..5 {
            let at = if turn % 2 == 0 { &house.stage.house } else { &other };
            assert!(matches!(guess(at).await, Err(kernel::Error::Invalid(_))));
        }
        assert!(matches!(guess(&other).await, Err(kernel::Error::TooMany(_))));
        assert!(matches!(guess(&house.stage.house).await, Err(kernel::Error::TooMany(_))));
    }
}
