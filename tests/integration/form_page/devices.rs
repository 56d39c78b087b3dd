//! What a browser keeps, forbids or offers.

use std::fs;

use serde_json::{Value, json};

use super::{IN_GERMAN, Visit, undated};
use crate::harness::Align;

#[test]
fn a_draft_belongs_to_its_questionnaire_and_can_be_deleted() {
    let Some(visit) = Visit::start("a_draft_belongs_to_its_questionnaire_and_can_be_deleted", None)
    else {
        return;
    };
    let other = Align::new().questions(IN_GERMAN).args("form").run().status(0).stdout_text();
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
    assert_eq!(visit.browser.run("return localStorage.getItem(KEY)"), Value::Null);
    visit.browser.reload();
    visit.wait_for_screen("start");
    assert_eq!(visit.browser.run("return document.querySelector('#name').value"), "");
}

#[test]
fn what_somebody_else_stored_breaks_nothing() {
    let Some(visit) = Visit::start("what_somebody_else_stored_breaks_nothing", None) else {
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
        visit.browser.run_with("localStorage.setItem(KEY, arguments[0])", &[json!(stored)]);
        visit.browser.reload();
        visit.wait_for_screen("start");
        visit.browser.wait_for("document.querySelector('#kept').textContent");
    }
}

#[test]
fn where_storage_and_clipboard_are_forbidden_it_works_and_says_so() {
    let Some(visit) =
        Visit::start("where_storage_and_clipboard_are_forbidden_it_works_and_says_so", None)
    else {
        return;
    };
    let forbid = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }}); \
                  Object.defineProperty(navigator, 'clipboard', {value: undefined})";
    visit.browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": forbid}));
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
    visit.browser.wait_for("!document.querySelector('#by-hand').hidden");
    assert_eq!(visit.text("#told"), "This browser does not let a page copy. Copy this yourself:");
    let selected = "const text = document.activeElement; return text.value.slice(text.selectionStart, text.selectionEnd)";
    assert_eq!(visit.browser.run(selected), "Ana (Sales): no no no no no no");
    visit.browser.click("#forget");
    visit.wait_for_screen("start");
}

#[test]
fn sharing_is_offered_where_the_device_has_it() {
    let Some(visit) = Visit::start("sharing_is_offered_where_the_device_has_it", None) else {
        return;
    };
    let share = "navigator.share = async what => { window.shared = what }";
    visit.browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": share}));
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
    assert_eq!(undated(&visit, text.as_str().unwrap()).lines().next(), Some("name: Ana"));
}
