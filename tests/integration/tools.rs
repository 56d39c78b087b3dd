//! Programs of the machine that some tests need and some machines lack.

use std::{env, path::PathBuf};

/// The first of these programs that is installed; where none is, says that the test is skipped.
pub(crate) fn installed(test: &str, names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).collect();
    let found = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|program| program.is_file());
    if found.is_none() {
        eprintln!("skipped: {test}, no {}", names[0]);
    }
    found
}
