//! The questions of the council and the teams that may lead.
//!
//! A [`Questionnaire`] is valid by construction: the one way to get one is
//! [`Questionnaire::read`], which checks `questions.yaml` as a whole. Inside the program a team or
//! a question is an index that only a questionnaire hands out, so it always resolves.

pub(crate) mod schema;
mod words;
mod yaml;

pub(crate) use words::Words;

use std::ops::Index;

use crate::{
    diagnostic::{Diagnostics, SourceText},
    text::fold,
};

/// The questionnaire that is compiled in: the repository's own `questions.yaml`.
pub(crate) const BUILT_IN: &str = include_str!("../questions.yaml");

/// The file that is looked for in the current directory.
pub(crate) const FILE_NAME: &str = "questions.yaml";

/// The most questions a questionnaire may ask.
pub(crate) const QUESTIONS_AT_MOST: usize = 1000;

/// What is asked, of whom, and from when on a need counts as agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Questionnaire {
    title: String,
    language: Option<String>,
    consensus: Consensus,
    teams: Vec<Team>,
    people: Vec<Person>,
    words: Words,
    questions: Vec<Question>,
}

/// How many of those who took a position must say the same for a need to be agreed: a percentage
/// from 51 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Consensus(u8);

impl Consensus {
    /// The percentage, if it is one from 51 to 100.
    pub(crate) const fn new(percent: u8) -> Option<Self> {
        match percent {
            51..=100 => Some(Self(percent)),
            _ => None,
        }
    }

    /// The percentage.
    pub(crate) const fn percent(self) -> u8 {
        self.0
    }
}

impl Default for Consensus {
    fn default() -> Self {
        Self(75)
    }
}

/// A team that may take a need on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Team {
    /// What files call it.
    pub(crate) id: String,
    /// What people call it.
    pub(crate) label: String,
}

/// Somebody who is expected to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) team: TeamIndex,
}

/// One question, which asks for one need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// What answers and history hang on.
    pub(crate) id: String,
    /// The id that it had in earlier councils.
    pub(crate) was: Option<String>,
    /// The need in two or three words.
    pub(crate) need: String,
    /// The question as it is asked.
    pub(crate) question: String,
    /// The team that takes the need on.
    pub(crate) lead: TeamIndex,
    /// What helps to answer it.
    pub(crate) help: Option<String>,
}

/// A team of a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TeamIndex(usize);

impl TeamIndex {
    /// The team's position in the questionnaire, from 0.
    pub(crate) const fn position(self) -> usize {
        self.0
    }
}

/// A person of a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PersonIndex(usize);

impl PersonIndex {
    /// The person's position in the questionnaire, from 0.
    pub(crate) const fn position(self) -> usize {
        self.0
    }
}

/// A question of a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct QuestionIndex(usize);

impl QuestionIndex {
    /// The question's position in the questionnaire, from 0.
    pub(crate) const fn position(self) -> usize {
        self.0
    }
}

impl Questionnaire {
    /// Reads the text of a `questions.yaml`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with its place.
    pub(crate) fn read(text: &SourceText) -> Result<Self, Diagnostics> {
        yaml::read(text)
    }

    /// The questionnaire that is compiled in.
    ///
    /// # Errors
    ///
    /// None in a program whose tests pass; the type is that of [`Questionnaire::read`].
    pub(crate) fn built_in() -> Result<Self, Diagnostics> {
        Self::read(&SourceText::new("the built-in questionnaire", BUILT_IN))
    }

    /// What the council is about.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// The language of its texts, a BCP 47 tag.
    pub(crate) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// What counts as an answer in files, and what people see.
    pub(crate) const fn words(&self) -> &Words {
        &self.words
    }

    /// Who is expected to answer; nobody in particular where it is empty.
    pub(crate) fn people(&self) -> impl ExactSizeIterator<Item = (PersonIndex, &Person)> {
        let people = self.people.iter().enumerate();
        people.map(|(index, person)| (PersonIndex(index), person))
    }

    /// The expected person of this name; white space, case and the form of Unicode aside.
    pub(crate) fn person(&self, name: &str) -> Option<PersonIndex> {
        let name = fold(name);
        let position = self
            .people
            .iter()
            .position(|person| fold(&person.name) == name);
        position.map(PersonIndex)
    }

    /// From when on a need counts as agreed.
    pub(crate) const fn consensus(&self) -> Consensus {
        self.consensus
    }

    /// The teams, in the questionnaire's order; two or more.
    pub(crate) fn teams(&self) -> impl ExactSizeIterator<Item = (TeamIndex, &Team)> {
        self.teams
            .iter()
            .enumerate()
            .map(|(index, team)| (TeamIndex(index), team))
    }

