//! Accounts from a file at the command line: as the page makes them, and taken back.

use serde_json::Value;

use crate::program::Program;

const FILE: &str = "Company;E-Mail;Tariff;Primary admin;Login\n\
                    Acme Dental;desk@acme.test;;Dana Reyes;dana@acme.test\n\
                    Bolt & Sons;nobody;;;\n\
                    =cmd();desk@c.test;Golden;;\n\
                    Dover Law;front@dover.test;;;\n";

fn opened() -> Program {
    let program = Program::new();
    program.says(&["init", "--organization", "One", "--email", "maya@example.com", "--name", "Maya"]);
    program.write("clients.csv", FILE);
    program
}

/// The answer of the API to whoever has this key.
fn ask(program: &Program, key: &str, path: &str) -> Value {
    let running = program.serve();
    let head = format!("GET /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {}\r\n", key.trim());
    let answer = running.ask(&head, "").unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
    let body = &body[body.find('{').unwrap()..=body.rfind('}').unwrap()];
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

fn undo_of(said: &str) -> String {
    said.split("--undo ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

#[test]
fn accounts_are_looked_at_made_once_and_taken_back() {
    let program = opened();
    let dry = program.says(&["import", "accounts", "clients.csv", "--dry-run"]);
    assert!(dry.contains("columns: name=Company,email=E-Mail,plan=Tariff"), "{dry}");
    assert!(dry.contains("4 lines read: 2 accounts would be made, 0 there already, 2 wrong"), "{dry}");
    assert!(dry.contains("line 3: Email “nobody”: ") && dry.contains("line 4: Plan “Golden”: "), "{dry}");
    assert!(!dry.contains("--undo"), "nothing was made that could be taken back: {dry}");

    let said = program.says(&["import", "accounts", "clients.csv", "--left-out", "mend.csv"]);
    assert!(said.contains("4 lines read: 2 accounts made, 0 there already, 2 wrong"), "{said}");
    let mend = std::fs::read_to_string(program.path("mend.csv")).unwrap();
    assert_eq!(mend.lines().count(), 3, "{mend}");
    assert!(mend.contains("\"'=cmd()\"") && mend.contains("\"nobody\""), "no spreadsheet runs it: {mend}");
    let first = undo_of(&said);

    let again = program.says(&["import", "accounts", "clients.csv", "--map", "plan="]);
    assert!(again.contains("4 lines read: 1 accounts made, 2 there already, 1 wrong"), "{again}");

    let permissions = "accounts.view,history.view,users.view";
    let key = program.says(&["key", "create", "--name", "look", "--permissions", permissions]);
    let found = ask(&program, &key, "/accounts");
    let mut names: Vec<&str> =
        found["data"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["=cmd()", "Acme Dental", "Dover Law"]);
    let history = ask(&program, &key, "/history?limit=100").to_string();
    for words in ["account.created", "accounts.brought", "job.asked", "account import", "Maya"] {
        assert!(history.contains(words), "{words}: {history}");
    }
    assert!(!history.contains("invitation.sent"), "nobody is invited unless it is said: {history}");

    let back = program.says(&["import", "accounts", "--undo", &first]);
    assert!(back.contains("2 accounts deleted, 0 stay"), "{back}");
    assert_eq!(ask(&program, &key, "/accounts")["data"].as_array().unwrap().len(), 1);
    let (code, _, said) = program.run(&["import", "accounts", "--undo", &first]);
    assert!(code == Some(1) && said.contains("No account of this import is left"), "{said}");
    assert!(program.says(&["verify"]).contains("unbroken"));
}

#[test]
fn a_file_of_many_accounts_is_made_to_its_end() {
    let program = opened();
    let lines: Vec<String> = (0..450).map(|n| format!("Client {n},desk{n}@many.test\n")).collect();
    program.write("many.csv", &format!("name,email\n{}", lines.concat()));
    let said = program.says(&["import", "accounts", "many.csv"]);
    assert!(said.contains("450 lines read: 450 accounts made"), "{said}");
    let again = program.says(&["import", "accounts", "many.csv", "--dry-run"]);
    assert!(again.contains("0 accounts would be made, 450 there already"), "{again}");
    let back = program.says(&["import", "accounts", "--undo", &undo_of(&said)]);
    assert!(back.contains("450 accounts deleted, 0 stay"), "{back}");
}

#[test]
fn what_cannot_be_imported_is_refused_in_one_line() {
    let program = opened();
    program.write("else.csv", "what,else\n1,2\n");
    program.write("empty.csv", "");
    let stranger = ["import", "accounts", "clients.csv", "--operator", "who@example.com"];
    let reader = ["user", "add", "--email", "theo@example.com", "--name", "Theo"];
    program.says(&reader);
    for (args, words) in [
        (&["import", "accounts", "/nonexistent.csv"][..], "/nonexistent.csv"),
        (&["import", "accounts", "else.csv"], "--map: Choose the column with the names"),
        (&["import", "accounts", "empty.csv"], "nothing in this file"),
        (&["import", "accounts", "clients.csv", "--map", "colour=Company"], "--map: “colour” is none of"),
        (&["import", "accounts", "clients.csv", "--map", "name=Firma"], "no column “Firma”"),
        (&["import", "accounts", "clients.csv", "--organization", "7"], "none with the number 7"),
        (&stranger, "--operator: There is no operator"),
        (&["import", "accounts", "--undo", "acct_1"], "--undo: This is no id"),
        (&["import", "accounts", "--undo", "imp_01k00000000000000000000000"], "--undo: "),
    ] {
        let (code, _, said) = program.run(args);
        assert_eq!(code, Some(1), "{args:?}: {said}");
        assert!(said.starts_with("portico: ") && said.contains(words), "{args:?}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{args:?}: {said}");
    }
    let (code, _, said) = program.run(&["import", "accounts"]);
    assert!(code == Some(2) && said.contains("FILE"), "{said}");
    let (code, _, said) = program.run(&["import", "accounts", "clients.csv", "--undo", "imp_1"]);
    assert!(code == Some(2) && said.contains("--undo"), "{said}");
}
