//! A list is written by `Proof::write` exactly as record by record, whatever stands in its cells and was said.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use listproof::domain::Table;
use listproof::facts::Data;
use listproof::list::{List, Options, Suppress};
use listproof::report::{Run, Summary, csv};
use listproof::smtp::EnhancedCode;
use listproof::store::{Memory, Store};
use listproof::verdict::Evidence;
use listproof::{Address, Cause, Identity, Proof, Verdict, Verifier, clock};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Cells of the address column; `;` stands in some, and so does every way in which an address is not written plainly.
const CELLS: &[&str] = &[
    "anna@shop.example.com",
    "ANNA@Shop.example.com",
    "bert@shop.example.com",
    "anna@shop.example.com",
    " carl@shop.example.com ",
    "dora@shop.example.com; emil@shop.example.com",
    "fritz@shop.example.com",
    "emil@shop.example.com",
    "emil@shop.example.com",
    "Gerd <gerd@shop.example.com>",
    "hans@shop.example.com (unsubscribed)",
    "hans@shop.example.com",
    "nonsense",
    "",
    "info@shop.example.com",
    "info+news@gmail.com",
    "ida+x@gmial.com",
    "=ida@gmail.con",
    "+ida@gmail.com",
    "-ida@gmail.com",
    "'ida@gmail.com",
    "i|da@gmail.com",
    "i{d}a@gmail.com",
    "test@test.com",
    "aaa@aaa.com",
    "noemail@shop.example.com",
    "jan@noemail.com",
    "kai@mailinator.com",
    "kai@duck.com",
    "kai@thrown.example.com",
    "lea@bücher.example",
    "lea@xn--bcher-kva.example",
    "jürgen@shop.example.com",
    "mia@[192.0.2.1]",
    "mia@localhost",
    "never@seen.example.com",
    "asked@not.example.com",
    "never@seen.example.com",
    "ASKED@not.example.com",
];

/// What servers said: of each `%` the address in its place.
const SAID: &[(Cause, Option<u16>, &str)] = &[
    (Cause::Accepted, Some(250), "Ok"),
    (Cause::NoMailbox, Some(550), "<%>: user unknown, %"),
    (Cause::NoMailbox, Some(550), "% \"unknown\"; sorry, \t| here"),
    (Cause::MailboxFull, Some(552), "=cmd|' /C calc'!A0\nfull \u{1b}[31m"),
    (Cause::AcceptsAll, Some(250), ""),
    (Cause::NoDomain, None, "NXDOMAIN, said % of none"),
    (Cause::NullMx, None, ""),
    (Cause::RecipientRestricted, Some(550), "\u{ff1d}1 für \u{202e}%"),
    (Cause::NoMailbox, Some(550), "%"),
    (Cause::MailboxSuspended, Some(450), "-\u{0}-"),
];

fn verdict(nth: usize, address: Address) -> Verdict {
    let (cause, code, text) = SAID[nth % SAID.len()];
    let mut evidence = Evidence::default();
    evidence.host = Some(["mx.example.com", "mail.mailinator.com"][nth % 2].into());
    evidence.code = code;
    evidence.enhanced = code.filter(|_| nth % 3 == 0).map(|_| EnhancedCode { class: 5, subject: 1, detail: 1 });
    evidence.text = text.replace('%', address.as_str());
    evidence.at = clock::unix_now() - 40_000 * (nth as u64 % 4);
    Verdict::new(address, cause, evidence)
}

/// Nobody is asked: what the store does not know is beyond the deadline.
async fn asked(list: Arc<List>, store: Memory, suppress: Suppress) -> Proof {
    let identity = Identity::new("probe.sender.example", "verify@sender.example").unwrap();
    let builder = Verifier::builder(identity).resolve(Table::new()).store(store).deadline(Some(Duration::ZERO));
    builder.build().unwrap().proof(list, suppress).await.unwrap()
}

/// Both ways, and what they counted.
fn both(list: &List, proof: &mut Proof, folder: &Path) -> [(Vec<u8>, String); 2] {
    let (mut slow, mut quick) = (Summary::new(Run::default()), Summary::new(Run::default()));
    let paths = [folder.join("slow"), folder.join("quick")];
    let rows = csv::write(list, &paths[0], &mut |entry| {
        let record = proof.record(entry);
        slow.add(&record);
        record
    });
    assert_eq!(rows.unwrap(), proof.write(list, &paths[1], &mut quick).unwrap());
    let [one, other] = paths.map(|path| std::fs::read(path).unwrap());
    [(one, slow.to_json()), (other, quick.to_json())]
}

