//! A form with errors, the way in, the question before something final, and what is shown when something is wrong.

use askama::Template;
use web::ui::{
    Choice, ConfirmPage, Door, FieldKind, FieldView, Flash, FormView, ProblemPage, SelectOption, Shell, Tone,
    icon,
};

use crate::frame;

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block content %}{{ form }}{% endblock %}"#,
    ext = "html"
)]
pub struct FormPage {
    shell: Shell,
    form: FormView,
}

#[derive(Template)]
#[template(
    source = r#"{% extends "entrance.html" %}{% block content %}{{ form }}<p class="or">or</p><p><a class="button wide" href="/login/link">{{ web::ui::icon("mail") }}<span>Email me a sign-in link</span></a></p>{% endblock %}{% block aside %}<a href="/password/forgotten">Forgot your password?</a>{% endblock %}"#,
    ext = "html"
)]
pub struct LoginPage {
    shell: Shell,
    form: FormView,
}

pub fn contact_form() -> FormPage {
    let field = FieldView::new;
    let fields = vec![
        FieldView {
            value: "Dr. Hannah Weiss".into(),
            required: true,
            autocomplete: Some("name".into()),
            maxlength: Some(120),
            ..field("name", "Name", FieldKind::Text)
        },
        FieldView {
            value: "(503) 555-01".into(),
            required: true,
            error: Some("Enter a complete phone number, such as (503) 555-0142".into()),
            hint: "We call this number when the person is on call.".into(),
            autocomplete: Some("tel".into()),
            ..field("phone", "Mobile phone", FieldKind::Tel)
        },
        FieldView {
            value: "hannah@brightsmile".into(),
            error: Some("Enter an email address with a domain, such as name@practice.example".into()),
            autocomplete: Some("email".into()),
            ..field("email", "Email", FieldKind::Email)
        },
        FieldView {
            required: true,
            short: true,
            ..field(
                "role",
                "Role",
                FieldKind::Select {
                    options: vec![
                        SelectOption::new("dentist", "Dentist", true),
                        SelectOption::new("desk", "Front desk", false),
                    ],
                },
            )
        },
        FieldView {
            required: true,
            ..field(
                "reach",
                "How to reach this person",
                FieldKind::Radio {
                    options: vec![
                        SelectOption {
                            hint: "Rings until someone answers.".into(),
                            ..SelectOption::new("call", "Call", true)
                        },
                        SelectOption {
                            hint: "With a link to the message.".into(),
                            ..SelectOption::new("text", "Text message", false)
                        },
                    ],
                },
            )
        },
        FieldView {
            value: "Prefers texts before 8 AM.".into(),
            hint: "Agents see this during a call.".into(),
            ..field("notes", "Notes", FieldKind::TextArea { rows: 4 })
        },
        field("notify", "Send an invitation to the portal", FieldKind::Checkbox { checked: true }),
    ];
    FormPage {
        shell: Shell {
            trail: vec![Choice::new("Contacts", "/contacts", false)],
            ..frame::portal("New contact", 5)
        },
        form: FormView {
            action: "/contacts".into(),
            fields,
            submit: "Add contact".into(),
            cancel_href: Some("calls.html".into()),
            ..FormView::default()
        },
    }
}

pub fn login() -> LoginPage {
    let fields = vec![
        FieldView {
            required: true,
            autocomplete: Some("username".into()),
            ..FieldView::new("email", "Email", FieldKind::Email)
        },
        FieldView { required: true, ..FieldView::new("password", "Password", FieldKind::Password) },
    ];
    LoginPage {
        shell: Shell {
            title: "Sign in".into(),
            flash: Some(Flash { tone: Tone::Neutral, text: "You are signed out.".into(), undo: None }),
            ..frame::bare()
        },
        form: FormView { action: "/login".into(), fields, submit: "Sign in".into(), ..FormView::default() },
    }
}

pub fn confirm() -> ConfirmPage {
    ConfirmPage {
        shell: Shell { flash: None, ..frame::console("Lock Bright Smile Dental?", 1) },
        effect: "All 5 users are signed out at once and cannot sign in until the account is unlocked. Calls are still answered; nothing is deleted.".into(),
        verb: "Lock Bright Smile Dental".into(),
        action: "/accounts/lock".into(),
        cancel_href: "account.html".into(),
        danger: true,
        ..ConfirmPage::default()
    }
}

pub fn problem() -> ProblemPage {
    ProblemPage {
        shell: frame::portal("Page not found", 9),
        icon: icon("search"),
        text: "There is nothing at this address, or it is not yours to see.".into(),
        advice: "If someone sent you the link, ask them whether you have access to the account.".into(),
        action: Some(("Go to calls".into(), "calls.html".into())),
        request_id: Some("req_01kaj5zq4m".into()),
    }
}

pub fn problem_outside() -> ProblemPage {
    ProblemPage {
        shell: Shell {
            title: "Something went wrong on our side".into(),
            door: Door::Entrance,
            ..frame::bare()
        },
        text: "Nothing was saved. We have been told about it.".into(),
        advice: "Try again in a minute.".into(),
        request_id: Some("req_01kaj5zq4m".into()),
        ..ProblemPage::default()
    }
}
