//! `align sql`: the query that tallies a table of answers in a database. Its result is a file of
//! counts, so a survey that outgrew one machine is counted where it lives.
//!
//! Databases quote identifiers each in its own way, so none is quoted: a column is an id without
//! what would have to be.

use std::{collections::BTreeSet, fmt::Write as _, io::Write};

use super::{Context, print};
use crate::{
    diagnostic::{Error, Exit},
    questionnaire::{Questionnaire, Words},
    response::Answer,
    text::{fold, one_line},
};

/// Words that one of the databases reserves, and the column that every table of answers has.
const RESERVED: &str = "account all alter analyse analyze and anti any array as asc asof \
    assert_rows_modified asymmetric at authorization between binary both by case cast check cluster \
    collate collation column commit concurrently connect connection constraint contains create cross \
    cube current database default deferrable define delete desc describe distinct do drop else end \
    enum escape except exclude exists extract false fetch filter following for foreign freeze from \
    full function generated glob grant group grouping groups gscluster hash having if ignore ilike in \
    increment index initially inner insert intersect interval into is isnull issue join lambda lateral \
    leading left like limit localtime localtimestamp lookup merge minus natural new no not nothing \
    notnull null nulls of offset on only or order organization outer over overlaps partition pivot \
    placing preceding primary proto qualify range recursive references regexp respect returning \
    revoke right rlike rollup row rows sample schema select semi session_user set show similar some \
    start struct summarize symmetric system_user table tablesample team then to trailing transaction \
    treat trigger true try_cast unbounded union unique unnest unpivot update user using values \
    variadic verbose view when whenever where window with within";

pub(super) fn run(context: &Context<'_>) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    print(|out| out.write_all(query(&questionnaire).as_bytes()))?;
    Ok(Exit::Done)
}

fn query(questionnaire: &Questionnaire) -> String {
    let columns = columns(questionnaire);
    let is_filled: Vec<_> = columns
        .iter()
        .map(|column| format!("{} <> ''", filled(column)))
        .collect();
    let counts: Vec<_> = questionnaire
        .questions()
        .zip(&columns)
        .map(|((_, question), column)| count(&question.id, column, questionnaire.words()))
        .collect();
    format!(
        "{}WITH responses AS (\n  SELECT * FROM answers\n  WHERE {}\n)\n{};\n",
        comment(questionnaire, &columns),
        is_filled.join("\n    OR "),
        counts.join("\nUNION ALL\n")
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
    let ids = questionnaire
        .questions()
        .map(|(_, question)| question.id.replace('-', "_"));
    let ids: Vec<_> = ids.collect();
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
    let blank = format!("{} = ''", filled(column));
    let sum = |answer: Answer| {
        let mut conditions = conditions(column, words, answer);
        conditions.extend((words.blank() == Some(answer)).then(|| blank.clone()));
        let condition = match conditions.is_empty() {
            true => "1 = 0".to_owned(),
            false => conditions.join(" OR "),
        };
        format!(
            "  SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {},\n",
            answer.word()
        )
    };
    let blank = match words.blank() {
        Some(_) => "  0 AS blank,\n".to_owned(),
        None => format!("  SUM(CASE WHEN {blank} THEN 1 ELSE 0 END) AS blank,\n"),
    };
    let team = filled("team");
    let sums: String = Answer::ALL.map(sum).concat();
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
    let of_answer = words
        .all()
        .filter(|word| words.answer(word) == Some(answer) && *word != "?");
    // LOWER leaves letters outside ASCII as they are in SQLite.
    let spellings: BTreeSet<_> = of_answer
        .flat_map(|word| [fold(word), word.to_ascii_lowercase()])
        .collect();
    let (awkward, plain): (Vec<_>, Vec<_>) = spellings
        .into_iter()
        .partition(|word| word.contains(['\'', '\\']));
    let plain: Vec<_> = plain.iter().map(|word| format!("'{word}'")).collect();
    let listed =
        (!plain.is_empty()).then(|| format!("LOWER(TRIM({column})) IN ({})", plain.join(", ")));
    // There is no one way to write a quote or backslash: the pattern has any character there.
    let likes = awkward.iter().map(|word| {
        let pattern = word.replace(['\'', '\\', '%'], "_");
        format!("LOWER(TRIM({column})) LIKE '{pattern}'")
    });
    listed.into_iter().chain(likes).collect()
}
