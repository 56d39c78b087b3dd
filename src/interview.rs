//! The interview: which question is next, back, review, leave. A state machine that knows neither
//! keys nor screens.
//!
//! A [`Move`] is what a person wants; [`Interview::make`] gives the [`Outcome`], and
//! [`Interview::step`] says what to show next.

#[cfg(test)]
mod tests;

use crate::{
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Draft},
};

/// What a person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Give an answer, to a question or to "save first?".
    Give(Answer),
    /// Move the highlight backwards: to the left, or up.
    Previous,
    /// Move it forwards: to the right, or down.
    Next,
    /// Take what is highlighted or typed.
    Accept,
    /// Go back to the step before.
    Back,
    /// Show the help, or hide it.
    Help,
    /// Leave before the end.
    Leave,
    /// Type a character.
    Type(char),
    /// Take back the last character.
    Erase,
}

/// What is asked at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A question.
    Question {
        /// Which.
        question: QuestionIndex,
        /// The answer that is highlighted.
        highlight: Option<Answer>,
        /// Whether its help shows.
        help: bool,
    },
    /// All answers, to accept or to change.
    Review {
        /// The question that is highlighted; none where "accept" is.
        row: Option<QuestionIndex>,
    },
    /// Who is answering.
    Name {
        /// What is typed so far.
        typed: String,
    },
    /// Which team that is.
    Team {
        /// The team that is highlighted; none for no team.
        choice: Option<TeamIndex>,
    },
    /// Whether to save before leaving, or to stay.
    Leaving,
    /// Under which name to save.
    FileName {
        /// What is typed so far.
        typed: String,
    },
}

/// What follows from a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It goes on.
    Going,
    /// It goes on, with a draft that says more than before.
    Answered,
    /// All is answered and accepted.
    Done,
    /// The person leaves.
    Left,
    /// The person leaves once the draft is saved under this name.
    SaveAs(String),
}

/// An interview under way.
#[derive(Debug, Clone)]
pub(crate) struct Interview<'q> {
    questionnaire: &'q Questionnaire,
    draft: Draft,
    step: Step,
    /// Where leaving was asked for, to go back to.
    left_from: Option<Step>,
    /// Whether a question was opened from the review, and goes back to it.
    changing: bool,
    keeping: Keeping,
}

/// What becomes of the draft while it grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// It is only here.
    Nowhere,
    /// It is saved after every answer, and so it should say whose it is.
    InAFile,
}

/// The file that it is if whoever saves on leaving types no name.
pub(crate) const OFFERED_FILE: &str = "answers.yaml";

/// The longest name, in characters. Nobody's is longer; a key held down by a book is.
const TYPED_AT_MOST: usize = 100;

impl<'q> Interview<'q> {
    /// An interview that asks what the draft is missing.
    pub(crate) fn new(questionnaire: &'q Questionnaire, draft: Draft, keeping: Keeping) -> Self {
        let step = Step::Review { row: None };
        let mut interview = Self {
            questionnaire,
            draft,
            step,
            left_from: None,
            changing: false,
            keeping,
        };
        interview.first_missing();
        interview
    }

    /// What is asked.
    pub(crate) const fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// What is answered so far.
    pub(crate) const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Hands the draft over.
    pub(crate) fn into_draft(self) -> Draft {
        self.draft
    }

    /// What to show.
    pub(crate) const fn step(&self) -> &Step {
        &self.step
    }

    /// Whether the draft is saved already.
    pub(crate) const fn keeping(&self) -> Keeping {
        self.keeping
    }

    /// Makes a move. One that makes no sense at this step changes nothing.
    pub(crate) fn make(&mut self, made: Move) -> Outcome {
        match (&mut self.step, made) {
            (Step::Question { .. }, _) => return self.at_question(made),
            (Step::Review { .. }, _) => return self.at_review(made),
            (Step::Leaving, _) => return self.at_leaving(made),
            (Step::Name { typed } | Step::FileName { typed }, Move::Type(c))
                if typed.chars().count() < TYPED_AT_MOST =>
            {
                typed.push(c);
            }
            (Step::Name { typed } | Step::FileName { typed }, Move::Erase) => {
                typed.pop();
            }
            (Step::Name { .. }, Move::Accept) => return self.take_name(),
            (Step::Team { .. }, Move::Accept) => return self.take_team(),
            (Step::Team { choice }, Move::Previous | Move::Next) => {
                *choice = neighbour(self.questionnaire, *choice, made);
            }
            (Step::Name { .. } | Step::Team { .. }, Move::Back) => {
                self.step = Step::Review { row: None }
            }
            (Step::Name { .. } | Step::Team { .. }, Move::Leave) => return self.leave(),
            (Step::FileName { typed }, Move::Accept) => {
                let name = Some(typed.trim()).filter(|name| !name.is_empty());
                return Outcome::SaveAs(name.unwrap_or(OFFERED_FILE).to_owned());
            }
            (Step::FileName { .. }, Move::Back | Move::Leave) => self.step = Step::Leaving,
            _ => {}
        }
        Outcome::Going
    }

    fn at_question(&mut self, made: Move) -> Outcome {
        let Step::Question {
            question,
            highlight,
            help,
        } = &mut self.step
        else {
            return Outcome::Going;
        };
        let question = *question;
        match (made, *highlight) {
            (Move::Give(answer), _) | (Move::Accept, Some(answer)) => {
                return self.answer(question, answer);
            }
            (Move::Previous, _) => *highlight = Some(left_of(*highlight)),
            (Move::Next, _) => *highlight = Some(right_of(*highlight)),
            (Move::Help, _) => *help = !*help,
            (Move::Back, _) => self.back_from(question),
            (Move::Leave, _) => return self.leave(),
            _ => {}
        }
        Outcome::Going
    }

