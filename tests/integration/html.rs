//! The page for those who never open a terminal, as text and in a browser.

use std::{fs, path::PathBuf};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use tempfile::TempDir;

use crate::{
    browser::{Browser, axe},
    council::{council, three},
    harness::Align,
};

/// Ten questions to three teams, of whose eleven members ten answer; two are decided.
fn ten() -> Align {
    let question = |n: usize| {
        let lead = ["marketing", "sales", "support"][n % 3];
        format!(
            "  - {{id: q{n}, need: Need number {n}, lead: {lead}, \
             question: 'Do we need what the question with the number {n} describes at some length?'}}\n"
        )
    };
    let questions: String = (0..10).map(question).collect();
    let questions = format!(
        "title: What do we need in 2027, and who leads it?\nlanguage: en-GB\n\
         teams: {{marketing: Marketing, sales: Sales, support: Customer support}}\n\
         people: {{Ines: marketing, Leo: marketing, Mara: marketing, Nina: sales, Omar: sales, Paul: sales, \
         Rita: sales, Tom: sales, Vera: support, Will: support, Jo: support}}\nquestions:\n{questions}"
    );
    let align = Align::new().file("c/questions.yaml", questions).file(
        "c/decisions.yaml",
        "decisions:\n  q1: {answer: yes, owner: Tom, by: 2026-12-15, promise: We call within a day.}\n  q2: {answer: no}\n",
    );
    let people = ["Ines", "Leo", "Mara", "Nina", "Omar", "Paul", "Rita", "Tom", "Vera", "Will"];
    let answer = |person: usize, n: usize| {
        ["yes", "no", "yes", "no", "unsure"][(person / 3 + n + person * n % 2) % 5]
    };
    people.iter().enumerate().fold(align, |align, (person, name)| {
        let answers: Vec<_> = (0..10).map(|n| format!("  q{n}: {}\n", answer(person, n))).collect();
        let note = format!("notes: {{q{person}: Half the names have never heard of us.}}\n");
        let document =
            format!("name: {name}\ndate: 2026-11-24\nanswers:\n{}{note}", answers.concat());
        align.file(&format!("c/{name}.yaml"), document)
    })
}

/// Every kind of page that there is.
fn pages() -> [(&'static str, String); 5] {
    let run = |align: Align| align.args("-f html").run().status(0).stdout_text();
    let eight = council("eight-people").to_str().unwrap().to_owned();
    [
        ("one", run(three().args("--no-input --answers c/ana.yaml"))),
        ("three", run(three().args("council c"))),
        ("eight", run(Align::new().arg("council").arg(eight))),
        ("ten", run(ten().args("council c"))),
        (
            "trend",
            run(three().file("d/a.txt", "Ana (sales): yes no no yes yes no\n").args("trend c d")),
        ),
    ]
}

#[test]
fn a_page_needs_nothing_but_itself() {
    for (name, page) in pages() {
        for loads in ["http:", "https:", "src=", "<script", "<link", "@import", "url("] {
            assert!(!page.contains(loads), "{name}: {loads}");
        }
        assert!(page.contains(
            "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
        ));
    }
}

#[test]
fn the_page_is_in_the_questionnaires_language() {
    let language = |page: &str| page.contains("<html lang=\"en-GB\">");
    let [.., (_, ten), _] = pages();
    assert!(language(&ten));
}

#[test]
fn each_council_of_a_trend_is_a_picture_that_is_told_in_words() {
    let [.., (_, trend)] = pages();
    let pictures = trend.matches("<svg role=\"img\" aria-label=\"").count();
    assert_eq!(pictures, 2);
    // Three people's council with one need agreed, and one person's answers.
    for words in ["1 needed, 5 no answer", "3 needed, 3 not needed"] {
        assert!(trend.contains(&format!("aria-label=\"{words}\"")), "{trend}");
    }
}

#[test]
fn nothing_that_a_file_says_becomes_part_of_the_page() {
    const EVIL: &str = "\"'><script>x</script><b>&amp;";
    let quoted = EVIL.replace('\'', "''");
    let questions = format!(
        "title: '{quoted}'\nteams: {{a: '{quoted}', b: '{quoted}2'}}\nquestions:\n  - {{id: x, need: '{quoted}', \
         question: '{quoted}', lead: a}}\n  - {{id: y, need: '{quoted}2', question: '{quoted}2', lead: b}}\n"
    );
    let answers = |name: &str, x: &str| {
        format!(
            "name: '{quoted}{name}'\nteam: a\nanswers: {{x: {x}, y: yes}}\nnotes: {{x: '{quoted}'}}\n"
        )
    };
    let page = |args: &str| {
        let align = Align::new().questions(&questions).file("<i>.yaml", answers("1", "yes"));
        let run =
            align.file("b.yaml", answers("2", "no")).args(args).args("-f html --label <i>").run();
        run.status(0).stdout_text()
    };
    let page = page("council <i>.yaml b.yaml");
    for tag in ["<script", "<b>&", "<i>", "\"\">", "&amp;<"] {
        assert!(!page.contains(tag), "{tag} in {page}");
    }
    let escaped = "&quot;'&gt;&lt;script&gt;x&lt;/script&gt;&lt;b&gt;&amp;amp;";
    assert!(page.contains(escaped), "{page}");
}

/// A page in a file of its own, for as long as it is looked at.
struct File(TempDir);

impl File {
    fn new(page: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("page.html"), page).unwrap();
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("page.html")
    }
}

