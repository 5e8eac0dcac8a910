//! A text with places in it: `{{ first_name }}`, and `{% if … %}` around what is not always said. Nothing else of
//! minijinja: no loops, no arithmetic, so that no text takes long or grows large.

use std::collections::BTreeMap;

use minijinja::{Environment, UndefinedBehavior, filters};

use super::lines::one_line;

/// The longest text that somebody may write.
pub const LONGEST: usize = 10_000;

/// The one variable whose value has lines: what a digest tells, each line made by Portico.
pub const LIST: &str = "list";

/// The words that may begin a `{% … %}`.
const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];

/// The names and values of the variables.
pub type Values = Vec<(&'static str, String)>;

fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("upper", filters::upper);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("title", filters::title);
    environment
}

/// Fills a text. Values stand on one line each: nothing that somebody chose as a name begins a line of its own. (Those
/// of [`LIST`] are lines already.)
pub fn render(text: &str, values: &Values) -> Result<String, String> {
    let plain = |name: &str, value: &str| if name == LIST { value.to_owned() } else { one_line(value) };
    let values: BTreeMap<&str, String> =
        values.iter().map(|(name, value)| (*name, plain(name, value))).collect();
    environment().render_str(text, values).map_err(|error| words(&error))
}

/// What is wrong with a text, by its line and its word; nothing if it can be filled with these variables.
pub fn check(text: &str, known: &[&str]) -> Result<(), String> {
    if text.chars().count() > LONGEST {
        return Err(format!("Use at most {LONGEST} characters."));
    }
    for (number, tag) in tags(text) {
        let line = || format!("Line {number}:");
        if tag.statement && !STATEMENTS.contains(&tag.inside.split_whitespace().next().unwrap_or_default()) {
            let word = tag.inside.split_whitespace().next().unwrap_or_default();
            return Err(format!("{} “{word}” cannot be used here, only if, elif, else and endif.", line()));
        }
        if tag.inside.contains(['*', '~', '+', '[', '{']) {
            return Err(format!("{} only names of variables stand between the braces.", line()));
        }
    }
    let environment = environment();
    let template = environment.template_from_str(text).map_err(|error| words(&error))?;
    let mut unknown: Vec<String> = template
        .undeclared_variables(false)
        .into_iter()
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    unknown.sort_unstable();
    if let Some(name) = unknown.first() {
        let line = tags(text).find(|(_, tag)| has_word(tag.inside, name)).map_or(1, |(line, _)| line);
        return Err(format!("Line {line}: there is no variable “{name}”. There are {}.", known.join(", ")));
    }
    let filled: BTreeMap<&str, &str> = known.iter().map(|name| (*name, "x")).collect();
    template.render(filled).map(|_| ()).map_err(|error| words(&error))
}

/// Whether a text uses a variable.
pub fn uses(text: &str, variable: &str) -> bool {
    tags(text).any(|(_, tag)| has_word(tag.inside, variable))
}

struct Tag<'a> {
    statement: bool,
    inside: &'a str,
}

/// Every `{{ … }}` and `{% … %}` with its line. A tag that is never closed reaches to the end.
fn tags(text: &str) -> impl Iterator<Item = (usize, Tag<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let (start, statement) = match (rest.find("{{"), rest.find("{%")) {
            (Some(value), Some(block)) => (value.min(block), block < value),
            (Some(value), None) => (value, false),
            (None, Some(block)) => (block, true),
            (None, None) => return None,
        };
        let inside = rest.get(start + 2..)?;
        let length = inside.find(if statement { "%}" } else { "}}" }).unwrap_or(inside.len());
        let line = text.get(..at + start)?.matches('\n').count() + 1;
        at += start + 2 + length;
        Some((
            line,
            Tag { statement, inside: inside.get(..length)?.trim_matches(['-', '+', ' ', '\t', '\n']) },
        ))
    })
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|found| found == word)
}

fn words(error: &minijinja::Error) -> String {
    let line = error.line().unwrap_or(1);
    let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    format!("Line {line}: {}.", one_line(&what).trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["name", "organization", "link"];

    #[test]
    fn c_04_a_mistake_is_said_with_its_line_and_its_word() {
        for (text, line, word) in [
            ("Dear {{ name }},\n\n{{ lnk }}", "Line 3:", "lnk"),
            ("a\n{{ name", "Line 2:", ""),
            ("{% for x in name %}{% endfor %}", "Line 1:", "for"),
            ("\n{% if name %}never closed", "Line", ""),
            ("{{ name | reverse }}", "Line 1:", "reverse"),
            ("{{ name.x }}", "Line 1:", ""),
            ("{{ 'x' * 100000 }}", "Line 1:", "variables"),
            ("{{ range(100000) }}", "Line 1:", "range"),
            ("{% include 'x' %}", "Line 1:", "include"),
            ("{% set name = 1 %}", "Line 1:", "set"),
            ("{% if other %}x{% endif %}", "Line 1:", "other"),
        ] {
            let error = check(text, &KNOWN).unwrap_err();
            assert!(error.contains(line) && error.contains(word), "{text}: {error}");
            assert!(!error.contains('\n'), "{error}");
        }
        assert!(check(&"x".repeat(LONGEST + 1), &KNOWN).is_err());
    }

    #[test]
    fn c_04_a_text_is_filled_and_a_value_is_never_a_template() {
        let text = "Dear {{ name }},\n{% if link %}see {{ link }}{% else %}ask {{ organization | upper }}{% endif %}";
        assert_eq!(check(text, &KNOWN), Ok(()));
        let values = |name: &str, link: &str| {
            vec![("name", name.to_owned()), ("link", link.to_owned()), ("organization", "One".to_owned())]
        };
        assert_eq!(
            render(text, &values("{{7*7}}\nBcc: x", "https://p")).unwrap(),
            "Dear {{7*7}} Bcc: x,\nsee https://p"
        );
        assert_eq!(render(text, &values("<b>&", "")).unwrap(), "Dear <b>&,\nask ONE");
    }

    #[test]
    fn a_text_uses_what_stands_between_its_braces() {
        assert!(uses("see {{link}}", "link") && uses("{%- if link %}x{% endif %}", "link"));
        assert!(!uses("link {{ links }}", "link"));
    }
}
