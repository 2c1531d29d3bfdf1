//! Lists as people export them, and back to the byte.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use listproof::list::{Arena, Column, Encoding, List, Options};
use proptest::prelude::*;
use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

/// A file that goes away.
struct Temp(PathBuf);

impl Temp {
    fn new(bytes: &[u8]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("listproof-test-{}-{}.csv", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn open(bytes: &[u8]) -> (Temp, List) {
    let file = Temp::new(bytes);
    let list = List::open(&file.0, &Options::default()).unwrap();
    (file, list)
}

fn refused(bytes: &[u8]) -> String {
    let file = Temp::new(bytes);
    List::open(&file.0, &Options::default())
        .and_then(|list| list.read(&mut |_| Ok(())).map(|_| ()))
        .unwrap_err()
        .to_string()
}

/// The address of each row, or `-`.
fn addresses(list: &List) -> Vec<String> {
    let mut found = Vec::new();
    list.read(&mut |batch| {
        for entry in batch {
            assert_eq!(entry.row(), found.len() as u64 + 1);
            let address = entry.repair().address();
            found.push(address.map_or_else(|| "-".to_owned(), ToString::to_string));
        }
        Ok(())
    })
    .unwrap();
    found
}

/// The list with two more columns, of which one needs quotes.
fn rewrite(list: &List) -> Vec<u8> {
    let mut out = Vec::new();
    list.rewrite(&mut out, &["status", "note"], &mut |entry, cells| {
        cells.extend([format!("row{}", entry.row()), "x,;\t|\"y".to_owned()]);
    })
    .unwrap();
    out
}

#[test]
fn a_plain_list() {
    let (_file, list) = open(b"name,email\nAnna,anna@example.org\nBob,bob@example.net");
    assert_eq!(list.head().column(), "column 2 \"email\", by its header");
    assert!(list.head().has_header());
    assert_eq!(list.head().delimiter(), b',');
    assert_eq!(addresses(&list), ["anna@example.org", "bob@example.net"]);
    assert_eq!(
        String::from_utf8(rewrite(&list)).unwrap(),
        "name,email,status,note\nAnna,anna@example.org,row1,\"x,;\t|\"\"y\"\nBob,bob@example.net,row2,\"x,;\t|\"\"y\""
    );
}

#[test]
fn marks_line_ends_quotes_and_blank_lines_stay() {
    let bytes =
        b"\xef\xbb\xbf\"E-Mail\";\"note\"\r\n\"a@example.org\";\"two\r\nlines\"\r\n\r\nb@example.org;\"\"\r\n\n";
    let (_file, list) = open(bytes);
    assert_eq!(list.head().delimiter(), b';');
    assert_eq!(addresses(&list), ["a@example.org", "b@example.org"]);
    let out = rewrite(&list);
    let ours = "\"x,;\t|\"\"y\"";
    let stripped = String::from_utf8(out).unwrap();
    let stripped = stripped
        .replace(&format!(";row1;{ours}"), "")
        .replace(&format!(";row2;{ours}"), "")
        .replace(";status;listproof_note", "");
    assert_eq!(stripped.as_bytes(), bytes);
}

#[test]
fn latin_1_bytes_stay_and_ours_join_them() {
    let bytes = b"nom;courriel\nRen\xe9;rene@example.org\n";
    let (_file, list) = open(bytes);
    assert_eq!(list.head().encoding(), Encoding::Windows1252);
    assert_eq!(list.head().column(), "column 2 \"courriel\", by its header");
    let mut out = Vec::new();
    list.rewrite(&mut out, &["note"], &mut |_, cells| cells.push("é☃".into())).unwrap();
    assert_eq!(out, b"nom;courriel;note\nRen\xe9;rene@example.org;\xe9?\n");
}

#[test]
fn a_late_latin_1_byte_is_seen() {
    let mut bytes = b"email,name\n".to_vec();
    for n in 0..30_000 {
        bytes.extend(format!("u{n}@example.org,Anna\n").bytes());
    }
    bytes.extend(b"last@example.org,Ren\xe9\n");
    let (_file, list) = open(&bytes);
    assert_eq!(list.head().encoding(), Encoding::Windows1252);
    assert_eq!(addresses(&list).len(), 30_001);
}

#[test]
fn utf_16_comes_and_goes() {
    for (encoding, unit) in
        [(Encoding::Utf16Le, u16::to_le_bytes as fn(u16) -> [u8; 2]), (Encoding::Utf16Be, u16::to_be_bytes)]
    {
        for mark in ["\u{feff}", ""] {
            let write = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(unit).collect() };
            let text = format!("{mark}Name\tE-Mail\r\nZoë 😀\tzoe@example.org\r\n");
            let (_file, list) = open(&write(&text));
            assert_eq!(list.head().encoding(), encoding);
            assert_eq!(addresses(&list), ["zoe@example.org"]);
            let mut out = Vec::new();
            list.rewrite(&mut out, &["status"], &mut |_, cells| cells.push("ok".into())).unwrap();
            let text = format!("{mark}Name\tE-Mail\tstatus\r\nZoë 😀\tzoe@example.org\tok\r\n");
            assert_eq!(out, write(&text));
        }
    }
}

#[test]
fn a_sep_line_is_no_header() {
    let bytes = b"sep=|\r\nmail|x\r\na@example.org|1\r\n";
    let (_file, list) = open(bytes);
    assert_eq!(list.head().delimiter(), b'|');
    assert_eq!(list.head().header().unwrap(), ["mail", "x"]);
    assert!(rewrite(&list).starts_with(b"sep=|\r\nmail|x|status|note\r\na@example.org|1|row1|"));
}

type Encode<'a> = &'a dyn Fn(&str) -> Vec<u8>;

/// Each delimiter in each encoding, with a `sep=` line and without, beside the other delimiters as text.
#[test]
fn exports_as_programs_write_them() {
    let latin = |text: &str| text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let encodings: [(Encoding, Encode<'_>); 4] = [
        (Encoding::Utf8, &|text| text.as_bytes().to_vec()),
        (Encoding::Windows1252, &latin),
        (Encoding::Utf16Le, &le),
        (Encoding::Utf16Be, &be),
    ];
    for (encoding, encode) in encodings {
        for (delimiter, told) in [',', ';', '\t', '|'].into_iter().flat_map(|byte| [(byte, false), (byte, true)]) {
            let row = |cells: [&str; 4]| cells.join(&delimiter.to_string());
            let mut text = if told { format!("sep={delimiter}\r\n") } else { String::new() };
            let header = row(["Nr", "Name", "Adresse électronique", "Ort"]);
            text += &format!("{header}\r\n");
            text += &format!("{}\r\n", row(["1", "\"Meier, Zoé\"", "zoe@example.org", "\"Köln; a|b\""]));
            text += &format!("{}\r\n", row(["2", "\"Ott\t\"", "\"tim@example.org; tom@example.org\"", ""]));
            let (_file, list) = open(&encode(&text));
            let head = list.head();
            assert_eq!((head.encoding(), head.delimiter()), (encoding, delimiter as u8), "{text:?}");
            assert_eq!((head.column_index(), head.width()), (2, 4));
            let mut found = Vec::new();
            let (people, _) = list.distinct(&mut |met| found.push(met.address().to_string())).unwrap();
            assert_eq!(found, ["zoe@example.org", "tim@example.org", "tom@example.org"]);
            assert_eq!((people.len(), addresses(&list).len()), (3, 2));
            let mut out = Vec::new();
            list.rewrite(&mut out, &["ok"], &mut |_, cells| cells.push("1".into())).unwrap();
            let mut wanted = text.replace(&header, &format!("{header}{delimiter}ok"));
            for end in ["a|b\"\r\n".to_owned(), format!("org\"{delimiter}\r\n")] {
                wanted = wanted.replace(&end, &format!("{}{delimiter}1\r\n", end.trim_end_matches("\r\n")));
            }
            assert!(out == encode(&wanted), "{text:?}");
        }
    }
}

#[test]
fn ragged_rows_are_padded_not_changed() {
    let (_file, list) = open(b"a,email,c\n1,a@example.org\n2,b@example.org,3,4\n,,\n");
    assert_eq!(addresses(&list), ["a@example.org", "b@example.org", "-"]);
    let mut out = Vec::new();
    list.rewrite(&mut out, &["s"], &mut |_, cells| cells.push("z".into())).unwrap();
    assert_eq!(out, b"a,email,c,,s\n1,a@example.org,,,z\n2,b@example.org,3,4,z\n,,,,z\n");
    let counts = list.read(&mut |_| Ok(())).unwrap();
    assert_eq!((counts.rows, counts.short, counts.long), (3, 1, 1));
}

#[test]
fn without_header_it_stays_without() {
    let (_file, list) = open(b"1,a@example.org\n2,b@example.org\n");
    assert!(!list.head().has_header());
    assert_eq!(list.head().column(), "column 2, by its content");
    assert!(rewrite(&list).starts_with(b"1,a@example.org,row1,"));
    let (_file, list) = open(b"a@example.org\nb@example.org\n");
    assert_eq!(addresses(&list).len(), 2);
}

#[test]
fn a_name_that_is_taken_gets_a_prefix() {
    let (_file, list) = open(b"email, Status ,listproof_status\na@example.org,1,2\n");
    assert!(rewrite(&list).starts_with(b"email, Status ,listproof_status,listproof_listproof_status,note\n"));
}

#[test]
fn words_of_many_languages() {
    for header in [
        "E-Mail-Adresse",
        "Adresse e-mail",
        "Correo electrónico",
        "Indirizzo e-mail",
        "Endereço de e-mail",
        "E-mailadres",
        "Adres e-mail",
        "Электронная почта",
        "メールアドレス",
        "邮箱",
        "電子郵件",
        "이메일 주소",
        "E-posta adresi",
        "E-postadress",
        "البريد الإلكتروني",
    ] {
        let (_file, list) = open(format!("id,{header},ref\n1,x@example.org,y@example.org\n").as_bytes());
        assert!(list.head().column().starts_with("column 2 "), "{header}: {}", list.head().column());
    }
}

#[test]
fn a_column_as_told() {
    let file = Temp::new(b"email,other\na@example.org,b@example.org\n");
    for (told, place) in [("2", 1), ("Other", 1), ("EMAIL", 0)] {
        let column: Column = told.parse().unwrap();
        let list = List::open(&file.0, &Options::default().column(column)).unwrap();
        assert_eq!(list.head().column_index(), place);
    }
    for column in [Column::Index(3), Column::Name("none".to_owned()), Column::Index(0), Column::Index(usize::MAX)] {
        let error = List::open(&file.0, &Options::default().column(column)).unwrap_err();
        assert!(error.to_string().contains("no such column"), "{error}");
    }
}

#[test]
fn what_is_no_list_is_said_so() {
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"a,b\n1,2\n").contains("no column"));
    assert!(refused(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\xff\xfe\x80").contains("not a text"));
    let missing = List::open("/nonexistent/list.csv", &Options::default()).unwrap_err();
    assert_eq!(missing.to_string(), "cannot read /nonexistent/list.csv");
    assert!(List::open(std::env::temp_dir(), &Options::default()).is_err());
}

#[test]
fn an_open_quote_swallows_nothing() {
    let mut bytes = b"email,name\na@example.org,\"Anna\nb@example.org,\"Bob\"\n".to_vec();
    let error = refused(&bytes);
    assert!(error.contains("row 1") && error.contains("quote"), "{error}");
    bytes = b"email,name\n".to_vec();
    for n in 0..20 {
        bytes.extend(format!("u{n}@example.org,x\n").bytes());
    }
    bytes.extend(b"v@example.org,\"Vera\nw@example.org,Will\n");
    let error = refused(&bytes);
    assert!(error.contains("row 21, column 2"), "{error}");
}

/// Wherever the quote is lost, and whatever stands behind it: an error, or no row that swallows more than a few.
#[test]
fn no_lost_quote_swallows_the_list() {
    for behind in ["x", "\"\"", "\"x\"", "x\"", "\"x, y\"", "5\" nail"] {
        let mut bytes = b"email,name\n".to_vec();
        for n in 0..2_000 {
            let name = if n == 900 { "\"Vera" } else { behind };
            bytes.extend(format!("u{n}@example.org,{name}\n").bytes());
        }
        let (_file, list) = open(&bytes);
        let counts = list.read(&mut |_| Ok(()));
        match counts {
            Err(error) => assert!(error.to_string().contains("row 901, column 2"), "{behind}: {error}"),
            // Closed in the next row: a name of two lines, as far as anybody can tell.
            Ok(counts) => assert!(counts.rows >= 1_999, "{behind}: {counts:?}"),
        }
    }
}

#[test]
fn a_list_that_changes_is_an_error() {
    let (file, list) = open(b"email\na@example.org\n");
    list.read(&mut |_| Ok(())).unwrap();
    std::fs::write(&file.0, b"email\nb@example.org\n").unwrap();
    let mut out = Vec::new();
    let error = list.rewrite(&mut out, &["s"], &mut |_, _| {}).unwrap_err();
    assert!(error.to_string().contains("changed"), "{error}");
}

/// Two passes at once would each get half of the list.
#[test]
fn a_second_pass_within_the_first_is_refused_and_the_first_loses_nothing() {
    let mut bytes = b"email\n".to_vec();
    for n in 0..100_000 {
        bytes.extend(format!("u{n}@example.org\n").bytes());
    }
    let (_file, list) = open(&bytes);
    let (mut rows, mut within) = (0, Vec::new());
    let counts = list.read(&mut |batch| {
        rows += batch.len();
        within.push(list.read(&mut |_| Ok(())).map_err(|error| error.to_string()));
        Ok(())
    });
    assert!(counts.is_ok_and(|counts| counts.rows == 100_000) && rows == 100_000, "{rows} {within:?}");
    assert!(
        within.iter().all(|end| end.as_ref().is_err_and(|error| error.contains("one pass at a time"))),
        "{within:?}"
    );
    assert_eq!(addresses(&list).len(), 100_000, "and then it is free again");
}

/// A thread of rayon's that waits for a list is missing where its rows are parsed.
#[test]
fn as_many_lists_as_there_are_cores_are_read_at_once() {
    let (done, read) = std::sync::mpsc::channel();
    for _ in 0..rayon::current_num_threads() * 2 {
        let done = done.clone();
        rayon::spawn(move || {
            let mut bytes = b"email\n".to_vec();
            (0..50_000).for_each(|n| bytes.extend(format!("u{n}@example.org\n").bytes()));
            let (_file, list) = open(&bytes);
            assert_eq!(done.send(list.distinct(&mut |_| ()).unwrap().1.rows), Ok(()));
        });
    }
    for _ in 0..rayon::current_num_threads() * 2 {
        assert_eq!(read.recv_timeout(std::time::Duration::from_secs(30)), Ok(50_000));
    }
}

/// Rows as wide as notes and postal addresses make them: eight thousand at once would be half a gigabyte.
#[test]
fn wide_rows_come_in_small_batches() {
    let mut bytes = b"email,note\n".to_vec();
    let note = "x".repeat(60_000);
    for n in 0..1_000 {
        bytes.extend(format!("u{n}@example.org,{note}\n").bytes());
    }
    let (_file, list) = open(&bytes);
    let mut most = 0;
    list.read(&mut |batch| {
        most = most.max(batch.len());
        Ok(())
    })
    .unwrap();
    assert!(most * note.len() <= 16 << 20, "{most} rows at once");
    assert_eq!(addresses(&list).len(), 1_000);
}

#[test]
fn batches_keep_their_order() {
    let mut bytes = b"email\n".to_vec();
    for n in 0..10_000 {
        bytes.extend(format!("u{n}@example.org\n").bytes());
    }
    let (_file, list) = open(&bytes);
    let found = addresses(&list);
    assert_eq!(found.len(), 10_000);
    assert!(found.iter().enumerate().all(|(n, a)| *a == format!("u{n}@example.org")));
}

/// The short way and the long one to the same people, whatever the cells hold.
#[test]
fn distinct_is_what_read_and_insert_come_to() {
    let mut bytes = "id;Mail;x\n".to_owned();
    let cells = [
        "anna@example.org",
        "Anna@EXAMPLE.org",
        "\"bea@example.org\"",
        "\"carl@example.org; dora@example.org\"",
        "emil@example.org (unsubscribed)",
        "frida@münchen.example",
        "g@192.0.2.1",
        "h@localhost",
        "i@example.c1",
        "\"\"\"j k\"\"@example.org\"",
        "rene\u{301}@example.org",
        "ren\u{e9}@example.org",
        "l(at)example.org",
        "m@x--y.example",
        "n..n@example.org",
        "",
        "<o@example.org>",
    ];
    for row in 0..9_000 {
        let cell = cells[row % cells.len()].replace("a@", &format!("a{}@", row % 1_000));
        bytes += &format!("{row};{cell};1\n");
    }
    let (_file, list) = open(bytes.as_bytes());
    let mut arena = Arena::new();
    let mut long = Vec::new();
    let long_counts = list
        .read(&mut |entries| {
            for repair in entries.iter().map(listproof::list::Entry::repair) {
                for address in repair.address().into_iter().chain(repair.others()) {
                    let (handle, new) = arena.insert(address);
                    long.push((handle, new, address.clone(), repair.suppressed()));
                }
            }
            Ok(())
        })
        .unwrap();
    let mut short = Vec::new();
    let (found, counts) = list
        .distinct(&mut |met| {
            assert_eq!(met.host(), met.address().host());
            short.push((met.handle(), met.is_new(), met.address(), met.suppressed()));
        })
        .unwrap();
    assert!(short == long && counts == long_counts);
    assert!(found.len() > 1_000 && found.iter().eq(arena.iter()));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_spooled() {
    let path = std::env::temp_dir().join(format!("listproof-test-{}.fifo", std::process::id()));
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED a_pipe_is_spooled: no mkfifo");
        return;
    }
    let writer = {
        let path = path.clone();
        std::thread::spawn(move || std::fs::write(path, b"email\na@example.org\n").unwrap())
    };
    let list = List::open(&path, &Options::default()).unwrap();
    writer.join().unwrap();
    let _ = std::fs::remove_file(&path);
    assert_eq!(addresses(&list), ["a@example.org"]);
    assert!(rewrite(&list).starts_with(b"email,status,note\na@example.org,row1,"));
}

/// All records, as the csv crate sees them.
fn parse(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
        .byte_records()
        .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect()
}

proptest! {
    /// Any bytes of the CSV alphabet: refused with a reason, or every row comes out, in order, its cells unchanged.
    #[test]
    fn rows_in_are_rows_out(body in "([ab@.\",\r\n]|é|a@b\\.org|\"\"|\"a,\n\"){0,60}") {
        let bytes = format!("email,x\na@example.org,1\n{body}");
        let file = Temp::new(bytes.as_bytes());
        let column = Options::default().column(Column::Name("email".into()));
        if let Ok(list) = List::open(&file.0, &column)
            && list.head().delimiter() == b','
        {
            let mut out = Vec::new();
            if list.rewrite(&mut out, &["mine"], &mut |_, cells| cells.push("=z".into())).is_ok() {
                let (before, after) = (parse(bytes.as_bytes()), parse(&out));
                prop_assert_eq!(before.len(), after.len());
                for (before, mut after) in before.into_iter().zip(after) {
                    prop_assert!(after.len() >= 3);
                    let _ = after.pop();
                    after.truncate(before.len());
                    prop_assert_eq!(before, after);
                }
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let file = Temp::new(&bytes);
        if let Ok(list) = List::open(&file.0, &Options::default().column(Column::Index(1))) {
            let _ = list.read(&mut |_| Ok(()));
        }
    }
}

#[test]
fn our_columns_stand_under_their_names_beside_a_row_that_is_too_wide() {
    let folder = std::env::temp_dir().join(format!("listproof-wide-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("wide.csv");
    std::fs::write(&path, "id,email\n1,anna@example.org\n2,bert@example.org,more\n").unwrap();
    let list = List::open(&path, &Options::default()).unwrap();
    list.read(&mut |_| Ok(())).unwrap();
    let mut out = Vec::new();
    list.rewrite(&mut out, &["status"], &mut |_, cells| cells.push("x".to_owned())).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out, "id,email,,status\n1,anna@example.org,,x\n2,bert@example.org,more,x\n");
    std::fs::remove_dir_all(&folder).unwrap();
}
