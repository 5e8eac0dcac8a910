//! Contacts in the portal, in the console and through the API: how a person is reached, files, and doubles.

use serde_json::{Value, json};
use testkit::both_engines;

use crate::door::{By, House};

const FILE: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cleo <b>\r\nEMAIL:cleo@north.example\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Dan\r\nEND:VCARD\r\n";

both_engines! {
    async fn s0_09_s0_43_a_client_says_how_a_person_is_reached_and_operators_see_it_beside_the_call(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        let (by, here) = (By::Visit(&admin), format!("/people/contacts/{}", north.ann));
        let form = |step: &'static str, wrong: &'static str| vec![
            ("name", "Ann North"), ("title", "Owner"), ("email", "ann@north.example"), ("email_label", "work"),
            ("email_2", ""), ("phone", "512 555 0143"), ("phone_label", "work"), ("phone_2", wrong), ("phone_2_label", "mobile"),
            ("hours", "Mon–Fri 09:00–17:00"), ("groups", "Owners, Night staff"), ("note", "Rings <twice>."), ("step", step),
        ];
        let edit = format!("{here}/edit");
        // Without any script a button adds a row, another one moves one up, and nothing is saved by that.
        let more = house.post(&edit, by, &form("add.phone", "+49 30 901820")).await;
        assert!(more.status == 200 && more.body.contains("name=\"phone_3\""), "{}", more.body);
        let moved = house.post(&edit, by, &form("up.phone.1", "+49 30 901820")).await;
        assert!(moved.status == 200 && moved.body.contains("name=\"phone\" value=\"+49 30 901820\""), "{}", moved.body);
        let refused = house.post(&edit, by, &form("", "call me")).await;
        assert!(refused.status == 422 && refused.body.contains("href=\"#field-phone_2\""), "{}", refused.body);
        assert_eq!(house.post(&edit, by, &form("", "+49 30 901820")).await.location(), here);
        assert_eq!(house.post(&edit, by, &[("name", "Ann"), ("fax", "1")]).await.status, 422);
        let page = house.get(&here, By::Visit(&user)).await;
        for words in ["(512) 555-0143", "+49 30 901820", "Mobile", "Mon–Fri 09:00–17:00", "Night staff", "Rings &#60;twice&#62;."] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert!(!page.body.contains("/edit\""), "a Client User reads it");
        assert_eq!(house.post(&edit, By::Visit(&user), &form("", "")).await.status, 403);
        let list = house.get("/people/contacts?groups=owners", by).await.body;
        assert!(list.contains("Ann North") && !list.contains("Bob North"), "{list}");
        assert!(house.get("/people/contacts/filter", by).await.body.contains("Night staff"));

        let operator = house.sign_in(&house.two.one.operator).await;
        let board = house.get(&format!("/console/board/{}", north.account), By::Visit(&operator)).await.body;
        for words in ["Mon–Fri 09:00–17:00", "Night staff", "Rings &#60;twice&#62;.", "tel:+4930901820"] {
            assert!(board.contains(words), "{words}: {board}");
        }
        let page = house.get(&format!("/console/contacts/{}", north.ann), By::Visit(&operator)).await;
        assert!(page.status == 200 && page.body.contains("Write message"), "{}", page.body);
        let list = house.get(&format!("/console/contacts?account={}", north.account), By::Visit(&operator)).await.body;
        assert!(list.contains("Ann North") && list.contains("/contacts/new"), "{list}");

        // Taken out as a list and as cards, by whoever reaches them.
        let csv = house.get("/people/contacts/export.csv?columns=name,emails,phones,groups", by).await.body;
        assert!(csv.contains("\"'+15125550143 (work), +4930901820 (mobile)\""), "{csv}");
        let cards = house.get("/people/contacts/export.vcf", by).await;
        assert_eq!(cards.header("content-type"), "text/vcard; charset=utf-8");
        assert!(cards.body.matches("BEGIN:VCARD\r\n").count() == 2 && cards.body.contains("TEL;TYPE=cell;PREF=2:+4930901820\r\n"), "{}", cards.body);
        let own = house.get("/people/contacts/export.vcf", By::Visit(&user)).await.body;
        assert!(own.contains("NOTE:Rings <twice>.\r\n") && own.matches("BEGIN").count() == 1, "{own}");
        assert_eq!(house.get(&format!("/people/contacts/{}/card.vcf", north.bob), By::Visit(&user)).await.status, 404);
        let card = house.get(&format!("{here}/card.vcf"), By::Visit(&user)).await;
        assert!(card.body.contains("CATEGORIES:Owners,Night staff\r\n"), "{}", card.body);
    }

    async fn s0_09_a_file_is_looked_at_before_anything_is_added_and_doubles_are_merged(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        let (by, path) = (By::Visit(&admin), "/people/contacts/import");
        let count = async || house.stage.number("SELECT count(*) FROM contacts", &[]).await;
        let before = count().await;
        for wrong in ["", "what\nis this", "a\0b"] {
            let refused = house.upload(path, by, "contacts", wrong).await;
            assert!(refused.status == 422 && refused.body.contains("field-contacts-error"), "{wrong}: {}", refused.body);
        }
        assert_eq!(house.upload(path, by, "contacts", &"x".repeat(1_048_577)).await.status, 413);
        let looked = house.upload(path, by, "contacts", FILE).await;
        for words in ["1 contact would be added, 1 is left out", "Cleo &#60;b&#62;", "version 2.1", "Nothing is saved yet"] {
            assert!(looked.body.contains(words), "{words}: {}", looked.body);
        }
        assert_eq!(count().await, before);
        let confirmed = format!("{path}/confirmed");
        let done = house.upload(&confirmed, by, "contacts", FILE).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/people/contacts"), "{}", done.body);
        assert_eq!(count().await, before + 1);
        assert!(house.upload(path, by, "contacts", FILE).await.body.contains("0 contacts would be added"));
        assert_eq!(house.upload(&confirmed, By::Visit(&user), "contacts", FILE).await.status, 403);
        let neighbour = house.sign_in(&house.two.one.operator).await;
        let south = format!("/console/accounts/{}/contacts/import/confirmed", house.two.two.north.account);
        assert_eq!(house.upload(&south, By::Visit(&neighbour), "contacts", FILE).await.status, 404);

        // The same through the API, which says of each what became of it.
        let send = async |method: &str, path: &str, body: Value| {
            let body = if body.is_null() { String::new() } else { body.to_string() };
            house.send_json(method, path, by, &body).await
        };
        let at = format!("/api/v1/accounts/{}/contacts/import", north.account);
        let said = send("POST", &at, json!({ "file": FILE, "dry_run": true })).await.json();
        assert_eq!((&said["contacts"][0]["outcome"], &said["contacts"][1]["line"]), (&json!("known"), &json!(6)), "{said}");
        let double = json!({
            "account": north.account, "name": "Ann Again", "phones": [{ "label": "home", "value": "5125550143" }, { "value": "+4930901820" }],
            "groups": ["Owners"], "hours": "Mon", "note": "Late."
        });
        let made = send("POST", "/api/v1/contacts", double.clone()).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let other = made.json()["id"].clone();
        let mut both = double;
        both["phone"] = json!("5125550144");
        both["emails"] = json!([{ "label": "fax", "value": "x" }]);
        let wrong = send("POST", "/api/v1/contacts", both).await.json();
        let fields: Vec<&str> = wrong["errors"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["phone", "emails[0].label", "emails[0]"], "{wrong}");
        let ann = format!("/api/v1/contacts/{}", north.ann);
        let changed = send("PATCH", &ann, json!({ "phones": [{ "label": "work", "value": "5125550143" }], "groups": ["Staff"] })).await.json();
        assert_eq!((&changed["phone"], &changed["phones"][0]["label"]), (&json!("+15125550143"), &json!("work")), "{changed}");
        let changed = send("PATCH", &ann, json!({ "phone": "5125550199", "groups": null })).await.json();
        assert_eq!((&changed["phones"], &changed["groups"]), (&json!([{ "label": "work", "value": "+15125550199" }]), &json!([])));
        send("PATCH", &ann, json!({ "phone": "5125550143" })).await;
        let doubles = send("GET", &format!("/api/v1/accounts/{}/contacts/doubles", north.account), Value::Null).await.json();
        assert_eq!((doubles["data"].as_array().unwrap().len(), &doubles["data"][0]["same"]), (1, &json!(["phone"])));
        assert!(doubles.to_string().contains(&north.ann.to_string()) && doubles.to_string().contains(other.as_str().unwrap()), "{doubles}");
        let card = send("GET", &format!("{ann}/card"), Value::Null).await.json();
        assert!(card["vcard"].as_str().unwrap().contains("TEL;TYPE=work;PREF=1:+15125550143"), "{card}");

        // Merged by hand, after a question.
        let page = house.get("/people/contacts/doubles", by).await.body;
        assert!(page.contains("The same phone") && page.contains("Ann Again"), "{page}");
        let merge = format!("/people/contacts/{}/merge", north.ann);
        let with = other.as_str().unwrap();
        let asked = house.post(&merge, by, &[("with", with)]).await;
        assert!(asked.status == 200 && asked.body.contains("Merge Ann Again into Ann North?"), "{}", asked.body);
        assert_eq!(house.get(&merge, by).await.status, 200);
        assert_eq!(house.post(&merge, By::Visit(&user), &[("with", with), ("sure", "1")]).await.status, 403);
        let stranger = house.two.one.south.ann.to_string();
        assert_eq!(house.post(&merge, by, &[("with", &stranger), ("sure", "1")]).await.status, 404);
        assert_eq!(house.post(&merge, by, &[("with", with), ("sure", "1")]).await.location(), format!("/people/contacts/{}", north.ann));
        let after = send("GET", &ann, Value::Null).await.json();
        assert_eq!((after["phones"].as_array().unwrap().len(), &after["hours"], &after["note"]), (2, &json!("Mon"), &json!("Late.")), "{after}");
        let gone = send("POST", &format!("{ann}/merge"), json!({ "other": with })).await;
        assert_eq!(gone.status, 422, "{}", gone.body);
    }
}
