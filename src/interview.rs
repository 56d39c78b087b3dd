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

/// What a person wants, in an interview or a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command {
    /// In a meeting, not sure means later.
    Answer(Answer),
    /// Say why one answers so.
    Note,
    /// Take up again what was decided.
    Open,
    /// What was typed: a note, a name, a date, a file's name; empty for none.
    Text(String),
    /// The person is of this team, or of none in the row below the last. In a meeting, the next
    /// team leads.
    Team,
    Accept,
    Back,
    Leave,
    Keep,
    /// Not to keep what is not kept.
    Discard,
}

impl Command {
    /// Whether it is about a row, where rows are listed.
    pub(crate) const fn is_about_row(&self) -> bool {
        matches!(self, Self::Answer(_) | Self::Note | Self::Open | Self::Team)
    }
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

/// The expected person of this name; none for no name, and where nobody is expected by name. Else
/// why the name is not taken.
pub(crate) fn expected<'q>(
    questionnaire: &'q Questionnaire,
    name: &str,
) -> Result<Option<&'q Person>, String> {
    let person = questionnaire.person(name);
    if person.is_some() || name.is_empty() || questionnaire.people.is_empty() {
        return Ok(person);
    }
    let nearest = questionnaire.nearest_person(name);
    let nearest = nearest.map(|nearest| format!("; did you mean {}?", one_line(&nearest)));
    Err(format!("{} is not expected{}", one_line(name), nearest.unwrap_or_default()))
}

#[derive(Debug, Clone)]
pub(crate) struct Interview<'q> {
    pub(crate) questionnaire: &'q Questionnaire,
    pub(crate) draft: Draft,
    pub(crate) step: Step,
    /// The steps to go back to first. Where there are none, questions follow their order.
    before: Vec<Step>,
    /// The row of the review that was looked at last.
    pub(crate) row: usize,
    /// Whether name and team are to be asked, for nobody said them before.
    asks_name: bool,
    asks_team: bool,
}

impl<'q> Interview<'q> {
    /// An interview that asks what the draft is missing, and who answers if that is to be kept.
    pub(crate) fn new(questionnaire: &'q Questionnaire, draft: Draft, is_kept: bool) -> Self {
        let mut interview = Self {
            questionnaire,
            asks_name: is_kept && draft.respondent.name.is_none(),
            asks_team: is_kept && draft.respondent.team.is_none(),
            draft,
            step: Step::Review,
            before: Vec::new(),
            row: 0,
        };
        interview.step = interview.first_missing();
        interview
    }

    /// What is left to ask when the report is written: whether to keep the answers.
    pub(crate) fn to_keep(questionnaire: &'q Questionnaire, draft: Draft) -> Self {
        Self { step: Step::Keeping, ..Self::new(questionnaire, draft, true) }
    }

    /// Whether a step back from a question leads somewhere.
    pub(crate) fn can_go_back(&self, question: QuestionIndex) -> bool {
        question.position() > 0 || self.first_missing() == Step::Review
    }

    /// Takes a command, about a row where rows are listed, which count from 0. One that makes no
    /// sense at this step changes nothing.
    pub(crate) fn take(&mut self, command: Command, row: usize) -> Outcome {
        let question = match self.step {
            Step::Question(question) => Some(question),
            Step::Review => self.questionnaire.question_at(row).inspect(|_| self.row = row),
            _ => None,
        };
        match (self.step, command) {
            (_, Command::Back) => self.back(),
            // Without anything to lose there is nothing to ask.
            (_, Command::Leave) if self.draft.answered() == 0 => Outcome::Left,
            (_, Command::Leave) => self.go(Step::Leaving),
            (_, Command::Answer(answer)) => question.map_or(Outcome::Going, |question| {
                self.draft.set(question, answer);
                self.step = self.first_missing();
                Outcome::Changed
            }),
            (_, Command::Note) => {
                question.map_or(Outcome::Going, |question| self.go(Step::Note(question)))
            }
            (_, Command::Text(text)) => self.text(text.trim()),
            (Step::Team, Command::Team) => {
                let team = self.questionnaire.teams().nth(row);
                self.draft.respondent.team = team.map(|(team, _)| team);
                self.ask_who()
            }
            (Step::Review, Command::Accept) => self.ask_who(),
            (Step::Keeping, Command::Keep) => self.keep(),
            (Step::Leaving, Command::Keep) => self.go(Step::FileName),
            (Step::Keeping, Command::Discard) => Outcome::Done,
            (Step::Leaving, Command::Discard) => Outcome::Left,
            _ => Outcome::Going,
        }
    }

