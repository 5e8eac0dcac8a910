//! Lockfiles say what a package is, not which machine it came from.

use crate::Findings;
use crate::workspace::Source;

/// npm lockfiles that name the host of a registry.
pub fn with_hosts(json: &[Source]) -> Findings {
    json.iter()
        .filter(|source| {
            source.path.ends_with("package-lock.json") && source.text.contains("\"resolved\": \"http")
        })
        .map(|source| format!("{} names registry hosts: `omit-lockfile-registry-resolved=true`", source.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_found() {
        let lock =
            |text: &str| vec![Source { path: "a/package-lock.json".to_owned(), text: text.to_owned() }];
        assert_eq!(with_hosts(&lock(r#"{ "resolved": "https://host.test/a.tgz" }"#)).len(), 1);
        assert!(with_hosts(&lock(r#"{ "version": "1.0.0" }"#)).is_empty());
    }
}
