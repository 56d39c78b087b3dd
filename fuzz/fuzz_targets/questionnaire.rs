//! Fuzzes the reader of a questionnaire.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| align::checks::questionnaire(text));
