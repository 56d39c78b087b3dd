//! The rows of a form, counted by several tellers at the same time.

#[cfg(test)]
mod tests;

use std::{
    io::{self, Read},
    mem, thread,
};

use super::{SeenNames, Tally};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, reason},
    questionnaire::Questionnaire,
    response::{
        Missing,
        form::{Block, Blocks, Form, Passed},
    },
};

impl Tally<'_> {
    /// Counts all rows of a form and enters the names in them into the roll. Gives the headers of
    /// the columns that say nothing to any question.
    ///
    /// Every teller counts a block at a time on a thread of its own, while the next blocks are
    /// read on this one. A form of one block needs no threads, and nobody asks how many there are.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the form, by row and column. The tally is of no use then.
    pub fn add_form(
        &mut self,
        mut blocks: Blocks<impl Read>,
        file: &str,
        missing: Missing,
        tellers: impl FnOnce() -> usize,
        roll: &mut SeenNames,
    ) -> Result<Vec<String>, Diagnostics> {
        let mut first = Block::default();
        if !blocks.fill(&mut first) {
            let kind = blocks.end().err().unwrap_or(DiagnosticKind::EmptyForm);
            return Err(Diagnostic::of(file, kind).into());
        }
        let form = Form::new(&first, file, self.questionnaire, missing)?;
        let mut count = Count::new(&form, roll);
        let tellers = if blocks.is_over() {
            1
        } else {
            tellers().max(1)
        };
        let mut round = vec![first];
        round.resize_with(tellers, Block::default);
        fill(&mut round[1..], &mut blocks);
        let mut next: Vec<_> = round.iter().map(|_| Block::default()).collect();
        let mut tellers: Vec<_> = round
            .iter()
            .map(|_| Teller::new(self.questionnaire))
            .collect();
        while !round[0].is_empty() {
            let read_on = || fill(&mut next, &mut blocks);
            count_round(&mut tellers, &form, &round, read_on).map_err(|error| {
                Diagnostic::of(file, DiagnosticKind::Unreadable(reason(&error)))
            })?;
            for teller in &mut tellers {
                count.join(teller);
            }
            mem::swap(&mut round, &mut next);
        }
        for teller in tellers {
            self.merge(teller.tally);
        }
        count.finish(blocks.end())?;
        Ok(form.ignored().to_vec())
    }
}

fn fill(round: &mut [Block], blocks: &mut Blocks<impl Read>) {
    for block in round {
        blocks.fill(block);
    }
}

/// Has each teller count its block, and meanwhile reads on.
fn count_round(
    tellers: &mut [Teller<'_>],
    form: &Form<'_>,
    round: &[Block],
    read_on: impl FnOnce(),
) -> io::Result<()> {
    if let ([teller], [block]) = (&mut *tellers, round) {
        teller.count(form, block);
        read_on();
        return Ok(());
    }
    thread::scope(|scope| {
        for (teller, block) in tellers.iter_mut().zip(round) {
            if !block.is_empty() {
                thread::Builder::new().spawn_scoped(scope, || teller.count(form, block))?;
            }
        }
        read_on();
        Ok(())
    })
}

/// Somebody who counts rows.
struct Teller<'q> {
    tally: Tally<'q>,
    /// Who is named in the block, by the row's number there.
    names: Vec<(u64, String)>,
    passed: Passed,
}

impl<'q> Teller<'q> {
    fn new(questionnaire: &'q Questionnaire) -> Self {
        Self {
            tally: Tally::new(questionnaire),
            names: Vec::new(),
            passed: Passed::default(),
        }
    }

    fn count(&mut self, form: &Form<'_>, block: &Block) {
        let Self { tally, names, .. } = self;
        self.passed = form.read(block, |row| {
            if let Some(name) = &row.respondent.name {
                names.push((row.number, name.clone()));
            }
            tally.count_stances(&row.respondent, row.stances);
        });
    }
}

/// What the tellers found, put together in the order of the rows.
struct Count<'a> {
    form: &'a Form<'a>,
    roll: &'a mut SeenNames,
    rows: u64,
    diagnostics: Diagnostics,
}

impl<'a> Count<'a> {
    fn new(form: &'a Form<'a>, roll: &'a mut SeenNames) -> Self {
        Self {
            form,
            roll,
            rows: 0,
            diagnostics: Diagnostics::default(),
        }
    }

    /// Takes in what a teller found in the block that follows.
    fn join(&mut self, teller: &mut Teller<'_>) {
        let passed = mem::take(&mut teller.passed);
        let mut refused = Diagnostics::default();
        for (row, name) in teller.names.drain(..) {
            let row = self.rows + row;
            let span = format!("{}, row {row}", self.form.file());
            if let Err(kind) = self.roll.enter(&name, &span) {
                refused.push(self.form.name_problem(row, kind));
            }
        }
        let diagnostics = passed.diagnostics.below(self.rows).and(refused);
        self.diagnostics.append(diagnostics);
        self.rows += passed.rows;
    }

    /// All that is wrong, with the reason why the rows came to an end.
    fn finish(mut self, end: Result<(), DiagnosticKind>) -> Result<(), Diagnostics> {
        match end {
            Err(kind) => {
                let diagnostic = self.form.row_problem(self.rows + 1, kind);
                self.diagnostics.push(diagnostic);
            }
            Ok(()) if self.rows == 1 => {
                let diagnostic = Diagnostic::of(self.form.file(), DiagnosticKind::FormWithoutRows);
                self.diagnostics.push(diagnostic);
            }
            Ok(()) => {}
        }
        self.diagnostics.into_result(())
    }
}
