//! The interview: which question is next, back, review, who answers, leave. A state machine that
//! knows neither keys nor screens, neither highlights nor half-typed words.
//!
//! A [`Command`] is what a person wants; [`Interview::take`] gives the [`Outcome`], and
//! [`Interview::step`] says what to show next.

#[cfg(test)]
mod tests;

use crate::{
    questionnaire::{Person, QuestionIndex, Questionnaire},
    response::{Answer, Draft},
    text::one_line,
};

/// What a person wants, in an interview or a meeting. Rows of a list count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command {
    /// In a meeting, not sure means later.
    Answer(Answer),
    Change(usize, Answer),
    /// Take up again what is in a row.
    Open(usize),
    /// Put a note to the question in a row.
    Note(usize),
    /// What was typed: a note, a name, a date, a file's name; empty for none.
    Text(String),
    /// The team in a row: whose the person is, or which leads. The row below the last is no team.
    Team(usize),
    Accept,
    Back,
    Leave,
    Keep,
    /// Not to keep what is not kept.
    Discard,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Question(QuestionIndex),
    /// Why one answers so.
    Note(QuestionIndex),
    /// All answers, to accept or to change.
    Review,
    Name,
    Team,
    /// Whether to keep the answers before leaving, or to stay.
    Leaving,
    /// Whether to keep the answers, when all is done.
    Keeping,
    FileName,
}

/// What follows from a command, in an interview or a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Going,
    /// It goes on, with a draft that says something else than before.
    Changed,
    /// It goes on; what was typed is not taken, and this is why.
    Refused(String),
    Done,
    Left,
    /// Save the draft in this file. With that it is over or, asked for before the end, left.
    SaveAs {
        file: String,
        is_over: bool,
    },
}

/// The expected person of this name; none for no name, and where nobody is expected by name.
pub(crate) fn expected<'q>(
    questionnaire: &'q Questionnaire,
    name: &str,
) -> Result<Option<&'q Person>, Outcome> {
    let person = questionnaire.person(name);
    if person.is_some() || name.is_empty() || questionnaire.people.is_empty() {
        return Ok(person);
    }
    let nearest = questionnaire.nearest_person(name);
    let nearest = nearest.map(|nearest| format!("; did you mean {}?", one_line(&nearest)));
    let nearest = nearest.unwrap_or_default();
    Err(Outcome::Refused(format!("{} is not expected{nearest}", one_line(name))))
}

/// What becomes of the draft while it grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// It is only here.
    Nowhere,
    /// It is in a file, as it is now.
    Saved,
    /// It was to be in a file, and is not as it is now.
    Unsaved,
}

#[derive(Debug, Clone)]
pub(crate) struct Interview<'q> {
    pub(crate) questionnaire: &'q Questionnaire,
    pub(crate) draft: Draft,
    pub(crate) step: Step,
    /// Where a note, or leaving, was asked for, to go back to.
    before: Step,
    /// The row of the review that was looked at last.
    pub(crate) row: usize,
    pub(crate) keeping: Keeping,
    /// Whether name and team are to be asked, for nobody said them before.
    asks_name: bool,
    asks_team: bool,
    /// Whether it is over once the answers are kept, and not left.
    is_over: bool,
}

impl<'q> Interview<'q> {
    /// An interview that asks what the draft is missing.
    pub(crate) fn new(questionnaire: &'q Questionnaire, draft: Draft, keeping: Keeping) -> Self {
        let mut interview = Self {
            questionnaire,
            asks_name: draft.respondent.name.is_none(),
            asks_team: draft.respondent.team.is_none(),
            draft,
            step: Step::Review,
            before: Step::Review,
            row: 0,
            keeping,
            is_over: false,
        };
        interview.step = interview.first_missing();
        interview
    }

    /// What is left to ask when the report is written: whether to keep the answers.
    pub(crate) fn to_keep(questionnaire: &'q Questionnaire, draft: Draft) -> Self {
        let interview = Self::new(questionnaire, draft, Keeping::Nowhere);
        Self { step: Step::Keeping, is_over: true, ..interview }
    }

    /// Whether a step back from a question leads somewhere.
    pub(crate) fn can_go_back(&self, question: QuestionIndex) -> bool {
        question.position() > 0 || self.first_missing() == Step::Review
    }

    /// Takes a command. One that makes no sense at this step changes nothing.
    pub(crate) fn take(&mut self, command: Command) -> Outcome {
        match (self.step, command) {
            (_, Command::Back) => self.back(),
            (_, Command::Leave) => return self.leave(),
            (Step::Question(_) | Step::Review, Command::Note(row)) => self.note(row),
            (Step::Question(question), Command::Answer(answer)) => {
                return self.answer(question, answer);
            }
            (Step::Review, Command::Change(row, answer)) => return self.change(row, answer),
            (Step::Review, Command::Accept) if self.keeping == Keeping::Nowhere => {
                return Outcome::Done;
            }
            // What is kept should say whose it is.
            (Step::Review, Command::Accept) => return self.ask_who(),
            (_, Command::Text(text)) => return self.text(text.trim()),
            (Step::Team, Command::Team(row)) => return self.team(row),
            (Step::Keeping, Command::Keep) => return self.keep(),
            (Step::Leaving, Command::Keep) => self.step = Step::FileName,
            (Step::Keeping, Command::Discard) => return Outcome::Done,
            (Step::Leaving, Command::Discard) => return Outcome::Left,
            _ => {}
        }
        Outcome::Going
    }

