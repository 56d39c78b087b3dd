//! Fuzzes the interview with keys and terminal sizes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| align::checks::keys(bytes));