/// Keys, notes and labels of every length stay within what the screen has.
#[test]
fn no_page_is_wider_than_a_telephone_or_a_desk() {
    let Some(browser) = Browser::start("no_page_is_wider_than_a_telephone_or_a_desk") else {
        return;
    };
    for (name, page) in pages() {
        let file = File::new(&page);
        browser.open(&file.path());
        for width in [320, 360, 768, 1280] {
            browser.resize(width);
            let wide = browser.run("return document.documentElement.scrollWidth");
            assert!(wide.as_u64().unwrap() <= width.into(), "{name} is {wide} wide of {width}");
        }
    }
}

#[test]
fn a_council_is_one_screen_and_ten_questions_are_one_sheet() {
    let Some(browser) = Browser::start("a_council_is_one_screen_and_ten_questions_are_one_sheet")
    else {
        return;
    };
    for (name, page) in pages() {
        let file = File::new(&page);
        browser.open(&file.path());
        browser.resize(1280);
        let height = browser.run("return document.documentElement.scrollHeight");
        assert!(name != "eight" || height.as_u64().unwrap() <= 960, "{height}");
        for paper in [
            json!({"preferCSSPageSize": true}),
            json!({"preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69}),
        ] {
            let pdf = browser.devtools("Page.printToPDF", &paper);
            let pdf = BASE64_STANDARD.decode(pdf["data"].as_str().unwrap()).unwrap();
            assert_eq!(sheets(&pdf), 1, "{name} on {paper}");
        }
    }
}

/// How many pages a PDF has. They are the objects of type `Page`; their list is of type `Pages`.
fn sheets(pdf: &[u8]) -> usize {
    let count = |name: &[u8]| pdf.windows(name.len()).filter(|window| *window == name).count();
    count(b"/Type /Page") - count(b"/Type /Pages")
}

#[test]
fn a_page_is_fit_for_everybody() {
    let test = "a_page_is_fit_for_everybody";
    let (Some(axe), Some(browser)) = (axe(test), Browser::start(test)) else {
        return;
    };
    for (name, page) in pages() {
        let file = File::new(&page);
        browser.open(&file.path());
        for width in [360, 1280] {
            browser.resize(width);
            for scheme in ["light", "dark"] {
                browser.emulate("screen", "prefers-color-scheme", scheme);
                browser.run(&axe);
                let broken = browser.resolve(
                    "axe.run().then(found => found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html)]))",
                );
                assert_eq!(broken, json!([]), "{name}, {scheme}, {width}");
            }
        }
    }
}
