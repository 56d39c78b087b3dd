//! `align sql`: the query that tallies a table of answers in a database. Its result is a file of
//! counts, so a survey that outgrew one machine is counted where it lives.
//!
//! Databases quote identifiers each in its own way, so none is quoted: a column is an id without
//! what would have to be.

use std::{collections::BTreeSet, fmt::Write};

use crate::{
    questionnaire::{Questionnaire, Words},
    response::Answer,
    text::{fold, one_line},
};

/// Words that one of the databases reserves, and the column that every table of answers has.
const RESERVED: &str = include_str!("sql/reserved.txt");

pub(super) fn query(questionnaire: &Questionnaire) -> String {
    let columns = columns(questionnaire);
    let is_filled = columns.iter().map(|column| format!("{} <> ''", filled(column)));
    let questions = questionnaire.questions().zip(&columns);
    let counts =
        questions.map(|((_, question), column)| count(&question.id, column, &questionnaire.words));
    format!(
        "{}WITH responses AS (\n  SELECT * FROM answers\n  WHERE {}\n)\n{};\n",
        comment(questionnaire, &columns),
        is_filled.collect::<Vec<_>>().join("\n    OR "),
        counts.collect::<Vec<_>>().join("\nUNION ALL\n")
    )
}

fn comment(questionnaire: &Questionnaire, columns: &[String]) -> String {
    let mut comment = String::from(
        "-- Tallies the table `answers`: a row for each respondent, `team` with a team's id or label,\n\
         -- and a column of text for each question. Save the result as CSV with its header, and\n\
         -- `align council` reads it. BigQuery alone wants the name `no` between backticks.\n",
    );
    for ((_, question), column) in questionnaire.questions().zip(columns) {
        // Writing into a text cannot fail.
        let _ = writeln!(comment, "--   {column}: {}", one_line(&question.question));
    }
    comment
}

/// A column for each question: its id with `_` for `-`, behind `q_` where that is no identifier.
fn columns(questionnaire: &Questionnaire) -> Vec<String> {
    let reserved: BTreeSet<&str> = RESERVED.split_whitespace().collect();
    let questions = questionnaire.questions();
    let ids: Vec<_> = questions.map(|(_, question)| question.id.replace('-', "_")).collect();
    let column = |id: &String| {
        let is_identifier = id.starts_with(|c: char| c.is_ascii_lowercase());
        let mut column = id.clone();
        if !is_identifier || reserved.contains(id.as_str()) {
            column.insert_str(0, "q_");
            while ids.contains(&column) {
                column.insert_str(0, "q_");
            }
        }
        column
    };
    ids.iter().map(column).collect()
}

/// The count of each answer to one question, by team. A word that is no answer is counted in the
/// respondents only, which is how the reader of the counts notices it.
fn count(id: &str, column: &str, words: &Words) -> String {
    let is_blank = format!("{} = ''", filled(column));
    let sum = |name: &str, conditions: &[String]| {
        let condition = match conditions {
            [] => "1 = 0".to_owned(),
            _ => conditions.join(" OR "),
        };
        format!("  SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {name},\n")
    };
    let sums = Answer::ALL.map(|answer| {
        let mut conditions = conditions(column, words, answer);
        conditions.extend((words.blank == Some(answer)).then(|| is_blank.clone()));
        sum(answer.word(), &conditions)
    });
    let blank = match words.blank {
        Some(_) => "  0 AS blank,\n".to_owned(),
        None => sum("blank", &[is_blank]),
    };
    let (team, sums) = (filled("team"), sums.concat());
    format!(
        "SELECT '{id}' AS id, LOWER({team}) AS team,\n{sums}{blank}  COUNT(*) AS respondents\n\
         FROM responses GROUP BY LOWER({team})"
    )
}

/// A column's text; none at all is the empty one.
fn filled(column: &str) -> String {
    format!("COALESCE(TRIM({column}), '')")
}

/// When a column says this answer. `?` is what a spreadsheet writes for a lost ✓ or ✗, and so no
/// answer in a table.
fn conditions(column: &str, words: &Words, answer: Answer) -> Vec<String> {
    let is_of_answer = |word: &&str| words.answer(word) == Some(answer) && *word != "?";
    // LOWER leaves letters outside ASCII as they are in SQLite.
    let spellings = |word: &str| [fold(word), word.to_ascii_lowercase()];
    let spellings: BTreeSet<_> = words.all().filter(is_of_answer).flat_map(spellings).collect();
    let is_awkward = |word: &String| word.contains(['\'', '\\']);
    let (awkward, plain): (Vec<_>, Vec<_>) = spellings.into_iter().partition(is_awkward);
    let column = format!("LOWER(TRIM({column}))");
    let listed = (!plain.is_empty()).then(|| format!("{column} IN ('{}')", plain.join("', '")));
    // There is no one way to write a quote or backslash: the pattern has any character there.
    let likes = awkward
        .iter()
        .map(|word| format!("{column} LIKE '{}'", word.replace(['\'', '\\', '%'], "_")));
    listed.into_iter().chain(likes).collect()
}
