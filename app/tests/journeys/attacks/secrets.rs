//! After a story in which every kind of password, token, code and key was made and used, they are searched for where
//! nobody may find them: in the database and its file, a backup, the log, the pages, and everybody else's letters.

use std::io::Write;
use std::sync::{Arc, Mutex};

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use domain::Location;
use domain::on_call;
use kernel::Span;
use testkit::{Delivered, Who, both_engines, code_at};
use tracing::instrument::WithSubscriber;

use crate::browser::Browser;
use crate::door::{Answer, By, House};
use crate::secure_link::lonely;

use super::tokens::{acknowledgement, replies};

/// Something that must stay between Portico and one person.
struct Secret {
    what: String,
    text: String,
    /// Whose letters have it.
    to: Option<String>,
}

struct Story<'a> {
    house: &'a House,
    secrets: Vec<Secret>,
    letters: Vec<Delivered>,
    /// What browsers were shown, with the path.
    shown: Vec<(String, String)>,
}

const COOKIES: [&str; 4] = [web::SESSION, web::LOGIN_AS, web::SECURE_LINK, "portico_device"];

impl Story<'_> {
    fn keep(&mut self, what: &str, text: &str, to: Option<&str>) {
        assert!(text.len() >= 6, "{what} is no secret: {text:?}");
        let to = to.map(str::to_owned);
        self.secrets.push(Secret { what: what.to_owned(), text: text.to_owned(), to });
    }

    async fn send(
        &mut self,
        browser: &mut Browser,
        method: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Answer {
        let answer = browser.send_form(self.house, method, path, form).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
        let seen = format!("{} {} {}", answer.location(), answer.header("etag"), answer.body);
        self.shown.push((path.to_owned(), seen));
        for name in COOKIES {
            let value = browser.cookie(name);
            if !value.is_empty() && !self.secrets.iter().any(|secret| secret.text == value) {
                self.keep(&format!("the cookie {name} of {path}"), &value, None);
            }
        }
        answer
    }

    async fn post(&mut self, browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(browser, "POST", path, form).await
    }

    async fn sign_in(&mut self, browser: &mut Browser, email: &str, password: &str) {
        self.keep("a password", password, None);
        self.post(browser, "/login", &[("email", email), ("password", password)]).await;
    }

    /// The letters that leave now.
    async fn deliver(&mut self) -> Vec<Delivered> {
        let letters = self.house.stage.deliver().await;
        self.letters.extend(letters.clone());
        letters
    }

    /// The last part of the link in a letter to this address, which leaves now.
    async fn link(&mut self, what: &str, to: &str) -> String {
        let letters = self.deliver().await;
        let letter = letters.iter().rev().find(|letter| letter.to == to && letter.text.contains("http"));
        let link = letter.unwrap_or_else(|| panic!("no letter to {to}: {letters:?}")).link();
        self.keep(what, link.rsplit('/').next().unwrap(), Some(to));
        link
    }

    async fn code(&mut self, what: &str, to: &str) -> String {
        let letters = self.deliver().await;
        let code = letters.iter().find(|letter| letter.to == to).expect("a letter").code();
        self.keep(what, &code, Some(to));
        code
    }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// Somebody new is invited twice, and comes in.
async fn an_invitation(story: &mut Story<'_>, operator: &mut Browser) {
    let (account, ida) = (story.house.two.one.north.account, "ida@north.test");
    let form = [("name", "Ida"), ("email", ida), ("title", ""), ("contact", "")];
    story.post(operator, &format!("/console/accounts/{account}/users/new"), &form).await;
    story.link("the link of an invitation", ida).await;
    let found = story
        .house
        .stage
        .text("SELECT CAST(count(*) AS TEXT) FROM users WHERE email = 'ida@north.test'", &[])
        .await;
    assert_eq!(found, "1");
    let list = story.send(operator, "GET", "/api/v1/users?q=ida@north.test", &[]).await.json();
    let again = format!("/console/users/{}/invite", list["data"][0]["id"].as_str().unwrap());
    story.post(operator, &again, &[]).await;
    let link = story.link("the link of another invitation", ida).await;
    let (mut browser, password) = (Browser::default(), "violet anchor 27 lamps");
    story.send(&mut browser, "GET", &link, &[]).await;
    story.post(&mut browser, &link, &[("password", password)]).await;
    story.sign_in(&mut browser, ida, "a wrong 99 password").await;
    story.sign_in(&mut browser, ida, password).await;
    assert_eq!(story.send(&mut browser, "GET", "/", &[]).await.status, 200);
}

/// A temporary password, codes by mail and by text message, a forgotten one, a changed one.
async fn passwords_and_codes(story: &mut Story<'_>, operator: &mut Browser, who: &Who) -> String {
    let temporary = "amber kettle 58 boats";
    let form = [("how", "type"), ("password", temporary), ("temporary", "on")];
    story.post(operator, &format!("/console/users/{}/password", who.id), &form).await;
    story.deliver().await;
    let stage = &story.house.stage;
    stage.tamper("UPDATE users SET email_verified_at = NULL WHERE id = ?1", db::params![who.id]).await;
    stage.tamper("UPDATE roles SET verification = 'both' WHERE preset = 'client_user'", &[]).await;
    let mut browser = Browser::default();
    story.sign_in(&mut browser, &who.email, temporary).await;
    let (own, number) = ("copper lantern 31 doves", "+15125550147");
    story.keep("a password", own, None);
    story.post(&mut browser, "/new-password", &[("password", own)]).await;
    story.deliver().await;
    for (way, to) in [("email", who.email.as_str()), ("sms", number)] {
        let asked = [("way", way), ("phone", number)];
        story.post(&mut browser, "/verify/send", if way == "sms" { &asked[..] } else { &asked[..1] }).await;
        let code = story.code("a code", to).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        story.post(&mut browser, "/verify", &[("way", way), ("code", wrong)]).await;
        story.post(&mut browser, "/verify", &[("way", way), ("code", &code)]).await;
    }
    assert_eq!(story.send(&mut browser, "GET", "/calls", &[]).await.status, 200);
    story.deliver().await;
    story.post(&mut Browser::default(), "/forgot-password", &[("email", &who.email)]).await;
    let link = story.link("the link of a forgotten password", &who.email).await;
    let (next, last) = ("silver walnut 64 tides", "golden thimble 45 reefs");
    story.keep("a password", next, None);
    let mut stranger = Browser::default();
    story.send(&mut stranger, "GET", &link, &[]).await;
    story.post(&mut stranger, &link, &[("password", next)]).await;
    story.sign_in(&mut browser, &who.email, next).await;
    story.keep("a password", last, None);
    let form = [("current", next), ("password", last)];
    assert_eq!(story.post(&mut browser, "/profile/password", &form).await.status, 303);
    story.deliver().await;
    last.to_owned()
}

/// An authenticator app, a code of it, and a recovery code.
async fn second_factors(story: &mut Story<'_>, who: &Who, password: &str) {
    let mut browser = Browser::default();
    story.sign_in(&mut browser, &who.email, password).await;
    story.post(&mut browser, "/profile/second-factor/begin", &[]).await;
    let page = story.send(&mut browser, "GET", "/profile/second-factor/confirm", &[]).await.body;
    let secret = between(&page, "<code>", "</code>")[0].to_owned();
    story.keep("the secret of an app", &secret.replace(' ', ""), None);
    let code = code_at(&secret, story.house.stage.house.now());
    story.keep("a code of an app", &code, None);
    let done = story.post(&mut browser, "/profile/second-factor/confirm", &[("code", &code)]).await;
    let recovery: Vec<String> =
        between(&done.body, "<li><code>", "</code>").into_iter().map(str::to_owned).collect();
    assert_eq!(recovery.len(), 10);
    for code in &recovery {
        story.keep("a recovery code", code, None);
    }
    story.house.stage.advance(Span::seconds(30));
    let code = code_at(&secret, story.house.stage.house.now());
    story.keep("a code of an app", &code, None);
    for code in [code.as_str(), recovery[0].as_str()] {
        let mut browser = Browser::default();
        story.sign_in(&mut browser, &who.email, password).await;
        let done = story.post(&mut browser, "/second-factor", &[("code", code)]).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/"), "{}", done.body);
        story.deliver().await;
    }
}

/// A key, a password that Portico made, a login as somebody, a link of an account.
async fn keys_and_links(story: &mut Story<'_>, operator: &mut Browser) {
    let one = &story.house.two.one;
    let mut browser = Browser::default();
    story.sign_in(&mut browser, &one.administrator.email, &one.administrator.password).await;
    let form = [("name", "Reports"), ("permissions", "calls.view"), ("days", "90")];
    let page = story.post(&mut browser, "/console/keys/new", &form).await.body;
    let start = page.find("portico_").expect("a key");
    let key = page[start..]
        .split(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)))
        .next()
        .unwrap()
        .to_owned();
    story.keep("a key", &key, None);
    for key in [key.as_str(), "portico_WRONGWRONGWRONGWRONGWRONGWRONGWRONGWRONGWRO"] {
        story.house.get("/api/v1/calls", By::Key(key)).await;
    }
    story.keep("a wrong key", "WRONGWRONGWRONGWRONGWRONGWRONGWRONGWRONGWRO", None);
    let body = serde_json::json!({ "account": one.south.account.to_string(), "name": "Nia", "email": "nia@south.test" });
    let by = testkit::Visit { token: operator.cookie(web::SESSION), purpose: kernel::Purpose::Session };
    let made = story.house.send_json("POST", "/api/v1/users", By::Visit(&by), &body.to_string()).await.json();
    story.keep("a password that was made", made["password"].as_str().expect("a password"), None);
    story.post(operator, &format!("/console/accounts/{}/login-as", one.north.account), &[]).await;
    assert!(!operator.cookie(web::LOGIN_AS).is_empty());
    assert_eq!(story.send(operator, "GET", "/calls", &[]).await.status, 200);
    let user = story.house.stage.actor(&one.south.user).await;
    let (_, calendar) =
        on_call::subscribe(&story.house.stage.house, &user.may().unwrap(), None).await.unwrap();
    story.keep("a calendar link", &calendar.reveal(), None);
    story.house.get(&format!("/calendar/{}.ics", calendar.reveal()), By::Nobody).await;
    let token = replies(story.house).await;
    story.keep("the address for replies", &token, None);
    let reply = [("From", "+15125550999"), ("Body", "OK")];
    assert_eq!(story.house.post(&format!("/in/sms/{token}"), By::Nobody, &reply).await.status, 200);
    let (_, link) = lonely(story.house, 1).await;
    story.keep("the link of an account", link.rsplit('/').next().unwrap(), None);
    let mut browser = Browser::default();
    story.send(&mut browser, "GET", &link, &[]).await;
    story.post(&mut browser, &link, &[]).await;
    assert_eq!(story.send(&mut browser, "GET", "/calls", &[]).await.status, 200);
    story.deliver().await;
    let link = acknowledgement(story.house).await;
    let token = link.rsplit('/').next().unwrap();
    story.keep("the link of a message", token, None);
    story.send(&mut browser, "GET", &link, &[]).await;
    assert_eq!(story.post(&mut browser, &link, &[]).await.status, 200);
}

