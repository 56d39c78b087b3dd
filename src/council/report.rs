//! A report in JSON, version 1, read back: it joins a council like the answers it came from.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{TeamCounts, Votes};
use crate::{
    decision::{Decision, Decisions},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{Limit, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Position, Respondent, document},
};

/// The version that is read.
const VERSION: u64 = 1;

/// The most respondents that a file of counts may speak of, so that sums cannot overflow.
pub(super) const RESPONDENTS_AT_MOST: u64 = 1_000_000_000_000;

/// What a report says about its council.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CouncilReport {
    pub(crate) content: Content,
    pub(crate) decisions: Decisions,
}

/// The answers, as far as the report has them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Who said what.
    Named(Vec<Named>),
    /// Counts by team, and notes.
    Counts(Vec<TeamCounts>, Vec<(QuestionIndex, Respondent, String)>),
    /// Counts of all together, since figures by team would have named people. They cannot be put
    /// together with others.
    Together(TeamCounts, Vec<(QuestionIndex, Respondent, String)>),
}

/// One respondent's answers and notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) respondent: Respondent,
    pub(crate) answers: Vec<Option<Answer>>,
    pub(crate) notes: Vec<(QuestionIndex, String)>,
}

#[derive(Deserialize)]
struct Version {
    version: u64,
    councils: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct ReportFile {
    respondents: RespondentsFile,
    needs: Vec<NeedFile>,
}

#[derive(Deserialize)]
struct RespondentsFile {
    count: u64,
    teams: BTreeMap<String, u64>,
    without_team: u64,
    who: Option<Vec<Who>>,
}

#[derive(Deserialize)]
struct Who {
    name: Option<String>,
    team: Option<String>,
}

#[derive(Deserialize)]
struct NeedFile {
    id: String,
    votes: Votes,
    by_team: Option<BTreeMap<String, Votes>>,
    answers: Option<Vec<AnswerFile>>,
    notes: Option<Vec<NoteFile>>,
    decision: Option<DecisionFile>,
}

#[derive(Deserialize)]
struct AnswerFile {
    name: Option<String>,
    team: Option<String>,
    answer: Option<Answer>,
    note: Option<String>,
}

#[derive(Deserialize)]
struct NoteFile {
    name: Option<String>,
    team: Option<String>,
    note: String,
}

#[derive(Deserialize)]
struct DecisionFile {
    answer: Position,
    lead: Option<String>,
    owner: Option<String>,
    by: Option<String>,
    promise: Option<String>,
}

/// Reads a report on this questionnaire.
///
/// # Errors
///
/// A report of another version, of a trend or of other questions or teams, or figures that do not
/// add up.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
) -> Result<CouncilReport, Diagnostics> {
    let of_file = |kind| Diagnostic::of(text.name(), kind);
    let mut file: ReportFile = parse(text)?;
    let reader = Reader { questionnaire };
    reader.sort(&mut file.needs).map_err(of_file)?;
    reader.report(&file).map_err(|kind| of_file(kind).into())
}

/// As much of a report on one council as `T` holds.
///
/// # Errors
///
/// A report of another version or of a trend, or text that is none.
pub(crate) fn parse<'t, T: Deserialize<'t>>(text: &'t SourceText) -> Result<T, Diagnostic> {
    let version: Version = from_json(text)?;
    let of_file = |kind| Err(Diagnostic::of(text.name(), kind));
    if version.councils.is_some() {
        return of_file(DiagnosticKind::TrendReport);
    }
    if version.version != VERSION {
        return of_file(DiagnosticKind::ReportVersion(version.version));
    }
    from_json(text)
}

fn from_json<'t, T: Deserialize<'t>>(text: &'t SourceText) -> Result<T, Diagnostic> {
    serde_json::from_str(text.as_str()).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let span = Span {
            line: error.line().max(1),
            column: error.column().max(1),
            length: 1,
        };
        Diagnostic::at(text, span, DiagnosticKind::NotAReport(reason.to_owned()))
    })
}

struct Reader<'q> {
    questionnaire: &'q Questionnaire,
}

