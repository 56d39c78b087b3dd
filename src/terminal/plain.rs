//! The interview as plain lines: a question, a word and Enter. No cursor movement, no redraw.

use std::io::{self, BufRead, Write};

use super::{DraftStore, Ended, Next, follow};
use crate::{
    interview::{Interview, Keeping, Move, OFFERED_FILE, Outcome, Step},
    questionnaire::{QuestionIndex, TeamIndex},
    response::{Answer, Draft},
    text::one_line,
};

pub(super) fn hold(interview: Interview<'_>, keeper: &mut dyn DraftStore) -> Result<Draft, Ended> {
    #[cfg(unix)]
    super::signals::watch_for_the_end()?;
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(io::stdin(), rustix::termios::QueueSelector::IFlush);
    let mut talk = Talk { interview, keeper };
    say(talk.interview.questionnaire().title())?;
    say("Answer yes, no or unsure, then Enter. Other words: back, help, leave.")?;
    loop {
        talk.show()?;
        let line = read_line()?;
        if let Next::Done = talk.reply(&line)? {
            return Ok(talk.interview.into_draft());
        }
    }
}

struct Talk<'a, 'q> {
    interview: Interview<'q>,
    keeper: &'a mut dyn DraftStore,
}

impl Talk<'_, '_> {
    /// Puts the question of the step.
    fn show(&self) -> io::Result<()> {
        let questionnaire = self.interview.questionnaire();
        let draft = self.interview.draft();
        say("")?;
        match self.interview.step() {
            Step::Question { question, .. } => {
                let number = question.position() + 1;
                let all = questionnaire.questions().len();
                say(&format!(
                    "Question {number} of {all}: {}",
                    questionnaire[*question].question
                ))?;
                match draft.answer(*question) {
                    Some(answer) => ask(&format!(
                        "Your answer (now {}, Enter keeps it)",
                        answer.spoken()
                    )),
                    None => ask("Your answer"),
                }
            }
            Step::Review { .. } => {
                say("Your answers:")?;
                for (index, question) in questionnaire.questions() {
                    let answer = draft.answer(index).map_or("", Answer::spoken);
                    say(&format!(
                        "{}. {}: {answer}",
                        index.position() + 1,
                        question.need
                    ))?;
                }
                ask("Enter accepts them, a number changes that answer")
            }
            Step::Name { .. } => ask("Your name (Enter leaves it out)"),
            Step::Team { .. } => {
                let teams: Vec<_> = questionnaire
                    .teams()
                    .map(|(_, team)| team.label.as_str())
                    .collect();
                ask(&format!("Your team: {} (Enter for none)", teams.join(", ")))
            }
            Step::Leaving if self.interview.keeping() == Keeping::InAFile => {
                ask("Your answers so far are saved. Leave now? yes, or back to go on")
            }
            Step::Leaving => ask("Save your answers before you leave? yes, no, or back to go on"),
            Step::FileName { .. } => ask(&format!("Save as (Enter for {OFFERED_FILE})")),
        }
    }

    /// Takes a line as the reply to what was asked.
    fn reply(&mut self, line: &str) -> Result<Next, Ended> {
        let line = line.trim();
        let word = line.to_lowercase();
        match (self.interview.step().clone(), word.as_str()) {
            (Step::Name { .. } | Step::FileName { .. }, _) => return self.typed(line),
            (Step::Team { .. }, "back" | "b") => return self.make(Move::Back),
            (Step::Team { .. }, _) => return self.team(line),
            (_, "back" | "b") => return self.make(Move::Back),
            (_, "leave" | "quit" | "q") => return self.make(Move::Leave),
            (Step::Question { question, .. }, "help" | "h" | "?") => self.help(question)?,
            (Step::Question { .. }, "u") => return self.make(Move::Give(Answer::Unsure)),
            (Step::Review { .. } | Step::Question { .. }, "") => return self.make(Move::Accept),
            (Step::Review { .. }, number) => return self.change(number),
            (_, word) => match self.interview.questionnaire().words().answer(word) {
                Some(answer) => return self.make(Move::Give(answer)),
                None => say("That is no answer. Type yes, no or unsure; or back, help, leave.")?,
            },
        }
        Ok(Next::Going(None))
    }

    fn make(&mut self, made: Move) -> Result<Next, Ended> {
        if let (Step::Question { question, .. }, Move::Give(answer)) = (self.interview.step(), made)
        {
            let need = &self.interview.questionnaire()[*question].need;
            say(&format!("{need}: {}", answer.spoken()))?;
        }
        let outcome = self.interview.make(made);
        self.follow(outcome)
    }

    fn follow(&mut self, outcome: Outcome) -> Result<Next, Ended> {
        let next = follow(outcome, &self.interview, self.keeper)?;
        if let Next::Going(Some(message)) = &next {
            say(message)?;
        }
        Ok(next)
    }

    fn help(&self, question: QuestionIndex) -> io::Result<()> {
        let questionnaire = self.interview.questionnaire();
        let question = &questionnaire[question];
        question
            .help
            .iter()
            .try_for_each(|help| say(&one_line(help)))?;
        say(&format!(
            "If the answer is yes, {} takes the lead.",
            questionnaire[question.lead].label
        ))
    }

    fn typed(&mut self, text: &str) -> Result<Next, Ended> {
        text.chars()
            .for_each(|c| drop(self.interview.make(Move::Type(c))));
        self.make(Move::Accept)
    }

    fn team(&mut self, name: &str) -> Result<Next, Ended> {
        let wanted = match (name, self.interview.questionnaire().team(name)) {
            ("", _) => None,
            (_, Some(team)) => Some(team),
            (_, None) => {
                say("There is no such team.")?;
                return Ok(Next::Going(None));
            }
        };
        while !self.is_at(wanted) {
            self.interview.make(Move::Next);
        }
        self.make(Move::Accept)
    }

    fn is_at(&self, wanted: Option<TeamIndex>) -> bool {
        match self.interview.step() {
            Step::Team { choice } => *choice == wanted,
            _ => true,
        }
    }

    fn change(&mut self, number: &str) -> Result<Next, Ended> {
        let position = number
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let question =
            position.and_then(|position| self.interview.questionnaire().question_at(position));
        let Some(question) = question else {
            say("Type the number of an answer to change it, or Enter to accept them all.")?;
            return Ok(Next::Going(None));
        };
        while !matches!(self.interview.step(), Step::Review { row: Some(row) } if *row == question)
        {
            self.interview.make(Move::Previous);
        }
        self.make(Move::Accept)
    }
}

fn say(line: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{line}")
}

fn ask(prompt: &str) -> io::Result<()> {
    let mut stderr = io::stderr();
    write!(stderr, "{prompt}: ")?;
    stderr.flush()
}

/// A line from the terminal. Its end, Ctrl-D, is leaving.
fn read_line() -> Result<String, Ended> {
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(0) => {
            say("")?;
            Err(Ended::Left)
        }
        Ok(_) => Ok(line),
        // Bytes that are no text are no answer either.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(String::from("\u{fffd}")),
        Err(error) => Err(error.into()),
    }
}
