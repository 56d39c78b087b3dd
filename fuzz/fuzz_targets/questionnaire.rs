//! Fuzzes the reader of a questionnaire.
#![no_main]

#[path = "../../tests/integration/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::questionnaire(text));
