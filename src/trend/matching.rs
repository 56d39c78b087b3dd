//! Which needs of several councils are one: those with the same id, and those that say which id
//! they had before, over as many councils as it takes.

use super::{Asked, Council, NeedOverTime};

/// A need over time, and the ids that stand for it.
struct Row<'a> {
    ids: Vec<&'a str>,
    /// The ids that it is said to have had.
    was: Vec<&'a str>,
    /// Of each council, the last one first.
    asked: Vec<Option<&'a Asked>>,
}

/// A row for each need, the last council's first. Ids are followed from now to then: that of a
/// question itself goes before one that another question says it had.
pub(super) fn rows(councils: &[Council]) -> Vec<NeedOverTime> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (age, council) in councils.iter().rev().enumerate() {
        let mut left: Vec<&Asked> = council.needs.iter().collect();
        for is_same in [has_the_id, once_had_the_id, had_the_same_id] {
            left.retain(|asked| {
                let free = rows.iter_mut().filter(|row| row.asked.len() == age);
                let mut found = free.filter(|row| is_same(row, asked));
                found.next().map(|row| row.add(asked)).is_none()
            });
        }
        for row in rows.iter_mut().filter(|row| row.asked.len() == age) {
            row.asked.push(None);
        }
        rows.extend(left.into_iter().map(|asked| Row::new(asked, age)));
    }
    rows.into_iter().map(Row::over_time).collect()
}

fn has_the_id(row: &Row<'_>, asked: &Asked) -> bool {
    row.ids.contains(&asked.id.as_str())
}

fn once_had_the_id(row: &Row<'_>, asked: &Asked) -> bool {
    row.was.contains(&asked.id.as_str())
}

fn had_the_same_id(row: &Row<'_>, asked: &Asked) -> bool {
    let was = asked.was.as_deref();
    was.is_some_and(|was| row.ids.contains(&was) || row.was.contains(&was))
}

impl<'a> Row<'a> {
    /// A need that the councils after this one did not ask for.
    fn new(asked: &'a Asked, age: usize) -> Self {
        let mut row = Self {
            ids: Vec::new(),
            was: Vec::new(),
            asked: vec![None; age],
        };
        row.add(asked);
        row
    }

    fn add(&mut self, asked: &'a Asked) {
        if !has_the_id(self, asked) {
            self.ids.push(&asked.id);
        }
        self.was.extend(asked.was.as_deref());
        self.asked.push(Some(asked));
    }

    fn over_time(mut self) -> NeedOverTime {
        self.asked.reverse();
        let last = self.asked.iter().rev().flatten().next();
        let text = |text: fn(&Asked) -> &String| {
            last.map_or_else(String::new, |asked| text(asked).clone())
        };
        NeedOverTime {
            id: text(|asked| &asked.id),
            need: text(|asked| &asked.need),
            states: self
                .asked
                .iter()
                .map(|asked| Some(asked.as_ref()?.state.clone()))
                .collect(),
            change: None,
            decision: self.decision(),
        }
    }

    /// What became of a decision is asked at the next council, so the one before the last counts.
    fn decision(&self) -> Option<(usize, super::Decided)> {
        let last = self.asked.len().checked_sub(1)?;
        let of = |council: usize| Some((council, self.asked[council]?.decision.clone()?));
        last.checked_sub(1).and_then(of).or_else(|| of(last))
    }
}
