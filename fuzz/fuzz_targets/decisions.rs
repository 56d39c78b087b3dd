//! Fuzzes the reader of a decisions document.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| align::checks::decisions(text));
