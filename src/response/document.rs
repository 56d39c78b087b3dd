//! An answers document: YAML, JSON, or plain text with one answer a line.

use jiff::civil::Date;
use serde_json::{Map, json};

use super::{Answer, Draft};
use crate::{
    problem::{Fault, Place, Problem, Problems, Text},
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    text::{nearest, one_line, wrap},
    yaml::{self, Fields, Key, Node, Value},
};

pub(super) const KEYS: &[&str] = &["name", "team", "date", "answers", "notes"];

/// What a document says, and what is wrong with it.
pub struct Reading {
    /// The answers that could be read.
    pub draft: Draft,
    /// Everything that is wrong, each with its place. Missing answers are not among it.
    pub problems: Problems,
    /// Questions whose answer is there and is among the problems, so that it is not missing too.
    pub spoiled: Vec<QuestionIndex>,
}

impl Reading {
    /// The draft, if nothing is wrong.
    ///
    /// # Errors
    ///
    /// Everything that is.
    pub fn sound(self) -> Result<Draft, Problems> {
        self.problems.unless(self.draft)
    }
}

/// Reads an answers document of any of its shapes.
///
/// # Errors
///
/// The first problem of a text that is neither YAML nor JSON nor lines, of which nothing can be read.
pub fn read(text: &Text, questionnaire: &Questionnaire) -> Result<Reading, Problem> {
    let draft = Draft::new(questionnaire);
    let reading = Reading {
        draft,
        problems: Problems::default(),
        spoiled: Vec::new(),
    };
    let mut reader = Reader {
        text,
        questionnaire,
        reading,
    };
    match text
        .as_str()
        .lines()
        .map(significant)
        .find(|line| !line.is_empty())
    {
        None => {}
        Some(first) if is_yaml(first) => reader.yaml(&yaml::read(text)?),
        Some(_) => reader.lines(),
    }
    Ok(reader.reading)
}

/// Reads one answer given as `ID=ANSWER`.
///
/// # Errors
///
/// What is wrong with it.
pub fn read_pair(
    text: &Text,
    questionnaire: &Questionnaire,
    draft: &mut Draft,
) -> Result<(), Problem> {
    let pair = text.as_str();
    let whole = Place {
        line: 1,
        column: 1,
        length: pair.chars().count(),
    };
    let Some((id, word)) = pair.split_once('=') else {
        return Err(Problem::at(text, whole, Fault::NotAPair(pair.to_owned())));
    };
    let id_place = Place {
        length: id.chars().count(),
        ..whole
    };
    let word_place = Place {
        column: id_place.length + 2,
        length: word.chars().count(),
        ..whole
    };
    let question =
        question(id.trim(), questionnaire).map_err(|fault| Problem::at(text, id_place, fault))?;
    let answer = answer(word).map_err(|fault| Problem::at(text, word_place, fault))?;
    if draft.answer(question).is_some() {
        let fault = Fault::AnsweredTwice {
            id: id.trim().to_owned(),
            first: None,
        };
        return Err(Problem::at(text, id_place, fault));
    }
    draft.set(question, answer);
    Ok(())
}

/// A team by its id or label.
///
/// # Errors
///
/// The fault of a name that no team has.
pub fn team(name: &str, questionnaire: &Questionnaire) -> Result<TeamIndex, Fault> {
    questionnaire.team(name).ok_or_else(|| Fault::UnknownTeam {
        team: name.to_owned(),
        nearest: nearest(
            name,
            questionnaire.teams().map(|(_, team)| team.id.as_str()),
        )
        .map(str::to_owned),
        known: questionnaire
            .teams()
            .map(|(_, team)| team.id.clone())
            .collect(),
    })
}

fn question(id: &str, questionnaire: &Questionnaire) -> Result<QuestionIndex, Fault> {
    questionnaire.question(id).ok_or_else(|| {
        let ids = questionnaire
            .questions()
            .map(|(_, question)| question.id.as_str());
        Fault::UnknownQuestion {
            id: id.to_owned(),
            nearest: nearest(id, ids).map(str::to_owned),
        }
    })
}

