//! A report read back.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{CouncilReport, NeedReport, RespondentsReport, VERSION, WhoReport};
use crate::{
    council::{Tally, TeamCounts},
    decision::{Decided, Decision, Decisions},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{Limit, QuestionIndex, Questionnaire, TeamIndex},
    response::{Respondent, Response, document},
};

/// What a report says about its council.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reported {
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

/// Reads a report on this questionnaire. One of other questions or teams is a problem, as are
/// figures that do not add up.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
) -> Result<Reported, Diagnostics> {
    let CouncilReport { respondents, needs, .. } = parse(text)?;
    let read = sorted(needs, questionnaire)
        .and_then(|needs| Reader { questionnaire, respondents, needs }.report());
    read.map_err(|kind| Diagnostic::of(text.name(), kind).into())
}

/// A report on one council; one of another version or of a trend is a problem.
pub(crate) fn parse(text: &SourceText) -> Result<CouncilReport, Diagnostic> {
    let version: Version = from_json(text)?;
    let of_file = |kind| Err(Diagnostic::of(text.name(), kind));
    if version.councils.is_some() {
        let (what, remedy) = ("the report of a trend", "name the reports of its councils");
        return of_file(DiagnosticKind::NotRead { what, remedy });
    }
    if version.version != VERSION {
        return of_file(DiagnosticKind::ReportVersion(version.version));
    }
    let report: CouncilReport = from_json(text)?;
    let is_wrong = |need: &&NeedReport| need.status.is_open() == need.answer.is_some();
    match report.needs.iter().find(is_wrong) {
        None => Ok(report),
        Some(NeedReport { status, answer, .. }) => {
            let with = if answer.is_some() { "with" } else { "without" };
            let reason = format!("{} {with} an answer", status.word());
            of_file(DiagnosticKind::NotAReport(reason))
        }
    }
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
    needs: Vec<NeedReport>,
    questionnaire: &Questionnaire,
) -> Result<Vec<NeedReport>, DiagnosticKind> {
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
    respondents: RespondentsReport,
    /// In the questionnaire's order.
    needs: Vec<NeedReport>,
}

impl Reader<'_> {
    fn needs(&self) -> impl Iterator<Item = (QuestionIndex, &NeedReport)> {
        let questions = self.questionnaire.questions();
        questions.zip(&self.needs).map(|((index, _), need)| (index, need))
    }

    fn report(self) -> Result<Reported, DiagnosticKind> {
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
        if sum != count || responses.as_ref().is_some_and(|each| !self.is_sum(each, &counts)) {
            return Err(DiagnosticKind::ReportDiffers);
        }
        let (notes, decisions) = (self.notes()?, self.decisions()?);
        let missing = self.respondents.missing.map(|missing| missing.into_iter().collect());
        Ok(Reported { counts, is_by_team, responses, notes, missing, decisions })
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
            let votes = |need: &NeedReport| Some(need.by_team.as_ref()?.get(id)?.votes);
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
            if !who.iter().eq(answers.iter().map(|said| &said.who)) {
                return Err(DiagnosticKind::ReportDiffers);
            }
            for (response, said) in responses.iter_mut().zip(answers) {
                response.answers.push(said.answer);
                if let Some(note) = &said.note {
                    Limit::Note.check("a note", note)?;
                    response.notes.insert(index, note.clone());
                }
            }
        }
        Ok(Some(responses))
    }

    /// Whether the answers of these people come to these counts.
    fn is_sum(&self, responses: &[Response], counts: &[TeamCounts]) -> bool {
        let mut tally = Tally::new(self.questionnaire);
        responses.iter().for_each(|response| tally.add(response));
        tally.counts.retain(|counts| counts.respondents > 0);
        tally.counts.len() == counts.len() && tally.counts.iter().all(|each| counts.contains(each))
    }

    fn notes(&self) -> Result<Vec<(QuestionIndex, Respondent, String)>, DiagnosticKind> {
        let mut all = Vec::new();
        for (index, need) in self.needs() {
            for said in need.notes.iter().flatten() {
                Limit::Note.check("a note", &said.note)?;
                all.push((index, self.respondent(&said.who)?, said.note.clone()));
            }
        }
        Ok(all)
    }

    fn respondent(&self, who: &WhoReport) -> Result<Respondent, DiagnosticKind> {
        Limit::Name.check("a name", who.name.as_deref().unwrap_or_default())?;
        Ok(Respondent { name: who.name.clone(), team: self.team(who.team.as_ref())? })
    }

    fn team(&self, id: Option<&String>) -> Result<Option<TeamIndex>, DiagnosticKind> {
        id.map(|id| document::team(id, self.questionnaire)).transpose()
    }

    fn decisions(&self) -> Result<Decisions, DiagnosticKind> {
        let decided =
            self.needs().filter_map(|(index, need)| Some((index, need.decision.as_ref()?)));
        let decision = |(index, decided): (QuestionIndex, &Decided)| {
            let own_team = self.questionnaire[index].lead;
            Ok((index, self.decision(decided, own_team)?))
        };
        decided.map(decision).collect()
    }

    fn decision(&self, file: &Decided, own: TeamIndex) -> Result<Decision, DiagnosticKind> {
        Ok(Decision {
            answer: file.answer,
            lead: self.team(file.lead.as_ref())?.filter(|lead| *lead != own),
            owner: file.owner.clone(),
            by: file.by.as_deref().map(document::date).transpose()?,
            promise: file.promise.clone(),
        })
    }
}
