//! Each fault in words: a fragment that says what is wrong, and the label under the place, which
//! says what would be right.

use std::{
    fmt::{self, Display, Formatter},
    io,
};

use super::{DiagnosticKind, SameBy};
use crate::text::{Count, Names, Quoted, sanitize};

/// The words an answer can be given in, for people.
const ANSWERS: &str = "an answer is `yes`, `no` or `unsure`";

/// What a document may say beside its `answers`.
const ABOUT_ANSWERS: [&str; 4] = ["name", "team", "date", "notes"];

/// What answers may come from.
const SOURCES: &str = "a source is an answers document, a form export (CSV, TSV or .xlsx), lines of answers, or a report in JSON";

impl Display for DiagnosticKind {
    #[expect(clippy::too_many_lines, reason = "one line a fault, all in one place")]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "cannot read this: {}", sanitize(reason)),
            Self::TooLarge { limit } => {
                write!(
                    f,
                    "more than {} MiB, and nothing read here is that long",
                    limit >> 20
                )
            }
            Self::NotUtf8 => f.write_str("this is not text in UTF-8"),
            Self::NotYaml(reason) => write!(f, "cannot read this as YAML: {}", sanitize(reason)),
            Self::NoSpace { .. } => f.write_str("no space behind the `:`"),
            Self::NotAColon { mark, .. } => write!(f, "a `{mark}` where a `:` belongs"),
            Self::NoBreakSpace => f.write_str("a no-break space where a space belongs"),
            Self::Fence => f.write_str("this line marks code in a chat or in Markdown"),
            Self::LoneQuestionMark => f.write_str("a `?` alone begins a key in YAML"),
            Self::Shape {
                what,
                wanted,
                found,
            } => {
                write!(f, "{} must be {wanted}, not {found}", sanitize(what))
            }
            Self::UnknownKey { key, .. } => write!(f, "unknown key {}", Quoted(key)),
            Self::RepeatedKey { key, first } => {
                write!(
                    f,
                    "key {} is here twice, first in line {first}",
                    Quoted(key)
                )
            }
            Self::MissingKey(key) => write!(f, "no {}", Quoted(key)),
            Self::EmptyValue(what) => write!(f, "{} is empty", sanitize(what)),
            Self::UnsafeText { what, character } => write!(
                f,
                "{} holds the invisible character {}",
                sanitize(what),
                Quoted(character.to_string())
            ),
            Self::BadConsensus(text) => {
                write!(
                    f,
                    "`consensus` must be a whole number from 51 to 100, not {}",
                    Quoted(text)
                )
            }
            Self::BadLanguage(text) => write!(f, "{} is no language tag", Quoted(text)),
            Self::NumberOfTeams(0 | 1) => f.write_str("a questionnaire needs two or more teams"),
            Self::NumberOfTeams(count) => {
                write!(f, "a questionnaire has at most 100 teams, not {count}")
            }
            Self::NumberOfQuestions(0) => {
                f.write_str("a questionnaire needs one or more questions")
            }
            Self::NumberOfQuestions(count) => {
                write!(f, "a questionnaire has at most 1000 questions, not {count}")
            }
            Self::BadId(id) => write!(f, "{} cannot be an id", Quoted(id)),
            Self::SameName { what, name, first } => {
                write!(
                    f,
                    "{what} {} is here twice, first in line {first}",
                    Quoted(name)
                )
            }
            Self::AmbiguousWord { word, other } => {
                write!(f, "{} says `{other}` already", Quoted(word))
            }
            Self::TooLong { what, limit } => {
                write!(f, "{what} has more than {limit} characters")
            }
            Self::UnknownTeam { team, .. } => write!(f, "unknown team {}", Quoted(team)),
            Self::UnknownQuestion { id, .. } => write!(f, "unknown question id {}", Quoted(id)),
            Self::AnsweredTwice(id) => write!(f, "{} is answered twice", Quoted(id)),
            Self::NotAnAnswer { word, .. } => write!(f, "{} is not an answer", Quoted(word)),
            Self::NotADecision(word) => write!(f, "{} is not a decision", Quoted(word)),
            Self::TooManyLines { questions } => {
                write!(
                    f,
                    "more answers than the {}",
                    Count(*questions as u64, "question")
                )
            }
            Self::BadDate(date) => write!(f, "{} is not a date", Quoted(date)),
            Self::TooFewToBeAnonymous(count) => write!(
                f,
                "`--anonymous` takes three respondents or more, and there {}",
                if *count == 1 {
                    "is 1".to_owned()
                } else {
                    format!("are {count}")
                }
            ),
            Self::NoAnswer(ids) => write!(f, "no answer for {}", Names(ids)),
            Self::NotAPair(text) => write!(f, "{} is not ID=ANSWER", Quoted(text)),
            Self::EmptyForm => f.write_str("an empty file, not a form export"),
            Self::FormWithoutRows => f.write_str("a form export with a header and no answers"),
            Self::NoColumn { id, .. } => write!(f, "no column for question {}", Quoted(id)),
            Self::TwoColumns {
                what,
                headers: [one, other],
            } => write!(
                f,
                "two columns for {}: {} and {}",
                Quoted(what),
                Quoted(one),
                Quoted(other)
            ),
            Self::BlankCell => f.write_str("no answer"),
            Self::RaggedRow { wanted, found } => write!(
                f,
                "a row of {}, where the header has {wanted}",
                Count(*found as u64, "cell")
            ),
            Self::NotCsv(reason) => write!(f, "cannot read this as CSV: {reason}"),
            Self::OpenQuote { lines } => write!(
                f,
                "the quote opened here is never closed, so {} below it would be lost",
                Count(*lines, "row")
            ),
            Self::StrayQuote { lines } => write!(
                f,
                "the quote opened here closes in the middle of a cell {} below, so the rows between would be lost",
                Count(*lines, "line")
            ),
            Self::RowTooLong => f.write_str("a row of more than 1 MiB"),
            Self::NotXlsx(reason) => {
                write!(f, "cannot read this as an Excel file: {}", sanitize(reason))
            }
            Self::XlsxTooLarge => f.write_str("an Excel file that unpacks to more than a form has"),
            Self::NotAnswers { word, cells, .. } => write!(
                f,
                "{} is not an answer; it is in {}",
                Quoted(word),
                Count(*cells, "cell")
            ),
            Self::Code { word, cells } => write!(
                f,
                "{} may mean yes or no here; it is in {}",
                Quoted(word),
                Count(*cells, "cell")
            ),
            Self::LostCharacter { cells } => write!(
                f,
                "`?` stands for a character that was lost; it is in {}",
                Count(*cells, "cell")
            ),
            Self::TotalRow(name) => {
                write!(f, "the last row is {}, which is nobody's", Quoted(name))
            }
            Self::SamePerson { name, by, first } => {
                match (name, by) {
                    (Some(name), SameBy::Name) => write!(f, "{} has", Quoted(name))?,
                    (_, SameBy::Name) => f.write_str("somebody of this name has")?,
                    (_, SameBy::Email) => f.write_str("whoever has this e-mail address has")?,
                    (_, SameBy::ResponseId) => f.write_str("the response of this id has")?,
                }
                write!(f, " answered already, in {}", sanitize(first))
            }
            Self::UnknownPerson { name, .. } => {
                write!(
                    f,
                    "{} is not among the `people` who are asked",
                    Quoted(name)
                )
            }
            Self::NotALine => f.write_str("this is not a line of answers"),
            Self::SameBytes(other) => {
                write!(
                    f,
                    "this file is the same, byte for byte, as {}",
                    sanitize(other)
                )
            }
            Self::UnknownEnding => f.write_str("no way to tell what this is"),
            Self::NotRead { what, .. } => write!(f, "this is {what}, which is not read here"),
            Self::NotAReport(reason) => {
                write!(f, "cannot read this as a report: {}", sanitize(reason))
            }
            Self::ReportVersion(version) => {
                write!(
                    f,
                    "a report of version {version}, and only version 1 is read"
                )
            }
            Self::TrendReport => f.write_str("this is the report of a trend, not of one council"),
            Self::OtherQuestions { lacks, others } => {
                f.write_str("a report on other questions:")?;
                match lacks.as_slice() {
                    [] => {}
                    ids => write!(f, " it lacks {}", Names(ids))?,
                }
                match others.as_slice() {
                    [] => Ok(()),
                    ids => {
                        let and = if lacks.is_empty() { "" } else { " and" };
                        write!(f, "{and} has {} instead", Names(ids))
                    }
                }
            }
            Self::ReportDiffers => {
                f.write_str("the answers in this report are not what its figures say")
            }
            Self::ReportByNoTeam => {
                f.write_str("a report without figures by team stands only for itself")
            }
            Self::CountsDiffer {
                id,
                team,
                respondents,
            } => {
                let respondents = Count(*respondents, "respondent");
                write!(
                    f,
                    "the answers to {} are not as many as the {respondents}",
                    Quoted(id)
                )?;
                match team {
                    Some(team) => write!(f, " of {}", Quoted(team)),
                    None => Ok(()),
                }
            }
            Self::CountedTwice => {
                f.write_str("this team's answers to this question are counted above already")
            }
            Self::NotACount(text) => write!(f, "{} is not a number of respondents", Quoted(text)),
            Self::DecidedTwice(id) => {
                write!(f, "{} is decided otherwise in another source", Quoted(id))
            }
            Self::Decisions => f.write_str("this says what was decided, not what was answered"),
            Self::NoSources => f.write_str("a folder with no answers in it"),
            Self::StdinTwice => f.write_str("standard input can be read only once"),
            Self::DecisionsTwice(first) => {
                write!(f, "what was decided stands in {} as well", sanitize(first))
            }
            Self::Exists => f.write_str("this file exists already"),
            Self::ChangedMeanwhile => f.write_str("somebody else has changed this file meanwhile"),
            Self::NotADocument => f.write_str("this ending is not an answers document's"),
            Self::NotStdout => f.write_str("`-` is no file to write to"),
            Self::Unwritable(reason) => write!(f, "cannot write this: {}", sanitize(reason)),
            Self::Terminal(reason) => write!(f, "the terminal failed: {}", sanitize(reason)),
            Self::InitReadsNone => {
                f.write_str("`init` writes the built-in questionnaire and reads none")
            }
            Self::FolderForQuestions => f.write_str("this is a directory, not a questionnaire"),
            Self::Questionnaire => f.write_str("this is a questionnaire, not answers to one"),
            Self::NotAFile => f.write_str("this is a directory, not a file"),
        }
    }
}

