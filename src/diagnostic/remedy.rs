//! What would be right, or what to type instead.

use super::DiagnosticKind;
use crate::{
    storage,
    text::{Names, Quoted},
};

impl DiagnosticKind {
    /// The remedy, where it can be said in a few words.
    pub(crate) fn remedy(&self) -> Option<String> {
        Some(match self {
            Self::UnknownKey { nearest: Some(nearest), .. }
            | Self::UnknownQuestion { nearest: Some(nearest), .. }
            | Self::UnknownTeam { nearest: Some(nearest), .. }
            | Self::UnknownPerson { nearest: Some(nearest), .. }
            | Self::NotAnAnswer { nearest: Some(nearest), .. }
            | Self::NotAnswers { nearest: Some(nearest), .. } => {
                format!("did you mean {}?", Quoted(nearest))
            }
            Self::UnknownKey { known, .. } => format!("the keys here are {}", Names(known)),
            Self::UnknownTeam { known, .. } => format!("the teams are {}", Names(known)),
            // What a document may say beside its `answers`.
            Self::UnknownQuestion { id, .. }
                if ["name", "team", "date", "notes"].contains(&id.as_str()) =>
            {
                format!("where there is {}, the answers stand under `answers`", Quoted(id))
            }
            Self::NoColumn { nearest: Some([header, name]), .. } => {
                format!("column {} is near {}", Quoted(header), Quoted(name))
            }
            Self::Unseparated { key, value } => {
                format!("write {}", Quoted(format!("{key}: {value}")))
            }
            _ => return self.fixed_remedy().map(str::to_owned),
        })
    }

    fn fixed_remedy(&self) -> Option<&'static str> {
        Some(match self {
            Self::Shape { what, found: "a list", .. } if what == "an answers document" => {
                "write `ID: yes`, one answer a line, and no list"
            }
            Self::UnknownQuestion { .. } => "`align sheet` lists every question id",
            Self::NotAnAnswer { .. } => "an answer is `yes`, `no` or `unsure`",
            Self::OpenQuote { .. } | Self::StrayQuote { .. } => {
                "export the form anew, or remove the lone `\"` if it was typed by hand"
            }
            Self::XlsxTooLarge => "save it as .xlsx or as CSV UTF-8",
            Self::Code { .. } => {
                "`1` and `0` are read as yes and no only where all answers are one of them"
            }
            Self::LostCharacter { .. } => {
                "save the spreadsheet as CSV UTF-8, which keeps every character"
            }
            Self::TotalRow(_) => "delete the row",
            Self::RaggedRow { wanted, found } if found < wanted => {
                "delete the row if it is nobody's; else give it the cells that it lacks"
            }
            Self::RaggedRow { .. } => "put a cell in quotes that holds the separator",
            Self::NotADecision(_) => "a decision is `yes` or `no`; what is still open is left out",
            Self::UnknownPerson { .. } => "`people` in the questionnaire lists who is asked",
            Self::TooLarge { limit: storage::BYTES_AT_MOST } => {
                "answers and a questionnaire have a few lines; `align sheet` and `align init` show them"
            }
            Self::UnsafeText { character: '\n', .. } => {
                "write it in one line, without `|` before it"
            }
            Self::NotUtf8 => "save the file as UTF-8",
            Self::BlankCell => "`--allow-missing` leaves it blank",
            Self::NotAPair(_) => "such as `--answer traffic=yes`",
            Self::NoBreakSpace => "delete it and type a space",
            Self::Fence => "delete the line, and the one like it at the end",
            Self::BadLanguage(_) => "such as `en` or `pt-BR`",
            Self::SameName { .. } => "a reader and a form's column must tell them apart",
            Self::AmbiguousWord { .. } => "a word means one answer",
            Self::BadId(_) => "an id is made of a-z, 0-9 and -",
            Self::BadDate(_) => "a date is written as in 2026-11-24",
            Self::TooManyLines { .. } => "one answer a line, in the order of the questions",
            Self::NoColumn { .. } => "a column is found by the question's id, its text or its need",
            Self::SamePerson { .. } => {
                "delete one of them, tell the two apart, or let the later one count with `--latest`"
            }
            Self::SameBytes(_) => {
                "name it once; two people who gave the same answers need a `name` in each file"
            }
            Self::NotALine => {
                "such as `Mara (Marketing): yes no unsure`, one answer a question, in their order"
            }
            Self::UnknownEnding => {
                "a source is an answers document, a form export (CSV, TSV or .xlsx), lines of \
                 answers, or a report in JSON"
            }
            Self::NoSources => {
                "answers are in files that end in .yaml, .yml, .json, .csv, .tsv, .xlsx or .txt"
            }
            Self::NotRead { remedy, .. } => remedy,
            Self::ReportVersion(_) => "`align council -f json` of this program writes version 1",
            Self::OtherQuestions { .. } => {
                "`--questions` takes the questionnaire that it was made with"
            }
            Self::OtherQuestionnaire(_) => "`-q` names the one that counts for all sources",
            Self::ReportOfTheOthers => {
                "move it out of the folder, or name it alone: it stands for its answers"
            }
            Self::ReportByNoTeam => {
                "put the answers together first, or write the report without `--anonymous`"
            }
            Self::CountsDiffer { .. } => {
                "a word that is no answer counts nowhere; `words` in the questionnaire can name it"
            }
            Self::DecidedTwice(_) => "`--decisions` takes the file that counts",
            Self::NotAFile => {
                "name a file in it; only `council`, `decide`, `trend` and `check` take folders"
            }
            Self::DecisionsTwice(_) => "`--decisions` names the file that counts",
            Self::Exists => "`--force` replaces it",
            Self::OverItsSource => "give the report a name of its own",
            Self::ChangedMeanwhile => "nothing was written; a file of another name keeps both",
            Self::NotADocument => "answers are saved as .yaml or .json",
            Self::NotStdout => "give it a name, such as ana.yaml",
            Self::MissingKey("answers") => "`align sheet` prints a document to fill in",
            _ => return None,
        })
    }
}
