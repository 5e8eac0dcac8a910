//! A database server on another machine: the line to it is encrypted, and only a server that proves who it is gets data.

use domain::Location;
use testkit::{Engine, Stage};

use crate::program::Program;

/// The certificate of the authority that signed the test server's (see scripts/with-postgres).
#[expect(clippy::disallowed_methods, reason = "where the test server's authority is")]
fn authority() -> Option<String> {
    std::env::var("PORTICO_TEST_POSTGRES_AUTHORITY").ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_spoken_to_by_tls_if_its_address_says_so_and_its_certificate_is_good() {
    let Some(authority) = authority() else {
        return println!("not run: the test server has no certificate (see scripts/with-postgres)");
    };
    let Some(stage) = Stage::unmigrated(Engine::Postgres).await else { return };
    let Location::Server(url) = stage.location() else { panic!("a server") };
    let mark = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{mark}sslmode=require");
    let program = Program::new();
    let init = ["init", "--organization", "Harborline", "--email", "maya@example.com", "--data", "data"];
    let with = |authority: &str| {
        let environment = [
            ("PORTICO_DATABASE", url.as_str()),
            ("SSL_CERT_FILE", authority),
            ("PORTICO_ALLOW_WEAK_DURABILITY", "true"),
        ];
        program.run_plain(&init, &environment)
    };

    program.write("nobody.pem", "");
    let (code, _, said) = with("nobody.pem");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("trusts no certificate authority"), "{said}");
    let (code, said, complained) = with(&authority);
    assert_eq!(code, Some(0), "{complained}");
    assert!(said.contains("/welcome/"), "{said}");
}
