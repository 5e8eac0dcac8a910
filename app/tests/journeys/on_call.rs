//! On-call schedules through every door: the client’s form, the operator’s page, programs and telephone systems.

use crate::door::{Answer, By, House};
use serde_json::{Value, json};
use testkit::{Visit, both_engines};

type Form = Vec<(String, String)>;

/// Ann and Bob take turns by week, as the form posts it.
fn weekly(name: &str, members: &[String]) -> Form {
    let mut form: Form = [
        ("name", name),
        ("time_zone", "America/New_York"),
        ("fallback", ""),
        ("layers.0.name", ""),
        ("layers.0.begins", "2026-11-16"),
        ("layers.0.at", "08:00"),
        ("layers.0.turn_hours", "1"),
        ("layers.0.unit", "weeks"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    for (place, who) in members.iter().enumerate() {
        form.push((format!("layers.0.members.{place}"), who.clone()));
    }
    form
}

async fn post(house: &House, path: &str, who: &Visit, form: &[(String, String)], button: &str) -> Answer {
    let mut pairs: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pairs.push(("do", button));
    house.post(path, By::Visit(who), &pairs).await
}

/// What stands in a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

fn schedule_of(answer: &Answer) -> String {
    answer.location().split("schedule=").nth(1).unwrap_or_default().to_owned()
}

both_engines! {
    async fn s0_44_a_client_admin_makes_a_schedule_with_a_form_that_grows(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let (ann, bob) = (north.ann.to_string(), north.bob.to_string());
        let empty = house.get("/on_call", By::Visit(&admin)).await;
        assert!(empty.status == 200 && empty.body.contains("No on-call schedule yet"), "{}", empty.body);
        let asked = house.get("/on_call/new", By::Visit(&admin)).await;
        assert!(asked.status == 200 && asked.body.contains("Ann North") && !asked.body.contains("Ann South"));

        // What was typed stays when the form grows.
        let form = weekly("Doctors", &[ann.clone(), bob.clone()]);
        let grown = post(&house, "/on_call/new", &admin, &form, "add_layer").await;
        assert!(grown.status == 200 && grown.body.contains("layers.1.begins") && grown.body.contains("Doctors"));
        let times = post(&house, "/on_call/new", &admin, &form, "add_times.0").await;
        assert!(times.body.contains("layers.0.rules.0.from"), "{}", times.body);

        // What is wrong is said at its field.
        let nobody = post(&house, "/on_call/new", &admin, &weekly("", &[]), "save").await;
        assert_eq!(nobody.status, 422);
        for words in ["Choose who takes turns.", "field-name-error"] {
            assert!(nobody.body.contains(words), "{words}: {}", nobody.body);
        }
        let mut odd = weekly("Doctors", std::slice::from_ref(&ann));
        for (field, value) in [("layers.0.begins", "30/02/2026"), ("layers.0.turn_hours", "many"), ("time_zone", "Atlantis")] {
            odd.iter_mut().find(|(name, _)| name == field).unwrap().1 = value.to_owned();
        }
        let odd = post(&house, "/on_call/new", &admin, &odd, "save").await;
        assert!(odd.status == 422 && odd.body.contains("30/02/2026"), "{}", odd.body);

        let looked = post(&house, "/on_call/new", &admin, &form, "preview").await;
        let judged = "Of 3 calls that came in within the last 90 days, each would have reached somebody.";
        assert!(looked.body.contains(judged), "{}", looked.body);
        assert!(looked.body.contains("Somebody is on call at every hour of the next 90 days."), "{}", looked.body);
        let saved = post(&house, "/on_call/new", &admin, &form, "save").await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        for (path, who) in [
            (saved.location().to_owned(), &admin),
            (format!("/console/accounts/{}/on_call", north.account), &operator),
            (format!("/console/accounts/{}", north.account), &operator),
            (format!("/console/on_call/{}", schedule_of(&saved)), &operator),
        ] {
            let page = house.get(&path, By::Visit(who)).await;
            assert!(page.status == 200 && page.body.contains("until Monday 08:00, then Bob North"), "{path}: {}", page.body);
        }
        let list = house.get("/console/on_call", By::Visit(&operator)).await.body;
        assert!(list.contains("Doctors") && list.contains("North"), "{list}");
    }

    async fn gaps_are_shown_before_a_schedule_is_saved(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let admin = house.sign_in(&north.admin).await;
        let mut form = weekly("Nights", &[north.ann.to_string()]);
        for day in ["mon", "tue", "wed", "thu", "fri"] {
            form.push(("layers.0.rules.0.days".to_owned(), day.to_owned()));
        }
        form.push(("layers.0.rules.0.from".to_owned(), "evening".to_owned()));
        form.push(("layers.0.rules.0.until".to_owned(), "08:00".to_owned()));
        let wrong = post(&house, "/on_call/new", &admin, &form, "save").await;
        assert!(wrong.status == 422 && wrong.body.contains("Write a time of day such as 17:00."), "{}", wrong.body);
        form.iter_mut().find(|(name, _)| name.ends_with("0.from")).unwrap().1 = "17:00".to_owned();
        let asked = post(&house, "/on_call/new", &admin, &form, "save").await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        assert!(asked.body.contains("Nobody is on call") && asked.body.contains("Save with these gaps"), "{}", asked.body);
        assert_eq!(house.stage.number("SELECT count(*) FROM schedules", &[]).await, 0);
        form.push(("accepted".to_owned(), hidden(&asked.body, "accepted")));
        // These gaps were accepted, and no others.
        let mut others = form.clone();
        others.iter_mut().find(|(name, _)| name.ends_with("0.until")).unwrap().1 = "07:00".to_owned();
        assert_eq!(post(&house, "/on_call/new", &admin, &others, "save").await.status, 200);
        let saved = post(&house, "/on_call/new", &admin, &form, "save").await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let page = house.get("/on_call", By::Visit(&admin)).await.body;
        assert!(page.contains("Nobody is on call at these times of the next 90 days"), "{page}");

        // Somebody else changes it while the form is open.
        let edit = format!("/on_call/{}/edit", schedule_of(&saved));
        let opened = house.get(&edit, By::Visit(&admin)).await.body;
        form.push(("seen".to_owned(), hidden(&opened, "seen")));
        form.iter_mut().find(|(name, _)| name == "fallback").unwrap().1 = north.bob.to_string();
        house.stage.advance(kernel::Span::seconds(1));
        assert_eq!(post(&house, &edit, &admin, &form, "save").await.status, 303);
        form.iter_mut().find(|(name, _)| name == "name").unwrap().1 = "Evenings".to_owned();
        let late = post(&house, &edit, &admin, &form, "save").await;
        assert!(late.status == 409 && late.body.contains("Somebody else has changed this schedule meanwhile."), "{}", late.body);
    }

    async fn s0_11_somebody_else_is_put_on_call_and_taken_back(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let admin = house.sign_in(&north.admin).await;
        let saved = post(&house, "/on_call/new", &admin, &weekly("Doctors", &[north.ann.to_string()]), "save").await;
        let id = schedule_of(&saved);
        let path = format!("/on_call/{id}/override");
        let opened = house.get(&format!("{path}?from=2026-11-21T08:00&until=2026-11-21T17:00"), By::Visit(&admin)).await.body;
        assert!(opened.contains("2026-11-21T08:00") && opened.contains("Times of New York (EST)"), "{opened}");
        let bob = north.bob.to_string();
        let form = |who: &str, from: &str, until: &str| {
            vec![("contact".to_owned(), who.to_owned()), ("from".to_owned(), from.to_owned()), ("until".to_owned(), until.to_owned())]
        };
        let send = async |form: Form| {
            let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            house.post(&path, By::Visit(&admin), &pairs).await
        };
        for (who, from, until, words) in [
            ("", "2026-11-21T08:00", "2026-11-21T17:00", "Choose who is on call then."),
            (bob.as_str(), "soon", "2026-11-21T17:00", "Write a date and a time of day."),
            (bob.as_str(), "2026-11-21T17:00", "2026-11-21T08:00", "Choose an end that is after the beginning."),
            (&south.ann.to_string(), "2026-11-21T08:00", "2026-11-21T17:00", "Choose a contact of this account."),
        ] {
            let refused = send(form(who, from, until)).await;
            assert!(refused.status == 422 && refused.body.contains(words), "{words}: {}", refused.body);
        }
        assert_eq!(send(form(&bob, "2026-11-20T10:00", "2026-11-20T17:00")).await.status, 303);
        let page = house.get("/on_call?view=agenda", By::Visit(&admin)).await.body;
        assert!(page.contains("until 17:00, then Ann North") && page.contains("stands in"), "{page}");
        let taken = house.post(&format!("/on_call/{id}/take-back"), By::Visit(&admin), &[("override", &hidden(&page, "override"))]).await;
        assert_eq!(taken.status, 303, "{}", taken.body);
        let page = house.get("/on_call", By::Visit(&admin)).await.body;
        assert!(!page.contains("then Ann North") && page.contains("until further notice"), "{page}");

        // A Client User looks; the neighbour and the other organization find nothing.
        let user = house.sign_in(&north.user).await;
        let seen = house.get("/on_call", By::Visit(&user)).await;
        assert!(seen.status == 200 && seen.body.contains("Ann North") && !seen.body.contains("Put somebody else"), "{}", seen.body);
        assert_eq!(send_as(&house, &path, &user).await, 403);
        let neighbour = house.sign_in(&south.admin).await;
        assert_eq!(send_as(&house, &path, &neighbour).await, 404);
        for (path, status) in [
            (format!("/on_call?schedule={id}"), 404),
            (format!("/on_call/{id}/edit"), 404),
            (format!("/on_call/{id}/delete"), 404),
            ("/on_call?schedule=nonsense".to_owned(), 404),
            ("/on_call".to_owned(), 200),
        ] {
            assert_eq!(house.get(&path, By::Visit(&neighbour)).await.status.as_u16(), status, "{path}");
        }
        for bad in ["view=year", "day=soon", "day=9999-12-31"] {
            assert_eq!(house.get(&format!("/on_call?{bad}"), By::Visit(&admin)).await.status, 422, "{bad}");
        }
        for view in ["month", "week", "agenda"] {
            for day in ["2026-11-01", "2000-01-01", "2099-12-31", "2026-03-08"] {
                let page = house.get(&format!("/on_call?view={view}&day={day}"), By::Visit(&admin)).await;
                assert_eq!(page.status, 200, "{view} {day}");
            }
        }
        let gone = house.post(&format!("/on_call/{id}/delete"), By::Visit(&admin), &[]).await;
        assert_eq!((gone.status.as_u16(), gone.location()), (303, "/on_call"));
    }

    async fn s0_44_a_turn_is_offered_on_a_page_and_handed_over_by_a_program(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let (admin, ann) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        let members = [north.ann.to_string(), north.bob.to_string()];
        let id = schedule_of(&post(&house, "/on_call/new", &admin, &weekly("Doctors", &members), "save").await);
        let agenda = house.get("/on_call?view=agenda", By::Visit(&ann)).await.body;
        let path = format!("/on_call/{id}/turn");
        let link = format!("{path}?from=2026-11-20T10:00&#38;until=2026-11-23T08:00");
        assert!(agenda.contains(&link) && agenda.matches("Give away or swap").count() == 18, "{agenda}");
        let form = house.get(&link.replace("&#38;", "&"), By::Visit(&ann)).await.body;
        assert!(form.contains("This turn in “Doctors” is Ann North’s.") && form.contains("Bob North, Monday 08:00"), "{form}");
        for (name, value, words) in [
            ("until", "soon", "Write a date and a time of day."),
            ("until", "2026-11-24T08:00", "it is nobody’s alone"),
            ("to", "nobody", "Choose one of these people."),
            ("in_return", "later", "Choose one of these turns."),
        ] {
            let mut fields = vec![("from", "2026-11-20T10:00"), ("until", "2026-11-23T08:00")];
            fields.retain(|(known, _)| *known != name);
            fields.push((name, value));
            let refused = house.post(&path, By::Visit(&ann), &fields).await;
            assert!(refused.status == 422 && refused.body.contains(words), "{words}: {}", refused.body);
        }
        let evening = [("from", "2026-11-20T17:00"), ("until", "2026-11-20T23:00"), ("reason", "A concert")];
        let offered = house.post(&path, By::Visit(&ann), &evening).await;
        assert_eq!(offered.status, 303, "{}", offered.body);
        let page = house.get("/on_call", By::Visit(&ann)).await.body;
        assert!(page.contains("Ann North offers 17:00 – 23:00") && page.contains("Withdraw"), "{page}");
        let operator = house.sign_in(&house.two.one.operator).await;
        let seen = house.get(&format!("/console/on_call/{id}"), By::Visit(&operator)).await.body;
        assert!(seen.contains("Ann North offers 17:00 – 23:00"), "{seen}");
        for (answer, status) in [("maybe", 422), ("refuse", 403), ("accept", 409)] {
            let fields = [("turn", hidden(&page, "turn")), ("answer", answer.to_owned())];
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            let sent = house.post(&format!("/on_call/{id}/answer"), By::Visit(&ann), &fields).await;
            assert_eq!(sent.status.as_u16(), status, "{answer}: {}", sent.body);
        }

        let turns = format!("/api/v1/accounts/{}/turns", north.account);
        let turn = house.get(&turns, By::Visit(&admin)).await.json()["turns"][0].clone();
        assert_eq!((&turn["contact"], &turn["to"], &turn["from"]), (&json!(north.ann), &json!(null), &json!("2026-11-20T22:00:00Z")));
        let send = async |method: &str, path: &str, who: &Visit, body: Value| {
            let body = if body.is_null() { String::new() } else { body.to_string() };
            house.send_json(method, path, By::Visit(who), &body).await
        };
        let path = format!("/api/v1/turns/{}", turn["id"].as_str().unwrap());
        let accept = format!("{path}/accept");
        for (body, status) in [(json!({ "contact": "x" }), 422), (json!({}), 422), (json!({ "contact": south.ann }), 422), (json!({ "contact": north.bob }), 204), (json!({ "contact": north.bob }), 409)] {
            let answer = send("POST", &accept, &admin, body.clone()).await;
            assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.body);
        }
        let page = house.get("/on_call?view=agenda", By::Visit(&ann)).await.body;
        assert!(page.contains("17:00 – 23:00") && page.contains("stands in: A concert") && !page.contains("offers"), "{page}");

        // By program, too: a swap is asked, refused by nobody else, and withdrawn.
        let asks = format!("/api/v1/schedules/{id}/turns");
        let swap = json!({ "from": "2026-11-21T13:00:00Z", "until": "2026-11-22T13:00:00Z", "to": north.bob,
            "in_return": { "from": "2026-11-24T13:00:00Z", "until": "2026-11-25T13:00:00Z" } });
        for (field, value) in [("from", json!("x")), ("to", json!("x")), ("to", json!(south.ann)), ("in_return", json!({})), ("in_return", json!({ "from": "2026-11-21T13:00:00Z", "until": "2026-11-22T13:00:00Z" })), ("surprise", json!(1))] {
            let mut wrong = swap.clone();
            wrong[field] = value;
            assert_eq!(send("POST", &asks, &ann, wrong.clone()).await.status, 422, "{wrong}");
        }
        let made = send("POST", &asks, &ann, swap).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let path = format!("/api/v1/turns/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(send("POST", &format!("{path}/refuse"), &ann, Value::Null).await.status, 403);
        let neighbour = house.sign_in(&south.admin).await;
        assert_eq!(send("DELETE", &path, &neighbour, Value::Null).await.status, 404);
        assert_eq!(house.get(&turns, By::Visit(&neighbour)).await.status, 404);
        assert_eq!(send("DELETE", &path, &ann, Value::Null).await.status, 204);
        assert_eq!(send("DELETE", &path, &ann, Value::Null).await.status, 409);
    }

    async fn a_program_makes_reads_and_changes_schedules_and_a_telephone_system_asks_for_numbers(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        let contact = format!("/api/v1/contacts/{}", north.ann);
        assert_eq!(house.send_json("PATCH", &contact, By::Visit(&admin), r#"{"phone":"+15125550123"}"#).await.status, 200);
        let new = json!({
            "account": north.account, "name": "Doctors", "time_zone": "America/New_York", "fallback": north.ann,
            "layers": [{ "begins": "2026-11-20T08:00", "turn_hours": 24, "members": [north.ann, north.bob],
                "rules": [{ "days": ["mon", "fri"], "from": "08:00", "until": "17:00" }] }],
        });
        let send = async |method: &str, path: &str, who: &Visit, body: &Value| {
            let body = if body.is_null() { String::new() } else { body.to_string() };
            house.send_json(method, path, By::Visit(who), &body).await
        };
        for (field, value) in [
            ("name", json!("")),
            ("time_zone", json!("Mars")),
            ("account", json!(south.account)),
            ("fallback", json!("nobody")),
            ("layers", json!([{ "begins": "later", "turn_hours": 24, "members": [north.ann] }])),
            ("layers", json!([{ "begins": "2026-11-20T08:00", "turn_hours": 0, "members": [south.ann] }])),
            ("layers", json!([{ "begins": "2026-11-20T08:00", "turn_hours": 1, "colour": "red" }])),
            ("surprise", json!(1)),
        ] {
            let mut wrong = new.clone();
            wrong[field] = value;
            let refused = send("POST", "/api/v1/schedules", &admin, &wrong).await;
            assert_eq!(refused.status, 422, "{wrong}: {}", refused.body);
        }
        assert_eq!(send("POST", "/api/v1/schedules", &user, &new).await.status, 403);
        assert_eq!(send("POST", "/api/v1/schedules/preview", &user, &new).await.status, 403);
        let mut open = new.clone();
        open["fallback"] = json!(null);
        open["layers"][0]["rules"][0]["days"] = json!(["mon"]);
        let looked = send("POST", "/api/v1/schedules/preview", &admin, &open).await.json();
        assert_eq!((&looked["calls"]["count"], &looked["calls"]["nobody"]), (&json!(3), &json!(3)), "{looked}");
        assert_eq!(looked["calls"]["missed"], json!([{ "day": "fri", "hour": 9, "count": 3 }]));
        assert!(looked["covered"].as_i64().unwrap() < 10 && looked["gaps"].as_array().unwrap().len() > 10, "{looked}");
        for bad in ["?changes=x", "?day=1"] {
            assert_eq!(send("POST", &format!("/api/v1/schedules/preview{bad}"), &admin, &open).await.status, 422, "{bad}");
        }
        assert_eq!(house.get("/api/v1/schedules", By::Visit(&admin)).await.json()["total"]["count"], 0, "nothing was made");
        let made = send("POST", "/api/v1/schedules", &admin, &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let path = made.location().to_owned();
        let shown = house.get(&path, By::Visit(&user)).await.json();
        assert_eq!((&shown["layers"][0]["members"][1], &shown["layers"][0]["rules"][0]["days"]), (&json!(north.bob), &json!(["mon", "fri"])));
        let list = house.get("/api/v1/schedules?q=doct", By::Visit(&user)).await.json();
        assert_eq!((&list["data"][0]["name"], &list["total"]["count"]), (&json!("Doctors"), &json!(1)));

        let on_call = format!("/api/v1/accounts/{}/on-call", north.account);
        let now = house.get(&on_call, By::Visit(&user)).await.json()["schedules"][0].clone();
        assert_eq!((&now["now"]["phone"], &now["until"]), (&json!("+15125550123"), &json!("2026-11-23T13:00:00Z")), "as fallback, she goes on");
        let numbers = house.get(&format!("{on_call}/numbers"), By::Visit(&user)).await;
        assert_eq!((numbers.header("content-type"), numbers.body.as_str()), ("text/plain; charset=utf-8", "+15125550123\n"));
        let one = format!("{on_call}/numbers?schedule={}", shown["id"].as_str().unwrap());
        assert_eq!(house.get(&one, By::Visit(&user)).await.body, "+15125550123\n");
        assert_eq!(house.get(&format!("{on_call}/numbers?schedule=x"), By::Visit(&user)).await.status, 422);
        assert_eq!(house.get(&format!("{on_call}/numbers?number=x"), By::Visit(&user)).await.status, 422);

        let put = json!({ "contact": north.bob, "from": "2026-11-21T00:00:00Z", "until": "2026-11-21T06:00:00Z" });
        assert_eq!(send("POST", &format!("{path}/overrides"), &user, &put).await.status, 403);
        for wrong in [json!({}), json!({ "contact": north.bob, "from": "x", "until": "y" }), json!({ "contact": south.ann, "from": "2026-11-21T00:00:00Z", "until": "2026-11-21T06:00:00Z" })] {
            assert_eq!(send("POST", &format!("{path}/overrides"), &admin, &wrong).await.status, 422, "{wrong}");
        }
        let made = send("POST", &format!("{path}/overrides"), &admin, &put).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let range = format!("{path}/shifts?from=2026-11-20T23:00:00Z&until=2026-11-21T07:00:00Z");
        let shifts = house.get(&range, By::Visit(&user)).await.json()["shifts"].clone();
        let said: Vec<_> = shifts.as_array().unwrap().iter().map(|one| (one["source"].clone(), one["contact"]["name"].clone())).collect();
        assert_eq!(said, [(json!("fallback"), json!("Ann North")), (json!("override"), json!("Bob North")), (json!("fallback"), json!("Ann North"))]);
        for bad in ["from=x", "until=2020-01-01T00:00:00Z", "until=2031-01-01T00:00:00Z", "day=1"] {
            assert_eq!(house.get(&format!("{path}/shifts?{bad}"), By::Visit(&user)).await.status, 422, "{bad}");
        }
        let over = format!("/api/v1/overrides/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(send("DELETE", &over, &user, &Value::Null).await.status, 403);
        assert_eq!(send("DELETE", &over, &admin, &Value::Null).await.status, 204);
        assert_eq!(send("DELETE", &over, &admin, &Value::Null).await.status, 404);

        let changed = send("PATCH", &path, &admin, &json!({ "name": "Physicians", "fallback": null, "layers": [] })).await;
        assert_eq!(changed.status, 422, "nobody would be left: {}", changed.body);
        let changed = send("PATCH", &path, &admin, &json!({ "name": "Physicians", "layers": [] })).await.json();
        assert_eq!((&changed["name"], &changed["fallback"]), (&json!("Physicians"), &json!(north.ann)));

        // Out of reach is as what never was.
        let neighbour = house.sign_in(&south.admin).await;
        for (method, path) in [("GET", path.clone()), ("DELETE", path.clone()), ("GET", format!("{path}/shifts")), ("GET", on_call.clone()), ("GET", format!("{on_call}/numbers"))] {
            assert_eq!(send(method, &path, &neighbour, &Value::Null).await.status, 404, "{method} {path}");
        }
        assert_eq!(house.get("/api/v1/schedules", By::Visit(&neighbour)).await.json()["total"]["count"], 0);
        assert_eq!(send("DELETE", &path, &admin, &Value::Null).await.status, 204);
    }
}

async fn send_as(house: &House, path: &str, who: &Visit) -> u16 {
    let form = [("contact", "cont_x"), ("from", "2026-11-21T08:00"), ("until", "2026-11-21T17:00")];
    house.post(path, By::Visit(who), &form).await.status.as_u16()
}
