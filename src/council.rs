//! The council: responses put together, and what follows from them.
//!
//! A [`Tally`] is a fold over responses that keeps counts, not responses, so it stays as small as
//! the questionnaire however many answered. [`Tally::assess`] turns it into an [`Assessment`], the
//! finished answer that every report shows. One respondent is a council of one.
//!
//! Everything is counted in integers; a figure becomes a floating-point number with its last
//! division, in [`Ratio::value`].

use std::{cmp::Ordering, collections::HashMap};

use crate::{
    problem::Fault,
    questionnaire::{Consensus, Question, QuestionIndex, Questionnaire, Team, TeamIndex},
    response::{Answer, Respondent, Response, Stance},
};

/// Up to how many respondents the report says by name who said what.
pub const NAMED_AT_MOST: u64 = 12;

/// How often each answer was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Votes {
    /// For yes.
    pub yes: u64,
    /// For no.
    pub no: u64,
    /// For neither.
    pub unsure: u64,
}

impl Votes {
    /// Counts one more answer.
    pub fn add(&mut self, answer: Answer) {
        match answer {
            Answer::Yes => self.yes += 1,
            Answer::No => self.no += 1,
            Answer::Unsure => self.unsure += 1,
        }
    }

    /// How many took a position.
    pub const fn decided(self) -> u64 {
        self.yes + self.no
    }

    /// How many there are.
    pub const fn all(self) -> u64 {
        self.decided() + self.unsure
    }

    fn merge(&mut self, other: Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.unsure += other.unsure;
    }

    /// Agreed, disputed or open: open while no more than half took a position, agreed from the
    /// consensus on.
    pub fn status(self, consensus: Consensus) -> Status {
        let decided = u128::from(self.decided());
        if 2 * decided <= u128::from(self.all()) {
            Status::Open
        } else if 100 * u128::from(self.yes.max(self.no))
            >= u128::from(consensus.percent()) * decided
        {
            Status::Agreed
        } else {
            Status::Disputed
        }
    }

    /// The majority's answer; none where no more than half took a position, or for a tie.
    pub fn verdict(self) -> Option<Verdict> {
        if 2 * u128::from(self.decided()) <= u128::from(self.all()) {
            return None;
        }
        match self.yes.cmp(&self.no) {
            Ordering::Greater => Some(Verdict::Yes),
            Ordering::Less => Some(Verdict::No),
            Ordering::Equal => None,
        }
    }

    /// The chance that two who took a position said the same; none with fewer than two of them.
    ///
    /// `(y(y-1) + n(n-1)) / (d(d-1))`, the agreement on one subject of Fleiss, "Measuring nominal
    /// scale agreement among many raters", Psychological Bulletin 76 (1971), for two categories.
    pub fn agreement(self) -> Option<Ratio> {
        let pairs = |n: u64| u128::from(n) * u128::from(n.saturating_sub(1));
        Ratio::new(pairs(self.yes) + pairs(self.no), pairs(self.decided()))
    }

    /// The share of yes among those who took a position; none if nobody did.
    fn share_of_yes(self) -> Option<Ratio> {
        Ratio::new(self.yes.into(), self.decided().into())
    }
}

/// A fraction from 0 to 1, exact until [`Ratio::value`] divides.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

impl Ratio {
    /// The fraction; none if it would divide by zero.
    pub const fn new(numerator: u128, denominator: u128) -> Option<Self> {
        if denominator == 0 {
            None
        } else {
            Some(Self {
                numerator,
                denominator,
            })
        }
    }

