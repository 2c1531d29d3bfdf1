//! How likely a bounce is, by what was actually established.

use super::{Cause, ControlKind, Evidence};
use crate::smtp::Stage;

/// What a run found out of others: the base that every estimate starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Peers {
    /// In the run.
    pub(crate) run: Count,
    /// At the operator of the server that answered; these stand among those of the run as well.
    pub(crate) operator: Count,
}

/// Mailboxes, by what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Mail to them is taken, now or later.
    taken: u32,
    /// Mail to them comes back.
    refused: u32,
    /// Refused, and nobody can say whose fault it is.
    open: u32,
}

impl Count {
    /// So many mailboxes more. What says nothing of mailboxes is not counted, nor is a domain that takes no mail at all.
    pub(crate) fn add(&mut self, cause: Cause, evidence: &Evidence, mailboxes: u32) {
        let which = match cause {
            Cause::Accepted => &mut self.taken,
            Cause::NoMailbox | Cause::MailboxDisabled => &mut self.refused,
            Cause::MailboxFull | Cause::MailboxSuspended | Cause::RecipientRestricted => {
                if is_permanent(evidence) {
                    &mut self.refused
                } else {
                    &mut self.taken
                }
            }
            _ if is_deferred(cause, evidence) && is_like_absent(evidence) => &mut self.refused,
            _ if is_refused(cause, evidence) || is_lost(cause, evidence) => &mut self.open,
            _ => return,
        };
        *which = which.saturating_add(mailboxes);
    }

    /// The share of the refused, beside `weight` mailboxes of which `share` are refused.
    fn share(self, share: f32, weight: f32) -> f32 {
        let (taken, refused) = (self.taken as f32, self.refused as f32);
        (share * weight + refused) / (weight + taken + refused)
    }
}

/// As [`of`], where nothing is known of others.
pub(super) fn alone(cause: Cause, evidence: &Evidence) -> f32 {
    of(cause, evidence, &Peers::default())
}

/// The probability of `Verdict::bounce_risk`: each row here is a row of its table, which has the reasons.
pub(super) fn of(cause: Cause, evidence: &Evidence, peers: &Peers) -> f32 {
    let run = peers.run.share(FIRST_SHARE, FIRST_WEIGHT);
    let operator = if peers.operator.taken > 0 { peers.operator.share(run, RUN_WEIGHT) } else { run };
    let estimate = match cause {
        Cause::Accepted => return 0.01,
        Cause::BadSyntax | Cause::NoDomain | Cause::NoMailHost | Cause::NullMx | Cause::UnroutableHost => return 0.99,
        Cause::NoMailbox | Cause::MailboxDisabled | Cause::Smtputf8Unsupported => return 0.98,
        Cause::MailboxFull | Cause::MailboxSuspended | Cause::RecipientRestricted => {
            return if is_permanent(evidence) { MOST } else { 0.03 };
        }
        Cause::AcceptsAll => run,
        Cause::Unconfirmed if !evidence.controls.is_empty() => disagreed(evidence),
        Cause::Unconfirmed if peers.operator.refused > 0 => times(run, 1.0 / 20.0),
        Cause::Unconfirmed => times(run, 1.0 / 4.0),
        Cause::RelayDenied => times(run, MISROUTED),
        _ if is_deferred(cause, evidence) => times(run, deferred(evidence, peers.operator)),
        _ if is_refused(cause, evidence) => refused(run, peers.operator),
        _ if is_lost(cause, evidence) && peers.operator.taken > 0 => refused(run, peers.operator),
        _ => operator,
    };
    estimate.clamp(LEAST, MOST)
}

/// Refused by one of the domain's two operators, and accepted by the one whose evidence this is.
fn disagreed(evidence: &Evidence) -> f32 {
    if evidence.controls.iter().any(|control| control.code >= 400) { 0.50 } else { 0.90 }
}

/// How many times likelier the dead are deferred like this.
fn deferred(evidence: &Evidence, operator: Count) -> f32 {
    if is_like_absent(evidence) {
        100.0
    } else if names_address(evidence) || evidence.attempts >= LONG && operator.taken > 0 {
        20.0
    } else {
        1.0
    }
}

/// Refused without contrast: by a block, or for its own sake.
fn refused(base: f32, operator: Count) -> f32 {
    let open = operator.open.max(1) as f32;
    if operator.taken > 0 {
        // No more of them are dead than the share leaves room for: a block that came later has most of them.
        let decided = (operator.taken + operator.refused) as f32;
        let room = base * (decided + open) - operator.refused as f32;
        return times(base, 20.0).min(room / open).max(base);
    }
    // It blocks us, or each of them is dead.
    let all_dead = (1.0 - BLOCKS) * base.powf(open);
    let blocked = BLOCKS / (BLOCKS + all_dead);
    blocked * base + (1.0 - blocked)
}

