//! Responses folded into counts, and the names that answered.

mod form;

use std::collections::HashMap;

use super::{
    AnswerGroup, Assessment, NAMED_AT_MOST, Need, Note, Respondents, Summary, Verdict, Votes,
    agenda, gap,
};
use crate::{
    diagnostic::DiagnosticKind,
    questionnaire::{Question, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Respondent, Response, Stance},
};

/// Responses folded into counts.
#[derive(Debug, Clone)]
pub struct Tally<'q> {
    questionnaire: &'q Questionnaire,
    count: u64,
    /// How many of each team answered.
    teams: Vec<u64>,
    /// The votes of each question by team, the last for those without one.
    votes: Vec<Vec<Votes>>,
    notes: Vec<Vec<Note>>,
    /// Who said what, until there are too many to name.
    voices: Option<Vec<Voice>>,
}

/// The names that answered in one council, and where. A name that is there twice would be counted
/// twice, in silence.
#[derive(Debug, Default)]
pub struct SeenNames(HashMap<String, String>);

impl SeenNames {
    /// Enters a name with the place where it answered.
    ///
    /// # Errors
    ///
    /// The fault of a name that has answered already, with the place where it did.
    pub fn enter(&mut self, name: &str, span: &str) -> Result<(), DiagnosticKind> {
        // Forms are filled in by hand: a name stays the same in another case.
        match self.0.get(&name.to_lowercase()) {
            Some(first) => Err(DiagnosticKind::NameTwice {
                name: name.to_owned(),
                first: first.clone(),
            }),
            None => {
                self.0.insert(name.to_lowercase(), span.to_owned());
                Ok(())
            }
        }
    }
}

/// What one respondent said, kept while they are few enough to be named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Voice {
    name: Option<String>,
    team: Option<TeamIndex>,
    stances: Vec<Stance>,
}

impl<'q> Tally<'q> {
    /// A tally of nobody yet.
    pub fn new(questionnaire: &'q Questionnaire) -> Self {
        let questions = questionnaire.questions().len();
        let teams = questionnaire.teams().len();
        Self {
            questionnaire,
            count: 0,
            teams: vec![0; teams],
            votes: vec![vec![Votes::default(); teams + 1]; questions],
            notes: vec![Vec::new(); questions],
            voices: Some(Vec::new()),
        }
    }

    /// How many have answered.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Counts one more response.
    pub fn add(&mut self, response: &Response) {
        let stances: Vec<Stance> = self
            .questionnaire
            .questions()
            .map(|(index, _)| response[index])
            .collect();
        self.count_stances(&response.respondent, &stances);
        for (index, _) in self.questionnaire.questions() {
            if let Some(note) = response.note(index) {
                let note = Note {
                    name: response.respondent.name.clone(),
                    note: note.to_owned(),
                };
                self.notes[index.position()].push(note);
            }
        }
    }

    /// Counts one more respondent by what they said, in the questionnaire's order; there is
    /// nothing else to a row of a form.
    pub fn count_stances(&mut self, respondent: &Respondent, stances: &[Stance]) {
        self.count += 1;
        let seat = respondent
            .team
            .map_or(self.teams.len(), TeamIndex::position);
        if let Some(count) = self.teams.get_mut(seat) {
            *count += 1;
        }
        for (votes, stance) in self.votes.iter_mut().zip(stances) {
            votes[seat].add(stance.answer());
        }
        if let Some(voices) = &mut self.voices {
            let Respondent { name, team } = respondent.clone();
            voices.push(Voice {
                name,
                team,
                stances: stances.to_vec(),
            });
            self.forget_voices_of_many();
        }
    }

    fn forget_voices_of_many(&mut self) {
        if self.count > NAMED_AT_MOST {
            self.voices = None;
        }
    }

    /// Joins another tally of the same questionnaire; the order does not matter.
    pub fn merge(&mut self, other: Self) {
        self.count += other.count;
        for (count, more) in self.teams.iter_mut().zip(other.teams) {
            *count += more;
        }
        for (votes, more) in self
            .votes
            .iter_mut()
            .flatten()
            .zip(other.votes.into_iter().flatten())
        {
            votes.merge(more);
        }
        for (notes, more) in self.notes.iter_mut().zip(other.notes) {
            notes.extend(more);
        }
        self.voices = self
            .voices
            .take()
            .zip(other.voices)
            .map(|(mut voices, more)| {
                voices.extend(more);
                voices
            });
        self.forget_voices_of_many();
    }

    /// The same tally without a name anywhere.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.voices
            .iter_mut()
            .flatten()
            .for_each(|voice| voice.name = None);
        self.notes
            .iter_mut()
            .flatten()
            .for_each(|note| note.name = None);
        self
    }

    /// What follows from the answers.
    pub fn assess(mut self) -> Assessment<'q> {
        // Whoever answered, in whichever order, the assessment is the same.
        self.notes.iter_mut().for_each(|notes| notes.sort());
        if let Some(voices) = &mut self.voices {
            voices.sort();
        }
        let needs: Vec<Need<'q>> = self
            .questionnaire
            .questions()
            .map(|(index, question)| self.need(index, question))
            .collect();
        Assessment {
            questionnaire: self.questionnaire,
            respondents: Respondents {
                count: self.count,
                teams: self.teams,
            },
            summary: Summary::of(&needs, self.questionnaire),
            agenda: agenda(&needs),
            needs,
        }
    }

    fn need(&mut self, index: QuestionIndex, question: &'q Question) -> Need<'q> {
        let by_team = &self.votes[index.position()];
        let votes = by_team.iter().fold(Votes::default(), |mut sum, votes| {
            sum.merge(*votes);
            sum
        });
        let by_team = &by_team[..self.teams.len()];
        let verdict = votes.verdict();
        Need {
            index,
            question,
            status: votes.status(self.questionnaire.consensus()),
            verdict,
            lead: (verdict == Some(Verdict::Yes)).then_some(question.lead),
            votes,
            agreement: votes.agreement(),
            gap: gap(by_team),
            by_team: by_team.to_vec(),
            notes: std::mem::take(&mut self.notes[index.position()]),
            sides: self.voices.as_ref().map(|voices| sides(voices, index)),
        }
    }
}

/// Who said what to one question: every stance somebody took, with the names.
fn sides(voices: &[Voice], index: QuestionIndex) -> Vec<AnswerGroup> {
    [
        Stance::Given(Answer::Yes),
        Stance::Given(Answer::No),
        Stance::Given(Answer::Unsure),
        Stance::NoAnswer,
    ]
    .into_iter()
    .map(|stance| AnswerGroup {
        stance,
        names: voices
            .iter()
            .filter(|voice| voice.stances[index.position()] == stance)
            .map(|voice| voice.name.clone())
            .collect(),
    })
    .filter(|side| !side.names.is_empty())
    .collect()
}
