//! How fast the list of calls could be at best on this machine: the same three queries and the same page as the
//! portal's, and nothing else. No policy, no filters, no history, no headers. `make bench` measures it beside
//! Portico.
//!
//!     floor DATA/portico.db 127.0.0.1:8081
//!     floor postgres://user:password@host/name 127.0.0.1:8081

use std::process::ExitCode;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Html;
use axum::routing::get;
use axum::serve::ListenerExt;
use db::{Database, Location, Row, Tx, params};
use jiff::tz::TimeZone;
use kernel::{AccountId, AnyId, CallId, Formats, Local, OrgId, Purpose, Timestamp, Token};
use uuid::Uuid;
use web::format;
use web::ui::{
    Cell, Choice, Column, Door, Empty, MenuItem, QuickFilter, Row as TableRow, SearchBox, Shell, Sort,
    TableView, Tone, Who, icon,
};

/// A session, its person, place and organization: the statement of every page of the portal.
const SESSION: &str = "SELECT s.org_id, s.id, s.user_id, s.account_id, s.operator_id, s.operator_session_id, s.mode,
        s.return_to, s.seen_at, s.idle_micros, s.ends_at, u.kind, u.name, u.email, u.disabled_at, m.id,
        m.contact_id, a.name, a.time_zone, a.locked_at, g.name, g.host, g.region, g.time_zone, g.accent,
        r.name, r.grants, g.settings, u.time_zone, u.date_format, u.time_format, p.id, a.run_users + 2 * a.see_support + 4 * a.recordings
        + 8 * a.business_page,
        w.temporary_until, u.email_verified_at, u.phone, u.phone_verified_at, r.verification,
        t.confirmed_at, s.proved_at, s.factor_at, r.second_factor, m.disabled_at,
        (SELECT count(*) FROM memberships e WHERE e.org_id = s.org_id AND e.user_id = s.user_id)
    FROM sessions s
    JOIN organizations g ON g.org_id = s.org_id
    JOIN users u ON u.org_id = s.org_id AND u.id = s.user_id
    LEFT JOIN photos p ON p.org_id = s.org_id AND p.user_id = s.user_id
    LEFT JOIN passwords w ON w.org_id = s.org_id AND w.user_id = s.user_id
    LEFT JOIN totp_factors t ON t.org_id = s.org_id AND t.user_id = s.user_id
    LEFT JOIN memberships m ON m.org_id = s.org_id AND m.user_id = s.user_id AND m.account_id = s.account_id
    LEFT JOIN accounts a ON a.org_id = s.org_id AND a.id = s.account_id
    LEFT JOIN membership_roles h ON h.org_id = s.org_id AND h.user_id = s.user_id AND h.account_id = s.account_id
    LEFT JOIN operator_roles o ON o.org_id = s.org_id AND o.user_id = s.user_id
    LEFT JOIN roles r ON r.org_id = s.org_id AND r.id = COALESCE(h.role_id, o.role_id)
    WHERE s.token_hash = ?1";

const COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM calls r
    JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id
    LEFT JOIN contacts k ON k.org_id = r.org_id AND k.id = r.contact_id
    WHERE r.org_id = ?1 AND r.account_id = ?2 LIMIT 1001) AS counted";

const PAGE: &str =
    "SELECT r.id, r.started_at, r.from_name, r.from_number, r.contact_id, k.name, r.state, r.duration
    FROM calls r
    JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id
    LEFT JOIN contacts k ON k.org_id = r.org_id AND k.id = r.contact_id
    WHERE r.org_id = ?1 AND r.account_id = ?2
    ORDER BY r.started_at DESC, r.id DESC LIMIT 26";

/// Calls on one page.
const ROWS: usize = 25;

/// The same template as the portal's.
#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    shell: Shell,
    table: TableView,
}

struct Visitor {
    org: OrgId,
    account: AccountId,
    account_name: String,
    zone: String,
    organization: String,
    accent: String,
    name: String,
    email: String,
    role: String,
}