impl Reader<'_> {
    /// Puts the needs into the questionnaire's order.
    fn sort(&self, needs: &mut Vec<NeedFile>) -> Result<(), DiagnosticKind> {
        let mut found: BTreeMap<_, _> = needs
            .drain(..)
            .map(|need| (need.id.clone(), need))
            .collect();
        let mut lacks = Vec::new();
        for (_, question) in self.questionnaire.questions() {
            match found.remove(&question.id) {
                Some(need) => needs.push(need),
                None => lacks.push(question.id.clone()),
            }
        }
        let others: Vec<_> = found.into_keys().collect();
        match lacks.is_empty() && others.is_empty() {
            true => Ok(()),
            false => Err(DiagnosticKind::OtherQuestions { lacks, others }),
        }
    }

    fn report(&self, file: &ReportFile) -> Result<CouncilReport, DiagnosticKind> {
        let mut decisions = Decisions::new(self.questionnaire);
        for ((index, question), need) in self.questionnaire.questions().zip(&file.needs) {
            let decision = need.decision.as_ref();
            let decision = decision.map(|decision| self.decision(decision, question.lead));
            decisions.set(index, decision.transpose()?);
        }
        Ok(CouncilReport {
            content: self.content(file)?,
            decisions,
        })
    }

    fn content(&self, file: &ReportFile) -> Result<Content, DiagnosticKind> {
        let notes = self.notes(&file.needs)?;
        let Some(counts) = self.counts(file)? else {
            let votes = file.needs.iter().map(|need| need.votes).collect();
            let counts = TeamCounts {
                team: None,
                respondents: file.respondents.count,
                votes,
            };
            self.check(&counts)?;
            return Ok(Content::Together(counts, notes));
        };
        let respondents: u64 = counts.iter().map(|counts| counts.respondents).sum();
        if respondents != file.respondents.count {
            return Err(DiagnosticKind::ReportDiffers);
        }
        match self.named(file)? {
            None => Ok(Content::Counts(counts, notes)),
            Some(named) if is_counted_as(&named, &counts) => Ok(Content::Named(named)),
            Some(_) => Err(DiagnosticKind::ReportDiffers),
        }
    }

    /// The counts by team; `None` where the report keeps them back.
    fn counts(&self, file: &ReportFile) -> Result<Option<Vec<TeamCounts>>, DiagnosticKind> {
        if file.needs.iter().any(|need| need.by_team.is_none()) {
            return Ok(None);
        }
        let teams = file
            .respondents
            .teams
            .iter()
            .map(|(id, count)| (id.as_str(), *count));
        let groups = teams.chain([("", file.respondents.without_team)]);
        let votes = |id: &str, need: &NeedFile| {
            let by_team = need.by_team.as_ref()?;
            by_team.get(id).copied()
        };
        let counts = groups
            .filter(|(_, respondents)| *respondents > 0)
            .map(|(id, respondents)| {
                let counts = TeamCounts {
                    team: self.team(Some(id).filter(|id| !id.is_empty()))?,
                    respondents,
                    votes: file
                        .needs
                        .iter()
                        .map(|need| votes(id, need).unwrap_or_default())
                        .collect(),
                };
                self.check(&counts)?;
                Ok(counts)
            });
        counts.collect::<Result<Vec<_>, _>>().map(Some)
    }

    /// Whether the votes on each question are as many as the respondents.
    fn check(&self, counts: &TeamCounts) -> Result<(), DiagnosticKind> {
        if counts.respondents > RESPONDENTS_AT_MOST {
            return Err(DiagnosticKind::NotACount(counts.respondents.to_string()));
        }
        let questions = self.questionnaire.questions();
        let wrong = questions
            .zip(&counts.votes)
            .find(|(_, votes)| !votes.are_of(counts.respondents));
        wrong.map_or(Ok(()), |((_, question), _)| {
            Err(DiagnosticKind::CountsDiffer {
                id: question.id.clone(),
                team: counts.team.map(|team| self.questionnaire[team].id.clone()),
                respondents: counts.respondents,
            })
        })
    }

    /// Who said what; `None` where the report does not say.
    fn named(&self, file: &ReportFile) -> Result<Option<Vec<Named>>, DiagnosticKind> {
        let Some(who) = &file.respondents.who else {
            return Ok(None);
        };
        let mut named = Vec::new();
        for who in who {
            named.push(Named {
                respondent: self.respondent(who.name.as_ref(), who.team.as_deref())?,
                ..Named::default()
            });
        }
        for ((index, _), need) in self.questionnaire.questions().zip(&file.needs) {
            let Some(answers) = &need.answers else {
                return Ok(None);
            };
            let theirs = answers.iter().map(|answer| (&answer.name, &answer.team));
            if !theirs.eq(who.iter().map(|who| (&who.name, &who.team))) {
                return Err(DiagnosticKind::ReportDiffers);
            }
            for (named, answer) in named.iter_mut().zip(answers) {
                named.answers.push(answer.answer);
                named
                    .notes
                    .extend(answer.note.clone().map(|note| (index, note)));
            }
        }
        Ok(Some(named))
    }

    fn notes(
        &self,
        needs: &[NeedFile],
    ) -> Result<Vec<(QuestionIndex, Respondent, String)>, DiagnosticKind> {
        let mut all = Vec::new();
        for ((index, _), need) in self.questionnaire.questions().zip(needs) {
            for note in need.notes.iter().flatten() {
                Limit::Note.check("a note", &note.note)?;
                let writer = self.respondent(note.name.as_ref(), note.team.as_deref())?;
                all.push((index, writer, note.note.clone()));
            }
        }
        Ok(all)
    }

    fn respondent(
        &self,
        name: Option<&String>,
        team: Option<&str>,
    ) -> Result<Respondent, DiagnosticKind> {
        if let Some(name) = name {
            Limit::Name.check("a name", name)?;
        }
        Ok(Respondent {
            name: name.cloned(),
            team: self.team(team)?,
        })
    }

    fn team(&self, id: Option<&str>) -> Result<Option<TeamIndex>, DiagnosticKind> {
        id.map(|id| document::team(id, self.questionnaire))
            .transpose()
    }

    fn decision(
        &self,
        file: &DecisionFile,
        own_team: TeamIndex,
    ) -> Result<Decision, DiagnosticKind> {
        let by = file.by.as_deref().map(|by| {
            let bad = |_| DiagnosticKind::BadDate(by.to_owned());
            by.parse().map_err(bad)
        });
        Ok(Decision {
            answer: file.answer,
            lead: self
                .team(file.lead.as_deref())?
                .filter(|lead| *lead != own_team),
            owner: file.owner.clone(),
            by: by.transpose()?,
            promise: file.promise.clone(),
        })
    }
}

/// Whether the answers of these people come to these counts.
fn is_counted_as(named: &[Named], counts: &[TeamCounts]) -> bool {
    counts.iter().map(|counts| counts.respondents).sum::<u64>() == named.len() as u64
        && counts.iter().all(|counts| {
            let members = || {
                named
                    .iter()
                    .filter(|named| named.respondent.team == counts.team)
            };
            let votes = counts.votes.iter().enumerate().all(|(question, votes)| {
                let mut sum = Votes::default();
                members().for_each(|named| sum.add(named.answers[question]));
                sum == *votes
            });
            members().count() as u64 == counts.respondents && votes
        })
}
