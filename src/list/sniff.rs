//! What kind of file a list is, from its bytes: encoding, delimiter, header, and which column holds the addresses.

use super::{
    Column, Encoding, Options, flaw,
    records::Records,
    source::{Source, text},
};
use crate::{error::Error, syntax::repair};
use std::{
    fmt,
    fs::File,
    io::{self, Read, Seek},
    path::Path,
};

/// How much of a list is looked at, in bytes.
const HEAD: usize = 256 * 1024;
/// How many records of it.
const SAMPLE: usize = 500;
/// The delimiters that are told apart; where nothing tells, the first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a list is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) encoding: Encoding,
    /// Bytes (after decoding) before the first record: byte order mark and `sep=` line.
    pub(super) preamble: usize,
    pub(super) delimiter: u8,
    pub(super) header: Option<Vec<String>>,
    /// Cells of the first record.
    pub(super) width: u32,
    /// The address column, from 0.
    pub(super) column: usize,
    /// Which, and how it was found.
    pub(super) found: String,
}

/// The start of a file, and what the rest says of its encoding.
pub(super) struct Start {
    bytes: Vec<u8>,
    whole: bool,
    utf8: bool,
}

impl Start {
    /// Reads the file once. One byte late in a list can show that it is not UTF-8.
    pub(super) fn read(file: &mut File) -> io::Result<Self> {
        file.rewind()?;
        let mut bytes = Vec::new();
        file.by_ref().take(HEAD as u64).read_to_end(&mut bytes)?;
        let whole = bytes.len() < HEAD;
        let mut open = bytes.clone();
        let mut utf8 = trim(&mut open, whole);
        while utf8 && !whole {
            let read = file.by_ref().take(HEAD as u64).read_to_end(&mut open)?;
            utf8 = trim(&mut open, read == 0);
            if read == 0 {
                break;
            }
        }
        Ok(Self { bytes, whole, utf8 })
    }

    /// Of bytes at hand.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let whole = bytes.len() < HEAD;
        let utf8 = trim(&mut bytes.to_vec(), whole);
        Self { bytes: bytes.get(..HEAD).unwrap_or(bytes).to_vec(), whole, utf8 }
    }
}

/// Drops what is valid UTF-8 and keeps a character cut at the end; `false` where the bytes are not UTF-8.
fn trim(bytes: &mut Vec<u8>, last: bool) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => {
            bytes.clear();
            true
        }
        Err(error) if error.error_len().is_none() && !last => {
            bytes.drain(..error.valid_up_to());
            true
        }
        Err(_) => false,
    }
}

pub(super) fn layout(path: &Path, head: &Start, options: &Options) -> Result<Layout, Error> {
    let bad = |what: &str| flaw(path, None, None, what.to_owned());
    if head.bytes.is_empty() {
        return Err(bad("the file is empty"));
    }
    let encoding = encoding(head).ok_or_else(|| bad("not a text file"))?;
    let bytes = decoded(&head.bytes, encoding);
    let (preamble, told) = preamble(&bytes);
    let body = bytes.get(preamble..).unwrap_or(&[]);
    let delimiter = told.unwrap_or_else(|| delimiter(body, head.whole, path));
    let records = records(body, delimiter, head.whole);
    let Some(first) = records.first() else {
        return Err(bad("no rows: the first record is missing or a quote in it is left open"));
    };
    let rows = records.get(1..).unwrap_or(&[]);
    let header = is_header(first, rows, options.column.as_ref());
    let sample = if header { rows } else { &records };
    let (column, how) = column(path, first, header, sample, options)?;
    let found = match (header, first.get(column)) {
        (true, Some(name)) => format!("column {} {:?}, {how}", column + 1, name.trim()),
        _ => format!("column {}, {how}", column + 1),
    };
    Ok(Layout {
        encoding,
        preamble,
        delimiter,
        width: u32::try_from(first.len()).unwrap_or(u32::MAX),
        header: header.then(|| first.clone()),
        column,
        found,
    })
}

/// `None`: not a text.
fn encoding(head: &Start) -> Option<Encoding> {
    let bytes = head.bytes.as_slice();
    let nul = |from: usize| {
        let all = bytes.iter().take(4096).skip(from).step_by(2);
        (all.clone().filter(|byte| **byte == 0).count() * 2, all.count().max(1))
    };
    // Without a mark, Latin letters in UTF-16 have a NUL for every other byte, always on the same side.
    let mostly = |(nuls, all): (usize, usize)| nuls > all;
    // An emoji's second half may have one on the other (D83D DE00).
    let few = |(nuls, all): (usize, usize)| nuls * 10 <= all;
    let latin = |with: usize, without: usize| mostly(nul(with)) && few(nul(without));
    if bytes.starts_with(&[0xff, 0xfe]) || latin(1, 0) {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(&[0xfe, 0xff]) || latin(0, 1) {
        return Some(Encoding::Utf16Be);
    }
    let odd = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c);
    let odd = bytes.iter().filter(odd).count();
    if bytes.contains(&0) && !head.utf8 || odd * 50 > bytes.len() {
        return None;
    }
    Some(if head.utf8 { Encoding::Utf8 } else { Encoding::Windows1252 })
}

