//! Responses folded into counts by team, with the names of a council small enough to name them.

use super::{
    Assessment, Group, GroupVotes, NAMED_AT_MOST, Need, Note, Privacy, Respondents, Votes,
    status::{self, Judgement},
};
use crate::{
    decision::Decisions,
    questionnaire::{Question, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Respondent, Response},
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
    /// Who said what; `None` past [`NAMED_AT_MOST`], or where a source gave only counts.
    named: Option<Vec<Named>>,
    /// The notes on each question; `None` past [`NAMED_AT_MOST`] respondents.
    notes: Option<Vec<Vec<Note>>>,
    /// Which of the expected people answered; `None` where a source does not say who did.
    heard: Option<Vec<bool>>,
}

/// One respondent and the answers, in the questionnaire's order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// False for members of a team, so that they come first when sorted.
    is_without_team: bool,
    respondent: Respondent,
    answers: Vec<Option<Answer>>,
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
        let questions = questionnaire.questions().len();
        let groups = questionnaire.teams().len() + 1;
        Self {
            questionnaire,
            votes: vec![vec![Votes::default(); groups]; questions],
            respondents: vec![0; groups],
            count: 0,
            named: Some(Vec::new()),
            notes: Some(vec![Vec::new(); questions]),
            heard: Some(vec![false; questionnaire.people().len()]),
        }
    }

    /// How many answered.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// Counts one more response.
    pub(crate) fn add(&mut self, response: &Response) {
        let questionnaire = self.questionnaire;
        let questions = || questionnaire.questions().map(|(index, _)| index);
        let answers: Vec<_> = questions().map(|index| response[index]).collect();
        for index in questions() {
            if let Some(text) = response.note(index) {
                self.add_note(index, &response.respondent, text);
            }
        }
        self.add_answers(&response.respondent, &answers);
    }

    /// Counts one more respondent by the answers alone, in the questionnaire's order.
    pub(crate) fn add_answers(&mut self, respondent: &Respondent, answers: &[Option<Answer>]) {
        let group = self.group(respondent.team);
        for (votes, answer) in self.votes.iter_mut().zip(answers) {
            votes[group].add(*answer);
        }
        self.hear(respondent.name.as_deref());
        if let Some(named) = &mut self.named {
            named.push(Named {
                is_without_team: respondent.team.is_none(),
                respondent: respondent.clone(),
                answers: answers.to_vec(),
            });
        }
        self.count_respondents(group, 1);
    }

    /// Adds what was tallied elsewhere. Who answered is not known then.
    pub(crate) fn add_counts(&mut self, counts: &TeamCounts) {
        let group = self.group(counts.team);
        for (votes, more) in self.votes.iter_mut().zip(&counts.votes) {
            votes[group].merge(*more);
        }
        self.named = None;
        self.heard = None;
        self.count_respondents(group, counts.respondents);
    }

    /// Keeps a note on a question for the report.
    pub(crate) fn add_note(&mut self, question: QuestionIndex, writer: &Respondent, text: &str) {
        if let Some(notes) = &mut self.notes {
            notes[question.position()].push(Note {
                writer: writer.clone(),
                text: text.to_owned(),
            });
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
            self.named = None;
            self.notes = None;
        }
    }

    fn hear(&mut self, name: Option<&str>) {
        let person = name.and_then(|name| self.questionnaire.person(name));
        if let (Some(heard), Some(person)) = (&mut self.heard, person) {
            heard[person.position()] = true;
        }
    }

    /// What follows from the answers and from what the meeting decided about them.
    pub(crate) fn assess(mut self, decisions: &Decisions, privacy: Privacy) -> Assessment<'q> {
        let privacy = self.possible(privacy);
        if privacy != Privacy::Named {
            self.forget_names();
        }
        if let Some(named) = &mut self.named {
            named.sort();
        }
        let needs = self
            .questionnaire
            .questions()
            .map(|(index, question)| self.need(index, question, decisions, privacy))
            .collect();
        Assessment::new(self.questionnaire, self.into_respondents(), needs, privacy)
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

    fn forget_names(&mut self) {
        self.named = None;
        self.heard = None;
        for note in self.notes.iter_mut().flatten().flatten() {
            note.writer = Respondent::default();
        }
    }

    fn need(
        &mut self,
        index: QuestionIndex,
        question: &'q Question,
        decisions: &Decisions,
        privacy: Privacy,
    ) -> Need<'q> {
        let groups = self.groups(index, privacy);
        let mut notes = self
            .notes
            .as_mut()
            .map(|notes| std::mem::take(&mut notes[index.position()]));
        notes.iter_mut().for_each(|notes| notes.sort());
        let decision = decisions.get(index).cloned();
        let judgement = match &decision {
            Some(decision) => Judgement::of_decision(decision, question),
            None => Judgement::of_votes(&groups, question, self.questionnaire.consensus()),
        };
        Need {
            index,
            question,
            status: judgement.status,
            answer: judgement.answer,
            lead: judgement.lead,
            votes: sum(&self.votes[index.position()]),
            distance: status::distance(&groups),
            groups,
            notes,
            answers: self.named.as_ref().map(|named| {
                named
                    .iter()
                    .map(|named| named.answers[index.position()])
                    .collect()
            }),
            decision,
        }
    }

    /// The votes on a question by group: the teams that answered, then those without a team; all
    /// as one group where nobody has a team or figures by team are kept back.
    fn groups(&self, index: QuestionIndex, privacy: Privacy) -> Vec<GroupVotes> {
        let votes = &self.votes[index.position()];
        let without_team = votes.len() - 1;
        if privacy == Privacy::Together || self.respondents[without_team] == self.count {
            let votes = sum(votes);
            return vec![GroupVotes {
                group: Group::Everybody,
                votes,
            }];
        }
        let teams = self
            .questionnaire
            .teams()
            .map(|(team, _)| Group::Team(team));
        teams
            .chain([Group::WithoutTeam])
            .zip(votes)
            .zip(&self.respondents)
            .filter(|(_, respondents)| **respondents > 0)
            .map(|((group, votes), _)| GroupVotes {
                group,
                votes: *votes,
            })
            .collect()
    }

    fn into_respondents(mut self) -> Respondents {
        let without_team = self.respondents.pop().unwrap_or_default();
        let is_absent = |count: &u64| *count == 0 && self.count > 1 && without_team < self.count;
        let teams = self.questionnaire.teams().zip(&self.respondents);
        let absent = teams
            .filter(|(_, count)| is_absent(count))
            .map(|((team, _), _)| team);
        let people = self.questionnaire.people();
        Respondents {
            count: self.count,
            absent: absent.collect(),
            missing: self.heard.map(|heard| {
                let people = people.zip(heard).filter(|(_, heard)| !heard);
                people.map(|((person, _), _)| person).collect()
            }),
            who: self
                .named
                .map(|named| named.into_iter().map(|named| named.respondent).collect()),
            teams: self.respondents,
            without_team,
        }
    }
}

fn sum(votes: &[Votes]) -> Votes {
    votes.iter().fold(Votes::default(), |mut sum, votes| {
        sum.merge(*votes);
        sum
    })
}
