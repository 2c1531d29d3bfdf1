//! What to do with a row.

use crate::verdict::Status;
use std::{fmt, str::FromStr};

/// What to do with a row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Mail it.
    Keep,
    /// A person decides.
    Review,
    /// Do not mail it.
    Drop,
}

impl Action {
    /// Each one, in the order of its declaration.
    pub const ALL: &'static [Self] = &[Self::Keep, Self::Review, Self::Drop];

    /// The default table. Suppression comes first: it is a promise to a person. A later duplicate is dropped whatever
    /// its verdict, as its mailbox gets the mail through the first row.
    ///
    /// ```
    /// use listproof::{Status, decision::Action};
    /// assert_eq!(Action::of(Status::Deliverable, false, false), Action::Keep);
    /// assert_eq!(Action::of(Status::Deliverable, true, false), Action::Drop);
    /// assert_eq!(Action::of(Status::Unknown, false, false), Action::Review);
    /// ```
    #[must_use]
    pub const fn of(status: Status, suppressed: bool, later_duplicate: bool) -> Self {
        if suppressed || later_duplicate {
            return Self::Drop;
        }
        match status {
            Status::Deliverable => Self::Keep,
            Status::Undeliverable => Self::Drop,
            Status::Risky | Status::Unknown => Self::Review,
        }
    }

    /// The name, as in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Review => "review",
            Self::Drop => "drop",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Self, UnknownAction> {
        (Self::ALL.iter().copied()).find(|action| action.as_str() == name).ok_or(UnknownAction)
    }
}

/// A word that is no [`Action`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownAction;

impl fmt::Display for UnknownAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of an action")
    }
}

impl std::error::Error for UnknownAction {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table() {
        let plain = |status| Action::of(status, false, false);
        assert_eq!(plain(Status::Deliverable), Action::Keep);
        assert_eq!(plain(Status::Risky), Action::Review);
        assert_eq!(plain(Status::Unknown), Action::Review);
        assert_eq!(plain(Status::Undeliverable), Action::Drop);
        for status in Status::ALL {
            assert_eq!(Action::of(*status, true, false), Action::Drop);
            assert_eq!(Action::of(*status, false, true), Action::Drop);
        }
    }

    #[test]
    fn names_come_back() {
        for action in Action::ALL {
            assert_eq!(action.to_string().parse(), Ok(*action));
        }
        assert_eq!("Keep".parse::<Action>(), Err(UnknownAction));
    }
}
