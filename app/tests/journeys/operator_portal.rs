//! What an operator sees of client accounts, and what a client may do with its own: the shortest walk through both.

use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn s3_01_s3_02_s3_17_an_operator_signs_in_and_searches_the_client_accounts(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let form = [("email", one.operator.email.as_str()), ("password", one.operator.password.as_str())];
        let landing = house.post("/login", By::Nobody, &form).await.location().to_owned();
        assert_eq!(landing, "/console/accounts");
        let operator = house.sign_in(&one.operator).await;
        let list = house.get(&landing, By::Visit(&operator)).await.body;
        for words in ["<h1>Client Accounts</h1>", "North", "South", "type=\"search\""] {
            assert!(list.contains(words), "{words}: {list}");
        }
        let found = house.get("/console/accounts?q=NORTH", By::Visit(&operator)).await.body;
        assert!(found.contains(&one.north.account.to_string()) && !found.contains(&one.south.account.to_string()));
    }

    async fn s3_03_to_s3_09_the_account_page_tells_all_of_it(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let administrator = house.sign_in(&one.administrator).await;
        let by = By::Visit(&administrator);
        let here = format!("/console/accounts/{}", one.north.account);
        let page = house.get(&here, by).await.body;
        let uid = one.north.account.to_string();
        for (id, words) in [
            ("S3-03 status", "Active"),
            ("S3-05, S3-21 business information", "Business information"),
            ("S3-05, S3-21 how to reach it", one.north.admin.email.as_str()),
            ("S3-22 the UID", uid.as_str()),
            ("S3-23 the creation date", "Created"),
            ("S3-08 history", "Whole history of North"),
            ("S3-09, S3-43 restricting access", "Lock…"),
            ("S3-19 login as", "Login As"),
            ("S3-37, S2-02 its people", "Portal users"),
        ] {
            assert!(page.contains(words), "{id}: {page}");
        }
        for (id, tab, words) in [
            ("S3-04 activity", "activity", "three months"),
            ("S3-06 onboarding", "onboarding", "Onboarding"),
            ("S3-07 subscription", "subscription", "plan"),
        ] {
            let tab = format!("{here}/{tab}");
            assert!(page.contains(&tab), "{id}");
            let shown = house.get(&tab, by).await;
            assert!(shown.status == 200 && shown.body.contains(words), "{id}: {}", shown.body);
        }
    }

    async fn s3_40_s3_41_the_history_tab_shows_what_was_changed_and_by_which_of_the_team(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (operator, other) = (house.sign_in(&one.operator).await, house.sign_in(&one.administrator).await);
        let here = format!("/console/accounts/{}", one.north.account);
        let email: &'static str = one.north.admin.email.clone().leak();
        let form = [("name", "Northern Lights"), ("email", email), ("phone", ""), ("time_zone", "UTC")];
        assert_eq!(house.post(&format!("{here}/edit"), By::Visit(&operator), &form).await.status, 303);
        let tab = house.get(&format!("{here}/history"), By::Visit(&other)).await.body;
        for words in [one.operator.email.as_str(), "North", "Northern Lights"] {
            assert!(tab.contains(words), "{words}: {tab}");
        }
        let elsewhere = format!("/console/accounts/{}/history", one.south.account);
        assert!(!house.get(&elsewhere, By::Visit(&other)).await.body.contains("Northern Lights"));
        // S3-42 says for how long, and a client does not come here.
        let admin = house.sign_in(&one.north.admin).await;
        assert!(tab.contains("It is kept for"), "{tab}");
        assert_ne!(house.get(&format!("{here}/history"), By::Visit(&admin)).await.status, 200);
    }

    async fn s3_37_s3_38_each_of_the_staff_is_listed_with_a_way_in(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let operator = house.sign_in(&one.operator).await;
        let here = format!("/console/accounts/{}", one.north.account);
        let page = house.get(&here, By::Visit(&operator)).await.body;
        for who in [&one.north.admin, &one.north.user, &one.north.lost] {
            assert!(page.contains(&who.email), "{}", who.email);
            assert!(page.contains(&format!("name=\"user\" value=\"{}\"", who.id)), "Login beside {}", who.email);
        }
        assert!(page.contains("Primary admin"));
        let form = [("user", one.north.user.id.to_string()), ("return_to", here.clone())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let entered = house.post(&format!("{here}/login-as"), By::Visit(&operator), &form).await;
        assert_eq!((entered.status.as_u16(), entered.location()), (303, "/"), "{}", entered.body);
    }

    async fn s3_39_the_owner_is_whose_address_the_account_has(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let operator = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&operator);
        let edit = format!("/console/accounts/{}/edit", north.account);
        let form = |email: &'static str| [("name", "North"), ("email", email), ("phone", ""), ("time_zone", "UTC")];
        let refused = house.post(&edit, by, &form("nobody@elsewhere.example")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("nobody of North has this one") && refused.body.contains("nobody@elsewhere.example"), "{}", refused.body);

        // Another of its users becomes the owner, and the one before may go.
        let before = format!("/console/users/{}/disable", north.admin.id);
        assert_eq!(house.post(&before, by, &[]).await.status, 409, "E-03");
        let email: &'static str = north.user.email.clone().leak();
        assert_eq!(house.post(&edit, by, &form(email)).await.status, 303);
        assert_eq!(house.post(&before, by, &[]).await.status, 303);
        assert_eq!(house.post(&format!("/console/users/{}/disable", north.user.id), by, &[]).await.status, 409);
    }

    async fn s0_01_s0_02_s0_12_s0_19_access_is_given_at_the_organizations_own_address_and_can_be_withheld(stage: Stage) {
        let house = House::open(stage).await;
        let (one, two) = (&house.two.one, &house.two.two);
        let form = [("email", one.north.admin.email.as_str()), ("password", one.north.admin.password.as_str())];
        assert_eq!(house.post("/login", By::Nobody, &form).await.location(), "/");
        let admin = house.sign_in(&one.north.admin).await;
        assert_eq!(house.get("/", By::Visit(&admin)).await.status, 200);
        // Another organization's address is another portal.
        assert_ne!(house.get_at(&two.host, "/", By::Visit(&admin)).await.status, 200);
        let administrator = house.sign_in(&one.administrator).await;
        let lock = format!("/console/accounts/{}/lock", one.north.account);
        assert_eq!(house.post(&lock, By::Visit(&administrator), &[]).await.status, 303);
        assert_eq!(house.post("/login", By::Nobody, &form).await.status, 422);
    }

    async fn s0_09_s0_26_s0_28_s0_29_s0_43_a_client_admin_sees_and_changes_what_a_client_user_does_not(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        // The two kinds that ship, and no third.
        let kinds = house.get("/people/users/new", By::Visit(&admin)).await.body;
        assert!(kinds.contains("Client Admin") && kinds.contains("Client User"), "{kinds}");
        // All activity of the account, and its contacts, are the admin's.
        let edit = format!("/people/contacts/{}/edit", north.bob);
        let form = [("name", "Robert North"), ("title", ""), ("email", "bob@north.test"), ("phone", "")];
        assert_eq!(house.post(&edit, By::Visit(&user), &form).await.status, 403);
        assert_eq!(house.post(&edit, By::Visit(&admin), &form).await.status, 303);
        assert!(house.get("/people", By::Visit(&admin)).await.body.contains("Robert North"));
        assert!(house.get("/history", By::Visit(&admin)).await.body.contains("Robert North"));
        assert_eq!(house.get("/history", By::Visit(&user)).await.status, 403);
    }
}
