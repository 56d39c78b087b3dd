//! Responses folded into counts by team, with the names of a council small enough to name them.

use std::collections::{BTreeSet, HashSet};

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
    /// The votes on each question by team, last those of respondents without a team.
    votes: Vec<Vec<Votes>>,
    /// How many answered, in the same order.
    respondents: Vec<u64>,
    count: u64,
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
    responses: Vec<Response>,
    /// Notes that came with counts.
    loose_notes: Vec<(QuestionIndex, Note)>,
    /// Some came as counts, so that `responses` are not all who answered.
    has_counts: bool,
}

/// The counts of one team, or of those without one, that somebody else has tallied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TeamCounts {
    pub(crate) team: Option<TeamIndex>,
    pub(crate) respondents: u64,
    /// On each question, in the questionnaire's order; each adds up to `respondents`.
    pub(crate) votes: Vec<Votes>,
}

impl<'q> Tally<'q> {
    pub(crate) fn new(questionnaire: &'q Questionnaire) -> Self {
        let groups = questionnaire.teams().len() + 1;
        Self {
            questionnaire,
            votes: vec![vec![Votes::default(); groups]; questionnaire.questions().len()],
            respondents: vec![0; groups],
            count: 0,
            latest: None,
            kept: Some(Kept::default()),
            heard: Some(HashSet::new()),
        }
    }

    /// How many answered.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// Counts one more response.
    pub(crate) fn add(&mut self, response: &Response) {
        let group = self.group(response.respondent.team);
        for (votes, answer) in self.votes.iter_mut().zip(&response.answers) {
            votes[group].add(*answer);
        }
        self.hear(response.respondent.name.as_deref());
        self.count_respondents(group, 1);
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
        for counts in counts {
            let group = self.group(counts.team);
            for (votes, more) in self.votes.iter_mut().zip(&counts.votes) {
                votes[group] = votes[group].plus(*more);
            }
            self.count_respondents(group, counts.respondents);
        }
        if let Some(kept) = &mut self.kept {
            kept.has_counts = true;
        }
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
        (&self.votes, &self.respondents) == (&twice.votes, &twice.respondents)
    }

    /// Keeps a note that came with counts.
    pub(crate) fn add_note(&mut self, question: QuestionIndex, writer: &Respondent, text: &str) {
        if let Some(kept) = &mut self.kept {
            let note = Note { writer: writer.clone(), position: None, text: text.to_owned() };
            kept.loose_notes.push((question, note));
        }
    }

    fn group(&self, team: Option<TeamIndex>) -> usize {
        team.map_or(self.respondents.len() - 1, TeamIndex::position)
    }

    /// Names and notes go once there are too many, so that memory does not grow with a form's rows.
    fn count_respondents(&mut self, group: usize, more: u64) {
        self.respondents[group] += more;
        self.count += more;
        if self.count > NAMED_AT_MOST {
            self.kept = None;
        }
    }

    fn hear(&mut self, name: Option<&str>) {
        let person = name.and_then(|name| self.questionnaire.person(name));
        if let (Some(heard), Some(person)) = (&mut self.heard, person) {
            heard.insert(&person.name);
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
        let mut needs: Vec<_> = questions
            .map(|(index, question)| self.need(index, question, decisions.get(index), privacy))
            .collect();
        if let Some(kept) = &self.kept {
            kept.add_to(&mut needs, privacy);
        }
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
        let mut groups = self.respondents.iter().filter(|count| **count > 0);
        match privacy {
            Privacy::Named => privacy,
            _ if groups.all(|count| *count >= Privacy::GROUP_AT_LEAST) => Privacy::ByTeam,
            _ => Privacy::Together,
        }
    }

    /// A need without its notes and the answers of single respondents.
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
            votes: sum(&self.votes[index.position()]),
            distance: status::distance(&voices),
            groups,
            notes: None,
            answers: None,
            decision: decision.cloned(),
        }
    }

    /// The votes on a question by group: the teams that answered, then those without a team; all
    /// as one group where nobody has a team or figures by team are kept back.
    fn groups(&self, index: QuestionIndex, privacy: Privacy) -> Vec<GroupVotes> {
        let votes = &self.votes[index.position()];
        if privacy == Privacy::Together || self.respondents.last() == Some(&self.count) {
            let votes = sum(votes);
            let group = Group::Everybody;
            return vec![GroupVotes { group, votes }];
        }
        let teams = self.questionnaire.teams().map(|(team, _)| Group::Team(team));
        let groups = teams.chain([Group::WithoutTeam]).zip(votes);
        groups
            .zip(&self.respondents)
            .filter(|(_, respondents)| **respondents > 0)
            .map(|((group, &votes), _)| GroupVotes { group, votes })
            .collect()
    }

    fn into_respondents(mut self, privacy: Privacy) -> Respondents {
        let without_team = self.respondents.pop().unwrap_or_default();
        let is_council = self.count > 1 && without_team < self.count;
        let teams = self.questionnaire.teams().zip(&self.respondents);
        let absent = teams.filter(|(_, count)| is_council && **count == 0);
        let people = &self.questionnaire.people;
        let heard = self.heard.filter(|_| privacy == Privacy::Named);
        let who = self.kept.filter(|kept| kept.may_be_named(privacy));
        let who = who.map(|kept| kept.responses.into_iter().map(|response| response.respondent));
        Respondents {
            count: self.count,
            latest: self.latest,
            absent: absent.map(|((team, _), _)| team).collect(),
            missing: heard.map(|heard| {
                let is_missing = |person: &&Person| !heard.contains(person.name.as_str());
                people.iter().filter(is_missing).cloned().collect()
            }),
            who: who.map(Iterator::collect),
            teams: self.respondents,
            without_team,
        }
    }
}

impl Kept {
    /// Whether these are all who answered, and may be named.
    fn may_be_named(&self, privacy: Privacy) -> bool {
        privacy == Privacy::Named && !self.has_counts
    }

    /// Adds the notes, and who said what where that may be said.
    fn add_to(&self, needs: &mut [Need<'_>], privacy: Privacy) {
        let may_be_named = self.may_be_named(privacy);
        let mut notes = vec![Vec::new(); needs.len()];
        for (position, response) in self.responses.iter().enumerate() {
            for (question, text) in &response.notes {
                notes[question.position()].push(Note {
                    writer: response.respondent.clone(),
                    position: may_be_named.then_some(position),
                    text: text.clone(),
                });
            }
        }
        for (question, note) in &self.loose_notes {
            notes[question.position()].push(note.clone());
        }
        for (need, mut notes) in needs.iter_mut().zip(notes) {
            if privacy != Privacy::Named {
                notes.iter_mut().for_each(|note| note.writer = Respondent::default());
            }
            notes.sort_by(|a, b| (&a.writer, &a.text).cmp(&(&b.writer, &b.text)));
            need.notes = Some(notes);
            let answers = self.responses.iter().map(|each| each.answers[need.index.position()]);
            need.answers = may_be_named.then(|| answers.collect());
        }
    }
}

fn sum(votes: &[Votes]) -> Votes {
    votes.iter().copied().fold(Votes::default(), Votes::plus)
}
