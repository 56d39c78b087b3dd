//! Fuzzes the reader of lines of answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| align::checks::lines(text));
