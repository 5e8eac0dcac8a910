//! The letter with which an operator gives a client access: where to sign in, as whom, with what (S0-15 … S0-20).

use web::Visitor;

/// The address of the entrance, as clients are told it.
pub fn login_url(visitor: &Visitor) -> String {
    format!("{}/login", visitor.site.settings.base_url.trim_end_matches('/'))
}

/// The name by which a letter addresses a person: `Hannah` of `Dr. Hannah Weiss`.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().find(|word| !word.ends_with('.')).unwrap_or(name)
}

/// A letter to be copied into a mail.
pub fn letter(visitor: &Visitor, name: &str, email: &str, password: &str) -> String {
    let words = Words { organization: &visitor.who.organization.name, sender: &visitor.who.name };
    words.letter(name, &login_url(visitor), email, password)
}

struct Words<'a> {
    organization: &'a str,
    sender: &'a str,
}

impl Words<'_> {
    fn letter(&self, name: &str, url: &str, email: &str, password: &str) -> String {
        let (first, organization, sender) = (first_name(name), self.organization, self.sender);
        format!(
            "Dear {first},\n\n\
             {organization} has opened a portal for you. Sign in whenever you want to view or update important \
             information, such as your calls and messages.\n\n\
             Login URL: {url}\n\
             User ID: {email}\n\
             Password: {password}\n\n\
             Please keep the password to yourself.\n\n\
             Kind regards,\n\
             {sender}\n\
             {organization}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_18_to_s0_21_the_letter_says_who_where_and_with_what() {
        let words = Words { organization: "Harborline Answering", sender: "Marta Lindqvist" };
        let text = words.letter(
            "Dana Reyes",
            "https://79273.portal.example/login",
            "dana@b.example",
            "Cn6~Tc8|Mr0=Rv5",
        );
        assert!(text.starts_with("Dear Dana,\n"));
        assert!(text.contains("view or update important information"));
        for line in [
            "Login URL: https://79273.portal.example/login",
            "User ID: dana@b.example",
            "Password: Cn6~Tc8|Mr0=Rv5",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}");
        }
    }

    #[test]
    fn titles_are_no_first_names() {
        for (name, first) in [
            ("Dr. Hannah Weiss", "Hannah"),
            ("Dana Reyes", "Dana"),
            ("Prof. Dr.", "Prof. Dr."),
            ("Ann", "Ann"),
        ] {
            assert_eq!(first_name(name), first);
        }
    }
}
