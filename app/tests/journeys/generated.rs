//! The printed tables: which route asks for what, and which role may do what. A change of either is seen in review.

use std::fmt::Write;
use std::path::PathBuf;

use crate::door::House;
use domain::access::{Key, roles};
use testkit::{Engine, Stage};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/generated").join(name)
}

#[expect(clippy::disallowed_methods, reason = "`make generate` asks for the files to be written")]
fn compare(name: &str, text: &str) {
    if std::env::var("PORTICO_GENERATE").is_ok() {
        std::fs::create_dir_all(file("")).unwrap();
        std::fs::write(file(name), text).unwrap();
    }
    let kept = std::fs::read_to_string(file(name)).unwrap_or_default();
    assert!(
        kept == text,
        "docs/generated/{name} is not up to date: run `make generate` and look at the difference"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn generated_routes_are_up_to_date_and_each_has_a_policy() {
    let house = House::open(Stage::open(Engine::Sqlite).await.unwrap()).await;
    let mut routes = portico::routes::table(&house.site);
    routes.sort_by_key(|route| (route.path, route.method));
    let mut text = String::from(
        "# Routes and what they ask for\n\nWritten by `make generate`.\n\n| route | asks for |\n|---|---|\n",
    );
    for route in &routes {
        writeln!(text, "| `{} {}` | {} |", route.method, route.path, route.policy.name()).unwrap();
    }
    compare("routes.md", &text);
    let open: Vec<_> =
        routes.iter().filter(|route| route.policy == web::Policy::Public).map(|route| route.path).collect();
    // What anybody may come to. This list only shrinks, or a person looks at it.
    let known = [
        "/ack/{token}",
        "/ack/{token}",
        "/api/v1/openapi.json",
        "/assets/{file}",
        "/b/{nickname}",
        "/b/{nickname}",
        "/b/{nickname}/sent",
        "/branding.css",
        "/calendar/{token}",
        "/forgot-password",
        "/forgot-password",
        "/in/sms/{token}",
        "/link/{token}",
        "/link/{token}",
        "/login",
        "/login",
        "/login/passkey",
        "/login/passkey/challenge",
        "/reset-password/{token}",
        "/reset-password/{token}",
        "/theme",
        "/unsubscribe/{token}",
        "/unsubscribe/{token}",
        "/w/{nickname}",
        "/w/{nickname}/form",
        "/w/{nickname}/form",
        "/w/{nickname}/sent",
        "/welcome/{token}",
        "/welcome/{token}",
        "/widget.js",
    ];
    assert_eq!(open, known);
}

#[test]
fn generated_roles_are_up_to_date() {
    let mut text = String::from(
        "# Roles and what they may do\n\nWritten by `make generate`.\n\n| permission | meaning |",
    );
    for preset in roles::PRESETS {
        write!(text, " {} |", preset.name).unwrap();
    }
    text.push_str("\n|---|---|");
    text.push_str(&"---|".repeat(roles::PRESETS.len()));
    text.push('\n');
    for key in Key::ALL {
        write!(text, "| `{}` | {} |", key.name(), key.meaning()).unwrap();
        for preset in roles::PRESETS {
            let reach = (preset.grants)().reach(*key).map_or("–", domain::access::Reach::name);
            write!(text, " {reach} |").unwrap();
        }
        text.push('\n');
    }
    compare("roles.md", &text);
}

#[test]
fn generated_openapi_is_up_to_date() {
    compare("openapi.json", &format!("{}\n", api::described()));
}