    /// The fraction as the nearest floating-point number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count past 2^53 is not of this world"
    )]
    pub fn value(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The fraction in hundredths, rounded half up, for people.
    pub const fn percent(self) -> u128 {
        (200 * self.numerator + self.denominator) / (2 * self.denominator)
    }

    /// What is left when a smaller fraction is taken away.
    const fn minus(self, smaller: Self) -> Self {
        Self {
            numerator: self.numerator * smaller.denominator - smaller.numerator * self.denominator,
            denominator: self.denominator * smaller.denominator,
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

/// Whether those who took a position on a need are at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// As many as the consensus asks for say the same.
    Agreed,
    /// They do not.
    Disputed,
    /// No more than half took a position.
    Open,
}

impl Status {
    /// The word that files and people have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Disputed => "disputed",
            Self::Open => "open",
        }
    }
}

/// The council's answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// We need this.
    Yes,
    /// We do not.
    No,
}

impl Verdict {
    /// The word that files and people have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

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
pub struct Roll(HashMap<String, String>);

impl Roll {
    /// Enters a name with the place where it answered.
    ///
    /// # Errors
    ///
    /// The fault of a name that has answered already, with the place where it did.
    pub fn enter(&mut self, name: &str, place: &str) -> Result<(), Fault> {
        match self.0.get(name) {
            Some(first) => Err(Fault::NameTwice {
                name: name.to_owned(),
                first: first.clone(),
            }),
            None => {
                self.0.insert(name.to_owned(), place.to_owned());
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

/// A respondent's note on a need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Who wrote it, if that is known and may be said.
    pub name: Option<String>,
    /// The note.
    pub note: String,
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

    /// The questionnaire that was answered.
    pub const fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
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

/// The largest minus the smallest share of yes among the teams that took a position; none with
/// fewer than two such teams.
fn gap(by_team: &[Votes]) -> Option<Ratio> {
    let shares: Vec<Ratio> = by_team
        .iter()
        .filter_map(|votes| votes.share_of_yes())
        .collect();
    let largest = shares.iter().max()?;
    let smallest = shares.iter().min()?;
    (shares.len() >= 2).then(|| largest.minus(*smallest))
}

/// Who said what to one question: every stance somebody took, with the names.
fn sides(voices: &[Voice], index: QuestionIndex) -> Vec<Side> {
    [
        Stance::Given(Answer::Yes),
        Stance::Given(Answer::No),
        Stance::Given(Answer::Unsure),
        Stance::NoAnswer,
    ]
    .into_iter()
    .map(|stance| Side {
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

/// What the council says, ready to be shown in any format.
#[derive(Debug, Clone)]
pub struct Assessment<'q> {
    /// What was asked.
    pub questionnaire: &'q Questionnaire,
    /// How many answered.
    pub respondents: Respondents,
    /// The needs, in the questionnaire's order.
    pub needs: Vec<Need<'q>>,
    /// The whole council in a few figures.
    pub summary: Summary,
    /// What to talk over, in order.
    pub agenda: Vec<QuestionIndex>,
}

/// How many answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondents {
    /// All of them.
    pub count: u64,
    /// By team, in the questionnaire's order; whoever has no team is in none.
    pub teams: Vec<u64>,
}

/// What the council says to one question.
#[derive(Debug, Clone)]
pub struct Need<'q> {
    /// Which question.
    pub index: QuestionIndex,
    /// The question.
    pub question: &'q Question,
    /// Whether they are at one.
    pub status: Status,
    /// The council's answer, if it has one.
    pub verdict: Option<Verdict>,
    /// The team that takes the need on now.
    pub lead: Option<TeamIndex>,
    /// All the votes.
    pub votes: Votes,
    /// The votes by team, in the questionnaire's order.
    pub by_team: Vec<Votes>,
    /// The chance that two who took a position said the same.
    pub agreement: Option<Ratio>,
    /// How far apart the teams are.
    pub gap: Option<Ratio>,
    /// The notes, by name.
    pub notes: Vec<Note>,
    /// Who said what; none where they are too many to name.
    pub sides: Option<Vec<Side>>,
}

/// Those who said the same to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What they said.
    pub stance: Stance,
    /// Their names; none for somebody who gave no name.
    pub names: Vec<Option<String>>,
}

/// The whole council in a few figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The team that takes the reins; none if they are balanced.
    pub lead: Option<TeamIndex>,
    /// The mean of the needs' agreements, from 0 to 1; none if no need has one.
    pub agreement: Option<f64>,
    /// Each team's part, in the questionnaire's order.
    pub teams: Vec<Part>,
    /// How many needs are agreed.
    pub agreed: usize,
    /// How many are disputed.
    pub disputed: usize,
    /// How many are open.
    pub open: usize,
}

/// A team's part in the needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// Needs that it leads now.
    pub leads: usize,
    /// Needs of its own without an answer.
    pub undecided: usize,
    /// Needs of its own.
    pub of: usize,
}

impl Summary {
    fn of(needs: &[Need<'_>], questionnaire: &Questionnaire) -> Self {
        let teams: Vec<Part> = questionnaire
            .teams()
            .map(|(team, _)| Part::of(needs, team))
            .collect();
        let count = |status| needs.iter().filter(|need| need.status == status).count();
        Self {
            lead: leader(&teams, questionnaire),
            agreement: mean(needs.iter().filter_map(|need| need.agreement)),
            agreed: count(Status::Agreed),
            disputed: count(Status::Disputed),
            open: count(Status::Open),
            teams,
        }
    }

    /// How many needs have no answer, whoever would lead them.
    pub fn undecided(&self) -> usize {
        self.teams.iter().map(|part| part.undecided).sum()
    }
}

impl Part {
    fn of(needs: &[Need<'_>], team: TeamIndex) -> Self {
        let own: Vec<_> = needs
            .iter()
            .filter(|need| need.question.lead == team)
            .collect();
        Self {
            leads: own.iter().filter(|need| need.lead.is_some()).count(),
            undecided: own.iter().filter(|need| need.verdict.is_none()).count(),
            of: own.len(),
        }
    }
}

/// The one team with most leads; a tie, or no lead at all, is nobody.
fn leader(parts: &[Part], questionnaire: &Questionnaire) -> Option<TeamIndex> {
    let most = parts
        .iter()
        .map(|part| part.leads)
        .max()
        .filter(|most| *most > 0)?;
    let mut leaders = questionnaire
        .teams()
        .zip(parts)
        .filter(|(_, part)| part.leads == most);
    match (leaders.next(), leaders.next()) {
        (Some(((team, _), _)), None) => Some(team),
        _ => None,
    }
}

/// The mean of the fractions, each divided once; none of none.
#[expect(
    clippy::cast_precision_loss,
    reason = "there are at most 1,000 questions"
)]
fn mean(ratios: impl Iterator<Item = Ratio>) -> Option<f64> {
    let values: Vec<f64> = ratios.map(Ratio::value).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Disputed needs, then open ones; within each the least agreement first, those without one
/// last, then the questionnaire's order.
fn agenda(needs: &[Need<'_>]) -> Vec<QuestionIndex> {
    let mut talk: Vec<_> = needs
        .iter()
        .filter(|need| need.status != Status::Agreed)
        .collect();
    talk.sort_by_key(|need| {
        (
            need.status == Status::Open,
            need.agreement.is_none(),
            need.agreement,
        )
    });
    talk.into_iter().map(|need| need.index).collect()
}

impl<'q> Assessment<'q> {
    /// The need that a question asks for.
    pub fn need(&self, index: QuestionIndex) -> &Need<'q> {
        &self.needs[index.position()]
    }

    /// A team of the questionnaire.
    pub fn team(&self, team: TeamIndex) -> &'q Team {
        &self.questionnaire[team]
    }

    /// Whether only one answered, so that there is nothing to compare.
    pub const fn is_of_one(&self) -> bool {
        self.respondents.count == 1
    }

    /// Whether any need has this status.
    pub fn has(&self, status: Status) -> bool {
        self.needs.iter().any(|need| need.status == status)
    }
}
