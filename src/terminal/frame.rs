//! What the screen shows at a step: lines that fit the terminal, and nothing else.

mod lines;
#[cfg(test)]
mod tests;

use console::{Style, measure_text_width, truncate_str};
use dialoguer::theme::{ColorfulTheme, Theme};

use self::lines::{Parts, end_of, wrap};
use super::screen::Size;
use crate::{
    interview::{Interview, Keeping, OFFERED_FILE, Step},
    questionnaire::{Question, QuestionIndex, TeamIndex},
    response::Answer,
    text::{Count, one_line},
};

/// The lines of an interview's step, each narrower and all of them fewer than the terminal has
/// room for. `message` is something that went wrong with the last move.
pub(crate) fn frame(interview: &Interview<'_>, size: Size, message: Option<&str>) -> Vec<String> {
    let painter = Painter {
        interview,
        size,
        theme: ColorfulTheme::default(),
    };
    let mut parts = match interview.step() {
        Step::Question {
            question,
            highlight,
            help,
        } => painter.question(*question, *highlight, *help),
        Step::Review { row } => painter.review(*row),
        Step::Name { typed } => painter.input(
            "Your name",
            None,
            typed,
            "Enter accepts it, or leaves it out if empty · Esc goes back",
        ),
        Step::Team { choice } => painter.teams(*choice),
        Step::Leaving => painter.leaving(),
        Step::FileName { typed } => painter.input(
            "Save as",
            Some(OFFERED_FILE),
            typed,
            "Enter saves and leaves · Esc goes back",
        ),
    };
    if let Some(message) = message {
        parts.body.extend(
            wrap(message, painter.room())
                .iter()
                .map(|line| painter.themed(|theme, out| theme.format_error(out, line))),
        );
    }
    painter.fit(parts)
}

struct Painter<'a> {
    interview: &'a Interview<'a>,
    size: Size,
    theme: ColorfulTheme,
}

