//! Lines of answers, as a chat or a show of hands gives them: `Mara (Marketing): yes no unsure`.

#[cfg(test)]
mod tests;

use super::{Answer, Entry, EntryPosition, Missing, Respondent, Response, document};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{Limit, Questionnaire},
};

/// Whether this is a text of such lines, by the first of them: somebody's name before a colon, and
/// an answer behind it.
pub(crate) fn is_lines(text: &SourceText, questionnaire: &Questionnaire) -> bool {
    let mut lines = text.as_str().lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    let Some((who, answers)) = first.and_then(split) else {
        return false;
    };
    let is_key = document::KEYS.contains(&who) || questionnaire.question(who).is_some();
    !is_key && phrase(&words(answers), questionnaire).is_some()
}

/// Reads each line as one respondent's answers, in the questionnaire's order, and hands it on.
/// Blank lines and those that begin with `#` are skipped.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
    missing: Missing,
    take: &mut dyn FnMut(&Entry<'_>),
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for (number, line) in (1..).zip(text.as_str().lines()) {
        if line.trim().is_empty() || line.trim().starts_with('#') {
            continue;
        }
        let reader = Line { text, number, written: line, questionnaire };
        let position = EntryPosition { row: number as u64, line: number as u64 };
        match reader.read(missing) {
            Err(diagnostic) => diagnostics.push(diagnostic),
            Ok(response) => take(&Entry {
                response: &response,
                email: None,
                response_id: None,
                time: None,
                position,
            }),
        }
    }
    diagnostics
}

struct Line<'a> {
    text: &'a SourceText,
    number: usize,
    written: &'a str,
    questionnaire: &'a Questionnaire,
}

impl Line<'_> {
    fn read(&self, missing: Missing) -> Result<Response, Diagnostic> {
        let (who, answers) = split(self.written)
            .ok_or_else(|| self.problem(self.written.trim(), DiagnosticKind::NotALine))?;
        let respondent = self.respondent(who)?;
        let mut answers = self.answers(answers)?;
        let unanswered = self.questionnaire.questions().skip(answers.len());
        let unanswered: Vec<_> = unanswered.map(|(_, question)| question.id.clone()).collect();
        if !unanswered.is_empty() && missing == Missing::IsAProblem {
            return Err(self.problem(who, DiagnosticKind::NoAnswer(unanswered)));
        }
        answers.resize(self.questionnaire.questions().len(), None);
        Ok(Response { respondent, answers, ..Response::default() })
    }

    /// `Mara (Marketing)`, or a name alone.
    fn respondent(&self, who: &str) -> Result<Respondent, Diagnostic> {
        let (name, team) = match who.strip_suffix(')').and_then(|who| who.rsplit_once('(')) {
            None => (who, None),
            Some((name, team)) => (name.trim(), Some(team.trim())),
        };
        let team = team.map(|team| {
            document::team(team, self.questionnaire).map_err(|kind| self.problem(team, kind))
        });
        let team = team.transpose()?;
        let length = Limit::Name.check("a name", name);
        length.map_err(|kind| self.problem(name, kind))?;
        let name = Some(name.to_owned()).filter(|name| !name.is_empty());
        Ok(Respondent { team, name })
    }

    /// The answers in order; one may be of several words, as `not sure` is.
    fn answers(&self, answers: &str) -> Result<Vec<Option<Answer>>, Diagnostic> {
        let words = words(answers);
        let questions = self.questionnaire.questions().len();
        let mut found = Vec::new();
        let mut position = 0;
        while let Some(word) = words.get(position) {
            if found.len() == questions {
                return Err(self.problem(word, DiagnosticKind::TooManyLines { questions }));
            }
            let Some((answer, length)) = phrase(&words[position..], self.questionnaire) else {
                let kind = document::answer(word, self.questionnaire).err();
                return Err(self.problem(word, kind.unwrap_or(DiagnosticKind::NotALine)));
            };
            found.push(Some(answer));
            position += length;
        }
        Ok(found)
    }

    /// A problem at a part of the line.
    fn problem(&self, part: &str, kind: DiagnosticKind) -> Diagnostic {
        let start = (part.as_ptr() as usize).saturating_sub(self.written.as_ptr() as usize);
        let before = self.written.get(..start).unwrap_or_default();
        let span = Span {
            line: self.number,
            column: 1 + before.chars().count(),
            length: part.chars().count(),
        };
        Diagnostic::at(self.text, span, kind)
    }
}

/// Who and what they said: what stands before the last colon (a chat may write the time with one)
/// and behind it, without a comment.
fn split(line: &str) -> Option<(&str, &str)> {
    const COLONS: [char; 2] = [':', '：'];
    let first = line.find(COLONS)?;
    let comment = line[first..].find(" #");
    let line = &line[..comment.map_or(line.len(), |comment| first + comment)];
    let (who, answers) = line.rsplit_once(COLONS)?;
    Some((who.trim(), answers.trim()))
}

fn words(answers: &str) -> Vec<&str> {
    let words = answers.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
    words.filter(|word| !word.is_empty()).collect()
}

/// The answer that the longest beginning of the words gives, and how many words that takes.
fn phrase(words: &[&str], questionnaire: &Questionnaire) -> Option<(Answer, usize)> {
    let known = &questionnaire.words;
    let longest = known.all().map(|word| word.split_whitespace().count()).max();
    let longest = longest.unwrap_or(1).min(words.len());
    (1..=longest).rev().find_map(|length| {
        let answer = known.answer(&words[..length].join(" "))?;
        Some((answer, length))
    })
}
