//! The lines of a file of which no account came, or would come, as a file to mend them by.

use domain::accounts::import::{Field, LineReport, Outcome};

use super::csv_line;

/// Each complaint in a line of its own.
pub fn left_out(lines: &[LineReport]) -> String {
    let words = |texts: [&str; 6]| csv_line(texts.into_iter().map(str::to_owned));
    let mut text = words(["Line", "Name", "Field", "Value", "What", "Why"]);
    for line in lines {
        let what = if line.outcome == Outcome::There { "There already" } else { "Wrong" };
        for wrong in &line.wrong {
            let number = line.line.to_string();
            let label = Field::label_of(&wrong.field);
            text.push_str(&words([&number, &line.label, label, &wrong.value, what, &wrong.reason]));
        }
    }
    text
}
