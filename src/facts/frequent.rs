//! Typos of the domains that a list itself is full of.

use std::collections::HashMap;

use super::{
    Data,
    quick::Seeded,
    slips::{Slips, one_slip},
    suggest::{SHORTEST_TARGET, own_slip},
};

/// The list's own frequent domains: `acmecorp.co` once beside `acmecorp.com` 4,000 times is a typo as well.
///
/// Memory is bounded whatever the list: beyond 262,144 domains, those met least are forgotten, and what that may have
/// cost a domain is counted in its favour.
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
    counts: HashMap<Box<str>, u32, Seeded>,
    /// The most rows of any one domain that were forgotten.
    lost: u32,
    /// Once the list is read: the domains frequent enough to be suggested.
    heads: Option<Slips>,
}

impl Frequent {
    /// Counts one row of this domain (lower-case A-labels).
    pub fn add(&mut self, domain: &str) {
        self.heads = None;
        if let Some(count) = self.counts.get_mut(domain) {
            *count = count.saturating_add(1);
            return;
        }
        if self.counts.len() >= MOST {
            self.forget();
        }
        self.counts.insert(domain.into(), 1);
    }

    /// The frequent domain that this rare one is one slip away from. Looks at every domain counted, until the list is
    /// read and they are [sorted out](Self::into_heads).
    #[must_use]
    pub fn suggest(&self, domain: &str) -> Option<&str> {
        if Data::builtin().is_known(domain) {
            return None;
        }
        // What it had when it was forgotten, and since.
        let own = self.counts.get(domain).copied().unwrap_or(0) + self.lost;
        let frequent = |head: &&str| self.counts.get(*head).is_some_and(|count| rare_beside(own.max(1), *count));
        let meant = |head: &&str| frequent(head) && own_slip(domain, head);
        // Ties by name, so that a run says the same twice.
        let best = |one: &'_ &str, other: &'_ &str| {
            let rank = |head: &str| self.counts.get(head).copied();
            rank(one).cmp(&rank(other)).then_with(|| other.cmp(one))
        };
        let near = match &self.heads {
            Some(heads) => heads.near(domain).filter(meant).max_by(best),
            None => self.all_heads().filter(|head| one_slip(domain, head)).filter(meant).max_by(best),
        };
        // www.acme.de, acme.de.com.
        let bare = || domain.strip_prefix("www.").or_else(|| domain.strip_suffix(".com"));
        let glued = || self.counts.get_key_value(bare()?).map(|(head, _)| &**head);
        near.or_else(|| glued().filter(frequent))
    }

    /// Sorts out the domains frequent enough to be suggested, once the list is read: a question costs a dozen look-ups
    /// from here on. Further rows undo it.
    #[must_use]
    pub fn into_heads(mut self) -> Self {
        self.heads = Some(Slips::new(self.all_heads()));
        self
    }

    fn all_heads(&self) -> impl Iterator<Item = &str> {
        let often = self.counts.iter().filter(|(_, count)| rare_beside(1, **count));
        // Of the well-known ones `suggest::domain` has judged already.
        let own = often.map(|(domain, _)| &**domain).filter(|domain| !Data::builtin().is_known(domain));
        own.filter(|domain| domain.len() >= SHORTEST_TARGET)
    }

    /// Lossy counting (Manku and Motwani, 2002): all lose a row, and who has none left goes.
    fn forget(&mut self) {
        while self.counts.len() >= MOST / 2 {
            self.lost += 1;
            self.counts.retain(|_, count| {
                *count -= 1;
                *count > 0
            });
        }
    }
}

/// Whether so few rows may be slips of so many: one in a hundred at first, but few make the same one.
fn rare_beside(own: u32, head: u32) -> bool {
    own <= (head / FACTOR).min(1 + head / SAME_SLIP)
}

/// How many times as often as the rare one a domain must stand in a list to be suggested.
const FACTOR: u32 = 100;
/// Of so many people, one more makes the very same slip.
const SAME_SLIP: u32 = 1000;
/// Domains counted at once: some 20 MB of them.
const MOST: usize = 1 << 18;

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
        let heads = seen.clone().into_heads();
        for seen in [&seen, &heads] {
            assert_eq!(seen.suggest("acmecorb.com"), None, "ten rows are a company, not a slip");
            assert_eq!(seen.suggest("acmecorp.com"), None);
            assert_eq!(seen.suggest("acmecorp.co"), Some("acmecorp.com"));
        }
    }

    /// Two firms a letter apart, a group and its daughters, and whatever stands beside the great providers.
    #[test]
    fn a_rare_firm_beside_a_frequent_one_is_no_typo() {
        let mut seen = Frequent::default();
        for head in "acme.com acme.at mayer.de bosch.de abb.com gmail.com web.de gmx.net nordwind.nl team1.fabrik.de \
                     ch.fabrik.com meyers.de"
            .split_whitespace()
        {
            (0..9000).for_each(|_| seen.add(head));
        }
        let seen = seen.into_heads();
        for firm in "acme.co.uk acme.it acme.de acme.ch acme.net acme.org acme.app acne.com abc.com abd.com maier.de \
                     meyer.de posch.de wet.de wed.de grail.com gail.com gmt.net nordwind.pl team2.fabrik.de \
                     team11.fabrik.de cn.fabrik.com"
            .split_whitespace()
        {
            assert_eq!(seen.suggest(firm), None, "{firm}");
        }
        for (slip, meant) in [
            ("acme.co acme.cm acme.vom", "acme.com"),
            ("mayr.de", "mayer.de"),
            ("bsoch.de", "bosch.de"),
            ("nordwimd.nl nordwindd.nl nordwind.n nordwindnl nodwind.nl nordwin.nl", "nordwind.nl"),
        ] {
            for slip in slip.split_whitespace() {
                assert_eq!(seen.suggest(slip), Some(meant), "{slip}");
            }
        }
    }

    #[test]
    fn many_of_the_same_slip_are_a_firm() {
        let mut seen = Frequent::default();
        (0..4000).for_each(|_| seen.add("acmecorp.com"));
        (0..5).for_each(|_| seen.add("acmcorp.com"));
        (0..6).for_each(|_| seen.add("acecorp.com"));
        assert_eq!(seen.suggest("acmcorp.com"), Some("acmecorp.com"));
        assert_eq!(seen.suggest("acecorp.com"), None);
    }

    #[test]
    fn a_million_domains_are_not_kept_and_none_is_blamed_for_it() {
        let mut seen = Frequent::default();
        (0..5000).for_each(|_| seen.add("acmecorp.com"));
        (0..60).for_each(|_| seen.add("acmecorb.com"));
        (0..400_000).for_each(|row| seen.add(&format!("firm{row}.example")));
        seen.add("acmcorp.com");
        assert!(seen.counts.len() <= MOST && seen.lost > 0);
        let seen = seen.into_heads();
        assert_eq!(seen.suggest("acmcorp.com"), Some("acmecorp.com"));
        assert_eq!(seen.suggest("acmecorb.com"), None, "sixty rows once");
    }
}
