//! Help: articles that lead to others, and somebody who answers where they do not.

use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn s0_45_each_article_offers_related_ones_that_the_visitor_may_use(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        let page = house.get("/help", By::Visit(&admin)).await.body;
        for article in ["/help/messages", "/help/status", "/help/resources", "/help/people", "/help/contact"] {
            assert!(page.contains(&format!("\"{article}\"")), "{article}: {page}");
        }
        let page = house.get("/help/status", By::Visit(&admin)).await.body;
        assert!(page.contains("Related articles") && page.contains("\"/help/resources\""), "{page}");
        assert!(page.contains("Contact Support"), "{page}");
        // A Client User has no use for what he or she may not do.
        let page = house.get("/help", By::Visit(&user)).await.body;
        assert!(page.contains("\"/help/messages\"") && !page.contains("\"/help/people\""), "{page}");
        assert_eq!(house.get("/help/people", By::Visit(&user)).await.status, 404);
        assert_eq!(house.get("/help/nothing", By::Visit(&admin)).await.status, 404);
        let found = house.get("/help?q=PASSWORD+signed", By::Visit(&user)).await.body;
        assert!(found.contains("\"/help/sign-in\"") && !found.contains("\"/help/calls\""), "{found}");
        let none = house.get("/help?q=%3Cb%3Eteleport", By::Visit(&user)).await.body;
        assert!(none.contains("No article about") && none.contains("/help/contact?subject="), "{none}");
        assert!(!none.contains("<b>teleport"), "{none}");
    }

    async fn s0_46_what_a_client_writes_to_support_reaches_the_operators_and_is_answered(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (user, operator) = (house.sign_in(&north.user).await, house.sign_in(&house.two.one.operator).await);
        let form = house.get("/help/contact?subject=Teleport", By::Visit(&user)).await.body;
        assert!(form.contains("value=\"Teleport\""), "{form}");
        let empty = house.post("/help/contact", By::Visit(&user), &[("subject", ""), ("text", "")]).await;
        assert_eq!(empty.status, 422);
        for words in ["Say in a few words what it is about.", "Write what you would like to know."] {
            assert!(empty.body.contains(words), "{words}: {}", empty.body);
        }
        let long = "e".repeat(201);
        let long = house.post("/help/contact", By::Visit(&user), &[("subject", &long), ("text", "x")]).await;
        assert!(long.status == 422 && long.body.contains("at most 200"), "{}", long.body);
        let asked = [("subject", "Can callers be called back?"), ("text", "By whom?")];
        let sent = house.post("/help/contact", By::Visit(&user), &asked).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let here = sent.location().to_owned();
        assert!(here.starts_with("/tasks/"), "{here}");
        for path in ["/console/tasks".to_owned(), format!("/console/accounts/{}", north.account)] {
            let page = house.get(&path, By::Visit(&operator)).await.body;
            assert!(page.contains("Can callers be called back?"), "{path}: {page}");
        }
        let there = format!("/console{here}");
        let answer = [("comment", "Yes: by Theo, from eight.")];
        assert_eq!(house.post(&format!("{there}/comments"), By::Visit(&operator), &answer).await.status, 303);
        let page = house.get(&here, By::Visit(&user)).await.body;
        assert!(page.contains("By whom?") && page.contains("Yes: by Theo, from eight."), "{page}");
        // It is between who asked, the account's admins and the operators.
        let lost = house.sign_in(&north.lost).await;
        assert_eq!(house.get(&here, By::Visit(&lost)).await.status, 404);
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&here, By::Visit(&neighbour)).await.status, 404);
        let admin = house.sign_in(&north.admin).await;
        assert_eq!(house.get(&here, By::Visit(&admin)).await.status, 200);
    }
}
