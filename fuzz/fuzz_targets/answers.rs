//! Fuzzes the reader of an answers document.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| align::checks::answers(text));
