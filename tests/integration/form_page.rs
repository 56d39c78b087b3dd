//! The page of `align form`, answered in a real browser.

use std::{fmt::Write, fs};

use serde_json::{Value, json};

use crate::{
    browser::{Browser, DOWN, ENTER, RIGHT, SPACE, TAB, axe},
    harness::{Align, Run},
};

/// A folder with the page of a questionnaire, or of the built-in one, and a browser that shows it.
struct Visit {
    folder: Run,
    browser: Browser,
}

impl Visit {
    fn new(browser: Option<Browser>, questions: Option<&str>) -> Option<Self> {
        let browser = browser?;
        let align = questions.into_iter().fold(Align::new(), Align::questions);
        let folder = align
            .args("form -o form.html")
            .run()
            .status(0)
            .stdout("")
            .stderr("");
        browser.open(&folder.path("form.html"));
        Some(Self { folder, browser })
    }

    /// Says who answers and starts.
    fn enter(&self, name: &str, team: &str) {
        self.browser.click("#name");
        self.browser.press(name);
        self.browser.click(&format!("[name=team][value='{team}']"));
        self.browser.click("#start .primary");
    }

    /// Answers the question that is shown, and waits for the next one.
    fn answer(&self, answer: &str) {
        let id = self.shown();
        self.browser
            .click(&format!(".current .answers [value={answer}]"));
        self.browser.wait_for(&format!(
            "!document.querySelector('.current[data-id=\"{id}\"]')"
        ));
    }

    /// The id of the question that is shown, or the name of the other screen.
    fn shown(&self) -> String {
        let shown = self.browser.run(
            "return document.querySelector('.current')?.dataset.id ?? document.body.dataset.screen",
        );
        shown.as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn wait_for_screen(&self, wanted: &str) {
        self.browser.wait_for(&format!(
            "(document.querySelector('.current')?.dataset.id ?? document.body.dataset.screen) === '{wanted}'"
        ));
    }

    fn focus(&self) -> Value {
        self.browser
            .run("return document.activeElement.textContent.trim()")
    }

    fn text(&self, selector: &str) -> Value {
        self.browser.run_with(
            "return document.querySelector(arguments[0]).innerText",
            &[json!(selector)],
        )
    }

    /// What the page's copy button copies.
    fn copied(&self) -> String {
        self.browser.run(
            "Object.defineProperty(navigator, 'clipboard', {configurable: true, \
             value: {writeText: async text => { window.copied = text }}}); delete window.copied",
        );
        self.browser.click("#copy");
        self.browser.wait_for("window.copied");
        self.browser
            .run("return window.copied")
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// What `align` saves of a document that is the page's, or says the same.
    fn saved_by_align(self, name: &str, document: &str) -> (Self, String) {
        let align = self.folder.again().file(name, document);
        let run = align
            .args("--no-input --force --save saved.yaml --answers")
            .arg(name)
            .run()
            .status(0);
        let saved = run.read("saved.yaml");
        (
            Self {
                folder: run,
                ..self
            },
            saved,
        )
    }
}

/// A document without its date line, which must hold the browser's today.
fn undated(visit: &Visit, document: &str) -> String {
    let today = visit.browser.run(
        "const day = new Date(); return new Date(day - day.getTimezoneOffset() * 60000).toJSON().slice(0, 10)",
    );
    let date = format!("date: {}\n", today.as_str().unwrap());
    assert!(document.contains(&date), "{document}");
    document.replace(&date, "")
}

#[test]
fn a_person_answers_goes_back_reloads_and_sends_what_align_reads() {
    let test = "a_person_answers_goes_back_reloads_and_sends_what_align_reads";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    visit.enter("Ana", "marketing");
    assert_eq!(visit.text("#progress"), "Question 1 of 6");
    visit.answer("yes");
    visit.answer("yes");
    visit.browser.click("#back");
    visit.wait_for_screen("closing");
    visit.answer("no");
    visit.answer("unsure");
    assert_eq!(visit.text("#progress"), "Question 4 of 6");

    visit.browser.reload();
    visit.wait_for_screen("persona-research");
    visit.browser.click("#back");
    visit.wait_for_screen("surveys");
    assert_eq!(visit.text(".current [aria-pressed=true] .word"), "Not sure");
    visit.browser.click("#next");
    visit.answer("yes");
    visit.answer("yes");
    visit.answer("no");

    visit.wait_for_screen("review");
    assert_eq!(visit.text("#who"), "Ana, Marketing");
    assert_eq!(visit.copied(), "Ana (Marketing): yes no unsure yes yes no");
    visit.browser.click("[data-id=surveys] [value=no]");
    visit
        .browser
        .click("[data-id=closing] [aria-controls^=why]");
    visit.browser.press("Reps already call all day: why more?");
    visit.browser.click("#save");

    let document = visit.browser.downloaded("ana.yaml");
    assert_eq!(
        undated(&visit, &document),
        "name: Ana\nteam: marketing\nanswers:\n  traffic: yes\n  closing: no\n  surveys: no\n  \
         persona-research: yes\n  content-offers: yes\n  mql-contact: no\nnotes:\n  \
         closing: \"Reps already call all day: why more?\"\n"
    );
    assert_eq!(
        visit.text("#told"),
        "Saved as ana.yaml. Now send that file to whoever sent you this page."
    );
    assert_eq!(visit.copied(), document);
    let (_, saved) = visit.saved_by_align("ana.yaml", &document);
    assert_eq!(saved, document);
}

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
        writeln!(
            yaml,
            "- {{id: q{index}, need: N{index}, question: Q{index}?, lead: a}}"
        )
        .unwrap();
    }
    yaml
}

