//! Files of resources, in the portal, in the console and through the API: brought, opened so that nothing in them runs.

use axum::body::Body;
use axum::http::{Request, header};
use testkit::{Visit, both_engines};

use crate::door::{Answer, By, House};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x02";
const LARGEST: usize = 20_000_000;

fn form(field: &str, name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--b0\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--b0--\r\n"].concat()
}

fn request(path: &str, visit: &Visit, body: Vec<u8>) -> Request<Body> {
    House::request("POST", "one.test", path, By::Visit(visit))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b0")
        .body(Body::from(body))
        .unwrap()
}

async fn send(house: &House, visit: &Visit, path: &str, name: &str, content: &[u8]) -> Answer {
    house.send(request(path, visit, form("attachment", name, content))).await
}

async fn resource(house: &House, visit: &Visit) -> String {
    let form = [("category", "documents"), ("title", "Prices"), ("text", "See the list."), ("version", "")];
    house.post("/resources/new", By::Visit(visit), &form).await.location().to_owned()
}

/// The first file that a page leads to.
fn file_on(page: &str, path: &str) -> String {
    let at = page.find(path).unwrap_or_else(|| panic!("no {path}: {page}"));
    page[at..].split(['"', '/']).nth(path.matches('/').count()).map(|id| format!("{path}{id}")).unwrap()
}

async fn bring(house: &House, by: By<'_>, path: &str, kind: &str, content: &[u8]) -> Answer {
    let request = House::request("POST", "one.test", path, by)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(content.to_vec()))
        .unwrap();
    house.send(request).await
}

