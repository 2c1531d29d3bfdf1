//! The recipients of one write, and the rule that no answer may land on the wrong person.

use super::{Breach, Event, RcptId};
use crate::smtp::{Reply, ReplyError};
use crate::syntax::Address;

/// Recipients asked about in one write, in order, with the answers so far. Nothing leaves before all are answered:
/// the last reply may still show that the first ones had slipped.
#[derive(Debug, Default)]
pub(super) struct Batch {
    asked: Vec<(RcptId, Address)>,
    replies: Vec<Reply>,
}

impl Batch {
    pub(super) fn push(&mut self, id: RcptId, address: Address) {
        self.asked.push((id, address));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.asked.len() >= BATCH_LIMIT
    }

    /// Several were asked about and not all of them are answered: if no more comes, nobody knows whose reply is missing.
    pub(super) fn is_torn(&self) -> bool {
        self.asked.len() > 1 && !self.replies.is_empty()
    }

    /// Takes the answer to the next recipient.
    pub(super) fn answer(&mut self, reply: Reply) -> Result<(), Breach> {
        let Some((_, own)) = self.asked.get(self.replies.len()) else {
            return Err(Breach::Reply(ReplyError::Unsolicited));
        };
        if self.is_echo_of_another(own, &reply) {
            return Err(Breach::Echo);
        }
        self.replies.push(reply);
        Ok(())
    }

    /// The answers so far, and those who have none. Empty afterwards.
    pub(super) fn release(&mut self) -> (Vec<Event>, Vec<RcptId>) {
        let answered = self.replies.len().min(self.asked.len());
        let unanswered = self.asked.split_off(answered);
        let pairs = self.asked.drain(..).zip(self.replies.drain(..));
        let answers = pairs.map(|((id, _), reply)| Event::Answer { id, reply });
        (answers.collect(), unanswered.into_iter().map(|(id, _)| id).collect())
    }

    /// Everybody, answered or not. Empty afterwards.
    pub(super) fn discard(&mut self) -> Vec<RcptId> {
        self.replies.clear();
        self.asked.drain(..).map(|(id, _)| id).collect()
    }

    /// Servers that name the recipient put it in `<…>`. Somebody else's name without one's own means that a reply was
    /// lost or slipped in. A single recipient has nobody to be mistaken for.
    fn is_echo_of_another(&self, own: &Address, reply: &Reply) -> bool {
        let named = |address: &Address| {
            let mut names = reply.text().split('<').skip(1).filter_map(|rest| rest.split_once('>'));
            names.any(|(name, _)| name.eq_ignore_ascii_case(address.as_str()))
        };
        self.asked.len() > 1 && !named(own) && self.asked.iter().any(|(_, address)| named(address))
    }
}

/// Recipients in one write: well below every TCP window (RFC 2920 §3.1 warns of deadlock), and a bound on the replies
/// that are held.
const BATCH_LIMIT: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(addresses: &[&str]) -> Batch {
        let mut batch = Batch::default();
        for (id, address) in (0..).map(RcptId).zip(addresses) {
            batch.push(id, address.parse().unwrap());
        }
        batch
    }

    fn reply(text: &str) -> Reply {
        Reply::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn somebody_elses_name_is_an_echo_unless_ones_own_stands_beside_it() {
        let mut two = batch(&["anna@example.org", "ben@example.org"]);
        assert_eq!(two.answer(reply("550 <BEN@example.org>: unknown")), Err(Breach::Echo));
        assert_eq!(two.answer(reply("550 <anna@example.org> is not <ben@example.org>")), Ok(()));
        assert_eq!(two.answer(reply("550-no\r\n550 <anna@example.org> unknown")), Err(Breach::Echo));
        assert_eq!(two.answer(reply("550 <carl@example.org> unknown")), Ok(()));
        assert_eq!(two.answer(reply("250 ok")), Err(Breach::Reply(ReplyError::Unsolicited)));
    }

    #[test]
    fn a_batch_of_one_has_nobody_to_be_mistaken_for() {
        let mut one = batch(&["anna@example.org"]);
        assert_eq!(one.answer(reply("550 <ben@example.org> unknown")), Ok(()));
        let (answers, unanswered) = one.release();
        assert_eq!((answers.len(), unanswered.len(), one.is_empty()), (1, 0, true));
    }
}
