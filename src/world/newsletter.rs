pub(super) fn write(_: u64, _: usize) -> String { String::new() }
