//! Contacts: several ways to reach a person, groups, files of address books, and doubles that become one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use db::params;
use domain::access::{
    Actor, ContactsEdit, ContactsView, MessagesDeliver, OnCallEdit, TasksEdit, UsersManage,
};
use domain::accounts::plans;
use domain::delivery::{self, PlanDraft};
use domain::on_call::{self, Draft, LayerDraft, NewOverride};
use domain::people::contacts::import::{self, Judged, MOST_IN_FILE, Outcome};
use domain::people::contacts::{self, CONTACTS, Contact, ContactDetails, Label, Way, listed, vcard};
use domain::people::users::{self, Attachment};
use domain::records::{self, Query};
use domain::tasks::{self, Assignee, TaskDetails};
use kernel::{ContactId, Email, Error, Name, Phone, Result, Span};
use testkit::{Place, Stage, TwoOfEverything, both_engines};

fn somebody(name: &str, emails: &[&str], phones: &[&str]) -> ContactDetails {
    let email = |text: &&str| Way::new(Label::Work, Email::parse(text).unwrap());
    let phone = |text: &&str| Way::new(Label::Mobile, Phone::parse(text, "US").unwrap());
    ContactDetails {
        emails: emails.iter().map(email).collect(),
        phones: phones.iter().map(phone).collect(),
        ..ContactDetails::of(Name::parse(name).unwrap())
    }
}

async fn edit(stage: &Stage, actor: &Actor, id: ContactId, details: ContactDetails) -> Result<()> {
    contacts::edit(&stage.house, &actor.may::<ContactsEdit>()?, id, details).await
}

async fn find(stage: &Stage, actor: &Actor, id: ContactId) -> Result<Contact> {
    contacts::find(&mut stage.read().await, &actor.may::<ContactsView>()?, id).await
}

async fn names(stage: &Stage, actor: &Actor, question: &str) -> Vec<String> {
    let pairs = question.split('&').filter_map(|pair| pair.split_once('='));
    let query = Query::parse(&CONTACTS, pairs).unwrap();
    let found = contacts::list(&mut stage.read().await, &actor.may().unwrap(), &query).await.unwrap();
    found.records.iter().map(|one| one.cell("name").text().to_owned()).collect()
}

async fn bring(stage: &Stage, actor: &Actor, place: &Place, file: &str) -> Result<Vec<Judged>> {
    import::import(&stage.house, &actor.may::<ContactsEdit>()?, place.account, (file, "US")).await
}

/// `+` added, `=` known, and the reason why somebody is refused.
fn outcomes(judged: &[Judged]) -> Vec<String> {
    let said = |one: &Judged| match &one.outcome {
        Outcome::New(_) => format!("{}+", one.line),
        Outcome::Known(who) => format!("{}={who}", one.line),
        Outcome::Refused(reason) => format!("{} {reason}", one.line),
    };
    judged.iter().map(said).collect()
}

