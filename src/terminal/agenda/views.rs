//! The steps of a meeting as they are shown.

use super::{
    super::{
        decoder::Pressed,
        view::{Control, Does, Key, Progress, Row, View},
    },
    Agenda,
};
use crate::{
    decision::Decision,
    interview::Command,
    questionnaire::{Limit, QuestionIndex},
    response::{Answer, Position},
    text::one_line,
};

/// Up to how many people are offered as owners by number.
const OFFERED_AT_MOST: usize = 30;

const TO_TALK_OVER: &str = "What did you see? What would change your mind?";

impl Agenda<'_, '_> {
    pub(super) fn item(&self, item: QuestionIndex) -> View {
        let question = &self.meeting.questionnaire[item];
        let [need, asked] = [&question.need, &question.question].map(|text| one_line(text));
        let agenda = &self.meeting.agenda;
        let row = self.meeting.row(item);
        let above = agenda.iter().take(row);
        let is_decided = |item: &&QuestionIndex| self.decision(**item).is_some();
        let teams = self.meeting.questionnaire.teams().len();
        let next_lead = Command::Team((self.meeting.lead(item).position() + 1) % teams);
        View {
            title: self.text.title.clone(),
            done: self.rows(above.filter(is_decided)),
            progress: Some(Progress {
                number: row + 1,
                all: agenda.len(),
                done: self.meeting.decided(),
            }),
            details: self.details(item),
            help: question.help.as_deref().map(one_line),
            control: self.choice(item),
            ..View::new(format!("{need}: {asked}"), keys(Key::new('t', "other team", next_lead)))
        }
    }

    /// What was decided before is highlighted.
    fn choice(&self, item: QuestionIndex) -> Control {
        let options = vec![
            Key::new('y', "We need it", Command::Answer(Answer::Yes)),
            Key::new('n', "We do not", Command::Answer(Answer::No)),
            Key::new('l', "Later", Command::Answer(Answer::Unsure)),
        ];
        let at = self.decision(item).map(|decision| usize::from(decision.answer == Position::No));
        Control::Choice { options, at }
    }

    fn details(&self, item: QuestionIndex) -> Vec<String> {
        let (sentence, said) = &self.text.said[item.position()];
        let lead = self.label(self.meeting.lead(item));
        let mut details = vec![format!("{lead} would lead. {sentence}"), String::new()];
        details.extend(said.iter().cloned());
        let decided = self.decision(item).map(|decision| self.describe(decision));
        let decided = decided.filter(|decided| !decided.is_empty());
        details.extend(decided.map(|decided| format!("Decided: {decided}")));
        details.extend([String::new(), TO_TALK_OVER.to_owned()]);
        details
    }

    /// Who may be owner, by number.
    pub(super) fn owner_hint(&self, item: QuestionIndex) -> String {
        let owners = self.owners(item).into_iter().enumerate();
        let owners = owners.map(|(index, name)| format!("{} {name}", index + 1));
        let owners: Vec<_> = owners.take(OFFERED_AT_MOST).collect();
        match owners.is_empty() {
            true => "A name; empty or - for nobody yet.".to_owned(),
            false => {
                format!("{}. A number or a name; empty or - for nobody yet.", owners.join(", "))
            }
        }
    }

    /// A line about a decision to type, of so many characters at most.
    pub(super) fn typing(
        &self,
        item: QuestionIndex,
        (prompt, limit): (&str, Limit),
        typed: impl Fn(&Decision) -> Option<String>,
        hint: &str,
    ) -> View {
        let need = one_line(&self.meeting.questionnaire[item].need);
        let lead = self.label(self.meeting.lead(item));
        let typed = self.decision(item).and_then(typed).unwrap_or_default();
        View {
            details: vec![format!("{need}: we need it; {lead} leads."), hint.to_owned()],
            ..View::typing(prompt, &typed, "take it", limit as usize)
        }
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
                label: one_line(&self.meeting.questionnaire[*item].need),
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

    pub(super) fn review(&self) -> View {
        let change = Key::on_row('c', "change", Command::Open);
        View {
            title: self.text.title.clone(),
            control: Control::List {
                rows: self.rows(&self.meeting.agenda),
                at: 0,
                enter: Does::Command(Command::Accept),
                verb: "accept all",
            },
            ..View::new("What was decided", keys(change))
        }
    }

    pub(super) fn keeping(&self) -> View {
        let keys = vec![
            Key::new('y', "yes, save them", Command::Keep),
            Key::new('n', "no", Command::Discard),
            Key::new('b', "back", Command::Back).or(Pressed::Esc),
        ];
        View { done: self.rows(&self.meeting.agenda), ..View::new("Keep these decisions?", keys) }
    }
}

/// The keys of a step that is no text, its own one first.
fn keys(own: Key) -> Vec<Key> {
    vec![
        own,
        Key::new('b', "back", Command::Back).or(Pressed::Backspace),
        Key::new('q', "leave", Command::Leave),
    ]
}
