//! The meeting as a dialogue: one item of the agenda a screen.

use super::{
    questions::{FILE_NAME_AT_MOST, NAME_AT_MOST, not_expected, not_saved},
    view::{Choice, Control, Dialogue, Enter, Flow, Key, KeyName, Progress, Row, View},
};
use crate::{
    decision::{Decision, Decisions},
    diagnostic::Diagnostic,
    interview::Keeping,
    meeting::{Command, Meeting, Outcome, Step},
    questionnaire::{QuestionIndex, Questionnaire},
    response::Position,
    text::{List, one_line},
};

/// The most characters of a promise.
const PROMISE_AT_MOST: usize = 2000;

/// What a typed line asks for, and what Esc does.
const TEXT: (fn(String) -> Command, Command) = (Command::Text, Command::Back);

/// Where decisions are kept while the meeting goes on.
pub(crate) trait DecisionStore {
    /// Saves the decisions where they are saved after every step, or under a name that was typed.
    ///
    /// # Errors
    ///
    /// What kept them from being saved.
    fn keep(&mut self, name: Option<&str>, decisions: &Decisions) -> Result<(), Diagnostic>;

    /// The file to offer where none was named.
    fn offered_file(&self) -> String;

    /// What to say to whoever leaves before the end.
    fn farewell(&self, decisions: &Decisions) -> Option<String>;
}

/// A meeting, what its screens show of the council, and where its decisions are kept.
pub(crate) struct Agenda<'a, 'q> {
    meeting: Meeting<'q>,
    council: &'a CouncilLines<'q>,
    store: &'a mut dyn DecisionStore,
    not_saved: Option<String>,
}

/// What a council says, as a meeting sees it.
pub(crate) struct CouncilLines<'q> {
    pub(crate) questionnaire: &'q Questionnaire,
    pub(crate) label: Option<String>,
    /// Who answered, to be offered as owners.
    pub(crate) names: Vec<String>,
    /// Who said what, by question.
    pub(crate) said: Vec<Vec<String>>,
}

impl<'a, 'q> Agenda<'a, 'q> {
    pub(crate) fn new(
        meeting: Meeting<'q>,
        council: &'a CouncilLines<'q>,
        store: &'a mut dyn DecisionStore,
        warning: Option<&Diagnostic>,
    ) -> Self {
        Self {
            meeting,
            council,
            store,
            not_saved: warning.map(not_saved),
        }
    }

