//! Typos of the domains that a list itself is full of.

use std::collections::HashMap;

use super::{
    Data,
    suggest::{SHORTEST_TARGET, one_slip},
};

/// The list's own frequent domains: `acmecorp.co` once beside `acmecorp.com` 4,000 times is a typo as well.
///
/// ```
/// use listproof::facts::suggest::Frequent;
/// let mut seen = Frequent::default();
/// (0..4000).for_each(|_| seen.add("acmecorp.com"));
/// seen.add("acmecorp.co");
/// assert_eq!(seen.suggest("acmecorp.co"), Some("acmecorp.com"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Frequent {
    counts: HashMap<Box<str>, u32>,
}

impl Frequent {
    /// Counts one row of this domain (lower-case A-labels).
    pub fn add(&mut self, domain: &str) {
        if let Some(count) = self.counts.get_mut(domain) {
            *count = count.saturating_add(1);
        } else {
            self.counts.insert(domain.into(), 1);
        }
    }

    /// The frequent domain that this rare one is one slip away from. Looks at every domain counted: ask once for each
    /// rare domain, after the list is read, or keep the [heads](Self::into_heads).
    #[must_use]
    pub fn suggest(&self, domain: &str) -> Option<&str> {
        let own = self.counts.get(domain).copied().unwrap_or(0);
        let rows = self.counts.iter().map(|(head, count)| (&**head, *count));
        nearest(domain, own, rows)
    }

    /// Only the domains frequent enough to be suggested, so that a look costs as many comparisons as there are of
    /// them.
    #[must_use]
    pub fn into_heads(mut self) -> Self {
        self.counts.retain(|_, count| *count >= FEWEST);
        self
    }
}

fn nearest<'a>(domain: &str, own: u32, heads: impl Iterator<Item = (&'a str, u32)>) -> Option<&'a str> {
    if Data::builtin().is_known(domain) {
        return None;
    }
    heads
        .filter(|(head, count)| {
            *count >= FEWEST
                && *count / FACTOR >= own
                && head.len() >= SHORTEST_TARGET
                && *head != domain
                && one_slip(domain, head)
        })
        // Ties by name, so that a run says the same twice.
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)))
        .map(|(head, _)| head)
}

/// How often a domain must stand in a list to be suggested, and how many times as often as the rare one.
const FEWEST: u32 = 50;
const FACTOR: u32 = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_domains_need_many_rows_and_a_rare_neighbour() {
        let mut seen = Frequent::default();
        (0..400).for_each(|_| seen.add("acmecorp.com"));
        (0..40).for_each(|_| seen.add("acmecorp.org"));
        for domain in ["acmecorp.co", "acmcorp.com"] {
            seen.add(domain);
            assert_eq!(seen.suggest(domain), Some("acmecorp.com"));
        }
        (0..10).for_each(|_| seen.add("acmecorb.com"));
        assert_eq!(seen.suggest("acmecorb.com"), None, "ten rows are a company, not a slip");
        assert_eq!(seen.suggest("acmecorp.com"), None);
        assert_eq!(seen.clone().into_heads().suggest("acmecorp.co"), Some("acmecorp.com"));
    }
}
