//! Runs the program and returns its exit code. Everything else is in the library.

use std::{env, process::ExitCode};

use align::{Environment, run};

fn main() -> ExitCode {
    run(env::args_os(), &Environment::here()).into()
}
