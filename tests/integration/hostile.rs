//! Nothing of any file, file name or argument reaches a terminal, a page or a spreadsheet as an
//! instruction, whatever is asked of the program. What each file of `tests/nasty` must give stands
//! beside it here: the exit code and the first line on standard error.

use std::{
    ffi::OsStr,
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::harness::{Align, SIX_LINES};

/// A file, the exit code it must give, and the first line of what is said about it.
type Nasty = (&'static str, i32, &'static str);

const ANSWERS: &[Nasty] = &[
    (
        "alias-bomb.yaml",
        2,
        "error: cannot read this as YAML: `*` stands for a value written elsewhere; write that value here, or put the text in quotes",
    ),
    (
        "alias-to-itself.yaml",
        2,
        "error: cannot read this as YAML: `*` stands for a value written elsewhere; write that value here, or put the text in quotes",
    ),
    (
        "alias-to-nothing.yaml",
        2,
        "error: cannot read this as YAML: `*` stands for a value written elsewhere; write that value here, or put the text in quotes",
    ),
    (
        "alias.yaml",
        2,
        "error: cannot read this as YAML: `*` stands for a value written elsewhere; write that value here, or put the text in quotes",
    ),
    ("bidi-key.yaml", 2, "error: unknown question id `tra\\u{202e}ffic`"),
    ("bidi.yaml", 0, ""),
    ("blank.yaml", 0, ""),
    ("bom-and-crlf.yaml", 0, ""),
    ("bom.yaml", 0, ""),
    ("c1-raw.yaml", 2, "error: this line holds the invisible character `\\u{9b}`"),
    ("comments.yaml", 0, ""),
    ("crlf-lines.yaml", 0, ""),
    ("deep-block.yaml", 2, "error: cannot read this as YAML: lists and mappings nest too deep"),
    (
        "deep-flow-mapping.yaml",
        2,
        "error: cannot read this as YAML: lists and mappings nest too deep",
    ),
    ("deep-flow.yaml", 2, "error: cannot read this as YAML: lists and mappings nest too deep"),
    ("deep-list.json", 2, "error: cannot read this as YAML: lists and mappings nest too deep"),
    ("empty.yaml", 0, ""),
    ("escape-in-answer.yaml", 2, "error: `\\u{1b}[2Jyes` is not an answer"),
    ("escape-in-broken-yaml.yaml", 2, "error: this line holds the invisible character `\\u{1b}`"),
    ("escape-in-date.yaml", 2, "error: `\\u{1b}[2J2026` is not a date"),
    ("escape-in-id.yaml", 2, "error: unknown question id `\\u{1b}[31m\\u{9b}\\u{202e}`"),
    ("escape-in-key.yaml", 2, "error: unknown key `\\u{1b}[31mname`"),
    ("escape-in-line.yaml", 2, "error: `\\u{1b}[2Jno` is not an answer"),
    ("escape-in-team.yaml", 2, "error: unknown team `\\u{1b}[2J\\u{202e}sales`"),
    ("formula.yaml", 0, ""),
    ("html.yaml", 0, ""),
    ("invalid-utf8.yaml", 2, "error: this is not text in UTF-8"),
    ("key-twice.yaml", 2, "error: key `traffic` is here twice, first in line 2"),
    ("list-for-key.yaml", 2, "error: a key must be a single value, not a list"),
    ("lone-cr-lines.yaml", 0, ""),
    ("lone-cr.yaml", 0, ""),
    (
        "lone-surrogate.json",
        2,
        "error: cannot read this as YAML: while parsing a quoted scalar, found high surrogate without following low surrogate",
    ),
    ("many-lines-in-note.yaml", 0, ""),
    ("markdown.yaml", 0, ""),
    ("merge-key.yaml", 2, "error: unknown question id `<<`"),
    ("norway.yaml", 2, "error: `on` is not an answer"),
    ("nul-escaped.json", 0, ""),
    ("zero-byte.yaml", 2, "error: this line holds the invisible character `\\u{0}`"),
    ("odd-numbers.yaml", 2, "error: `0x1` is not an answer"),
    ("only-dashes.yaml", 0, ""),
    ("osc52-raw.yaml", 2, "error: this line holds the invisible character `\\u{1b}`"),
    ("osc52.json", 0, ""),
    ("osc52.yaml", 0, ""),
    ("overlong.yaml", 2, "error: this is not text in UTF-8"),
    ("scalar.yaml", 2, "error: an answers document must be a mapping, not a single value"),
    ("surrogate-pair.json", 0, ""),
    ("tabs.yaml", 2, "error: cannot read this as YAML: a tab stands where only spaces may be"),
    ("tag-binary.yaml", 0, ""),
    ("tag-object.yaml", 2, "error: `name` must be a single value, not a list"),
    (
        "two-documents.yaml",
        2,
        "error: cannot read this as YAML: a second document begins here, and a file holds one",
    ),
    ("utf-16.yaml", 0, ""),
    ("zalgo.yaml", 0, ""),
    ("zero-width-key.yaml", 2, "error: unknown question id `traffic\\u{200b}`"),
    ("zero-width.yaml", 0, ""),
];

const QUESTIONS: &[Nasty] = &[
    (
        "alias-bomb.yaml",
        2,
        "error: cannot read this as YAML: `*` stands for a value written elsewhere; write that value here, or put the text in quotes",
    ),
    ("bidi.yaml", 2, "error: a team's label holds the invisible character `\\u{202e}`"),
    ("deep.yaml", 2, "error: cannot read this as YAML: lists and mappings nest too deep"),
    ("empty.yaml", 2, "error: a questionnaire must be a mapping, not nothing"),
    (
        "escape-in-consensus.yaml",
        2,
        "error: `consensus` must be a whole number from 51 to 100, not `\\u{1b}[2J`",
    ),
    ("escape-in-id.yaml", 2, "error: `\\u{1b}[31m` cannot be an id"),
    ("escape-in-lead.yaml", 2, "error: unknown team `\\u{1b}[2J\\u{9b}`"),
    ("escape-raw.yaml", 2, "error: this line holds the invisible character `\\u{1b}`"),
    ("escape.yaml", 2, "error: `title` holds the invisible character `\\u{1b}`"),
    ("formula.yaml", 0, ""),
    ("html.yaml", 0, ""),
    ("invalid-utf8.yaml", 2, "error: this is not text in UTF-8"),
    ("invisible.yaml", 2, "error: `need` holds the invisible character `\\u{3164}`"),
    ("list.yaml", 2, "error: a questionnaire must be a mapping, not a list"),
    ("markdown.yaml", 0, ""),
    ("zero-byte.yaml", 2, "error: `title` holds the invisible character `\\u{0}`"),
    ("wide.yaml", 0, ""),
    ("zero-width.yaml", 2, "error: `need` holds the invisible character `\\u{200b}`"),
];

const FORMS: &[Nasty] = &[
    ("blank.csv", 2, "error: an empty file, not a form export"),
    ("bom-and-crlf.csv", 0, ""),
    ("empty.csv", 2, "error: an empty file, not a form export"),
    ("escape-in-answer.csv", 2, "error: `\\u{1b}[2Jyes` is not an answer; it is in 1 cell"),
    ("escape-in-header.csv", 0, ""),
    ("escape-in-name.csv", 0, ""),
    ("escape-in-team.csv", 2, "error: unknown team `\\u{1b}[2J\\u{202e}`"),
    ("formula.csv", 0, ""),
    ("header-only.csv", 2, "error: a form export with a header and no answers"),
    ("invalid-utf8-header.csv", 0, ""),
    ("invalid-utf8.csv", 0, ""),
    ("lone-cr.csv", 0, ""),
    ("markdown.csv", 0, ""),
    (
        "name-twice.csv",
        2,
        "error: `\\u{202e}A\\u{1b}` has answered already, in name-twice.csv, row 2 (line 2)",
    ),
    ("no-columns.csv", 2, "error: no column for question `traffic`"),
    ("zero-byte.csv", 0, ""),
    ("quote-in-cell.csv", 0, ""),
    (
        "quote-open.csv",
        2,
        "error: the quote opened here is never closed, so 3 rows below it would be lost",
    ),
    ("ragged.csv", 0, ""),
    ("semicolons.csv", 0, ""),
    ("too-many-cells.csv", 2, "error: a row of 9 cells, where the header has 8"),
    ("two-columns.csv", 2, "error: two columns for `traffic`: `traffic` and `traffic`"),
    ("utf-16.csv", 0, ""),
];

/// The names of all formats.
fn formats() -> impl Iterator<Item = String> {
    ["table", "markdown", "json", "csv", "html"].into_iter().map(str::to_owned)
}

/// The formats to try a file in: a file that is refused is refused before its report is written.
fn formats_of(code: i32) -> impl Iterator<Item = String> {
    formats().take(if code == 0 { usize::MAX } else { 1 })
}

fn nasty(kind: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nasty").join(kind).join(file)
}

/// Whether a character steers a terminal, turns the direction of writing or hides something. It
/// is told here anew, so that what the program thinks of it is put to the test as well.
fn steers(c: char) -> bool {
    let c = u32::from(c);
    matches!(c, 0..=0x1f | 0x7f..=0x9f | 0xad | 0x61c | 0x200b | 0x200e..=0x200f | 0x2028..=0x202e)
        || matches!(c, 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
}

/// The text of a stream, in which nothing but the ends of lines steers.
#[track_caller]
fn calm(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let steering = text.chars().find(|c| steers(*c) && *c != '\n');
    assert_eq!(steering, None, "{text:?}");
    assert!(!text.contains("panicked"), "{text}");
    text
}

/// Runs a command, looks at both streams, and gives the code and what was said.
#[track_caller]
fn run(command: &mut Command, format: &str) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().unwrap();
    let stdout = match format {
        "csv" => calm_csv(&stdout),
        _ => calm(&stdout),
    };
    if format == "markdown" {
        inert_markdown(&stdout);
    }
    let code = status.code().unwrap_or_else(|| panic!("{command:?}: {status}"));
    (code, stdout, calm(&stderr))
}

/// CSV in whose cells a spreadsheet finds nothing to compute.
#[track_caller]
fn calm_csv(bytes: &[u8]) -> String {
    let text = calm(
        String::from_utf8(bytes.to_vec())
            .unwrap()
            .replace("\r\n", "\n")
            .trim_start_matches('\u{feff}')
            .as_bytes(),
    );
    let mut quoted = false;
    let mut before = '\n';
    for c in text.chars() {
        let begins = !quoted && matches!(before, '\n' | ',') || quoted && before == '"';
        let opens = begins && c == '"';
        assert!(!(begins && "=+-@＝＋－＠".contains(c)), "a formula in {text}");
        quoted ^= c == '"';
        // A quote that opens a cell stays before its first character; any other is part of it.
        before = if opens || c != '"' { c } else { ' ' };
    }
    text
}

/// Markdown in which no text has become a tag, a link or an image, and no cell two.
#[track_caller]
fn inert_markdown(text: &str) {
    for line in text.lines() {
        // A box to tick is ours.
        let line = line.strip_prefix("- [ ] ").unwrap_or(line);
        let bare = line.replace(r"\\", "").replace(r"\|", "").replace(r"\[", "").replace(r"\`", "");
        // What is in code is text.
        let bare: String = bare.split('`').step_by(2).collect();
        let steers = bare.contains(['<', '[']) || bare.contains("://");
        assert!(!steers, "{line}");
        let cells = bare.matches('|').count();
        assert!([0, 4, 5, 6].contains(&cells), "{cells} bars in {line}");
    }
}

/// Every file of a kind is in its list.
#[track_caller]
fn all_are_listed(kind: &str, list: &[Nasty]) {
    let mut listed: Vec<_> = list.iter().map(|(file, ..)| (*file).to_owned()).collect();
    listed.sort();
    assert_eq!(crate::harness::files_in(&nasty(kind, "")), listed);
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// What is not as it is listed, all of it at once.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn look(&mut self, what: &str, given: (i32, &str), wanted: (i32, &str)) {
        if given != wanted {
            self.0.push(format!("{what}: {given:?}, not {wanted:?}"));
        }
    }

    #[track_caller]
    fn none(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

#[test]
fn nasty_answers_steer_nothing() {
    all_are_listed("answers", ANSWERS);
    let mut differences = Differences::default();
    for (file, code, says) in ANSWERS {
        let path = nasty("answers", file);
        for format in formats_of(*code) {
            for council in ["--answers", "council six.yaml"] {
                let align = Align::new().file("six.yaml", SIX_LINES).args(council);
                let mut command = align.command();
                command.arg(&path).args(["--allow-missing", "--quiet", "-f", &format]);
                let (given, _, said) = run(&mut command, &format);
                let what = format!("{council} {file} as {format}");
                differences.look(&what, (given, first_line(&said)), (*code, *says));
            }
        }
        let (given, ..) = run(Align::new().args("check --allow-missing").command().arg(&path), "");
        differences.look(&format!("check {file}"), (given, ""), (*code, ""));
    }
    differences.none();
}

#[test]
fn nasty_questionnaires_steer_nothing() {
    all_are_listed("questions", QUESTIONS);
    let mut differences = Differences::default();
    for (file, code, says) in QUESTIONS {
        let path = nasty("questions", file);
        let mut ask = |args: &str, format: &str| {
            let align = Align::new()
                .args(args)
                .file("none.yaml", "answers:\n")
                .file("d/none.yaml", "# later\nanswers:\n");
            let (given, _, said) = run(align.command().arg("-q").arg(&path), format);
            let said = if *code == 0 { *says } else { first_line(&said) };
            differences.look(&format!("{args} -q {file}"), (given, said), (*code, *says));
        };
        for format in formats_of(*code) {
            ask(&format!("--no-input --allow-missing -f {format}"), &format);
            ask(&format!("council --allow-missing none.yaml -f {format}"), &format);
            ask(&format!("trend --allow-missing none.yaml d -f {format}"), &format);
        }
        ask("check", "");
        ask("sheet", "");
    }
    differences.none();
}

#[test]
fn nasty_forms_steer_nothing() {
    all_are_listed("forms", FORMS);
    let mut differences = Differences::default();
    for (file, code, says) in FORMS {
        let path = nasty("forms", file);
        for format in formats_of(*code) {
            let align = Align::new().args("council --quiet --allow-missing -f").arg(&format);
            let mut command = align.command();
            command.current_dir(path.parent().unwrap());
            let (given, _, said) = run(command.arg(file), &format);
            differences.look(
                &format!("{file} as {format}"),
                (given, first_line(&said)),
                (*code, *says),
            );
        }
        let (given, ..) = run(Align::new().args("check --allow-missing").command().arg(&path), "");
        differences.look(&format!("check {file}"), (given, ""), (*code, ""));
    }
    differences.none();
}

/// The files that are made here, since a repository is no place for a megabyte of `x`.
#[test]
fn a_document_of_one_mebibyte_is_read_and_one_byte_more_is_not() {
    let document = |bytes: usize| {
        let start = "answers: {traffic: yes}\n#";
        format!("{start}{}", "x".repeat(bytes - start.len()))
    };
    for format in formats() {
        let align = |bytes| {
            Align::new().answers(document(bytes)).args("--no-input --allow-missing -f").arg(&format)
        };
        let (code, _, said) = run(&mut align(1 << 20).command(), &format);
        assert_eq!((code, said.as_str()), (0, ""));
        let (code, _, said) = run(&mut align((1 << 20) + 1).command(), &format);
        let message = "error: more than 1 MiB, which is too much to read of such a file";
        assert_eq!((code, first_line(&said)), (2, message));
    }
}

/// With holes where its middle is, so that a test need not write so much.
#[test]
fn a_report_of_more_than_256_mebibytes_is_not_read() {
    let align = Align::new().file("r.json", "{\"version\": 1, \"headline\": \"\", \"agenda\": [");
    let report = fs::File::options().write(true).open(align.path("r.json")).unwrap();
    report.set_len((256 << 20) + 1).unwrap();
    let (code, _, said) = run(align.command().args(["council", "r.json"]), "");
    let message = "error: more than 256 MiB, which is too much to read of such a file";
    assert_eq!((code, first_line(&said)), (2, message));
}

#[test]
fn names_and_notes_come_back_from_json_as_they_were() {
    const NOTE: &str =
        "\u{1b}]52;c;ZXZpbA==\u{7} \u{202e}\u{9b}2J <b> [a](b) =1+1\u{e0041}\u{200b}é";
    let answers = format!(
        "name: ' A '\nanswers: {{traffic: yes}}\nnotes: {{traffic: \" {} \"}}\n",
        NOTE.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect::<String>()
    );
    let align = Align::new().answers(answers).args("--no-input --allow-missing -f json");
    let (code, stdout, _) = run(&mut align.command(), "json");
    assert_eq!(code, 0);
    let report: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(report["needs"][0]["answers"][0]["note"], NOTE);
    assert_eq!(report["respondents"]["who"][0]["name"], "A");
}

#[test]
fn text_in_markdown_is_only_text() {
    let path = nasty("answers", "markdown.yaml");
    let ben = "name: Ben\nanswers: {traffic: no}\n";
    let align =
        Align::new().file("ben.yaml", ben).args("council ben.yaml --allow-missing -f markdown");
    let (_, stdout, _) = run(align.command().arg(path), "markdown");
    let note =
        r"!\[i\](https`://`evil.example/i.png) \| \# h \| &lt;script\>alert(1)&lt;/script\> ";
    assert!(stdout.contains(note), "{stdout}");
    assert!(stdout.contains("`@everyone`"), "{stdout}");
}

/// File names that are instructions, for a terminal, a page and a spreadsheet.
const NAMES: &[&str] = &[
    "\u{1b}]52;c;ZXZpbA==\u{7}",
    "\u{1b}[2J\u{9b}2J",
    "a\nerror: b",
    "a\r\u{1b}[K",
    "\u{202e}lmay",
    "<script>alert(1)<\\script>",
    "[a](b)|`c`",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "-x",
    "a\u{200b}\u{7f}",
];

#[test]
fn file_names_steer_nothing() {
    for name in NAMES {
        let there = format!("./{name}.yaml");
        for format in formats() {
            let align =
                Align::new().file(&there, "answers: {traffic: maybe}\n").file("b.yaml", "yes\n");
            let mut council = align.command();
            council.args(["council", "--allow-missing", "b.yaml", &there, "-f", &format]);
            assert_eq!(run(&mut council, &format).0, 0, "{name:?}");
            let mut trend = align.command();
            trend.args(["trend", "--allow-missing", "b.yaml", &there, "-f", &format]);
            let (code, _, said) = run(&mut trend, &format);
            assert_eq!(code, 0, "{name:?}: {said}");
        }
    }
}

#[test]
fn file_names_in_messages_steer_nothing() {
    for name in NAMES {
        let align = Align::new()
            .file("half.yaml", "yes\n")
            .file(&format!("./{name}"), "yes\n")
            .file(&format!("./{name}.csv"), "");
        let name = format!("./{name}");
        let form = format!("{name}.csv");
        let options: &[&[&str]] = &[
            &["--answers", &form],
            &["--no-input", "--answers", &name],
            &["--questions", &name],
            &["council", &name],
            &["council", &form],
            &["check", &form, &form],
            &["trend", &name, &form],
            &["init", &name],
            &["--save", &name, "--answer", "traffic=yes", "--allow-missing"],
        ];
        for options in options {
            let (code, stdout, said) = run(align.command().args(*options), "");
            assert_eq!((code, stdout.as_str()), (2, ""), "{options:?}: {said}");
        }
        let mut init = align.command();
        init.args(["init", &format!("{name}.new")]);
        assert_eq!(run(&mut init, "").0, 0);
    }
}

#[test]
fn arguments_steer_nothing() {
    const EVIL: &str = "\u{1b}]52;c;ZXZpbA==\u{7}\u{1b}[31m\u{9b}2J\u{202e}\n\r\u{7f}\u{200b}x";
    let pair = format!("{EVIL}=yes");
    let word = format!("traffic={EVIL}");
    let flag = format!("--{EVIL}");
    let options: &[&[&str]] = &[
        &[EVIL],
        &[&flag],
        &["--answer", &pair],
        &["--answer", &word],
        &["--answer", EVIL],
        &["--team", EVIL],
        &["--format", EVIL],
        &["--color", EVIL],
        &["--fail-on", EVIL],
        &["--save"],
        &["council", &flag],
        &["trend", EVIL],
        &["sheet", EVIL],
        &["init", "a", EVIL],
        &["--no-input=x", EVIL],
        &["--force", "--name", EVIL],
    ];
    for options in options {
        for color in ["never", "always"] {
            let align = Align::new().args("--color").arg(color);
            let output = align.command().args(*options).stdin(Stdio::null()).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{options:?}");
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert!(!stderr.is_empty());
            calm(console::strip_ansi_codes(&stderr).as_bytes());
            assert!(!stderr.contains("\u{1b}[31m\u{9b}"), "{stderr:?}");
        }
    }
}

#[test]
fn arguments_that_are_no_text_are_told() {
    for options in [
        &[b"--name".as_slice(), b"\xff\x1b[31m"],
        &[b"--answer", b"\xff=yes"],
        &[b"--team", b"\xff"],
        &[b"--format", b"\xff"],
        &[b"\xff", b"x"],
    ] {
        let align = Align::new();
        let mut command = align.command();
        command.args(options.iter().map(|option| OsStr::from_bytes(option)));
        let (code, stdout, said) = run(&mut command, "");
        assert_eq!((code, stdout.as_str()), (2, ""), "{said}");
        assert!(said.starts_with("error: "), "{said}");
    }
}

/// A path need not be text: it is used as it is, and shown as far as it can be.
#[test]
fn a_path_that_is_no_text_is_a_path() {
    let align = Align::new();
    let path = align.path("").join(OsStr::from_bytes(b"\xff\x1b.yaml"));
    fs::write(&path, SIX_LINES).unwrap();
    for (option, code) in [("--answers", 0), ("--questions", 2), ("council", 0)] {
        let (given, _, said) = run(align.command().arg(option).arg(&path), "");
        assert_eq!(given, code, "{said}");
    }
}

/// Lines, reports, counts and decisions, as the shared files above are documents and forms.
#[test]
fn what_every_other_source_holds_steers_nothing() {
    const EVIL: &str = "\u{1b}]52;c;ZXZpbA==\u{7}\u{9b}2J\u{202e}<b>[a](b)|@x=1\u{200b}";
    let escaped: String = EVIL.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    let decision = format!(
        "decisions:\n  traffic: {{answer: yes, owner: \"={escaped}\", promise: \"+{escaped}\"}}\n"
    );
    let ana = format!("name: \"={escaped}\"\nnotes: {{traffic: \"-{escaped}\"}}\nanswers: {{}}\n");
    let align = Align::new().file("ana.yaml", ana).file("d.yaml", &decision);
    let options = "council ana.yaml --decisions d.yaml --allow-missing -f json --label";
    let report = align.args(options).arg(EVIL).run().status(0).stdout_text();
    let counts = format!("id,team,yes,no,unsure,blank,respondents\n{EVIL},{EVIL},1,0,0,0,{EVIL}\n");
    let line = EVIL.replace(']', "");
    let align = Align::new()
        .file("q/hands.txt", format!("={line}: yes no yes no yes no\n"))
        .file("q/office.json", &report)
        .file("q/decisions.yaml", decision)
        .file("office.json", &report)
        .file("other.json", report.replace("traffic", "a\\u001b[2J\\u202e"))
        .file("broken.json", report.replace("\"version\": 1", "\"version\": \"\\u001b[2J\""))
        .file("counts.csv", counts)
        .file("hands.txt", format!("A: yes {line}\nB ({line}): yes\n"))
        .file("decided.yaml", format!("decisions: {{\"{escaped}\": {{answer: \"{escaped}\"}}}}\n"));
    for format in formats() {
        for args in ["council q", "council q --anonymous", "trend office.json q"] {
            let mut command = align.command();
            command.args(args.split(' ')).args(["--label", EVIL, "--allow-missing", "-f", &format]);
            let (code, _, said) = run(&mut command, &format);
            let code_of =
                if args.contains("anonymous") || args.starts_with("trend") { 2 } else { 0 };
            assert_eq!(code, code_of, "{args} as {format}: {said}");
        }
        let mut trend = align.command();
        let (code, _, said) = run(
            trend.args(["trend", "office.json", "q", "--allow-missing", "-f", &format]),
            &format,
        );
        assert_eq!(code, 0, "{format}: {said}");
    }
    for source in ["other.json", "broken.json", "counts.csv", "hands.txt", "decided.yaml"] {
        for command in ["council", "check"] {
            let (code, stdout, said) = run(align.command().args([command, source]), "");
            assert_eq!((code, stdout.as_str()), (2, ""), "{command} {source}: {said}");
        }
    }
    let (code, _, said) = run(align.command().args(["check", "q", "--allow-missing"]), "");
    assert_eq!(code, 0, "{said}");
}

/// What the kernel is asked for, as strace sees it.
#[cfg(target_os = "linux")]
#[test]
fn nothing_is_asked_of_the_network_another_program_or_other_files() {
    const SYSTEM: [&str; 6] = ["/lib", "/usr/", "/etc/", "/proc/", "/sys/", "/dev/"];
    let test = "nothing_is_asked_of_the_network_another_program_or_other_files";
    let Some(strace) = crate::tools::installed(test, &["strace"]) else {
        return;
    };
    for args in [
        "--answers ana.yaml --save b.yaml",
        "council q -o r.html -o r.json --allow-missing",
        "trend ana.yaml q -f csv",
        "check q",
        "form -o form.html",
        "init new.yaml",
        "sql",
        "man",
    ] {
        let align = Align::new().file("ana.yaml", SIX_LINES).file("q/ben.yaml", SIX_LINES);
        let align = align.args(args);
        let of_align = align.command();
        let folder = align.path("").canonicalize().unwrap();
        let folder = folder.to_str().unwrap();
        let output = Command::new(&strace)
            .args(["-f", "-e", "trace=%network,execve,execveat,openat,open,creat", "-o", "trace"])
            .arg(of_align.get_program())
            .args(of_align.get_args())
            .current_dir(folder)
            // cargo has the loader look for libraries in its own folders.
            .env_remove("LD_LIBRARY_PATH")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let trace = fs::read_to_string(align.path("trace"));
        let Some(trace) = trace.ok().filter(|trace| trace.contains("exited with 0")) else {
            eprintln!("skipped: {test}, {}", String::from_utf8_lossy(&output.stderr));
            return;
        };
        let programs = trace.lines().filter(|line| line.contains("execve"));
        assert_eq!(programs.count(), 1, "{args}: {trace}");
        for line in trace.lines().filter(|line| line.contains("open") || line.contains("creat(")) {
            let path = line.split('"').nth(1).unwrap_or_default();
            let is_own = !path.starts_with('/') || path.starts_with(folder);
            let is_read = SYSTEM.iter().any(|system| path.starts_with(system));
            let is_written = line.contains("O_WRONLY") || line.contains("O_RDWR");
            assert!(is_own || is_read && !is_written, "{args}: {line}");
        }
        let asked = ["socket(", "connect(", "sendto("];
        assert!(!asked.iter().any(|call| trace.contains(call)), "{args}: {trace}");
    }
}
