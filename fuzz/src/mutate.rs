//! Mutations without coverage, for where libFuzzer is not: blind, but millions an hour.

use std::time::{Duration, Instant};

/// Throws mutations of the seeds at a target until the time is over, and says how many. The input that breaks a promise
/// is printed before the panic goes on.
pub(crate) fn mutate(target: fn(&[u8]), seeds: &[Vec<u8>], time: Duration, seed: u64) -> u64 {
    let mut pool = seeds.to_vec();
    let mut dice = Dice(seed | 1);
    let end = now() + time;
    let mut count = 0;
    while count % 256 != 0 || now() < end {
        let mut input = dice.pick(&pool).cloned().unwrap_or_default();
        for _ in 0..=dice.below(6) {
            step(&mut input, &pool, &mut dice);
        }
        input.truncate(LONGEST);
        let outcome = std::panic::catch_unwind(|| target(&input));
        if let Err(broken) = outcome {
            eprintln!("broken by {input:?}\n{:?}", String::from_utf8_lossy(&input));
            std::panic::resume_unwind(broken);
        }
        // Some mutations are mutated on; the seeds stay.
        if dice.below(8) == 0 {
            if pool.len() < seeds.len() + KEPT {
                pool.push(input);
            } else if let Some(old) = pool.get_mut(seeds.len() + dice.below(KEPT)) {
                *old = input;
            }
        }
        count += 1;
    }
    count
}

fn step(input: &mut Vec<u8>, pool: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(input.len() + 1);
    let end = (at + dice.below(12)).min(input.len());
    match dice.below(8) {
        0 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => drop(input.drain(at..end)),
        2 => {
            let again = input.get(at..end).unwrap_or(&[]).to_vec();
            input.splice(at..at, again.repeat(1 + dice.below(40)));
        }
        3 => {
            let byte = dice.below(256) as u8;
            input.insert(at, byte);
        }
        4 | 5 => {
            let piece = dice.pick(&PIECES).copied().unwrap_or_default();
            input.splice(at..end, piece.iter().copied());
        }
        6 => {
            let other = dice.pick(pool).cloned().unwrap_or_default();
            let from = dice.below(other.len() + 1);
            input.splice(at.., other.get(from..).unwrap_or(&[]).iter().copied());
        }
        _ => {
            let byte = dice.pick(b"@.,;:<>()[]\"'\\ \t\r\n\0-_+=%&").copied().unwrap_or_default();
            match input.get_mut(at) {
                Some(old) => *old = byte,
                None => input.push(byte),
            }
        }
    }
}

/// What means something to one parser or another.
const PIECES: [&[u8]; 26] = [
    b"@",
    b"\r\n",
    b"\"\"",
    b"\",\"",
    b"mailto:",
    b"xn--",
    b".com",
    b"(at)",
    b"IPv6:",
    b" <",
    b">; ",
    b"%40",
    b"&#64;",
    b"sep=;\n",
    b"email",
    "\u{feff}".as_bytes(),
    "\u{200d}".as_bytes(),
    "ü".as_bytes(),
    "Ã¼".as_bytes(),
    "＠".as_bytes(),
    "。".as_bytes(),
    b"\xff\xfe",
    b"550 5.1.1 ",
    b"250-",
    b"gmail.con",
    b"unsubscribed",
];
/// Inputs longer than that find nothing new.
const LONGEST: usize = 4096;
/// Mutations that are mutated on.
const KEPT: usize = 1024;

/// xorshift64*: repeatable by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

#[expect(clippy::disallowed_methods, reason = "fuzzing takes real time")]
fn now() -> Instant {
    Instant::now()
}
