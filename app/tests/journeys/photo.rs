//! A person's photo: what may be sent, what is kept of it, and who may look at it.

use axum::body::Body;
use axum::http::{Request, header};
use testkit::{Visit, both_engines};

use crate::door::{Answer, By, House};

const LARGEST: usize = 5 * 1024 * 1024;

/// A picture of one red point.
const POINT: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90\x77\x53\xde\x00\x00\x00\x0c\x49\x44\x41\x54\x78\x9c\x63\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

fn form(name: &str, kind: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--b0\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--b0--\r\n"].concat()
}

fn request(path: &str, visit: &Visit, body: Vec<u8>) -> Request<Body> {
    House::request("POST", "one.test", path, By::Visit(visit))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b0")
        .header(header::CONTENT_LENGTH, body.len())
        .body(Body::from(body))
        .unwrap()
}

async fn send(house: &House, visit: &Visit, name: &str, kind: &str, content: &[u8]) -> Answer {
    house.send(request("/profile/photo", visit, form(name, kind, content))).await
}

/// Where the visitor's own photo is, by the page.
async fn address(house: &House, page: &str, visit: &Visit) -> Option<String> {
    let body = house.get(page, By::Visit(visit)).await.body;
    let at = body.find("/photos/photo_")?;
    let start = if body[..at].ends_with("/console") { at - "/console".len() } else { at };
    body[start..].split('"').next().map(str::to_owned)
}

both_engines! {
    async fn s4_21_a_photo_is_made_anew_and_served_so_that_nothing_of_it_can_run(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.user).await;
        assert_eq!(address(&house, "/profile", &visit).await, None, "initials until there is one");
        let mut polyglot = POINT.to_vec();
        polyglot.extend(b"<script>alert('hidden')</script>");
        let answer = send(&house, &visit, "me.png", "image/png", &polyglot).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/profile"), "{}", answer.body);
        let path = address(&house, "/profile", &visit).await.unwrap();
        let photo = house.get(&path, By::Visit(&visit)).await;
        assert_eq!((photo.status.as_u16(), photo.header("content-type")), (200, "image/jpeg"));
        assert_eq!(photo.header("x-content-type-options"), "nosniff");
        assert_eq!(photo.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(photo.header("cache-control"), "private, max-age=86400, immutable");
        assert!(!photo.body.contains("script") && !photo.body.contains("hidden"));

        send(&house, &visit, "me.png", "image/png", POINT).await;
        let next = address(&house, "/profile", &visit).await.unwrap();
        assert_ne!(next, path, "another photo has another address");
        assert_eq!(house.get(&path, By::Visit(&visit)).await.status, 404);
        let page = house.get("/profile", By::Visit(&visit)).await.body;
        assert!(page.contains("a photo") && page.contains("a new photo"), "it is in the history");
        assert_eq!(house.post("/profile/photo/remove", By::Visit(&visit), &[]).await.location(), "/profile");
        assert_eq!(address(&house, "/profile", &visit).await, None);
        assert_eq!(house.get(&next, By::Visit(&visit)).await.status, 404);
        assert_eq!(house.stage.number("SELECT count(*) FROM photos", &[]).await, 0);
    }

    async fn a_photo_is_seen_by_those_who_may_see_the_person(stage: Stage) {
        let house = House::open(stage).await;
        let (one, two) = (&house.two.one, &house.two.two);
        let visit = house.sign_in(&one.north.user).await;
        send(&house, &visit, "me.png", "image/png", POINT).await;
        let path = address(&house, "/profile", &visit).await.unwrap();
        for (who, status) in [(&one.north.admin, 200), (&one.north.lost, 404), (&one.south.admin, 404)] {
            let guest = house.sign_in(who).await;
            assert_eq!(house.get(&path, By::Visit(&guest)).await.status, status, "{}", who.email);
        }
        assert_eq!(house.get(&path, By::Nobody).await.status, 303);
        let operator = house.sign_in(&one.operator).await;
        let page = format!("/console/users/{}", one.north.user.id);
        let shown = address(&house, &page, &operator).await.unwrap();
        assert_eq!(shown, format!("/console{path}"));
        assert_eq!(house.get(&shown, By::Visit(&operator)).await.status, 200);
        let foreign = house.sign_in(&two.administrator).await;
        assert_eq!(house.get_at("two.test", &shown, By::Visit(&foreign)).await.status, 404);

        house.send(request("/console/profile/photo", &operator, form("o.png", "image/png", POINT))).await;
        let own = address(&house, "/console/profile", &operator).await.unwrap();
        assert_eq!(house.get(&own, By::Visit(&operator)).await.status, 200);
        assert_eq!(house.get(own.trim_start_matches("/console"), By::Visit(&visit)).await.status, 404);
        house.post(&format!("/console/users/{}/delete", one.north.user.id), By::Visit(&operator), &[]).await;
        assert_eq!(house.get(&shown, By::Visit(&operator)).await.status, 404, "gone with the person");
    }

    async fn v5_2_1_five_mebibytes_are_read_and_one_byte_more_is_not(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.user).await;
        let mut picture = POINT.to_vec();
        picture.resize(LARGEST, 0);
        let fits = send(&house, &visit, "me.png", "image/png", &picture).await;
        assert_eq!(fits.status, 303, "{}", fits.body);
        picture.push(0);
        let over = send(&house, &visit, "me.png", "image/png", &picture).await;
        assert_eq!(over.status, 413);
        assert!(over.body.contains("at most 5 MB"));
        picture.resize(2 * LARGEST, 0);
        assert_eq!(send(&house, &visit, "me.png", "image/png", &picture).await.status, 413);
        assert_eq!(house.stage.number("SELECT count(*) FROM photos", &[]).await, 1, "the first one is there");
    }

    async fn v1_3_4_v5_2_2_what_is_no_picture_or_pretends_is_refused(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.user).await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        for (name, kind, content) in [
            ("me.svg", "image/svg+xml", svg.as_slice()),
            ("me.png", "image/png", svg.as_slice()),
            ("me.jpg", "image/jpeg", POINT),
            ("me.html", "image/png", POINT),
            ("me.png", "text/html", POINT),
            ("me.png", "image/png", &POINT[..20]),
            ("me.png", "image/png", b""),
        ] {
            let answer = send(&house, &visit, name, kind, content).await;
            assert_eq!(answer.status, 422, "{name} {kind}");
        }
        assert_eq!(house.post("/profile/photo", By::Visit(&visit), &[("photo", "x")]).await.status, 422);
        assert_eq!(house.stage.number("SELECT count(*) FROM photos", &[]).await, 0);
    }
}