async fn tell(house: &House) -> Story<'_> {
    let mut story = Story { house, secrets: Vec::new(), letters: Vec::new(), shown: Vec::new() };
    let one = &house.two.one;
    let mut operator = Browser::default();
    story.sign_in(&mut operator, &one.operator.email, &one.operator.password).await;
    an_invitation(&mut story, &mut operator).await;
    let password = passwords_and_codes(&mut story, &mut operator, &one.north.user).await;
    second_factors(&mut story, &one.north.user, &password).await;
    keys_and_links(&mut story, &mut operator).await;
    tracing::info!("the story is told");
    assert_eq!(story.send(&mut operator, "GET", "/console/operators/new", &[]).await.status, 403);
    story.post(&mut operator, "/console/logout", &[]).await;
    story
}

/// What a secret looks like in the places where it could lie.
fn shapes(secret: &Secret) -> Vec<Vec<u8>> {
    let text = secret.text.as_bytes();
    let mut shapes = vec![text.to_vec()];
    // Six digits are looked for as they stand: anything else would be found everywhere.
    if text.len() > 6 {
        let escaped: String = secret.text.replace(' ', "+");
        shapes.extend([escaped.into_bytes(), secret.text.replace(' ', "%20").into_bytes()]);
        shapes.extend([BASE64.encode(text).into_bytes(), HEXLOWER.encode(text).into_bytes()]);
    }
    let bare = secret.text.strip_prefix("portico_").unwrap_or(&secret.text);
    if let Ok(bytes) = BASE64URL_NOPAD.decode(bare.as_bytes())
        && bytes.len() == 32
    {
        shapes.extend([HEXLOWER.encode(&bytes).into_bytes(), bare.as_bytes().to_vec(), bytes]);
    }
    shapes
}