    fn answer(&mut self, question: QuestionIndex, answer: Answer) -> Outcome {
        self.draft.set(question, answer);
        self.step = self.first_missing();
        Outcome::Changed
    }

    fn change(&mut self, row: usize, answer: Answer) -> Outcome {
        self.row = row;
        match self.questionnaire.question_at(row) {
            Some(question) => self.draft.set(question, answer),
            None => return Outcome::Going,
        }
        Outcome::Changed
    }

    /// The first question without an answer; the review once there is none. It is the next one too,
    /// as nobody gets past a question without answering it.
    fn first_missing(&self) -> Step {
        self.draft.missing(self.questionnaire).next().map_or(Step::Review, Step::Question)
    }

    fn note(&mut self, row: usize) {
        if let Some(question) = self.questionnaire.question_at(row) {
            self.row = row;
            self.before = self.step;
            self.step = Step::Note(question);
        }
    }

    fn text(&mut self, text: &str) -> Outcome {
        match self.step {
            Step::Note(question) => {
                let note = Some(text).filter(|text| !text.is_empty());
                self.draft.set_note(question, note.map(str::to_owned));
                self.step = self.before;
                Outcome::Changed
            }
            Step::Name => self.name(text),
            Step::FileName if !text.is_empty() => self.save_as(text.to_owned()),
            _ => Outcome::Going,
        }
    }

    fn back(&mut self) {
        self.step = match self.step {
            Step::Question(question) => match question.position().checked_sub(1) {
                Some(before) => self.question_at(before),
                None if self.can_go_back(question) => Step::Review,
                None => self.step,
            },
            Step::Review => self.question_at(self.questionnaire.questions().len() - 1),
            Step::Note(_) | Step::Leaving => self.before,
            Step::Team if self.asks_name => Step::Name,
            Step::Name | Step::Team if self.is_over => Step::Keeping,
            Step::Name | Step::Team => Step::Review,
            Step::FileName if !self.is_over => Step::Leaving,
            Step::FileName if self.asks_team => Step::Team,
            Step::FileName if self.asks_name => Step::Name,
            Step::FileName | Step::Keeping => Step::Keeping,
        };
    }

    fn question_at(&self, position: usize) -> Step {
        self.questionnaire.question_at(position).map_or(self.step, Step::Question)
    }

    /// Keeps the answers under the name that is offered, where nothing else is to be asked.
    fn keep(&mut self) -> Outcome {
        match self.ask_who() {
            Outcome::Going if self.step == Step::FileName => self.save_as(self.offered_file()),
            outcome => outcome,
        }
    }

    const fn save_as(&self, file: String) -> Outcome {
        Outcome::SaveAs { file, is_over: self.is_over }
    }

    /// Asks what is not known of name, team and, at the end, the file.
    const fn ask_who(&mut self) -> Outcome {
        self.step = match self.step {
            Step::Review | Step::Keeping if self.asks_name => Step::Name,
            Step::Review | Step::Keeping | Step::Name if self.asks_team => Step::Team,
            _ if self.is_over => Step::FileName,
            _ => return Outcome::Done,
        };
        Outcome::Going
    }

    fn name(&mut self, name: &str) -> Outcome {
        let person = match expected(self.questionnaire, name) {
            Ok(person) => person,
            Err(outcome) => return outcome,
        };
        self.draft.respondent.name = Some(name.to_owned()).filter(|name| !name.is_empty());
        if let Some(person) = person {
            self.draft.respondent.team = Some(person.team);
            self.asks_team = false;
        }
        match self.ask_who() {
            Outcome::Going => Outcome::Changed,
            outcome => outcome,
        }
    }

    fn team(&mut self, row: usize) -> Outcome {
        self.draft.respondent.team = self.questionnaire.teams().nth(row).map(|(team, _)| team);
        self.ask_who()
    }

    /// Leaves at once if there is nothing to lose, and asks first otherwise.
    fn leave(&mut self) -> Outcome {
        if self.draft.answered() == 0 {
            return Outcome::Left;
        }
        self.before = self.step;
        self.step = Step::Leaving;
        Outcome::Going
    }

    /// The name of a file to keep the answers in, after the person.
    pub(crate) fn offered_file(&self) -> String {
        let name = self.draft.respondent.name.as_deref().unwrap_or_default();
        let letters = name.to_lowercase();
        let words = letters.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        match words.join("-") {
            name if name.is_empty() => "answers.yaml".to_owned(),
            name => format!("{}.yaml", name.chars().take(60).collect::<String>()),
        }
    }
}
