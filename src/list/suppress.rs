//! Who must not be asked nor mailed, whatever the list says.

use super::{Arena, source::text};
use crate::{
    error::Error,
    syntax::{Address, Domain, repair},
};
use md5::Md5;
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::HashSet, path::Path};

/// A suppression list: one item a line, in any mixture of addresses, domains (`example.org`, `@example.org`, `*@example.org`
/// or `*.example.org`, with everything below), and SHA-256 or MD5 of lower-case addresses in hex. Blank lines and lines after `#` do not count;
/// of a line with commas, semicolons or tabs the first cell counts.
///
/// ```
/// use listproof::list::Suppress;
/// let list = Suppress::parse(b"anna@example.org\n@example.net\n")?;
/// assert!(list.contains(&"ANNA@example.org".parse().unwrap()));
/// assert!(list.contains(&"bob@mail.example.net".parse().unwrap()));
/// assert!(!list.contains(&"bob@example.org".parse().unwrap()));
/// # Ok::<(), (u64, &'static str)>(())
/// ```
#[derive(Debug, Default)]
pub struct Suppress {
    addresses: Arena,
    domains: HashSet<Box<str>>,
    sha256: HashSet<[u8; 32]>,
    md5: HashSet<[u8; 16]>,
}

impl Suppress {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a line that is none of these: a suppression that cannot be honoured must be seen.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::file("read", path, source))?;
        Self::parse(&bytes).map_err(|(line, what)| super::flaw(path, Some(line), None, what.to_owned()))
    }

    /// From the bytes of a file.
    ///
    /// # Errors
    ///
    /// The line, from 1, and what is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, (u64, &'static str)> {
        let mut list = Self::default();
        let whole = whole(bytes);
        let end = if whole.contains('\n') { '\n' } else { '\r' };
        for (nth, line) in (1..).zip(whole.split(end)) {
            let cell = line.split([',', ';', '\t']).next().unwrap_or_default();
            let cell = cell.trim().trim_matches('"').trim();
            // The first line may name the column.
            let header = nth == 1 && !cell.contains(['@', '.']) && cell.len() < 32;
            if !cell.is_empty() && !cell.starts_with('#') && !list.insert(cell) && !header {
                return Err((nth, "neither address, domain, SHA-256 nor MD5"));
            }
        }
        Ok(list)
    }

    /// Adds one item; `false` where it is none.
    pub fn insert(&mut self, item: &str) -> bool {
        if let Some(hash) = hex(item) {
            self.sha256.insert(hash);
            return true;
        }
        if let Some(hash) = hex(item) {
            self.md5.insert(hash);
            return true;
        }
        let whole =
            ["*@", "*.", "@"].into_iter().find_map(|all| item.strip_prefix(all)).filter(|name| !name.contains('@'));
        let found = repair(item);
        if let (None, Some(address)) = (whole, found.address()) {
            self.addresses.insert(address);
            for other in found.others() {
                self.addresses.insert(other);
            }
            return true;
        }
        let name = whole.unwrap_or(item);
        match name.parse::<Domain>() {
            Ok(domain) if name.contains('.') => {
                self.domains.insert(domain.as_str().into());
                true
            }
            _ => false,
        }
    }

    /// Whether this mailbox is on the list, by itself, by its domain or a parent of that, or by a hash.
    #[must_use]
    pub fn contains(&self, address: &Address) -> bool {
        if self.addresses.find(address).is_some() || self.has_domain(address.host()) {
            return true;
        }
        if self.sha256.is_empty() && self.md5.is_empty() {
            return false;
        }
        let lower = address.as_str().to_lowercase();
        self.sha256.contains(&<[u8; 32]>::from(Sha256::digest(&lower)))
            || self.md5.contains(&<[u8; 16]>::from(Md5::digest(&lower)))
    }

    /// How many items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.addresses.len() + self.domains.len() + self.sha256.len() + self.md5.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn has_domain(&self, mut host: &str) -> bool {
        while !self.domains.is_empty() {
            if self.domains.contains(host) {
                return true;
            }
            match host.split_once('.') {
                Some((_, parent)) => host = parent,
                None => break,
            }
        }
        false
    }
}

/// As text: UTF-8, Windows-1252, or UTF-16 with its byte order mark, as Excel writes "Unicode text".
fn whole(bytes: &[u8]) -> Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode_with_bom_removal(bytes).0,
        None => text(bytes),
    }
}

/// Exactly `N` bytes in hex.
fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let digit = |at: usize| char::from(*pair.get(at)?).to_digit(16);
        *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf %s anna@example.org | sha256sum`, and `| md5sum` for bob.
    const FILE: &[u8] = b"email\n# a note\n\"Carl@example.net\",left\r\n\n";

    #[test]
    fn hashes_are_of_lower_case_addresses() {
        let sha = Sha256::digest(b"anna@example.org");
        let md5 = Md5::digest(b"bob@example.org");
        let line = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02X}")).collect::<String>();
        let file = format!("{}\n{}\n", line(&sha), line(&md5));
        let list = Suppress::parse(file.as_bytes()).unwrap();
        assert!(list.contains(&"Anna@Example.org".parse().unwrap()));
        assert!(list.contains(&"BOB@example.org".parse().unwrap()));
        assert!(!list.contains(&"carl@example.org".parse().unwrap()));
        // The RFC 1321 test suite's digest of the empty text: the crate is the one we think.
        assert_eq!(line(&Md5::digest(b"")), "D41D8CD98F00B204E9800998ECF8427E");
    }

    #[test]
    fn lines_are_items_or_errors() {
        let list = Suppress::parse(FILE).unwrap();
        assert_eq!(list.len(), 1);
        assert!(list.contains(&"carl@example.net".parse().unwrap()));
        assert_eq!(Suppress::parse(b"a@example.org\nnonsense\n").unwrap_err().0, 2);
    }

    /// Whoever is overlooked here is mailed.
    #[test]
    fn nobody_in_a_line_is_overlooked() {
        for file in [
            "anna@example.org bob@example.org\n",
            "anna@example.org / bob@example.org",
            "x@y.org\ranna@example.org\rbob@example.org\r",
        ] {
            let list = Suppress::parse(file.as_bytes()).unwrap();
            for address in ["anna@example.org", "bob@example.org"] {
                assert!(list.contains(&address.parse().unwrap()), "{file:?}: {address}");
            }
        }
        assert_eq!(Suppress::parse(b"a@example.org\rb@example.org\rnonsense").unwrap_err().0, 3);
        let whole = Suppress::parse(b"*@example.org\n*.example.net\n").unwrap();
        for address in ["anna@example.org", "anna@mail.example.net", "anna@example.net"] {
            assert!(whole.contains(&address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn any_encoding_will_do() {
        let wide = |unit: fn(u16) -> [u8; 2]| "\u{feff}Anna@example.org\r\n".encode_utf16().flat_map(unit).collect();
        let files: [Vec<u8>; 4] = [
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
            b"\xef\xbb\xbfanna@example.org".to_vec(),
            b"anna@example.org;Ren\xe9".to_vec(),
        ];
        for file in files {
            let list = Suppress::parse(&file).unwrap();
            assert!(list.len() == 1 && list.contains(&"anna@example.org".parse().unwrap()), "{file:?}");
        }
    }

    #[test]
    fn a_domain_takes_all_below() {
        let list = Suppress::parse(b"example.org").unwrap();
        assert!(list.contains(&"a@example.org".parse().unwrap()));
        assert!(list.contains(&"a@b.example.org".parse().unwrap()));
        assert!(!list.contains(&"a@notexample.org".parse().unwrap()));
    }
}