fn decoded(bytes: &[u8], encoding: Encoding) -> Vec<u8> {
    let mut text = Vec::new();
    let mut source = Source::new(bytes, encoding);
    // A character cut at the end of the head is no error here; the passes over the list will tell.
    while let Ok(true) = source.fill(&mut text, HEAD) {}
    text
}

/// Length of byte order mark and `sep=` line, and the delimiter that the latter names.
fn preamble(bytes: &[u8]) -> (usize, Option<u8>) {
    let mark = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let rest = bytes.get(mark..).unwrap_or(&[]);
    let end = (rest.iter().position(|byte| *byte == b'\n')).map_or(rest.len(), |at| at + 1);
    let line = rest.get(..end).unwrap_or(&[]);
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    match line.strip_suffix(b"\r").unwrap_or(line) {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', told] if DELIMITERS.contains(told) => (mark + end, Some(*told)),
        _ => (mark, None),
    }
}

/// The sample's records, each as its cells.
fn records(bytes: &[u8], delimiter: u8, whole: bool) -> Vec<Vec<String>> {
    let mut records = Records::new(Source::new(bytes, Encoding::Utf8), delimiter);
    let mut found: Vec<Vec<String>> = Vec::new();
    while found.len() < SAMPLE && matches!(records.next(), Ok(true)) && !records.cells().is_empty() {
        found.push(records.cells().iter().map(|cell| text(cell).into_owned()).collect());
    }
    // The last one may be cut by the end of the head.
    if !whole && found.len() > 1 && found.len() < SAMPLE {
        found.pop();
    }
    found
}

/// The delimiter under which most records are as wide as the first.
fn delimiter(bytes: &[u8], whole: bool, path: &Path) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let records = records(bytes, delimiter, whole);
        let Some(width) = records.first().map(Vec::len).filter(|width| *width > 1) else {
            continue;
        };
        let alike = records.iter().filter(|cells| cells.len() == width).count();
        let share = alike * 1000 / records.len().max(1);
        if (share, width) > (best.0, best.1) {
            best = (share, width, delimiter);
        }
    }
    let tabs = path.extension().is_some_and(|name| name.eq_ignore_ascii_case("tsv"));
    if best.0 == 0 && tabs { b'\t' } else { best.2 }
}

/// A first record without an address, above records with some or under words that name columns, is a header.
fn is_header(first: &[String], rows: &[Vec<String>], column: Option<&Column>) -> bool {
    if let Some(Column::Name(_)) = column {
        return true;
    }
    let addresses = |cells: &[String]| cells.iter().any(|cell| share(std::iter::once(cell)) > 0);
    if addresses(first) {
        return false;
    }
    first.iter().any(|cell| word(cell) > 0) || rows.iter().any(|cells| addresses(cells))
}

/// The address column, from 0, and how it was found.
fn column(
    path: &Path,
    first: &[String],
    header: bool,
    sample: &[Vec<String>],
    options: &Options,
) -> Result<(usize, &'static str), Error> {
    let bad = |column, what: &str| flaw(path, None, column, format!("{what}{}", Columns(first)));
    let told = |at: usize| Some((at, "as told")).filter(|_| speaks(sample, at));
    match &options.column {
        Some(Column::Index(place)) if (1..=first.len()).contains(place) => {
            return told(place - 1).ok_or_else(|| bad(Some(place.to_string()), "no cell of this column holds an @"));
        }
        Some(Column::Name(name)) => {
            let same = |cell: &String| cell.trim().to_lowercase() == name.trim().to_lowercase();
            if let Some(at) = first.iter().position(same) {
                return told(at).ok_or_else(|| bad(Some(name.clone()), "no cell of this column holds an @"));
            }
        }
        Some(Column::Index(_)) => {}
        None => {
            return found(first, header, sample)
                .ok_or_else(|| bad(None, "no column holds addresses; name one with --column"));
        }
    }
    let name = options.column.as_ref().map(ToString::to_string);
    Err(bad(name, "the list has no such column"))
}

