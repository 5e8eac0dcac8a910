//! Files of resources: what is taken, what is refused in words, who gets it, and what is left of one that is gone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, ResourcesEdit, ResourcesView};
use domain::resources::attachments::{
    self, Attachment, FileKind, LARGEST, MOST_OF_ACCOUNT, MOST_OF_RESOURCE,
};
use domain::resources::{self, ResourceDetails};
use kernel::{AccountId, AttachmentId, Error, ResourceId, Result, Span};
use testkit::{Stage, TwoOfEverything, both_engines};

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x02";

async fn resource(stage: &Stage, actor: &Actor, account: AccountId) -> ResourceId {
    let details = ResourceDetails {
        category: "documents".to_owned(),
        title: "Prices".to_owned(),
        text: "See the list.".to_owned(),
    };
    resources::create(&stage.house, &actor.may::<ResourcesEdit>().unwrap(), account, details).await.unwrap()
}

async fn attach(stage: &Stage, actor: &Actor, to: ResourceId, name: &str, what: &[u8]) -> Result<Attachment> {
    // Files are listed in the order in which they came.
    stage.advance(Span::seconds(1));
    let granted = actor.may::<ResourcesEdit>()?;
    let mut incoming = attachments::begin(&stage.house, &granted, to, name).await?;
    for piece in what.chunks(50_000) {
        incoming.write(piece).await?;
    }
    incoming.finish(&stage.house, &granted, "").await
}

async fn names(stage: &Stage, actor: &Actor, of: ResourceId) -> Vec<String> {
    let granted = actor.may::<ResourcesView>().unwrap();
    let found = attachments::of_resources(&mut stage.read().await, &granted, &[of]).await.unwrap();
    found.into_iter().map(|one| one.name).collect()
}

async fn give(stage: &Stage, actor: &Actor, id: AttachmentId) -> Result<Vec<u8>> {
    let mut given = attachments::give(&stage.house, &actor.may::<ResourcesView>()?, id).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = given.reading.next().await.unwrap() {
        bytes.extend(piece);
    }
    Ok(bytes)
}

