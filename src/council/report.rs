//! A report in JSON, version 1, read back: it joins a council like the answers it came from.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{TeamCounts, Votes};
use crate::{
    decision::{Decided, Decision, Decisions},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{Limit, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Respondent, Response, document},
};

/// The version that is read.
const VERSION: u64 = 1;

/// What a report says about its council.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CouncilReport {
    pub(crate) counts: Vec<TeamCounts>,
    /// False where figures by team would have named people: the counts are of all together then,
    /// and cannot be put together with others.
    pub(crate) is_by_team: bool,
    /// Who said what, where it says so.
    pub(crate) responses: Option<Vec<Response>>,
    pub(crate) notes: Vec<(QuestionIndex, Respondent, String)>,
    /// Which of the expected people have not answered, where it says so.
    pub(crate) missing: Option<BTreeSet<String>>,
    pub(crate) decisions: Decisions,
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
    missing: Option<BTreeSet<String>>,
    who: Option<Vec<SaidFile>>,
}

#[derive(Deserialize)]
struct NeedFile {
    id: String,
    votes: Votes,
    by_team: Option<BTreeMap<String, Votes>>,
    answers: Option<Vec<SaidFile>>,
    notes: Option<Vec<SaidFile>>,
    decision: Option<Decided>,
}

/// A respondent, and what the report says of an answer.
#[derive(Deserialize)]
struct SaidFile {
    name: Option<String>,
    team: Option<String>,
    answer: Option<Answer>,
    note: Option<String>,
}

/// Reads a report on this questionnaire. One of other questions or teams is a problem, as are
/// figures that do not add up.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
) -> Result<CouncilReport, Diagnostics> {
    let ReportFile { respondents, needs } = parse(text)?;
    let read = sorted(needs, questionnaire)
        .and_then(|needs| Reader { questionnaire, respondents, needs }.report());
    read.map_err(|kind| Diagnostic::of(text.name(), kind).into())
}

/// As much of a report on one council as `T` holds; one of another version or of a trend is a
/// problem.
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
        let span = Span { line: error.line().max(1), column: error.column().max(1), length: 1 };
        Diagnostic::at(text, span, DiagnosticKind::NotAReport(reason.to_owned()))
    })
}

/// The needs in the questionnaire's order.
fn sorted(
    needs: Vec<NeedFile>,
    questionnaire: &Questionnaire,
) -> Result<Vec<NeedFile>, DiagnosticKind> {
    let needs = needs.into_iter().map(|need| (need.id.clone(), need));
    let mut found: BTreeMap<_, _> = needs.collect();
    let mut sorted = Vec::new();
    let mut lacks = Vec::new();
    for (_, question) in questionnaire.questions() {
        match found.remove(&question.id) {
            Some(need) => sorted.push(need),
            None => lacks.push(question.id.clone()),
        }
    }
    let others: Vec<_> = found.into_keys().collect();
    match lacks.is_empty() && others.is_empty() {
        true => Ok(sorted),
        false => Err(DiagnosticKind::OtherQuestions { lacks, others }),
    }
}

struct Reader<'q> {
    questionnaire: &'q Questionnaire,
    respondents: RespondentsFile,
    /// In the questionnaire's order.
    needs: Vec<NeedFile>,
}

