//! What is wrong, where it is and what to type next: the whole of standard error.

use crate::harness::{Align, SIX_LINES};

/// A document in `answers.yaml` that cannot be used, and what is said about it.
#[track_caller]
fn refused(document: impl AsRef<[u8]>, stderr: &str) {
    Align::new().answers(document).run().stderr(stderr).status(2).stdout("");
}

/// A questionnaire that cannot be used, and what is said about it.
#[track_caller]
fn no_questionnaire(yaml: &str, stderr: &str) {
    Align::new().questions(yaml).stdin(SIX_LINES).run().stderr(stderr).status(2).stdout("");
}

/// A command line that cannot be used.
#[track_caller]
fn no_command(args: &str, stderr: &str) {
    let run = Align::new().args(args).open_stdin().run();
    run.stderr(stderr).status(2).stdout("");
}

#[test]
fn an_answer_is_missing() {
    refused(
        "traffic: yes\nclosing: no\nsurveys: no\npersona-research: yes\ncontent-offers: yes\n",
        "\
error: no answer for `mql-contact`

hint: `align --answers answers.yaml` at a terminal asks only what is missing; `--allow-missing` leaves a missing answer blank
",
    );
    Align::new()
        .stdin("yes\nno\nno\n")
        .run()
        .stderr(
            "\
error: no answer for `persona-research`, `content-offers` and `mql-contact`

hint: `align` at a terminal asks; `align sheet` prints a document to fill in; `--allow-missing` leaves a missing answer blank
",
        )
        .status(2);
}

#[test]
fn an_id_is_misspelt() {
    refused(
        "answers:\n  traffic: yes\n  closing: no\n  survys: yes\n  persona-research: yes\n  content-offers: yes\n",
        "\
error: unknown question id `survys`
 --> answers.yaml:4:3
  |
4 |   survys: yes
  |   ^^^^^^ did you mean `surveys`?

error: no answer for `surveys` and `mql-contact`

hint: `align --answers answers.yaml` at a terminal asks only what is missing; `--allow-missing` leaves a missing answer blank
",
    );
}

#[test]
fn an_id_is_nobody_s() {
    Align::new()
        .args("--allow-missing")
        .answers("weather: yes\n")
        .run()
        .stderr(
            "\
error: unknown question id `weather`
 --> answers.yaml:1:1
  |
1 | weather: yes
  | ^^^^^^^ `align sheet` lists every question id

",
        )
        .status(2);
}

#[test]
fn an_answer_is_misspelt() {
    refused(
        "yes\nno\nyess\nyes\nyes\nno\n",
        "\
error: `yess` is not an answer
 --> answers.yaml:3:1
  |
3 | yess
  | ^^^^ an answer is `yes`, `no` or `unsure`

",
    );
    refused(
        "# ours\ntraffic: yes\nclosing: absolutely\nsurveys: no\npersona-research: yes\ncontent-offers: yes\nmql-contact: no\n",
        "\
error: `absolutely` is not an answer
 --> answers.yaml:3:10
  |
3 | closing: absolutely
  |          ^^^^^^^^^^ an answer is `yes`, `no` or `unsure`

",
    );
}

#[test]
fn an_id_is_there_twice() {
    refused(
        "traffic: yes\nclosing: no\nsurveys: no\npersona-research: yes\ncontent-offers: yes\nmql-contact: no\nclosing: no\n",
        "\
error: key `closing` is here twice, first in line 2
 --> answers.yaml:7:1
  |
7 | closing: no
  | ^^^^^^^

",
    );
}

#[test]
fn there_are_seven_lines_for_six_questions() {
    refused(
        "yes\nno\nno\n\nyes\nyes\nunsure\n  no # one more\nyes\n",
        "\
error: more answers than the 6 questions
 --> answers.yaml:8:3
  |
8 |   no # one more
  |   ^^ one answer a line, in the order of the questions

",
    );
}

#[test]
fn text_is_not_utf_8() {
    refused(
        b"traffic: yes\nclosing: n\xf6\n",
        "\
error: this is not text in UTF-8
 --> answers.yaml:2:11
  |
2 | closing: n\u{fffd}
  |           ^ save the file as UTF-8

",
    );
}

