//! The file alone: what it keeps, for how long, and what it says of a file that is not well.

use crate::{Room, verdict};
use listproof::store::{File, MaxAge, Memory, Note, Store};
use listproof::{Cause, ErrorKind};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, mpsc};
use std::time::Duration;

const DAY: u64 = 24 * 60 * 60;
const NOW: u64 = 20_000 * DAY;

fn open(path: &Path, now: u64) -> File {
    File::open_at(path, MaxAge::default(), now).unwrap()
}

/// The one line that a store is refused with; it names the file.
fn refused(path: &Path) -> String {
    let error = File::open(path).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Store(_)), "{error}");
    let line = error.to_string();
    assert!(line.contains(&path.display().to_string()) && line.lines().count() == 1, "{line}");
    line
}

#[test]
fn a_verdict_outlives_the_process_and_is_read_before_it_is_written() {
    let room = Room::new();
    let (path, anna) = (room.path("s"), verdict("Anna@Example.org", Cause::Accepted, NOW));
    {
        let store = open(&path, NOW);
        store.put(vec![anna.clone(), verdict("bert@example.org", Cause::NoMailbox, NOW)]).unwrap();
        assert_eq!(store.get("anna@example.org").unwrap(), Some(anna.clone()));
        assert_eq!(store.get("nobody@example.org").unwrap(), None);
    }
    let store = open(&path, NOW);
    assert_eq!(store.get("anna@example.org").unwrap(), Some(anna));
    assert_eq!(room.files(), ["s"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "addresses are personal data");
    }
}

#[test]
fn what_is_too_old_is_purged_on_open_unless_a_greater_age_is_asked_for() {
    let room = Room::new();
    let path = room.path("s");
    let put = |store: &File| {
        let all = [
            ("a@example.org", Cause::Accepted),
            ("n@example.org", Cause::NoMailbox),
            ("r@example.org", Cause::AcceptsAll),
        ];
        store.put(all.map(|(address, cause)| verdict(address, cause, NOW)).to_vec()).unwrap();
    };
    let left = |store: &File| {
        let known = |key: &&str| store.get(key).unwrap().is_some();
        ["a@example.org", "n@example.org", "r@example.org"].into_iter().filter(known).collect::<Vec<_>>()
    };
    put(&open(&path, NOW));
    assert_eq!(left(&open(&path, NOW + 6 * DAY)).len(), 3);
    let long = MaxAge::all(Duration::from_secs(60 * DAY));
    assert_eq!(left(&File::open_at(&path, long, NOW + 20 * DAY).unwrap()).len(), 3);
    let short = MaxAge::all(Duration::ZERO);
    assert_eq!(left(&File::open_at(&path, short, NOW + 22 * DAY).unwrap()), ["a@example.org"]);
    assert!(left(&open(&path, NOW + 31 * DAY)).is_empty());
}

/// The year's difference makes nothing older, and nothing is lost by it.
#[test]
fn a_clock_set_back_a_year_loses_nothing() {
    let room = Room::new();
    let path = room.path("s");
    {
        let store = open(&path, NOW);
        assert!(!store.begin("options", NOW).unwrap());
        store.put(vec![verdict("anna@example.org", Cause::Accepted, NOW)]).unwrap();
    }
    let store = open(&path, NOW - 365 * DAY);
    let anna = store.get("anna@example.org").unwrap().unwrap();
    assert!(MaxAge::default().is_fresh(&anna, NOW - 365 * DAY));
    assert!(store.begin("options", NOW - 365 * DAY).unwrap(), "the run goes on");
    drop(store);
    assert!(open(&path, NOW + DAY).get("anna@example.org").unwrap().is_some());
}

