//! The page for those who never open a terminal, as text and in a browser.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::{harness::Align, tools::installed};

const ANA: &str = "name: Ana
team: marketing
answers: {traffic: yes, closing: no, surveys: yes, persona-research: yes, content-offers: unsure, mql-contact: no}
notes: {closing: Reps already call all day. Calling more will not mend whom they call., mql-contact: We hand over names weekly.}
";
const BEN: &str = "name: Ben
team: sales
answers: {traffic: yes, closing: yes, surveys: no, persona-research: yes, content-offers: unsure, mql-contact: yes}
notes: {mql-contact: Half of them do not remember us when we call.}
";
const CY: &str = "name: Cy
team: sales
answers: {traffic: no, closing: yes, surveys: unsure, persona-research: no, content-offers: yes, mql-contact: yes}
";

fn councils() -> Align {
    let align = Align::new().file("2026-Q1/ana.yaml", ANA);
    let align = align
        .file("2026-Q1/ben.yaml", BEN)
        .file("2026-Q1/cy.yaml", CY);
    align
        .file("2026-Q2/ana.yaml", ANA)
        .file("2026-Q2/cy.yaml", CY)
}

/// Every kind of page that there is.
fn pages() -> [(&'static str, String); 3] {
    let one = Align::new()
        .args("-f html --no-input")
        .answers(ANA)
        .run()
        .status(0)
        .stdout_text();
    let many = councils()
        .args("council 2026-Q1 -f html")
        .run()
        .status(0)
        .stdout_text();
    let trend = councils()
        .args("trend 2026-Q1 2026-Q2 -f html")
        .run()
        .status(0)
        .stdout_text();
    [("one", one), ("many", many), ("trend", trend)]
}

#[test]
fn who_leads_and_what_to_talk_over_come_before_everything_else() {
    let page = councils()
        .args("council 2026-Q1 -f html")
        .run()
        .status(0)
        .stdout_text();
    let span = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text}"));
    let headline = span(
        "<h1>Marketing and Sales are balanced, with 2 leads each, though 2 needs are undecided.</h1>",
    );
    let leads = span("<li>Contact with MQLs <small>disputed</small></li>");
    let talk = span(
        r##"<li><a href="#talk-1">Customer surveys: Marketing says yes, Sales says no</a></li>"##,
    );
    assert!(headline < leads && leads < talk && talk < span("<table>"));
    assert!(span("<table>") < span("<blockquote>Ana: “We hand over names weekly.”</blockquote>"));
}

#[test]
fn a_page_needs_nothing_but_itself() {
    for (name, page) in pages() {
        for loads in [
            "http:", "https:", "src=", "<script", "<link", "@import", "url(",
        ] {
            assert!(!page.contains(loads), "{name}: {loads}");
        }
        assert!(
            page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'"),
            "{name}"
        );
    }
}

#[test]
fn nothing_that_a_file_says_becomes_part_of_the_page() {
    const EVIL: &str = "'\"><script>x</script><b>&amp;";
    let quoted = EVIL.replace('\'', "''");
    let questions = format!(
        "title: '{quoted}'\nteams: {{a: '{quoted}', b: '{quoted}'}}\nquestions:\n  - {{id: x, need: '{quoted}', \
         question: '{quoted}', lead: a}}\n  - {{id: y, need: '{quoted}', question: '{quoted}', lead: b}}\n"
    );
    let answers = |name: &str, x: &str| {
        format!(
            "name: '{quoted}{name}'\nteam: a\nanswers: {{x: {x}, y: yes}}\nnotes: {{x: '{quoted}'}}\n"
        )
    };
    let council = |args: &str| {
        let align = Align::new()
            .questions(&questions)
            .file("<i>.yaml", answers("1", "yes"));
        align
            .file("b.yaml", answers("2", "no"))
            .args(args)
            .args("-f html")
            .run()
            .status(0)
            .stdout_text()
    };
    for page in [
        council("council <i>.yaml b.yaml"),
        council("trend <i>.yaml b.yaml"),
    ] {
        for tag in ["<script", "<b>", "<i>", "\"\">", "&amp;<"] {
            assert!(!page.contains(tag), "{tag} in {page}");
        }
        assert!(
            page.contains("&#39;&quot;&gt;&lt;script&gt;x&lt;/script&gt;&lt;b&gt;&amp;amp;"),
            "{page}"
        );
    }
}

