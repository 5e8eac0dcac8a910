//! Who says or does something, as clients and operators read it beside it.

use super::Actor;

impl Actor {
    /// “Maya Ortiz for Dana Reyes”; the way in, where no person comes in by it.
    pub(crate) fn signature(&self) -> String {
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
