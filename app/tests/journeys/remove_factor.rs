//! `portico user remove-factor`: the way back in for an operator whom nobody else can help.

use crate::program::Program;
use domain::Location;
use domain::sign_in::factors;
use testkit::{Stage, TwoOfEverything, both_engines, code_at};

/// Where the program finds the data of the stage. The test server forgets when the power fails.
fn place(stage: &Stage) -> [String; 3] {
    let weak = "--allow-weak-durability".to_owned();
    match stage.location() {
        Location::File(file) => ["--data".to_owned(), file.parent().unwrap().display().to_string(), weak],
        Location::Server(url) => ["--database".to_owned(), url.clone(), weak],
    }
}

fn remove(
    program: &Program,
    stage: &Stage,
    email: &str,
    organization: &str,
) -> (Option<i32>, String, String) {
    let [option, place, weak] = place(stage);
    let args = [
        "user",
        "remove-factor",
        "--email",
        email,
        "--organization",
        organization,
        option.as_str(),
        &place,
        &weak,
    ];
    program.run_plain(&args, &[])
}

both_engines! {
    async fn issue_3_the_factors_of_an_operator_are_removed_at_the_machine(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = &all.one.operator;
        let (_, mut visit, _) = stage.with_passkey(operator, "one.test").await;
        let who = stage.resolve(&visit).await.unwrap();
        factors::begin(&stage.house, &who).await.unwrap();
        let secret = factors::pending(&mut stage.read().await, &who).await.unwrap().unwrap().secret;
        let made = factors::confirm(&stage.house, &who, &code_at(&secret, stage.house.now())).await.unwrap();
        visit.token = made.token.reveal();
        stage.deliver().await;

        let program = Program::new();
        for (email, organization, words) in [
            ("nonsense", "1", "--email"),
            ("nobody@one.test", "1", "no operator with this address"),
            (all.one.north.user.email.as_str(), "1", "no operator with this address"),
            (operator.email.as_str(), "2", "no operator with this address"),
            (operator.email.as_str(), "3", "none with the number 3"),
        ] {
            let (code, _, said) = remove(&program, &stage, email, organization);
            assert!(code == Some(1) && said.contains(words), "{email}: {said}");
            assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        }
        stage.resolve(&visit).await.unwrap();

        let (code, _, said) = remove(&program, &stage, &operator.email, "1");
        assert_eq!(code, Some(0), "{said}");
        assert!(stage.resolve(&visit).await.is_err(), "every session ended");
        for table in ["totp_factors", "recovery_codes", "passkeys"] {
            assert_eq!(stage.number(&format!("SELECT count(*) FROM {table}"), &[]).await, 0, "{table}");
        }
        let removed = "SELECT count(*) FROM events WHERE action = 'second_factor.removed'";
        assert_eq!(stage.number(removed, &[]).await, 1);
        let letters = "SELECT count(*) FROM outbox WHERE recipient = ?1 AND data LIKE '%removed by an operator%'";
        assert_eq!(stage.number(letters, db::params![operator.email.as_str()]).await, 1);
        assert_eq!(stage.signed_in(operator).await.step, None, "the password alone again");
        let (code, _, said) = remove(&program, &stage, &operator.email, "1");
        assert!(code == Some(1) && said.contains("has no second factor"), "{said}");
    }
}
