//! The pages of letters: texts are written and tried, the outbox says what became of each, a demo shows them.

use std::sync::Arc;

use domain::notices::{Mailbox, Way, Ways};
use testkit::both_engines;
use worker::Post;

use crate::door::{By, House};

const LETTER: &str = "/console/settings/letters/test.email";

/// The same house as an instance that keeps its letters.
fn keeping(mut house: House, mailbox: Mailbox) -> House {
    let ways = Ways { email: Way::Mailbox, sms: Way::Mailbox, mailbox: Some(mailbox) };
    house.site.settings = Arc::new(web::Settings { ways, ..(*house.site.settings).clone() });
    house.router = portico::routes::router(&house.site);
    house
}

both_engines! {
    async fn c_04_a_text_is_previewed_saved_tried_and_put_back(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let list = house.get("/console/settings/letters", by).await;
        assert!(list.status == 200 && list.body.contains(LETTER), "{}", list.body);
        let wrong = [("subject", "Hello"), ("body", "Dear {{ nme }}"), ("then", "save")];
        let refused = house.post(LETTER, by, &wrong).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Line 1: there is no variable “nme”"), "{}", refused.body);
        assert!(refused.body.contains("Dear {{ nme }}"), "what was written is kept");
        let text = [("subject", "Hello {{ first_name }}"), ("body", "<b>{{ name }}</b>\r\n{{ login_url }}")];
        let preview = house.post(LETTER, by, &[text[0], text[1], ("then", "preview")]).await;
        assert_eq!(preview.status, 200);
        assert!(preview.body.contains("Hello Dana") && preview.body.contains("&#60;b&#62;Dana Reyes"), "{}", preview.body);
        assert!(house.get(LETTER, by).await.body.contains("A test letter from"), "a preview saves nothing");
        let saved = house.post(LETTER, by, &[text[0], text[1], ("then", "save")]).await;
        assert_eq!(saved.status, 303);
        assert_eq!(house.post(&format!("{LETTER}/test"), by, &[]).await.status, 303);
        let sent = house.stage.deliver_one().await;
        assert_eq!(sent.subject, "Hello Dana");
        assert_eq!(sent.text, "<b>Dana Reyes</b>\nhttp://one.test/login");
        assert_eq!(house.post(&format!("{LETTER}/reset"), by, &[]).await.status, 303);
        assert!(house.get(LETTER, by).await.body.contains("A test letter from"));
        let operator = house.sign_in(&house.two.one.operator).await;
        assert_eq!(house.get(LETTER, By::Visit(&operator)).await.status, 403);
    }

    async fn the_outbox_says_what_became_of_each_letter_and_which_setting_is_missing(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        house.post(&format!("{LETTER}/test"), by, &[]).await;
        let page = house.get("/console/settings/outbox", by).await;
        assert!(page.body.contains("smtp_url") && page.body.contains("sms_url"), "{}", page.body);
        assert!(page.body.contains("admin@one.test") && page.body.contains("Queued"), "{}", page.body);
        let link = page.body.split("/console/settings/outbox/out_").nth(1).unwrap();
        let here = format!("/console/settings/outbox/out_{}", &link[..26]);
        let letter = house.get(&here, by).await;
        assert!(letter.body.contains("Try now") && letter.body.contains("Drop"), "{}", letter.body);
        let foreign = house.sign_in(&house.two.two.administrator).await;
        assert_eq!(house.get_at("two.test", &here, By::Visit(&foreign)).await.status, 404);
        assert_eq!(house.post(&format!("{here}/drop"), by, &[]).await.status, 303);
        assert!(house.get(&here, by).await.body.contains("Dropped by hand."));
        assert!(house.stage.deliver().await.is_empty());
    }

    async fn a_demo_shows_what_it_would_have_sent_and_a_real_instance_has_no_such_page(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        assert_eq!(house.get("/console/settings/mailbox", By::Visit(&visit)).await.status, 404);
        assert!(!house.get("/console/settings", By::Visit(&visit)).await.body.contains("Mailbox"));
        let folder = std::env::temp_dir().join(format!("mailbox-{:016x}", u64::from_be_bytes(kernel::Dice::system().bytes())));
        let house = keeping(house, Mailbox::new(folder.clone()));
        let by = By::Visit(&visit);
        house.post(&format!("{LETTER}/test"), by, &[]).await;
        let post = Post {
            base_url: "http://one.test".to_owned(),
            mail: None,
            sms: None,
            mailbox: Some(Mailbox::new(folder.clone())),
            private_webhooks: false,
            private_recordings: false,
        };
        let (stop, stopping) = tokio::sync::watch::channel(false);
        let work = tokio::spawn(worker::run(house.stage.house.clone(), post, stopping));
        let mut page = house.get("/console/settings/mailbox", by).await;
        for _ in 0..200 {
            if page.body.contains("out_") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
            page = house.get("/console/settings/mailbox", by).await;
        }
        let link = page.body.split("/console/settings/mailbox/out_").nth(1).expect("the letter is kept");
        let letter = house.get(&format!("/console/settings/mailbox/out_{}", &link[..26]), by).await;
        assert!(letter.body.contains("http://one.test/login"), "{}", letter.body);
        let operator = house.sign_in(&house.two.one.operator).await;
        assert_eq!(house.get("/console/settings/mailbox", By::Visit(&operator)).await.status, 403);
        stop.send(true).unwrap();
        work.await.unwrap();
        drop(std::fs::remove_dir_all(folder));
    }
}