/// A probability whose odds are multiplied.
fn times(share: f32, ratio: f32) -> f32 {
    share * ratio / (share * ratio + 1.0 - share)
}

fn is_permanent(evidence: &Evidence) -> bool {
    evidence.code.is_some_and(|code| (500..600).contains(&code))
}

/// A 4yz to this recipient, that speaks of nothing else.
fn is_deferred(cause: Cause, evidence: &Evidence) -> bool {
    let recipient = evidence.stage.is_none_or(|stage| stage == Stage::Rcpt);
    let transient = evidence.code.is_some_and(|code| (400..500).contains(&code));
    recipient && transient && matches!(cause, Cause::Greylisted | Cause::ServerTrouble | Cause::Indistinct)
}

/// A 5yz to this recipient that no contrast carries, and that speaks of nothing else.
fn is_refused(cause: Cause, evidence: &Evidence) -> bool {
    let personal = cause == Cause::Indistinct || cause == Cause::ProtocolError && names_address(evidence);
    personal && is_permanent(evidence)
}

/// One session after the other ended at this recipient, without an answer (see `Schedule::once_more`).
fn is_lost(cause: Cause, evidence: &Evidence) -> bool {
    let weather = matches!(cause, Cause::Timeout | Cause::Unreachable | Cause::ServerTrouble);
    weather && evidence.code.is_none() && evidence.stage == Some(Stage::Rcpt) && evidence.attempts >= LONG
}

/// The absent control heard the same 4yz, beside members who were accepted (see `Schedule::annotate`), and it stays.
/// A greylist may say the same to both, once.
fn is_like_absent(evidence: &Evidence) -> bool {
    evidence.attempts >= LONG
        && evidence
            .controls
            .iter()
            .any(|control| control.kind == ControlKind::Absent && (400..500).contains(&control.code))
}

/// An enhanced code that speaks of a bad address (RFC 3463 §3.2; X.1.10: RFC 7505).
fn names_address(evidence: &Evidence) -> bool {
    evidence.enhanced.is_some_and(|code| code.subject == 1 && matches!(code.detail, 0..=3 | 10))
}