/// A document of JSON in ASCII, which nothing but JSON's own rules can touch.
fn ascii(document: &Value) -> String {
    let escaped = |unit: u16| format!("\\u{unit:04x}");
    let each = |c: char| match c.is_ascii() && !c.is_ascii_control() {
        true => c.to_string(),
        false => c
            .encode_utf16(&mut [0; 2])
            .iter()
            .map(|unit| escaped(*unit))
            .collect(),
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
        pairs
            .map(|(index, note)| (format!("q{index}"), value(note)))
            .collect()
    };
    let mut document = json!({"name": name, "date": date, "answers": by_id(&|_| json!("yes")),
        "notes": by_id(&|note| json!(note))});
    if !team.is_empty() {
        document["team"] = json!(team);
    }
    visit.saved_by_align("told.json", &ascii(&document))
}

fn date_of(document: &str) -> String {
    let line = document
        .lines()
        .find_map(|line| line.strip_prefix("date: "));
    line.unwrap().to_owned()
}

#[test]
fn whatever_is_typed_the_document_is_byte_for_byte_the_interviews() {
    let test = "whatever_is_typed_the_document_is_byte_for_byte_the_interviews";
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
    let Some(mut visit) = Visit::new(Browser::start(test), Some(&questionnaire_for(&notes))) else {
        return;
    };
    let normal: Vec<String> = notes
        .iter()
        .map(|note| note.replace("\r\n", "\n").replace('\r', "\n"))
        .collect();
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
    let test = "whatever_the_name_the_document_is_byte_for_byte_the_interviews";
    let notes = vec!["because".to_owned()];
    let Some(mut visit) = Visit::new(Browser::start(test), Some(&questionnaire_for(&notes))) else {
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
    let test = "one_line_says_it_all_or_the_document_is_copied";
    let Some(visit) = Visit::new(
        Browser::start(test),
        Some(&questionnaire_for(&["".to_owned()])),
    ) else {
        return;
    };
    let copied =
        |name: &str, team: &str, note: &str| page_document(&visit, name, team, &[note.to_owned()]);
    assert_eq!(
        copied("Ana-Maria O'Neil", "a", ""),
        "Ana-Maria O'Neil (Able): yes"
    );
    assert_eq!(copied("Zoë 李", "b", " "), "Zoë 李 (b): yes");
    assert_eq!(copied("Cy", "", ""), "Cy: yes");
    for (name, note) in [
        ("Ana", "why"),
        ("Ana (temp)", ""),
        ("a: b", ""),
        ("#1", ""),
        ("- a", ""),
    ] {
        assert!(
            copied(name, "a", note).starts_with("name: "),
            "{name} {note}"
        );
    }
}

#[test]
fn a_file_name_is_one_that_every_system_takes() {
    let test = "a_file_name_is_one_that_every_system_takes";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
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
        visit.browser.run_with(
            "document.querySelector('#name').value = arguments[0]",
            &[json!(name)],
        );
        assert_eq!(visit.browser.run("return fileName()"), file);
    }
}

