//! The interview as a dialogue: its steps in words, with the keys that do something.

use super::{
    decoder::Pressed,
    dialogue::{Steps, leaving},
    view::{Control, Key, Progress, Row, View},
};
use crate::{
    interview::{Command, Interview, Outcome, Step},
    questionnaire::{Limit, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Draft},
    text::{List, one_line},
};

pub(crate) struct Questions<'q> {
    pub(crate) interview: Interview<'q>,
    /// Whether the question whether to keep the answers shows them, for no report does it.
    pub(crate) lists_answers: bool,
}

impl Questions<'_> {
    fn question(&self, index: QuestionIndex) -> View {
        let draft = self.draft();
        let answered = draft.answer(index);
        View {
            title: one_line(&self.questionnaire().title),
            done: self.rows(|other| other < index && draft.answer(other).is_some()),
            progress: Some(Progress {
                number: index.position() + 1,
                all: self.questionnaire().questions().len(),
                done: draft.answered(),
            }),
            details: draft.note(index).map(quoted).into_iter().collect(),
            help: Some(self.help(index)),
            control: Control::Choice {
                options: self.options(),
                at: Answer::ALL.iter().position(|answer| Some(*answer) == answered),
            },
            ..View::new(
                one_line(&self.questionnaire()[index].question),
                self.keys(self.interview.can_go_back(index)).collect(),
            )
        }
    }

    /// The answers in the questionnaire's words, each with the first letter of its word where they
    /// differ, else with our own.
    fn options(&self) -> Vec<Key> {
        let words = Answer::ALL.map(|answer| one_line(self.questionnaire().words.shown(answer)));
        let theirs = words.each_ref().map(|word| word.to_lowercase().chars().next());
        let [yes, no, unsure] = theirs;
        let differ = yes != no && yes != unsure && no != unsure;
        let letters = match differ && theirs.iter().all(|c| c.is_some_and(char::is_alphanumeric)) {
            true => theirs,
            false => ['y', 'n', 'u'].map(Some),
        };
        let options = Answer::ALL.into_iter().zip(letters).zip(&words);
        options
            .map(|((answer, letter), word)| {
                Key::new(letter, capital(word), Command::Answer(answer))
            })
            .collect()
    }

    /// The keys of questions and of the review beside the answers', by letters that no answer has.
    fn keys(&self, can_go_back: bool) -> impl Iterator<Item = Key> {
        let options = self.options();
        let is_free = |letter: &char| !options.iter().any(|option| option.has_letter(*letter));
        let key =
            |letters: &str, word, command| Key::new(letters.chars().find(is_free), word, command);
        let why = key("w+", "why", Command::Note);
        let back = key("b<", "back", Command::Back).or(Pressed::Backspace);
        let leave = key("qx", "leave", Command::Leave);
        [Some(why), can_go_back.then_some(back), Some(leave)].into_iter().flatten()
    }

    /// The question's help. Who would lead is said only once there is an answer: it is no reason
    /// for one.
    fn help(&self, index: QuestionIndex) -> String {
        let help = self.questionnaire()[index].help.as_deref().map(one_line);
        let help = help.unwrap_or_else(|| "There is no help for this question.".to_owned());
        match self.draft().answer(index) {
            Some(_) => format!("{help} If the answer is yes, {}.", self.would_lead(index)),
            None => help,
        }
    }

    fn would_lead(&self, index: QuestionIndex) -> String {
        let lead = self.questionnaire()[index].lead;
        format!("{} would lead", one_line(&self.questionnaire()[lead].label))
    }

    /// The answers to some questions: need, answer, and why or who would lead.
    fn rows(&self, is_shown: impl Fn(QuestionIndex) -> bool) -> Vec<Row> {
        let (questionnaire, draft) = (self.questionnaire(), self.draft());
        let row = |index: QuestionIndex| {
            let question = &questionnaire[index];
            let answer = draft.answer(index);
            Row {
                label: one_line(&question.need),
                value: answer
                    .map_or_else(String::new, |answer| one_line(questionnaire.words.shown(answer))),
                more: match (draft.note(index), answer) {
                    (Some(note), _) => quoted(note),
                    (None, Some(Answer::Yes)) => self.would_lead(index),
                    // Nobody would lead, as reports say it.
                    (None, Some(_)) => "–".to_owned(),
                    (None, None) => String::new(),
                },
            }
        };
        let questions = questionnaire.questions().map(|(index, _)| index);
        questions.filter(|index| is_shown(*index)).map(row).collect()
    }

    fn review(&self) -> View {
        View {
            title: one_line(&self.questionnaire().title),
            control: Control::List {
                rows: self.rows(|_| true),
                at: self.interview.row,
                enter: Command::Accept,
                verb: "accept all",
            },
            ..View::new("Your answers", self.options().into_iter().chain(self.keys(true)).collect())
        }
    }

    fn team(&self) -> View {
        let labels = self.questionnaire().teams().map(|(_, team)| one_line(&team.label));
        let row = |label| Row { label, ..Row::default() };
        View {
            control: Control::List {
                rows: labels.chain(["no team".to_owned()]).map(row).collect(),
                at: self.draft().respondent.team.map_or(0, TeamIndex::position),
                enter: Command::Team,
                verb: "take it",
            },
            ..View::new("Your team", vec![Key::back()])
        }
    }

    fn name(&self) -> View {
        let name = self.draft().respondent.name.as_deref().unwrap_or_default();
        let people = self.questionnaire().people.iter();
        let people: Vec<String> = people.map(|person| one_line(&person.name)).collect();
        let expected = (!people.is_empty()).then(|| format!("One of {}.", List(&people, "or")));
        View {
            details: expected.into_iter().chain(["Empty for no name.".to_owned()]).collect(),
            ..View::typing("Your name", name, "take it", Limit::Name as usize)
        }
    }

    fn note(&self, index: QuestionIndex) -> View {
        let note = self.draft().note(index).unwrap_or_default();
        View {
            details: vec![one_line(&self.questionnaire()[index].question)],
            ..View::typing("Why", note, "keep this note", Limit::Note as usize)
        }
    }

    fn keeping(&self) -> View {
        let who = &self.draft().respondent;
        let yes = match who.name.is_some() && who.team.is_some() {
            true => format!("yes, as {}", self.interview.offered_file()),
            false => "yes, keep them".to_owned(),
        };
        let keys = vec![Key::new('y', yes, Command::Keep), Key::new('n', "no", Command::Discard)];
        View {
            done: self.rows(|_| self.lists_answers),
            ..View::new("Keep these answers, for the council?", keys)
        }
    }
}

impl Steps for Questions<'_> {
    type Step = Step;
    type Draft = Draft;

    fn questionnaire(&self) -> &Questionnaire {
        self.interview.questionnaire
    }

    fn step(&self) -> Step {
        self.interview.step
    }

    fn draft(&self) -> &Draft {
        &self.interview.draft
    }

    fn view(&self, is_saved: bool) -> View {
        match self.step() {
            Step::Question(index) => self.question(index),
            Step::Note(index) => self.note(index),
            Step::Review => self.review(),
            Step::Name => self.name(),
            Step::Team => self.team(),
            Step::Leaving => leaving(self.draft().answered(), "answer", is_saved),
            Step::Keeping => self.keeping(),
            Step::FileName => View::file_name(self.interview.offered_file()),
        }
    }

    fn take(&mut self, command: Command, row: usize) -> Outcome {
        self.interview.take(command, row)
    }
}

fn quoted(note: &str) -> String {
    format!("“{}”", one_line(note))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