struct Call {
    id: Uuid,
    at: Timestamp,
    name: String,
    number: String,
    contact: Option<String>,
    state: String,
    seconds: i64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let (Some(data), Some(listen)) = (words.next(), words.next()) else {
        eprintln!("floor DATABASE ADDRESS:PORT");
        return ExitCode::FAILURE;
    };
    match serve(data, &listen).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("floor: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(data: String, listen: &str) -> Result<(), Box<dyn std::error::Error>> {
    let location =
        if data.starts_with("postgres") { Location::Server(data) } else { Location::File(data.into()) };
    let database = Database::open(&location).await?;
    let listener = tokio::net::TcpListener::bind(listen).await?.tap_io(|stream| {
        // A failure only makes answers slower.
        let _ = stream.set_nodelay(true);
    });
    let router = Router::new()
        .route("/calls", get(calls))
        .route("/readyz", get(|| async { "ready\n" }))
        .with_state(database);
    Ok(axum::serve(listener, router).await?)
}

async fn calls(State(database): State<Database>, headers: HeaderMap) -> Result<Html<String>, StatusCode> {
    let token = token(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let html = page(&database, &token).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    html.map(Html).ok_or(StatusCode::UNAUTHORIZED)
}

fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|pair| Token::parse(pair.trim().strip_prefix("portico=")?))
}

async fn page(database: &Database, token: &Token) -> db::Result<Option<String>> {
    let mut tx = database.read().await?;
    let Some(visitor) = tx.row(SESSION, params![&token.hash(Purpose::Session)], read_visitor).await? else {
        return Ok(None);
    };
    let count = count(&mut tx, &visitor).await?;
    let calls = tx.rows(PAGE, params![visitor.org, visitor.account], read_call).await?;
    drop(tx);
    let page = ListPage { shell: shell(&visitor), table: table(&visitor, count, &calls) };
    Ok(page.render().ok())
}

async fn count(tx: &mut Tx, visitor: &Visitor) -> db::Result<i64> {
    let count = tx.row(COUNT, params![visitor.org, visitor.account], |row| row.get(0)).await?;
    Ok(count.unwrap_or(0))
}

fn read_visitor(row: &Row<'_>) -> db::Result<Visitor> {
    Ok(Visitor {
        org: row.get(0)?,
        account: row.get(3)?,
        name: row.get(12)?,
        email: row.get(13)?,
        account_name: row.get(17)?,
        zone: row.get(18)?,
        organization: row.get(20)?,
        accent: row.get(24)?,
        role: row.get(25)?,
    })
}

fn read_call(row: &Row<'_>) -> db::Result<Call> {
    Ok(Call {
        id: row.get(0)?,
        at: row.get(1)?,
        name: row.get(2)?,
        number: row.get(3)?,
        contact: row.get(5)?,
        state: row.get(6)?,
        seconds: row.get(7)?,
    })
}

fn shell(visitor: &Visitor) -> Shell {
    let menu = [
        ("Home", "/", "home", "g h"),
        ("Calls", "/calls", "phone", "g c"),
        ("Messages", "/messages", "message", "g m"),
        ("Status", "/status", "info-circle", "g t"),
        ("On call", "/on_call", "calendar-event", "g o"),
        ("Tasks", "/tasks", "checkbox", "g d"),
        ("Resources", "/resources", "file-text", "g r"),
        ("Announcements", "/announcements", "send", "g n"),
        ("People", "/people", "users", "g p"),
        ("History", "/history", "history", "g y"),
        ("Help", "/help", "help-circle", "g e"),
    ];
    Shell {
        title: "Calls".to_owned(),
        organization: visitor.organization.clone(),
        accent_css_href: format!("/branding.css?v={}", visitor.accent.trim_start_matches('#')),
        door: Door::Portal,
        menu: menu
            .into_iter()
            .map(|(label, href, name, keys)| MenuItem {
                current: href == "/calls",
                shortcut: Some(keys.to_owned()),
                ..MenuItem::new(label, href, icon(name))
            })
            .collect(),
        who: Some(Who {
            name: visitor.name.clone(),
            email: visitor.email.clone(),
            detail: visitor.role.clone(),
            ..Who::default()
        }),
        account: Some(visitor.account_name.clone()),
        live: Some("/live".to_owned()),
        asset_version: "0123456789abcdef".to_owned(),
        path: "/calls".to_owned(),
        ..Shell::default()
    }
}

