//! The interview as a dialogue: its steps in words, with the keys that do something, and what it
//! asks of the world.

use super::{
    decoder::Pressed,
    saving::{Saving, leaving},
    view::{Control, Dialogue, Does, Flow, Key, Progress, Row, View},
};
use crate::{
    interview::{Command, Interview, Step},
    questionnaire::{Limit, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Draft},
    text::{Count, List, one_line},
};

/// An interview and where its draft is kept.
pub(crate) struct Questions<'a, 'q> {
    pub(crate) interview: Interview<'q>,
    pub(crate) saving: Saving<'a, Draft>,
    /// Whether the question whether to keep the answers shows them, for no report does it.
    pub(crate) lists_answers: bool,
}

impl<'q> Questions<'_, 'q> {
    fn questionnaire(&self) -> &'q Questionnaire {
        self.interview.questionnaire
    }

    fn title(&self) -> String {
        one_line(&self.questionnaire().title)
    }

    fn question(&self, index: QuestionIndex) -> View {
        let questionnaire = self.questionnaire();
        let question = &questionnaire[index];
        let draft = &self.interview.draft;
        let mut keys = vec![self.key("w+", "why", Command::Note(index.position()))];
        if self.interview.can_go_back(index) {
            keys.push(self.back());
        }
        keys.push(self.key("qx", "leave", Command::Leave));
        let answered = draft.answer(index);
        let at = Answer::ALL.iter().position(|answer| Some(*answer) == answered);
        View {
            title: self.title(),
            done: self.rows(|other| other < index && draft.answer(other).is_some()),
            progress: Some(Progress {
                number: index.position() + 1,
                all: questionnaire.questions().len(),
                done: draft.answered(),
            }),
            details: draft.note(index).map(quoted).into_iter().collect(),
            help: Some(self.help(index)),
            control: Control::Choice { options: self.options(), at },
            ..View::new(one_line(&question.question), keys)
        }
    }

    /// The answers in the questionnaire's words, each with the first letter of its word where they
    /// differ, else with our own.
    fn options(&self) -> Vec<Key> {
        let words = Answer::ALL.map(|answer| one_line(self.questionnaire().words.shown(answer)));
        let first =
            |word: &String| word.to_lowercase().chars().next().filter(|c| c.is_alphanumeric());
        let theirs: Option<Vec<char>> = words.iter().map(first).collect();
        let differ = |letters: &Vec<char>| (1..3).all(|at| !letters[..at].contains(&letters[at]));
        let letters = theirs.filter(differ).unwrap_or_else(|| vec!['y', 'n', 'u']);
        let options = letters.into_iter().zip(&words).zip(Answer::ALL);
        options
            .map(|((letter, word), answer)| {
                Key::new(letter, capital(word), Command::Answer(answer))
            })
            .collect()
    }

    /// A letter that no answer has: the first of these, or another.
    fn letter(&self, letters: &str) -> char {
        let options = self.options();
        let is_free = |letter: &char| options.iter().all(|option| !option.has_letter(*letter));
        letters.chars().find(is_free).unwrap_or('?')
    }

    fn key(&self, letters: &str, word: &'static str, command: Command) -> Key {
        Key::new(self.letter(letters), word, command)
    }

    fn back(&self) -> Key {
        self.key("b<", "back", Command::Back).or(Pressed::Backspace)
    }

    /// The question's help. Who would lead is said only once there is an answer: it is no reason
    /// for one.
    fn help(&self, index: QuestionIndex) -> String {
        let help = self.questionnaire()[index].help.as_deref().map(one_line);
        let help = help.unwrap_or_else(|| "There is no help for this question.".to_owned());
        match self.interview.draft.answer(index) {
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
        let (questionnaire, draft) = (self.questionnaire(), &self.interview.draft);
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
        let changes: [fn(usize) -> Command; 3] = [
            |row| Command::Change(row, Answer::Yes),
            |row| Command::Change(row, Answer::No),
            |row| Command::Change(row, Answer::Unsure),
        ];
        let changes = self.options().into_iter().zip(changes);
        let mut keys: Vec<Key> =
            changes.map(|(option, change)| Key { does: Does::OnRow(change), ..option }).collect();
        keys.extend([
            Key::on_row(self.letter("w+"), "why", Command::Note),
            self.back(),
            self.key("qx", "leave", Command::Leave),
        ]);
        View {
            title: self.title(),
            control: Control::List {
                rows: self.rows(|_| true),
                at: self.interview.row,
                enter: Does::Command(Command::Accept),
                verb: "accept all",
            },
            ..View::new("Your answers".to_owned(), keys)
        }
    }

    fn team(&self) -> View {
        let teams = self.questionnaire().teams();
        let labels = teams.map(|(_, team)| one_line(&team.label));
        let row = |label| Row { label, ..Row::default() };
        let rows = labels.chain(["no team".to_owned()]).map(row).collect();
        let team = self.interview.draft.respondent.team;
        View {
            control: Control::List {
                rows,
                at: team.map_or(0, TeamIndex::position),
                enter: Does::OnRow(Command::Team),
                verb: "take it",
            },
            ..View::new(
                "Your team".to_owned(),
                vec![Key::new('b', "back", Command::Back).or(Pressed::Backspace)],
            )
        }
    }

    fn name(&self) -> View {
        let name = self.interview.draft.respondent.name.as_deref();
        let people = &self.questionnaire().people;
        let people: Vec<String> = people.iter().map(|person| one_line(&person.name)).collect();
        let expected = (!people.is_empty()).then(|| format!("One of {}.", List(&people, "or")));
        let mut details: Vec<String> = expected.into_iter().collect();
        details.push("Empty for no name.".to_owned());
        View {
            details,
            ..View::typing("Your name", name.unwrap_or_default(), "take it", Limit::Name as usize)
        }
    }

    fn note(&self, index: QuestionIndex) -> View {
        let question = &self.questionnaire()[index];
        let note = self.interview.draft.note(index).unwrap_or_default();
        View {
            details: vec![one_line(&question.question)],
            ..View::typing("Why", note, "keep this note", Limit::Note as usize)
        }
    }

    fn keeping(&self) -> View {
        let who = &self.interview.draft.respondent;
        let yes = match who.name.is_some() && who.team.is_some() {
            true => format!("yes, as {}", self.interview.offered_file()),
            false => "yes, keep them".to_owned(),
        };
        let keys = vec![Key::new('y', yes, Command::Keep), Key::new('n', "no", Command::Discard)];
        View {
            done: self.rows(|_| self.lists_answers),
            ..View::new("Keep these answers, for the council?".to_owned(), keys)
        }
    }
}

