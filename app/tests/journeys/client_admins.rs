//! Client admins run their own people through the portal: invited, sent again, withdrawn, and shut with the switch; and
//! everybody chooses the letters that come.

use std::sync::Arc;

use domain::access::UsersManage;
use domain::notices::{Mailbox, Way, Ways};
use domain::organizations::settings::{InvitationMode, configure};
use domain::people::users::{self, Entry, NewMember};
use kernel::{Email, Name};
use testkit::both_engines;

use crate::door::{By, House};

/// The same house with text messages that leave it.
fn with_sms(mut house: House) -> House {
    let mailbox = Some(Mailbox::new(std::env::temp_dir().join("never-written")));
    let ways = Ways { email: Way::Mailbox, sms: Way::Mailbox, mailbox };
    house.site.settings = Arc::new(web::Settings { ways, ..(*house.site.settings).clone() });
    house.router = portico::routes::router(&house.site);
    house
}

async fn id_of(house: &House, address: &str) -> String {
    let operator = house.sign_in(&house.two.one.operator).await;
    let list = house.get(&format!("/api/v1/users?q={address}"), By::Visit(&operator)).await.json();
    list["data"][0]["id"].as_str().unwrap().to_owned()
}

both_engines! {
    async fn c_15_a_client_admin_invites_sends_again_and_withdraws_in_the_portal(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let visit = house.sign_in(&north.admin).await;
        let by = By::Visit(&visit);
        let form = house.get("/people/users/new", by).await;
        assert!(!form.body.contains("name=\"tell\""), "there is nothing to choose as it ships");
        let added = house.post("/people/users/new", by, &[("name", "Nia"), ("email", "nia@north.test")]).await;
        assert_eq!(added.location(), "/people", "{}", added.body);
        let nia = id_of(&house, "nia@north.test").await;
        let people = house.get("/people", by).await.body;
        assert!(people.contains("Being sent") && people.contains(&format!("/people/users/{nia}/withdraw")), "{people}");
        assert_eq!(house.stage.deliver_one().await.to, "nia@north.test");
        assert!(house.get("/people", by).await.body.contains("Pending"));
        let page = format!("/people/users/{nia}");
        assert_eq!(house.post(&format!("{page}/invite"), by, &[]).await.location(), "/people");
        assert_eq!(house.get(&format!("{page}/withdraw"), by).await.status, 200);
        assert_eq!(house.post(&format!("{page}/withdraw"), by, &[]).await.location(), "/people");
        assert!(house.stage.deliver().await.is_empty(), "it was withdrawn before it left");
        assert_eq!(house.post(&format!("{page}/withdraw"), by, &[]).await.status, 409, "there is none any more");
        // Nobody else does it, and not with another switch.
        let neighbour = house.sign_in(&south.admin).await;
        let client = house.sign_in(&north.user).await;
        for (path, post) in [("invite", true), ("withdraw", true), ("withdraw", false)] {
            let path = format!("{page}/{path}");
            let ask = async |by: By<'_>| if post { house.post(&path, by, &[]).await } else { house.get(&path, by).await };
            assert_eq!(ask(By::Visit(&neighbour)).await.status, 404, "{path}");
            assert_eq!(ask(By::Visit(&client)).await.status, 403, "{path}");
        }
        let operator = house.sign_in(&house.two.one.operator).await;
        let switch = format!("/console/accounts/{}/run-users", north.account);
        assert_eq!(house.post(&switch, By::Visit(&operator), &[("run", "no")]).await.status, 303);
        for path in ["/people/users/new", &format!("{page}/withdraw")] {
            assert_eq!(house.get(path, by).await.status, 403, "{path}");
            assert_eq!(house.post(path, by, &[]).await.status, 403, "{path}");
        }
        assert_eq!(house.post(&format!("{page}/invite"), by, &[]).await.status, 403);
        assert!(!house.get("/people", by).await.body.contains("withdraw"));
    }

    async fn c_15_all_who_can_sign_in_are_in_a_list_however_many_they_are(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let operator = house.stage.actor(&house.two.one.operator).await;
        let manage = operator.may::<UsersManage>().unwrap();
        for number in 0..100 {
            let new = NewMember {
                name: Name::parse(&format!("Person {number}")).unwrap(),
                email: Email::parse(&format!("person{number:03}@north.test")).unwrap(),
                title: String::new(),
                roles: Vec::new(),
                contact: None,
            };
            users::add_by(&house.stage.house, &manage, north.account, new, Entry::Invitation(None)).await.unwrap();
        }
        let visit = house.sign_in(&north.admin).await;
        let by = By::Visit(&visit);
        let people = house.get("/people", by).await.body;
        assert!(people.contains("href=\"/people/users\"") && people.contains("person000@north.test"), "{people}");
        assert!(!people.contains("person099@north.test"), "the first hundred by address");
        // The last one is found, and everything is done to them there that is done to the first.
        let found = house.get("/people/users?q=person099", by).await.body;
        let last = id_of(&house, "person099@north.test").await;
        for action in ["edit", "invite", "withdraw", "disable", "access"] {
            assert!(found.contains(&format!("/people/users/{last}/{action}")), "{action}: {found}");
        }
        assert!(!found.contains("person000@north.test") && !found.contains("Company"), "{found}");
        let own = house.get(&format!("/people/users?q={}", north.admin.email), by).await.body;
        assert!(own.contains("/access") && !own.contains("/disable"), "nobody disables themselves: {own}");
        let csv = house.get("/people/users/export.csv", by).await.body;
        assert!(csv.contains("person000@north.test") && csv.contains("person099@north.test"), "{csv}");
        assert!(!csv.contains(&south.admin.email), "a neighbour is nobody: {csv}");
        // The neighbour finds none of them, and a client without the right does not ask.
        let neighbour = house.sign_in(&south.admin).await;
        assert!(!house.get("/people/users?q=person099", By::Visit(&neighbour)).await.body.contains(&last));
        let client = house.sign_in(&north.user).await;
        for path in ["", "/filter", "/columns", "/export.csv"] {
            assert_eq!(house.get(&format!("/people/users{path}"), By::Visit(&client)).await.status, 403, "{path}");
            assert_eq!(house.get(&format!("/people/users{path}"), by).await.status, 200, "{path}");
        }
    }

    async fn c_04_by_sms_or_passed_on_where_the_organization_leaves_the_choice(stage: Stage) {
        let house = with_sms(House::open(stage).await);
        let north = &house.two.one.north;
        let system = house.stage.system(house.two.one.org);
        configure(&house.stage.house, &system.may().unwrap(), |settings| {
            settings.invitations.mode = InvitationMode::Ask;
            settings.invitations.by_sms = true;
        })
        .await
        .unwrap();
        let visit = house.sign_in(&north.admin).await;
        let by = By::Visit(&visit);
        let form = house.get("/people/users/new", by).await.body;
        assert!(form.contains("An invitation by SMS") && form.contains("I pass it on myself"), "{form}");
        let nia = |rest: &[(&'static str, &'static str)]| {
            [&[("name", "Nia"), ("email", "nia@north.test")][..], rest].concat()
        };
        let refused = house.post("/people/users/new", by, &nia(&[("tell", "sms"), ("mobile", "12")])).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("field-mobile-error"), "{}", refused.body);
        let added = house.post("/people/users/new", by, &nia(&[("tell", "sms"), ("mobile", "(512) 555-0160")])).await;
        assert_eq!(added.location(), "/people", "{}", added.body);
        let letter = house.stage.deliver_one().await;
        assert_eq!(letter.to, "+15125550160");
        assert_eq!(house.get(&letter.link(), By::Nobody).await.status, 200);
        let passed = [("name", "Ned"), ("email", "ned@north.test"), ("tell", "pass_on")];
        let shown = house.post("/people/users/new", by, &passed).await;
        assert_eq!(shown.status, 200);
        assert!(shown.body.contains("Shown only now"));
        // An operator's forms have the same question.
        let operator = house.sign_in(&house.two.one.operator).await;
        for path in ["/console/accounts/new", &format!("/console/accounts/{}/users/new", north.account)] {
            assert!(house.get(path, By::Visit(&operator)).await.body.contains("An invitation by SMS"), "{path}");
        }
    }

    async fn c_05_the_wizard_says_what_the_invitation_brings_and_the_settings_decide(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let here = "/console/settings/client/invitations";
        assert!(!house.get(here, by).await.body.contains("name=\"include_password\" value=\"1\" checked"), "off as it ships");
        let on = [("mode", "automatic"), ("include_password", "1")];
        assert_eq!(house.post(here, by, &on).await.status, 303);
        let client = [
            ("name", "West"),
            ("email", "dana@west.test"),
            ("time_zone", "America/Chicago"),
            ("access", "1"),
            ("role", "client_admin"),
        ];
        let ready = house.post("/console/accounts/new", by, &client).await;
        assert_eq!(ready.status, 200, "{}", ready.body);
        assert!(ready.body.contains("with a temporary password that is good once and for 72 hours"), "{}", ready.body);
        assert!(!ready.body.contains("Shown only now"), "it is made when the letter leaves");
        let letter = house.stage.deliver_one().await;
        let line = letter.text.lines().find_map(|line| line.strip_prefix("Password: ")).unwrap().to_owned();
        let visit = house.stage.try_sign_in(house.two.one.org, "dana@west.test", &line).await.unwrap();
        let step = house.get("/calls", By::Visit(&visit)).await;
        assert!(step.location().starts_with("/new-password"), "{}", step.location());
        let own = [("password", "violet anchor 27 lamps")];
        assert_eq!(house.post("/new-password", By::Visit(&visit), &own).await.status, 303);
        let operator = house.sign_in(&house.two.one.operator).await;
        assert_eq!(house.post(here, By::Visit(&operator), &on).await.status, 403);
    }

    async fn s2_22_the_arrow_on_a_users_row_opens_the_password_section(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let account = format!("/console/accounts/{}", north.account);
        let page = house.get(&account, by).await.body;
        let arrow = format!("{account}?password={}#users-{}", north.user.id, north.user.id);
        assert!(page.contains(&arrow), "{page}");
        assert!(!page.contains("row-more"));
        let open = house.get(&format!("{account}?password={}", north.user.id), by).await.body;
        assert!(open.contains("row-more") && open.contains("Suggest a strong password"), "{open}");
        assert!(open.contains("At least 12 characters") && open.contains("chevron-up"), "{open}");
        assert_eq!(open.matches("row-more").count(), 1);
        for nobody in [house.two.one.south.user.id.to_string(), "usr".to_owned()] {
            let other = house.get(&format!("{account}?password={nobody}"), by).await;
            assert!(other.status == 200 && !other.body.contains("row-more"), "{nobody}");
        }
        let to = format!("/console/users/{}/password", north.user.id);
        let weak = [("how", "type"), ("password", "password1234"), ("temporary", "1"), ("return_to", account.as_str())];
        let refused = house.post(&to, by, &weak).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(&format!("value=\"{account}\"")), "the way back is kept");
        let good = [("how", "type"), ("password", "violet anchor 27 lamps"), ("temporary", "1"), ("return_to", account.as_str())];
        assert_eq!(house.post(&to, by, &good).await.location(), account);
        house.stage.try_sign_in(house.two.one.org, &north.user.email, "violet anchor 27 lamps").await.unwrap();
        let away = [("how", "send"), ("return_to", "https://elsewhere.test/")];
        assert_eq!(house.post(&to, by, &away).await.location(), format!("/console/users/{}", north.user.id));
    }

    async fn s4_42_everybody_chooses_letters_in_the_own_profile_and_those_about_signing_in_stay(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&north.user).await;
        let by = By::Visit(&visit);
        assert!(house.get("/profile", by).await.body.contains("/profile/notifications"));
        let page = house.get("/profile/notifications", by).await.body;
        assert!(page.contains("name=\"new_message\"") && !page.contains("name=\"password_changed\""), "{page}");
        assert!(page.contains("They cannot be switched off.") && page.contains("Password changed"), "{page}");
        let saved = house.post("/profile/notifications", by, &[("new_message", "email")]).await;
        assert_eq!(saved.location(), "/profile", "{}", saved.body);
        let profile = house.get("/profile", by).await.body;
        assert!(profile.contains("New message by Email"), "S4-41: it is in the history of the profile: {profile}");
        for wrong in [("new_message", "pigeon"), ("new_message", "sms"), ("password_changed", "email")] {
            assert_eq!(house.post("/profile/notifications", by, &[wrong]).await.status, 422, "{wrong:?}");
        }
        let operator = house.sign_in(&house.two.one.operator).await;
        let own = house.get("/console/profile/notifications", By::Visit(&operator)).await;
        assert!(own.status == 200 && own.body.contains("There is nothing to choose for you now."), "{}", own.body);
        assert_eq!(house.get("/profile/notifications", By::Nobody).await.status, 303);
    }

    async fn the_support_page_is_shut_with_its_switch(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&north.admin).await;
        let by = By::Visit(&visit);
        assert_eq!(house.get("/people/support", by).await.status, 200);
        let operator = house.sign_in(&house.two.one.operator).await;
        let switch = format!("/console/accounts/{}/see-support", north.account);
        assert_eq!(house.post(&switch, By::Visit(&operator), &[("see", "no")]).await.status, 303);
        assert_eq!(house.get("/people/support", by).await.status, 403);
        assert!(!house.get("/people", by).await.body.contains("/people/support"));
        assert_eq!(house.post(&switch, By::Visit(&operator), &[("see", "perhaps")]).await.status, 422);
        assert_eq!(house.post(&switch, by, &[("see", "yes")]).await.status, 404, "the console is not there for a client");
        let administrator = house.sign_in(&house.two.one.administrator).await;
        house.post(&switch, By::Visit(&operator), &[("see", "yes")]).await;
        assert_eq!(house.get("/people/support", by).await.status, 200);
        house.post("/console/settings/clients", By::Visit(&administrator), &[("run_users", "1")]).await;
        assert_eq!(house.get("/people/support", by).await.status, 403, "for all accounts");
        assert_eq!(house.get("/people/users/new", by).await.status, 200);
    }

    async fn an_invitation_is_withdrawn_in_the_console_and_by_the_api(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let form = [("name", "Nia"), ("email", "nia@north.test")];
        let path = format!("/console/accounts/{}/users/new", north.account);
        assert_eq!(house.post(&path, by, &form).await.status, 303);
        let nia = id_of(&house, "nia@north.test").await;
        let page = format!("/console/users/{nia}");
        assert!(house.get(&page, by).await.body.contains("Withdraw invitation"));
        assert_eq!(house.get(&format!("{page}/invitation/withdraw"), by).await.status, 200);
        assert_eq!(house.post(&format!("{page}/invitation/withdraw"), by, &[]).await.location(), page);
        assert!(house.stage.deliver().await.is_empty());
        let api = format!("/api/v1/users/{nia}/invitation");
        assert_eq!(house.send_json("PUT", &api, by, "").await.json()["by"], "email");
        assert_eq!(house.send_json("DELETE", &api, by, "").await.status, 204);
        assert_eq!(house.send_json("DELETE", &api, by, "").await.status, 409);
        assert_eq!(house.get(&api, by).await.json()["state"], "none");
        let foreign = house.sign_in(&house.two.two.operator).await;
        let elsewhere = House::request("DELETE", "two.test", &api, By::Visit(&foreign))
            .header("sec-fetch-site", "same-origin")
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(house.send(elsewhere).await.status, 404);
    }
}