#[test]
fn the_document_is_a_directory() {
    Align::new()
        .file("answers/ana.yaml", SIX_LINES)
        .args("--answers answers")
        .run()
        .stderr(
            "\
error: this is a folder, not a file
--> answers
 = hint: name a file in it; only `council`, `decide`, `trend` and `check` take folders

",
        )
        .status(2)
        .stdout("");
}

#[test]
fn the_document_is_not_there() {
    no_command(
        "--answers ana.yaml",
        "\
error: cannot read this: no such file or directory
--> ana.yaml

hint: `align --save ana.yaml` asks and writes it
",
    );
}

#[test]
fn the_questionnaire_is_not_there() {
    no_command(
        "-q ours.yaml",
        "\
error: cannot read this: no such file or directory
--> ours.yaml

hint: `align init ours.yaml` writes one to edit
",
    );
}

/// Commands that are shown can be copied, whatever a file is called.
#[test]
fn a_hint_is_a_command_that_names_the_file() {
    for (args, hint) in [
        (
            ["check", "-q", "my questions.yaml"],
            "`align init 'my questions.yaml'` writes one to edit",
        ),
        (
            ["check", "-q", "x; touch PWNED; #.yaml"],
            "`align init 'x; touch PWNED; #.yaml'` writes one to edit",
        ),
        (
            ["check", "-q", "no\u{9b}2J\u{200b}x.yaml"],
            r"`align init $'no\xc2\x9b2J\xe2\x80\x8bx.yaml'` writes one to edit",
        ),
        (["check", "-q", "d"], "`-q d/questions.yaml` names the questionnaire in it"),
        (["check", "-q", "e"], "`align init e/questions.yaml` writes one to edit"),
        (["init", "-q", "ours now.yaml"], "`align init 'ours now.yaml'` writes it there"),
    ] {
        let align = Align::new().file("d/questions.yaml", "").file("e/none", "");
        let run = args.into_iter().fold(align, Align::arg).run().status(2);
        let stderr = run.stderr_text();
        assert!(stderr.contains(&format!("hint: {hint}\n")), "{stderr}");
    }
}

#[test]
fn what_is_written_has_the_name_of_a_file() {
    for (args, message) in [
        (
            "init -",
            "error: `-` is no file to write to\n--> -\n = hint: give it a name, such as ana.yaml\n\n",
        ),
        ("--save - --answer traffic=yes --allow-missing", "error: `-` is no file to write to\n"),
        ("--save x.csv --answer traffic=yes --allow-missing", "error: "),
    ] {
        let run = Align::new().args(args).run().status(2);
        assert_eq!(run.files(), [""; 0], "{args}");
        let stderr = run.stderr_text();
        assert!(stderr.starts_with(message), "{stderr}");
        assert!(stderr.contains("hint: "), "{stderr}");
    }
}

#[test]
fn a_file_is_too_large() {
    let too_large = |name: &str| {
        format!(
            "\
error: more than 1 MiB, which is too much to read of such a file
--> {name}
 = hint: answers and a questionnaire have a few lines; `align sheet` and `align init` show them

"
        )
    };
    let two_mib = "# no answer at all\n".repeat((2 << 20) / 19);
    refused(&two_mib, &too_large("answers.yaml"));
    Align::new().stdin(&two_mib).run().stderr(&too_large("standard input")).status(2);
    no_questionnaire(&two_mib, &too_large("questions.yaml"));
}

#[test]
fn one_mib_is_not_too_large() {
    let mut document = SIX_LINES.to_owned();
    while document.len() < 1 << 20 {
        document.push('#');
    }
    Align::new().stdin(&document).run().stderr("").status(0);
}