#[test]
fn the_keyboard_alone_is_enough() {
    let test = "the_keyboard_alone_is_enough";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    let press = |keys: &str, screen: &str| {
        visit.browser.press(keys);
        visit.wait_for_screen(screen);
    };
    press(&[TAB, "Ben", TAB, SPACE, DOWN, ENTER].concat(), "traffic");
    assert_eq!(
        visit.focus(),
        "Do we need to attract more visitors to our website?"
    );
    press("y", "closing");
    assert_eq!(
        visit.focus(),
        "Do we need more calling and emailing people to close?"
    );
    press("b", "traffic");
    press("n", "closing");
    press("?", "closing");
    visit
        .browser
        .wait_for("!document.querySelector('.current .help').hidden");
    visit.browser.press("wyes, nobody calls");
    assert_eq!(
        visit.browser.run("return document.activeElement.value"),
        "yes, nobody calls"
    );
    for _ in 0..3 {
        visit.browser.press_with_shift(TAB);
    }
    assert_eq!(visit.focus(), "–not sureu");
    press(&[RIGHT, RIGHT, ENTER].concat(), "surveys");
    press("u", "persona-research");
    press("1", "content-offers");
    press(&[TAB, TAB, SPACE].concat(), "mql-contact");
    press("3", "review");
    assert_eq!(visit.focus(), "Your answers");
    visit.browser.press(&[TAB, TAB, RIGHT, "u"].concat());
    visit.browser.wait_for("document.querySelector('#traffic-is-unsure, [data-id=traffic] [value=unsure][aria-pressed=true]')");
    visit.browser.run("document.querySelector('#save').focus()");
    visit.browser.press(ENTER);
    assert_eq!(
        undated(&visit, &visit.browser.downloaded("ben.yaml")),
        "name: Ben\nteam: sales\nanswers:\n  traffic: unsure\n  closing: no\n  surveys: unsure\n  \
         persona-research: yes\n  content-offers: no\n  mql-contact: unsure\nnotes:\n  \
         closing: yes, nobody calls\n"
    );
}

const IN_GERMAN: &str = "title: Wer führt?
language: de
teams: {vertrieb: Vertrieb, marketing: Marketing}
people: {Ana Groß: marketing, 'Ben: #1': vertrieb}
words: {yes: [Ja], no: [Nein], unsure: [Weiß nicht]}
questions:
- {id: anfragen, need: Anfragen, question: Brauchen wir mehr Anfragen?, lead: marketing}
- {id: schnell, need: Tempo, question: Müssen wir schneller antworten?, lead: vertrieb}
";

#[test]
fn people_pick_themselves_and_read_their_own_words() {
    let test = "people_pick_themselves_and_read_their_own_words";
    let Some(visit) = Visit::new(Browser::start(test), Some(IN_GERMAN)) else {
        return;
    };
    visit.browser.click("#start .primary");
    visit.wait_for_screen("start");
    visit.browser.press(&[DOWN, DOWN].concat());
    visit.browser.click("#start .primary");
    visit.wait_for_screen("anfragen");
    assert_eq!(
        visit
            .browser
            .run("return document.querySelector('.current h2').lang"),
        "de"
    );
    assert_eq!(visit.text(".current [value=unsure] .word"), "Weiß nicht");
    visit.browser.press("j");
    visit.wait_for_screen("schnell");
    visit.browser.press("w");
    visit.wait_for_screen("review");
    assert_eq!(
        undated(&visit, &visit.copied()),
        "name: \"Ben: #1\"\nteam: vertrieb\nanswers:\n  anfragen: yes\n  schnell: unsure\n"
    );
}

#[test]
fn a_draft_belongs_to_its_questionnaire_and_can_be_deleted() {
    let test = "a_draft_belongs_to_its_questionnaire_and_can_be_deleted";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    let other = Align::new()
        .questions(IN_GERMAN)
        .args("form")
        .run()
        .status(0)
        .stdout_text();
    visit.enter("Ana", "sales");
    visit.answer("yes");
    let page = fs::read_to_string(visit.folder.path("form.html")).unwrap();
    fs::write(visit.folder.path("form.html"), other).unwrap();
    visit.browser.reload();
    visit.wait_for_screen("start");
    fs::write(visit.folder.path("form.html"), page).unwrap();
    visit.browser.reload();
    visit.wait_for_screen("closing");
    for _ in 1..6 {
        visit.answer("no");
    }
    visit.browser.click("#forget");
    visit.wait_for_screen("start");
    assert_eq!(
        visit.browser.run("return localStorage.getItem(KEY)"),
        Value::Null
    );
    visit.browser.reload();
    visit.wait_for_screen("start");
    assert_eq!(
        visit
            .browser
            .run("return document.querySelector('#name').value"),
        ""
    );
}