impl Painter<'_> {
    fn question(&self, index: QuestionIndex, highlight: Option<Answer>, help: bool) -> Parts {
        let questionnaire = self.interview.questionnaire();
        let question = &questionnaire[index];
        let mut body = vec![self.progress(index), String::new()];
        body.extend(self.text(&question.question, &Style::new().for_stderr().bold()));
        if help {
            body.push(String::new());
            body.extend(self.text(&self.help(question), &Style::new().for_stderr()));
        }
        body.push(String::new());
        body.extend(self.choices(highlight));
        body.push(String::new());
        let mut above = self.heading();
        let answered = self.answered(index);
        if !answered.is_empty() {
            above.extend(answered);
            above.push(String::new());
        }
        let keys = "y yes · n no · u not sure · b back · ? help · q leave";
        Parts {
            above,
            body,
            keys: self.dim(keys),
        }
    }

    fn heading(&self) -> Vec<String> {
        let mut heading = self.text(
            self.interview.questionnaire().title(),
            &Style::new().for_stderr().cyan(),
        );
        heading.push(String::new());
        heading
    }

    fn help(&self, question: &Question) -> String {
        let lead = &self.interview.questionnaire()[question.lead].label;
        match &question.help {
            Some(help) => format!("{} If yes, {lead} takes the lead.", one_line(help)),
            None => format!("If the answer is yes, {lead} takes the lead."),
        }
    }

    /// `3 of 6  ━━━━━━━━────────`
    fn progress(&self, index: QuestionIndex) -> String {
        let all = self.interview.questionnaire().questions().len();
        let number = index.position() + 1;
        let words = format!("{number} of {all}");
        let width = (self.room().saturating_sub(words.len() + 4)).min(24);
        let done = width * self.interview.draft().answered() / all;
        let bar = [
            Style::new()
                .for_stderr()
                .green()
                .apply_to("━".repeat(done))
                .to_string(),
            Style::new()
                .for_stderr()
                .dim()
                .apply_to("─".repeat(width - done))
                .to_string(),
        ];
        format!("{}{words}  {}", self.indent(), bar.concat())
    }

    /// The questions answered before this one, a line each.
    fn answered(&self, before: QuestionIndex) -> Vec<String> {
        let questionnaire = self.interview.questionnaire();
        let draft = self.interview.draft();
        let width = self.need_width();
        questionnaire
            .questions()
            .take_while(|(index, _)| *index < before)
            .filter(|(index, _)| draft.answer(*index).is_some())
            .map(|(index, _)| {
                let tick = Style::new().for_stderr().green().apply_to("✓");
                format!("{}{tick} {}", self.indent(), self.row(index, width))
            })
            .collect()
    }

    /// The width of the column of needs: as wide as the widest, as far as there is room.
    fn need_width(&self) -> usize {
        let needs = self.interview.questionnaire().questions();
        let widest = needs
            .map(|(_, question)| measure_text_width(&question.need))
            .max()
            .unwrap_or_default();
        widest.min(
            self.room()
                .saturating_sub(self.indent().len() + 2 + 2 + "not sure".len())
                .max(1),
        )
    }

    /// A need and its answer.
    fn row(&self, index: QuestionIndex, width: usize) -> String {
        let need = &self.interview.questionnaire()[index].need;
        let need = truncate_str(need, width, "…");
        let padding = " ".repeat(width.saturating_sub(measure_text_width(&need)));
        let answer = self.interview.draft().answer(index);
        let answer = answer.map_or("", Answer::spoken);
        format!("{need}{padding}  {answer}")
    }

    /// The three answers, side by side where there is room.
    fn choices(&self, highlight: Option<Answer>) -> Vec<String> {
        let choices: Vec<String> = Answer::ALL
            .iter()
            .map(|answer| self.choice(*answer, highlight))
            .collect();
        let line = format!("{}{}", self.indent(), choices.join(""));
        if measure_text_width(&line) <= self.room() {
            vec![line]
        } else {
            choices
        }
    }

    /// An answer to choose; brackets mark the highlight where colour does not.
    fn choice(&self, answer: Answer, highlight: Option<Answer>) -> String {
        let label = match answer {
            Answer::Yes => "Yes",
            Answer::No => "No",
            Answer::Unsure => "Not sure",
        };
        let gap = if self.size.width >= 40 { "  " } else { "" };
        if highlight == Some(answer) {
            let label = Style::new()
                .for_stderr()
                .reverse()
                .apply_to(format!("[{label}]"));
            format!("{label}{gap}")
        } else {
            format!(" {label} {gap}")
        }
    }

    fn review(&self, row: Option<QuestionIndex>) -> Parts {
        let questionnaire = self.interview.questionnaire();
        let width = self.need_width();
        let rows: Vec<String> = questionnaire
            .questions()
            .map(|(index, _)| self.item(&self.row(index, width), row == Some(index)))
            .collect();
        let accept = self.item("Accept my answers", row.is_none());
        let above = self.heading();
        // Heading and accept line included, this leaves room for the keys even when they wrap.
        let shown = self.size.height.saturating_sub(above.len() + 7).max(1);
        let first = row
            .map_or(rows.len(), QuestionIndex::position)
            .saturating_sub(shown / 2);
        let first = first.min(rows.len().saturating_sub(shown));
        let mut body = rows[first..(first + shown).min(rows.len())].to_vec();
        body.push(String::new());
        body.push(accept);
        body.push(String::new());
        let keys = "Enter accept or change · ↑ ↓ choose · b back · q leave";
        Parts {
            above,
            body,
            keys: self.dim(keys),
        }
    }

    fn teams(&self, choice: Option<TeamIndex>) -> Parts {
        let mut body = self.prompt("Your team");
        for (team, label) in self
            .interview
            .questionnaire()
            .teams()
            .map(|(index, team)| (index, &team.label))
        {
            body.push(self.item(label, choice == Some(team)));
        }
        body.push(self.item("no team", choice.is_none()));
        body.push(String::new());
        Parts {
            body,
            keys: self.dim("↑ ↓ choose · Enter accept · Backspace back"),
            ..Parts::default()
        }
    }

    fn leaving(&self) -> Parts {
        let answered = Count(self.interview.draft().answered() as u64, "answer");
        let (question, keys) = match self.interview.keeping() {
            Keeping::InAFile => (
                format!(
                    "Leave now? Your {answered} so far {} saved.",
                    if answered.0 == 1 { "is" } else { "are" }
                ),
                "y leave · b go on",
            ),
            Keeping::Nowhere => (
                format!("Save your {answered} before you leave?"),
                "y save · n leave without saving · b go on",
            ),
        };
        let mut body = self.prompt(&question);
        body.push(String::new());
        Parts {
            body,
            keys: self.dim(keys),
            ..Parts::default()
        }
    }

    /// A line to type into. It comes first, so that the cursor, which rests on the first line,
    /// is where an input method expects it.
    fn input(&self, prompt: &str, offer: Option<&str>, typed: &str, keys: &str) -> Parts {
        let start = self.themed(|theme, out| theme.format_input_prompt(out, prompt, offer));
        let room = self
            .room()
            .saturating_sub(measure_text_width(&start) + 1)
            .max(1);
        let cursor = Style::new().for_stderr().reverse().apply_to("_");
        let body = vec![
            format!("{start}{}{cursor}", end_of(typed, room)),
            String::new(),
        ];
        Parts {
            body,
            keys: self.dim(keys),
            ..Parts::default()
        }
    }
}