/// The files on the disk that are attachments, or were to become some.
fn files(stage: &Stage) -> Vec<std::path::PathBuf> {
    fn below(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { below(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    below(&stage.files().join("attachments"), &mut found);
    found
}

both_engines! {
    async fn s0_42_a_client_attaches_files_and_operators_open_them(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = resource(&stage, &admin, north.account).await;
        let view = operator.may::<ResourcesView>().unwrap();
        resources::say_read(&stage.house, &view, id, 1).await.unwrap();
        let plan = attach(&stage, &admin, id, "C:\\Plans\\Größe.PDF", PDF).await.unwrap();
        assert_eq!((plan.name.as_str(), plan.kind, plan.bytes), ("Größe.PDF", FileKind::Pdf, PDF.len() as u64));
        assert_eq!((plan.by.as_str(), plan.at), ("Admin North", stage.house.now()));
        attach(&stage, &operator, id, "door", PNG).await.unwrap();
        assert_eq!(names(&stage, &operator, id).await, ["Größe.PDF", "door.png"]);
        assert_eq!(give(&stage, &operator, plan.id).await.unwrap(), PDF);
        // Whoever had read the resource has not read all of it any more; one who attaches knows what came.
        let unread = resources::unread(&mut stage.read().await, &view, &[id]).await.unwrap();
        assert_eq!(unread.get(&id), Some(&Some(0)));
        resources::say_read(&stage.house, &view, id, 1).await.unwrap();
        attach(&stage, &operator, id, "rates.csv", b"day;rate\n1;2\n").await.unwrap();
        assert!(resources::unread(&mut stage.read().await, &view, &[id]).await.unwrap().is_empty());
        let lines = "SELECT count(*) FROM events WHERE action = 'resource.attached' AND changes LIKE '%Größe.PDF, 1 kB%'";
        assert_eq!(stage.number(lines, &[]).await, 1);

        attachments::remove(&stage.house, &admin.may().unwrap(), plan.id).await.unwrap();
        assert_eq!(names(&stage, &admin, id).await, ["door.png", "rates.csv"]);
        assert!(matches!(give(&stage, &admin, plan.id).await, Err(Error::NotFound)));
        assert_eq!(files(&stage).len(), 2);
        let lines = "SELECT count(*) FROM events WHERE action = 'resource.detached'";
        assert_eq!(stage.number(lines, &[]).await, 1);
        resources::delete(&stage.house, &admin.may().unwrap(), id).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM resource_attachments", &[]).await, 0);
        assert_eq!(files(&stage).len(), 0, "the files go with the resource");
    }

    async fn v5_2_2_files_that_lie_about_their_kind_are_refused_in_words_and_leave_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = resource(&stage, &admin, north.account).await;
        for (name, what, words) in [
            ("invoice.pdf", b"MZ\x90\0\x03".as_slice(), "is called a PDF, and is none"),
            ("invoice.pdf", PNG, "what is in it is PNG picture"),
            ("page.html", b"<script>alert(1)</script>", "Give it the name of what it is"),
            ("plan.svg", b"<svg onload=\"alert(1)\"/>", "Give it the name of what it is"),
            ("setup.exe", b"MZ\x90\0\x03", "of no kind that is kept here"),
            ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "Save it as .docx"),
            ("all.zip", b"PK\x03\x04\0\0", "of no kind that is kept here"),
            ("empty.txt", b"", "is empty"),
        ] {
            match attach(&stage, &admin, id, name, what).await {
                Err(Error::Invalid(invalid)) => {
                    let said = invalid.message("attachment").unwrap().to_owned();
                    assert!(said.contains(words), "{name}: {said}");
                }
                other => panic!("{name}: {other:?}"),
            }
        }
        let granted = admin.may::<ResourcesEdit>().unwrap();
        let mut incoming = attachments::begin(&stage.house, &granted, id, "plan.png").await.unwrap();
        incoming.write(PNG).await.unwrap();
        assert!(matches!(incoming.finish(&stage.house, &granted, "text/html").await, Err(Error::Invalid(_))));
        assert_eq!(files(&stage).len(), 0);
    }

    async fn v5_2_1_a_file_a_resource_and_an_account_have_limits(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = resource(&stage, &admin, north.account).await;
        let largest = [PDF.to_vec(), vec![b'x'; usize::try_from(LARGEST).unwrap() - PDF.len()]].concat();
        let kept = attach(&stage, &admin, id, "a.pdf", &largest).await.unwrap();
        let more = [largest, vec![b'x']].concat();
        assert!(matches!(attach(&stage, &admin, id, "b.pdf", &more).await, Err(Error::Invalid(_))));
        assert_eq!(files(&stage).len(), 1);
        // All of an account: to the byte.
        let stored = "UPDATE resource_attachments SET bytes = ?2 WHERE id = ?1";
        let almost = i64::try_from(MOST_OF_ACCOUNT).unwrap() - i64::try_from(PDF.len()).unwrap();
        stage.tamper(stored, &[db::Value::from(kept.id), db::Value::from(almost + 1)]).await;
        assert!(matches!(attach(&stage, &admin, id, "b.pdf", PDF).await, Err(Error::Conflict(_))));
        stage.tamper(stored, &[db::Value::from(kept.id), db::Value::from(almost)]).await;
        let last = attach(&stage, &admin, id, "b.pdf", PDF).await.unwrap();
        assert!(matches!(attach(&stage, &admin, id, "c.txt", b"x").await, Err(Error::Conflict(_))));
        for gone in [kept.id, last.id] {
            attachments::remove(&stage.house, &admin.may().unwrap(), gone).await.unwrap();
        }
        for number in 0..MOST_OF_RESOURCE {
            attach(&stage, &admin, id, &format!("{number}.txt"), b"x").await.unwrap();
        }
        assert!(matches!(attach(&stage, &admin, id, "more.txt", b"x").await, Err(Error::Conflict(_))));
    }

    async fn s0_42_nobody_reaches_the_files_of_another_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let admin = stage.actor(&north.admin).await;
        let id = resource(&stage, &admin, north.account).await;
        let kept = attach(&stage, &admin, id, "plan.png", PNG).await.unwrap();
        assert!(stage.actor(&north.user).await.may::<ResourcesView>().is_err());
        for strange in [&south.admin, &all.two.operator] {
            let strange = stage.actor(strange).await;
            assert!(names(&stage, &strange, id).await.is_empty());
            assert!(matches!(give(&stage, &strange, kept.id).await, Err(Error::NotFound)));
            assert!(matches!(attach(&stage, &strange, id, "x.txt", b"x").await, Err(Error::NotFound)));
            let removed = attachments::remove(&stage.house, &strange.may().unwrap(), kept.id).await;
            assert!(matches!(removed, Err(Error::NotFound)));
        }
        assert_eq!(give(&stage, &admin, kept.id).await.unwrap(), PNG);
        assert_eq!(files(&stage).len(), 1);
    }

    async fn a_missing_file_is_a_sentence_and_one_of_nobody_is_swept(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north) = (all.one.org, &all.one.north);
        let admin = stage.actor(&north.admin).await;
        let id = resource(&stage, &admin, north.account).await;
        let kept = attach(&stage, &admin, id, "plan.png", PNG).await.unwrap();
        assert_eq!(attachments::check(&stage.house, org).await.unwrap(), (1, Vec::new()));
        let granted = admin.may::<ResourcesEdit>().unwrap();
        let mut broken = attachments::begin(&stage.house, &granted, id, "late.png").await.unwrap();
        broken.write(PNG).await.unwrap();
        // A process that is killed drops nothing.
        std::mem::forget(broken);
        let lost = attach(&stage, &admin, id, "lost.png", PNG).await.unwrap();
        stage.tamper("DELETE FROM resource_attachments WHERE id = ?1", &[db::Value::from(lost.id)]).await;
        assert_eq!(files(&stage).len(), 3);
        stage.advance(Span::minutes(59));
        assert_eq!(attachments::sweep(&stage.house, true).await.unwrap(), 0, "they may be on their way");
        stage.advance(Span::minutes(2));
        assert_eq!(attachments::sweep(&stage.house, false).await.unwrap(), 2);
        assert_eq!(give(&stage, &admin, kept.id).await.unwrap(), PNG);

        let file = files(&stage).remove(0);
        std::fs::write(&file, &PNG[1..]).unwrap();
        let (whole, lost) = attachments::check(&stage.house, org).await.unwrap();
        assert_eq!((whole, lost[0].attachment, lost[0].why), (0, kept.id, "its file is damaged"));
        std::fs::remove_file(&file).unwrap();
        match give(&stage, &admin, kept.id).await {
            Err(Error::Conflict(words)) => assert!(words.to_string().contains("“plan.png” is missing here"), "{words}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(attachments::check(&stage.house, org).await.unwrap().1[0].why, "its file is missing");
        attachments::remove(&stage.house, &admin.may().unwrap(), kept.id).await.unwrap();
    }

    async fn a_backup_has_the_files_of_resources(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = resource(&stage, &admin, north.account).await;
        let kept = attach(&stage, &admin, id, "plan.png", PNG).await.unwrap();
        let file = stage.files().join("attached.db");
        let manifest = domain::backup::backup(&stage.house, &file).await.unwrap();
        assert_eq!((manifest.files, manifest.attachments), (0, 1));
        let Some(other) = Stage::open(testkit::Engine::Sqlite).await else { return };
        domain::backup::restore(&other.house, &file).await.unwrap();
        let admin = other.actor(&north.admin).await;
        assert_eq!(give(&other, &admin, kept.id).await.unwrap(), PNG);
        let Some(third) = Stage::open(testkit::Engine::Sqlite).await else { return };
        std::fs::remove_dir_all(stage.files().join("attached.files/attachments")).unwrap();
        match domain::backup::restore(&third.house, &file).await {
            Err(Error::Conflict(words)) => assert!(words.to_string().contains("only 0 of 1 attachments"), "{words}"),
            other => panic!("{other:?}"),
        }
    }
}
