//! What a reply means. A pure function.

/// The words that say that somebody has the message.
const YES: [&str; 3] = ["OK", "OKAY", "ACK"];
/// Digits of the code in a text message.
pub const DIGITS: usize = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The latest message is acknowledged, or the one with this code.
    Yes(Option<String>),
    /// Something else was said.
    Said,
}

pub fn meaning(text: &str) -> Meaning {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_code = |word: &str| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [one] if YES.contains(one) => Meaning::Yes(None),
        [code] if is_code(code) => Meaning::Yes(Some((*code).to_owned())),
        [yes, code] | [code, yes] if YES.contains(yes) && is_code(code) => {
            Meaning::Yes(Some((*code).to_owned()))
        }
        _ => Meaning::Said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_acknowledges_with_or_without_a_code_and_nothing_else_does() {
        let yes = |code: &str| Meaning::Yes((!code.is_empty()).then(|| code.to_owned()));
        for (text, expected) in [
            ("OK", yes("")),
            (" ok!\r\n", yes("")),
            ("Okay.", yes("")),
            ("ack", yes("")),
            ("OK 0471", yes("0471")),
            ("0471 ok", yes("0471")),
            ("0471", yes("0471")),
            ("„OK“ – 0471", yes("0471")),
            ("", Meaning::Said),
            ("not OK", Meaning::Said),
            ("OK, but later", Meaning::Said),
            ("OK 471", Meaning::Said),
            ("04711", Meaning::Said),
            ("OK 0471 0472", Meaning::Said),
            ("ok ok", Meaning::Said),
            ("٠٤٧١", Meaning::Said),
            ("Stop", Meaning::Said),
        ] {
            assert_eq!(meaning(text), expected, "{text}");
        }
    }
}
