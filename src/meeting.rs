//! The meeting: one item of the agenda after the other, what is decided on it, who sees to it, by
//! when, and how that will be seen. A state machine like the [interview](crate::interview): it
//! knows neither keys nor screens, and what is being typed belongs to whoever shows it.

mod date;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::{
    decision::{Decision, Decisions},
    interview::{Command, Keeping, Outcome, expected},
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Position},
    text::one_line,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Whether we need it.
    Item(QuestionIndex),
    /// Who sees to it.
    Owner(QuestionIndex),
    /// Until when.
    By(QuestionIndex),
    /// How we will see that it worked.
    Promise(QuestionIndex),
    /// The whole agenda, to accept or to change.
    Review,
    /// Whether to keep the decisions before leaving, or to stay.
    Leaving,
    /// Whether to keep the decisions, when all is done.
    Keeping,
    FileName,
}

#[derive(Debug, Clone)]
pub(crate) struct Meeting<'q> {
    pub(crate) questionnaire: &'q Questionnaire,
    pub(crate) agenda: Vec<QuestionIndex>,
    pub(crate) decisions: Decisions,
    first: Decisions,
    /// What was decided on items that were put off again.
    put_off: Decisions,
    /// The team that was chosen to lead the item that is open.
    chosen: Option<(QuestionIndex, TeamIndex)>,
    pub(crate) step: Step,
    /// Where leaving was asked for, to go back to.
    before: Step,
    /// Whether the item was opened from the review, and goes back to it.
    changing: bool,
    pub(crate) keeping: Keeping,
    /// Whether it is over once the decisions are kept, and not left.
    is_over: bool,
    today: Date,
}

impl<'q> Meeting<'q> {
    /// A meeting on the agenda that begins with the first item on which nothing is decided. `today`
    /// is what "in 2 weeks" counts from.
    pub(crate) fn new(
        questionnaire: &'q Questionnaire,
        agenda: Vec<QuestionIndex>,
        decisions: Decisions,
        keeping: Keeping,
        today: Date,
    ) -> Self {
        let is_open = |item: &&QuestionIndex| !decisions.contains_key(*item);
        let first = agenda.iter().find(is_open).copied();
        let step = first.map_or(Step::Review, Step::Item);
        Self {
            questionnaire,
            agenda,
            first: decisions.clone(),
            decisions,
            put_off: Decisions::new(),
            chosen: None,
            step,
            before: step,
            changing: false,
            keeping,
            is_over: false,
            today,
        }
    }

    /// What becomes of the decisions. There is nothing to lose as long as nothing has changed.
    pub(crate) fn keeping(&self) -> Keeping {
        match self.keeping {
            Keeping::Nowhere if self.decisions == self.first => Keeping::Saved,
            keeping => keeping,
        }
    }

    pub(crate) fn decided(&self) -> usize {
        self.agenda.iter().filter(|item| self.decisions.contains_key(item)).count()
    }

    /// Takes a command. One that makes no sense at this step changes nothing.
    pub(crate) fn take(&mut self, command: Command) -> Outcome {
        match (self.step, command) {
            (_, Command::Back) => self.back(),
            (_, Command::Leave) => return self.leave(),
            (Step::Item(item), Command::Answer(answer)) => return self.answer(item, answer),
            (Step::Item(item), Command::Team(row)) => {
                let team = self.questionnaire.teams().nth(row);
                self.chosen = team.map(|(team, _)| (item, team));
            }
            (_, Command::Text(text)) => return self.text(text.trim()),
            (Step::Review, Command::Open(row)) => self.open(row),
            (Step::Review, Command::Accept) => return self.accept(),
            (Step::Leaving | Step::Keeping, Command::Keep) => self.step = Step::FileName,
            (Step::Leaving, Command::Discard) => return Outcome::Left,
            (Step::Keeping, Command::Discard) => return Outcome::Done,
            _ => {}
        }
        Outcome::Going
    }

    /// The team that leads an item if it is needed.
    pub(crate) fn lead(&self, item: QuestionIndex) -> TeamIndex {
        let chosen = self.chosen.filter(|(of, _)| *of == item).map(|(_, team)| team);
        let decided = || self.decisions.get(&item)?.lead;
        chosen.or_else(decided).unwrap_or(self.questionnaire[item].lead)
    }

