//! An operator in a client's place: what is asked first, and what is offered there.

use axum::http::header;
use testkit::{Visit, both_engines};

use crate::door::{Answer, By, House};

/// The visit that the answer's cookie begins.
fn visit(answer: &Answer) -> Visit {
    let mut cookies =
        answer.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
    let start = format!("{}=", web::LOGIN_AS);
    let token = cookies.find_map(|cookie| cookie.strip_prefix(&start)).unwrap();
    Visit { token: token.split(';').next().unwrap().to_owned(), purpose: kernel::Purpose::LoginAs }
}

both_engines! {
    async fn s2_16_c_10_who_only_looks_is_offered_no_change(stage: Stage) {
        let house = House::open(stage).await;
        let (operator, north) = (house.sign_in(&house.two.one.operator).await, &house.two.one.north);
        let path = format!("/console/accounts/{}/login-as", north.account);
        let message = format!("/messages/{}", north.messages.for_ann);
        let act = visit(&house.post(&path, By::Visit(&operator), &[("mode", "act")]).await);
        assert!(house.get(&message, By::Visit(&act)).await.body.contains("Mark as done"));
        assert!(house.get("/profile", By::Visit(&act)).await.body.contains("Edit profile"));
        assert!(!house.get("/calls", By::Visit(&act)).await.body.contains("export.csv"), "L3: nobody exports for another");

        let view = visit(&house.post(&path, By::Visit(&operator), &[("mode", "view")]).await);
        let page = house.get(&message, By::Visit(&view)).await.body;
        assert!(page.contains("Viewing") && !page.contains("Mark as"), "{page}");
        let page = house.get("/profile", By::Visit(&view)).await.body;
        assert!(!page.contains("Edit profile") && !page.contains("Add photo"));
        let refused = house.post(&format!("{message}/mark"), By::Visit(&view), &[("state", "done")]).await;
        assert_eq!(refused.status, 403, "and what is not offered is refused");
    }

    async fn c_10_s2_17_a_required_reason_is_asked_for_first_and_kept(stage: Stage) {
        let house = House::open(stage).await;
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let settings = "/console/settings/login-as";
        for (minutes, reason) in [("61", "off"), ("0", "off"), ("30", "sung"), ("", "")] {
            let form = [("minutes", minutes), ("reason", reason)];
            assert_eq!(house.post(settings, By::Visit(&administrator), &form).await.status, 422);
        }
        let form = [("minutes", "30"), ("reason", "required")];
        assert_eq!(house.post(settings, By::Visit(&administrator), &form).await.location(), settings);

        let operator = house.sign_in(&house.two.one.operator).await;
        let north = &house.two.one.north;
        let path = format!("/console/accounts/{}/login-as", north.account);
        let form = [("mode", "view"), ("user", &north.user.id.to_string()), ("return_to", "/console/calls")];
        let asked = house.post(&path, By::Visit(&operator), &form).await;
        assert_eq!(asked.status, 303);
        let question = asked.location().to_owned();
        assert!(question.starts_with(&format!("{path}?mode=view&user=user_")), "{question}");
        let page = house.get(&question, By::Visit(&operator)).await;
        assert!(page.status == 200 && page.body.contains("name=\"reason\""), "{}", page.body);
        let mut again = form.to_vec();
        again.push(("reason", ""));
        assert_eq!(house.post(&path, By::Visit(&operator), &again).await.status, 422);
        again.pop();
        again.push(("reason", "Ticket 17: the list is empty"));
        let view = visit(&house.post(&path, By::Visit(&operator), &again).await);
        assert!(house.get("/", By::Visit(&view)).await.body.contains("30 min"));
        let history = house.get("/history", By::Visit(&house.sign_in(&north.admin).await)).await;
        assert_eq!(history.status, 200);
        let page = house.get(&format!("/console/users/{}", north.user.id), By::Visit(&operator)).await.body;
        assert!(page.contains("Ticket 17: the list is empty"), "{page}");
    }
}
