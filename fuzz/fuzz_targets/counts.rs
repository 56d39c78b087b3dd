//! Fuzzes the reader of a file of counts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| align::checks::counts(bytes));