#[test]
fn what_somebody_else_stored_breaks_nothing() {
    let test = "what_somebody_else_stored_breaks_nothing";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    for stored in [
        "",
        "x",
        "null",
        "5",
        "\"x\"",
        "[]",
        "{\"answers\":null,\"notes\":5,\"screen\":\"x\"}",
        "{\"name\":{},\"team\":\"x\",\"screen\":1e9,\"answers\":{\"traffic\":\"<b>\"}}",
        "{\"name\":null,\"team\":null,\"screen\":-3,\"notes\":{\"traffic\":{}}}",
    ] {
        visit
            .browser
            .run_with("localStorage.setItem(KEY, arguments[0])", &[json!(stored)]);
        visit.browser.reload();
        visit.wait_for_screen("start");
        visit
            .browser
            .wait_for("document.querySelector('#kept').textContent");
    }
}

#[test]
fn where_storage_and_clipboard_are_forbidden_it_works_and_says_so() {
    let test = "where_storage_and_clipboard_are_forbidden_it_works_and_says_so";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    let forbid = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }}); \
                  Object.defineProperty(navigator, 'clipboard', {value: undefined})";
    visit.browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": forbid}),
    );
    visit.browser.reload();
    visit.wait_for_screen("start");
    assert_eq!(
        visit.text("#kept"),
        "This browser keeps nothing: finish before you close the page."
    );
    visit.enter("Ana", "sales");
    for _ in 0..6 {
        visit.answer("no");
    }
    visit.browser.click("#copy");
    visit
        .browser
        .wait_for("!document.querySelector('#by-hand').hidden");
    assert_eq!(
        visit.text("#told"),
        "This browser does not let a page copy. Copy this yourself:"
    );
    let selected = "const text = document.activeElement; return text.value.slice(text.selectionStart, text.selectionEnd)";
    assert_eq!(
        visit.browser.run(selected),
        "Ana (Sales): no no no no no no"
    );
    visit.browser.click("#forget");
    visit.wait_for_screen("start");
}

#[test]
fn sharing_is_offered_where_the_device_has_it() {
    let test = "sharing_is_offered_where_the_device_has_it";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    let share = "navigator.share = async what => { window.shared = what }";
    visit.browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": share}),
    );
    visit.browser.reload();
    visit.enter("Ana", "sales");
    for _ in 0..6 {
        visit.answer("no");
    }
    visit.browser.click("#share");
    visit.browser.wait_for("window.shared");
    assert_eq!(
        visit.browser.run("return shared"),
        json!({"text": "Ana (Sales): no no no no no no"})
    );
    visit.browser.run(
        "Object.defineProperty(navigator, 'userAgentData', {value: undefined}); navigator.canShare = () => true; delete window.shared",
    );
    visit.browser.click("#share");
    visit.browser.wait_for("window.shared");
    assert_eq!(visit.browser.run("return shared.files[0].name"), "ana.yaml");
    let text = visit.browser.resolve("shared.files[0].text()");
    assert_eq!(
        undated(&visit, text.as_str().unwrap()).lines().next(),
        Some("name: Ana")
    );
}

#[test]
fn a_double_click_answers_one_question() {
    let test = "a_double_click_answers_one_question";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    visit.enter("Ana", "sales");
    visit
        .browser
        .wait_for("document.getAnimations().length === 0");
    visit.browser.double_click(".current [value=yes]");
    visit.wait_for_screen("closing");
    assert_eq!(
        visit
            .browser
            .run("return document.querySelectorAll('[aria-pressed=true]').length"),
        1
    );
}

#[test]
fn the_browsers_own_back_button_goes_back_a_question() {
    let test = "the_browsers_own_back_button_goes_back_a_question";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    visit.enter("Ana", "sales");
    visit.answer("yes");
    visit.answer("no");
    visit.browser.run("history.back()");
    visit.wait_for_screen("closing");
    assert_eq!(visit.text(".current [aria-pressed=true] .word"), "No");
    visit.browser.run("history.back()");
    visit.wait_for_screen("traffic");
    visit.browser.run("history.forward()");
    visit.wait_for_screen("closing");
}