/// Whether a column told could hold addresses: a list would come back with every row dropped. Nothing filled proves
/// nothing.
fn speaks(sample: &[Vec<String>], at: usize) -> bool {
    let mut filled = sample.iter().filter_map(|cells| cells.get(at)).filter(|cell| !cell.trim().is_empty()).peekable();
    filled.peek().is_none()
        || filled.any(|cell| cell.contains(['@', '\u{ff20}']) || repair(cell).suggestion().is_some())
}

/// What may be chosen from.
struct Columns<'a>(&'a [String]);

impl fmt::Display for Columns<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(first) = self;
        // Addresses are nobody's header, and personal data.
        if first.iter().any(|cell| cell.contains('@')) {
            return write!(f, "; it has {} columns and no header", first.len());
        }
        f.write_str("; its columns:")?;
        for (at, name) in first.iter().take(SHOWN).enumerate() {
            let short: String = name.trim().chars().take(LONGEST_SHOWN).collect();
            write!(f, "{} {short:?}", if at > 0 { "," } else { "" })?;
        }
        if first.len() > SHOWN { write!(f, " and {} more", first.len() - SHOWN) } else { Ok(()) }
    }
}

/// Columns named in an error, and letters of each.
const SHOWN: usize = 20;
const LONGEST_SHOWN: usize = 40;

/// By header word first, the share of addresses deciding between several; then by content alone.
fn found(first: &[String], header: bool, sample: &[Vec<String>]) -> Option<(usize, &'static str)> {
    let width = sample.iter().map(Vec::len).max().unwrap_or(0).max(first.len());
    let content = |at: usize| share(sample.iter().filter_map(|cells| cells.get(at)));
    let words = |at: usize| first.get(at).filter(|_| header).map_or(0, |cell| word(cell));
    let rank = |at: &usize| (words(*at), content(*at), usize::MAX - *at);
    let named = (0..width).filter(|at| words(*at) == 2 || (words(*at) == 1 && content(*at) > 0)).max_by_key(rank);
    if let Some(at) = named.filter(|at| content(*at) > 0 || (0..width).all(|at| content(at) == 0)) {
        return Some((at, "by its header"));
    }
    let at = (0..width).filter(|at| content(*at) > 0).max_by_key(|at| (content(*at), usize::MAX - *at))?;
    Some((at, "by its content"))
}

/// How many of a thousand filled cells are addresses; at least 1 where one is.
fn share<'a>(cells: impl Iterator<Item = &'a String>) -> usize {
    let (mut all, mut good) = (0_usize, 0_usize);
    for cell in cells.filter(|cell| !cell.trim().is_empty()) {
        all += 1;
        good += usize::from(cell.contains(['@', '\u{ff20}']) && repair(cell).address().is_some());
    }
    (good * 1000).div_ceil(all.max(1))
}

/// 2: a header that means "e-mail address"; 1: one that speaks of it; 0: neither.
fn word(cell: &str) -> u8 {
    let plain: String = (cell.chars().filter(|letter| letter.is_alphanumeric())).flat_map(char::to_lowercase).collect();
    if WORDS.contains(&plain.as_str()) {
        2
    } else if ["email", "correo", "メール", "邮箱", "courriel"].iter().any(|part| plain.contains(part)) {
        1
    } else {
        0
    }
}

/// Header words without anything but letters and digits: English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Polish, Russian, Swedish, Turkish, Arabic, Japanese, Korean, Chinese.
const WORDS: [&str; 63] = [
    "email",
    "emailaddress",
    "emailaddr",
    "emailid",
    "mail",
    "mailaddress",
    "emails",
    "email1",
    "primaryemail",
    "workemail",
    "useremail",
    "customeremail",
    "contactemail",
    "subscriberemail",
    "recipient",
    "to",
    "emailadresse",
    "mailadresse",
    "epost",
    "adresseemail",
    "adressemail",
    "adresseelectronique",
    "adresseélectronique",
    "courriel",
    "mél",
    "correo",
    "correoelectronico",
    "correoelectrónico",
    "direccióndecorreo",
    "direcciondecorreo",
    "indirizzoemail",
    "postaelettronica",
    "emailprincipale",
    "endereçodeemail",
    "enderecodeemail",
    "correioeletrónico",
    "correioeletrônico",
    "emailadres",
    "mailadres",
    "adresemail",
    "adrespocztyelektronicznej",
    "почта",
    "электроннаяпочта",
    "адресэлектроннойпочты",
    "эпочта",
    "epostadress",
    "epostadresse",
    "eposta",
    "epostaadresi",
    "البريدالإلكتروني",
    "بريدإلكتروني",
    "メールアドレス",
    "メール",
    "電子メール",
    "이메일",
    "이메일주소",
    "邮箱",
    "电子邮件",
    "电子邮箱",
    "郵箱",
    "電子郵件",
    "電郵",
    "電子信箱",
];