/// Bytes as a text of as many characters, which is searched much faster.
fn characters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// Whether it is there; digits only where no other digits surround them.
fn is_in(place: &str, shape: &str) -> bool {
    let digits = shape.bytes().all(|byte| byte.is_ascii_digit());
    let digit_at =
        |at: Option<usize>| at.and_then(|at| place.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let mut found = place.match_indices(shape).map(|(at, _)| at);
    found.any(|at| !digits || (!digit_at(at.checked_sub(1)) && !digit_at(Some(at + shape.len()))))
}

#[track_caller]
fn assert_absent(secrets: &[Secret], name: &str, place: &[u8]) {
    let place = characters(place);
    for secret in secrets {
        for shape in shapes(secret) {
            let shape = characters(&shape);
            let line = place.lines().find(|line| is_in(line, &shape)).unwrap_or_default();
            assert!(!is_in(&place, &shape), "{} ({}) lies in {name}: {line:.300}", secret.what, secret.text);
        }
    }
}

/// All values of all tables, by table and column.
async fn database(house: &House) -> Vec<(String, Vec<u8>)> {
    let mut columns = Vec::new();
    let mut tx = house.stage.database.read().await.unwrap();
    for column in db::catalogue(&house.stage.database).await.unwrap() {
        let name = column.split(' ').next().unwrap();
        let (table, column) = name.split_once('.').unwrap();
        let sql = format!("SELECT {column} FROM {table}");
        let values = tx
            .rows(&sql, &[], |row| {
                Ok(match row.value(0)? {
                    db::Value::Text(text) => text.as_bytes().to_vec(),
                    db::Value::Bytes(bytes) => bytes.to_vec(),
                    _ => Vec::new(),
                })
            })
            .await
            .unwrap();
        columns.push((name.to_owned(), values.join(&b'\n')));
    }
    columns
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

both_engines! {
    async fn asvs_16_2_5_no_secret_lies_where_somebody_else_could_find_it(stage: Stage) {
        let house = House::open(stage).await;
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            // The most that `--log` can ask for, of every crate.
            .with_max_level(tracing::Level::DEBUG)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let story = tell(&house).with_subscriber(subscriber).await;
        let secrets = &story.secrets;
        assert!(secrets.len() > 40, "the story is told: {}", secrets.len());

        let log = log.0.lock().unwrap().clone();
        assert!(String::from_utf8_lossy(&log).contains("the story is told"), "the log is listened to");
        assert_absent(secrets, "the log", &log);
        for (column, values) in database(&house).await {
            assert_absent(secrets, &column, &values);
        }
        for letter in &story.letters {
            let others: Vec<&Secret> =
                secrets.iter().filter(|secret| secret.to.as_deref() != Some(letter.to.as_str())).collect();
            for secret in others {
                let text = format!("{} {}", letter.subject, letter.text);
                assert!(!is_in(&text, &secret.text), "{} in a letter to {}: {text}", secret.what, letter.to);
            }
        }
        let mailed = secrets.iter().filter(|secret| secret.to.is_some());
        for secret in mailed {
            assert!(story.letters.iter().any(|letter| letter.text.contains(&secret.text)), "{} was sent", secret.what);
        }
        for (path, shown) in &story.shown {
            for secret in secrets.iter().filter(|secret| secret.what.starts_with("the cookie") || secret.what == "a password") {
                assert!(!is_in(shown, &secret.text), "{} is shown at {path}", secret.what);
            }
        }

        let folder = house.stage.directory().join(kernel::Token::new(&kernel::Dice::system()).reveal());
        std::fs::create_dir(&folder).unwrap();
        let file = folder.join("backup.db");
        domain::backup::backup(&house.stage.house, &file).await.unwrap();
        let mut files = vec![file];
        if let Location::File(database) = house.stage.location() {
            files.extend(["", "-wal"].map(|end| std::path::PathBuf::from(format!("{}{end}", database.display()))));
        }
        for path in files.iter().filter(|path| path.exists()) {
            let bytes = std::fs::read(path).unwrap();
            assert_absent(secrets, &path.display().to_string(), &bytes);
        }
        drop(std::fs::remove_dir_all(folder));
    }
}
