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
        reader
            .diagnostics
            .push(problem(file, at, None, broken.kind));
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
    votes: BTreeMap<Option<TeamIndex>, Vec<Option<Votes>>>,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        match self.columns {
            None => self.columns = header(row),
            Some(columns) => {
                let read = self.votes(row, columns);
                self.diagnostics.keep(read);
            }
        }
    }

    /// Adds the votes of one team on one question.
    fn votes(&mut self, row: &Row, columns: [usize; 7]) -> Result<(), Diagnostic> {
        let [id, team, counts @ ..] = columns.map(|column| row.cell(column));
        let at = (row.number, row.line);
        let problem = |column, kind| problem(self.file, at, column, kind);
        let question = document::question(id, self.questionnaire);
        let question = question.map_err(|kind| problem(Some("id"), kind))?;
        let group = (!team.is_empty()).then(|| document::team(team, self.questionnaire));
        let group = group
            .transpose()
            .map_err(|kind| problem(Some("team"), kind))?;
        if !self.seen.insert((id.to_owned(), team.to_owned())) {
            return Err(problem(None, DiagnosticKind::CountedTwice));
        }
        let mut numbers = [0; 5];
        for ((number, cell), column) in numbers.iter_mut().zip(counts).zip(&COLUMNS[2..]) {
            let kind = || DiagnosticKind::NotACount(cell.to_owned());
            *number = count(cell).ok_or_else(|| problem(Some(column), kind()))?;
        }
        let [yes, no, unsure, blank, respondents] = numbers;
        let votes = Votes {
            yes,
            no,
            unsure,
            blank,
        };
        if votes.respondents() != respondents {
            return Err(problem(None, self.differ(question, group, respondents)));
        }
        let questions = self.questionnaire.questions().len();
        let group = self
            .votes
            .entry(group)
            .or_insert_with(|| vec![None; questions]);
        // A team by its id and by its label is one team.
        let sum = group[question.position()].get_or_insert_default();
        *sum = sum.plus(votes);
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<TeamCounts>, Diagnostics> {
        let mut counts = Vec::new();
        for (team, votes) in std::mem::take(&mut self.votes) {
            let votes: Vec<_> = votes.into_iter().map(Option::unwrap_or_default).collect();
            let respondents = votes.iter().map(|votes| votes.respondents()).max();
            let respondents = respondents.unwrap_or_default();
            let mut questions = self.questionnaire.questions().zip(&votes);
            let wrong = questions.find(|(_, votes)| votes.respondents() != respondents);
            // A row that is wrong is missing here for that reason.
            if let Some(((question, _), _)) = wrong.filter(|_| self.diagnostics.count() == 0) {
                let kind = self.differ(question, team, respondents);
                self.diagnostics.push(Diagnostic::of(self.file, kind));
            }
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
}

fn problem(
    file: &str,
    (row, line): (u64, u64),
    column: Option<&str>,
    kind: DiagnosticKind,
) -> Diagnostic {
    let at = Location::Cell {
        file: file.to_owned(),
        row,
        line,
        column: column.map(str::to_owned),
    };
    Diagnostic { kind, at }
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
fn count(cell: &str) -> Option<u64> {
    let count = cell.parse().ok();
    count.filter(|count| *count <= super::report::RESPONDENTS_AT_MOST)
}
