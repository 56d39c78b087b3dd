//! The page of `align form`, answered in a real browser.

mod devices;
mod documents;
mod everybody;
mod picture;

use serde_json::{Value, json};

use crate::{
    browser::{Browser, DOWN},
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
        let folder = align.args("form -o form.html").run().status(0).stdout("").stderr("");
        browser.open(&folder.path("form.html"));
        Some(Self { folder, browser })
    }

    /// The same in a browser that runs scripts.
    fn start(test: &str, questions: Option<&str>) -> Option<Self> {
        Self::new(Browser::start(test), questions)
    }

    /// Says who answers and starts.
    fn enter(&self, name: &str, team: &str) {
        self.browser.click("#name");
        self.wait_for_focus("#name");
        self.browser.press(name);
        self.browser.click(&format!("[name=team][value='{team}']"));
        self.browser.click("#start .primary");
    }

    /// Answers the question that is shown, and waits for the next one.
    fn answer(&self, answer: &str) {
        let id = self.shown();
        self.browser.click(&format!(".current .answers [value={answer}]"));
        self.browser.wait_for(&format!("!document.querySelector('.current[data-id=\"{id}\"]')"));
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

    #[track_caller]
    fn wait_for_focus(&self, selector: &str) {
        self.browser.wait_for(&format!("document.activeElement.matches('{selector}')"));
    }

    fn focus(&self) -> Value {
        self.browser.run("return document.activeElement.textContent.trim()")
    }

    fn text(&self, selector: &str) -> Value {
        self.browser
            .run_with("return document.querySelector(arguments[0]).innerText", &[json!(selector)])
    }

    /// What the page's copy button copies.
    fn copied(&self) -> String {
        self.browser.run(
            "Object.defineProperty(navigator, 'clipboard', {configurable: true, \
             value: {writeText: async text => { window.copied = text }}}); delete window.copied",
        );
        self.browser.click("#copy");
        self.browser.wait_for("window.copied");
        self.browser.run("return window.copied").as_str().unwrap().to_owned()
    }

    /// What `align` saves of a document that is the page's, or says the same.
    fn saved_by_align(self, name: &str, document: &str) -> (Self, String) {
        let align = self.folder.again().file(name, document);
        let run =
            align.args("--no-input --force --save saved.yaml --answers").arg(name).run().status(0);
        let saved = run.read("saved.yaml");
        (Self { folder: run, ..self }, saved)
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
    let Some(visit) =
        Visit::start("a_person_answers_goes_back_reloads_and_sends_what_align_reads", None)
    else {
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
    visit.wait_for_screen("persona-research");
    visit.answer("yes");
    visit.answer("yes");
    visit.answer("no");

    visit.wait_for_screen("review");
    assert_eq!(visit.text("#who"), "Ana, Marketing");
    assert_eq!(visit.copied(), "Ana (Marketing): yes no unsure yes yes no");
    visit.browser.click("[data-id=surveys] [value=no]");
    visit.browser.click("[data-id=closing] [aria-controls^=why]");
    visit.wait_for_focus("textarea");
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
    let Some(visit) =
        Visit::start("people_pick_themselves_and_read_their_own_words", Some(IN_GERMAN))
    else {
        return;
    };
    visit.browser.click("#start .primary");
    visit.wait_for_focus("#name");
    assert_eq!(visit.shown(), "start");
    visit.browser.press(&[DOWN, DOWN].concat());
    visit.browser.wait_for("document.querySelector('#name').value === 'Ben: #1'");
    visit.browser.click("#start .primary");
    visit.wait_for_screen("anfragen");
    assert_eq!(visit.browser.run("return document.querySelector('.current h2').lang"), "de");
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
fn a_double_click_answers_one_question() {
    let Some(visit) = Visit::start("a_double_click_answers_one_question", None) else {
        return;
    };
    visit.enter("Ana", "sales");
    visit.browser.wait_for("document.getAnimations().length === 0");
    // However slow this machine is, the second click comes while the next question arrives.
    visit
        .browser
        .run("all('.question:not(.current)').forEach(one => one.style.animationDuration = '60s')");
    visit.browser.double_click(".current [value=yes]");
    visit.wait_for_screen("closing");
    assert_eq!(
        visit.browser.run("return document.querySelectorAll('[aria-pressed=true]').length"),
        1
    );
}

#[test]
fn the_browsers_own_back_button_goes_back_a_question() {
    let Some(visit) = Visit::start("the_browsers_own_back_button_goes_back_a_question", None)
    else {
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
fn a_page_is_written_whole_or_not_at_all() {
    let page = Align::new().args("form").run().status(0).stderr("").stdout_text();
    let run = Align::new().file("form.html", "old").args("form -o form.html").run();
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
    let run = run.again().args("form -o nowhere/form.html").run().status(2).stdout("");
    assert_eq!(run.files(), ["form.html", "questions.yaml"]);
}

#[test]
fn what_people_send_in_three_ways_becomes_one_report() {
    let test = "what_people_send_in_three_ways_becomes_one_report";
    let Some(visit) = Visit::start(test, None) else {
        return;
    };
    let complete = |name: &str, team: &str, answers: &str| {
        visit.wait_for_screen("start");
        visit.enter(name, team);
        answers.split(' ').for_each(|answer| visit.answer(answer));
        visit.wait_for_screen("review");
    };
    complete("Ana", "marketing", "yes yes yes yes yes no");
    visit.browser.click("#save");
    let ana = visit.browser.downloaded("ana.yaml");
    visit.browser.click("#forget");
    complete("Ben", "sales", "yes no yes yes unsure no");
    let ben = visit.copied();
    visit.browser.click("#forget");
    complete("Cy", "sales", "yes no yes no no no");
    visit.browser.click("[data-id=traffic] [aria-controls^=why]");
    visit.wait_for_focus("textarea");
    visit.browser.press("Too few: we see it.");
    let cy = visit.copied();

    let align = visit.folder.again().file("answers/ana.yaml", ana);
    let align = align.file("answers/chat.txt", ben + "\n").file("answers/cy.yaml", cy);
    let run = align.args("council answers -f csv").run().status(0).stderr("");
    run.stdout(
        "id,need,answer,lead,status,yes,no,unsure,blank,distance\r\n\
         traffic,More visitors,yes,marketing,agreed,3,0,0,0,0.0\r\n\
         closing,More closing,,,opposed,1,2,0,0,1.0\r\n\
         surveys,Customer surveys,yes,sales,agreed,3,0,0,0,0.0\r\n\
         persona-research,Persona research,,,unclear,2,1,0,0,0.5\r\n\
         content-offers,New content offer,,,unclear,1,1,1,0,0.75\r\n\
         mql-contact,Contact with MQLs,no,,agreed,0,3,0,0,0.0\r\n",
    );
}
