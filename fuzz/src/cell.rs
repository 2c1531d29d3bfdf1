use super::address::valid;
use listproof::syntax::repair;

/// A whole input is one cell of a list.
pub fn cell(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = repair(&text);
    assert_ne!(read.address().is_some(), read.error().is_some(), "an address, or the reason why there is none");
    assert!(read.address().is_some() || read.others().is_empty(), "others, but no first");
    for address in read.address().into_iter().chain(read.others()) {
        valid(address);
        // Garbled letters are looked for in the whole cell: taken out of it, a local part that has any may look garbled.
        if address.needs_smtputf8() {
            continue;
        }
        let again = repair(address.as_str());
        assert_eq!(again.address(), Some(address), "a repaired address is not taken as it is");
        assert!(again.others().is_empty() && again.changes().is_empty(), "a repaired address is repaired again");
    }
    if let Some(error) = read.error() {
        assert!(!error.to_string().is_empty());
    }
    for change in read.changes() {
        assert_eq!(read.changes().iter().filter(|other| *other == change).count(), 1, "a change is named twice");
    }
}
