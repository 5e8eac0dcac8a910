//! Where codes by text message go, and how many in a day: decided on a page, and said to whoever asks for one.

use testkit::both_engines;

use crate::door::{By, House};

const HERE: &str = "/console/settings/text-messages";

both_engines! {
    async fn r22_the_organization_decides_where_codes_go_and_the_page_of_codes_says_so(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let visit = house.sign_in(&one.administrator).await;
        let by = By::Visit(&visit);
        let page = house.get(HERE, by).await;
        assert!(page.status == 200 && page.body.contains("your own country: +1."), "{}", page.body);
        assert!(house.get("/console/settings", by).await.body.contains(HERE), "it is among the settings");
        for (prefixes, per_day, field) in [("44", "10", "not written like"), ("+44", "0", "1 to 100,000"), ("+44", "many", "1 to 100,000")] {
            let answer = house.post(HERE, by, &[("prefixes", prefixes), ("per_day", per_day)]).await;
            assert!(answer.status == 422 && answer.body.contains(field), "{prefixes} {per_day}: {}", answer.body);
        }
        assert_eq!(house.post(HERE, by, &[("prefixes", "+44, +1512"), ("per_day", "20")]).await.status, 303);
        let page = house.get(HERE, by).await.body;
        assert!(page.contains("value=\"+1512 +44\"") && page.contains("value=\"20\""), "{page}");

        house.stage.tamper("UPDATE roles SET verification = 'sms' WHERE preset = 'client_user'", &[]).await;
        let user = house.sign_in(&one.north.user).await;
        let ask = |number: &'static str| [("way", "sms"), ("phone", number)];
        let refused = house.post("/verify/send", By::Visit(&user), &ask("+1 876 555 0142")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("numbers that begin with +1512 or +44"), "{}", refused.body);
        assert_eq!(house.post("/verify/send", By::Visit(&user), &ask("+44 20 7946 0958")).await.status, 303);
        assert_eq!(house.stage.deliver_one().await.to, "+442079460958");

        let operator = house.sign_in(&one.operator).await;
        assert_eq!(house.get(HERE, By::Visit(&operator)).await.status, 403);
        assert_eq!(house.post(HERE, By::Visit(&operator), &ask("+1")).await.status, 403);
    }
}
