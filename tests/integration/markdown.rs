//! Reports full of hostile texts in Markdown, as those who render Markdown show them: every text is
//! there as it was, and nothing of it became a tag, an attribute or a link.

use std::{
    collections::BTreeSet,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use regex_lite::Regex;
use serde_json::{Value, json};

use crate::{harness::Align, tools::installed};

const TEXTS: &[&str] = &[
    "Who leads? {onmouseover=\"alert(1)\" style=\"position:fixed\"}",
    "a{onclick=x} {.c} {#i} {: #j .k}",
    "[a](javascript:x) ![b](x.png) [c][d] [e]: http://x.example <http://y.example>",
    "<script>alert(1)</script> <img src=x onerror=y> <!-- z --> <?a?> <![CDATA[b]]>",
    "&lt;b&gt; &amp;amp; &#60; &copy; &nbsp",
    "@ana and @org/team, a@b.example, @",
    "fixes #12, closes GH-12, see org/repo#3 and a#4@b#5",
    "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3 and a94a8fe, 1234567#8",
    "mojombo@a94a8fe a94a8fe..b94a8fe a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
    "https://x.example/a?b=c#d ftp://y www.z.example WWW.z.example xmpp:a@b.example/c",
    ":smile: :+1: :-: ::: note",
    "a | b || c \\| d \\\\| e",
    "\\ \\\\ \\a \\* \\` \\[ \\",
    "`a` ``b` `c @ana` ```d",
    "`@ana`#12`",
    "*a* **b** ***c*** _d_ __e__ a*b*c",
    "~~a~~ ~b~ ^c^ ==d== ++e++ ,,f,,",
    "$a$ $$b$$ \\(c\\) \\[d\\] $`e`$",
    "[^1] [^a]: b ^[c] [@d] [-@e; @f]",
    "===",
    "---",
    "- a",
    "+ a",
    "# a #",
    "1. a",
    "12) a",
    "iv. a",
    "(a) b",
    "(@) c",
    "> a",
    "| a |",
    ": a",
    "% a",
    "*[a]: b",
    "[ ] a",
    "[x] a",
    "\tb\t\tc \t d",
    "    code",
    "```a",
    "~~~ a",
    "<details><summary>a</summary>",
    "**a",
    "a**",
    "!a! !12 ![",
    "{{ a }} {% b %} ${c} $(d) %e% #{f}",
    "[[a]] [[b|c]] [TOC] [toc]",
    "é: ü. 表. \u{338}a",
    "a\u{a0}b = c - d -- e... \"f\" 'g'",
];

/// Text and tags of HTML, as a browser has them. What renderers write is well-formed.
#[derive(Default)]
struct Shown {
    text: String,
    /// The text that is in no code, a line a node: what sites look through for references.
    linkable: String,
    /// Each tag as its name and the names of its attributes: `input checked type`.
    tags: BTreeSet<String>,
}

impl Shown {
    fn new(html: &str) -> Self {
        let mut shown = Self::default();
        let mut rest = html;
        let mut is_code = false;
        while let Some((text, behind)) = rest.split_once('<') {
            let text = decoded(text);
            shown.text += &text;
            if !is_code {
                shown.linkable.extend([joined(&text), "\n".to_owned()]);
            }
            let end = tag_end(behind);
            let tag = &behind[..end];
            rest = &behind[end + 1..];
            is_code = tag == "code";
            if !tag.starts_with('/') {
                shown.tags.insert(names(tag));
            }
        }
        shown
    }
}

/// Where a tag ends: at the first `>` that is in no quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    let end = tag.char_indices().find(|(_, c)| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(*c),
            (Some(open), _) if open == *c => quote = None,
            _ => {}
        }
        quote.is_none() && *c == '>'
    });
    end.unwrap().0
}

fn names(tag: &str) -> String {
    let outside: String = tag.split('"').step_by(2).collect();
    let words = outside.trim_end_matches('/').split_whitespace();
    let mut names: Vec<_> = words.map(|word| word.trim_end_matches('=')).collect();
    names[1..].sort_unstable();
    names.join(" ")
}

fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        let (name, after) = behind.split_once(';').unwrap();
        decoded += before;
        decoded.push(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => {
                let number = name.strip_prefix('#').unwrap();
                let hexadecimal = number.strip_prefix(['x', 'X']);
                let code = hexadecimal
                    .map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16));
                char::from_u32(code.unwrap()).unwrap()
            }
        });
        rest = after;
    }
    decoded + rest
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A renderer: what tells that it is there, and how it is run.
struct Renderer {
    name: &'static str,
    program: PathBuf,
    args: Vec<&'static str>,
}

const PYTHON: &str = "import sys, markdown\nprint(markdown.markdown(sys.stdin.read(), \
                      extensions=['extra', 'sane_lists', 'toc', 'wikilinks']))";