fn same([slow, quick]: [(Vec<u8>, String); 2], what: &str) {
    let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    for (one, other) in lines(&slow.0).iter().zip(&lines(&quick.0)) {
        assert_eq!(String::from_utf8_lossy(one), String::from_utf8_lossy(other), "{what}");
    }
    assert!(slow == quick, "{what}: {} {}", slow.1, quick.1);
}

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("listproof-pages-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn open(folder: &Path, rows: &str) -> Arc<List> {
    let path = folder.join("list.csv");
    std::fs::write(&path, rows).unwrap();
    Arc::new(List::open(&path, &Options::default()).unwrap())
}

#[tokio::test]
async fn every_cell_beside_everything_that_is_said() {
    let folder = folder("cells");
    for (turn, delimiter) in [',', ';', '\t', '|'].into_iter().enumerate() {
        for shift in 0..SAID.len() {
            let mut rows = format!("email{delimiter}n\n");
            for (nth, cell) in CELLS.iter().enumerate() {
                let quoted = format!("\"{}\"", cell.replace('"', "\"\""));
                let end = ["\n", "\r\n"][nth % 2];
                rows += &match nth % 7 {
                    3 => format!("{quoted}{end}"),
                    4 => format!("{quoted}{delimiter}{nth}{delimiter}more{end}"),
                    _ => format!("{quoted}{delimiter}{nth}{end}"),
                };
            }
            let list = open(&folder, &rows);
            let store = Memory::new();
            for (nth, cell) in CELLS.iter().enumerate().filter(|(_, cell)| !cell.contains(".example.com (")) {
                let repair = listproof::syntax::repair(cell);
                let known = repair
                    .address()
                    .into_iter()
                    .chain(repair.others())
                    .filter(|known| known.host() != "not.example.com");
                store.put(known.map(|known| verdict(nth + shift, known.clone())).collect()).unwrap();
            }
            let refused = folder.join("suppress");
            std::fs::write(&refused, "bert@shop.example.com\n").unwrap();
            let suppress = Suppress::open(&refused).unwrap();
            let mut proof = asked(list.clone(), store, suppress).await;
            same(both(&list, &mut proof, &folder), &format!("{turn} {shift}"));
            let mut offline = Proof::offline(&list, Suppress::default()).unwrap();
            same(both(&list, &mut offline, &folder), "offline");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// More than are kept ready.
#[tokio::test]
async fn a_server_that_never_says_the_same_twice() {
    let folder = folder("ids");
    let rows: String = (0..33_000).map(|nth| format!("{nth},user{nth}@ids{}.example.com\n", nth % 7)).collect();
    let list = open(&folder, &rows);
    let store = Memory::new();
    let said = |nth: u64| {
        let mut evidence = Evidence::default();
        (evidence.code, evidence.text, evidence.at) = (Some(550), format!("no such user {nth}"), clock::unix_now());
        Verdict::new(format!("user{nth}@ids{}.example.com", nth % 7).parse().unwrap(), Cause::NoMailbox, evidence)
    };
    store.put((0..33_000).map(said).collect()).unwrap();
    let mut proof = asked(list.clone(), store, Suppress::default()).await;
    same(both(&list, &mut proof, &folder), "ids");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Its own frequent domains, and lists of the caller's.
#[test]
fn suggestions_and_flags_by_other_lists() {
    let folder = folder("facts");
    let mut rows = String::from("email\nanna@acmecorp.co\nben@gmial.com\nben@gmail.con\nberta@mine.example.com\n");
    (0..4000).for_each(|row| rows.push_str(&format!("user{row}@acmecorp.com\n")));
    let list = open(&folder, &rows);
    let mut proof = Proof::offline(&list, Suppress::default()).unwrap();
    let written = both(&list, &mut proof, &folder);
    assert!(String::from_utf8_lossy(&written[1].0).contains(",anna@acmecorp.com,"));
    same(written, "our lists");
    std::fs::write(folder.join("disposable.txt"), "mine.example.com\n").unwrap();
    std::fs::write(folder.join("targets.txt"), "acmecorps.com\n").unwrap();
    let lists = Arc::new(Data::from_dir(&folder).unwrap());
    let mut proof = Proof::offline(&list, Suppress::default()).unwrap().with_facts(lists);
    let written = both(&list, &mut proof, &folder);
    assert!(String::from_utf8_lossy(&written[1].0).contains("disposable"));
    same(written, "other lists");
    std::fs::remove_dir_all(&folder).unwrap();
}
