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
