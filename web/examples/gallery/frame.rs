//! The frame of the sample pages: an answering service, and a dental practice that is its client.

use web::ui::{Accounts, Choice, Door, Flash, LoginAsBar, MenuItem, Shell, Tone, Undo, Who, icon};

pub fn portal(title: &str, current: usize) -> Shell {
    let menu = [
        ("Home", "/home", "home", "g h", None),
        ("Calls", "calls.html", "phone", "g c", Some("3")),
        ("Messages", "message.html", "message", "g m", Some("12")),
        ("On call", "/on-call", "headset", "g o", None),
        ("Requests", "/requests", "ticket", "g t", None),
        ("Contacts", "contact-errors.html", "address-book", "g p", None),
        ("Invoices", "/invoices", "receipt", "g i", None),
    ];
    Shell {
        title: title.into(),
        door: Door::Portal,
        menu: menu
            .into_iter()
            .enumerate()
            .map(|(at, (label, href, name, keys, count))| MenuItem {
                current: at == current,
                shortcut: Some(keys.into()),
                count: count.map(Into::into),
                ..MenuItem::new(label, href, icon(name))
            })
            .collect(),
        who: Some(Who {
            name: "Dana Reyes".into(),
            email: "dana@brightsmile.example".into(),
            detail: "Client Admin".into(),
            ..Who::default()
        }),
        account: Some("Bright Smile Dental".into()),
        live: Some("/live".into()),
        ..bare()
    }
}

pub fn console(title: &str, current: usize) -> Shell {
    let menu = [
        ("Inbox", "/inbox", "inbox", "g i", Some("8"), None),
        ("Accounts", "accounts.html", "building", "g a", None, None),
        ("Calls", "calls.html", "phone", "g c", None, Some("Records")),
        ("Messages", "message.html", "message", "g m", None, None),
        ("Requests", "/requests", "ticket", "g t", Some("21"), None),
        ("Operators", "/operators", "headset", "g o", None, Some("Organization")),
        ("Roles", "/roles", "shield", "g r", None, None),
        ("Audit log", "/history", "history", "g l", None, None),
        ("Settings", "/settings", "settings", "g s", None, None),
    ];
    Shell {
        title: title.into(),
        door: Door::Console,
        menu: menu
            .into_iter()
            .enumerate()
            .map(|(at, (label, href, name, keys, count, heading))| MenuItem {
                current: at == current,
                shortcut: Some(keys.into()),
                count: count.map(Into::into),
                heading: heading.map(Into::into),
                ..MenuItem::new(label, href, icon(name))
            })
            .collect(),
        who: Some(Who {
            name: "Marta Lindqvist".into(),
            email: "marta@harborline.example".into(),
            detail: "Lead agent".into(),
            ..Who::default()
        }),
        flash: Some(Flash {
            tone: Tone::Good,
            text: "Locked Kestrel Property Care".into(),
            undo: Some(Undo { label: "Undo".into(), action: "/undo".into() }),
        }),
        ..bare()
    }
}

pub fn viewing() -> Shell {
    let accounts = Accounts {
        others: vec![Choice::new("Bright Smile Orthodontics", "calls.html", false)],
        all_href: Some("accounts.html".into()),
    };
    let bar = LoginAsBar {
        operator: "Marta Lindqvist".into(),
        subject: "Dana Reyes".into(),
        account: "Bright Smile Dental".into(),
        viewing: true,
        ends_at_iso: "2025-11-21T11:44:10-08:00".into(),
        minutes_left: 24,
        exit_action: "/login-as/exit".into(),
    };
    Shell { accounts, bar: Some(bar), ..portal("Calls", 1) }
}

pub fn bare() -> Shell {
    Shell {
        organization: "Harborline Answering".into(),
        asset_version: "1".into(),
        path: "/calls".into(),
        help_href: Some("/help".into()),
        ..Shell::default()
    }
}
