use listproof::list::{Column, Head, Options};

/// A whole input is a list file. Its first byte chooses how the address column is named.
pub fn csv_head(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        assert!(Head::sniff(data, &Options::default()).is_err(), "an empty file is a list");
        return;
    };
    let options = match choice % 8 {
        0 => Options::default().column(Column::Name("Email".to_owned())),
        place @ 1..=3 => Options::default().column(Column::Index(usize::from(place))),
        _ => Options::default(),
    };
    match Head::sniff(bytes, &options) {
        Ok(head) => {
            assert!(b",;\t|".contains(&head.delimiter()), "a delimiter nobody asked for");
            assert!(head.width() > 0 && !head.column().is_empty());
            // Wider than the first record is a list whose later ones are.
            assert!(head.column_index() < 4096 || options.column.is_some(), "a column that cannot be read");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
