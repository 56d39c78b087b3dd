//! Responses folded into counts by team, with the names of a council small enough to name them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::civil::Date;

use super::{
    Assessment, Group, GroupVotes, NAMED_AT_MOST, Need, Note, Position, Privacy, Respondents,
    Status, Summary, Votes, agenda, pattern, status,
};
use crate::{
    decision::{Decision, Decisions},
    questionnaire::{Person, Question, QuestionIndex, Questionnaire, TeamIndex},
    response::{Respondent, Response},
};

/// Responses folded into counts. The result is the same in whichever order they were added.
#[derive(Debug, Clone)]
pub(crate) struct Tally<'q> {
    questionnaire: &'q Questionnaire,
    /// Those of every team, last those of respondents without one.
    pub(super) counts: Vec<TeamCounts>,
    /// The day of the latest answer, where the sources say it.
    latest: Option<Date>,
    /// What is kept of single respondents; `None` past [`NAMED_AT_MOST`].
    kept: Option<Kept>,
    /// Which of the expected people answered; `None` where a source does not say who did.
    heard: Option<HashSet<&'q str>>,
}

/// Who said what, and the notes.
#[derive(Debug, Clone, Default)]
struct Kept {
    /// Not of all who answered where some came as counts.
    responses: Vec<Response>,
    /// Notes that came with counts.
    loose_notes: BTreeMap<QuestionIndex, Vec<Note>>,
}

/// The counts of one team, or of those without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TeamCounts {
    pub(crate) team: Option<TeamIndex>,
    pub(crate) respondents: u64,
    /// On each question, in the questionnaire's order; each adds up to `respondents`.
    pub(crate) votes: Vec<Votes>,
}

impl TeamCounts {
    /// Those of a team of which nobody has answered.
    pub(super) fn new(team: Option<TeamIndex>, questionnaire: &Questionnaire) -> Self {
        let votes = vec![Votes::default(); questionnaire.questions().len()];
        Self { team, respondents: 0, votes }
    }
}

impl<'q> Tally<'q> {
    pub(crate) fn new(questionnaire: &'q Questionnaire) -> Self {
        let teams = questionnaire.teams().map(|(team, _)| Some(team)).chain([None]);
        Self {
            questionnaire,
            counts: teams.map(|team| TeamCounts::new(team, questionnaire)).collect(),
            latest: None,
            kept: Some(Kept::default()),
            heard: Some(HashSet::new()),
        }
    }

    /// How many answered.
    pub(crate) fn count(&self) -> u64 {
        self.counts.iter().map(|counts| counts.respondents).sum()
    }

    /// Counts one more response.
    pub(crate) fn add(&mut self, response: &Response) {
        let counts = self.counts_of(response.respondent.team);
        counts.respondents += 1;
        for (votes, answer) in counts.votes.iter_mut().zip(&response.answers) {
            votes.add(*answer);
        }
        let name = response.respondent.name.as_deref();
        let person = name.and_then(|name| self.questionnaire.person(name));
        if let (Some(heard), Some(person)) = (&mut self.heard, person) {
            heard.insert(&person.name);
        }
        self.forget_many();
        if let Some(kept) = &mut self.kept {
            kept.responses.push(response.clone());
        }
    }

    /// Notes the day of an answer.
    pub(crate) fn add_date(&mut self, date: Date) {
        self.latest = self.latest.max(Some(date));
    }

    /// Adds what was tallied elsewhere, and who of the expected people had not answered there,
    /// where that is known.
    pub(crate) fn add_counts(&mut self, counts: &[TeamCounts], missing: Option<&BTreeSet<String>>) {
        for more in counts {
            let counts = self.counts_of(more.team);
            counts.respondents += more.respondents;
            for (votes, more) in counts.votes.iter_mut().zip(&more.votes) {
                *votes = votes.plus(*more);
            }
        }
        self.forget_many();
        let people = self.questionnaire.people.iter().map(|person| person.name.as_str());
        match (&mut self.heard, missing) {
            (Some(heard), Some(missing)) => {
                heard.extend(people.filter(|name| !missing.contains(*name)));
            }
            // Where nobody is expected, it is known that nobody is missing.
            _ if people.len() > 0 => self.heard = None,
            _ => {}
        }
    }

    /// Whether these counts are half of what was added.
    pub(crate) fn is_twice(&self, counts: &[TeamCounts]) -> bool {
        let mut twice = Self::new(self.questionnaire);
        twice.add_counts(counts, None);
        twice.add_counts(counts, None);
        self.counts == twice.counts
    }

    /// Keeps a note that came with counts.
    pub(crate) fn add_note(&mut self, question: QuestionIndex, writer: &Respondent, text: &str) {
        if let Some(kept) = &mut self.kept {
            let note = Note { writer: writer.clone(), text: text.to_owned() };
            kept.loose_notes.entry(question).or_default().push(note);
        }
    }

    fn counts_of(&mut self, team: Option<TeamIndex>) -> &mut TeamCounts {
        let last = self.counts.len() - 1;
        &mut self.counts[team.map_or(last, TeamIndex::position)]
    }

