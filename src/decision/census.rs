//! What was found, in a run and at each of its operators: what to expect of everybody else.

use crate::site::Operator;
use crate::syntax::HostName;
use crate::verdict::{Count, Peers, Status, Verdict};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// The mailboxes of a list that were decided, counted verdict by verdict in any order.
#[derive(Debug, Default)]
pub(crate) struct Census {
    run: Count,
    /// By the hash of the operator: two that meet in one number share an estimate, no more.
    operators: HashMap<u64, Count>,
    hasher: RandomState,
}

impl Census {
    /// So many mailboxes more, of each of whom the same was heard.
    pub(crate) fn add(&mut self, verdict: &Verdict, mailboxes: u32) {
        let (cause, evidence) = (verdict.cause(), verdict.evidence());
        let mut these = Count::default();
        these.add(cause, evidence, mailboxes);
        if these == Count::default() {
            return;
        }
        self.run.add(cause, evidence, mailboxes);
        if let Some(operator) = self.operator(verdict) {
            self.operators.entry(operator).or_default().add(cause, evidence, mailboxes);
        }
    }

    /// The same verdict, with the risk that it has among all who were counted.
    pub(crate) fn judge(&self, verdict: Verdict) -> Verdict {
        if matches!(verdict.status(), Status::Deliverable | Status::Undeliverable) {
            return verdict;
        }
        let operator = self.operator(&verdict).and_then(|operator| self.operators.get(&operator));
        let peers = Peers { run: self.run, operator: operator.copied().unwrap_or_default() };
        verdict.among(&peers)
    }

    fn operator(&self, verdict: &Verdict) -> Option<u64> {
        let host = HostName::new(verdict.evidence().host.as_deref()?);
        Some(self.hasher.hash_one(Operator::of_host(&host)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Cause, Evidence};

    fn verdict(cause: Cause, host: &str) -> Verdict {
        let host = (!host.is_empty()).then(|| host.to_owned());
        Verdict::new("anna@example.org".parse().unwrap(), cause, Evidence { host, ..Evidence::default() })
    }

    #[test]
    fn an_operator_is_known_by_its_own_and_everybody_else_by_the_run() {
        let mut census = Census::default();
        for n in 0..1000 {
            census.add(&verdict(if n < 900 { Cause::NoMailbox } else { Cause::Accepted }, "mx1.closing.example"), 1);
            census.add(&verdict(Cause::Accepted, "mx.lively.example"), 1);
        }
        let risk = |host: &str| census.judge(verdict(Cause::RateLimited, host)).bounce_risk();
        assert!(risk("mx2.closing.example") > 0.85);
        assert!(risk("mx.lively.example") < 0.05);
        for elsewhere in ["mx.else.example", ""] {
            assert!((0.42..0.48).contains(&risk(elsewhere)), "{}", risk(elsewhere));
        }
    }

    #[test]
    fn a_sentence_is_not_moved_by_others() {
        let mut census = Census::default();
        (0..100).for_each(|_| census.add(&verdict(Cause::NoMailbox, "mx.example.org"), 1));
        let accepted = verdict(Cause::Accepted, "mx.example.org");
        assert_eq!(census.judge(accepted.clone()), accepted);
    }
}
