//! A file of counts: what the query of `align sql` makes a database write.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashSet},
    io::Read,
};

use super::{TeamCounts, Votes};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location},
    grid::{self, Row},
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    response::document,
    text::fold,
};

/// The header, in any order and case.
const COLUMNS: [&str; 7] = ["id", "team", "yes", "no", "unsure", "blank", "respondents"];

/// Whether a row is such a header.
pub(crate) fn is_header<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let cells: HashSet<_> = cells.map(fold).collect();
    COLUMNS.iter().all(|column| cells.contains(*column))
}

/// Reads the counts of each team; a row has one team's votes on one question.
///
/// # Errors
///
/// Everything that is wrong with it, above all votes that are not as many as the respondents: the
/// query counts a word that is no answer nowhere else.
pub(crate) fn read(
    input: impl Read,
    file: &str,
    questionnaire: &Questionnaire,
) -> Result<Vec<TeamCounts>, Diagnostics> {
    let mut reader = Reader {
        file,
        questionnaire,
        columns: None,
        seen: HashSet::new(),
        votes: BTreeMap::new(),
        diagnostics: Diagnostics::default(),
    };
    let is_like_it = |row: &Row| usize::from(is_header(row.cells()));
    if let Err(broken) = grid::read(input, &is_like_it, &mut |row| reader.row(row)) {
        let at = broken.place.map_or((1, 1), |(row, line, _)| (row, line));
        let problem = reader.problem(at, None, broken.kind);
        reader.diagnostics.push(problem);
    }
    reader.finish()
}

struct Reader<'a> {
    file: &'a str,
    questionnaire: &'a Questionnaire,
    /// Where each of [`COLUMNS`] is, once the header is read.
    columns: Option<[usize; 7]>,
    /// The id and team of each row, to notice a second one.
    seen: HashSet<(String, String)>,
    /// The votes of each group on each question.
    votes: BTreeMap<Option<TeamIndex>, Vec<Option<Votes>>>,
    diagnostics: Diagnostics,
}

/// What one row says.
struct Count {
    team: Option<TeamIndex>,
    question: QuestionIndex,
    votes: Votes,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        let Some(columns) = self.columns else {
            self.columns = header(row);
            return;
        };
        match self.count(row, columns) {
            Err(diagnostic) => self.diagnostics.push(diagnostic),
            Ok(Count {
                team,
                question,
                votes,
            }) => {
                let questions = self.questionnaire.questions().len();
                let group = self
                    .votes
                    .entry(team)
                    .or_insert_with(|| vec![None; questions]);
                // A team by its id and by its label is one team.
                let sum = group[question.position()].get_or_insert_default();
                *sum = sum.plus(votes);
            }
        }
    }

    fn count(&mut self, row: &Row, columns: [usize; 7]) -> Result<Count, Diagnostic> {
        let cell = |column: usize| row.cell(columns[column]);
        let (id, team) = (cell(0), cell(1));
        let at = (row.number, row.line);
        let question = document::question(id, self.questionnaire)
            .map_err(|kind| self.problem(at, Some("id"), kind))?;
        let group = Some(team).filter(|team| !team.is_empty());
        let group = group
            .map(|team| document::team(team, self.questionnaire))
            .transpose();
        let group = group.map_err(|kind| self.problem(at, Some("team"), kind))?;
        if !self.seen.insert((id.to_owned(), team.to_owned())) {
            return Err(self.problem(at, None, DiagnosticKind::CountedTwice));
        }
        let number = |column: usize| {
            let kind = || DiagnosticKind::NotACount(cell(column).to_owned());
            number(cell(column)).ok_or_else(|| self.problem(at, Some(COLUMNS[column]), kind()))
        };
        let votes = Votes {
            yes: number(2)?,
            no: number(3)?,
            unsure: number(4)?,
            blank: number(5)?,
        };
        let respondents = number(6)?;
        if votes.respondents() != respondents {
            let kind = self.differ(question, group, respondents);
            return Err(self.problem(at, None, kind));
        }
        Ok(Count {
            team: group,
            question,
            votes,
        })
    }

    fn finish(mut self) -> Result<Vec<TeamCounts>, Diagnostics> {
        let mut counts = Vec::new();
        for (team, votes) in std::mem::take(&mut self.votes) {
            let respondents = votes
                .iter()
                .flatten()
                .map(|votes| votes.respondents())
                .max();
            let respondents = respondents.unwrap_or_default();
            let questions = self.questionnaire.questions();
            let wrong = questions
                .zip(&votes)
                .find(|(_, votes)| votes.unwrap_or_default().respondents() != respondents);
            // A row that is wrong is missing here for that reason.
            if let Some(((question, _), _)) = wrong.filter(|_| self.diagnostics.count() == 0) {
                let kind = self.differ(question, team, respondents);
                self.diagnostics.push(Diagnostic::of(self.file, kind));
            }
            let votes = votes.into_iter().map(Option::unwrap_or_default).collect();
            counts.push(TeamCounts {
                team,
                respondents,
                votes,
            });
        }
        if self.columns.is_none() || (counts.is_empty() && self.diagnostics.count() == 0) {
            self.diagnostics
                .push(Diagnostic::of(self.file, DiagnosticKind::FormWithoutRows));
        }
        self.diagnostics.into_result(counts)
    }

    fn differ(
        &self,
        question: QuestionIndex,
        team: Option<TeamIndex>,
        respondents: u64,
    ) -> DiagnosticKind {
        DiagnosticKind::CountsDiffer {
            id: self.questionnaire[question].id.clone(),
            team: team.map(|team| self.questionnaire[team].id.clone()),
            respondents,
        }
    }

    fn problem(
        &self,
        (row, line): (u64, u64),
        column: Option<&str>,
        kind: DiagnosticKind,
    ) -> Diagnostic {
        let at = Location::Cell {
            file: self.file.to_owned(),
            row,
            line,
            column: column.map(str::to_owned),
        };
        Diagnostic { kind, at }
    }
}

/// Where each column is; `None` where this is no header.
fn header(row: &Row) -> Option<[usize; 7]> {
    let cells: Vec<_> = row.cells().map(fold).collect();
    let mut columns = [0; 7];
    for (column, name) in columns.iter_mut().zip(COLUMNS) {
        *column = cells.iter().position(|cell| cell == name)?;
    }
    Some(columns)
}

/// A count, so small that sums cannot overflow.
fn number(cell: &str) -> Option<u64> {
    let number = cell.parse().ok()?;
    (number <= super::report::RESPONDENTS_AT_MOST).then_some(number)
}
