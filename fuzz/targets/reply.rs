#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| listproof_fuzz::reply(data));

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    listproof_fuzz::replay("reply", listproof_fuzz::reply)
}
