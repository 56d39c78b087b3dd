//! Responses folded into counts by team, with the names of a council small enough to name them.

use jiff::civil::Date;

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
    /// The day of the latest answer, where the sources say it.
    latest: Option<Date>,
    /// What is kept of single respondents; `None` past [`NAMED_AT_MOST`].
    kept: Option<Kept>,
    /// Which of the expected people answered; `None` where a source does not say who did.
    heard: Option<Vec<bool>>,
}

/// Who said what, and the notes.
#[derive(Debug, Clone, Default)]
struct Kept {
    named: Vec<Named>,
    /// Notes that came with counts, without the answers they belong to.
    loose_notes: Vec<(QuestionIndex, Note)>,
    /// Some came as counts, so that `named` are not all who answered.
    has_counts: bool,
}

/// One respondent, the answers in the questionnaire's order, and the notes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// False for members of a team, so that they come first when sorted.
    is_without_team: bool,
    respondent: Respondent,
    answers: Vec<Option<Answer>>,
    /// Sorted.
    notes: Vec<(QuestionIndex, String)>,
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
        let note = |index| Some((index, response.note(index)?.to_owned()));
        let notes: Vec<_> = questions().filter_map(note).collect();
        self.add_answers(&response.respondent, &answers, &notes);
    }

    /// Counts one more respondent by the answers, in the questionnaire's order, and the notes.
    pub(crate) fn add_answers(
        &mut self,
        respondent: &Respondent,
        answers: &[Option<Answer>],
        notes: &[(QuestionIndex, String)],
    ) {
        let group = self.group(respondent.team);
        for (votes, answer) in self.votes.iter_mut().zip(answers) {
            votes[group].add(*answer);
        }
        self.hear(respondent.name.as_deref());
        self.count_respondents(group, 1);
        if let Some(kept) = &mut self.kept {
            let mut notes = notes.to_vec();
            notes.sort();
            kept.named.push(Named {
                is_without_team: respondent.team.is_none(),
                respondent: respondent.clone(),
                answers: answers.to_vec(),
                notes,
            });
        }
    }

    /// Notes the day of an answer.
    pub(crate) fn add_date(&mut self, date: Date) {
        self.latest = self.latest.max(Some(date));
    }

    /// Adds what was tallied elsewhere. Who answered is not known then.
    pub(crate) fn add_counts(&mut self, counts: &TeamCounts) {
        let group = self.group(counts.team);
        for (votes, more) in self.votes.iter_mut().zip(&counts.votes) {
            votes[group].merge(*more);
        }
        // Where nobody is expected, it is known that nobody is missing.
        self.heard = self.heard.take().filter(Vec::is_empty);
        self.count_respondents(group, counts.respondents);
        if let Some(kept) = &mut self.kept {
            kept.has_counts = true;
        }
    }

    /// Keeps a note that came with counts.
    pub(crate) fn add_note(&mut self, question: QuestionIndex, writer: &Respondent, text: &str) {
        if let Some(kept) = &mut self.kept {
            let note = Note {
                writer: writer.clone(),
                position: None,
                text: text.to_owned(),
            };
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
            heard[person.position()] = true;
        }
    }

    /// What follows from the answers and from what the meeting decided about them.
    pub(crate) fn assess(mut self, decisions: &Decisions, privacy: Privacy) -> Assessment<'q> {
        let privacy = self.possible(privacy);
        if let Some(kept) = &mut self.kept {
            kept.named.sort();
            kept.loose_notes.sort_by_key(|(question, _)| *question);
        }
        let needs = self
            .questionnaire
            .questions()
            .map(|(index, question)| self.need(index, question, decisions, privacy))
            .collect();
        let questionnaire = self.questionnaire;
        let respondents = self.into_respondents(privacy);
        Assessment::new(questionnaire, respondents, needs, privacy)
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

    fn need(
        &self,
        index: QuestionIndex,
        question: &'q Question,
        decisions: &Decisions,
        privacy: Privacy,
    ) -> Need<'q> {
        let groups = self.groups(index, privacy);
        let decision = decisions.get(index).cloned();
        let judgement = match &decision {
            Some(decision) => Judgement::of_decision(decision, question),
            None => Judgement::of_votes(&groups, question, self.questionnaire.consensus()),
        };
        let named = self.kept.as_ref().and_then(|kept| kept.all(privacy));
        let answer = |named: &Named| named.answers[index.position()];
        Need {
            index,
            question,
            status: judgement.status,
            answer: judgement.answer,
            lead: judgement.lead,
            votes: sum(&self.votes[index.position()]),
            distance: status::distance(&groups),
            groups,
            notes: self.kept.as_ref().map(|kept| kept.notes(index, privacy)),
            answers: named.map(|named| named.iter().map(answer).collect()),
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

    fn into_respondents(mut self, privacy: Privacy) -> Respondents {
        let without_team = self.respondents.pop().unwrap_or_default();
        let is_absent = |count: &u64| *count == 0 && self.count > 1 && without_team < self.count;
        let teams = self.questionnaire.teams().zip(&self.respondents);
        let absent = teams
            .filter(|(_, count)| is_absent(count))
            .map(|((team, _), _)| team);
        let people = self.questionnaire.people();
        let heard = self.heard.filter(|_| privacy == Privacy::Named);
        let named = self.kept.as_ref().and_then(|kept| kept.all(privacy));
        let respondent = |named: &Named| named.respondent.clone();
        Respondents {
            count: self.count,
            latest: self.latest,
            absent: absent.collect(),
            missing: heard.map(|heard| {
                let people = people.zip(heard).filter(|(_, heard)| !heard);
                people.map(|((person, _), _)| person).collect()
            }),
            who: named.map(|named| named.iter().map(respondent).collect()),
            teams: self.respondents,
            without_team,
        }
    }
}