/// The answer that a word gives.
///
/// # Errors
///
/// The fault of a word that is none, with the nearest that is.
pub fn answer(word: &str) -> Result<Answer, Fault> {
    word.parse().map_err(|_| Fault::NotAnAnswer {
        word: word.to_owned(),
        nearest: nearest(word, Answer::WORDS).map(str::to_owned),
    })
}

/// A line without its comment and the space around it.
fn significant(line: &str) -> &str {
    let line = line.trim();
    let comment = if line.starts_with('#') {
        Some(0)
    } else {
        line.find(" #")
    };
    line[..comment.unwrap_or(line.len())].trim_end()
}

/// Whether a document that begins with this line is YAML or JSON; what else it may be is one
/// answer a line, and no answer has a colon.
fn is_yaml(line: &str) -> bool {
    line.contains(':') || line.starts_with(['{', '[', '%', '&', '!']) || line.starts_with("---")
}

/// Fills a draft and gathers the problems on the way.
struct Reader<'a> {
    text: &'a Text,
    questionnaire: &'a Questionnaire,
    reading: Reading,
}

impl Reader<'_> {
    fn lines(&mut self) {
        let questionnaire = self.questionnaire;
        let mut questions = questionnaire.questions();
        for (index, line) in self.text.as_str().lines().enumerate() {
            let word = significant(line);
            if word.is_empty() {
                continue;
            }
            let column = 1 + line.chars().take_while(|c| c.is_whitespace()).count();
            let place = Place {
                line: index + 1,
                column,
                length: word.chars().count(),
            };
            let Some((question, _)) = questions.next() else {
                let fault = Fault::TooManyLines {
                    questions: questionnaire.questions().len(),
                };
                return self.fault(place, fault);
            };
            self.answer(question, word, place);
        }
    }

    fn yaml(&mut self, root: &Node) {
        match answers_of(root) {
            Some(_) => self.document(root),
            None => self.answers(root, "an answers document"),
        }
    }

    fn document(&mut self, root: &Node) {
        let text = self.text;
        let Some(fields) = Fields::of(
            text,
            root,
            "an answers document",
            KEYS,
            &mut self.reading.problems,
        ) else {
            return;
        };
        let name = yaml::optional_scalar(
            text,
            fields.get("name"),
            "`name`",
            &mut self.reading.problems,
        );
        self.reading.draft.respondent.name = name.map(str::to_owned);
        self.team(fields.get("team"));
        self.date(fields.get("date"));
        if let Some(answers) = fields.get("answers") {
            self.answers(answers, "`answers`");
        }
        if let Some(notes) = fields.get("notes") {
            self.notes(notes);
        }
    }

    fn team(&mut self, node: Option<&Node>) {
        let Some(name) =
            yaml::optional_scalar(self.text, node, "`team`", &mut self.reading.problems)
        else {
            return;
        };
        match (team(name, self.questionnaire), node) {
            (Ok(team), _) => self.reading.draft.respondent.team = Some(team),
            (Err(fault), Some(node)) => self.fault(node.place, fault),
            (Err(_), None) => {}
        }
    }

    fn date(&mut self, node: Option<&Node>) {
        let Some(written) =
            yaml::optional_scalar(self.text, node, "`date`", &mut self.reading.problems)
        else {
            return;
        };
        match (written.parse::<Date>(), node) {
            (Ok(date), _) => self.reading.draft.date = Some(date),
            (Err(_), Some(node)) => self.fault(node.place, Fault::BadDate(written.to_owned())),
            (Err(_), None) => {}
        }
    }

    fn answers(&mut self, node: &Node, what: &str) {
        self.each_question(node, what, |reader, question, value| {
            if let Some(word) = yaml::optional_scalar(
                reader.text,
                Some(value),
                "an answer",
                &mut reader.reading.problems,
            ) {
                reader.answer(question, word, value.place);
            }
        });
    }

    fn notes(&mut self, node: &Node) {
        self.each_question(node, "`notes`", |reader, question, value| {
            if let Some(note) = yaml::optional_scalar(
                reader.text,
                Some(value),
                "a note",
                &mut reader.reading.problems,
            ) {
                reader.reading.draft.set_note(question, note.to_owned());
            }
        });
    }

    fn each_question(
        &mut self,
        node: &Node,
        what: &str,
        mut each: impl FnMut(&mut Self, QuestionIndex, &Node),
    ) {
        // `answers:` with nothing under it is a sheet that nobody has begun to fill in.
        if node.value == Value::Empty {
            return;
        }
        for (Key { text: id, place }, value) in
            yaml::entries(self.text, node, what, &mut self.reading.problems).unwrap_or_default()
        {
            match question(id, self.questionnaire) {
                Ok(question) => each(self, question, value),
                Err(fault) => self.fault(place, fault),
            }
        }
    }

    fn answer(&mut self, question: QuestionIndex, word: &str, place: Place) {
        match answer(word) {
            Ok(answer) => self.reading.draft.set(question, answer),
            Err(fault) => {
                self.reading.spoiled.push(question);
                self.fault(place, fault);
            }
        }
    }

    fn fault(&mut self, place: Place, fault: Fault) {
        self.reading
            .problems
            .push(Problem::at(self.text, place, fault));
    }
}