both_engines! {
    async fn s0_42_s0_10_a_client_attaches_a_file_and_an_operator_opens_it(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let here = resource(&house, &admin).await;
        let attach = format!("{here}/attach");
        let page = house.get(&attach, By::Visit(&admin)).await.body;
        assert!(page.contains("multipart/form-data") && page.contains("at most 20 MB"), "{page}");
        let sent = send(&house, &admin, &attach, "Grüße; 2.png", PNG).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, here.as_str()), "{}", sent.body);
        let page = house.get(&here, By::Visit(&admin)).await.body;
        assert!(page.contains("Grüße; 2.png") && page.contains("PNG picture, 1 kB. Admin North"), "{page}");
        let there = file_on(&page, "/attachments/");
        let file = house.get(&there, By::Visit(&admin)).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "image/png"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(file.header("cache-control"), "private, no-store");
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"Gr__e; 2.png\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%3B%202.png"
        );
        // The operator has it on the account and on the board, and on a page of its own.
        for path in [
            format!("/console/accounts/{}", north.account),
            format!("/console/board/{}", north.account),
            format!("/console{here}"),
        ] {
            let page = house.get(&path, By::Visit(&operator)).await.body;
            assert!(page.contains(&format!("/console{there}")) && page.contains("Grüße; 2.png"), "{path}: {page}");
        }
        let shown = house.get(&format!("/console{there}/view"), By::Visit(&operator)).await;
        assert_eq!(shown.status, 200);
        assert!(shown.header("content-disposition").starts_with("inline; "));
        assert_eq!(shown.header("content-security-policy"), "sandbox; default-src 'none'");
        // Text is saved, never shown, whatever is in it.
        house.stage.advance(kernel::Span::seconds(1));
        let sent = send(&house, &operator, &format!("/console{here}/attach"), "page.txt", b"<script>alert(1)</script>").await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let list = house.get(&format!("/api/v1{here}/attachments"), By::Visit(&operator)).await.json();
        let text = format!("/console/attachments/{}", list["data"][1]["id"].as_str().unwrap());
        let file = house.get(&text, By::Visit(&operator)).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "text/plain; charset=utf-8"));
        assert!(file.header("content-disposition").starts_with("attachment; "));
        assert_eq!(house.get(&format!("{text}/view"), By::Visit(&operator)).await.status, 404);
        // No page of another site gets it.
        let from = House::request("GET", "one.test", &there, By::Visit(&admin)).header("sec-fetch-site", "cross-site");
        assert_eq!(house.send(from.body(Body::empty()).unwrap()).await.status, 404);

        let asked = house.get(&format!("{there}/remove"), By::Visit(&admin)).await.body;
        assert!(asked.contains("Remove “Grüße; 2.png”?"), "{asked}");
        let gone = house.post(&format!("{there}/remove"), By::Visit(&admin), &[]).await;
        assert_eq!((gone.status.as_u16(), gone.location()), (303, here.as_str()), "{}", gone.body);
        assert_eq!(house.get(&there, By::Visit(&admin)).await.status, 404);
        let history = house.get(&format!("/console{here}"), By::Visit(&operator)).await.body;
        assert!(history.contains("removed a file of the resource") && history.contains("Grüße; 2.png, 1 kB"), "{history}");
    }

    async fn v5_2_1_what_is_too_long_or_lies_is_refused_on_the_same_page(stage: Stage) {
        let house = House::open(stage).await;
        let admin = house.sign_in(&house.two.one.north.admin).await;
        let here = resource(&house, &admin).await;
        let attach = format!("{here}/attach");
        let mut largest = vec![b'x'; LARGEST];
        assert_eq!(send(&house, &admin, &attach, "a.txt", &largest).await.status, 303);
        largest.push(b'x');
        let refused = send(&house, &admin, &attach, "b.txt", &largest).await;
        assert_eq!(refused.status, 413);
        assert!(refused.body.contains("A file may have at most 20.0 MB."), "{}", refused.body);
        for (field, name, content, words) in [
            ("attachment", "invoice.pdf", PNG, "Give it the name of what it is"),
            ("attachment", "a.exe", b"MZ\0".as_slice(), "of no kind that is kept here"),
            ("attachment", "", b"", "Choose a file."),
            ("other", "a.png", PNG, "no such field"),
        ] {
            let refused = house.send(request(&attach, &admin, form(field, name, content))).await;
            assert_eq!(refused.status, 422, "{name}: {}", refused.body);
            assert!(refused.body.contains(words), "{name}: {}", refused.body);
        }
        let cut = form("attachment", "a.png", PNG);
        let cut = house.send(request(&attach, &admin, cut[..cut.len() - 8].to_vec())).await;
        assert_eq!(cut.status, 422, "{}", cut.body);
        assert_eq!(house.stage.number("SELECT count(*) FROM resource_attachments", &[]).await, 1);
        assert_eq!(house.get(&here, By::Visit(&admin)).await.body.matches("class=\"attachment\"").count(), 1);
    }

    async fn s0_42_the_file_of_another_account_is_as_if_it_had_never_been(stage: Stage) {
        let house = House::open(stage).await;
        let (one, two) = (&house.two.one, &house.two.two);
        let admin = house.sign_in(&one.north.admin).await;
        let here = resource(&house, &admin).await;
        send(&house, &admin, &format!("{here}/attach"), "plan.png", PNG).await;
        let file = file_on(&house.get(&here, By::Visit(&admin)).await.body, "/attachments/");
        let never = "/attachments/file_01m3gqs2wsfrbr6h71vbpb0000";
        let south = house.sign_in(&one.south.admin).await;
        for end in ["", "/view", "/remove"] {
            let (theirs, none) =
                (house.get(&format!("{file}{end}"), By::Visit(&south)).await, house.get(&format!("{never}{end}"), By::Visit(&south)).await);
            assert_eq!((theirs.status.as_u16(), none.status.as_u16()), (404, 404), "{end}");
        }
        assert_eq!(house.post(&format!("{file}/remove"), By::Visit(&south), &[]).await.status, 404);
        assert_eq!(send(&house, &south, &format!("{here}/attach"), "x.png", PNG).await.status, 404);
        for path in [format!("/api/v1{file}"), format!("/api/v1{here}/attachments")] {
            assert_eq!(house.get(&path, By::Visit(&south)).await.status, 404, "{path}");
        }
        let away = house.send_json("DELETE", &format!("/api/v1{file}"), By::Visit(&south), "").await;
        assert_eq!(away.status, 404);
        let user = house.sign_in(&one.north.user).await;
        assert_eq!(house.get(&file, By::Visit(&user)).await.status, 403);
        let stranger = house.sign_in(&two.operator).await;
        let elsewhere = house.get_at("two.test", &format!("/console{file}"), By::Visit(&stranger)).await;
        assert_eq!(elsewhere.status, 404);
        assert_eq!(house.get(&file, By::Visit(&admin)).await.status, 200);
    }

    async fn s0_42_a_program_brings_and_takes_files(stage: Stage) {
        let house = House::open(stage).await;
        let admin = house.sign_in(&house.two.one.north.admin).await;
        let by = By::Visit(&admin);
        let files = format!("/api/v1{}/attachments", resource(&house, &admin).await);
        let made = bring(&house, by, &format!("{files}?name=plan.png"), "image/png", PNG).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let (kept, path) = (made.json(), made.location().to_owned());
        assert_eq!((&kept["name"], &kept["kind"], &kept["bytes"]), (&"plan.png".into(), &"png".into(), &PNG.len().into()));
        let taken = house.get(&path, by).await;
        assert_eq!((taken.status.as_u16(), taken.header("content-type")), (200, "image/png"));
        assert!(taken.header("content-disposition").starts_with("attachment; filename=\"plan.png\""));
        for (question, kind, content, status) in [
            ("", "image/png", PNG, 422),
            ("?name=%20", "image/png", PNG, 422),
            ("?name=plan.png&colour=red", "image/png", PNG, 422),
            ("?name=plan.pdf", "application/octet-stream", PNG, 422),
            ("?name=plan.png", "text/html", PNG, 422),
            ("?name=a.txt", "text/plain", &vec![b'x'; LARGEST + 1], 413),
        ] {
            let refused = bring(&house, by, &format!("{files}{question}"), kind, content).await;
            assert_eq!(refused.status, status, "{question} {kind}: {}", refused.body);
        }
        let packed = House::request("POST", "one.test", &format!("{files}?name=a.png"), by)
            .header("sec-fetch-site", "same-origin")
            .header("content-encoding", "gzip");
        assert_eq!(house.send(packed.body(Body::from(PNG)).unwrap()).await.status, 415);
        let list = house.get(&files, by).await.json();
        assert_eq!(list["data"].as_array().unwrap().len(), 1, "{list}");
        assert_eq!(house.send_json("DELETE", &path, by, "").await.status, 204);
        assert_eq!(house.get(&path, by).await.status, 404);
        assert_eq!(house.get(&files, by).await.json()["data"], serde_json::json!([]));
    }
}
