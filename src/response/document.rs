//! An answers document: YAML, JSON, or plain text with one answer a line.

mod reader;
mod writer;
#[cfg(test)]
mod tests;

use super::{Answer, Draft};
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
    ///
    /// # Errors
    ///
    /// Everything that is.
    pub(crate) fn sound(self) -> Result<Draft, Diagnostics> {
        self.diagnostics.into_result(self.draft)
    }
}

/// Reads one answer given as `ID=ANSWER`.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn read_pair(
    text: &SourceText,
    questionnaire: &Questionnaire,
    draft: &mut Draft,
) -> Result<(), Diagnostic> {
    let pair = text.as_str();
    let whole = Span {
        line: 1,
        column: 1,
        length: pair.chars().count(),
    };
    let Some((id, word)) = pair.split_once('=') else {
        return Err(Diagnostic::at(
            text,
            whole,
            DiagnosticKind::NotAPair(pair.to_owned()),
        ));
    };
    let id_place = Span {
        length: id.chars().count(),
        ..whole
    };
    let word_place = Span {
        column: id_place.length + 2,
        length: word.chars().count(),
        ..whole
    };
    let question =
        question(id.trim(), questionnaire).map_err(|kind| Diagnostic::at(text, id_place, kind))?;
    let answer =
        answer(word, questionnaire).map_err(|kind| Diagnostic::at(text, word_place, kind))?;
    if draft.answer(question).is_some() {
        let kind = DiagnosticKind::AnsweredTwice {
            id: id.trim().to_owned(),
            first: None,
        };
        return Err(Diagnostic::at(text, id_place, kind));
    }
    draft.set(question, answer);
    Ok(())
}

/// A team by its id or label.
///
/// # Errors
///
/// The fault of a name that no team has.
pub(crate) fn team(name: &str, questionnaire: &Questionnaire) -> Result<TeamIndex, DiagnosticKind> {
    questionnaire
        .team(name)
        .ok_or_else(|| DiagnosticKind::UnknownTeam {
            team: name.to_owned(),
            nearest: nearest(
                name,
                questionnaire.teams().map(|(_, team)| team.id.as_str()),
            )
            .map(str::to_owned),
            known: questionnaire
                .teams()
                .map(|(_, team)| team.id.clone())
                .collect(),
        })
}

/// A question by its id.
///
/// # Errors
///
/// [`DiagnosticKind::UnknownQuestion`], with the nearest id.
pub(crate) fn question(
    id: &str,
    questionnaire: &Questionnaire,
) -> Result<QuestionIndex, DiagnosticKind> {
    questionnaire.question(id).ok_or_else(|| {
        let ids = questionnaire
            .questions()
            .map(|(_, question)| question.id.as_str());
        DiagnosticKind::UnknownQuestion {
            id: id.to_owned(),
            nearest: nearest(id, ids).map(str::to_owned),
        }
    })
}

/// The answer that a word gives.
///
/// # Errors
///
/// [`DiagnosticKind::NotAnAnswer`], with the nearest word that is one.
pub(crate) fn answer(word: &str, questionnaire: &Questionnaire) -> Result<Answer, DiagnosticKind> {
    let words = questionnaire.words();
    words
        .answer(word)
        .ok_or_else(|| DiagnosticKind::NotAnAnswer {
            word: word.to_owned(),
            nearest: nearest(word, words.all()).map(str::to_owned),
        })
}
