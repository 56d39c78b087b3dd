//! The meeting as a dialogue: one item of the agenda a screen, then who sees to it, by when, and
//! how that will be seen.

mod views;

use super::{
    plain::row_of,
    saving::{Saving, leaving},
    view::{Dialogue, Flow, View},
};
use crate::{
    decision::{Decision, Decisions},
    interview::Command,
    meeting::{Meeting, Step},
    questionnaire::{Limit, QuestionIndex, TeamIndex},
    text::{Count, one_line},
};

/// What a meeting sees, apart from what it decides. Texts are safe to print and of one line each.
pub(crate) struct AgendaText {
    pub(crate) title: String,
    /// By question what the answers say, in a sentence, and then who said what.
    pub(crate) said: Vec<(String, Vec<String>)>,
    /// Who may be offered as owner, with the team; whoever has none comes last.
    pub(crate) people: Vec<(String, Option<TeamIndex>)>,
    /// Owner, date and promise of a decision.
    pub(crate) describe: fn(&Decision) -> String,
    pub(crate) offered_file: String,
}

/// A meeting and where its decisions are kept.
pub(crate) struct Agenda<'a, 'q> {
    pub(crate) meeting: Meeting<'q>,
    pub(crate) text: AgendaText,
    pub(crate) saving: Saving<'a, Decisions>,
}

impl Agenda<'_, '_> {
    fn decision(&self, item: QuestionIndex) -> Option<&Decision> {
        self.meeting.decisions.get(&item)
    }

    fn label(&self, team: TeamIndex) -> String {
        one_line(&self.meeting.questionnaire[team].label)
    }

    /// Who may see to an item, those of the team that leads it first.
    fn owners(&self, item: QuestionIndex) -> Vec<&str> {
        let lead = self.meeting.lead(item);
        let (own, others): (Vec<_>, Vec<_>) =
            self.text.people.iter().partition(|(_, team)| *team == Some(lead));
        let people = own.into_iter().chain(others);
        people.map(|(name, _)| name.as_str()).collect()
    }

    /// What a typed line stands for: a number for an owner's name, `-` for nothing.
    fn meant(&self, command: Command) -> Command {
        let step = self.meeting.step;
        let Command::Text(text) = command else {
            return command;
        };
        Command::Text(match step {
            Step::Owner(_) | Step::By(_) | Step::Promise(_) if text.trim() == "-" => String::new(),
            Step::Owner(item) => {
                let owners = self.owners(item);
                let named = row_of(text.trim()).and_then(|row| owners.get(row));
                named.map_or(text, |name| (*name).to_owned())
            }
            _ => text,
        })
    }
}

impl Dialogue for Agenda<'_, '_> {
    type Step = Step;

    fn step(&self) -> Step {
        self.meeting.step
    }

    fn view(&self) -> View {
        let view = match self.meeting.step {
            Step::Item(item) => self.item(item),
            Step::Owner(item) => {
                let owner = |decision: &Decision| decision.owner.clone();
                self.typing(item, ("Owner", Limit::Name), owner, &self.owner_hint(item))
            }
            Step::By(item) => {
                let by = |decision: &Decision| Some(decision.by?.to_string());
                let hint = "A date, such as 15 dec, friday or in 2 weeks; empty or - for none.";
                self.typing(item, ("By", Limit::Name), by, hint)
            }
            Step::Promise(item) => {
                let promise = |decision: &Decision| decision.promise.clone();
                let hint = "How you will see that it worked; empty or - for none.";
                self.typing(item, ("Promise", Limit::Note), promise, hint)
            }
            Step::Review => self.review(),
            Step::Leaving => {
                let decided = self.meeting.decided();
                leaving(&Count(decided as u64, "decision"), self.meeting.keeping())
            }
            Step::Keeping => self.keeping(),
            Step::FileName => View::file_name(self.text.offered_file.clone()),
        };
        View { warning: self.saving.wrong.clone(), ..view }
    }

    fn take(&mut self, command: Command) -> Flow {
        let command = self.meant(command);
        let outcome = self.meeting.take(command);
        self.saving.follow(outcome, &self.meeting.decisions, &mut self.meeting.keeping)
    }

    fn said(&self, word: &str) -> Option<Command> {
        let is_item = matches!(self.meeting.step, Step::Item(_));
        let answer = self.meeting.questionnaire.words.answer(word).filter(|_| is_item);
        answer.map(Command::Answer)
    }

    fn farewell(&self) -> Option<String> {
        self.saving.store.farewell(&self.meeting.decisions)
    }
}
