//! The meeting as a dialogue: one item of the agenda a screen, then who sees to it, by when, and
//! how that will be seen.

mod views;

use super::{
    saving::{DraftStore, Saving, not_saved, told},
    view::{Dialogue, Flow, View},
};
use crate::{
    decision::{Decision, Decisions},
    diagnostic::Diagnostic,
    interview::{Keeping, Outcome},
    meeting::{Command, Meeting, Step},
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Position},
    text::one_line,
};

/// What a meeting sees, apart from what it decides. Texts are safe to print and of one line each.
pub(crate) struct AgendaText<'q> {
    pub(crate) questionnaire: &'q Questionnaire,
    pub(crate) title: String,
    /// By question what the answers say, in a sentence, and then who said what.
    pub(crate) said: Vec<Vec<String>>,
    /// Who may be offered as owner, with the team; whoever has none comes last.
    pub(crate) people: Vec<(String, Option<TeamIndex>)>,
    /// Owner, date and promise of a decision.
    pub(crate) describe: fn(&Decision) -> String,
    /// The file's name that is offered at the end.
    pub(crate) offered_file: String,
    /// Whether every step is saved.
    pub(crate) saves: bool,
}

/// A meeting and where its decisions are kept.
pub(crate) struct Agenda<'a, 'q> {
    meeting: Meeting<'q>,
    text: AgendaText<'q>,
    saving: Saving<'a, Decisions>,
    /// What was decided at first.
    first: Decisions,
    /// The team that would lead the item that is open, where it was changed there.
    lead: Option<(QuestionIndex, TeamIndex)>,
}

impl<'a, 'q> Agenda<'a, 'q> {
    /// `warning` is what is wrong with the place where the decisions are to be kept.
    pub(crate) fn new(
        meeting: Meeting<'q>,
        text: AgendaText<'q>,
        store: &'a mut dyn DraftStore<Decisions>,
        warning: Option<&Diagnostic>,
    ) -> Self {
        Self {
            first: meeting.decisions().clone(),
            meeting,
            text,
            saving: Saving {
                store,
                not_saved: warning.map(not_saved),
            },
            lead: None,
        }
    }

    fn decision(&self, item: QuestionIndex) -> Option<&Decision> {
        self.meeting.decisions().get(item)
    }

    fn follow(&mut self, outcome: Outcome) -> Flow {
        match outcome {
            Outcome::Changed => Flow::Going(self.keep()),
            Outcome::SaveAs(name) => match self.saving.keep_as(&name, self.meeting.decisions()) {
                Ok(()) => told(self.meeting.kept()),
                Err(not_saved) => Flow::Going(Some(not_saved)),
            },
            outcome => told(outcome),
        }
    }

    /// Saves what is decided, if it is to be saved. What is as it was at first needs no saving.
    fn keep(&mut self) -> Option<String> {
        let is_as_at_first = *self.meeting.decisions() == self.first;
        let (keeping, notice) = match (self.text.saves, is_as_at_first) {
            (true, _) => self.saving.keep(self.meeting.decisions_mut()),
            (false, true) => (Keeping::Saved, None),
            (false, false) => (Keeping::Nowhere, None),
        };
        self.meeting.set_keeping(keeping);
        notice
    }

    /// The team that leads an item if it is needed.
    fn lead(&self, item: QuestionIndex) -> TeamIndex {
        let chosen = self.lead.filter(|(of, _)| *of == item);
        let decided = || self.decision(item)?.lead;
        let lead = chosen.map(|(_, lead)| lead).or_else(decided);
        lead.unwrap_or(self.text.questionnaire[item].lead)
    }

    fn label(&self, team: TeamIndex) -> String {
        one_line(&self.text.questionnaire[team].label)
    }

    /// The team below the one that leads, or the first.
    fn next_lead(&self, item: QuestionIndex) -> TeamIndex {
        let lead = self.lead(item);
        let teams = || self.text.questionnaire.teams().map(|(team, _)| team);
        let below = teams().skip_while(|team| *team != lead).nth(1);
        below.or_else(|| teams().next()).unwrap_or(lead)
    }

    /// Who may see to an item, those of the team that leads it first.
    fn owners(&self, item: QuestionIndex) -> Vec<&str> {
        let lead = self.lead(item);
        let (own, others): (Vec<_>, Vec<_>) = self
            .text
            .people
            .iter()
            .partition(|(_, team)| *team == Some(lead));
        let people = own.into_iter().chain(others);
        people.map(|(name, _)| name.as_str()).collect()
    }

    /// What a typed line stands for: a number for an owner's name, `-` for nothing.
    fn meant(&self, command: Command) -> Command {
        let step = self.meeting.step();
        let Command::Text(text) = command else {
            return command;
        };
        let number = || text.trim().parse::<usize>().ok()?.checked_sub(1);
        Command::Text(match step {
            Step::Owner(_) | Step::By(_) | Step::Promise(_) if text.trim() == "-" => String::new(),
            Step::Owner(item) => {
                let owners = self.owners(item);
                let named = number().and_then(|number| owners.get(number));
                named.map_or(text, |name| (*name).to_owned())
            }
            _ => text,
        })
    }
}

impl Dialogue for Agenda<'_, '_> {
    type Command = Command;
    type Step = Step;

    fn step(&self) -> Step {
        self.meeting.step()
    }

    fn view(&self) -> View<Command> {
        let undecided = Decision::new(Position::Yes);
        let decision = |item| self.decision(item).unwrap_or(&undecided);
        let view = match self.meeting.step() {
            Step::Item(item) => self.item(item),
            Step::Owner(item) => self.owner(item, decision(item)),
            Step::By(item) => self.by(item, decision(item)),
            Step::Promise(item) => self.promise(item, decision(item)),
            Step::Review => self.review(),
            Step::Keeping => self.keeping(),
            Step::FileName => View::file_name(self.text.offered_file.clone(), views::TEXT),
        };
        View {
            warning: self.saving.not_saved.clone(),
            ..view
        }
    }

    fn take(&mut self, command: Command) -> Flow {
        match (self.meeting.step(), self.meant(command)) {
            (Step::Item(item), Command::Lead(team)) => {
                self.lead = Some((item, team));
                Flow::Going(None)
            }
            (Step::Item(item), Command::Decide(Position::Yes)) => {
                let lead = self.lead(item);
                self.meeting.take(Command::Decide(Position::Yes));
                let outcome = self.meeting.take(Command::Lead(lead));
                self.follow(outcome)
            }
            (_, command) => {
                let outcome = self.meeting.take(command);
                self.follow(outcome)
            }
        }
    }

    fn said(&self, word: &str) -> Option<Command> {
        let answer = self.text.questionnaire.words().answer(word);
        match (self.meeting.step(), answer) {
            (Step::Item(_), Some(Answer::Yes)) => Some(Command::Decide(Position::Yes)),
            (Step::Item(_), Some(Answer::No)) => Some(Command::Decide(Position::No)),
            _ => None,
        }
    }

    fn farewell(&self) -> Option<String> {
        self.saving.store.farewell(self.meeting.decisions())
    }
}
