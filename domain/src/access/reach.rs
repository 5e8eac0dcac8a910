//! How far a permission goes.

/// From one's own records to the whole organization; each reach contains the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Records for the person's contact, or made by the person.
    Own,
    /// Everything of the person's account.
    Account,
    /// Everything of the organization: operators only.
    Organization,
}

impl Reach {
    pub const ALL: [Self; 3] = [Self::Own, Self::Account, Self::Organization];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Account => "account",
            Self::Organization => "organization",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.name() == name)
    }

    /// Two roles of one person: the wider one counts. There is no deny (E-11).
    pub fn union(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        a.max(b)
    }

    /// A key made by a person, or an operator in a client's place: the narrower one counts.
    pub fn both(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        a.min(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_11_roles_are_merged_by_union_and_a_missing_link_narrows() {
        use Reach::{Account, Organization, Own};
        for (a, b, union, both) in [
            (None, None, None, None),
            (None, Some(Own), Some(Own), None),
            (Some(Own), Some(Own), Some(Own), Some(Own)),
            (Some(Own), Some(Account), Some(Account), Some(Own)),
            (Some(Account), Some(Organization), Some(Organization), Some(Account)),
            (Some(Organization), None, Some(Organization), None),
        ] {
            assert_eq!(Reach::union(a, b), union);
            assert_eq!(Reach::union(b, a), union);
            assert_eq!(Reach::both(a, b), both);
            assert_eq!(Reach::both(b, a), both);
        }
    }
}
