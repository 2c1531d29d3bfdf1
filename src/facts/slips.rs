//! Names one slip of the finger apart, found by hash instead of by comparing with each.
//!
//! Two texts one slip apart (a letter wrong, missing, too many, or two swapped) are equal once a letter is taken out of
//! one or of both. So each name is filed under itself and under every text that is one letter shorter, and a question
//! looks under the same: a dozen look-ups, however many names there are.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A set of names, in an order.
#[derive(Clone, Debug, Default)]
pub(super) struct Slips {
    names: Vec<Box<str>>,
    by_key: HashMap<u64, Vec<u32>, BuildHasherDefault<Ready>>,
}

impl Slips {
    /// Names longer than 64 bytes are left out.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut slips = Self::default();
        for name in names.into_iter().filter(|name| name.len() <= LONGEST) {
            let at = u32::try_from(slips.names.len()).unwrap_or(u32::MAX);
            keys(name.as_bytes(), |key| slips.by_key.entry(key).or_default().push(at));
            slips.names.push(name.into());
        }
        slips
    }

    /// The names that are exactly one slip away, in their order.
    pub(super) fn near<'a, 'b>(&'a self, text: &'b str) -> impl Iterator<Item = &'a str> + use<'a, 'b> {
        let mut found: Vec<u32> = Vec::new();
        if text.len() <= LONGEST + 1 {
            keys(text.as_bytes(), |key| {
                if let Some(names) = self.by_key.get(&key) {
                    found.extend_from_slice(names);
                }
            });
        }
        found.sort_unstable();
        found.dedup();
        let names = found.into_iter().filter_map(|at| self.names.get(at as usize));
        names.map(|name| &**name).filter(move |name| one_slip(text, name))
    }
}

/// Whether two texts differ by exactly one substitution, insertion, deletion or swap of neighbours (optimal string
/// alignment distance 1).
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    match (a, b) {
        ([], []) => false,
        ([_, a_rest @ ..], [_, b_rest @ ..]) if a.len() == b.len() => {
            a_rest == b_rest || matches!((a, b), ([p, q, a @ ..], [r, s, b @ ..]) if p == s && q == r && a == b)
        }
        ([_, rest @ ..], b) if a.len() > b.len() => rest == b,
        (a, [_, rest @ ..]) => a == rest,
        _ => false,
    }
}

/// The keys of a text and of each text that lacks one of its letters.
///
/// A polynomial hash: from the hashes of all prefixes, the one without a letter follows in two multiplications.
fn keys(text: &[u8], mut each: impl FnMut(u64)) {
    let mut prefixes = [0_u64; LONGEST + 2];
    let mut whole = 0_u64;
    for (prefix, byte) in prefixes.iter_mut().zip(text) {
        *prefix = whole;
        whole = step(whole, *byte);
    }
    each(mixed(whole));
    let mut power = 1_u64;
    let prefixes = prefixes.get(..text.len()).unwrap_or_default();
    for (prefix, byte) in prefixes.iter().zip(text).rev() {
        let with = step(*prefix, *byte);
        let tail = whole.wrapping_sub(with.wrapping_mul(power));
        each(mixed(prefix.wrapping_mul(power).wrapping_add(tail)));
        power = power.wrapping_mul(BASE);
    }
}

fn step(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(byte) + 1)
}

/// The table takes its place from the low bits and its tags from the high ones: each must depend on all.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(BASE);
    hash ^ (hash >> 29)
}

/// Takes keys that are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = step(self.0, *byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// In bytes: no domain of that length is typed by hand.
const LONGEST: usize = 64;
/// An odd number without a pattern (Knuth's, for 64 bits).
const BASE: u64 = 6_364_136_223_846_793_005;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_slip() {
        for (a, b) in
            [("gmial", "gmail"), ("gmai", "gmail"), ("gmaill", "gmail"), ("gnail", "gmail"), ("xgmail", "gmail")]
        {
            assert!(one_slip(a, b) && one_slip(b, a), "{a} {b}");
        }
        for (a, b) in [("gmail", "gmail"), ("gamli", "gmail"), ("gm", "gmail"), ("", "ab"), ("gmaillx", "gmail")] {
            assert!(!one_slip(a, b) && !one_slip(b, a), "{a} {b}");
        }
    }

    /// Every slip of every kind at every place, and nothing else.
    #[test]
    fn finds_what_comparing_with_each_finds() {
        let names = ["gmail.com", "gmx.net", "hotmail.com", "hotmail.co.uk", "aa", "a", "yahoo.com"];
        let slips = Slips::new(names);
        let mut texts: Vec<String> = vec![String::new(), "nothing.like.it".into(), "x".repeat(300)];
        for name in names {
            texts.push(name.into());
            for at in 0..name.len() {
                let (head, tail) = name.split_at(at);
                texts.push(format!("{head}{}", &tail[1..]));
                texts.push(format!("{head}q{tail}"));
                texts.push(format!("{head}q{}", &tail[1..]));
                texts.push(format!("{head}qq{}", &tail[1..]));
                texts.push(format!(
                    "{head}{}{}{}",
                    tail.get(1..2).unwrap_or(""),
                    &tail[..1],
                    tail.get(2..).unwrap_or("")
                ));
            }
        }
        for text in &texts {
            let expected: Vec<_> = names.into_iter().filter(|name| one_slip(text, name)).collect();
            assert_eq!(slips.near(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