impl Dialogue for Questions<'_, '_> {
    type Step = Step;

    fn step(&self) -> Step {
        self.interview.step
    }

    fn view(&self) -> View {
        let view = match self.interview.step {
            Step::Question(index) => self.question(index),
            Step::Note(index) => self.note(index),
            Step::Review => self.review(),
            Step::Name => self.name(),
            Step::Team => self.team(),
            Step::Leaving => {
                let answered = self.interview.draft.answered();
                leaving(&Count(answered as u64, "answer"), self.interview.keeping)
            }
            Step::Keeping => self.keeping(),
            Step::FileName => View::file_name(self.interview.offered_file()),
        };
        View { warning: self.saving.wrong.clone(), ..view }
    }

    fn take(&mut self, command: Command) -> Flow {
        let outcome = self.interview.take(command);
        self.saving.follow(outcome, &self.interview.draft, &mut self.interview.keeping)
    }

    fn said(&self, word: &str) -> Option<Command> {
        match self.interview.step {
            Step::Question(_) => {
                let answer = self.questionnaire().words.answer(word);
                answer.map(Command::Answer)
            }
            Step::Team => {
                let team = self.questionnaire().team(word);
                team.map(|team| Command::Team(team.position()))
            }
            _ => None,
        }
    }

    fn farewell(&self) -> Option<String> {
        self.saving.store.farewell(&self.interview.draft)
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
