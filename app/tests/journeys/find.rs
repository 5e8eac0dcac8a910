//! One box finds places, people and records, and nothing that is somebody else's.

use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn an_operator_finds_accounts_people_and_pages_from_anywhere(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let operator = house.sign_in(&one.operator).await;
        let administrator = house.sign_in(&one.administrator).await;
        let opened = house.get("/console/find", By::Visit(&operator)).await;
        assert_eq!(opened.status, 200, "{}", opened.body);
        assert!(opened.body.contains("/console/calls") && opened.body.contains("Write message"), "{}", opened.body);
        let found = house.get("/console/find?q=north", By::Visit(&operator)).await.body;
        for words in [format!("/console/accounts/{}", one.north.account), "Ann North".to_owned(), "Portal users".to_owned()] {
            assert!(found.contains(&words), "{words}: {found}");
        }
        assert!(!found.contains(&one.south.account.to_string()));
        assert!(!found.contains(&house.two.two.north.account.to_string()), "another organization’s");
        // A page of settings is offered to whoever may open it, and to nobody else.
        for (visit, offered) in [(&administrator, true), (&operator, false)] {
            let found = house.get("/console/find?q=password", By::Visit(visit)).await.body;
            assert_eq!(found.contains("/console/settings/passwords"), offered, "{found}");
        }
        let nothing = house.get("/console/find?q=%25%5F%27", By::Visit(&operator)).await;
        assert!(nothing.status == 200 && nothing.body.contains("Nothing here has"), "{}", nothing.body);
        let long = house.get(&format!("/console/find?q={}", "x".repeat(9000)), By::Visit(&operator)).await;
        assert!(long.status == 200 || long.status.is_client_error(), "{}", long.status);
    }

    async fn s0_30_s0_31_a_portal_user_finds_what_is_his_and_nothing_else(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let admin = house.sign_in(&north.admin).await;
        let user = house.sign_in(&north.user).await;
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        let read = house.get(&format!("/api/v1/messages/{}", north.messages.for_bob), By::Visit(&admin)).await.json();
        let words = read["text"].as_str().unwrap().replace(' ', "+");
        let bobs = format!("/messages/{}", north.messages.for_bob);
        for (visit, sees) in [(&admin, true), (&user, false), (&neighbour, false)] {
            let found = house.get(&format!("/find?q={words}"), By::Visit(visit)).await;
            assert_eq!(found.status, 200);
            assert_eq!(found.body.contains(&bobs), sees, "{}", found.body);
        }
        // What it says of itself is found, too, and an operator's pages are not the portal's.
        let help = house.get("/find?q=status", By::Visit(&admin)).await.body;
        assert!(help.contains("/help/status") && !help.contains("/console/"), "{help}");
        assert_eq!(house.get("/find", By::Nobody).await.status, 303);
    }
}