/// A browser that shows one page and can be asked about it.
struct Browser {
    program: PathBuf,
    folder: TempDir,
}

impl Browser {
    fn find(test: &str) -> Option<Self> {
        let program = installed(test, &["chromium", "chromium-browser", "google-chrome"])?;
        Some(Self {
            program,
            folder: TempDir::new().unwrap(),
        })
    }

    fn show(&self, page: &str, task: &str) -> Vec<u8> {
        let file = self.folder.path().join("page.html");
        fs::write(&file, page).unwrap();
        let output = Command::new(&self.program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .args([
                "--no-pdf-header-footer",
                "--virtual-time-budget=3000",
                "--hide-scrollbars",
                task,
            ])
            .arg(format!(
                "--user-data-dir={}",
                self.folder.path().join("profile").display()
            ))
            .arg(format!("file://{}", file.display()))
            .stderr(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success());
        output.stdout
    }

    /// The title that the page's own scripts have given it.
    fn title(&self, page: &str) -> String {
        let dom = String::from_utf8(self.show(page, "--dump-dom")).unwrap();
        let (_, rest) = dom.split_once("<title>").unwrap();
        rest.split_once("</title>").unwrap().0.to_owned()
    }
}

/// A page in a frame of some width, which says in its title how wide what is in it became.
fn framed(page: &str, width: u32) -> String {
    let inner = page.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<!doctype html><title>nothing</title><iframe style=\"border:0;width:{width}px;height:900px\" srcdoc=\"{inner}\" \
         onload=\"document.title = this.contentDocument.documentElement.scrollWidth\"></iframe>"
    )
}

#[test]
fn no_page_is_wider_than_a_telephone_or_a_desk() {
    let Some(browser) = Browser::find("no_page_is_wider_than_a_telephone_or_a_desk") else {
        return;
    };
    for (name, page) in pages() {
        for width in [360, 1280] {
            assert_eq!(
                browser.title(&framed(&page, width)),
                width.to_string(),
                "{name}"
            );
        }
    }
}

#[test]
fn the_built_in_six_print_on_one_sheet() {
    let Some(browser) = Browser::find("the_built_in_six_print_on_one_sheet") else {
        return;
    };
    for (name, page) in pages() {
        let file = browser.folder.path().join("page.pdf");
        browser.show(&page, &format!("--print-to-pdf={}", file.display()));
        assert_eq!(sheets(&fs::read(file).unwrap()), 1, "{name}");
    }
}

/// How many pages a PDF has. They are the objects of type `Page`; their list is of type `Pages`.
fn sheets(pdf: &[u8]) -> usize {
    let pages = pdf
        .windows(11)
        .filter(|window| window.starts_with(b"/Type /Page"));
    pages.count()
        - pdf
            .windows(12)
            .filter(|window| window == b"/Type /Pages")
            .count()
}

#[test]
fn a_page_is_fit_for_everybody() {
    let test = "a_page_is_fit_for_everybody";
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let Some(browser) = Browser::find(test) else {
        return;
    };
    let Ok(axe) = fs::read_to_string(axe) else {
        return eprintln!("skipped: {test}, no axe-core (npm install --no-save axe-core)");
    };
    for (name, page) in pages() {
        let check = "axe.run().then(found => document.title = 'broken rules: ' + found.violations.map(rule => rule.id))";
        let open = page.replace("http-equiv", "data-off");
        let page = open.replace(
            "</body>",
            &format!("<script>{axe}</script><script>{check}</script></body>"),
        );
        assert_eq!(browser.title(&page), "broken rules: ", "{name}");
    }
}
