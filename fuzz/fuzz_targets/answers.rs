//! Fuzzes the reader of an answers document.
#![no_main]

#[path = "../../tests/integration/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::answers(text));
