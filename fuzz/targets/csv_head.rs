#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| listproof_fuzz::csv_head(data));

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    listproof_fuzz::replay("csv_head", listproof_fuzz::csv_head)
}