/// The value of `answers`, if this is a whole document. In a bare mapping of ids to answers that
/// key could only be a question's id, with an answer behind it.
fn answers_of(root: &Node) -> Option<&Node> {
    let Value::Mapping(entries) = &root.value else {
        return None;
    };
    let is = |node: &Node, key: &str| node.value == Value::Scalar(key.to_owned());
    let answers = entries
        .iter()
        .find(|(key, _)| is(key, "answers"))
        .map(|(_, value)| value)?;
    (!matches!(answers.value, Value::Scalar(_))).then_some(answers)
}

/// A draft as a document that [`read`] reads back to the same draft.
pub fn write(draft: &Draft, questionnaire: &Questionnaire) -> String {
    let mut document = Document::default();
    document.field("name", draft.respondent.name.as_deref());
    document.field(
        "team",
        draft
            .respondent
            .team
            .map(|team| questionnaire[team].id.as_str()),
    );
    if let Some(date) = draft.date {
        document.line(&format!("date: {date}"));
    }
    document.line("answers:");
    for (index, question) in questionnaire.questions() {
        document.entry(&question.id, draft.answer(index).map_or("", Answer::word));
    }
    if questionnaire
        .questions()
        .any(|(index, _)| draft.note(index).is_some())
    {
        document.line("notes:");
    }
    for (index, question) in questionnaire.questions() {
        if let Some(note) = draft.note(index) {
            document.entry(&question.id, &yaml::quoted(note));
        }
    }
    document.0
}

/// The same as JSON, for a file whose name says so.
pub fn write_json(draft: &Draft, questionnaire: &Questionnaire) -> String {
    let mut document = Map::new();
    let text = |text: &str| json!(text);
    if let Some(name) = &draft.respondent.name {
        document.insert("name".to_owned(), text(name));
    }
    if let Some(team) = draft.respondent.team {
        document.insert("team".to_owned(), text(&questionnaire[team].id));
    }
    if let Some(date) = draft.date {
        document.insert("date".to_owned(), text(&date.to_string()));
    }
    let by_id =
        |value: &dyn Fn(QuestionIndex) -> Option<String>| -> Map<String, serde_json::Value> {
            let questions = questionnaire.questions();
            questions
                .filter_map(|(index, question)| Some((question.id.clone(), text(&value(index)?))))
                .collect()
        };
    let answers = by_id(&|index| draft.answer(index).map(|answer| answer.word().to_owned()));
    let notes = by_id(&|index| draft.note(index).map(str::to_owned));
    document.insert("answers".to_owned(), answers.into());
    document.insert("notes".to_owned(), notes.into());
    crate::json::text(&document)
}

/// A blank document, with every question as a comment above the place for its answer.
pub fn sheet(questionnaire: &Questionnaire) -> String {
    let teams: Vec<_> = questionnaire
        .teams()
        .map(|(_, team)| one_line(&team.id))
        .collect();
    let mut document = Document::default();
    document.comment(questionnaire.title());
    document.comment(
        "Write yes, no or unsure behind each question's id. A name and a team help the council.",
    );
    document.line("name:");
    document.line(&format!("team: # {}", teams.join(" or ")));
    document.line("date:");
    document.line("answers:");
    for (_, question) in questionnaire.questions() {
        document.line("");
        document.comment(&question.question);
        question.help.iter().for_each(|help| document.comment(help));
        document.entry(&question.id, "");
    }
    document.line("\n# A word on an answer, if you like, behind the same ids.");
    document.line("notes:");
    document.0
}