    fn answer(&mut self, question: QuestionIndex, answer: Answer) -> Outcome {
        self.draft.set(question, answer);
        if self.changing {
            self.step = Step::Review { row: None };
        } else {
            self.first_missing();
        }
        Outcome::Answered
    }

    /// Goes to the first question without an answer; to the review once there is none. It is the
    /// next one too, as nobody gets past a question without answering it.
    fn first_missing(&mut self) {
        let first = self.draft.missing(self.questionnaire).next();
        match first {
            Some(question) => self.ask(question),
            None => self.step = Step::Review { row: None },
        }
    }

    fn ask(&mut self, question: QuestionIndex) {
        self.changing = self.draft.missing(self.questionnaire).next().is_none();
        self.step = Step::Question {
            question,
            highlight: self.draft.answer(question),
            help: false,
        };
    }

    fn back_from(&mut self, question: QuestionIndex) {
        let before = question.position().checked_sub(1);
        match before.and_then(|position| self.questionnaire.question_at(position)) {
            Some(before) => self.ask(before),
            None if self.changing => self.step = Step::Review { row: None },
            None => {}
        }
    }

    fn at_review(&mut self, made: Move) -> Outcome {
        let Step::Review { row } = &mut self.step else {
            return Outcome::Going;
        };
        let last = self
            .questionnaire
            .questions()
            .next_back()
            .map(|(question, _)| question);
        match (made, *row) {
            (Move::Accept, Some(question)) => self.ask(question),
            (Move::Accept, None) => return self.accept(),
            (Move::Previous, None) => *row = last,
            (Move::Previous, Some(question)) => {
                let above = question.position().checked_sub(1);
                *row = above
                    .and_then(|position| self.questionnaire.question_at(position))
                    .or(*row);
            }
            (Move::Next, Some(question)) => {
                *row = self.questionnaire.question_at(question.position() + 1);
            }
            (Move::Back, _) => last.into_iter().for_each(|question| self.ask(question)),
            (Move::Leave, _) => return self.leave(),
            _ => {}
        }
        Outcome::Going
    }

    /// The answers are accepted. What is kept should say whose it is.
    fn accept(&mut self) -> Outcome {
        if self.keeping == Keeping::InAFile && self.draft.respondent.name.is_none() {
            self.step = Step::Name {
                typed: String::new(),
            };
            Outcome::Going
        } else {
            Outcome::Done
        }
    }

    fn take_name(&mut self) -> Outcome {
        let Step::Name { typed } = &self.step else {
            return Outcome::Going;
        };
        let name = typed.trim().to_owned();
        self.draft.respondent.name = (!name.is_empty()).then_some(name);
        if self.draft.respondent.team.is_some() {
            return Outcome::Done;
        }
        self.step = Step::Team {
            choice: self.questionnaire.teams().next().map(|(team, _)| team),
        };
        Outcome::Answered
    }

    fn take_team(&mut self) -> Outcome {
        if let Step::Team { choice } = self.step {
            self.draft.respondent.team = choice;
        }
        Outcome::Done
    }

    /// Leaves at once if there is nothing to lose, and asks first otherwise.
    fn leave(&mut self) -> Outcome {
        if self.draft.answered() == 0 {
            return Outcome::Left;
        }
        self.left_from = Some(std::mem::replace(&mut self.step, Step::Leaving));
        Outcome::Going
    }

    fn at_leaving(&mut self, made: Move) -> Outcome {
        match (made, self.keeping) {
            (Move::Give(Answer::Yes), Keeping::InAFile)
            | (Move::Give(Answer::No), Keeping::Nowhere) => return Outcome::Left,
            (Move::Give(Answer::Yes), Keeping::Nowhere) => {
                self.step = Step::FileName {
                    typed: String::new(),
                };
            }
            (Move::Back | Move::Leave, _) | (Move::Give(Answer::No), Keeping::InAFile) => {
                if let Some(step) = self.left_from.take() {
                    self.step = step;
                }
            }
            _ => {}
        }
        Outcome::Going
    }
}

/// The answer left of the highlight; the last one where there is none.
const fn left_of(highlight: Option<Answer>) -> Answer {
    match highlight {
        Some(Answer::Yes | Answer::No) => Answer::Yes,
        Some(Answer::Unsure) => Answer::No,
        None => Answer::Unsure,
    }
}

/// The answer right of the highlight; the first one where there is none.
const fn right_of(highlight: Option<Answer>) -> Answer {
    match highlight {
        Some(Answer::Yes) => Answer::No,
        Some(Answer::No | Answer::Unsure) => Answer::Unsure,
        None => Answer::Yes,
    }
}

/// The team above or below; below the last one stands "no team".
fn neighbour(
    questionnaire: &Questionnaire,
    choice: Option<TeamIndex>,
    made: Move,
) -> Option<TeamIndex> {
    let teams: Vec<_> = questionnaire
        .teams()
        .map(|(team, _)| Some(team))
        .chain([None])
        .collect();
    let here = teams
        .iter()
        .position(|team| *team == choice)
        .unwrap_or_default();
    let there = if made == Move::Previous {
        here.saturating_sub(1)
    } else {
        here + 1
    };
    teams[there.min(teams.len() - 1)]
}
