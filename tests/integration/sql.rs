//! `align sql`: the query gives the counts that the answers themselves give, in each database that
//! is here.

use std::process::{Command, Stdio};

use crate::harness::{Align, Run};

const YAML: &str = "title: T\nteams: {marketing: Marketing, sales: Sales}\n\
                    words: {yes: [Été, D'accord], no: [Nein], unsure: [Weiß nicht]}\n\
                    questions:\n- {id: ads-now, need: Ads, question: Do we need ads?, lead: marketing}\n\
                    - {id: order, need: Orders, question: Do we need orders?, lead: sales}\n\
                    - {id: 2nd, need: Second, question: Do we need a second?, lead: sales}\n";

/// The columns are the ids, as far as every database takes them.
const COLUMNS: [&str; 4] = ["team", "ads_now", "q_order", "q_2nd"];

const ROWS: [[&str; 4]; 7] = [
    ["sales", "Yes", " no ", "?"],
    ["Sales", "TRUE", "Nein", ""],
    ["SALES", "maybe", "false", "Weiß nicht"],
    [" marketing", "D'accord", "Été", "n"],
    ["marketing", "not sure", "d'accord", ""],
    ["", "y", "N", "unsure"],
    ["sales", "", " ", ""],
];

/// A database that runs a script and prints the last result as CSV with a header.
struct Database {
    name: &'static str,
    command: &'static [&'static str],
}

const DATABASES: [Database; 2] = [
    Database { name: "sqlite3", command: &["sqlite3", "-csv", "-header"] },
    Database {
        name: "duckdb",
        command: &[
            "python3",
            "-c",
            "import sys, duckdb, csv\n\
             rows = duckdb.connect()\n\
             rows.execute(sys.stdin.read())\n\
             out = csv.writer(sys.stdout)\n\
             out.writerow(column[0] for column in rows.description)\n\
             out.writerows(rows.fetchall())\n",
        ],
    },
];

impl Database {
    fn is_here(&self) -> bool {
        let probe = match self.name {
            "duckdb" => Command::new("python3").args(["-c", "import duckdb"]).output(),
            name => Command::new(name).arg("-version").output(),
        };
        let is_here = probe.is_ok_and(|output| output.status.success());
        if !is_here {
            eprintln!("skipped: {} is not here", self.name);
        }
        is_here
    }

    fn run(&self, script: &str) -> String {
        let [program, args @ ..] = self.command else { unreachable!() };
        let mut child = Command::new(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), script.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", self.name);
        String::from_utf8(output.stdout).unwrap()
    }
}

fn align() -> Align {
    Align::new().questions(YAML)
}

fn table(rows: &[[&str; 4]]) -> String {
    let columns = COLUMNS.map(|column| format!("{column} text")).join(", ");
    let row = |row: &[&str; 4]| {
        let cells = row.map(|cell| match cell {
            "" => "NULL".to_owned(),
            cell => format!("'{}'", cell.replace('\'', "''")),
        });
        format!("({})", cells.join(", "))
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    format!("CREATE TABLE answers ({columns});\nINSERT INTO answers VALUES {};\n", rows.join(",\n"))
}

/// What each database makes of a table of these rows.
fn counts(rows: &[[&str; 4]]) -> Vec<(&'static str, String)> {
    let query = align().args("sql").run().stderr("").status(0).stdout_text();
    let script = format!("{}{query}", table(rows));
    let here = DATABASES.iter().filter(|database| database.is_here());
    here.map(|database| (database.name, database.run(&script))).collect()
}

fn council(file: &str, text: &str) -> Run {
    align().file(file, text).args("council -f csv").args(file).run()
}

#[test]
fn the_counts_are_those_of_the_answers() {
    // A form's `?` is a lost sign, and so it is left out of the table here.
    let mut rows = ROWS;
    rows[0][3] = "maybe";
    let rows_of_form: Vec<_> = rows.iter().map(|row| row.join(",")).collect();
    let form = format!("team,ads-now,order,2nd\n{}\n", rows_of_form.join("\n"));
    let expected = align()
        .file("form.csv", &form)
        .args("council -f csv --allow-missing form.csv")
        .run()
        .status(0)
        .stdout_text();
    for (database, counts) in counts(&rows) {
        let run = council("counts.csv", &counts).stderr("").status(0);
        assert_eq!(run.stdout_text(), expected, "{database}");
    }
}

#[test]
fn a_word_that_is_no_answer_does_not_vanish() {
    for (database, counts) in counts(&ROWS) {
        let run = council("counts.csv", &counts).status(2).stdout("");
        let error = "error: the answers to `2nd` are not as many as the 3 respondents of `sales`\n--> counts.csv, row ";
        assert!(run.stderr_text().starts_with(error), "{database}: {}", run.stderr_text());
    }
}

#[test]
fn the_query_quotes_no_name_and_says_what_the_table_looks_like() {
    let query = Align::new().args("sql").run().stderr("").status(0).stdout_text();
    for column in
        ["traffic", "closing", "surveys", "persona_research", "content_offers", "mql_contact"]
    {
        assert!(query.contains(&format!("--   {column}: ")), "{query}");
    }
    assert!(!query.contains('"'), "{query}");
    assert_eq!(query.matches("UNION ALL").count(), 5);
}