/// The share of refused mailboxes in a list that is kept, and how many decided mailboxes it weighs as much as: it is
/// a guess, and a few dozen answers overrule it.
const FIRST_SHARE: f32 = 0.10;
const FIRST_WEIGHT: f32 = 10.0;
/// How many mailboxes of an operator the share of the run weighs as much as.
const RUN_WEIGHT: f32 = 20.0;
/// So many operators block whoever asks, before anything is heard of them.
const BLOCKS: f32 = 0.1;
/// How many times likelier the dead hear that nobody relays for their domain: a host that has dropped the domain says so of
/// each of its mailboxes, but most that say it to us would be reached another way (a gateway, a backup, a list of clients).
const MISROUTED: f32 = 3.0;
/// Tries after which greylisting would have passed.
const LONG: u8 = 3;
/// No doubt is ever as sure as a sentence.
const LEAST: f32 = 0.02;
const MOST: f32 = 0.97;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::EnhancedCode;
    use crate::verdict::{Control, Status};

    const NOBODY: Peers =
        Peers { run: Count { taken: 0, refused: 0, open: 0 }, operator: Count { taken: 0, refused: 0, open: 0 } };

    fn peers(run: (u32, u32), operator: (u32, u32, u32)) -> Peers {
        Peers {
            run: Count { taken: run.0, refused: run.1, open: 0 },
            operator: Count { taken: operator.0, refused: operator.1, open: operator.2 },
        }
    }

    fn said(code: u16) -> Evidence {
        Evidence { code: Some(code), attempts: 4, ..Evidence::default() }
    }

    fn near(risk: f32, expected: f32) -> bool {
        (risk - expected).abs() < 0.01
    }

    #[test]
    fn risks_follow_the_statuses() {
        for peers in [NOBODY, peers((1000, 0), (1000, 0, 0)), peers((0, 1000), (0, 1000, 0))] {
            for cause in Cause::ALL {
                for evidence in [Evidence::default(), said(250), said(450), said(550)] {
                    let risk = of(*cause, &evidence, &peers);
                    match cause.status() {
                        Status::Deliverable => assert!(risk < LEAST),
                        Status::Undeliverable => assert!(risk > MOST),
                        Status::Risky | Status::Unknown => assert!((LEAST..=MOST).contains(&risk), "{cause}"),
                    }
                }
            }
        }
    }

    #[test]
    fn a_permanent_refusal_of_a_full_mailbox_bounces_now() {
        assert!(of(Cause::MailboxFull, &said(552), &NOBODY) > 0.9);
        assert!(of(Cause::MailboxFull, &said(452), &NOBODY) < 0.1);
    }

    #[test]
    fn where_nothing_was_learnt_the_others_are_the_estimate() {
        for cause in [Cause::AcceptsAll, Cause::Timeout, Cause::SenderBlocked, Cause::NotProbed] {
            assert!(near(of(cause, &Evidence::default(), &NOBODY), 0.10));
            assert!(near(of(cause, &Evidence::default(), &peers((600, 400), (0, 0, 0))), 0.40));
            let own = if cause == Cause::AcceptsAll { 0.40 } else { 0.02 };
            assert!(near(of(cause, &Evidence::default(), &peers((6000, 4000), (1000, 0, 0))), own));
        }
    }

    #[test]
    fn a_deferral_like_the_absent_controls_is_nobody() {
        let run = peers((900, 100), (400, 0, 0));
        let mut evidence = said(451);
        let without = of(Cause::ServerTrouble, &Evidence { attempts: 1, ..evidence.clone() }, &run);
        let patient = of(Cause::ServerTrouble, &evidence, &run);
        evidence.controls.push(Control::new(ControlKind::Absent, 451));
        let alike = of(Cause::ServerTrouble, &evidence, &run);
        assert!(near(without, 0.10) && near(patient, 0.69) && near(alike, 0.92), "{without} {patient} {alike}");
        let down = of(Cause::ServerTrouble, &said(451), &peers((900, 100), (0, 0, 0)));
        assert!(near(down, 0.10), "a server that takes nobody is in trouble: {down}");
    }

    #[test]
    fn the_more_are_refused_where_nobody_is_taken_the_likelier_it_is_a_block() {
        let risk = |open| of(Cause::Indistinct, &said(550), &peers((900, 100), (0, 0, open)));
        assert!(near(risk(1), 0.53) && near(risk(2), 0.18) && near(risk(40), 0.10), "{} {}", risk(1), risk(2));
    }

    #[test]
    fn few_refusals_beside_acceptances_are_their_own_and_many_are_a_block() {
        let risk = |operator| of(Cause::Indistinct, &said(550), &peers((900, 100), operator));
        assert!(near(risk((80, 2, 5)), 0.69), "{}", risk((80, 2, 5)));
        assert!(near(risk((8, 2, 90)), 0.10), "{}", risk((8, 2, 90)));
    }

    #[test]
    fn where_two_operators_disagree_the_one_that_accepts_everybody_does_not_count() {
        let accepted = |control| {
            let controls = vec![Control::new(ControlKind::Absent, control)];
            of(Cause::Unconfirmed, &Evidence { controls, ..said(250) }, &NOBODY)
        };
        assert!(accepted(250) > 0.8 && near(accepted(550), 0.50));
        let undecided = |operator| of(Cause::Unconfirmed, &said(250), &peers((900, 100), operator));
        assert!(undecided((50, 10, 0)) < undecided((0, 0, 0)) && undecided((0, 0, 0)) < 0.1);
    }

    #[test]
    fn words_about_the_address_are_heard_and_words_before_rcpt_are_not() {
        let nobody = EnhancedCode { class: 4, subject: 1, detail: 1 };
        let mut evidence = Evidence { enhanced: Some(nobody), attempts: 1, ..said(450) };
        assert!(of(Cause::Greylisted, &evidence, &NOBODY) > 0.6);
        evidence.stage = Some(Stage::Mail);
        assert!(near(of(Cause::Greylisted, &evidence, &NOBODY), 0.10));
    }

    #[test]
    fn where_sessions_end_at_a_few_it_is_how_the_server_refuses() {
        let lost = Evidence { code: None, stage: Some(Stage::Rcpt), ..said(0) };
        let risk = |evidence: &Evidence, operator| of(Cause::Unreachable, evidence, &peers((900, 100), operator));
        assert!(near(risk(&lost, (80, 2, 5)), 0.69), "{}", risk(&lost, (80, 2, 5)));
        assert!(near(risk(&lost, (8, 0, 90)), 0.11), "a host that hangs up at all: {}", risk(&lost, (8, 0, 90)));
        assert!(near(risk(&lost, (0, 0, 5)), 0.10), "and one that took nobody: {}", risk(&lost, (0, 0, 5)));
        assert!(near(risk(&Evidence::default(), (80, 0, 5)), 0.02), "{}", risk(&Evidence::default(), (80, 0, 5)));
    }

    #[test]
    fn only_what_was_established_counts() {
        let mut count = Count::default();
        for (cause, code) in [
            (Cause::Accepted, 250),
            (Cause::NoMailbox, 550),
            (Cause::MailboxFull, 452),
            (Cause::MailboxFull, 552),
            (Cause::Indistinct, 550),
            (Cause::AcceptsAll, 250),
            (Cause::SenderBlocked, 554),
            (Cause::Greylisted, 450),
        ] {
            count.add(cause, &said(code), 1);
        }
        assert_eq!(count, Count { taken: 2, refused: 2, open: 1 });
    }
}