/// The lines of a document being written.
#[derive(Default)]
struct Document(String);

impl Document {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn field(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(&format!("{key}: {}", yaml::quoted(value)));
        }
    }

    /// An id needs quotes where YAML would read a number or a truth value into it.
    fn entry(&mut self, id: &str, value: &str) {
        let line = format!("  {}: {value}", yaml::quoted(id));
        self.line(line.trim_end());
    }

    fn comment(&mut self, text: &str) {
        for line in wrap(&one_line(text), 90) {
            self.line(&format!("# {line}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn six() -> Questionnaire {
        Questionnaire::built_in().unwrap()
    }

    fn words(text: &str) -> Vec<&'static str> {
        let questionnaire = six();
        let draft = read(&Text::new("a.yaml", text), &questionnaire)
            .unwrap()
            .sound()
            .unwrap();
        questionnaire
            .questions()
            .map(|(index, _)| draft.answer(index).map_or("", Answer::word))
            .collect()
    }

    fn faults(text: &str) -> Vec<String> {
        let problems = read(&Text::new("a.yaml", text), &six()).unwrap().problems;
        problems
            .places()
            .map(|(place, fault)| format!("{place} {fault}"))
            .collect()
    }

    #[test]
    fn all_shapes_say_the_same() {
        let wanted = ["yes", "no", "no", "yes", "yes", "unsure"];
        let mapping = "traffic: y\nclosing: NO\nsurveys: false\npersona-research: true\ncontent-offers: 1\nmql-contact: not sure\n";
        let indented = mapping.lines().fold("answers:\n".to_owned(), |all, line| {
            all + "  " + line + "\n"
        });
        for document in [
            "yes\nno\nno\nyes\nyes\nunsure\n",
            "\u{feff}# six\r\n\r\nYES\r\nn # why not\r\n0\r\ntrue\r\n1\r\n?\r\n",
            mapping,
            &indented,
            &format!("name: Ana\nteam: Sales\ndate: 2026-11-24\n{indented}notes:\n  closing: a\n"),
            r#"{"traffic":true,"closing":false,"surveys":"no","persona-research":1,"content-offers":"Yes","mql-contact":"?"}"#,
            r#"{"name":null,"answers":{"traffic":true,"closing":0,"surveys":"n","persona-research":"y","content-offers":1,"mql-contact":"maybe"}}"#,
        ] {
            assert_eq!(words(document), wanted, "{document}");
        }
    }

    #[test]
    fn what_is_blank_is_missing() {
        assert_eq!(words(""), [""; 6]);
        assert_eq!(words("# nothing yet\n"), [""; 6]);
        assert_eq!(words("answers:\n"), [""; 6]);
        assert_eq!(
            words("traffic:\nclosing: ~\nsurveys: ''\nmql-contact: no"),
            ["", "", "", "", "", "no"]
        );
        assert_eq!(words("no"), ["no", "", "", "", "", ""]);
        assert_eq!(words(&sheet(&six())), [""; 6]);
    }

    #[test]
    fn every_problem_is_found_at_once_and_in_its_place() {
        assert_eq!(
            faults(
                "name: [a]\nteam: slaes\ndate: soon\nanswers:\n  trafic: yes\n  closing: ja\n  surveys: {}\n  closing: no\nnotes:\n  x: y\nextra: 1\n"
            ),
            [
                "11:1 unknown key `extra`",
                "1:7 `name` must be a single value, not a list",
                "2:7 unknown team `slaes`",
                "3:7 `soon` is not a date",
                "8:3 key `closing` is here twice, first in line 6",
                "5:3 unknown question id `trafic`",
                "6:12 `ja` is not an answer",
                "7:12 an answer must be a single value, not a mapping",
                "10:3 unknown question id `x`",
            ]
        );
        assert_eq!(faults("yes\n\n  yess\n"), ["3:3 `yess` is not an answer"]);
        assert_eq!(
            faults("y\ny\ny\ny\ny\ny\ny\n"),
            ["7:1 more answers than the 6 questions"]
        );
        assert_eq!(
            faults("- yes\n- no\n"),
            [
                "1:1 `- yes` is not an answer",
                "2:1 `- no` is not an answer"
            ]
        );
        assert_eq!(
            faults("[yes, no]"),
            ["1:1 an answers document must be a mapping, not a list"]
        );
    }

    #[test]
    fn a_question_may_be_called_answers() {
        let yaml = "title: T\nteams: {a: A, b: B}\nquestions:\n- {id: answers, need: N, question: Q, lead: a}\n";
        let questionnaire = Questionnaire::read(&Text::new("q", yaml)).unwrap();
        for document in ["answers: yes", "answers: {answers: yes}"] {
            let draft = read(&Text::new("a", document), &questionnaire)
                .unwrap()
                .draft;
            assert_eq!(draft.answered(), 1, "{document}");
        }
    }

    #[test]
    fn a_pair_is_one_answer() {
        let questionnaire = six();
        let mut draft = Draft::new(&questionnaire);
        let mut pair =
            |pair: &str| read_pair(&Text::new("--answer", pair), &questionnaire, &mut draft);
        assert!(pair("traffic=yes").is_ok());
        assert_eq!(
            pair("traffic=no").unwrap_err().fault.to_string(),
            "`traffic` is answered twice"
        );
        assert_eq!(
            pair("closing").unwrap_err().fault.to_string(),
            "`closing` is not ID=ANSWER"
        );
        assert_eq!(
            pair("close=no").unwrap_err().fault.to_string(),
            "unknown question id `close`"
        );
        assert_eq!(
            pair("closing=ja").unwrap_err().fault.to_string(),
            "`ja` is not an answer"
        );
        assert_eq!(draft.answered(), 1);
    }

    mod round_trip {
        use proptest::prelude::*;

        use super::*;

        fn draft() -> impl Strategy<Value = Draft> {
            let answers = proptest::collection::vec(proptest::option::of(0..3_usize), 6);
            let notes = proptest::collection::vec(proptest::option::of(note()), 6);
            (
                proptest::option::of(note()),
                proptest::option::of(0..2_usize),
                any::<bool>(),
                answers,
                notes,
            )
                .prop_map(|(name, team, dated, answers, notes)| {
                    let questionnaire = six();
                    let mut draft = Draft::new(&questionnaire);
                    draft.respondent.name = name;
                    draft.respondent.team = team
                        .and_then(|n| questionnaire.teams().nth(n))
                        .map(|(index, _)| index);
                    draft.date = dated.then(|| Date::constant(2026, 11, 24));
                    for (index, _) in questionnaire.questions() {
                        let position = index.position();
                        answers[position]
                            .iter()
                            .for_each(|n| draft.set(index, Answer::ALL[*n]));
                        notes[position]
                            .iter()
                            .for_each(|note| draft.set_note(index, note.clone()));
                    }
                    draft
                })
        }

        /// Any text that has something in it and no space around it, which reading takes away.
        fn note() -> impl Strategy<Value = String> {
            prop_oneof![
                any::<String>(),
                "[a-z:#\"' {}\\[\\]|>&*!%@`\n\t-]{1,12}",
                "(yes|No|null|~|1|0x1f|1e3|-|---)"
            ]
            .prop_map(|text| text.trim().to_owned())
            .prop_filter("a blank note is no note", |text| !text.is_empty())
        }

        proptest! {
            #[test]
            fn a_written_draft_reads_back_the_same(draft in draft()) {
                let questionnaire = six();
                let document = write(&draft, &questionnaire);
                let read = read(&Text::new("a.yaml", document.clone()), &questionnaire).unwrap();
                prop_assert_eq!(read.sound().map_err(|_| document), Ok(draft.clone()));
                let json = write_json(&draft, &questionnaire);
                let read = super::read(&Text::new("a.json", json.clone()), &questionnaire).unwrap();
                prop_assert_eq!(read.sound().map_err(|_| json), Ok(draft));
            }

            #[test]
            fn no_text_whatever_makes_the_reader_panic(text in any::<String>()) {
                let _ = read(&Text::new("a.yaml", text), &six());
            }
        }
    }
}
