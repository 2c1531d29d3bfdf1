//! A made-up newsletter list of the demo world, in the state in which such lists arrive.

use super::{World, demo};
use std::collections::VecDeque;

const HEADER: &str = "id,email,first name,last name,company,country,signed up,source,notes\r\n";

/// Cells with no address in them, and addresses that no server needs to be asked about.
const JUNK: &[&str] = &[
    "",
    "N/A",
    "-",
    "unknown",
    "keine",
    "anna.albers",
    "@brightmail.example",
    "eva.fuchs@",
    "eva..fuchs@strickwaren.example",
    "nils jansen@yonder.example",
    "marta@böhm@firma.example",
    "test@localhost",
];

/// What people write in place of brightmail, yonder and strickwaren. None exists but the first, which is squatted.
const TYPOS: &[&str] =
    &["brigthmail.example", "brightmial.example", "brihgtmail.example", "yoonder.example", "strickwarn.example"];

const COMPANIES: &[&str] =
    &["", "", "", "Huber & Söhne", "\"Der Laden\" GmbH", "Fuchs, Jansen und Partner", "Krüger KG"];
const COUNTRIES: &[&str] = &["DE", "AT", "CH", "FR", "DK", "PL", "ES", ""];
const SOURCES: &[&str] = &["website", "fair 2023", "import", "Gewinnspiel", "checkout", "partner"];
const NOTES: &[&str] =
    &["", "", "", "", "", "calls back", "VIP", "moved, new address?\nask again in spring", "said \"maybe\""];

/// The list: each mailbox of the world first, in a shuffled order, then second spellings of them, until the rows are full.
pub(super) fn write(seed: u64, rows: usize) -> String {
    let world = World::demo();
    let mut dice = Dice(seed);
    let mut people: Vec<String> = world.addresses().collect();
    dice.shuffle(&mut people);
    let mut cells: Vec<String> = JUNK.iter().map(|cell| (*cell).to_owned()).collect();
    cells.extend(TYPOS.iter().zip(&people).map(|(typo, person)| format!("{}@{typo}", local(person))));
    // Duplicates in another dress: an eighth of the list.
    cells.extend(people.iter().take(rows / 8).map(|person| dice.dress(person)));
    let room = rows.saturating_sub(cells.len());
    let mut queue: VecDeque<String> = people.into_iter().collect();
    for _ in 0..room {
        let Some(person) = queue.pop_front() else {
            break;
        };
        let cell = match dice.roll(12) {
            0 => dice.dress(&person),
            1 => queue.front().map_or_else(|| person.clone(), |other| format!("{person}; {other}")),
            _ => person,
        };
        cells.push(cell);
    }
    dice.shuffle(&mut cells);
    cells.truncate(rows);
    cells.iter().enumerate().fold(HEADER.to_owned(), |out, (n, cell)| out + &dice.row(n + 1, cell))
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same list for the same seed on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let n = self.roll(from.len());
        from.get(n).copied().unwrap_or_default()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for n in (1..items.len()).rev() {
            items.swap(n, self.roll(n + 1));
        }
    }

    /// The same address as another hand would have typed it.
    fn dress(&mut self, address: &str) -> String {
        let (name, domain) = address.rsplit_once('@').unwrap_or((address, ""));
        match self.roll(8) {
            0 => address.to_uppercase(),
            1 => format!("{address}  "),
            2 => format!("\"{}\" <{address}>", titled(name)),
            3 => format!("mailto:{address}"),
            4 => format!("{address} (unsubscribed)"),
            5 => format!("\u{a0}{address}"),
            6 => format!("{name}@{}", domain.replace("xn--bcher-kva", "bücher").to_uppercase()),
            _ => format!("<{address}>"),
        }
    }

    fn row(&mut self, id: usize, cell: &str) -> String {
        let (first, last) = (self.pick(demo::FIRST), self.pick(demo::LAST));
        let (first, last) = named(cell).unwrap_or((first, last));
        let signed = format!("20{}-{:02}-{:02}", 15 + self.roll(11), 1 + self.roll(12), 1 + self.roll(28));
        let id = id.to_string();
        let fields = [
            id.as_str(),
            cell,
            if self.roll(9) == 0 { "" } else { first },
            last,
            self.pick(COMPANIES),
            self.pick(COUNTRIES),
            signed.as_str(),
            self.pick(SOURCES),
            self.pick(NOTES),
        ];
        fields.map(field).join(",") + "\r\n"
    }
}

/// The person behind a mailbox, as they write their name.
fn named(cell: &str) -> Option<(&'static str, &'static str)> {
    let cell = cell.to_lowercase();
    let person = |name: &&&str| cell.contains(&demo::ascii(name));
    Some((*demo::FIRST.iter().find(person)?, *demo::LAST.iter().find(person)?))
}

fn local(address: &str) -> &str {
    address.rsplit_once('@').map_or(address, |(local, _)| local)
}

/// `anna.albers` as a display name.
fn titled(local: &str) -> String {
    let words = local.split('.').map(|word| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}

/// A CSV field (RFC 4180), quoted where it must be.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text != text.trim() {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_list_is_the_one_of_seed_1() {
        assert!(
            write(1, 500) == include_str!("../../examples/data/newsletter.csv"),
            "run: cargo run --example world -- --newsletter 1 > examples/data/newsletter.csv"
        );
    }

    #[test]
    fn the_same_seed_is_the_same_list() {
        assert_eq!(write(5, 100), write(5, 100));
        assert_ne!(write(5, 100), write(6, 100));
    }

    #[test]
    fn rows_are_as_many_as_asked_for() {
        // A quoted newline makes no row.
        assert_eq!(write(3, 200).matches("\r\n").count(), 201);
    }
}
