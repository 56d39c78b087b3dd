//! The meeting as a dialogue: one item of the agenda a screen, then who sees to it, by when, and
//! how that will be seen.

use super::{
    decoder::Pressed,
    dialogue::{Steps, leaving},
    view::{Control, Key, Progress, Row, View, row_of},
};
use crate::{
    decision::{Decision, Decisions},
    interview::{Command, Outcome},
    meeting::{Meeting, Step},
    questionnaire::{Limit, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Position},
    text::one_line,
};

/// Up to how many people are offered as owners by number.
const OFFERED_AT_MOST: usize = 30;

const TO_TALK_OVER: &str = "What did you see? What would change your mind?";

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

pub(crate) struct Agenda<'q> {
    pub(crate) meeting: Meeting<'q>,
    pub(crate) text: AgendaText,
}

impl Agenda<'_> {
    fn decision(&self, item: QuestionIndex) -> Option<&Decision> {
        self.draft().get(&item)
    }

    fn need(&self, item: QuestionIndex) -> String {
        one_line(&self.questionnaire()[item].need)
    }

    fn label(&self, team: TeamIndex) -> String {
        one_line(&self.questionnaire()[team].label)
    }

    fn item(&self, item: QuestionIndex) -> View {
        let question = &self.questionnaire()[item];
        let agenda = &self.meeting.agenda;
        let row = self.meeting.row(item);
        let above = agenda.iter().take(row);
        View {
            title: self.text.title.clone(),
            done: self.rows(above.filter(|item| self.decision(**item).is_some())),
            progress: Some(Progress {
                number: row + 1,
                all: agenda.len(),
                done: self.meeting.decided(),
            }),
            details: self.details(item),
            help: question.help.as_deref().map(one_line),
            control: self.choice(item),
            ..View::new(
                format!("{}: {}", self.need(item), one_line(&question.question)),
                keys(Key::new('t', "other team", Command::Team)),
            )
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

    /// Who may see to an item, those of the team that leads it first.
    fn owners(&self, item: QuestionIndex) -> Vec<&str> {
        let lead = self.meeting.lead(item);
        let (own, others): (Vec<_>, Vec<_>) =
            self.text.people.iter().partition(|(_, team)| *team == Some(lead));
        let people = own.into_iter().chain(others);
        people.map(|(name, _)| name.as_str()).collect()
    }

    fn owner(&self, item: QuestionIndex) -> View {
        let owners = self.owners(item).into_iter().enumerate().take(OFFERED_AT_MOST);
        let owners: Vec<_> = owners.map(|(row, name)| format!("{} {name}", row + 1)).collect();
        let hint = match owners.is_empty() {
            true => "A name; empty or - for nobody yet.".to_owned(),
            false => {
                format!("{}. A number or a name; empty or - for nobody yet.", owners.join(", "))
            }
        };
        let owner = self.decision(item).and_then(|decision| decision.owner.clone());
        self.typing(item, ("Owner", Limit::Name), owner, hint)
    }

    fn by(&self, item: QuestionIndex) -> View {
        let by = self.decision(item).and_then(|decision| decision.by);
        let hint = "A date, such as 15 dec, friday or in 2 weeks; empty or - for none.";
        self.typing(item, ("By", Limit::Name), by.map(|by| by.to_string()), hint)
    }

    fn promise(&self, item: QuestionIndex) -> View {
        let promise = self.decision(item).and_then(|decision| decision.promise.clone());
        let hint = "How you will see that it worked; empty or - for none.";
        self.typing(item, ("Promise", Limit::Note), promise, hint)
    }

    /// A line about a decision to type, of so many characters at most.
    fn typing(
        &self,
        item: QuestionIndex,
        (prompt, limit): (&str, Limit),
        typed: Option<String>,
        hint: impl Into<String>,
    ) -> View {
        let lead = self.label(self.meeting.lead(item));
        let decided = format!("{}: we need it; {lead} leads.", self.need(item));
        View {
            details: vec![decided, hint.into()],
            ..View::typing(prompt, &typed.unwrap_or_default(), "take it", limit as usize)
        }
    }

    /// What a typed line stands for: a number for an owner's name, `-` for nothing.
    fn meant(&self, text: String) -> String {
        match self.step() {
            Step::Owner(_) | Step::By(_) | Step::Promise(_) if text.trim() == "-" => String::new(),
            Step::Owner(item) => {
                let owners = self.owners(item);
                let named = row_of(text.trim()).and_then(|row| owners.get(row));
                named.map_or(text, |name| (*name).to_owned())
            }
            _ => text,
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
                label: self.need(*item),
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

    /// What is in no file is not accepted without a word about that.
    fn review(&self, is_saved: bool) -> View {
        let is_safe = is_saved || self.meeting.decided() == 0;
        View {
            title: self.text.title.clone(),
            control: Control::List {
                rows: self.rows(&self.meeting.agenda),
                at: 0,
                enter: if is_safe { Command::Accept } else { Command::Keep },
                verb: "accept all",
            },
            ..View::new("What was decided", keys(Key::new('c', "change", Command::Open)))
        }
    }

    fn keeping(&self) -> View {
        let keys = vec![
            Key::new('y', "yes, save them", Command::Keep),
            Key::new('n', "no", Command::Discard),
            Key::back().or(Pressed::Esc),
        ];
        View { done: self.rows(&self.meeting.agenda), ..View::new("Keep these decisions?", keys) }
    }
}

/// The keys of a step that is no text, its own one first.
fn keys(own: Key) -> Vec<Key> {
    vec![own, Key::back(), Key::new('q', "leave", Command::Leave)]
}

impl Steps for Agenda<'_> {
    type Step = Step;
    type Draft = Decisions;

    fn questionnaire(&self) -> &Questionnaire {
        self.meeting.questionnaire
    }

    fn step(&self) -> Step {
        self.meeting.step
    }

    fn draft(&self) -> &Decisions {
        &self.meeting.decisions
    }

    fn view(&self, is_saved: bool) -> View {
        match self.step() {
            Step::Item(item) => self.item(item),
            Step::Owner(item) => self.owner(item),
            Step::By(item) => self.by(item),
            Step::Promise(item) => self.promise(item),
            Step::Review => self.review(is_saved),
            Step::Leaving => leaving(self.meeting.decided(), "decision", is_saved),
            Step::Keeping => self.keeping(),
            Step::FileName => View::file_name(self.text.offered_file.clone()),
        }
    }

    fn take(&mut self, command: Command, row: usize) -> Outcome {
        let command = match command {
            Command::Text(text) => Command::Text(self.meant(text)),
            command => command,
        };
        self.meeting.take(command, row)
    }
}