impl DiagnosticKind {
    /// What would be right, or what to type instead, where that can be said in a few words.
    pub(crate) fn remedy(&self) -> Option<String> {
        Some(match self {
            Self::UnknownKey {
                nearest: Some(name),
                ..
            }
            | Self::UnknownQuestion {
                nearest: Some(name),
                ..
            }
            | Self::UnknownTeam {
                nearest: Some(name),
                ..
            }
            | Self::NotAnAnswer {
                nearest: Some(name),
                ..
            }
            | Self::UnknownPerson {
                nearest: Some(name),
                ..
            } => {
                format!("did you mean {}?", Quoted(name))
            }
            Self::Shape {
                found: "a list",
                wanted: "a mapping",
                what,
            } if what.contains("answers") => "write `ID: yes`, one answer a line, and no list".to_owned(),
            Self::UnknownKey { known, .. } => {
                format!("the keys here are {}", Names(known))
            }
            Self::UnknownQuestion { id, .. } if ABOUT_ANSWERS.contains(&id.as_str()) => {
                format!("where there is {}, the answers stand under `answers`", Quoted(id))
            }
            Self::UnknownQuestion { .. } => "`align sheet` lists every question id".to_owned(),
            Self::UnknownTeam { known, .. } => {
                format!("the teams are {}", Names(known))
            }
            Self::NotAnswers {
                nearest: Some(name),
                ..
            } => format!("did you mean {}?", Quoted(name)),
            Self::NotAnAnswer { .. } => ANSWERS.to_owned(),
            Self::OpenQuote { .. } | Self::StrayQuote { .. } => {
                "export the form anew, or remove the lone `\"` if it was typed by hand".to_owned()
            }
            Self::XlsxTooLarge => {
                "save it as .xlsx or as CSV UTF-8".to_owned()
            }
            Self::Code { .. } => {
                "`1` and `0` are read as yes and no only where all answers are one of them".to_owned()
            }
            Self::LostCharacter { .. } => {
                "save the spreadsheet as CSV UTF-8, which keeps every character".to_owned()
            }
            Self::TotalRow(_) => "delete the row".to_owned(),
            Self::NotADecision(_) => {
                "a decision is `yes` or `no`; what is still open is left out".to_owned()
            }
            Self::UnknownPerson { .. } => "`people` in the questionnaire lists who is asked".to_owned(),
            Self::TooLarge { .. } => {
                "`align sheet` prints an answers document to fill in, of a few lines".to_owned()
            }
            Self::NotUtf8 => "save the file as UTF-8".to_owned(),
            Self::Questionnaire => "`--questions` takes it".to_owned(),
            Self::BlankCell => "`--allow-missing` counts it as unsure".to_owned(),
            Self::NotAPair(_) => "such as `--answer traffic=yes`".to_owned(),
            Self::NoSpace { key, value } | Self::NotAColon { key, value, .. } => {
                format!("write {}", Quoted(format!("{key}: {value}")))
            }
            Self::NoBreakSpace => "delete it and type a space".to_owned(),
            Self::Fence => "delete the line, and the one like it at the end".to_owned(),
            Self::LoneQuestionMark => "write `unsure`, or put it in quotes: `\"?\"`".to_owned(),
            Self::BadLanguage(_) => "such as `en` or `pt-BR`".to_owned(),
            Self::SameName { .. } => "a reader and a form's column must tell them apart".to_owned(),
            Self::AmbiguousWord { .. } => "a word means one answer".to_owned(),
            Self::BadId(_) => "an id is made of a-z, 0-9 and -".to_owned(),
            Self::BadDate(_) => "a date is written as in 2026-11-24".to_owned(),
            Self::TooManyLines { .. } => {
                "one answer a line, in the order of the questions".to_owned()
            }
            Self::NoColumn {
                nearest: Some([header, name]),
                ..
            } => {
                format!("column {} is near {}", Quoted(header), Quoted(name))
            }
            Self::NoColumn { .. } => {
                "a column is found by the question's id, its text or its need".to_owned()
            }
            Self::SamePerson { .. } => "delete one of them, tell the two apart, or let the later one count with `--latest`".to_owned(),
            Self::SameBytes(_) => "name it once; two people who gave the same answers need a `name` in each file".to_owned(),
            Self::NotALine => "such as `Mara (Marketing): yes no unsure`, one answer a question, in their order".to_owned(),
            Self::UnknownEnding => SOURCES.to_owned(),
            Self::NoSources => "answers are in files that end in .yaml, .yml, .json, .csv, .tsv, .xlsx or .txt".to_owned(),
            Self::NotRead { remedy, .. } => (*remedy).to_owned(),
            Self::ReportVersion(_) => "`align council -f json` of this program writes version 1".to_owned(),
            Self::TrendReport => "name the reports of its councils".to_owned(),
            Self::OtherQuestions { .. } => "`--questions` takes the questionnaire that it was made with".to_owned(),
            Self::ReportByNoTeam => "put the answers together first, or write the report where each team has three respondents or more".to_owned(),
            Self::CountsDiffer { .. } => "a word that is no answer is counted nowhere; `words` in the questionnaire can name it".to_owned(),
            Self::DecidedTwice(_) => "`--decisions` takes the file that counts".to_owned(),
            Self::Decisions => "`--decisions` takes it".to_owned(),
            Self::NotAFile => "name a file in it; only `align council`, `align trend` and `align check` take directories".to_owned(),
            Self::DecisionsTwice(_) => "`--decisions` names the file that counts".to_owned(),
            Self::Exists => "`--force` replaces it".to_owned(),
            Self::ChangedMeanwhile => "nothing was written; a file of another name keeps both".to_owned(),
            Self::NotADocument => "answers are saved as .yaml or .json".to_owned(),
            Self::NotStdout => "give it a name, such as ana.yaml".to_owned(),
            Self::MissingKey("answers") => "`align sheet` prints a document to fill in".to_owned(),
            _ => return None,
        })
    }
}

/// An operating system's reason without its number, which helps nobody.
pub(crate) fn reason(error: &io::Error) -> String {
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default();
    let mut letters = reason.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
