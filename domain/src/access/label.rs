//! Who did something, in one name.

use super::Actor;

impl Actor {
    /// As clients and operators read it: “Dana Reyes”, “Maya Ortiz for Dana Reyes”, or what a program is called.
    pub(crate) fn label(&self) -> String {
        let subject = self.subject().map(|person| person.name.clone());
        match (subject, self.operator()) {
            (Some(subject), Some(operator)) if operator.name != subject => {
                format!("{} for {subject}", operator.name)
            }
            (Some(subject), _) => subject,
            (None, Some(operator)) => operator.name.clone(),
            (None, None) => self.via().text(),
        }
    }
}
