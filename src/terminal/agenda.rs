//! The meeting as a dialogue: one item of the agenda a screen, then who sees to it, by when, and
//! how that will be seen.

use super::{
    questions::{FILE_NAME_AT_MOST, NAME_AT_MOST, NOTE_AT_MOST, not_expected},
    saving::{DraftStore, Saving, not_saved},
    view::{Choice, Control, Dialogue, Enter, Flow, Key, KeyName, Progress, Row, View},
};
use crate::{
    decision::{Decision, Decisions},
    diagnostic::Diagnostic,
    interview::Keeping,
    meeting::{Command, Meeting, Outcome, Step},
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Position},
    text::one_line,
};

/// What a typed line asks for, and what Esc does.
const TEXT: (fn(String) -> Command, Command) = (Command::Text, Command::Back);

/// Up to how many people are offered as owners by number.
const OFFERED_AT_MOST: usize = 30;

const TO_TALK_OVER: &str = "What did you see? What would change your mind?";

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
            Outcome::Going => Flow::Going(None),
            Outcome::Changed => Flow::Going(self.keep()),
            Outcome::NotExpected { name, nearest } => {
                Flow::Going(Some(not_expected(&name, nearest.as_deref())))
            }
            Outcome::NotADate(text) => Flow::Going(Some(format!(
                "{} is no date; try 2026-12-15, 15 dec, friday or in 2 weeks",
                one_line(&text)
            ))),
            Outcome::Done => Flow::Done,
            Outcome::Left => Flow::Left,
            Outcome::SaveAs(name) => match self.saving.keep_as(&name, self.meeting.decisions()) {
                Ok(()) => {
                    let outcome = self.meeting.kept();
                    self.follow(outcome)
                }
                Err(not_saved) => Flow::Going(Some(not_saved)),
            },
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

    fn item(&self, item: QuestionIndex) -> View<Command> {
        let question = &self.text.questionnaire[item];
        let agenda = self.meeting.agenda();
        let number = agenda.iter().take_while(|other| **other != item).count();
        let above = agenda.iter().take(number);
        let decided = agenda.iter().filter(|item| self.decision(**item).is_some());
        let options = [
            ('y', "We need it", Command::Decide(Position::Yes)),
            ('n', "We do not", Command::Decide(Position::No)),
            ('l', "Later", Command::Later),
        ];
        let options = options.map(|(key, label, command)| Choice {
            key,
            label: label.to_owned(),
            command,
        });
        let other_team = Command::Lead(self.next_lead(item));
        let other_team = Key::new(KeyName::Letter('t'), "team", other_team);
        let help = question.help.as_deref().map(one_line);
        View {
            title: self.text.title.clone(),
            done: self.rows(above.filter(|item| self.decision(**item).is_some())),
            progress: Some(Progress {
                number: number + 1,
                all: agenda.len(),
                done: decided.count(),
            }),
            details: self.details(item),
            help: help.or_else(|| Some("There is no help for this question.".to_owned())),
            control: Control::Choice {
                options: options.into(),
                at: self.decision(item).map(|decision| match decision.answer {
                    Position::Yes => 0,
                    Position::No => 1,
                }),
            },
            ..View::new(
                format!(
                    "{}: {}",
                    one_line(&question.need),
                    one_line(&question.question)
                ),
                keys([other_team.hinting("t other team")]),
            )
        }
    }

    fn details(&self, item: QuestionIndex) -> Vec<String> {
        let mut said = self.text.said[item.position()].iter().cloned();
        let sentence = said.next().unwrap_or_default();
        let lead = self.label(self.lead(item));
        let mut details = vec![format!("{lead} would lead. {sentence}"), String::new()];
        details.extend(said);
        let decided = self.decision(item).map(|decision| self.describe(decision));
        let decided = decided.filter(|decided| !decided.is_empty());
        details.extend(decided.map(|decided| format!("Decided: {decided}")));
        details.extend([String::new(), TO_TALK_OVER.to_owned()]);
        details
    }

    /// A line of text about an item.
    fn about(&self, item: QuestionIndex, hint: String, view: View<Command>) -> View<Command> {
        let need = one_line(&self.text.questionnaire[item].need);
        let lead = self.label(self.lead(item));
        View {
            details: vec![format!("{need}: we need it; {lead} leads."), hint],
            ..view
        }
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

    fn owner(&self, item: QuestionIndex, decision: &Decision) -> View<Command> {
        let owners = self.owners(item).into_iter().enumerate();
        let owners = owners.map(|(index, name)| format!("{} {name}", index + 1));
        let owners: Vec<_> = owners.take(OFFERED_AT_MOST).collect();
        let hint = match owners.is_empty() {
            true => "A name; empty for nobody yet.".to_owned(),
            false => format!(
                "{}. A number or a name; empty for nobody yet.",
                owners.join(", ")
            ),
        };
        let typed = decision.owner.as_deref().unwrap_or_default();
        let view = View::typing("Owner", typed, "take it", NAME_AT_MOST, TEXT);
        self.about(item, hint, view)
    }

    fn by(&self, item: QuestionIndex, decision: &Decision) -> View<Command> {
        let typed = decision.by.map(|by| by.to_string()).unwrap_or_default();
        let hint = "A date, such as 15 dec, friday or in 2 weeks; empty for none.".to_owned();
        let view = View::typing("By", &typed, "take it", NAME_AT_MOST, TEXT);
        self.about(item, hint, view)
    }

    fn promise(&self, item: QuestionIndex, decision: &Decision) -> View<Command> {
        let typed = decision.promise.as_deref().unwrap_or_default();
        let hint = "How you will see that it worked; empty for none.".to_owned();
        let view = View::typing("Promise", typed, "take it", NOTE_AT_MOST, TEXT);
        self.about(item, hint, view)
    }

    /// Who leads, where it is another team than the question's, and who sees to it.
    fn describe(&self, decision: &Decision) -> String {
        let lead = decision.lead.map(|lead| self.label(lead));
        let lead = lead.map(|lead| format!("{lead} leads"));
        let task = Some((self.text.describe)(decision)).filter(|task| !task.is_empty());
        let parts: Vec<_> = lead.into_iter().chain(task).collect();
        parts.join("; ")
    }

    fn rows<'i>(&self, items: impl IntoIterator<Item = &'i QuestionIndex>) -> Vec<Row> {
        let row = |item: &QuestionIndex| {
            let decision = self.decision(*item);
            Row {
                label: one_line(&self.text.questionnaire[*item].need),
                value: match decision.map(|decision| decision.answer) {
                    Some(Position::Yes) => "we need it".to_owned(),
                    Some(Position::No) => "we do not".to_owned(),
                    None => "later".to_owned(),
                },
                more: decision.map_or_else(String::new, |decision| self.describe(decision)),
            }
        };
        items.into_iter().map(row).collect()
    }

    fn review(&self) -> View<Command> {
        let change = Key::on_row('c', "change", Command::Open);
        View {
            title: self.text.title.clone(),
            control: Control::List {
                rows: self.rows(self.meeting.agenda()),
                at: 0,
                enter: Enter::Whole {
                    command: Command::Accept,
                    number: Command::Open,
                },
                verb: "accept all",
            },
            ..View::new("What was decided", keys([change]))
        }
    }

    fn keeping(&self) -> View<Command> {
        let keys = vec![
            Key::new(KeyName::Letter('y'), "yes, save them", Command::Keep),
            Key::new(KeyName::Letter('n'), "no", Command::Discard),
            Key::new(KeyName::OrEsc('b'), "back", Command::Back),
        ];
        View {
            done: self.rows(self.meeting.agenda()),
            ..View::new("Keep these decisions?", keys)
        }
    }

    /// The name behind a number that was typed for an owner.
    fn named(&self, command: Command) -> Command {
        let owner = |item, text: &str| {
            let number = text.trim().parse::<usize>().ok()?.checked_sub(1)?;
            self.owners(item).get(number).map(|name| (*name).to_owned())
        };
        match (self.meeting.step(), command) {
            (Step::Owner(item), Command::Text(text)) => {
                Command::Text(owner(item, &text).unwrap_or(text))
            }
            (_, command) => command,
        }
    }
}

/// The keys of every step that is no text.
fn keys(others: [Key<Command>; 1]) -> Vec<Key<Command>> {
    let mut keys = Vec::from(others);
    keys.push(Key::new(KeyName::OrBackspace('b'), "back", Command::Back));
    keys.push(Key::new(KeyName::Letter('q'), "leave", Command::Leave));
    keys
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
            Step::FileName => View::typing("Save as", "", "save", FILE_NAME_AT_MOST, TEXT)
                .offering(self.text.offered_file.clone()),
        };
        View {
            warning: self.saving.not_saved.clone(),
            ..view
        }
    }

    fn take(&mut self, command: Command) -> Flow {
        match (self.meeting.step(), self.named(command)) {
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