    fn go(&mut self, step: Step) -> Outcome {
        self.before.push(self.step);
        self.step = step;
        Outcome::Going
    }

    fn back(&mut self) -> Outcome {
        let last = self.questionnaire.questions().len();
        let before = self.before.pop().or_else(|| match self.step {
            Step::Question(question) if !self.can_go_back(question) => None,
            Step::Question(question) => Some(self.question_before(question.position())),
            Step::Review => Some(self.question_before(last)),
            _ => None,
        });
        self.step = before.unwrap_or(self.step);
        Outcome::Going
    }

    /// The review is before the first question as well.
    fn question_before(&self, position: usize) -> Step {
        let before = position.checked_sub(1).and_then(|at| self.questionnaire.question_at(at));
        before.map_or(Step::Review, Step::Question)
    }

    /// The first question without an answer; the review once there is none. It is the next one too,
    /// as nobody gets past a question without answering it.
    fn first_missing(&self) -> Step {
        self.draft.missing(self.questionnaire).next().map_or(Step::Review, Step::Question)
    }

    fn text(&mut self, text: &str) -> Outcome {
        let given = Some(text.to_owned()).filter(|text| !text.is_empty());
        match (self.step, given) {
            (Step::Note(question), note) => {
                self.draft.set_note(question, note);
                self.back();
                Outcome::Changed
            }
            (Step::Name, name) => self.name(name),
            (Step::FileName, Some(file)) => self.save_as(file),
            _ => Outcome::Going,
        }
    }

    /// Keeps the answers under the name that is offered, where nothing else is to be asked.
    fn keep(&mut self) -> Outcome {
        match self.ask_who() {
            Outcome::Going if self.step == Step::FileName => self.save_as(self.offered_file()),
            outcome => outcome,
        }
    }

    fn save_as(&self, file: String) -> Outcome {
        Outcome::SaveAs { file, is_over: !self.before.contains(&Step::Leaving) }
    }

    /// Asks what is not known of name, team and, after the report, the file.
    fn ask_who(&mut self) -> Outcome {
        let is_first = matches!(self.step, Step::Review | Step::Keeping);
        match self.step {
            _ if is_first && self.asks_name => self.go(Step::Name),
            step if self.asks_team && step != Step::Team => self.go(Step::Team),
            Step::Keeping => self.go(Step::FileName),
            _ if self.before.contains(&Step::Keeping) => self.go(Step::FileName),
            _ => Outcome::Done,
        }
    }

    fn name(&mut self, name: Option<String>) -> Outcome {
        match expected(self.questionnaire, name.as_deref().unwrap_or_default()) {
            Err(why) => return Outcome::Refused(why),
            Ok(None) => {}
            Ok(Some(person)) => {
                self.draft.respondent.team = Some(person.team);
                self.asks_team = false;
            }
        }
        self.draft.respondent.name = name;
        match self.ask_who() {
            Outcome::Going => Outcome::Changed,
            outcome => outcome,
        }
    }

    /// The name of a file to keep the answers in, after the person.
    pub(crate) fn offered_file(&self) -> String {
        let name = self.draft.respondent.name.as_deref().unwrap_or_default();
        let letters = name.to_lowercase();
        let words = letters.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let stem: String = words.join("-").chars().take(60).collect();
        format!("{}.yaml", if stem.is_empty() { "answers" } else { &stem })
    }
}
