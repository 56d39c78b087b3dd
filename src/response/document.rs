//! An answers document: YAML, JSON, or plain text with one answer a line.

mod reader;
mod writer;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::Draft;
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    text::nearest,
};

pub(crate) use reader::read;
pub(crate) use writer::{sheet, write, write_json};

pub(crate) const KEYS: &[&str] = &["name", "team", "date", "answers", "notes"];

/// What a document says, and what is wrong with it.
pub(crate) struct Reading {
    /// The answers that could be read.
    pub(crate) draft: Draft,
    /// Everything that is wrong, each with its place. Missing answers are not among it.
    pub(crate) diagnostics: Diagnostics,
    /// Questions whose answer is there and is among the problems, so that it is not missing too.
    pub(crate) spoiled: Vec<QuestionIndex>,
}

impl Reading {
    /// The draft, if nothing is wrong.
    pub(crate) fn sound(self) -> Result<Draft, Diagnostics> {
        self.diagnostics.into_result(self.draft)
    }
}

/// Reads one answer given as `ID=ANSWER`.
pub(crate) fn read_pair(
    text: &SourceText,
    questionnaire: &Questionnaire,
    draft: &mut Draft,
) -> Result<(), Diagnostic> {
    let pair = text.as_str();
    let at = |column: usize, part: &str, kind| {
        let span = Span { line: 1, column, length: part.chars().count() };
        Diagnostic::at(text, span, kind)
    };
    let (id, word) = pair
        .split_once('=')
        .ok_or_else(|| at(1, pair, DiagnosticKind::NotAPair(pair.to_owned())))?;
    let question = question(id.trim(), questionnaire).map_err(|kind| at(1, id, kind))?;
    let word_column = id.chars().count() + 2;
    let answer = questionnaire.words.answer(word);
    let not_one = || at(word_column, word, not_an_answer(word, questionnaire));
    let answer = answer.ok_or_else(not_one)?;
    if draft.answer(question).is_some() {
        let id_twice = DiagnosticKind::AnsweredTwice(id.trim().to_owned());
        return Err(at(1, id, id_twice));
    }
    draft.set(question, answer);
    Ok(())
}

/// A team by its id or label.
pub(crate) fn team(name: &str, questionnaire: &Questionnaire) -> Result<TeamIndex, DiagnosticKind> {
    questionnaire.team(name).ok_or_else(|| unknown_team(name, questionnaire))
}

/// The problem of a name that no team has.
pub(crate) fn unknown_team(name: &str, questionnaire: &Questionnaire) -> DiagnosticKind {
    let ids = || questionnaire.teams().map(|(_, team)| team.id.as_str());
    let labels = questionnaire.teams().map(|(_, team)| team.label.as_str());
    DiagnosticKind::UnknownTeam {
        team: name.to_owned(),
        nearest: nearest(name, ids().chain(labels)).map(str::to_owned),
        known: ids().map(str::to_owned).collect(),
    }
}

/// A question by its id.
pub(crate) fn question(
    id: &str,
    questionnaire: &Questionnaire,
) -> Result<QuestionIndex, DiagnosticKind> {
    questionnaire.question(id).ok_or_else(|| unknown_question(id, questionnaire))
}

/// The problem of an id that no question has.
fn unknown_question(id: &str, questionnaire: &Questionnaire) -> DiagnosticKind {
    let ids = questionnaire.questions().map(|(_, question)| question.id.as_str());
    DiagnosticKind::UnknownQuestion {
        id: id.to_owned(),
        nearest: nearest(id, ids).map(str::to_owned),
    }
}

/// A date as files have it.
pub(crate) fn date(text: &str) -> Result<Date, DiagnosticKind> {
    text.parse().map_err(|_| DiagnosticKind::BadDate(text.to_owned()))
}

/// The problem of a word that is no answer.
pub(super) fn not_an_answer(word: &str, questionnaire: &Questionnaire) -> DiagnosticKind {
    let nearest = nearest_answer(word, questionnaire);
    DiagnosticKind::NotAnAnswer { word: word.to_owned(), nearest }
}

/// The word for an answer that a wrong one comes nearest to. A short one is near to everything:
/// `ano`, which is Czech and says yes, is one letter from `no`.
pub(super) fn nearest_answer(wrong: &str, questionnaire: &Questionnaire) -> Option<String> {
    const CHARACTERS_AT_LEAST: usize = 5;
    let is_long = wrong.trim().chars().count() >= CHARACTERS_AT_LEAST;
    let near = is_long.then(|| nearest(wrong, questionnaire.words.all()));
    near.flatten().map(str::to_owned)
}
