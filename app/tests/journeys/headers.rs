//! What every answer says to the browser, errors included.

use crate::door::{By, House};
use testkit::both_engines;

both_engines! {
    async fn every_answer_forbids_inline_code_frames_and_sniffing(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let client = house.sign_in(&house.two.one.north.user).await;
        for (path, by) in [
            ("/login", By::Nobody),
            ("/nowhere", By::Nobody),
            ("/assets/app.css", By::Nobody),
            ("/assets/nothing.css", By::Nobody),
            ("/calls", By::Nobody),
            ("/console/accounts", By::Visit(&operator)),
            ("/console/accounts/nonsense", By::Visit(&operator)),
            ("/console/keys", By::Visit(&operator)),
            ("/history", By::Visit(&client)),
            ("/calls?nonsense=1", By::Visit(&client)),
            ("/api/v1/session", By::Nobody),
            ("/api/v1/nowhere", By::Nobody),
        ] {
            let answer = house.get(path, by).await;
            let csp = answer.header("content-security-policy");
            for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"] {
                assert!(csp.contains(part), "{path}: {csp}");
            }
            assert!(!csp.contains("unsafe"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
            let private = !path.starts_with("/assets/app");
            assert_eq!(answer.header("cache-control") == "no-store", private, "{path}");
            assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
            for tell in ["<script>", "onclick=", "style=\"", "javascript:"] {
                assert!(!answer.body.contains(tell) || path.starts_with("/assets"), "{path} contains {tell}");
            }
        }
    }

    async fn on_https_cookies_are_for_this_host_only_and_the_browser_remembers_https(stage: Stage) {
        let mut house = House::open(stage).await;
        let mut site = house.site.clone();
        site.settings = std::sync::Arc::new(web::Settings { https: true, ..web::Settings::default() });
        house.router = portico::routes::router(&site);
        let admin = &house.two.one.north.admin;
        let form = [("email", admin.email.as_str()), ("password", admin.password.as_str())];
        let answer = house.post("/login", By::Nobody, &form).await;
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.starts_with("__Host-portico="), "{cookie}");
        assert!(cookie.contains("; Secure") && cookie.contains("; Path=/;"), "{cookie}");
        assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"));
    }
}