fn table(visitor: &Visitor, count: i64, calls: &[Call]) -> TableView {
    let zone = TimeZone::get(&visitor.zone).unwrap_or(TimeZone::UTC);
    let local = Local { zone, formats: Formats::default() };
    let shown = calls.get(..ROWS).unwrap_or(calls);
    let next =
        calls.get(ROWS).and_then(|_| shown.last()).map(|last| format!("/calls?after={}", cursor(last)));
    TableView {
        id: "calls".to_owned(),
        path: "/calls".to_owned(),
        title: "Calls".to_owned(),
        noun_singular: "call".to_owned(),
        noun_plural: "calls".to_owned(),
        search: Some(SearchBox {
            name: "q".to_owned(),
            value: String::new(),
            placeholder: "Search callers, numbers and notes".to_owned(),
        }),
        quick: [("All", ""), ("Answered", "answered"), ("Missed", "missed"), ("Voicemail", "voicemail")]
            .into_iter()
            .map(|(label, state)| QuickFilter {
                label: label.to_owned(),
                href: if state.is_empty() { "/calls".to_owned() } else { format!("/calls?state={state}") },
                current: state.is_empty(),
                count: None,
            })
            .collect(),
        filter_href: Some("/calls/filter".to_owned()),
        columns: vec![
            Column::new("Time").sorted("/calls?sort=started_at", Sort::Descending),
            Column::new("Caller"),
            Column::new("From"),
            Column::new("For"),
            Column::new("State").class("aside"),
            Column::new("Length").numeric().sorted("/calls?sort=-duration", Sort::None),
        ],
        rows: shown.iter().map(|call| row(call, &local)).collect(),
        limits: [10, 25, 50, 100]
            .into_iter()
            .map(|limit| Choice::new(limit.to_string(), format!("/calls?limit={limit}"), limit == ROWS))
            .collect(),
        columns_href: Some("/calls/columns".to_owned()),
        export_href: Some("/calls/export.csv".to_owned()),
        total: if count > 1000 { "1\u{202f}000+ calls".to_owned() } else { format!("{count} calls") },
        next,
        empty: Empty::default(),
        live_topic: Some("calls".to_owned()),
        ..TableView::default()
    }
}

fn row(call: &Call, local: &Local) -> TableRow {
    let key = AnyId { prefix: CallId::PREFIX, uuid: call.id }.to_string();
    let number = match format::dialable(&call.number) {
        Some(tel) => Cell::Phone { text: format::phone(&call.number), tel },
        None => Cell::text(call.number.as_str()),
    };
    let (tone, state) = match call.state.as_str() {
        "answered" => (Tone::Good, "Answered"),
        "voicemail" => (Tone::Accent, "Voicemail"),
        _ => (Tone::Danger, "Missed"),
    };
    TableRow {
        href: Some(format!("/calls/{key}")),
        key,
        cells: vec![
            Cell::Instant { iso: call.at.to_string(), text: format::instant(call.at, local) },
            if call.name.is_empty() { Cell::None } else { Cell::text(call.name.as_str()) },
            number,
            call.contact.as_ref().map_or(Cell::None, Cell::text),
            Cell::badge(tone, state),
            Cell::Duration(format::duration(call.seconds)),
        ],
        ..TableRow::default()
    }
}

/// A place in the list, as long as the portal's own.
fn cursor(last: &Call) -> String {
    let (high, low) = last.id.as_u64_pair();
    format!("{high:016x}{low:016x}{:02x}", last.at.micros() & 0xff)
}
