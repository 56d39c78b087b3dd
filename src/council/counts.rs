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

/// The most respondents that counts may speak of, so that sums cannot overflow.
const RESPONDENTS_AT_MOST: u64 = 1_000_000_000_000;

/// Where each of [`COLUMNS`] is in a header; `None` where the cells are none.
pub(crate) fn header<'a>(cells: impl Iterator<Item = &'a str>) -> Option<[usize; 7]> {
    let cells: Vec<_> = cells.map(fold).collect();
    let mut columns = [0; 7];
    for (column, name) in columns.iter_mut().zip(COLUMNS) {
        *column = cells.iter().position(|cell| cell == name)?;
    }
    Some(columns)
}

impl TeamCounts {
    /// Fails where the votes on a question are not as many as the respondents.
    pub(super) fn check(&self, questionnaire: &Questionnaire) -> Result<(), DiagnosticKind> {
        if self.respondents > RESPONDENTS_AT_MOST {
            return Err(DiagnosticKind::NotACount(self.respondents.to_string()));
        }
        let mut questions = questionnaire.questions().zip(&self.votes);
        match questions.find(|(_, votes)| !votes.are_of(self.respondents)) {
            None => Ok(()),
            Some(((index, _), _)) => Err(differ(questionnaire, index, self.team, self.respondents)),
        }
    }
}

fn differ(
    questionnaire: &Questionnaire,
    question: QuestionIndex,
    team: Option<TeamIndex>,
    respondents: u64,
) -> DiagnosticKind {
    DiagnosticKind::CountsDiffer {
        id: questionnaire[question].id.clone(),
        team: team.map(|team| questionnaire[team].id.clone()),
        respondents,
    }
}

/// Reads the counts of each team; a row has one team's votes on one question. Votes that are not as
/// many as the respondents are a problem: the query counts a word that is no answer nowhere else.
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
        counts: BTreeMap::new(),
        diagnostics: Diagnostics::default(),
    };
    let is_like_it = |row: &Row| usize::from(header(row.cells()).is_some());
    if let Err(broken) = grid::read(input, &is_like_it, &mut |row| reader.row(row)) {
        let at = broken.place.map_or((1, 1), |place| (place.row, place.line));
        reader.diagnostics.push(problem(file, at, None, broken.kind));
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
    counts: BTreeMap<Option<TeamIndex>, TeamCounts>,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        match self.columns {
            None => self.columns = header(row.cells()),
            Some(columns) => {
                let read = self.votes(row, columns);
                self.diagnostics.keep(read);
            }
        }
    }

    /// Adds the votes of one team on one question.
    fn votes(&mut self, row: &Row, columns: [usize; 7]) -> Result<(), Diagnostic> {
        let [id, team, numbers @ ..] = columns.map(|column| row.cell(column));
        let (questionnaire, file) = (self.questionnaire, self.file);
        let problem = |column, kind| problem(file, (row.place.row, row.place.line), column, kind);
        let question = document::question(id, questionnaire);
        let question = question.map_err(|kind| problem(Some("id"), kind))?;
        let group = (!team.is_empty()).then(|| document::team(team, questionnaire));
        let group = group.transpose().map_err(|kind| problem(Some("team"), kind))?;
        if !self.seen.insert((id.to_owned(), team.to_owned())) {
            return Err(problem(None, DiagnosticKind::CountedTwice));
        }
        let mut counts = [0; 5];
        for ((count, cell), column) in counts.iter_mut().zip(numbers).zip(&COLUMNS[2..]) {
            let number = cell.parse().ok().filter(|number| *number <= RESPONDENTS_AT_MOST);
            let kind = || DiagnosticKind::NotACount(cell.to_owned());
            *count = number.ok_or_else(|| problem(Some(column), kind()))?;
        }
        let [yes, no, unsure, blank, respondents] = counts;
        let votes = Votes { yes, no, unsure, blank };
        if votes.respondents() != respondents {
            return Err(problem(None, differ(questionnaire, question, group, respondents)));
        }
        let new = || TeamCounts::new(group, questionnaire);
        let counts = self.counts.entry(group).or_insert_with(new);
        // A team by its id and by its label is one team.
        let sum = &mut counts.votes[question.position()];
        *sum = sum.plus(votes);
        counts.respondents = counts.respondents.max(sum.respondents());
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<TeamCounts>, Diagnostics> {
        let counts: Vec<_> = self.counts.into_values().collect();
        if self.columns.is_none() || (counts.is_empty() && self.diagnostics.count() == 0) {
            let problem = Diagnostic::of(self.file, DiagnosticKind::FormWithoutRows);
            self.diagnostics.push(problem);
        }
        // A row that is wrong is missing for that reason.
        if self.diagnostics.count() == 0 {
            let checks = counts.iter().map(|counts| counts.check(self.questionnaire));
            let wrong = checks.filter_map(Result::err);
            self.diagnostics = wrong.map(|kind| Diagnostic::of(self.file, kind)).collect();
        }
        self.diagnostics.into_result(counts)
    }
}

fn problem(
    file: &str,
    (row, line): (u64, u64),
    column: Option<&str>,
    kind: DiagnosticKind,
) -> Diagnostic {
    let at = Location::Cell { file: file.to_owned(), row, line, column: column.map(str::to_owned) };
    Diagnostic { kind, at }
}
