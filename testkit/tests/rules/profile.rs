//! What a person decides about himself or herself: name, title, and how dates and times are read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::Mode;
use domain::history;
use domain::organizations::settings;
use domain::people::profile::{self, Preferences, Profile};
use domain::sign_in::SignedIn;
use kernel::{DateFormat, Error, Formats, Name, TimeFormat, TimeZoneName};
use testkit::{Stage, TwoOfEverything, both_engines};

async fn own(stage: &Stage, who: &SignedIn) -> Profile {
    profile::own(&mut stage.read().await, who).await.unwrap()
}

fn american() -> Formats {
    Formats { date: DateFormat::MonthDayYear, time: TimeFormat::Twelve }
}

both_engines! {
    async fn s4_37_s4_40_c_23_the_organization_decides_for_those_who_do_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let visit = stage.sign_in(&all.one.north.user).await;
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!((who.formats, who.time_zone.as_str()), (Formats::default(), "America/New_York"));
        let operator = stage.signed_in(&all.one.operator).await;
        assert_eq!(operator.time_zone, "America/Chicago", "an operator is at home in the organization");

        let administrator = stage.actor(&all.one.administrator).await;
        let decide = |settings: &mut domain::organizations::Settings| settings.formats = american();
        settings::configure(&stage.house, &administrator.may().unwrap(), decide).await.unwrap();
        assert_eq!(stage.resolve(&visit).await.unwrap().formats, american(), "from the next request on");
        assert_eq!(stage.signed_in(&all.two.north.user).await.formats, Formats::default());
    }

    async fn e_14_s4_36_s4_38_s4_39_s4_42_one_s_own_choice_wins_in_each_of_the_twelve_ways(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let visit = stage.sign_in(&all.one.north.user).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let decide = |settings: &mut domain::organizations::Settings| settings.formats = american();
        settings::configure(&stage.house, &administrator.may().unwrap(), decide).await.unwrap();
        for formats in Formats::all() {
            let who = stage.resolve(&visit).await.unwrap();
            let preferences = Preferences { time_zone: None, date: Some(formats.date), time: Some(formats.time) };
            let new = Profile { preferences, ..own(&stage, &who).await };
            profile::edit(&stage.house, &who, new.clone()).await.unwrap();
            assert_eq!(own(&stage, &who).await, new);
            assert_eq!(stage.resolve(&visit).await.unwrap().formats, formats);
        }
        let who = stage.resolve(&visit).await.unwrap();
        let zone = TimeZoneName::parse("Asia/Tokyo").unwrap();
        let preferences = Preferences { time_zone: Some(zone), date: None, time: None };
        profile::edit(&stage.house, &who, Profile { preferences, ..own(&stage, &who).await }).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!((who.formats, who.time_zone.as_str()), (american(), "Asia/Tokyo"));
    }

    async fn s4_41_every_change_of_a_profile_is_in_its_history_with_before_and_after(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let who = stage.signed_in(&north.user).await;
        let before = own(&stage, &who).await;
        profile::edit(&stage.house, &who, before.clone()).await.unwrap();
        let lines = stage.number("SELECT count(*) FROM events WHERE action = 'profile.edited'", &[]).await;
        assert_eq!(lines, 0, "what is the same is no change");

        let new = Profile {
            name: Name::parse("Ann Lee").unwrap(),
            title: "Technician".to_owned(),
            preferences: Preferences {
                time_zone: Some(TimeZoneName::parse("Europe/Paris").unwrap()),
                date: Some(DateFormat::YearMonthDay),
                time: Some(TimeFormat::Twelve),
            },
        };
        profile::edit(&stage.house, &who, new).await.unwrap();
        let operator = stage.actor(&all.one.operator).await;
        let chosen = Preferences { time: Some(TimeFormat::TwentyFour), ..Preferences::default() };
        profile::prefer(&stage.house, &operator.may().unwrap(), north.user.id, &chosen).await.unwrap();

        let lines = history::about(&mut stage.read().await, &operator.may().unwrap(), north.user.id.any(), 10).await.unwrap();
        let own_lines = history::of_oneself(&mut stage.read().await, &who, 10).await.unwrap();
        let told = |entries: &[history::Entry], index: usize| -> Vec<String> {
            entries[index].changes.iter().map(|c| format!("{}: {} -> {}", c.field, c.before, c.after)).collect()
        };
        assert_eq!(told(&lines, 0), ["time zone: Europe/Paris -> ", "date format: YYYY/MM/DD -> ", "time format: 12h -> 24h"]);
        assert_eq!(lines[0].actor, all.one.operator.email);
        assert_eq!(told(&lines, 1), [
            format!("name: {} -> Ann Lee", before.name),
            "title:  -> Technician".to_owned(),
            "time zone:  -> Europe/Paris".to_owned(),
            "date format:  -> YYYY/MM/DD".to_owned(),
            "time format:  -> 12h".to_owned(),
        ]);
        assert_eq!(told(&own_lines, 0), told(&lines, 0), "the person reads the same");
        assert_eq!(own_lines.len(), lines.len());
        let other = stage.signed_in(&north.admin).await;
        let others = history::of_oneself(&mut stage.read().await, &other, 50).await.unwrap();
        assert!(others.iter().all(|line| line.label != "Ann Lee"), "and nobody else's");
    }

    async fn an_operator_who_looks_changes_nothing_and_one_who_acts_is_named(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let view = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::View).await.unwrap();
        let who = stage.resolve(&view).await.unwrap();
        let mut new = own(&stage, &who).await;
        new.title = "Plumber".to_owned();
        let error = profile::edit(&stage.house, &who, new.clone()).await.unwrap_err();
        assert!(matches!(error, Error::Forbidden(_)), "{error:?}");

        let act = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::Act).await.unwrap();
        profile::edit(&stage.house, &stage.resolve(&act).await.unwrap(), new).await.unwrap();
        let line = &history::of_oneself(&mut stage.read().await, &stage.signed_in(&north.user).await, 1).await.unwrap()[0];
        assert_eq!(line.actor, all.one.operator.email);
        assert_eq!(line.subject, north.user.email);
    }

    async fn a_profile_is_set_within_reach_only(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let chosen = Preferences { time: Some(TimeFormat::Twelve), ..Preferences::default() };
        let foreign = all.two.north.user.id;
        let error = profile::prefer(&stage.house, &operator.may().unwrap(), foreign, &chosen).await.unwrap_err();
        assert!(matches!(error, Error::NotFound));
        let error = profile::of_member(&mut stage.read().await, &operator.may().unwrap(), foreign).await.unwrap_err();
        assert!(matches!(error, Error::NotFound));
        assert!(stage.actor(&all.one.north.user).await.may::<domain::access::UsersManage>().is_err());
    }
}
