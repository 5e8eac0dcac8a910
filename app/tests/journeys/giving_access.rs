//! Giving people access, on the pages on which operators do it, and what each of them sees then.

use domain::access::Key;
use domain::access::roles::{CLIENT_ADMIN, CLIENT_USER, CONTACT, CUSTOMER};
use domain::organizations::settings::{InvitationMode, configure};
use serde_json::json;
use testkit::{Place, Visit, Who, both_engines};
use web::Policy;

use crate::door::{By, House};

const PORTAL_ACCESS: &str = "/console/settings/client/portal-access";
const GOOD: &str = "violet anchor 27 lamps";

/// The text to copy is shown, and nothing is sent.
async fn by_hand(house: &House) {
    let system = house.stage.system(house.two.one.org);
    configure(&house.stage.house, &system.may().unwrap(), |settings| {
        settings.invitations.mode = InvitationMode::Manual;
    })
    .await
    .unwrap();
}

async fn id_of(house: &House, by: By<'_>, address: &str) -> String {
    let list = house.get(&format!("/api/v1/users?q={address}"), by).await.json();
    list["data"][0]["id"].as_str().unwrap_or_else(|| panic!("{address}: {list}")).to_owned()
}

async fn enter(house: &House, address: &str, password: &str) -> Visit {
    house.stage.try_sign_in(house.two.one.org, address, password).await.unwrap()
}

