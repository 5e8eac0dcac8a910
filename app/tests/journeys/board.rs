//! An operator with a caller on the line: finds the account, reads what to know, and takes a message.

use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn s0_39_an_operator_finds_the_account_of_a_caller_and_takes_a_message_on_one_page(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (north, south) = (&one.north, &one.south);
        let (operator, admin) = (house.sign_in(&one.operator).await, house.sign_in(&north.admin).await);
        let by = By::Visit(&operator);
        let board = format!("/console/board/{}", north.account);

        // Found by a part of the name, and by a part of a number however it is written.
        let digits: String = north.number.chars().filter(char::is_ascii_digit).collect();
        let (code, rest) = digits.split_at(4);
        for words in ["NORTH".to_owned(), format!("{code}+{rest}"), format!("%2B{code}-{rest}"), format!("%28{code}%29+{rest}")] {
            let found = house.get(&format!("/console/board?q={words}"), by).await;
            assert_eq!(found.status, 200, "{words}");
            assert!(found.body.contains(&board), "{words}: {}", found.body);
            assert!(!found.body.contains(&format!("/console/board/{}", south.account)), "{words}");
        }
        let all = house.get("/console/board", by).await.body;
        assert!(all.contains(&board) && all.contains(&format!("/console/board/{}", south.account)), "{all}");
        let nothing = house.get("/console/board?q=%25", by).await.body;
        assert!(nothing.contains("No account has this"), "{nothing}");

        // A telephone system opens the page of the dialed number, with the caller's.
        let rings = |dialed: &str| format!("/console/board?dialed={dialed}&from=%2B15125550143");
        for dialed in [format!("%2B{digits}"), digits.clone(), format!("00{digits}"), digits[1..].to_owned()] {
            let opened = house.get(&rings(&dialed), by).await;
            assert_eq!(opened.location(), format!("{board}?from=%2B15125550143"), "{dialed}");
        }
        let unknown = house.get(&rings("%2B15125559999"), by).await;
        assert_eq!(unknown.status, 200);
        assert!(unknown.body.contains("(512) 555-9999"), "{}", unknown.body);
        assert!(unknown.body.contains(&format!("{board}?from=%2B15125550143")), "the caller is not forgotten");

        // What the client wants known is there, and the message begins with the caller.
        let status = [("text", "Fire alarm: send calls to Ann"), ("level", "urgent"), ("how_long", "open"), ("until", "")];
        assert_eq!(house.post("/status", By::Visit(&admin), &status).await.status, 303);
        let page = house.get(&format!("{board}?from=%2B15125550143"), by).await;
        assert_eq!(page.status, 200, "{}", page.body);
        for words in ["Fire alarm: send calls to Ann", "value=\"+15125550143\"", "Ann North", "On call", "Resources", "Open tasks", "Latest calls"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert!(!page.body.contains("Ann South"));

        // A message without words comes back with what was typed; then it is the client's, whatever account was sent along.
        let message = |text: &'static str| [
            ("account", south.account.to_string()), ("call", String::new()), ("contact", north.ann.to_string()),
            ("caller_name", "Olivia Chen".to_owned()), ("caller_company", String::new()),
            ("caller_number", "512 555 0143".to_owned()), ("caller_mobile", String::new()),
            ("priority", "urgent".to_owned()), ("subject", String::new()), ("text", text.to_owned()),
        ];
        let take = format!("{board}/message");
        let sent = |fields: &[(&'static str, String)]| fields.to_vec();
        let empty = sent(&message(""));
        let empty: Vec<(&str, &str)> = empty.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = house.post(&take, by, &empty).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Olivia Chen") && refused.body.contains("Take a message"), "{}", refused.body);
        let whole = sent(&message("Please call her back"));
        let whole: Vec<(&str, &str)> = whole.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let taken = house.post(&take, by, &whole).await;
        assert_eq!((taken.status.as_u16(), taken.location()), (303, board.as_str()), "{}", taken.body);
        assert!(house.get(&board, by).await.body.contains("Olivia Chen"));
        assert!(house.get("/messages", By::Visit(&admin)).await.body.contains("Olivia Chen"));

        // Nobody else has a board, and there is none of what is another organization's, or of a template.
        assert_eq!(house.get("/console/board", By::Visit(&admin)).await.status, 404);
        let strange = format!("/console/board/{}", house.two.two.north.account);
        assert_eq!(house.get(&strange, by).await.status, 404);
        house.stage.tamper("UPDATE accounts SET template = 1 WHERE id = ?1", db::params![south.account]).await;
        assert_eq!(house.get(&format!("/console/board/{}", south.account), by).await.status, 404);
        assert!(!house.get("/console/board", by).await.body.contains(&south.account.to_string()));
    }
}
