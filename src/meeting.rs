//! The meeting: one item of the agenda after the other, what is decided on it, who sees to it, by
//! when, and how that will be seen. A state machine like the [interview](crate::interview): it
//! knows neither keys nor screens, and what is being typed belongs to whoever shows it.

mod date;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::{
    decision::{Decision, Decisions},
    interview::{Command, Outcome, expected},
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
    /// What was decided on items that were put off again.
    put_off: Decisions,
    /// The team that was chosen to lead the item that is open.
    chosen: Option<(QuestionIndex, TeamIndex)>,
    pub(crate) step: Step,
    /// The steps to go back to first. Where there are none, items follow their order.
    before: Vec<Step>,
    today: Date,
}

impl<'q> Meeting<'q> {
    /// A meeting on the agenda that begins with the first item on which nothing is decided. `today`
    /// is what "in 2 weeks" counts from.
    pub(crate) fn new(
        questionnaire: &'q Questionnaire,
        agenda: Vec<QuestionIndex>,
        decisions: Decisions,
        today: Date,
    ) -> Self {
        let open = agenda.iter().find(|item| !decisions.contains_key(*item));
        Self {
            questionnaire,
            step: open.map_or(Step::Review, |item| Step::Item(*item)),
            agenda,
            decisions,
            put_off: Decisions::new(),
            chosen: None,
            before: Vec::new(),
            today,
        }
    }

    pub(crate) fn decided(&self) -> usize {
        self.agenda.iter().filter(|item| self.decisions.contains_key(item)).count()
    }

    /// Takes a command, about a row where rows are listed. One that makes no sense at this step
    /// changes nothing.
    pub(crate) fn take(&mut self, command: Command, row: usize) -> Outcome {
        match (self.step, command) {
            (_, Command::Back) => self.back(),
            // Without anything to lose there is nothing to ask.
            (_, Command::Leave) if self.decided() == 0 => Outcome::Left,
            (_, Command::Leave) => self.go(Step::Leaving),
            (Step::Item(item), Command::Answer(Answer::Unsure)) => self.put_off(item),
            (Step::Item(item), Command::Answer(Answer::Yes)) => self.decide(item, Position::Yes),
            (Step::Item(item), Command::Answer(Answer::No)) => self.decide(item, Position::No),
            (Step::Item(item), Command::Team) => self.choose_next_team(item),
            (_, Command::Text(text)) => self.text(text.trim()),
            (Step::Review, Command::Open) => match self.agenda.get(row) {
                Some(item) => self.go(Step::Item(*item)),
                None => Outcome::Going,
            },
            (Step::Review, Command::Keep) => self.go(Step::Keeping),
            (Step::Leaving | Step::Keeping, Command::Keep) => self.go(Step::FileName),
            (Step::Leaving, Command::Discard) => Outcome::Left,
            (Step::Review, Command::Accept) | (Step::Keeping, Command::Discard) => Outcome::Done,
            _ => Outcome::Going,
        }
    }

    fn go(&mut self, step: Step) -> Outcome {
        self.before.push(self.step);
        self.step = step;
        Outcome::Going
    }

    fn back(&mut self) -> Outcome {
        self.step = self.before.pop().unwrap_or(match self.step {
            Step::Item(item) => self.item_in(self.row(item).saturating_sub(1)),
            Step::Review => self.item_in(self.agenda.len().saturating_sub(1)),
            step => step,
        });
        Outcome::Going
    }

    /// The team that leads an item if it is needed.
    pub(crate) fn lead(&self, item: QuestionIndex) -> TeamIndex {
        let chosen = self.chosen.filter(|(of, _)| *of == item).map(|(_, team)| team);
        let decided = || self.decisions.get(&item)?.lead;
        chosen.or_else(decided).unwrap_or(self.questionnaire[item].lead)
    }

    fn choose_next_team(&mut self, item: QuestionIndex) -> Outcome {
        let mut teams = self.questionnaire.teams();
        let next = (self.lead(item).position() + 1) % teams.len();
        self.chosen = teams.nth(next).map(|(team, _)| (item, team));
        Outcome::Going
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
                self.go(Step::Owner(item));
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
        match (self.step, given) {
            (Step::Owner(item), given) => match expected(self.questionnaire, text) {
                Ok(person) => {
                    self.go(Step::By(item));
                    let owner = person.map(|person| person.name.clone()).or(given);
                    self.change(item, |decision| decision.owner = owner)
                }
                Err(why) => Outcome::Refused(why),
            },
            (Step::By(item), given) => match date::read(text, self.today) {
                None if given.is_some() => Outcome::Refused(format!(
                    "{} is no date; try 2026-12-15, 15 dec, friday or in 2 weeks",
                    one_line(text)
                )),
                by => {
                    self.go(Step::Promise(item));
                    self.change(item, |decision| decision.by = by)
                }
            },
            (Step::Promise(item), given) => {
                self.next(item);
                self.change(item, |decision| decision.promise = given)
            }
            (Step::FileName, Some(file)) => {
                Outcome::SaveAs { file, is_over: !self.before.contains(&Step::Leaving) }
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
        self.step = match self.before.contains(&Step::Review) {
            true => Step::Review,
            false => self.item_in(self.row(item) + 1),
        };
        self.before.clear();
    }

    /// The item in a row of the agenda; the review behind the last.
    fn item_in(&self, row: usize) -> Step {
        self.agenda.get(row).map_or(Step::Review, |item| Step::Item(*item))
    }

    pub(crate) fn row(&self, item: QuestionIndex) -> usize {
        self.agenda.iter().take_while(|other| **other != item).count()
    }
}
