//! Items of standard input: an address a line, or a JSON object that holds one.

use listproof::list::Entry;
use serde_json::Value;
use std::io::{self, BufRead, Read};

/// A line that was read.
pub(crate) struct Item {
    pub(crate) entry: Entry,
    /// Why it holds no address, if it is an object that holds none or is none.
    pub(crate) flaw: Option<String>,
}

/// One entry for every line, blank ones included: who counts lines in must find as many answers.
pub(crate) struct Items<R> {
    from: R,
    key: String,
    row: u64,
}

impl<R: BufRead> Items<R> {
    /// Reads from here; of JSON objects the value under `key`.
    pub(crate) fn new(from: R, key: String) -> Self {
        Self { from, key, row: 0 }
    }

    /// A line without its end; `None` at the end of input. What is longer than the longest line is cut there: it is
    /// no address in any case.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let mut some = (&mut self.from).take(LONGEST);
        if some.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if bytes.len() as u64 == LONGEST && !bytes.ends_with(b"\n") {
            self.from.skip_until(b'\n')?;
        }
        bytes.pop_if(|last| *last == b'\n');
        bytes.pop_if(|last| *last == b'\r');
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }
}

impl<R: BufRead> Iterator for Items<R> {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.line().transpose()?;
        self.row += 1;
        Some(line.map(|line| {
            let line = if self.row == 1 { line.trim_start_matches('\u{feff}') } else { &line };
            item(self.row, line, &self.key)
        }))
    }
}

/// An object without the key stands for itself, and is no address: its text shows which keys there are. What only looks
/// like an object is a cell itself.
fn item(row: u64, line: &str, key: &str) -> Item {
    let cell = |cell: &str| Item { entry: Entry::new(row, cell), flaw: None };
    if !line.trim_start().starts_with('{') {
        return cell(line);
    }
    match serde_json::from_str::<Value>(line) {
        Ok(object) => match object.get(key) {
            Some(Value::String(text)) => cell(text),
            Some(Value::Null) => cell(""),
            Some(other) => cell(&other.to_string()),
            None => {
                let flaw = Some(format!("no key {key:?}; see --column"));
                Item { entry: Entry::without_address(row, line), flaw }
            }
        },
        Err(error) => Item { flaw: Some(format!("not JSON: {error}")), ..cell(line) },
    }
}

/// Bytes of a line: an object may hold a whole customer beside the address.
const LONGEST: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8], key: &str) -> Vec<(u64, String)> {
        let items = Items::new(bytes, key.to_owned()).map(Result::unwrap);
        items.map(|item| (item.entry.row(), item.entry.cell().to_owned())).collect()
    }

    #[test]
    fn every_line_is_an_item() {
        let cells = cells(b"\xef\xbb\xbfa@example.org\r\n\n b@example.org \nlast", "email");
        let want = ["a@example.org", "", " b@example.org ", "last"];
        assert_eq!(cells, (1..).zip(want.map(str::to_owned)).collect::<Vec<_>>());
    }

    #[test]
    fn objects_hold_the_cell_under_the_key() {
        let bytes = b"{\"email\":\"a@example.org\",\"x\":1}\n{\"x\":2}\n{\"email\":null}\n{\"email\":7}\n{broken\n";
        let cells: Vec<String> = cells(bytes, "email").into_iter().map(|(_, cell)| cell).collect();
        assert_eq!(cells, ["a@example.org", "{\"x\":2}", "", "7", "{broken"]);
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_read() {
        let mut bytes = vec![b'a'; LONGEST as usize + 5];
        bytes.extend_from_slice(b"\nb@example.org\n");
        let cells = cells(&bytes, "email");
        assert_eq!((cells.len(), cells[0].1.len(), cells[1].1.as_str()), (2, LONGEST as usize, "b@example.org"));
    }
}
