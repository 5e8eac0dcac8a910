//! A list of what is connected with something, such as the accounts of a tag, is as quick as the list of all: what it is
//! connected with leads to it in the order of the list.

use super::Query;
use super::fields::Condition;
use crate::access::Owner;

/// A table that has one row for each record that a filter finds, and repeats what lists of them are sorted and narrowed
/// by: walked along its index, it costs a page and no more, however many records there are that are not found.
pub struct Lead {
    /// The table under a name of its own.
    pub from: &'static str,
    /// The SQL of the record's id in it.
    pub id: &'static str,
    /// Whose its rows are.
    pub owner: Owner,
    /// How its rows and the records belong together.
    pub joined: &'static str,
    /// What it has of the records: their SQL, and the same in this table.
    pub repeats: &'static [(&'static str, &'static str)],
    /// Which of its rows the filter finds.
    pub condition: Condition,
    /// As many records as there usually are: of two leads the one that leads to fewer is walked.
    pub usual: u32,
}

/// The lead for what was written into a filter; none where only the records themselves can say what it finds.
pub type Leads = fn(&str) -> Option<Lead>;

impl Lead {
    /// The shortest lead of all filters, and which of the filters it is.
    pub(crate) fn of(query: &Query) -> Option<(usize, Self)> {
        let leads = query.filters.iter().enumerate().filter_map(|(place, filter)| {
            filter.field.leads.and_then(|leads| leads(&filter.written)).map(|lead| (place, lead))
        });
        leads.min_by_key(|(_, lead)| lead.usual)
    }

    /// SQL about a record, asked of this table as far as it repeats the record's columns.
    pub(super) fn repeated(&self, sql: &str) -> String {
        let mut out = String::with_capacity(sql.len());
        let mut rest = sql;
        while let Some(start) = rest.find(is_of_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|c| !is_of_word(c)).unwrap_or(from.len()));
            out.push_str(before);
            out.push_str(
                self.repeats.iter().find(|(column, _)| *column == word).map_or(word, |(_, own)| own),
            );
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_lead_repeats_is_asked_of_it_and_the_rest_of_the_record() {
        let lead = Lead {
            from: "account_tags t",
            id: "t.account_id",
            owner: crate::accounts::ACCOUNTS.owner,
            joined: "r.id = t.account_id",
            repeats: &[("r.id", "t.account_id"), ("r.name_folded", "t.name_folded")],
            condition: (String::new(), Vec::new()),
            usual: 0,
        };
        for (sql, asked) in [
            ("r.name_folded", "t.name_folded"),
            ("(r.name_folded, r.id) > ({}, {})", "(t.name_folded, t.account_id) > ({}, {})"),
            ("r.name LIKE {} AND r.id = r.identity", "r.name LIKE {} AND t.account_id = r.identity"),
            ("1 = 1", "1 = 1"),
        ] {
            assert_eq!(lead.repeated(sql), asked);
        }
    }
}