impl Reader<'_> {
    fn needs(&self) -> impl Iterator<Item = (QuestionIndex, &NeedFile)> {
        let questions = self.questionnaire.questions();
        questions.zip(&self.needs).map(|((index, _), need)| (index, need))
    }

    fn report(self) -> Result<CouncilReport, DiagnosticKind> {
        let count = self.respondents.count;
        let by_team = self.counts()?;
        let is_by_team = by_team.is_some();
        let together = || TeamCounts {
            team: None,
            respondents: count,
            votes: self.needs.iter().map(|need| need.votes).collect(),
        };
        let counts = by_team.unwrap_or_else(|| vec![together()]);
        counts.iter().try_for_each(|counts| counts.check(self.questionnaire))?;
        let responses = if is_by_team { self.responses()? } else { None };
        let sum: u64 = counts.iter().map(|counts| counts.respondents).sum();
        if sum != count || responses.as_ref().is_some_and(|each| !is_counted_as(each, &counts)) {
            return Err(DiagnosticKind::ReportDiffers);
        }
        let (notes, decisions) = (self.notes()?, self.decisions()?);
        let missing = self.respondents.missing;
        Ok(CouncilReport { counts, is_by_team, responses, notes, missing, decisions })
    }

    /// The counts by team; `None` where the report keeps them back.
    fn counts(&self) -> Result<Option<Vec<TeamCounts>>, DiagnosticKind> {
        if self.needs.iter().any(|need| need.by_team.is_none()) {
            return Ok(None);
        }
        let teams = self.respondents.teams.iter();
        let without_team = (&String::new(), &self.respondents.without_team);
        let groups = teams.chain([without_team]).filter(|(_, count)| **count > 0);
        let counts = groups.map(|(id, respondents)| {
            let votes = |need: &NeedFile| need.by_team.as_ref()?.get(id).copied();
            let votes = self.needs.iter().map(|need| votes(need).unwrap_or_default());
            Ok(TeamCounts {
                team: self.team(Some(id).filter(|id| !id.is_empty()))?,
                respondents: *respondents,
                votes: votes.collect(),
            })
        });
        counts.collect::<Result<_, _>>().map(Some)
    }

    /// Who said what; `None` where the report does not say.
    fn responses(&self) -> Result<Option<Vec<Response>>, DiagnosticKind> {
        let Some(who) = &self.respondents.who else {
            return Ok(None);
        };
        let responses = who.iter().map(|who| {
            let respondent = self.respondent(who)?;
            Ok(Response { respondent, ..Response::default() })
        });
        let mut responses = responses.collect::<Result<Vec<_>, DiagnosticKind>>()?;
        for (index, need) in self.needs() {
            let Some(answers) = &need.answers else {
                return Ok(None);
            };
            let who = who.iter().map(|who| (&who.name, &who.team));
            if !who.eq(answers.iter().map(|said| (&said.name, &said.team))) {
                return Err(DiagnosticKind::ReportDiffers);
            }
            for (response, said) in responses.iter_mut().zip(answers) {
                response.answers.push(said.answer);
                response.notes.extend(said.note.clone().map(|note| (index, note)));
            }
        }
        Ok(Some(responses))
    }

    fn notes(&self) -> Result<Vec<(QuestionIndex, Respondent, String)>, DiagnosticKind> {
        let mut all = Vec::new();
        for (index, need) in self.needs() {
            for said in need.notes.iter().flatten() {
                let note = said.note.clone().unwrap_or_default();
                Limit::Note.check("a note", &note)?;
                all.push((index, self.respondent(said)?, note));
            }
        }
        Ok(all)
    }

    fn respondent(&self, said: &SaidFile) -> Result<Respondent, DiagnosticKind> {
        Limit::Name.check("a name", said.name.as_deref().unwrap_or_default())?;
        Ok(Respondent { name: said.name.clone(), team: self.team(said.team.as_ref())? })
    }

    fn team(&self, id: Option<&String>) -> Result<Option<TeamIndex>, DiagnosticKind> {
        id.map(|id| document::team(id, self.questionnaire)).transpose()
    }

    fn decisions(&self) -> Result<Decisions, DiagnosticKind> {
        let mut decisions = Decisions::new(self.questionnaire);
        for (index, need) in self.needs() {
            let own_team = self.questionnaire[index].lead;
            let decision = need.decision.as_ref().map(|file| self.decision(file, own_team));
            decisions.set(index, decision.transpose()?);
        }
        Ok(decisions)
    }

    fn decision(&self, file: &Decided, own: TeamIndex) -> Result<Decision, DiagnosticKind> {
        let date = |by: &String| document::date(by);
        Ok(Decision {
            answer: file.answer,
            lead: self.team(file.lead.as_ref())?.filter(|lead| *lead != own),
            owner: file.owner.clone(),
            by: file.by.as_ref().map(date).transpose()?,
            promise: file.promise.clone(),
        })
    }
}

/// Whether the answers of these people come to these counts.
fn is_counted_as(responses: &[Response], counts: &[TeamCounts]) -> bool {
    let is_sum = |counts: &TeamCounts| {
        let is_member = |response: &&Response| response.respondent.team == counts.team;
        let members: Vec<_> = responses.iter().filter(is_member).collect();
        let sum = |question: usize| {
            let mut sum = Votes::default();
            for member in &members {
                sum.add(member.answers[question]);
            }
            sum
        };
        let mut votes = counts.votes.iter().enumerate();
        members.len() as u64 == counts.respondents
            && votes.all(|(question, votes)| sum(question) == *votes)
    };
    let respondents: u64 = counts.iter().map(|counts| counts.respondents).sum();
    respondents == responses.len() as u64 && counts.iter().all(is_sum)
}
