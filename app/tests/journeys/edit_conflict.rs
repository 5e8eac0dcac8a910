//! Two operators write at the same time: neither overwrites the other without knowing it, and nothing typed is lost.

use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn two_operators_who_edit_one_account_see_both_versions(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (theo, maya) = (house.sign_in(&one.operator).await, house.sign_in(&one.administrator).await);
        let path = format!("/console/accounts/{}/edit", one.north.account);
        let version = |body: &str| {
            let hidden = "name=\"version\" value=\"";
            let at = body.find(hidden).unwrap() + hidden.len();
            body[at..].split('"').next().unwrap().to_owned()
        };
        let seen = version(&house.get(&path, By::Visit(&maya)).await.body);
        let write = |name: &'static str, phone: &'static str, version: String| {
            vec![("name", name.to_owned()), ("email", one.north.admin.email.clone()), ("phone", phone.to_owned()), ("time_zone", "America/New_York".to_owned()), ("version", version)]
        };
        let post = |visit: testkit::Visit, form: Vec<(&'static str, String)>| {
            let (house, path) = (&house, path.clone());
            async move {
                let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
                house.post(&path, By::Visit(&visit), &form).await
            }
        };
        let saved = post(theo.clone(), write("North Dental", "+15125550123", seen.clone())).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let again = post(theo, write("North Dental", "+15125550123", seen.clone())).await;
        assert_eq!(again.status, 303, "a double click does it once, and is no quarrel");
        let late = post(maya.clone(), write("Northern Smiles", "+15125550199", seen)).await;
        assert_eq!(late.status, 409, "{}", late.body);
        assert!(late.body.contains("operator@one.test has changed this account while you were writing"), "{}", late.body);
        for both in ["value=\"Northern Smiles\"", "Business name is “North Dental” now.", "value=\"+15125550199\"", "Phone is “(512) 555-0123” now."] {
            assert!(late.body.contains(both), "{both}: {}", late.body);
        }
        assert!(!late.body.contains("Time zone is"), "what is the same is not mentioned");
        let lines = house.lines_of_history().await;
        let mine = post(maya, write("Northern Smiles", "+15125550199", version(&late.body))).await;
        assert_eq!((mine.status.as_u16(), house.lines_of_history().await), (303, lines + 1), "knowing it, one may");
    }
}