    /// Names and notes go once there are too many, so that memory does not grow with a form's rows.
    fn forget_many(&mut self) {
        if self.count() > NAMED_AT_MOST {
            self.kept = None;
        }
    }

    /// What follows from the answers and from what the meeting decided about them.
    pub(crate) fn assess(mut self, decisions: &Decisions, privacy: Privacy) -> Assessment<'q> {
        let privacy = self.possible(privacy);
        let questionnaire = self.questionnaire;
        if let Some(kept) = &mut self.kept {
            kept.responses.sort();
        }
        let questions = questionnaire.questions();
        let needs: Vec<_> = questions
            .map(|(index, question)| self.need(index, question, decisions.get(&index), privacy))
            .collect();
        let respondents = self.into_respondents(privacy);
        Assessment {
            summary: Summary::of(&needs, questionnaire, !respondents.absent.is_empty()),
            agenda: agenda(&needs),
            pattern: pattern(&needs),
            questionnaire,
            respondents,
            needs,
            privacy,
        }
    }

    /// Figures by team name nobody only where each group has [`Privacy::GROUP_AT_LEAST`] members.
    fn possible(&self, privacy: Privacy) -> Privacy {
        let is_hidden = |counts: &TeamCounts| match counts.respondents {
            0 => true,
            count => count >= Privacy::GROUP_AT_LEAST,
        };
        match privacy {
            Privacy::Named => privacy,
            _ if self.counts.iter().all(is_hidden) => Privacy::ByTeam,
            _ => Privacy::Together,
        }
    }

    fn need(
        &self,
        index: QuestionIndex,
        question: &'q Question,
        decision: Option<&Decision>,
        privacy: Privacy,
    ) -> Need<'q> {
        let groups = self.groups(index, privacy);
        // Respondents without a team are shown and decide nothing.
        let voices = groups.iter().filter(|votes| votes.group != Group::WithoutTeam);
        let voices: Vec<_> = voices.map(|votes| votes.votes).collect();
        let (status, answer) = match decision {
            Some(decision) => (Status::Decided, Some(decision.answer)),
            None => status::judge(&voices, self.questionnaire.consensus),
        };
        let lead = decision.and_then(|decision| decision.lead);
        Need {
            index,
            question,
            status,
            answer,
            lead: (answer == Some(Position::Yes)).then_some(lead.unwrap_or(question.lead)),
            votes: self.votes(index),
            distance: status::distance(&voices),
            groups,
            notes: self.kept.as_ref().map(|kept| kept.notes(index, privacy)),
            decision: decision.cloned(),
        }
    }

    /// The votes on a question by group: the teams that answered, then those without a team; all
    /// as one group where nobody has a team or figures by team are kept back.
    fn groups(&self, index: QuestionIndex, privacy: Privacy) -> Vec<GroupVotes> {
        let answered = self.counts.iter().filter(|counts| counts.respondents > 0);
        let is_one = privacy == Privacy::Together || !answered.clone().any(|it| it.team.is_some());
        if is_one {
            return vec![GroupVotes { group: Group::Everybody, votes: self.votes(index) }];
        }
        let votes = answered.map(|counts| GroupVotes {
            group: counts.team.map_or(Group::WithoutTeam, Group::Team),
            votes: counts.votes[index.position()],
        });
        votes.collect()
    }

    /// All votes on a question together.
    fn votes(&self, index: QuestionIndex) -> Votes {
        let votes = self.counts.iter().map(|counts| counts.votes[index.position()]);
        votes.fold(Votes::default(), Votes::plus)
    }

    fn into_respondents(self, privacy: Privacy) -> Respondents {
        let count = self.count();
        let mut teams: Vec<_> = self.counts.iter().map(|counts| counts.respondents).collect();
        let without_team = teams.pop().unwrap_or_default();
        let is_council = count > 1 && without_team < count;
        let absent = self.questionnaire.teams().zip(&teams);
        let absent = absent.filter(|(_, count)| is_council && **count == 0);
        let people = &self.questionnaire.people;
        let heard = self.heard.filter(|_| privacy == Privacy::Named);
        let responses = self.kept.map(|kept| kept.responses);
        let are_all = |responses: &Vec<_>| responses.len() as u64 == count;
        Respondents {
            count,
            latest: self.latest,
            absent: absent.map(|((team, _), _)| team).collect(),
            missing: heard.map(|heard| {
                let is_missing = |person: &&Person| !heard.contains(person.name.as_str());
                people.iter().filter(is_missing).cloned().collect()
            }),
            responses: responses.filter(|each| privacy == Privacy::Named && are_all(each)),
            teams,
            without_team,
        }
    }
}

impl Kept {
    /// The notes on a question, without their writers where names are kept back.
    fn notes(&self, question: QuestionIndex, privacy: Privacy) -> Vec<Note> {
        let written = self.responses.iter().filter_map(|response| {
            let text = response.notes.get(&question)?.clone();
            Some(Note { writer: response.respondent.clone(), text })
        });
        let loose = self.loose_notes.get(&question).into_iter().flatten();
        let mut notes: Vec<_> = written.chain(loose.cloned()).collect();
        if privacy != Privacy::Named {
            notes.iter_mut().for_each(|note| note.writer = Respondent::default());
        }
        notes.sort();
        notes
    }
}