impl Kept {
    /// All who answered, if they are known and may be named.
    fn all(&self, privacy: Privacy) -> Option<&[Named]> {
        let may_be_named = privacy == Privacy::Named && !self.has_counts;
        may_be_named.then_some(&self.named)
    }

    /// The notes on a question, in the order of [`Need::notes`].
    fn notes(&self, question: QuestionIndex, privacy: Privacy) -> Vec<Note> {
        let loose = on(question, &self.loose_notes).iter();
        let named = self.named.iter().enumerate();
        let mut notes: Vec<Note> = named
            .flat_map(|(position, named)| named.notes_on(question, position))
            .chain(loose.map(|(_, note)| note.clone()))
            .collect();
        let is_ordered = self.all(privacy).is_some();
        for note in &mut notes {
            note.position = note.position.filter(|_| is_ordered);
            if privacy != Privacy::Named {
                note.writer = Respondent::default();
            }
        }
        notes.sort_by(|a, b| a.order().cmp(&b.order()));
        notes
    }
}

impl Named {
    fn notes_on(&self, question: QuestionIndex, position: usize) -> impl Iterator<Item = Note> {
        on(question, &self.notes).iter().map(move |(_, text)| Note {
            writer: self.respondent.clone(),
            position: Some(position),
            text: text.clone(),
        })
    }
}

impl Note {
    fn order(&self) -> (bool, &Respondent, &str) {
        (self.writer.team.is_none(), &self.writer, &self.text)
    }
}

/// The part of a list, sorted by question, that is on this one.
fn on<T>(question: QuestionIndex, sorted: &[(QuestionIndex, T)]) -> &[(QuestionIndex, T)] {
    let start = sorted.partition_point(|(of, _)| *of < question);
    let length = sorted[start..].partition_point(|(of, _)| *of == question);
    &sorted[start..start + length]
}

fn sum(votes: &[Votes]) -> Votes {
    votes.iter().fold(Votes::default(), |mut sum, votes| {
        sum.merge(*votes);
        sum
    })
}
