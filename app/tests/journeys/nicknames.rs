//! Nicknames of accounts: unique, protected from look-alikes and from others' use afterwards, and found by programs.

use serde_json::{Value, json};
use testkit::both_engines;

use crate::door::{By, House};

fn ids(answer: &Value) -> Vec<&str> {
    answer["data"].as_array().unwrap().iter().map(|account| account["id"].as_str().unwrap()).collect()
}

both_engines! {
    async fn s3_22_s3_57_programs_find_an_account_by_its_uid_and_by_its_nickname(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, uid) = (By::Visit(&visit), house.two.one.north.account.to_string());
        let path = format!("/api/v1/accounts/{uid}/nickname");
        let named = house.send_json("PUT", &path, by, r#"{"nickname":"North Side"}"#).await;
        assert_eq!((named.status.as_u16(), &named.json()["nickname"]), (200, &json!("north-side")), "{}", named.body);
        assert_eq!(ids(&house.get("/api/v1/accounts?nickname=North-Side", by).await.json()), [uid.as_str()]);
        assert_eq!(ids(&house.get("/api/v1/accounts?nickname=north", by).await.json()), Vec::<&str>::new(), "only the whole");
        for q in ["north-si", uid.as_str()] {
            assert_eq!(ids(&house.get(&format!("/api/v1/accounts?q={q}"), by).await.json()), [uid.as_str()], "{q}");
        }
        assert_eq!(house.get(&format!("/api/v1/accounts/{uid}"), by).await.json()["nickname"], "north-side");
        let page = house.get(&format!("/console/accounts/{uid}"), by).await.body;
        assert!(page.contains(&uid) && page.contains("north-side"), "{page}");
        let foreign = house.two.two.north.account;
        let elsewhere = format!("/api/v1/accounts/{foreign}/nickname");
        assert_eq!(house.send_json("PUT", &elsewhere, by, r#"{"nickname":"elsewhere"}"#).await.status, 404);
        let client = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.send_json("PUT", &path, By::Visit(&client), r#"{"nickname":"mine"}"#).await.status, 403);
        for (body, field) in [
            (r#"{"nickname":"ab"}"#, "nickname"),
            (r#"{"nickname":"admin"}"#, "nickname"),
            (r#"{"nickname":5}"#, "nickname"),
            (r#"{"nickname":"fine","name":"x"}"#, "name"),
        ] {
            let answer = house.send_json("PUT", &path, by, body).await;
            assert_eq!((answer.status.as_u16(), answer.json()["errors"][0]["field"].as_str()), (422, Some(field)), "{body}");
        }
    }

    async fn s3_55_s3_56_a_nickname_is_one_accounts_alone_also_after_it_was_given_up(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let page = |account: &kernel::AccountId| format!("/console/accounts/{account}/nickname");
        let rename = async |account: &kernel::AccountId, nickname: &str| {
            house.post(&page(account), by, &[("nickname", nickname)]).await
        };
        let saved = rename(&north.account, "Bill5").await;
        assert_eq!((saved.status.as_u16(), saved.location()), (303, format!("/console/accounts/{}", north.account).as_str()));
        for taken in ["bill5", "BILL5", "bi115", "bil-ls"] {
            let refused = rename(&south.account, taken).await;
            assert_eq!(refused.status, 422, "{taken}");
            assert!(refused.body.contains("Another client has this nickname") && refused.body.contains(taken), "{}", refused.body);
        }
        assert_eq!(rename(&north.account, "northern").await.status, 303);
        assert_eq!(rename(&south.account, "bill5").await.status, 422, "it was printed once");
        let lines = house.lines_of_history().await;
        assert_eq!(rename(&north.account, "northern").await.status, 303);
        assert_eq!(house.lines_of_history().await, lines, "the same again is no change");
        assert_eq!(rename(&north.account, "bill5").await.status, 303, "the account may take it back");
        assert_eq!(rename(&north.account, "").await.status, 303);
        let shown = house.get(&format!("/api/v1/accounts/{}", north.account), by).await.json();
        assert_eq!(shown["nickname"], json!(null));
        for wrong in ["ab", "-north", "support", "n/b", "12345"] {
            let refused = rename(&north.account, wrong).await;
            assert!(refused.status == 422 && refused.body.contains(&format!("value=\"{wrong}\"")), "{wrong}: {}", refused.body);
        }
        let elsewhere = house.sign_in(&house.two.two.operator).await;
        let path = format!("/api/v1/accounts/{}/nickname", house.two.two.north.account);
        let request = House::request("PUT", "two.test", &path, By::Visit(&elsewhere)).header("content-type", "application/json");
        let other = house.send(request.body(axum::body::Body::from(r#"{"nickname":"bill5"}"#)).unwrap()).await;
        assert_eq!(other.status, 200, "another organization has its own: {}", other.body);
        let shown = house.get(&format!("/console/accounts/{}", north.account), by).await.body;
        assert!(shown.contains("northern"), "the history tells of it: {shown}");
    }
}