#[test]
fn a_route_is_lent_until_it_is_over() {
    let room = Room::new();
    let path = room.path("s");
    let store = open(&path, NOW);
    let (mx, host) = (Note::new("mx example.org", b"ten mx.example.net"), Note::new("ip mx.example.net", b"192.0.2.1"));
    let lent = |store: &File, route: &Note, now| store.route(route.key(), now).unwrap();
    store.put_route(mx.clone(), NOW, NOW + 300).unwrap();
    assert_eq!(lent(&store, &mx, NOW + 299), Some((mx.clone(), NOW + 300)), "before it is written");
    store.put_route(host.clone(), NOW, NOW + 2 * DAY).unwrap();
    drop(store);
    let store = open(&path, NOW + 10);
    assert_eq!(lent(&store, &mx, NOW + 299), Some((mx.clone(), NOW + 300)));
    assert_eq!([NOW + 300, NOW - 1].map(|now| lent(&store, &mx, now)), [None, None], "over; or set back");
    assert_eq!(lent(&store, &Note::new("mx example.com", b""), NOW), None);
    store.put_route(mx.clone(), NOW + 20, NOW + 400).unwrap();
    assert_eq!(lent(&store, &mx, NOW + 350).map(|(_, until)| until), Some(NOW + 400), "the later word");
    store.begin("another run", NOW + 30).unwrap();
    drop(store);
    let store = open(&path, NOW + DAY);
    assert_eq!(lent(&store, &mx, NOW + 30), None, "purged");
    assert!(lent(&store, &host, NOW + DAY).is_some());
}

#[test]
fn a_forgotten_mailbox_is_in_no_note() {
    let room = Room::new();
    let path = room.path("s");
    let notes = ["anna@example.org", "\0accepted anna@example.org", "joanna@example.org"];
    {
        let store = open(&path, NOW);
        store.begin("options", NOW).unwrap();
        store.note(notes.map(|key| Note::new(key, b"x")).to_vec()).unwrap();
        assert!(!store.forget("anna@example.org").unwrap());
    }
    let store = open(&path, NOW);
    assert!(store.begin("options", NOW).unwrap());
    let mut left = Vec::new();
    store.notes(&mut |note| left.push(note.key().to_owned())).unwrap();
    assert_eq!(left, notes[2..]);
}

#[test]
fn a_forgotten_mailbox_stays_forgotten() {
    let room = Room::new();
    let path = room.path("s");
    let store = open(&path, NOW);
    store
        .put(vec![verdict("anna@example.org", Cause::Accepted, NOW), verdict("b@example.org", Cause::Accepted, NOW)])
        .unwrap();
    assert!(store.forget("anna@example.org").unwrap());
    assert!(!store.forget("anna@example.org").unwrap());
    drop(store);
    let store = open(&path, NOW);
    assert!(store.get("anna@example.org").unwrap().is_none() && store.get("b@example.org").unwrap().is_some());
}

/// What a run gave up on counts when it goes on, what its interruption left does not, and neither outlives it.
#[test]
fn the_unknowns_of_a_run_live_as_long_as_the_run() {
    let room = Room::new();
    let path = room.path("s");
    {
        let store = open(&path, NOW);
        assert!(!store.begin("one", NOW).unwrap());
        store
            .put(vec![
                verdict("up@example.org", Cause::Greylisted, NOW),
                verdict("not@example.org", Cause::NotProbed, NOW),
            ])
            .unwrap();
        store.put(vec![verdict("anna@example.org", Cause::Accepted, NOW)]).unwrap();
        store.leave(vec![verdict("cut@example.org", Cause::Timeout, NOW)]).unwrap();
        assert_eq!(store.resumed("up@example.org").unwrap(), None, "nothing is gone on with yet");
    }
    let store = open(&path, NOW);
    assert!(store.begin("one", NOW + 60).unwrap());
    let cause = |key: &str| store.resumed(key).unwrap().map(|verdict| verdict.cause());
    assert_eq!(cause("up@example.org"), Some(Cause::Greylisted));
    assert_eq!(cause("anna@example.org"), Some(Cause::Accepted));
    assert_eq!((cause("not@example.org"), cause("cut@example.org")), (None, None));
    assert!(store.get("cut@example.org").unwrap().is_some(), "it is there to be printed");
    store.finish(NOW + 120).unwrap();
    drop(store);
    let store = open(&path, NOW + 180);
    assert!(!store.begin("one", NOW + 180).unwrap(), "a finished run is history");
    assert!(store.get("up@example.org").unwrap().is_none() && store.get("anna@example.org").unwrap().is_some());
}