both_engines! {
    async fn s0_09_a_client_admin_says_how_a_person_is_reached_in_order_and_in_which_groups(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let (admin, user) = (stage.actor(&north.admin).await, stage.actor(&north.user).await);
        let details = ContactDetails {
            hours: "Mon–Fri 09:00–17:00".to_owned(),
            groups: vec!["Owners".to_owned(), "Night staff".to_owned(), "OWNERS".to_owned()],
            note: "Rings twice.".to_owned(),
            ..somebody("Ann North", &["ann@north.example", "ANN@north.example", "ann@home.example"], &["5125550143", "+4930901820"])
        };
        edit(&stage, &admin, north.ann, details.clone()).await.unwrap();
        let ann = find(&stage, &user, north.ann).await.unwrap();
        assert_eq!(listed(&ann.emails), "ann@north.example (work), ann@home.example (work)", "each once");
        assert_eq!(listed(&ann.phones), "+15125550143 (mobile), +4930901820 (mobile)");
        assert_eq!((ann.email.as_str(), ann.phone.as_str()), ("ann@north.example", "+15125550143"), "the first of each");
        assert_eq!(ann.groups, ["Owners", "Night staff"]);
        // Who may not, and what is not theirs.
        assert!(matches!(edit(&stage, &user, north.ann, details.clone()).await, Err(Error::Forbidden(_))));
        assert!(matches!(find(&stage, &user, north.bob).await, Err(Error::NotFound)));
        assert!(matches!(edit(&stage, &admin, south.ann, details.clone()).await, Err(Error::NotFound)));
        let many = ContactDetails { groups: (0..11).map(|n| n.to_string()).collect(), ..details.clone() };
        assert!(matches!(edit(&stage, &admin, north.ann, many).await, Err(Error::Invalid(_))));
        let many = ContactDetails { emails: vec![], phones: (0..9).map(|n| Way::new(Label::Work, Phone::parse(&format!("512555014{n}"), "US").unwrap())).collect(), ..details };
        assert!(matches!(edit(&stage, &admin, north.ann, many).await, Err(Error::Invalid(_))));

        assert_eq!(names(&stage, &admin, "groups=night staff").await, ["Ann North"]);
        assert!(names(&stage, &admin, "groups=night").await.is_empty(), "a group, not a part of one");
        assert_eq!(names(&stage, &admin, "q=ann@home.example").await, ["Ann North"], "by any of the addresses");
        assert!(names(&stage, &stage.actor(&south.admin).await, "groups=owners").await.is_empty());
        let groups = contacts::groups(&mut stage.read().await, &admin.may().unwrap(), Some(north.account), 10).await.unwrap();
        assert_eq!(groups, ["Night staff", "Owners"]);
        let sql = "SELECT changes FROM events WHERE action = 'contact.edited' ORDER BY seq DESC LIMIT 1";
        let told = stage.text(sql, &[]).await;
        assert!(told.contains("Night staff") && told.contains("+4930901820"), "{told}");
    }

    async fn s0_09_an_address_book_is_looked_at_and_brought_in_and_twice_is_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let admin = stage.actor(&north.admin).await;
        edit(&stage, &admin, north.ann, somebody("Ann North", &["ann@north.example"], &["5125550143"])).await.unwrap();
        let ann = records::find(&mut stage.read().await, &admin.may::<ContactsView>().unwrap(), &CONTACTS, north.ann.any()).await.unwrap();
        let ours = vcard::card(&ann);
        let file = format!(
            "{ours}BEGIN:VCARD\nVERSION:3.0\nFN:Cleo\nEMAIL:cleo@north.example\nTEL;TYPE=CELL:(512) 555-0188\nEND:VCARD\n\
             BEGIN:VCARD\nVERSION:4.0\nFN:Cleo again\nEMAIL:CLEO@north.example\nEND:VCARD\n\
             BEGIN:VCARD\nVERSION:3.0\nFN:Dan\nTEL:call me\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\nEND:VCARD\n\
             BEGIN:VCARD\nVERSION:3.0\nFN:Eve\nTEL:(512) 555-0188\nEND:VCARD\n"
        );
        let before = stage.number("SELECT count(*) FROM events", &[]).await;
        let granted = admin.may::<ContactsEdit>().unwrap();
        let looked = import::look(&mut stage.read().await, &granted, north.account, (&file, "US")).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM events", &[]).await, before, "looking changes nothing");
        let done = bring(&stage, &admin, north, &file).await.unwrap();
        assert_eq!(outcomes(&looked), outcomes(&done));
        let first = ours.lines().count() + 1;
        let said = outcomes(&done);
        assert_eq!(said[..3], ["1=Ann North".to_owned(), format!("{first}+"), format!("{}=Cleo", first + 6)]);
        assert!(said[3].contains("Phone “call me”") && said[4].contains("version 2.1") && said[5].ends_with('+'), "{said:?}");
        assert_eq!(stage.number("SELECT count(*) FROM events", &[]).await, before + 2, "one for each that is new");
        assert!(outcomes(&bring(&stage, &admin, north, &file).await.unwrap()).iter().all(|one| !one.ends_with('+')));
        let list = "Name;Email;Work phone;Groups\nFay;fay@north.example;512 555 0190;Suppliers\nCleo;cleo@north.example;;\n;x@north.example;;\n";
        let said = outcomes(&bring(&stage, &admin, north, list).await.unwrap());
        assert!(said[0] == "2+" && said[1] == "3=Cleo" && said[2].contains("Name:"), "{said:?}");
        assert_eq!(names(&stage, &admin, "groups=suppliers").await, ["Fay"]);
        // Not a file of contacts, too many, not one's own account, not one's to change.
        for wrong in ["", "City,Zip\nAustin,7\n", "BEGIN:VCARD"] {
            let outcome = bring(&stage, &admin, north, wrong).await;
            assert!(wrong == "BEGIN:VCARD" || matches!(outcome, Err(Error::Invalid(_))), "{wrong}");
        }
        let many = |n: usize| {
            let lines: Vec<String> = (0..n).map(|n| format!("Person {n}")).collect();
            format!("Name\n{}\n", lines.join("\n"))
        };
        assert!(matches!(bring(&stage, &admin, north, &many(MOST_IN_FILE + 1)).await, Err(Error::Invalid(_))));
        let granted = admin.may::<ContactsEdit>().unwrap();
        let most = import::look(&mut stage.read().await, &granted, north.account, (&many(MOST_IN_FILE), "US")).await.unwrap();
        assert_eq!(most.len(), MOST_IN_FILE);
        assert!(matches!(bring(&stage, &admin, south, list).await, Err(Error::NotFound)));
        assert!(matches!(bring(&stage, &stage.actor(&north.user).await, north, list).await, Err(Error::Forbidden(_))));

        // A plan that has room for one more takes one.
        let system = stage.system(all.one.org);
        let has = stage.number("SELECT count(*) FROM contacts WHERE account_id = ?1", params![north.account]).await;
        let details = plans::PlanDetails {
            name: Name::parse("Small").unwrap(),
            price: String::new(),
            features: Vec::new(),
            limits: plans::Limits { users: None, contacts: Some(has + 1), numbers: None },
        };
        let plan = plans::create(&stage.house, &system.may().unwrap(), &details).await.unwrap();
        plans::change(&stage.house, &system.may().unwrap(), north.account, (None, Some(plan))).await.unwrap();
        let said = outcomes(&bring(&stage, &admin, north, "Name\nGus\nHal\n").await.unwrap());
        assert!(said[0] == "2+" && said[1].contains("no room"), "{said:?}");
    }

    async fn s0_09_two_contacts_of_one_person_become_one_and_nothing_is_lost(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south, house) = (&all.one.north, &all.one.south, &stage.house);
        let admin = stage.actor(&north.admin).await;
        let system = stage.system(all.one.org);
        edit(&stage, &admin, north.ann, somebody("Ann North", &["ann@north.example"], &["5125550143"])).await.unwrap();
        let bob = ContactDetails { title: "Boss".to_owned(), ..somebody("Ann B. North", &["ann@home.example"], &["5125550143", "5125550144"]) };
        edit(&stage, &admin, north.bob, bob).await.unwrap();
        let found = contacts::doubles(&mut stage.read().await, &admin.may().unwrap(), north.account).await.unwrap();
        assert_eq!((found.len(), found[0].same.as_slice()), (1, ["phone"].as_slice()));
        assert!([north.ann, north.bob].iter().all(|id| [found[0].one.id, found[0].other.id].contains(id)));

        // Everything that can point at a contact points at the double.
        let layer = LayerDraft { begins: "2026-11-20T08:00".to_owned(), turn_hours: 24, members: vec![north.bob, north.ann], ..LayerDraft::default() };
        let draft = Draft { name: "Nights".to_owned(), time_zone: "America/New_York".to_owned(), layers: vec![layer], fallback: Some(north.bob) };
        let schedule = on_call::add(house, &admin.may::<OnCallEdit>().unwrap(), north.account, draft).await.unwrap();
        let (from, until) = (house.now() + Span::hours(1), house.now() + Span::hours(3));
        let standing_in = NewOverride { contact: north.bob, from, until, reason: String::new() };
        on_call::put_in(house, &admin.may::<OnCallEdit>().unwrap(), schedule, standing_in).await.unwrap();
        let plan = PlanDraft { mode: "all".to_owned(), to: north.ann.to_string(), after: north.bob.to_string(), ..PlanDraft::default() };
        delivery::save(house, &admin.may::<MessagesDeliver>().unwrap(), north.account, plan).await.unwrap();
        let task = TaskDetails { title: "Call".to_owned(), assignee: Assignee::Contact(north.bob), repeats: "never".to_owned(), ..TaskDetails::default() };
        tasks::create(house, &admin.may::<TasksEdit>().unwrap(), north.account, task).await.unwrap();

        // Who may not; whoever is no double; and two people who sign in are two.
        let user = stage.actor(&north.user).await;
        assert!(user.may::<ContactsEdit>().is_err());
        let edits = admin.may::<ContactsEdit>().unwrap();
        for (kept, other) in [(north.ann, south.ann), (south.ann, north.ann)] {
            assert!(matches!(contacts::merge(house, &edits, kept, other).await, Err(Error::NotFound)));
        }
        assert!(matches!(contacts::merge(house, &edits, north.ann, north.ann).await, Err(Error::Invalid(_))));
        let by = system.may::<ContactsEdit>().unwrap();
        assert!(matches!(contacts::merge(house, &by, north.ann, south.ann).await, Err(Error::Invalid(_))), "of another account");
        let manage = system.may::<UsersManage>().unwrap();
        users::attach(house, &manage, north.lost.id, Attachment::Contact(north.bob)).await.unwrap();
        match contacts::merge(house, &edits, north.ann, north.bob).await {
            Err(Error::Conflict(reason)) => assert!(reason.to_string().contains("Two people sign in"), "{reason}"),
            other => panic!("{other:?}"),
        }
        users::attach(house, &manage, north.lost.id, Attachment::Customer).await.unwrap();

        let before = stage.number("SELECT count(*) FROM events", &[]).await;
        contacts::merge(house, &edits, north.ann, north.bob).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM events", &[]).await, before + 1);
        let told = stage.text("SELECT changes FROM events WHERE action = 'contact.merged'", &[]).await;
        assert!(told.contains("Ann B. North, ann@home.example (work)") && told.contains("Boss"), "{told}");
        let ann = find(&stage, &admin, north.ann).await.unwrap();
        assert_eq!((ann.name.as_str(), ann.title.as_str()), ("Ann North", "Boss"));
        assert_eq!(listed(&ann.emails), "ann@north.example (work), ann@home.example (work)");
        assert_eq!(listed(&ann.phones), "+15125550143 (mobile), +15125550144 (mobile)");
        assert!(matches!(find(&stage, &admin, north.bob).await, Err(Error::NotFound)));
        let mut read = stage.read().await;
        let messages = Query::of(&records::messages::MESSAGES);
        let seen = records::messages::list(&mut read, &user.may().unwrap(), &messages).await.unwrap();
        assert_eq!(seen.records.len(), 2, "what was for either is for her who signs in as the one");
        let calls = records::calls::list(&mut read, &user.may().unwrap(), &Query::of(&records::calls::CALLS)).await.unwrap();
        assert_eq!(calls.records.len(), 2);
        drop(read);
        for (table, column) in [("tasks", "contact_id"), ("schedule_people", "contact_id"), ("schedule_overrides", "contact_id")] {
            let count = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
            assert_eq!((stage.number(&count, params![north.ann]).await, stage.number(&count, params![north.bob]).await), (1, 0), "{table}");
        }
        let planned = "SELECT count(*) FROM delivery_plans WHERE account_id = ?1 AND contact_id = ?2 AND after = 'nobody'";
        assert_eq!(stage.number(planned, params![north.account, north.ann]).await, 1, "asked once, not twice");
        let now = on_call::now(&mut stage.read().await, &admin.may().unwrap(), north.account, house.now()).await.unwrap();
        assert_eq!(now[0].now.as_ref().unwrap().name, "Ann North");
    }
}
