//! One row of a form: whose it is, and what it says.

use super::{
    answers::{Said, said},
    layout::{Layout, Place},
    refused::{Meant, Refused},
    roles::Role,
    time,
    title::is_one_of,
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::Row,
    questionnaire::{Limit, QuestionIndex, TeamIndex},
    response::{Answer, Entry, Missing, Respondent, Response},
};

/// What a row is called that sums up the others.
const TOTALS: &str = "total|totals|grand total|grand totals|total responses|sum|average|avg|mean|\
     count|summe|gesamt|gesamtsumme|gesamtergebnis|durchschnitt|mittelwert|total général|\
     total general|somme|moyenne|promedio|totale|totaal|итого|合計|合计|합계";

/// How many different cells are known by heart: a form has few different answers and teams.
const KNOWN_AT_MOST: usize = 16;

/// What is learnt from the rows of a form.
#[derive(Default)]
pub(super) struct Findings {
    /// What cells say that were read before.
    known_answers: Vec<(String, Answer)>,
    known_teams: Vec<(String, TeamIndex)>,
    /// What the current row says.
    response: Response,
    pub(super) refused: Refused,
    pub(super) diagnostics: Diagnostics,
}

impl Findings {
    /// How many problems there are so far.
    fn problems(&self) -> u64 {
        self.diagnostics.count() + self.refused.cells
    }
}

/// A cell that is not blank.
#[derive(Clone, Copy)]
struct Cell<'r> {
    text: &'r str,
    column: usize,
}

/// A row that is being read.
pub(super) struct Reader<'r> {
    pub(super) layout: &'r Layout<'r>,
    pub(super) row: &'r Row,
    pub(super) findings: &'r mut Findings,
}

impl<'r> Reader<'r> {
    /// Reads a row that is not blank, and hands it on if nothing is wrong with it.
    ///
    /// # Errors
    ///
    /// Why the row is nobody's.
    pub(super) fn read(&mut self, take: &mut dyn FnMut(&Entry<'_>)) -> Result<(), &'static str> {
        self.left_out()?;
        let before = self.findings.problems();
        let blanks = self.answers();
        let has_answers = blanks.len() < self.layout.answers.len();
        if !has_answers && self.row.len() >= self.layout.header.titles.len() {
            return Err("without any answer");
        }
        self.findings.response.respondent = Respondent { team: self.team(), name: self.name() };
        for (column, question) in &self.layout.comments {
            self.comment(*question, Cell { text: self.row.cell(*column), column: *column });
        }
        self.check(&blanks);
        if before == self.findings.problems() {
            self.hand_on(take);
        }
        Ok(())
    }

    fn hand_on(&self, take: &mut dyn FnMut(&Entry<'_>)) {
        let Layout { source, is_day_first, .. } = self.layout;
        let time = self.cells(Role::Time).next().filter(|_| source.keeps_times);
        take(&Entry {
            response: &self.findings.response,
            email: self.cells(Role::Email).find(|cell| cell.contains('@')),
            response_id: self.response_id().as_deref(),
            time: time.and_then(|time| time::parse(time, *is_day_first)),
            place: self.row.place,
        });
    }

    /// What the columns of a role say, the best first.
    fn cells(&self, role: Role) -> impl Iterator<Item = &'r str> {
        let row = self.row;
        self.layout.of(role).map(|column| row.cell(column))
    }

    fn left_out(&self) -> Result<(), &'static str> {
        if self.layout.header.is_repeated(self.row) {
            return Err("with the header again");
        }
        let mut states = Role::STATES.into_iter();
        let why = states.find_map(|role| self.cells(role).find_map(|cell| role.nobodys(cell)));
        why.map_or(Ok(()), Err)
    }

    /// What the row is called, if it sums up others.
    pub(super) fn total(&self) -> Option<&'r str> {
        let mut cells = self.cells(Role::Name).chain(self.row.cells());
        let name = cells.find(|cell| !cell.is_empty())?;
        is_one_of(name.trim_end_matches([':', '.']).to_lowercase().trim_end(), TOTALS)
            .then_some(name)
    }

    /// The name, in one column or in two; `anonymous` is none.
    fn name(&self) -> Option<String> {
        let is_name = |name: &&str| !name.is_empty() && !name.eq_ignore_ascii_case("anonymous");
        if let Some(name) = self.cells(Role::Name).find(is_name) {
            return Some(name.to_owned());
        }
        let parts = [Role::FirstName, Role::LastName].map(|role| self.cells(role).next());
        let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        Some(parts.join(" ")).filter(|name| is_name(&name.as_str()))
    }

    /// The form tool's own id of a response. A short one counts from 1 in each file, and is made
    /// one that no other file's can be.
    fn response_id(&self) -> Option<String> {
        const SHORT: usize = 6;
        let id = self.cells(Role::ResponseId).next()?;
        match id.len() {
            0 => None,
            1..SHORT => Some(format!("{id} {}", self.layout.source.file)),
            _ => Some(id.to_owned()),
        }
    }