#[test]
fn without_scripts_it_says_what_to_do_and_shows_the_questions() {
    let test = "without_scripts_it_says_what_to_do_and_shows_the_questions";
    let Some(visit) = Visit::new(Browser::without_scripts(test), None) else {
        return;
    };
    let text = visit.text("body");
    let text = text.as_str().unwrap();
    for shown in [
        "Scripts are switched off here",
        "Your name (Marketing or Sales): ___ ___ ___ ___ ___ ___",
        "Do we need a new strategy for how we contact our marketing-qualified leads?",
        "Say yes if those names go cold before anyone reaches them.",
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for hidden in ["Start", "Save my answers", "Back", "Not sure"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
}

#[test]
fn on_paper_every_question_has_boxes_to_tick() {
    let test = "on_paper_every_question_has_boxes_to_tick";
    for browser in [Browser::start(test), Browser::without_scripts(test)] {
        let Some(visit) = Visit::new(browser, None) else {
            return;
        };
        visit
            .browser
            .emulate("print", "prefers-color-scheme", "dark");
        let seen = |selector: &str| {
            let count = "return [...document.querySelectorAll(arguments[0])].filter(one => one.checkVisibility()).length";
            visit.browser.run_with(count, &[json!(selector)])
        };
        for (selector, count) in [
            (".question", 6),
            (".answers .sign", 18),
            (".help", 6),
            ("textarea", 6),
            ("#name, [name=team]", 4),
            (".primary, nav, #send, #unscripted, .more", 0),
        ] {
            assert_eq!(seen(selector), count, "{selector}");
        }
        assert_eq!(
            visit
                .browser
                .run("return getComputedStyle(document.body).backgroundColor"),
            "rgb(255, 255, 255)"
        );
    }
}

/// Brings every screen of a page to the front, one after the other.
fn on_every_screen(visit: &Visit, look: impl Fn(&str)) {
    let show = |what: &str, script: &str| {
        visit.browser.run(script);
        visit
            .browser
            .wait_for("document.getAnimations().length === 0");
        look(what);
    };
    show("start", "show(START)");
    show("question", "show(1)");
    show(
        "help and why",
        "for (const toggle of all('.current [aria-expanded]')) expand(toggle, true)",
    );
    let answer = "for (const question of questions) press(question, 'yes'); show(1)";
    show("answered question", answer);
    show("review", "$('textarea').value = 'why'; show(REVIEW)");
    show("told", "tell('Copy this yourself:', 'text')");
    // As it is where scripts are off, when axe-core cannot run either.
    show("without scripts", "delete document.body.dataset.screen");
}

#[test]
fn every_screen_is_fit_for_everybody() {
    let test = "every_screen_is_fit_for_everybody";
    let Some(axe) = axe(test) else {
        return;
    };
    for questions in [None, Some(IN_GERMAN)] {
        let Some(visit) = Visit::new(Browser::start(test), questions) else {
            return;
        };
        visit.browser.run(&axe);
        for scheme in ["light", "dark"] {
            visit
                .browser
                .emulate("screen", "prefers-color-scheme", scheme);
            on_every_screen(&visit, |screen| {
                let broken = "axe.run().then(found => found.violations.map(rule => rule.id + ' ' + rule.nodes[0].html))";
                assert_eq!(
                    visit.browser.resolve(broken),
                    json!([]),
                    "{scheme} {screen}"
                );
            });
        }
    }
}

/// A questionnaire whose every text tries something.
fn hostile() -> String {
    let evil = "</script></style></title><script>ran = 1</script><img src=x onerror=ran=1><!-- ]]> ${ran=1} {{ran=1}} &lt;b&gt; ''\"";
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(5);
    format!(
        "title: '{evil}'\nteams: {{a: '{evil}', b: 'فريق المبيعات {long}'}}\n\
         words: {{yes: ['{evil}'], no: ['לא'], unsure: ['{long}']}}\nquestions:\n\
         - {{id: constructor, need: '{evil}', question: '{evil}', lead: a, help: '{evil}'}}\n\
         - {{id: valueof, need: '{long}', question: 'هل نحتاج إلى المزيد من الزوار؟ {long}', lead: b, help: '{long}'}}\n"
    )
}

#[test]
fn nothing_in_a_questionnaire_acts_on_the_page() {
    let test = "nothing_in_a_questionnaire_acts_on_the_page";
    let Some(visit) = Visit::new(Browser::start(test), Some(&hostile())) else {
        return;
    };
    on_every_screen(&visit, |_| {});
    assert_eq!(visit.browser.run("return window.ran ?? null"), Value::Null);
    assert_eq!(
        visit
            .browser
            .run("return document.querySelectorAll('script, img').length"),
        1
    );
    assert_eq!(
        visit
            .browser
            .run("return getComputedStyle(document.querySelectorAll('.question h2')[1]).direction"),
        "rtl"
    );
    visit.browser.run("show(START); document.querySelector('#name').value = 'x'; all('[name=team]')[0].checked = true; show(REVIEW)");
    let document = visit.copied();
    assert_eq!(
        undated(&visit, &document),
        "name: x\nteam: a\nanswers:\n  constructor: yes\n  valueof: yes\nnotes:\n  constructor: why\n"
    );
}

#[test]
fn the_policy_lets_nothing_else_run_or_load() {
    let test = "the_policy_lets_nothing_else_run_or_load";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    visit.browser.run(
        "window.refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
         const add = (tag, fields) => document.body.append(Object.assign(document.createElement(tag), fields));
         add('script', {textContent: 'window.ran = true'});
         add('script', {src: 'data:text/javascript,window.ran=true'});
         add('style', {textContent: 'body { color: red }'});
         add('img', {src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw='});
         add('iframe', {srcdoc: '<script>parent.ran = true</script>'});
         add('p', {innerHTML: '<b onclick=\"window.ran = true\">x</b>'});
         document.querySelector('b').click();
         fetch('data:,x').catch(() => {});
         add('form', {action: 'http://127.0.0.1:1/', id: 'away'}); document.querySelector('#away').submit();",
    );
    let wanted = [
        "connect-src",
        "form-action",
        "img-src",
        "script-src-attr",
        "script-src-elem",
        "style-src-elem",
    ];
    visit.browser.wait_for(&format!(
        "{wanted:?}.every(directive => refused.includes(directive))"
    ));
    assert_eq!(visit.browser.run("return window.ran ?? null"), Value::Null);
}

#[test]
fn no_screen_is_wider_than_a_telephone_or_a_desk() {
    let test = "no_screen_is_wider_than_a_telephone_or_a_desk";
    for questions in [None, Some(hostile())] {
        let Some(visit) = Visit::new(Browser::start(test), questions.as_deref()) else {
            return;
        };
        for width in [320, 360, 1280] {
            visit.browser.resize(width);
            on_every_screen(&visit, |screen| {
                let beyond = "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
                assert_eq!(visit.browser.run(beyond), 0, "{width} {screen}");
            });
        }
    }
}

#[test]
fn nothing_moves_for_those_who_want_it_still() {
    let test = "nothing_moves_for_those_who_want_it_still";
    let Some(visit) = Visit::new(Browser::start(test), None) else {
        return;
    };
    let moves = "show(START); show(1); return document.getAnimations().some(one => \
                 one.effect.getKeyframes().some(frame => frame.transform || frame.opacity))";
    visit
        .browser
        .emulate("screen", "prefers-reduced-motion", "no-preference");
    assert_eq!(visit.browser.run(moves), true);
    visit
        .browser
        .emulate("screen", "prefers-reduced-motion", "reduce");
    assert_eq!(visit.browser.run(moves), false);
}

#[test]
fn a_page_is_written_whole_or_not_at_all() {
    let page = Align::new()
        .args("form")
        .run()
        .status(0)
        .stderr("")
        .stdout_text();
    let run = Align::new()
        .file("form.html", "old")
        .args("form -o form.html")
        .run();
    let run = run.status(0).stdout("").stderr("");
    assert_eq!(run.read("form.html"), page);
    assert_eq!(run.files(), ["form.html"]);
    let run = run
        .again()
        .questions("title: [")
        .args("form --output form.html")
        .run()
        .status(2)
        .stdout("");
    assert_eq!(run.read("form.html"), page);
    let run = run
        .again()
        .args("form -o nowhere/form.html")
        .run()
        .status(2)
        .stdout("");
    assert_eq!(run.files(), ["form.html", "questions.yaml"]);
}
