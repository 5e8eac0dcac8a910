//! Writes a page of every kind, filled with believable samples, so that one can look at them:
//! `cargo run -p web --example gallery -- OUTDIR`, then serve OUTDIR beside `web/dist` as `/assets`.

mod accounts;
mod calls;
mod frame;
mod message;
mod others;

use std::{env, fs, io, path::PathBuf};

use askama::Template;

fn main() -> io::Result<()> {
    let Some(out) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("usage: gallery OUTDIR"));
    };
    fs::create_dir_all(&out)?;
    let pages = [
        ("calls", page(&calls::calls(frame::portal("Calls", 1)))?),
        ("viewing", page(&calls::calls(frame::viewing()))?),
        ("calls-none", page(&calls::none())?),
        ("calls-first", page(&calls::first_use())?),
        ("accounts", page(&accounts::list())?),
        ("account", page(&accounts::overview())?),
        ("message", page(&message::message())?),
        ("contact-errors", page(&others::contact_form())?),
        ("login", page(&others::login())?),
        ("confirm", page(&others::confirm())?),
        ("problem", page(&others::problem())?),
        ("problem-outside", page(&others::problem_outside())?),
    ];
    for (name, html) in &pages {
        fs::write(out.join(name).with_extension("html"), html)?;
    }
    Ok(())
}

fn page(template: &impl Template) -> io::Result<String> {
    template.render().map_err(io::Error::other)
}
