//! The program as people and scripts meet it: one module a behaviour, whole outputs.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr
)]

mod batch;
mod browser;
mod ci;
mod council;
#[cfg(unix)]
mod decide;
mod files;
mod form_page;
mod forms;
mod harness;
#[cfg(unix)]
mod hostile;
mod html;
mod markdown;
#[path = "../library/json_schema.rs"]
mod json_schema;
#[cfg(unix)]
mod pictures;
mod decisions;
mod diagnostics;
#[cfg(unix)]
mod pty;
mod readme;
mod reports;
#[cfg(unix)]
mod save;
mod schema;
mod shell;
mod sources;
mod sql;
#[cfg(unix)]
mod terminal;
mod tools;
mod trend;