const NODE: &str = "const markdown = require('markdown-it')({html: true}); \
                    process.stdout.write(markdown.render(require('fs').readFileSync(0, 'utf8')))";

impl Renderer {
    fn run(&self, input: &str) -> Option<String> {
        let mut command = Command::new(&self.program);
        command.args(&self.args).current_dir(env!("CARGO_MANIFEST_DIR"));
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// Those that are installed; the names of the others are printed.
    fn all(test: &str) -> Vec<Self> {
        let cmark = "--unsafe -e footnotes -e table -e strikethrough -e autolink -e tasklist";
        let renderers = [
            ("cmark-gfm", "cmark-gfm", cmark.split(' ').collect()),
            ("markdown-it", "node", vec!["-e", NODE]),
            ("python-markdown", "python3", vec!["-c", PYTHON]),
            ("pandoc", "pandoc", vec!["--wrap=none", "--columns=100000", "-f", "markdown-smart"]),
            ("pandoc (gfm)", "pandoc", vec!["--wrap=none", "-f", "gfm+attributes"]),
            ("pandoc (commonmark)", "pandoc", vec!["--wrap=none", "-f", "commonmark_x-smart"]),
        ];
        let found = renderers.into_iter().filter_map(|(name, program, args)| {
            let renderer = Self { name, program: installed(test, &[program])?, args };
            let is_there = renderer.run("").is_some();
            if !is_there {
                eprintln!("skipped: {test}, no {name}");
            }
            is_there.then_some(renderer)
        });
        found.collect()
    }
}

/// The tags that a report is made of, with the attributes that renderers give them.
const TAGS: &[&str] = &[
    "br",
    "code",
    "col",
    "colgroup",
    "h1",
    "h1 id",
    "h2",
    "h2 id",
    "hr",
    "input disabled type",
    "input type",
    "label",
    "li",
    "ol",
    "ol start",
    "ol start type",
    "ol type",
    "p",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tr class",
    "ul",
    "ul class",
];

/// A report on a council in which every one of these texts is a name, a need, a question, a note
/// and what was promised.
fn report(texts: &[&str]) -> String {
    let ids: Vec<_> = (0..texts.len()).map(|number| format!("q{number}")).collect();
    let questions = texts.iter().zip(&ids).enumerate().map(|(number, (text, id))| {
        let lead = ["a", "b"][number % 2];
        // A questionnaire has no tabs in it.
        let text = joined(text);
        json!({"id": id, "need": text, "question": text, "lead": lead})
    });
    let questions = json!({
        "title": texts[1],
        "teams": {"a": texts[2], "b": texts[3]},
        "questions": questions.collect::<Vec<_>>(),
    });
    let decision = |(text, id): (&&str, &String)| {
        (id.clone(), json!({"answer": "yes", "owner": text, "promise": text}))
    };
    let decisions: serde_json::Map<_, Value> =
        texts.iter().zip(&ids).map(decision).step_by(3).collect();
    let mut align = Align::new()
        .questions(&questions.to_string())
        .file("decisions.yaml", json!({"decisions": decisions}).to_string());
    align = align.args("council --allow-missing -f markdown --decisions decisions.yaml --label");
    align = align.arg(texts[4]);
    for (number, (text, id)) in texts.iter().zip(&ids).enumerate() {
        let (team, answer) = [("a", "yes"), ("b", "no")][number / 2 % 2];
        let answers = json!({id: "unsure", "q1": answer});
        let document = json!({"name": text, "team": team, "answers": answers, "notes": {id: text}});
        let file = format!("{number}.json");
        align = align.file(&file, document.to_string()).arg(file);
    }
    align.run().status(0).stdout_text()
}

/// What GitHub and GitLab make a link or an emoji of, in text that is in no code.
const REFERENCES: &str = r"(?im)(^|\W)@\w|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|://|\bwww\.|:[\w+-]+:";

#[test]
fn a_text_is_shown_whole_and_nothing_else_by_whatever_renders_markdown() {
    let renderers = Renderer::all("a_text_is_shown_whole_and_nothing_else");
    let references = Regex::new(REFERENCES).unwrap();
    for texts in TEXTS.chunks(12) {
        let markdown = report(texts);
        for renderer in &renderers {
            let html = renderer.run(&markdown).unwrap();
            let shown = Shown::new(&html);
            let reference = references.find(&shown.linkable);
            assert_eq!(reference, None, "{}: {html}", renderer.name);
            let text = joined(&shown.text);
            for tag in &shown.tags {
                assert!(TAGS.contains(&tag.as_str()), "{}: <{tag}> in {html}", renderer.name);
            }
            for expected in texts.iter().map(|text| joined(text)) {
                // The need in the table and below it, the question, the name and the note.
                let count = text.matches(&expected).count();
                assert!(count >= 4, "{}: {count} of {expected} in {html}", renderer.name);
            }
        }
    }
}
