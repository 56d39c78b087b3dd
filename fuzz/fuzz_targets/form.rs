//! Fuzzes the reader of a form export.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| align::checks::form(bytes));
