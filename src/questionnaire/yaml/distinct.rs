//! Names that must be told apart by whoever reads them.

use std::collections::HashMap;

use crate::text::fold;

/// Which thing has a name, and the line where it has it first.
#[derive(Default)]
pub(super) struct Distinct(HashMap<String, (usize, usize)>);

impl Distinct {
    /// Gives a name to the thing at `index`, which may have several and one of them twice. Where
    /// another thing has a name that reads the same, the line of that one is the result.
    pub(super) fn enter(&mut self, index: usize, name: &str, line: usize) -> Option<usize> {
        let (owner, first) = *self.0.entry(fold(name)).or_insert((index, line));
        (owner != index).then_some(first)
    }
}
