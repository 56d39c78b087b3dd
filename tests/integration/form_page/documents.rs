//! What the page hands over is what the interview saves, whatever was typed.

use std::fmt::Write;

use serde_json::{Value, json};

use super::Visit;

/// Texts that YAML, JSON or a terminal would take for something else, one note or name each.
const AWKWARD: [&str; 40] = [
    "Ana",
    "ana-maria o'neil (sales)",
    "say \"no\"",
    "it's",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "- a",
    "? a",
    "yes",
    "No",
    "NULL",
    "nan",
    "~",
    "1",
    "12e3",
    "0x1f",
    "2026-11-24",
    "a, b",
    "[a]",
    "{a: b}",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "\\n",
    "a\nb",
    "a\n\n  b\n- c",
    "tab\there",
    "日本語",
    "شركة: نعم",
    "👩‍👩‍👧 ok",
    "e\u{301}",
    "\u{1b}[31m\u{0}\u{7f}\u{9b}\u{202e}\u{feff}x",
    "\u{fffe}\u{ffff}\u{fffd}\u{10ffff}",
];

/// A questionnaire with a question for each note.
fn questionnaire_for(notes: &[String]) -> String {
    let mut yaml = "title: Who?\nteams: {a: Able, b: 'Bee: (b)'}\nquestions:\n".to_owned();
    for index in 0..notes.len() {
        writeln!(yaml, "- {{id: q{index}, need: N{index}, question: Q{index}?, lead: a}}").unwrap();
    }
    yaml
}

/// A document of JSON in ASCII, which nothing but JSON's own rules can touch.
fn ascii(document: &Value) -> String {
    let escaped = |unit: u16| format!("\\u{unit:04x}");
    let each = |c: char| match c.is_ascii() && !c.is_ascii_control() {
        true => c.to_string(),
        false => c.encode_utf16(&mut [0; 2]).iter().map(|unit| escaped(*unit)).collect(),
    };
    document.to_string().chars().map(each).collect()
}

/// The page's document of one person who says yes to everything, with a note a question.
fn page_document(visit: &Visit, name: &str, team: &str, notes: &[String]) -> String {
    visit.browser.run_with(
        "const [name, team, notes] = arguments;
         document.querySelector('#name').value = name;
         document.querySelector(`[name=team][value='${team}']`).checked = true;
         document.querySelectorAll('.question').forEach((question, index) => {
             question.querySelector('textarea').value = notes[index];
             question.querySelector('[value=yes]').setAttribute('aria-pressed', 'true');
         });
         show(questions.length + 1);",
        &[json!(name), json!(team), json!(notes)],
    );
    visit.copied()
}

/// The same document, as `align` writes it when it is told the same in JSON.
fn align_document(
    visit: Visit,
    name: &str,
    team: &str,
    notes: &[String],
    date: &str,
) -> (Visit, String) {
    let by_id = |value: &dyn Fn(&String) -> Value| -> Value {
        let pairs = notes.iter().enumerate();
        pairs.map(|(index, note)| (format!("q{index}"), value(note))).collect()
    };
    let mut document = json!({"name": name, "date": date, "answers": by_id(&|_| json!("yes")),
        "notes": by_id(&|note| json!(note))});
    if !team.is_empty() {
        document["team"] = json!(team);
    }
    visit.saved_by_align("told.json", &ascii(&document))
}

fn date_of(document: &str) -> String {
    let line = document.lines().find_map(|line| line.strip_prefix("date: "));
    line.unwrap().to_owned()
}