#[test]
fn a_quote_or_a_bracket_is_open() {
    refused(
        "name: \"Ana\nanswers:\n  traffic: yes\n",
        "\
error: cannot read this as YAML: the quote that opens here is never closed
 --> answers.yaml:1:7
  |
1 | name: \"Ana
  |       ^

",
    );
    refused(
        "{\"traffic\": \"yes\", \"closing\": \"no\"\n",
        "\
error: cannot read this as YAML: the bracket that opens here is never closed
 --> answers.yaml:1:1
  |
1 | {\"traffic\": \"yes\", \"closing\": \"no\"
  | ^

",
    );
}

#[test]
fn a_line_is_indented_by_a_tab() {
    refused(
        "answers:\n  traffic: yes\n\tclosing: no\n",
        "\
error: cannot read this as YAML: a tab stands where only spaces may be
 --> answers.yaml:3:1
  |
3 |  closing: no
  | ^

",
    );
}

#[test]
fn a_file_holds_two_documents() {
    refused(
        "traffic: yes\n---\ntraffic: no\n",
        "\
error: cannot read this as YAML: a second document begins here, and a file holds one
 --> answers.yaml:2:1
  |
2 | ---
  | ^^^

",
    );
}

#[test]
fn a_value_has_another_shape() {
    Align::new()
        .args("--allow-missing")
        .answers("name: [Ana]\nanswers:\n  traffic: {yes: no}\nnotes: nothing\n")
        .run()
        .stderr(
            "\
error: `name` must be a single value, not a list
 --> answers.yaml:1:7
  |
1 | name: [Ana]
  |       ^

error: an answer must be a single value, not a mapping
 --> answers.yaml:3:12
  |
3 |   traffic: {yes: no}
  |            ^

error: `notes` must be a mapping, not a single value
 --> answers.yaml:4:8
  |
4 | notes: nothing
  |        ^^^^^^^

",
        )
        .status(2);
    Align::new()
        .args("--allow-missing")
        .answers("[yes, no]")
        .run()
        .stderr(
            "\
error: an answers document must be a mapping, not a list
 --> answers.yaml:1:1
  |
1 | [yes, no]
  | ^ write `ID: yes`, one answer a line, and no list

",
        )
        .status(2);
}

#[test]
fn several_things_are_wrong_at_once() {
    refused(
        "nmae: Ana\nteam: slaes\ndate: soon\nanswers:\n  traffic: yes\n  closing: ja\n  survys: no\nnotes:\n  traffic: Only here.\n  x: y\n",
        "\
error: unknown key `nmae`
 --> answers.yaml:1:1
  |
1 | nmae: Ana
  | ^^^^ did you mean `name`?

error: unknown team `slaes`
 --> answers.yaml:2:7
  |
2 | team: slaes
  |       ^^^^^ did you mean `sales`?

error: `soon` is not a date
 --> answers.yaml:3:7
  |
3 | date: soon
  |       ^^^^ a date is written as in 2026-11-24

error: `ja` is not an answer
 --> answers.yaml:6:12
  |
6 |   closing: ja
  |            ^^ an answer is `yes`, `no` or `unsure`

error: unknown question id `survys`
 --> answers.yaml:7:3
  |
7 |   survys: no
  |   ^^^^^^ did you mean `surveys`?

error: unknown question id `x`
  --> answers.yaml:10:3
   |
10 |   x: y
   |   ^ `align sheet` lists every question id

error: no answer for `surveys`, `persona-research`, `content-offers` and `mql-contact`

hint: `align --answers answers.yaml` at a terminal asks only what is missing; `--allow-missing` leaves a missing answer blank
",
    );
}

#[test]
fn a_name_stands_beside_the_answers_and_not_above_them() {
    Align::new()
        .args("--allow-missing")
        .answers("name: Ana\ntraffic: yes\n")
        .run()
        .stderr(
            "\
error: unknown question id `name`
 --> answers.yaml:1:1
  |
1 | name: Ana
  | ^^^^ where there is `name`, the answers stand under `answers`

",
        )
        .status(2);
}

#[test]
fn a_date_is_a_day_of_the_calendar() {
    for date in ["24.11.2026", "2026-02-30", "yesterday", "20261"] {
        let document = format!("date: {date}\nanswers:\n  traffic: yes\n");
        let marks = "^".repeat(date.len());
        Align::new()
            .args("--allow-missing")
            .answers(document)
            .run()
            .stderr(&format!(
                "\
error: `{date}` is not a date
 --> answers.yaml:1:7
  |
1 | date: {date}
  |       {marks} a date is written as in 2026-11-24

"
            ))
            .status(2);
    }
}

#[test]
fn options_are_checked_like_a_document_and_with_it() {
    Align::new()
        .args("--answer trafic=yes --answer closing --answer surveys=perhaps --team slaes")
        .args("--answer mql-contact=no --answer mql-contact=no")
        .answers("persona-research: yes\ncontent-offers: [\n")
        .run()
        .stderr(
            "\
error: unknown question id `trafic`
 --> --answer:1:1
  |
1 | trafic=yes
  | ^^^^^^ did you mean `traffic`?

error: `closing` is not ID=ANSWER
 --> --answer:1:1
  |
1 | closing
  | ^^^^^^^ such as `--answer traffic=yes`

error: `perhaps` is not an answer
 --> --answer:1:9
  |
1 | surveys=perhaps
  |         ^^^^^^^ an answer is `yes`, `no` or `unsure`

error: `mql-contact` is answered twice
 --> --answer:1:1
  |
1 | mql-contact=no
  | ^^^^^^^^^^^

error: unknown team `slaes`
--> --team
 = hint: did you mean `sales`?

error: cannot read this as YAML: the bracket that opens here is never closed
 --> answers.yaml:2:17
  |
2 | content-offers: [
  |                 ^

",
        )
        .status(2)
        .stdout("");
}

#[test]
fn an_option_s_bad_answer_is_not_missing_too() {
    Align::new()
        .args("--answer closing=ja")
        .stdin("traffic: yes\nsurveys: no\npersona-research: yes\ncontent-offers: yes\nmql-contact: no\n")
        .run()
        .stderr(
            "\
error: `ja` is not an answer
 --> --answer:1:9
  |
1 | closing=ja
  |         ^^ an answer is `yes`, `no` or `unsure`

",
        )
        .status(2);
}

#[test]
fn more_problems_than_anybody_reads_are_counted() {
    let lines: Vec<_> = (0..30).map(|n| format!("x{n}: yes")).collect();
    let document = lines.join("\n");
    let run = Align::new().args("--allow-missing").answers(document).run().status(2);
    let stderr = run.stderr_text();
    assert_eq!(stderr.matches("error: unknown question id").count(), 20);
    assert!(stderr.ends_with("error: 10 more such problems\n\n"), "{stderr}");
}

#[test]
fn what_a_file_says_steers_no_terminal() {
    Align::new()
        .args("--allow-missing")
        .answers("\"\\e[2J\\u202e\": yes\n")
        .run()
        .stderr(
            "\
error: unknown question id `\\u{1b}[2J\\u{202e}`
 --> answers.yaml:1:1
  |
1 | \"\\e[2J\\u202e\": yes
  | ^^^^^^^^^^^^^ `align sheet` lists every question id

",
        )
        .status(2);
    Align::new()
        .stdin("yes \u{1b}[2J\u{9b}31m\n")
        .args("--allow-missing")
        .run()
        .stderr(
            "\
error: `yes \\u{1b}[2J\\u{9b}31m` is not an answer
 --> standard input:1:1
  |
1 | yes \\u{1b}[2J\\u{9b}31m
  | ^^^^^^^^^^^^^^^^^^^^^^ an answer is `yes`, `no` or `unsure`

",
        )
        .status(2);
}

#[test]
fn a_questionnaire_is_checked_whole() {
    no_questionnaire(
        "\
title: Ours
consensus: 40
teams: {marketing: Marketing, sales: Sales}
questions:
  - id: Traffic
    need: More visitors
    question: More visitors?
    lead: marketting
  - id: closing
    ned: More closing
    question: More closing?
    lead: sales
  - id: closing
    need: Again
    question: Again?
    lead: sales
",
        "\
error: `consensus` must be a whole number from 51 to 100, not `40`
 --> questions.yaml:2:12
  |
2 | consensus: 40
  |            ^^

error: `Traffic` cannot be an id
 --> questions.yaml:5:9
  |
5 |   - id: Traffic
  |         ^^^^^^^ an id is made of a-z, 0-9 and -

error: unknown team `marketting`
 --> questions.yaml:8:11
  |
8 |     lead: marketting
  |           ^^^^^^^^^^ did you mean `marketing`?

error: no `need`
 --> questions.yaml:9:5
  |
9 |   - id: closing
  |     ^

error: unknown key `ned`
  --> questions.yaml:10:5
   |
10 |     ned: More closing
   |     ^^^ did you mean `need`?

error: id `closing` is here twice, first in line 9
  --> questions.yaml:13:9
   |
13 |   - id: closing
   |         ^^^^^^^ a reader and a form's column must tell them apart

note: the questionnaire in use is questions.yaml
",
    );
}

#[test]
fn a_questionnaire_needs_teams_and_questions() {
    no_questionnaire(
        "title: Ours\nteams: {sales: Sales}\nquestions: []\n",
        "\
error: a questionnaire has 2 to 100 teams, not 1
 --> questions.yaml:2:8
  |
2 | teams: {sales: Sales}
  |        ^

error: a questionnaire has 1 to 1000 questions, not 0
 --> questions.yaml:3:12
  |
3 | questions: []
  |            ^

",
    );
}

#[test]
fn the_command_line_is_wrong() {
    no_command(
        "--answrs ana.yaml",
        "\
error: unexpected argument '--answrs' found

  tip: a similar argument exists: '--answers'

Usage: align --answers <FILE>

For more information, try '--help'.
",
    );
    no_command(
        "cuncil ana.yaml",
        "\
error: unrecognized subcommand 'cuncil'

  tip: a similar subcommand exists: 'council'

Usage: align [OPTIONS] [COMMAND]

For more information, try '--help'.
",
    );
    no_command(
        "--force",
        "\
error: the following required arguments were not provided:
  --save <FILE>

Usage: align --save <FILE> --force

For more information, try '--help'.
",
    );
}

#[test]
fn options_of_answering_are_not_for_subcommands() {
    for (args, option, command) in [
        ("--save x.yaml council a.yaml", "save", "council"),
        ("-f json check", "format", "check"),
        ("--answer traffic=yes sheet", "answer", "sheet"),
        ("-f json council a.yaml", "format", "council"),
        ("--allow-missing check a.yaml", "allow-missing", "check"),
    ] {
        let message = format!(
            "'--{option}' cannot stand before '{command}'; 'align {command} --help' lists what can \
             stand behind it"
        );
        no_command(
            args,
            &format!(
                "error: {message}\n\nUsage: align [OPTIONS] [COMMAND]\n\nFor more information, try '--help'.\n"
            ),
        );
    }
    no_command(
        "council a.yaml --save x.yaml",
        "\
error: unexpected argument '--save' found

  tip: to pass '--save' as a value, use '-- --save'

Usage: align council <SOURCE>...

For more information, try '--help'.
",
    );
}

#[test]
fn of_a_line_as_long_as_a_book_the_place_is_shown() {
    let document = format!("{{\"traffic\": \"yes\", {}\"closing\": \"ja\"}}", " ".repeat(900));
    Align::new()
        .args("--allow-missing")
        .answers(document)
        .run()
        .stderr(&format!(
            "\
error: `ja` is not an answer
 --> answers.yaml:1:931
  |
1 | …{}\"closing\": \"ja\"}}
  | {}^^^^ an answer is `yes`, `no` or `unsure`

",
            " ".repeat(40 - 11),
            " ".repeat(41),
        ))
        .status(2);
}

#[test]
fn a_name_that_could_not_be_read_back_is_neither_taken_nor_saved() {
    let name = "n".repeat(201);
    let align = Align::new().args("--save ana.yaml --name").arg(&name).stdin(SIX_LINES);
    let run =
        align.run().status(2).stderr("error: a name has more than 200 characters\n--> --name\n\n");
    assert_eq!(run.files(), [""; 0]);
    let lines = format!("{name}: yes no no yes yes unsure\n");
    let run = Align::new().file("said.txt", lines).args("council said.txt").run().status(2);
    assert!(
        run.stderr_text()
            .starts_with("error: a name has more than 200 characters\n --> said.txt:1:1\n")
    );
}
