//! Which needs of several councils are one: those with the same id, and those that say which id
//! they had before, over as many councils as it takes.

use std::collections::HashMap;

use super::{Council, Decided, NeedOverTime};
use crate::council::report::NeedReport;

/// A need over time: what each council asked, the last one first.
struct Row<'a>(Vec<Option<&'a NeedReport>>);

/// The rows, and which of them an id stands for.
#[derive(Default)]
struct Rows<'a> {
    all: Vec<Row<'a>>,
    ids: HashMap<&'a str, usize>,
    /// The ids that needs are said to have had.
    was: HashMap<&'a str, usize>,
}

/// A row for each need, the last council's first. Ids are followed from now to then: that of a
/// question itself goes before one that another question says it had.
pub(super) fn rows(councils: &[Council]) -> Vec<NeedOverTime> {
    let mut rows = Rows::default();
    for (age, council) in councils.iter().rev().enumerate() {
        let mut left: Vec<&NeedReport> = council.needs.iter().collect();
        for row_of in [Rows::with_the_id, Rows::that_had_the_id, Rows::that_had_the_same_id] {
            left.retain(|asked| {
                let row = row_of(&rows, asked).filter(|row| rows.all[*row].0.len() == age);
                row.map(|row| rows.add(row, asked)).is_none()
            });
        }
        for row in rows.all.iter_mut().filter(|row| row.0.len() == age) {
            row.0.push(None);
        }
        for asked in left {
            rows.all.push(Row(vec![None; age]));
            rows.add(rows.all.len() - 1, asked);
        }
    }
    rows.all.into_iter().map(Row::over_time).collect()
}

impl<'a> Rows<'a> {
    fn with_the_id(&self, asked: &NeedReport) -> Option<usize> {
        self.ids.get(asked.id.as_str()).copied()
    }

    fn that_had_the_id(&self, asked: &NeedReport) -> Option<usize> {
        self.was.get(asked.id.as_str()).copied()
    }

    fn that_had_the_same_id(&self, asked: &NeedReport) -> Option<usize> {
        let was = asked.was.as_deref()?;
        self.ids.get(was).or_else(|| self.was.get(was)).copied()
    }

    fn add(&mut self, row: usize, asked: &'a NeedReport) {
        self.all[row].0.push(Some(asked));
        self.ids.entry(&asked.id).or_insert(row);
        if let Some(was) = &asked.was {
            self.was.entry(was).or_insert(row);
        }
    }
}

impl Row<'_> {
    fn over_time(mut self) -> NeedOverTime {
        self.0.reverse();
        let last = self.0.iter().rev().flatten().next();
        let text = |text: fn(&NeedReport) -> &String| {
            last.map_or_else(String::new, |asked| text(asked).clone())
        };
        NeedOverTime {
            id: text(|asked| &asked.id),
            need: text(|asked| &asked.need),
            states: self.0.iter().map(|asked| asked.cloned()).collect(),
            change: None,
            decision: self.decision(),
        }
    }

    /// What became of a decision is asked at the next council, so the one before the last counts.
    fn decision(&self) -> Option<(usize, Decided)> {
        let last = self.0.len().checked_sub(1)?;
        let of = |council: usize| Some((council, self.0[council]?.decision.clone()?));
        last.checked_sub(1).and_then(of).or_else(|| of(last))
    }
}