    /// The questions in the order in which they are asked; one or more.
    pub(crate) fn questions(
        &self,
    ) -> impl DoubleEndedIterator<Item = (QuestionIndex, &Question)> + ExactSizeIterator {
        self.questions
            .iter()
            .enumerate()
            .map(|(index, question)| (QuestionIndex(index), question))
    }

    /// The question with this id.
    pub(crate) fn question(&self, id: &str) -> Option<QuestionIndex> {
        self.questions
            .iter()
            .position(|question| question.id == id)
            .map(QuestionIndex)
    }

    /// The question at a position, counted from 0.
    pub(crate) fn question_at(&self, position: usize) -> Option<QuestionIndex> {
        (position < self.questions.len()).then_some(QuestionIndex(position))
    }

    /// The team with this id, or with this label in any case.
    pub(crate) fn team(&self, name: &str) -> Option<TeamIndex> {
        let by_id = self.teams.iter().position(|team| team.id == name);
        let label = name.to_lowercase();
        by_id
            .or_else(|| {
                self.teams
                    .iter()
                    .position(|team| team.id.to_lowercase() == label)
            })
            .or_else(|| {
                self.teams
                    .iter()
                    .position(|team| team.label.to_lowercase() == label)
            })
            .map(TeamIndex)
    }
}

impl Index<TeamIndex> for Questionnaire {
    type Output = Team;

    fn index(&self, team: TeamIndex) -> &Team {
        &self.teams[team.0]
    }
}

impl Index<PersonIndex> for Questionnaire {
    type Output = Person;

    fn index(&self, person: PersonIndex) -> &Person {
        &self.people[person.0]
    }
}

impl Index<QuestionIndex> for Questionnaire {
    type Output = Question;

    fn index(&self, question: QuestionIndex) -> &Question {
        &self.questions[question.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_questionnaire_holds_and_asks_the_six() {
        let questionnaire = Questionnaire::built_in().unwrap();
        let six: Vec<_> = questionnaire
            .questions()
            .map(|(_, question)| {
                (
                    question.id.as_str(),
                    questionnaire[question.lead].id.as_str(),
                )
            })
            .collect();
        assert_eq!(
            six,
            [
                ("traffic", "marketing"),
                ("closing", "sales"),
                ("surveys", "sales"),
                ("persona-research", "marketing"),
                ("content-offers", "marketing"),
                ("mql-contact", "sales"),
            ]
        );
        assert!(
            questionnaire
                .questions()
                .all(|(_, question)| question.help.is_some())
        );
        assert_eq!(questionnaire.consensus(), Consensus::default());
    }

    #[test]
    fn a_team_goes_by_id_or_label_in_any_case() {
        let questionnaire = Questionnaire::built_in().unwrap();
        let sales = questionnaire.team("sales");
        assert!(sales.is_some());
        assert_eq!(questionnaire.team("SALES"), sales);
        assert_eq!(questionnaire.team("support"), None);
    }

    #[test]
    fn an_id_goes_before_another_teams_label() {
        let yaml = "title: Who?\nconsensus: 60\nteams: {dev: Ops, ops: Operations, qa: Quality}\n\
                    questions:\n- {id: x, need: N, question: Q, lead: qa}\n";
        let questionnaire = Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap();
        let team = |name| questionnaire.team(name).map(TeamIndex::position);
        assert_eq!(["ops", "OPS", "operations"].map(team), [Some(1); 3]);
        assert_eq!(["dev", "quality", "Q"].map(team), [Some(0), Some(2), None]);
        assert_eq!(questionnaire.title(), "Who?");
        assert_eq!(questionnaire.consensus(), Consensus(60));
    }

    #[test]
    fn a_question_goes_by_id_or_position() {
        let questionnaire = Questionnaire::built_in().unwrap();
        let closing = questionnaire.question("closing");
        assert_eq!(closing.map(QuestionIndex::position), Some(1));
        assert_eq!(questionnaire.question_at(1), closing);
        assert_eq!(questionnaire.question("Closing"), None);
        assert_eq!(
            questionnaire.question_at(5).map(QuestionIndex::position),
            Some(5)
        );
        assert_eq!(questionnaire.question_at(6), None);
    }

    #[test]
    fn consensus_is_more_than_half() {
        assert_eq!(Consensus::new(50), None);
        assert_eq!(Consensus::new(51).map(Consensus::percent), Some(51));
        assert_eq!(Consensus::new(101), None);
    }
}
