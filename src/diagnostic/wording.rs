//! Each kind in words: a fragment that says what is wrong.

use std::{
    fmt::{self, Display, Formatter},
    io,
};

use super::{DiagnosticKind, SameBy};
use crate::text::{Count, Names, Quoted, sanitize};

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
            Self::CouncilTwice => f.write_str("this council is named twice"),
            Self::DecisionsTwice(first) => {
                write!(f, "what was decided stands in {} as well", sanitize(first))
            }
            Self::Exists => f.write_str("this file exists already"),
            Self::ChangedMeanwhile => f.write_str("somebody else has changed this file meanwhile"),
            Self::NotADocument => f.write_str("this ending is not an answers document's"),
            Self::NotADecisionsFile => {
                f.write_str("decisions are written as YAML, which this ending is not")
            }
            Self::NotStdout => f.write_str("`-` is no file to write to"),
            Self::Unwritable(reason) => write!(f, "cannot write this: {}", sanitize(reason)),
            Self::Terminal(reason) => write!(f, "the terminal failed: {}", sanitize(reason)),
            Self::NoMeeting => f.write_str("a meeting needs a terminal to be held at"),
            Self::InitReadsNone => {
                f.write_str("`init` writes the built-in questionnaire and reads none")
            }
            Self::FolderForQuestions => f.write_str("this is a directory, not a questionnaire"),
            Self::Questionnaire => f.write_str("this is a questionnaire, not answers to one"),
            Self::NotAFile => f.write_str("this is a directory, not a file"),
        }
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
