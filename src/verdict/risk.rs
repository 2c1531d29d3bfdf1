//! How likely a bounce is, by what was actually established.

use super::{Cause, Evidence};

/// The probability, 0 to 1, that mail sent now is refused with a permanent error.
///
/// | what was established | risk | because |
/// |---|--:|---|
/// | `accepted` | 0.02 | a stranger was refused there; what is left is filters, and mail bounced after acceptance |
/// | `accepts_all` | 0.12 | the share of dead addresses in a kept list, most of which such domains bounce later |
/// | `unconfirmed` | 0.08 | accepted, by a server of which nothing more is known |
/// | `mailbox_full` 4yz / 5yz | 0.35 / 0.85 | a deferral is retried for days; a permanent refusal bounces now |
/// | `mailbox_suspended` 4yz / 5yz | 0.40 / 0.85 | the same |
/// | `recipient_restricted` | 0.70 | alive, and refuses whoever is not on its list |
/// | DNS says no; `bad_syntax` | 0.99 | nothing can take the mail |
/// | `no_mailbox`, `mailbox_disabled`, `smtputf8_unsupported` | 0.97 | refused beside somebody who was accepted |
/// | a deferral in words for an unknown user | 0.60 | such servers turn it into a bounce after days |
/// | `indistinct` after a 5yz | 0.50 | the refusal was real; whose fault it was is open |
/// | other trouble | 0.10 | nothing was learnt: the share of dead addresses in a kept list |
pub(super) fn of(cause: Cause, evidence: &Evidence) -> f32 {
    let permanent = evidence.code.is_some_and(|code| (500..600).contains(&code));
    match cause {
        Cause::Accepted => 0.02,
        Cause::AcceptsAll => 0.12,
        Cause::Unconfirmed => 0.08,
        Cause::MailboxFull if permanent => 0.85,
        Cause::MailboxFull => 0.35,
        Cause::MailboxSuspended if permanent => 0.85,
        Cause::MailboxSuspended => 0.40,
        Cause::RecipientRestricted => 0.70,
        Cause::BadSyntax | Cause::NoDomain | Cause::NoMailHost | Cause::NullMx | Cause::UnroutableHost => 0.99,
        Cause::NoMailbox | Cause::MailboxDisabled | Cause::Smtputf8Unsupported => 0.97,
        Cause::Greylisted if names_nobody(evidence) => 0.60,
        Cause::Indistinct if permanent => 0.50,
        _ => 0.10,
    }
}

/// A deferral whose enhanced code speaks of a bad address (RFC 3463 §3.2).
fn names_nobody(evidence: &Evidence) -> bool {
    evidence.enhanced.is_some_and(|code| code.subject == 1 && matches!(code.detail, 0 | 1 | 2 | 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Status;

    #[test]
    fn risks_follow_the_statuses() {
        for cause in Cause::ALL {
            let risk = of(*cause, &Evidence::default());
            match cause.status() {
                Status::Deliverable => assert!(risk < 0.05),
                Status::Undeliverable => assert!(risk > 0.95),
                Status::Risky | Status::Unknown => assert!((0.05..0.95).contains(&risk), "{cause}"),
            }
        }
    }

    #[test]
    fn a_permanent_refusal_of_a_full_mailbox_bounces_now() {
        let full = |code| Evidence { code: Some(code), ..Evidence::default() };
        assert!(of(Cause::MailboxFull, &full(552)) > of(Cause::MailboxFull, &full(452)));
    }
}