#[test]
fn another_run_or_one_of_long_ago_is_not_gone_on_with() {
    let room = Room::new();
    let path = room.path("s");
    let store = open(&path, NOW);
    assert!(!store.begin("one", NOW).unwrap());
    store.put(vec![verdict("up@example.org", Cause::Greylisted, NOW)]).unwrap();
    assert!(!store.begin("other", NOW).unwrap());
    assert!(store.get("up@example.org").unwrap().is_none());
    assert!(!store.begin("other", NOW + 8 * DAY).unwrap(), "a week later its unknowns deserve another try");
}

/// Whoever asks one address at a time begins no run, and what nobody could tell is personal data as well.
#[test]
fn an_unknown_that_no_run_can_be_gone_on_with_is_purged_on_open() {
    let room = Room::new();
    let path = room.path("s");
    open(&path, NOW).put(vec![verdict("up@example.org", Cause::Greylisted, NOW)]).unwrap();
    assert!(open(&path, NOW + 6 * DAY).get("up@example.org").unwrap().is_some());
    assert!(open(&path, NOW + 8 * DAY).get("up@example.org").unwrap().is_none());
}

/// An unknown lies above what was settled before, which is the last *settled* verdict still.
#[test]
fn an_unknown_does_not_wipe_out_what_was_settled() {
    let room = Room::new();
    let store = open(&room.path("s"), NOW);
    store.put(vec![verdict("anna@example.org", Cause::Accepted, NOW)]).unwrap();
    store.flush().unwrap();
    store.begin("one", NOW).unwrap();
    store.put(vec![verdict("anna@example.org", Cause::Timeout, NOW)]).unwrap();
    assert_eq!(store.get("anna@example.org").unwrap().unwrap().cause(), Cause::Timeout);
    store.finish(NOW).unwrap();
    store.begin("two", NOW).unwrap();
    assert_eq!(store.get("anna@example.org").unwrap().unwrap().cause(), Cause::Accepted);
}

#[test]
fn a_store_of_one_run_forgets_and_finds_alike() {
    let store = Memory::new();
    store.put(vec![verdict("Anna@example.org", Cause::Accepted, NOW)]).unwrap();
    assert!(!store.begin("one", NOW).unwrap() && store.resumed("anna@example.org").unwrap().is_none());
    assert!(store.get("anna@example.org").unwrap().is_some() && store.forget("anna@example.org").unwrap());
}

#[test]
fn a_store_that_is_held_is_refused_and_left_alone() {
    let room = Room::new();
    let path = room.path("s");
    let holder = open(&path, NOW);
    holder.put(vec![verdict("anna@example.org", Cause::Accepted, NOW)]).unwrap();
    assert!(refused(&path).contains("held by another process"));
    drop(holder);
    assert!(open(&path, NOW).get("anna@example.org").unwrap().is_some());
}

/// One of them has it, the others are told so, and nobody cuts off what another has begun.
#[test]
fn whoever_makes_a_store_at_once_makes_one() {
    let room = Room::new();
    for nth in 0..8 {
        let (path, start) = (room.path(&format!("s{nth}")), Barrier::new(4));
        let ends: Vec<_> = std::thread::scope(|scope| {
            let open = || {
                start.wait();
                File::open(&path)
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
        for error in ends.iter().filter_map(|end| end.as_ref().err()) {
            assert!(error.to_string().contains("held by another process"), "{error}");
        }
        drop(ends);
        assert!(File::open(&path).is_ok());
    }
    assert_eq!(room.files().len(), 8);
}

/// However busy the others are: what was put before is what is waited for.
#[test]
fn a_flush_comes_to_an_end_while_others_go_on() {
    let room = Room::new();
    let (store, over) = (open(&room.path("s"), NOW), AtomicBool::new(false));
    let (done, flushed) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for nth in (0_u64..).take_while(|_| !over.load(Ordering::Relaxed)) {
                store.put(vec![verdict(&format!("u{}@example.org", nth % 1000), Cause::Accepted, NOW)]).unwrap();
            }
        });
        scope.spawn(|| done.send(store.forget("anna@example.org")));
        let end = flushed.recv_timeout(Duration::from_secs(10));
        over.store(true, Ordering::Relaxed);
        assert!(!end.expect("ten seconds were not enough").unwrap());
    });
}

