//! A page of another site changes nothing here, whatever route it tries (ASVS 3.5.1).

use crate::door::{By, House};
use axum::body::Body;
use axum::http::{Request, header};
use testkit::both_engines;

both_engines! {
    async fn every_change_from_another_site_is_refused_and_nothing_happens(stage: Stage) {
        let house = House::open(stage).await;
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let client = house.sign_in(&house.two.one.north.admin).await;
        let before = house.lines_of_history().await;
        let routes = portico::routes::table(&house.site);
        let changing: Vec<_> = routes.iter().filter(|route| !["GET", "HEAD"].contains(&route.method)).collect();
        assert!(changing.len() > 20, "the table has its changing routes");
        for route in changing {
            let path = route.path.replace("{id}", &house.two.one.north.account.to_string()).replace("{token}", "x");
            for (visit, name, value) in [
                (&administrator, "sec-fetch-site", "cross-site"),
                (&administrator, "sec-fetch-site", "same-site"),
                (&administrator, "origin", "https://evil.example"),
                (&administrator, "origin", "null"),
                (&client, "sec-fetch-site", "cross-site"),
            ] {
                let request: Request<Body> = House::request(route.method, "one.test", &path, By::Visit(visit))
                    .header(name, value)
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(Body::from("state=done"))
                    .unwrap();
                let answer = house.send(request).await;
                assert_eq!(answer.status, 403, "{} {path} {name}: {value}", route.method);
            }
        }
        assert_eq!(house.lines_of_history().await, before);
    }
}