    fn answer(&mut self, item: QuestionIndex, answer: Answer) -> Outcome {
        match answer {
            Answer::Yes => self.decide(item, Position::Yes),
            Answer::No => self.decide(item, Position::No),
            Answer::Unsure => self.put_off(item),
        }
    }

    /// What is not needed has nobody who sees to it; what is gets an owner, a date and a promise.
    fn decide(&mut self, item: QuestionIndex, answer: Position) -> Outcome {
        let known = self.decisions.get(&item).or(self.put_off.get(&item));
        let known = known.cloned().unwrap_or(Decision::new(answer));
        let mut decision = Decision { answer, ..known };
        match answer {
            Position::Yes => {
                let own = self.questionnaire[item].lead;
                decision.lead = Some(self.lead(item)).filter(|team| *team != own);
                self.step = Step::Owner(item);
            }
            Position::No => self.next(item),
        }
        self.decisions.insert(item, decision);
        Outcome::Changed
    }

    fn put_off(&mut self, item: QuestionIndex) -> Outcome {
        self.next(item);
        let Some(decision) = self.decisions.remove(&item) else {
            return Outcome::Going;
        };
        self.put_off.insert(item, decision);
        Outcome::Changed
    }

    fn text(&mut self, text: &str) -> Outcome {
        let given = Some(text.to_owned()).filter(|text| !text.is_empty());
        match self.step {
            Step::Owner(item) => match expected(self.questionnaire, text) {
                Ok(person) => {
                    self.step = Step::By(item);
                    let owner = person.map(|person| person.name.clone()).or(given);
                    self.change(item, |decision| decision.owner = owner)
                }
                Err(outcome) => outcome,
            },
            Step::By(item) => match date::read(text, self.today) {
                None if given.is_some() => Outcome::Refused(format!(
                    "{} is no date; try 2026-12-15, 15 dec, friday or in 2 weeks",
                    one_line(text)
                )),
                by => {
                    self.step = Step::Promise(item);
                    self.change(item, |decision| decision.by = by)
                }
            },
            Step::Promise(item) => {
                self.next(item);
                self.change(item, |decision| decision.promise = given)
            }
            Step::FileName => {
                given.map_or(Outcome::Going, |file| Outcome::SaveAs { file, is_over: self.is_over })
            }
            _ => Outcome::Going,
        }
    }

    fn change(&mut self, item: QuestionIndex, change: impl FnOnce(&mut Decision)) -> Outcome {
        let Some(decision) = self.decisions.get_mut(&item) else {
            return Outcome::Going;
        };
        change(decision);
        Outcome::Changed
    }

    /// Goes to the item below; to the review behind the last, or where the item came from there.
    fn next(&mut self, item: QuestionIndex) {
        self.step = match self.changing {
            true => Step::Review,
            false => self.item_in(self.row(item) + 1),
        };
    }

    /// The item in a row of the agenda; the review behind the last.
    fn item_in(&self, row: usize) -> Step {
        self.agenda.get(row).map_or(Step::Review, |item| Step::Item(*item))
    }

    pub(crate) fn row(&self, item: QuestionIndex) -> usize {
        self.agenda.iter().take_while(|other| **other != item).count()
    }

    fn open(&mut self, row: usize) {
        self.step = self.item_in(row);
        self.changing = true;
    }

    fn back(&mut self) {
        self.step = match self.step {
            Step::Item(_) if self.changing => Step::Review,
            Step::Item(item) => self.item_in(self.row(item).saturating_sub(1)),
            Step::Owner(item) => Step::Item(item),
            Step::By(item) => Step::Owner(item),
            Step::Promise(item) => Step::By(item),
            Step::Review => {
                self.changing = false;
                self.item_in(self.agenda.len().saturating_sub(1))
            }
            Step::Leaving => self.before,
            Step::Keeping => Step::Review,
            Step::FileName if self.is_over => Step::Keeping,
            Step::FileName => Step::Leaving,
        };
    }

    /// Leaves at once if there is nothing to lose, and asks first otherwise.
    fn leave(&mut self) -> Outcome {
        if self.decided() == 0 {
            return Outcome::Left;
        }
        self.is_over = false;
        self.before = self.step;
        self.step = Step::Leaving;
        Outcome::Going
    }

    fn accept(&mut self) -> Outcome {
        if self.keeping() == Keeping::Saved || self.decided() == 0 {
            return Outcome::Done;
        }
        self.is_over = true;
        self.step = Step::Keeping;
        Outcome::Going
    }
}