#[test]
fn whatever_is_typed_the_document_is_byte_for_byte_the_interviews() {
    let characters =
        |from: u32, to: u32| -> String { (from..to).filter_map(char::from_u32).collect() };
    let mut notes: Vec<String> = AWKWARD.map(str::to_owned).to_vec();
    // Every character of the first plane and every tag: is it escaped by both or by neither?
    notes.extend(
        (0..0x1_0000)
            .step_by(0x1000)
            .map(|from| characters(from, from + 0x1000))
            .map(|text| format!("x{text}x")),
    );
    notes.push(format!("x{}x", characters(0xe_0000, 0xe_1000)));
    // Characters that are letters or digits or neither: is a text of them plain to both?
    notes.extend(
        (0x80..0x380)
            .filter_map(char::from_u32)
            .map(|c| format!("a{c}"))
            .filter(|note| note.trim() == note),
    );
    notes.retain(|note| !note.is_empty());
    let Some(mut visit) = Visit::start(
        "whatever_is_typed_the_document_is_byte_for_byte_the_interviews",
        Some(&questionnaire_for(&notes)),
    ) else {
        return;
    };
    let normal: Vec<String> =
        notes.iter().map(|note| note.replace("\r\n", "\n").replace('\r', "\n")).collect();
    let page = page_document(&visit, "Ana", "a", &notes);
    let (still, align) = align_document(visit, "Ana", "a", &normal, &date_of(&page));
    visit = still;
    for (ours, theirs) in page.lines().zip(align.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(page, align);
    let (_, again) = visit.saved_by_align("page.yaml", &page);
    assert_eq!(again, page);
}

#[test]
fn whatever_the_name_the_document_is_byte_for_byte_the_interviews() {
    let notes = vec!["because".to_owned()];
    let Some(mut visit) = Visit::start(
        "whatever_the_name_the_document_is_byte_for_byte_the_interviews",
        Some(&questionnaire_for(&notes)),
    ) else {
        return;
    };
    for name in AWKWARD.iter().filter(|name| !name.contains('\n')) {
        for team in ["b", ""] {
            let page = page_document(&visit, name, team, &notes);
            let (still, align) = align_document(visit, name, team, &notes, &date_of(&page));
            visit = still;
            assert_eq!(page, align);
            let (still, again) = visit.saved_by_align("page.yaml", &page);
            visit = still;
            assert_eq!(again, page);
        }
    }
}

#[test]
fn one_line_says_it_all_or_the_document_is_copied() {
    let Some(visit) = Visit::start(
        "one_line_says_it_all_or_the_document_is_copied",
        Some(&questionnaire_for(&[String::new()])),
    ) else {
        return;
    };
    let copied =
        |name: &str, team: &str, note: &str| page_document(&visit, name, team, &[note.to_owned()]);
    let people = [("Ana-Maria O'Neil", "a"), ("Zoë 李", "b"), ("Cy", "")];
    let lines = people.map(|(name, team)| copied(name, team, " "));
    let wanted = ["Ana-Maria O'Neil (Able): yes", "Zoë 李 (b): yes", "Cy: yes"];
    assert_eq!(lines, wanted);
    for (name, team, note) in [
        ("Ana", "a", "why"),
        ("Ana (temp)", "a", ""),
        ("a: b", "a", ""),
        ("#1", "a", ""),
        ("- a", "a", ""),
        ("date", "", ""),
        ("q0", "", ""),
    ] {
        let text = copied(name, team, note);
        assert!(text.starts_with("name: "), "{text}");
    }
    let align = visit.folder.again().file("chat.txt", lines.join("\n"));
    let report = align.args("council chat.txt -f json").run().status(0).stdout_text();
    let report: Value = serde_json::from_str(&report).unwrap();
    let who = people.map(
        |(name, team)| json!({"name": name, "team": Some(team).filter(|team| !team.is_empty())}),
    );
    assert_eq!(report["respondents"]["who"], json!(who));
}

#[test]
fn a_file_name_is_one_that_every_system_takes() {
    let Some(visit) = Visit::start("a_file_name_is_one_that_every_system_takes", None) else {
        return;
    };
    let long = "x".repeat(200);
    let cut = format!("{}.yaml", "x".repeat(60));
    for (name, file) in [
        ("Ana", "ana.yaml"),
        ("Ana María O'Neil", "ana-maría-o-neil.yaml"),
        ("../../etc/passwd", "etc-passwd.yaml"),
        (".hidden", "hidden.yaml"),
        ("李 明", "李-明.yaml"),
        ("a\u{202e}lmay.exe", "a-lmay-exe.yaml"),
        ("CON", "con-answers.yaml"),
        ("Questions", "questions-answers.yaml"),
        ("👍", "answers.yaml"),
        (&long, &cut),
    ] {
        visit
            .browser
            .run_with("document.querySelector('#name').value = arguments[0]", &[json!(name)]);
        assert_eq!(visit.browser.run("return fileName()"), file);
    }
}
