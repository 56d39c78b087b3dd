//! Fuzzes the reader of a report.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| align::checks::report(text));