    /// Reads the answers, and gives the first column of each that is blank.
    fn answers(&mut self) -> Vec<Option<usize>> {
        let questionnaire = self.layout.source.questionnaire;
        let mut blanks = Vec::new();
        self.findings.response.answers.clear();
        self.findings.response.notes.clear();
        for ((question, _), place) in questionnaire.questions().zip(&self.layout.answers) {
            let answer = match self.filled(place) {
                Some(cell) => self.answer(question, cell),
                None => {
                    let column = place.columns.first().copied();
                    blanks.push(column);
                    questionnaire.words.blank.filter(|_| column.is_some())
                }
            };
            self.findings.response.answers.push(answer);
        }
        blanks
    }

    /// The filled cell among those for one thing.
    fn filled(&mut self, place: &Place) -> Option<Cell<'r>> {
        let (header, row) = (&self.layout.header, self.row);
        let cells =
            place.columns.iter().map(|column| Cell { text: row.cell(*column), column: *column });
        let mut filled = cells.filter(|cell| !cell.text.is_empty());
        let cell = filled.next()?;
        if let Some(Cell { column: other, .. }) = filled.next() {
            let [what, title, other_title] = [place.columns[0], cell.column, other]
                .map(|column| header.shown(column).to_owned());
            let kind = DiagnosticKind::TwoColumns { what, headers: [title, other_title] };
            self.problem(Some(other), kind);
        }
        Some(match place.is_spread {
            true => Cell { text: &header.titles[cell.column].other, ..cell },
            false => cell,
        })
    }

    /// The answer that a cell gives, if it is one.
    fn answer(&mut self, question: QuestionIndex, cell: Cell<'_>) -> Option<Answer> {
        if let Some(answer) = known(&self.findings.known_answers, cell.text) {
            return Some(answer);
        }
        let said = said(cell.text, &self.layout.source.questionnaire.words);
        let Findings { refused, known_answers, .. } = &mut *self.findings;
        let place = (self.row.place, cell.column);
        refused.has_other_answers |= !matches!(said, Said::Code(..));
        match said {
            Said::Answer(answer) => keep(known_answers, cell.text, answer),
            Said::Code(_, code) => refused.add(Meant::Code, code, place),
            Said::Explained(_, why) => self.comment(question, Cell { text: why, ..cell }),
            Said::Other => refused.add(Meant::Answer, cell.text, place),
        }
        said.answer()
    }

    fn team(&mut self) -> Option<TeamIndex> {
        let cell = self.filled(&self.layout.team)?;
        if let Some(team) = known(&self.findings.known_teams, cell.text) {
            return Some(team);
        }
        let Findings { refused, known_teams, .. } = &mut *self.findings;
        let team = self.layout.source.questionnaire.team(cell.text);
        match team {
            Some(team) => keep(known_teams, cell.text, team),
            None => refused.add(Meant::Team, cell.text, (self.row.place, cell.column)),
        }
        team
    }

    /// Keeps words on an answer; those behind it and those in a column of their own are one note.
    fn comment(&mut self, question: QuestionIndex, Cell { text, column }: Cell<'_>) {
        if text.is_empty() {
            return;
        }
        let notes = &mut self.findings.response.notes;
        let note = match notes.get(&question) {
            Some(before) => format!("{before}; {text}"),
            None => text.to_owned(),
        };
        let length = Limit::Note.check("a note", &note);
        notes.insert(question, note);
        if let Err(kind) = length {
            self.problem(Some(column), kind);
        }
    }

    /// Looks for what is wrong beside the words in the cells.
    fn check(&mut self, blanks: &[Option<usize>]) {
        let Layout { source, header, answers, .. } = self.layout;
        let (wanted, found) = (header.titles.len(), self.row.len());
        let is_over = (wanted..found).any(|column| !self.row.cell(column).is_empty());
        if is_over || blanks.len() == answers.len() {
            return self.problem(None, DiagnosticKind::RaggedRow { wanted, found });
        }
        let name = self.findings.response.respondent.name.as_deref().unwrap_or_default();
        if let Err(kind) = Limit::Name.check("a name", name) {
            self.problem(None, kind);
        }
        let may_be_blank = source.questionnaire.words.blank.is_some();
        if source.missing == Missing::IsAProblem && !may_be_blank {
            blanks.iter().for_each(|column| self.problem(*column, DiagnosticKind::BlankCell));
        }
    }

    pub(super) fn problem(&mut self, column: Option<usize>, kind: DiagnosticKind) {
        let problem = self.layout.problem(self.row.place, column, kind);
        self.findings.diagnostics.push(problem);
    }
}

fn known<T: Copy>(known: &[(String, T)], text: &str) -> Option<T> {
    let found = known.iter().find(|(known, _)| known == text);
    found.map(|(_, value)| *value)
}

fn keep<T>(known: &mut Vec<(String, T)>, text: &str, value: T) {
    if known.len() < KNOWN_AT_MOST {
        known.push((text.to_owned(), value));
    }
}
