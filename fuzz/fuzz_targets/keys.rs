//! Fuzzes the interview with keys and terminal sizes.
#![no_main]

#[path = "../../tests/integration/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::keys(bytes));
