//! The README's picture of the page. `UPDATE_PICTURES=1 cargo test picture` draws it anew; it is not
//! compared, since fonts differ from machine to machine.

use std::{env, fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;

use super::Visit;

#[test]
fn the_picture_is_drawn_when_asked_for() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/answer-page.png");
    if env::var_os("UPDATE_PICTURES").is_none() {
        return assert!(fs::read(file).unwrap().starts_with(b"\x89PNG"));
    }
    let Some(visit) = Visit::start("the_picture_is_drawn_when_asked_for", None) else {
        return;
    };
    visit.browser.resize(360);
    let start = picture(&visit, 360);
    visit.enter("Ana", "marketing");
    visit.answer("yes");
    visit.answer("no");
    let question = picture(&visit, 360);
    for answer in ["yes", "yes", "unsure", "no"] {
        visit.answer(answer);
    }
    let review = picture(&visit, 360);
    let beside = [start, question, review].map(|one| {
        format!("<img src='data:image/png;base64,{one}' style='width:360px;border:1px solid #ccc;border-radius:24px'>")
    });
    let page =
        format!("<body style='margin:0;padding:12px;display:flex;gap:24px'>{}", beside.concat());
    let path = visit.folder.path("pictures.html");
    fs::write(&path, page).unwrap();
    visit.browser.resize(1156);
    visit.browser.open(&path);
    let png = BASE64_STANDARD.decode(picture(&visit, 1156)).unwrap();
    fs::write(file, png).unwrap();
}

/// The window's upper part, in Base64.
fn picture(visit: &Visit, width: u32) -> String {
    visit.browser.wait_for("document.getAnimations().length === 0");
    visit.browser.run(
        "document.activeElement.blur(); document.documentElement.style.scrollbarWidth = 'none'",
    );
    let height = if width == 360 { 640 } else { 668 };
    let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
    let taken = visit.browser.devtools("Page.captureScreenshot", &json!({"clip": clip}));
    taken["data"].as_str().unwrap().to_owned()
}