/// Gives a user exactly these roles, and a contact.
async fn give(house: &House, who: &Who, place: &Place, roles: &[&str], contact: bool) {
    let operator = house.sign_in(&house.two.one.administrator).await;
    let changes = json!({ "roles": roles, "contact": contact.then(|| place.ann.to_string()) });
    let (path, changes) = (format!("/api/v1/users/{}", who.id), changes.to_string());
    let answer = house.send_json("PATCH", &path, By::Visit(&operator), &changes).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Every page of the portal that asks for a permission, and whether this visitor may open it.
async fn opens(house: &House, visit: &Visit) -> Vec<(Key, String, u16)> {
    let mut found = Vec::new();
    for route in portico::routes::table(&house.site) {
        let Policy::Needs(key) = route.policy else { continue };
        if route.method != "GET" || route.path.starts_with("/api/") || route.path.contains('{') {
            continue;
        }
        let answer = house.get(route.path, By::Visit(visit)).await;
        found.push((key, route.path.to_owned(), answer.status.as_u16()));
    }
    found
}

both_engines! {
    async fn s0_15_passing_access_on_by_hand_sends_nothing_and_shows_a_text_to_copy(stage: Stage) {
        let house = House::open(stage).await;
        by_hand(&house).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let client = [
            ("name", "West"),
            ("email", "dana.reyes@west.test"),
            ("time_zone", "America/Chicago"),
            ("access", "1"),
            ("role", "client_admin"),
        ];
        let ready = house.post("/console/accounts/new", By::Visit(&visit), &client).await;
        assert_eq!(ready.status, 200, "{}", ready.body);
        for words in ["Dear Dana,", "view or update important", "Login URL: http://one.test/login", "User ID: dana.reyes@west.test", "Password: "] {
            assert!(ready.body.contains(words), "{words}: {}", ready.body);
        }
        assert!(house.stage.deliver().await.is_empty(), "the client hears of it from the operator");
    }

    async fn s0_25_users_stands_in_the_menu_of_a_clients_row_and_leads_to_where_they_are_made(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let account = format!("/console/accounts/{}", house.two.one.north.account);
        let list = house.get("/console/accounts", by).await.body;
        assert!(list.contains(&format!("{account}#part-users")) && list.contains("Users"), "{list}");
        let page = house.get(&account, by).await.body;
        assert!(page.contains("id=\"part-users\"") && page.contains(&format!("{account}/users/new")), "{page}");
    }

    async fn s1_01_s1_05_s1_08_s1_15_s1_23_s1_30_portal_users_are_made_changed_and_deleted_on_one_page(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let page = house.get(PORTAL_ACCESS, by).await.body;
        for words in ["Actions", "Add New Portal User", "Delete…"] {
            assert!(page.contains(words), "S1-15: {words}");
        }
        let account = north.account.to_string();
        let nia = [("account", account.as_str()), ("email", "nia@north.test"), ("name", "Nia"), ("password", GOOD)];
        let added = house.post(&format!("{PORTAL_ACCESS}/new"), by, &nia).await;
        assert_eq!((added.status.as_u16(), added.location()), (303, PORTAL_ACCESS), "{}", added.body);
        assert!(house.get(PORTAL_ACCESS, by).await.body.contains("nia@north.test"));
        enter(&house, "nia@north.test", GOOD).await;
        let id = id_of(&house, by, "nia@north.test").await;
        let edit = format!("{PORTAL_ACCESS}/users/{id}");
        assert!(house.get(&edit, by).await.body.contains("value=\"nia@north.test\""));
        let changed = house.post(&edit, by, &[("email", "nina@north.test"), ("name", "Nina")]).await;
        assert_eq!(changed.location(), PORTAL_ACCESS, "{}", changed.body);
        let page = house.get(PORTAL_ACCESS, by).await.body;
        assert!(page.contains("nina@north.test") && !page.contains("nia@north.test"));
        let visit_of_nina = enter(&house, "nina@north.test", GOOD).await;
        assert!(house.stage.try_sign_in(house.two.one.org, "nia@north.test", GOOD).await.is_err(), "S1-08: the address is the name to sign in with");
        let deleted = house.post(&format!("{PORTAL_ACCESS}/delete/confirmed"), by, &[("id", &id), ("count", "1")]).await;
        assert_eq!(deleted.location(), PORTAL_ACCESS);
        assert!(!house.get(PORTAL_ACCESS, by).await.body.contains("nina@north.test"));
        assert_eq!(house.get("/", By::Visit(&visit_of_nina)).await.status, 303, "S1-40");
        let client = house.sign_in(&north.admin).await;
        for path in [PORTAL_ACCESS.to_owned(), format!("{PORTAL_ACCESS}/new"), edit] {
            assert_ne!(house.get(&path, By::Visit(&client)).await.status, 200, "{path}");
        }
    }

    async fn s2_03_s2_04_s2_20_s2_32_s2_33_users_and_contacts_are_made_on_the_clients_page(stage: Stage) {
        let house = House::open(stage).await;
        by_hand(&house).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let account = format!("/console/accounts/{}", north.account);
        let page = house.get(&account, by).await.body;
        for who in [&north.admin, &north.user, &north.lost] {
            assert!(page.contains(&who.email), "S2-03: {}", who.email);
        }
        assert!(page.contains("Add portal user") && page.contains("Add contact"), "S2-20");
        // S2-24: what was just made can be chosen at once.
        let made = house.post(&format!("{account}/contacts/new"), by, &[("name", "Cleo Contact"), ("email", "cleo@north.test"), ("phone", "(512) 555-0150")]).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let form = house.get(&format!("{account}/users/new"), by).await.body;
        assert!(form.contains("Cleo Contact"), "s2_24 a new contact is selectable without a reload: {form}");
        let start = form.find("Cleo Contact").unwrap();
        let value = form[..start].rfind("value=\"").unwrap() + "value=\"".len();
        let cleo = form[value..].split('"').next().unwrap().to_owned();
        let roles = house.get("/api/v1/roles", By::Visit(&house.sign_in(&house.two.one.administrator).await)).await.json();
        let role = roles["data"].as_array().unwrap().iter().find(|role| role["name"] == CONTACT).unwrap()["id"].as_str().unwrap().to_owned();
        let user = [("name", "Cleo"), ("email", "cleo@north.test"), ("contact", cleo.as_str()), ("roles", role.as_str()), ("password", GOOD)];
        let added = house.post(&format!("{account}/users/new"), by, &user).await;
        assert_eq!(added.status, 200, "{}", added.body);
        let visit_of_cleo = enter(&house, "cleo@north.test", GOOD).await;
        let own = house.get("/people", By::Visit(&visit_of_cleo)).await;
        assert!(own.status == 200 && own.body.contains("Cleo Contact") && !own.body.contains("Ann North"), "{}", own.body);
    }

    async fn s2_21_s2_29_a_new_user_belongs_to_the_customer_and_does_not_see_what_the_first_one_sees(stage: Stage) {
        let house = House::open(stage).await;
        by_hand(&house).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let path = format!("/console/accounts/{}/users/new", north.account);
        let form = house.get(&path, by).await.body;
        let none = form.find("No contact").unwrap();
        assert!(form[..none].ends_with("selected>") || form[none - 40..none].contains("selected"), "no contact is chosen");
        let checked: Vec<&str> = form.split("type=\"checkbox\"").filter(|part| part.contains(" checked")).collect();
        assert!(checked.len() == 1 && checked[0].contains(CLIENT_USER), "C-14: what is chosen is said before saving");
        let user = house.get("/api/v1/roles", By::Visit(&house.sign_in(&house.two.one.administrator).await)).await.json();
        let role = user["data"].as_array().unwrap().iter().find(|role| role["name"] == CLIENT_USER).unwrap()["id"].as_str().unwrap().to_owned();
        let nia = [("name", "Nia"), ("email", "nia@north.test"), ("roles", role.as_str()), ("password", GOOD)];
        assert_eq!(house.post(&path, by, &nia).await.status, 200);
        let id = id_of(&house, by, "nia@north.test").await;
        assert_eq!(house.get(&format!("/api/v1/users/{id}"), by).await.json()["contact"], json!(null));
        house.post(&format!("/console/users/{id}/vouch"), by, &[]).await;
        let (nia, admin) = (enter(&house, "nia@north.test", GOOD).await, house.sign_in(&north.admin).await);
        let calls = async |visit: &Visit| house.get("/calls", By::Visit(visit)).await.body.contains("Zoë Caller");
        assert!(calls(&admin).await && !calls(&nia).await);
    }

    async fn s2_06_s2_07_s2_08_whoever_is_linked_to_a_contact_opens_what_is_listed_and_nothing_of_the_account(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        give(&house, &north.user, north, &[CONTACT], true).await;
        let visit = house.sign_in(&north.user).await;
        let allowed = [Key::ContactsView, Key::MessagesView, Key::OnCallView, Key::OnCallSwap];
        let pages = opens(&house, &visit).await;
        assert!(pages.len() > 20);
        for (key, path, status) in pages {
            // Money will be a permission of its own; what is not listed is shut, whatever is built.
            let expected = if allowed.contains(&key) && !path.starts_with("/console") { 200 } else { 403 };
            if path.starts_with("/console") {
                assert_ne!(status, 200, "{path}");
            } else {
                assert_eq!(status, expected, "{path}");
            }
        }
        let messages = house.get("/messages", By::Visit(&visit)).await.body;
        assert_eq!(messages.matches("/messages/msg_").count(), 1, "S2-15: what is for Ann");
    }

    async fn s2_25_c_18_the_pages_of_the_link_and_of_signing_in_lead_to_the_password(stage: Stage) {
        let house = House::open(stage).await;
        let login = house.get("/login", By::Nobody).await.body;
        assert!(login.contains("name=\"password\"") && login.contains("href=\"/forgot-password\""), "{login}");
        let own = house.get("/my_profile", By::Nobody).await;
        assert_eq!(own.location(), "/login?return_to=%2Fmy_profile", "S2-26");
        // The page of a secure login link has the way to the password, too: a link with a user asks for it.
        let north = &house.two.one.north;
        let visit = house.sign_in(&north.user).await;
        let to = house.get("/forgot-password", By::Visit(&visit)).await;
        assert_eq!(to.location(), "/profile/password", "C-18");
    }

    async fn s4_14_s4_24_s4_25_s4_26_s4_28_s4_29_s4_30_s4_35_clients_are_listed_opened_changed_and_disabled(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let anywhere = house.get("/console/messages", by).await.body;
        assert!(anywhere.contains("href=\"/console/clients\""), "S4-14: it stands in the menu");
        let list = house.get("/console/clients", by).await.body;
        assert!(list.contains("Create New") && list.contains("/console/clients/new"));
        for who in [&north.admin, &north.user, &house.two.one.south.lost] {
            assert!(list.contains(&who.email), "S4-24, S4-26: {}", who.email);
        }
        assert!(!list.contains(&house.two.two.north.user.email));
        let profile = format!("/console/users/{}", north.user.id);
        assert!(list.contains(&format!("href=\"{profile}\"")), "S4-25");
        let page = house.get(&profile, by).await.body;
        assert!(page.contains(&format!("{profile}/edit")) && page.contains(&format!("{profile}/password")), "S4-27, S4-28");
        let edit = house.get(&format!("{profile}/edit"), by).await.body;
        assert!(edit.contains(&format!("value=\"{}\"", north.user.email)) && edit.contains("name=\"title\""));
        let written = [("name", "Ann"), ("email", "ann.new@north.test"), ("title", "Office manager")];
        assert_eq!(house.post(&format!("{profile}/edit"), by, &written).await.status, 303);
        let page = house.get(&profile, by).await.body;
        assert!(page.contains("ann.new@north.test") && page.contains("Office manager"), "S4-29, S4-30, and S4-41 below");
        let session = enter(&house, "ann.new@north.test", &north.user.password).await;
        assert_ne!(house.get("/profile", By::Visit(&session)).await.location(), "/login?return_to=%2Fprofile");
        assert_eq!(house.post(&format!("{profile}/disable"), by, &[]).await.status, 303);
        assert!(house.get("/profile", By::Visit(&session)).await.location().starts_with("/login"), "S4-35");
        assert!(house.stage.try_sign_in(house.two.one.org, "ann.new@north.test", &north.user.password).await.is_err());
        assert_eq!(house.post(&format!("{profile}/enable"), by, &[]).await.status, 303);
        enter(&house, "ann.new@north.test", &north.user.password).await;
    }

    async fn s4_31_s4_32_s4_33_lists_views_and_figures_are_those_of_the_roles(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        for (roles, calls, history) in [
            (&[][..], false, false),
            (&[CONTACT][..], false, false),
            (&[CLIENT_USER][..], true, false),
            (&[CUSTOMER][..], true, true),
            (&[CONTACT, CLIENT_ADMIN][..], true, true),
        ] {
            give(&house, &north.user, north, roles, true).await;
            let visit = house.sign_in(&north.user).await;
            let by = By::Visit(&visit);
            let home = house.get("/", by).await.body;
            for (list, may) in [("calls", calls), ("history", history)] {
                let status = if may { 200 } else { 403 };
                for page in ["", "/filter", "/columns", "/export.csv"] {
                    assert_eq!(house.get(&format!("/{list}{page}"), by).await.status, status, "{roles:?} {list}{page}");
                }
                assert_eq!(home.contains(&format!("href=\"/{list}\"")), may, "{roles:?}: the menu");
            }
            assert_eq!(home.contains("Calls today"), calls, "{roles:?}: the figures at home");
            let one = house.get(&format!("/calls/{}", north.calls.for_ann), by).await;
            assert_eq!(one.status == 200, calls, "{roles:?}: the view of one");
        }
    }

    async fn c_08_there_is_one_page_to_sign_in_on_and_each_lands_at_home(stage: Stage) {
        let house = House::open(stage).await;
        for (who, home) in [(&house.two.one.operator, "/console/accounts"), (&house.two.one.north.admin, "/"), (&house.two.one.north.user, "/")] {
            let form = [("email", who.email.as_str()), ("password", who.password.as_str())];
            let answer = house.post("/login", By::Nobody, &form).await;
            assert_eq!((answer.status.as_u16(), answer.location()), (303, home), "{}", who.email);
        }
    }

    async fn c_13_a_name_is_needed_and_the_window_makes_one_of_the_address(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let account = house.two.one.north.account.to_string();
        let path = format!("{PORTAL_ACCESS}/new");
        let nameless = [("account", account.as_str()), ("email", "ida.lind@north.test"), ("name", "")];
        assert_eq!(house.post(&path, by, &nameless).await.status, 422);
        let filled = house.post(&path, by, &[&nameless[..], &[("step", "contact")]].concat()).await;
        assert!(filled.status == 200 && filled.body.contains("value=\"Ida Lind\""), "{}", filled.body);
    }
}
