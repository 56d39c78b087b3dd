//! Fuzzes the reader of CSV and XLSX.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| align::checks::grid(bytes));