#[test]
fn who_is_told_of_a_row_may_ask_the_store() {
    let room = Room::new();
    let store = open(&room.path("s"), NOW);
    store.put(vec![verdict("anna@example.org", Cause::Accepted, NOW)]).unwrap();
    let (done, told) = mpsc::channel();
    // A thread that is left behind where it waits for itself.
    std::thread::spawn(move || {
        let mut found = None;
        let all = store.recall(9, &mut |known| found = store.get(known.key()).unwrap());
        assert!(done.send((all.unwrap(), found.is_some())).is_ok());
    });
    assert_eq!(told.recv_timeout(Duration::from_secs(10)), Ok((true, true)));
}

#[test]
fn files_that_are_no_store_are_refused_and_left_as_they_are() {
    let room = Room::new();
    for (name, bytes) in [("list.csv", &b"email\nanna@example.org\n"[..]), ("long", &[b'x'; 100_000]), ("nought", b"")]
    {
        let path = room.write(name, bytes);
        let line = refused(&path);
        assert!(line.contains("not a store"), "{line}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    let other = room.path("other");
    drop(redb::Database::create(&other).unwrap());
    assert!(refused(&other).contains("not a store"));
    assert!(refused(&room.0).contains("cannot be opened"));
    assert!(refused(&room.path("no/folder/s")).contains("cannot be created"));
}

#[test]
fn a_newer_format_is_refused_and_left_as_it_is() {
    let room = Room::new();
    let path = room.path("s");
    drop(open(&path, NOW));
    let meta: redb::TableDefinition<'_, &[u8], &[u8]> = redb::TableDefinition::new("meta");
    {
        let database = redb::Database::open(&path).unwrap();
        let transaction = database.begin_write().unwrap();
        transaction.open_table(meta).unwrap().insert(b"format".as_slice(), [2].as_slice()).unwrap();
        transaction.commit().unwrap();
    }
    let line = refused(&path);
    assert!(line.contains("newer version") && line.contains("format 2"), "{line}");
    use redb::ReadableDatabase;
    let database = redb::Database::open(&path).unwrap();
    let table = database.begin_read().unwrap().open_table(meta).unwrap();
    assert_eq!(table.get(b"format".as_slice()).unwrap().unwrap().value(), [2]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    fs::set_permissions(&room.0, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(room.path("probe"), b"").is_ok() {
        eprintln!("SKIPPED a_read_only_folder_is_refused: this user may write everywhere");
        // What no user can write in.
        return assert!(refused(Path::new("/proc/s")).contains("cannot be created"));
    }
    assert!(refused(&room.path("s")).contains("cannot be created"));
    fs::set_permissions(&room.0, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Cut anywhere, closed well or killed: it opens with what is whole, or says so; it never panics, and is never written
/// over by a new one.
#[test]
fn a_store_cut_at_fifty_places() {
    let room = Room::new();
    let path = room.path("s");
    let store = open(&path, NOW);
    for part in 0..4 {
        let names = (0..500).map(|n| format!("someone{n}.{part}@example.org"));
        store.put(names.map(|name| verdict(&name, Cause::Accepted, NOW)).collect()).unwrap();
        store.flush().unwrap();
    }
    // As a killed process leaves it.
    let killed = fs::read(&path).unwrap();
    drop(store);
    let closed = fs::read(&path).unwrap();
    let whole = room.write("whole", &killed);
    assert!(open(&whole, NOW).get("someone499.3@example.org").unwrap().is_some(), "all that was flushed is there");
    let mut at = 12_345_u64;
    for nth in 0..50 {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let whole = if nth % 2 == 0 { &killed } else { &closed };
        let cut = (at >> 16) as usize % whole.len();
        cut_at(&room.write(&format!("cut{nth}"), &whole[..cut]), &whole[..cut]);
    }
}

fn cut_at(path: &Path, bytes: &[u8]) {
    let (cut, name) = (bytes.len(), path.display().to_string());
    match File::open_at(path, MaxAge::default(), NOW) {
        Ok(store) => {
            let row = store.get("someone7.0@example.org");
            assert!(matches!(row, Ok(Some(_)) | Err(_)), "opened empty at {cut}");
            println!("opened at {cut}: {}", row.is_ok());
        }
        Err(error) => {
            let line = error.to_string();
            assert!(matches!(error.kind(), ErrorKind::Store(_)) && line.contains(&name), "{line}");
            assert!(line.contains("damaged") || line.contains("cannot"), "{line}");
            // The engine marks a file that it tries to repair, in its first bytes; no row is touched.
            let left = fs::read(path).unwrap();
            assert_eq!(left.len(), cut);
            assert!(left.get(4096..) == bytes.get(4096..), "written over at {cut}");
        }
    }
}

/// A year of runs over the same mailboxes and new ones: what has expired makes room for what comes, and what a great
/// list has left behind is given back.
#[test]
fn ten_months_of_expired_rows_keep_the_file_within_a_bound() {
    let room = Room::new();
    let path = room.path("s");
    let bytes = || fs::metadata(&path).unwrap().len();
    let run = |month: u64, rows: u64| {
        let now = NOW + month * 31 * DAY;
        let store = open(&path, now);
        let left = bytes();
        assert!(!store.begin("options", now).unwrap());
        for part in 0..rows / 500 {
            let half = |n: u64| if n.is_multiple_of(2) { n } else { n + month * 100_000 };
            let name = |n: u64| format!("{:x}@example.org", half(n).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let batch = (0..500).map(|n| verdict(&name(part * 500 + n), Cause::Accepted, now));
            store.put(batch.collect()).unwrap();
            store.flush().unwrap();
        }
        store.finish(now).unwrap();
        drop(store);
        (left, bytes())
    };
    let (_, first) = run(0, 3000);
    for month in 1..10 {
        let (left, whole) = run(month, 3000);
        assert!(left.max(whole) <= 2 * first, "month {month}: {left}, then {whole}, after {first} in the first");
    }
    let (_, great) = run(10, 30_000);
    let rows = (0..600).map(|n: u64| n * 50);
    // Two in a hundred are asked again in time, and lie all over the file.
    let young = NOW + 10 * 31 * DAY + 20 * DAY;
    let name = |n: u64| format!("{:x}@example.org", n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    open(&path, young).put(rows.map(|n| verdict(&name(n), Cause::Accepted, young)).collect()).unwrap();
    let store = open(&path, young + 15 * DAY);
    assert!(bytes() < great / 10, "{} of {great} bytes are left", bytes());
    assert!(store.get(&name(50)).unwrap().is_some() && store.get(&name(2)).unwrap().is_none());
}

/// A disk that loses bits: the file is refused, or every verdict is the one that was put.
#[test]
fn a_flipped_byte_never_becomes_another_verdict() {
    let room = Room::new();
    let path = room.path("s");
    let put = |n: u64| verdict(&format!("someone{n}@example.org"), Cause::Accepted, NOW);
    open(&path, NOW).put((0..300).map(put).collect()).unwrap();
    let whole = fs::read(&path).unwrap();
    let mut refused = 0;
    for nth in 0..100 {
        let mut bytes = whole.clone();
        bytes[(nth * 7919 + 13) * 31 % whole.len()] ^= 0x11;
        let path = room.write("flipped", &bytes);
        let Ok(store) = File::open_at(&path, MaxAge::default(), NOW) else {
            refused += 1;
            continue;
        };
        // The byte was in a page of nobody's.
        for n in 0..300 {
            assert_eq!(store.get(&format!("someone{n}@example.org")).unwrap(), Some(put(n)), "{nth}");
        }
    }
    assert!(refused > 10, "{refused} of 100 files were found damaged");
}