    fn questionnaire(&self) -> &'q Questionnaire {
        self.council.questionnaire
    }

    fn decision(&self, item: QuestionIndex) -> Option<&Decision> {
        self.meeting.decisions().get(item)
    }

    fn follow(&mut self, outcome: Outcome) -> Flow {
        match outcome {
            Outcome::Going => Flow::Going(None),
            Outcome::Changed => self.keep(),
            Outcome::NotExpected { name, nearest } => {
                Flow::Going(Some(not_expected(&name, nearest.as_deref())))
            }
            Outcome::NotADate(text) => {
                let example = "15 dec, 2026-12-15 or in 2 weeks";
                Flow::Going(Some(format!(
                    "{} is no date; try {example}",
                    one_line(&text)
                )))
            }
            Outcome::Done => Flow::Done,
            Outcome::Left => Flow::Left,
            Outcome::SaveAs(name) => match self.store.keep(Some(&name), self.meeting.decisions()) {
                Ok(()) => {
                    let outcome = self.meeting.kept();
                    self.follow(outcome)
                }
                Err(diagnostic) => Flow::Going(Some(not_saved(&diagnostic))),
            },
        }
    }

    fn keep(&mut self) -> Flow {
        if self.meeting.keeping() != Keeping::Nowhere {
            let kept = self.store.keep(None, self.meeting.decisions());
            self.meeting.set_keeping(match kept {
                Ok(()) => Keeping::Saved,
                Err(_) => Keeping::Unsaved,
            });
            self.not_saved = kept.err().map(|diagnostic| not_saved(&diagnostic));
        }
        Flow::Going(None)
    }

    fn item(&self, item: QuestionIndex) -> View<Command> {
        let question = &self.questionnaire()[item];
        let agenda = self.meeting.agenda();
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
        let lead = one_line(&self.questionnaire()[question.lead].label);
        let mut details = vec![format!("{lead} would lead."), String::new()];
        details.extend(self.council.said[item.position()].iter().cloned());
        details.push(String::new());
        details.push("What did you see? What would change your mind?".to_owned());
        View {
            title: self.title(&one_line(&question.need)),
            progress: Some(Progress {
                number: 1 + agenda.iter().take_while(|other| **other != item).count(),
                all: agenda.len(),
                done: agenda
                    .iter()
                    .filter(|item| self.decision(**item).is_some())
                    .count(),
            }),
            details,
            control: Control::Choice {
                options: options.into(),
                at: self.decision(item).map(|decision| match decision.answer {
                    Position::Yes => 0,
                    Position::No => 1,
                }),
            },
            ..View::new(one_line(&question.question), keys())
        }
    }

    fn title(&self, about: &str) -> String {
        let label = self.council.label.as_deref().map(one_line);
        label.map_or_else(|| about.to_owned(), |label| format!("{about} · {label}"))
    }

    /// One of the three things that are typed about a decision.
    fn typed(
        &self,
        item: QuestionIndex,
        prompt: &str,
        typed: Option<String>,
        hint: String,
    ) -> View<Command> {
        let typed = typed.unwrap_or_default();
        let limit = if prompt == "Promise" {
            PROMISE_AT_MOST
        } else {
            NAME_AT_MOST
        };
        View {
            details: vec![one_line(&self.questionnaire()[item].question), hint],
            ..View::typing(prompt, &typed, "take it", limit, TEXT)
        }
    }

    fn owner(&self, item: QuestionIndex) -> View<Command> {
        let people = self.questionnaire().people();
        let mut names: Vec<String> = people.map(|(_, person)| one_line(&person.name)).collect();
        if names.is_empty() {
            names.clone_from(&self.council.names);
        }
        let hint = match names.as_slice() {
            [] => "Who sees to it; empty for nobody yet.".to_owned(),
            names => format!(
                "Who sees to it: {}? Empty for nobody yet.",
                List(names, "or")
            ),
        };
        let owner = self
            .decision(item)
            .and_then(|decision| decision.owner.clone());
        self.typed(item, "Owner", owner, hint)
    }

    fn review(&self) -> View<Command> {
        let row = |item: &QuestionIndex| {
            let decision = self.decision(*item);
            let parts = decision.map(|decision| {
                let by = decision.by.map(|by| by.to_string());
                let parts = [decision.owner.clone(), by, decision.promise.clone()];
                parts
                    .into_iter()
                    .flatten()
                    .map(|part| one_line(&part))
                    .collect::<Vec<_>>()
            });
            Row {
                label: one_line(&self.questionnaire()[*item].need),
                value: match decision.map(|decision| decision.answer) {
                    Some(Position::Yes) => "we need it".to_owned(),
                    Some(Position::No) => "we do not".to_owned(),
                    None => "later".to_owned(),
                },
                more: parts.map_or_else(|| "–".to_owned(), |parts| parts.join(", ")),
            }
        };
        let mut keys = keys();
        keys.insert(0, Key::on_row('c', "change", Command::Open));
        View {
            title: self.title(&one_line(self.questionnaire().title())),
            control: Control::List {
                rows: self.meeting.agenda().iter().map(row).collect(),
                at: 0,
                enter: Enter::Whole {
                    command: Command::Accept,
                    number: Command::Open,
                },
                verb: "accept all",
            },
            ..View::new("What was decided", keys)
        }
    }
}

/// The keys of every step that is no text.
fn keys() -> Vec<Key<Command>> {
    vec![
        Key::new(KeyName::OrBackspace('b'), "back", Command::Back),
        Key::new(KeyName::Letter('q'), "leave", Command::Leave),
    ]
}

impl Dialogue for Agenda<'_, '_> {
    type Command = Command;
    type Step = Step;

    fn step(&self) -> Step {
        self.meeting.step()
    }

    fn view(&self) -> View<Command> {
        let view = match self.meeting.step() {
            Step::Item(item) => self.item(item),
            Step::Owner(item) => self.owner(item),
            Step::By(item) => {
                let by = self.decision(item).and_then(|decision| decision.by);
                let hint = "A date, such as 15 dec or in 2 weeks; empty for none.".to_owned();
                self.typed(item, "By", by.map(|by| by.to_string()), hint)
            }
            Step::Promise(item) => {
                let promise = self
                    .decision(item)
                    .and_then(|decision| decision.promise.clone());
                let hint = "How you will see that it worked; empty for none.".to_owned();
                self.typed(item, "Promise", promise, hint)
            }
            Step::Review => self.review(),
            Step::Keeping => View::new(
                "Keep these decisions?",
                vec![
                    Key::new(KeyName::Letter('y'), "yes, keep them", Command::Keep),
                    Key::new(KeyName::Letter('n'), "no", Command::Discard),
                    Key::new(KeyName::OrEsc('b'), "back", Command::Back),
                ],
            ),
            Step::FileName => View::typing("Save as", "", "save", FILE_NAME_AT_MOST, TEXT)
                .offering(self.store.offered_file()),
        };
        View {
            warning: self.not_saved.clone(),
            ..view
        }
    }

    fn take(&mut self, command: Command) -> Flow {
        let outcome = self.meeting.take(command);
        self.follow(outcome)
    }

    fn said(&self, word: &str) -> Option<Command> {
        // Only the plain mode has a word for another team.
        let team = word.strip_prefix("lead ")?;
        self.questionnaire().team(team).map(Command::Lead)
    }

    fn farewell(&self) -> Option<String> {
        self.store.farewell(self.meeting.decisions())
    }
}
