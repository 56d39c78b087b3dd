//! Lines of answers, as a chat or a show of hands gives them: `Mara (Marketing): yes no unsure`.

#[cfg(test)]
mod tests;

use super::{Answer, Entry, Missing, Respondent, Response, document};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    grid::RowPlace,
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
        match response(line, questionnaire, missing) {
            Err((part, kind)) => {
                diagnostics.push(Diagnostic::at(text, span(part, line, number), kind));
            }
            Ok(response) => take(&Entry {
                response: &response,
                email: None,
                response_id: None,
                time: None,
                place: RowPlace { row: number as u64, line: number as u64 },
            }),
        }
    }
    diagnostics
}

/// A part of a line, and what is wrong with it.
type Wrong<'l> = (&'l str, DiagnosticKind);

fn response<'l>(
    line: &'l str,
    questionnaire: &Questionnaire,
    missing: Missing,
) -> Result<Response, Wrong<'l>> {
    let (who, answers) = split(line).ok_or_else(|| (line.trim(), DiagnosticKind::NotALine))?;
    let respondent = respondent(who, questionnaire)?;
    let mut answers = self::answers(answers, questionnaire)?;
    let unanswered = questionnaire.questions().skip(answers.len());
    let unanswered: Vec<_> = unanswered.map(|(_, question)| question.id.clone()).collect();
    if !unanswered.is_empty() && missing == Missing::IsAProblem {
        return Err((who, DiagnosticKind::NoAnswer(unanswered)));
    }
    answers.resize(questionnaire.questions().len(), None);
    Ok(Response { respondent, answers, ..Response::default() })
}

/// `Mara (Marketing)`, or a name alone.
fn respondent<'l>(who: &'l str, questionnaire: &Questionnaire) -> Result<Respondent, Wrong<'l>> {
    let (name, team) = match who.strip_suffix(')').and_then(|who| who.rsplit_once('(')) {
        None => (who, None),
        Some((name, team)) => (name.trim(), Some(team.trim())),
    };
    let team = team.map(|team| document::team(team, questionnaire).map_err(|kind| (team, kind)));
    let team = team.transpose()?;
    Limit::Name.check("a name", name).map_err(|kind| (name, kind))?;
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    Ok(Respondent { team, name })
}

/// The answers in order; one may be of several words, as `not sure` is.
fn answers<'l>(
    answers: &'l str,
    questionnaire: &Questionnaire,
) -> Result<Vec<Option<Answer>>, Wrong<'l>> {
    let questions = questionnaire.questions().len();
    let words = words(answers);
    let mut rest = &words[..];
    let mut found = Vec::new();
    while let [word, ..] = rest {
        if found.len() == questions {
            return Err((word, DiagnosticKind::TooManyLines { questions }));
        }
        let Some((answer, length)) = phrase(rest, questionnaire) else {
            return Err((word, document::not_an_answer(word, questionnaire)));
        };
        found.push(Some(answer));
        rest = &rest[length..];
    }
    Ok(found)
}

/// Where a part of a line stands.
fn span(part: &str, line: &str, number: usize) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    let before = line.get(..start).unwrap_or_default();
    Span { line: number, column: 1 + before.chars().count(), length: part.chars().count() }
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
