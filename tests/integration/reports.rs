//! Reports in every format, at every width, in any script. The snapshots were read line by line
//! against the rules before they were kept.

use console::{measure_text_width, strip_ansi_codes};
use insta::assert_snapshot;

use crate::{
    council,
    harness::{Align, Run, SIX_LINES},
};

const WIDTHS: [usize; 4] = [20, 40, 80, 200];

/// The report on a questionnaire, or on the built-in one, with three yes, two no and one unsure,
/// as far as it has questions.
#[track_caller]
fn report(questions: Option<&str>, width: usize, args: &str) -> String {
    let align = Align::new().args(args).env("COLUMNS", &width.to_string());
    let align = match questions {
        Some(yaml) => align.questions(yaml),
        None => align,
    };
    let report = align.stdin(SIX_LINES).run().stderr("").status(0);
    stays_within(width, &report);
    report.stdout_text()
}

#[track_caller]
fn stays_within(width: usize, report: &Run) {
    for line in report.stdout_text().lines() {
        let taken = measure_text_width(line);
        assert!(taken <= width, "{taken} columns in {width}: {line}");
        assert_eq!(strip_ansi_codes(line).trim_end(), strip_ansi_codes(line));
    }
}

/// A questionnaire of six in another script.
fn questionnaire(title: &str, teams: [&str; 2], needs: [(&str, &str); 6]) -> String {
    let [one, two] = teams;
    let questions = needs.iter().enumerate().map(|(index, (need, question))| {
        let lead = ["one", "two"][index % 2];
        format!("  - id: q{index}\n    need: {need}\n    question: {question}\n    lead: {lead}")
    });
    let questions = questions.collect::<Vec<_>>().join("\n");
    format!("title: {title}\nteams:\n  one: {one}\n  two: {two}\nquestions:\n{questions}\n")
}

fn japanese() -> String {
    questionnaire(
        "営業とマーケティング、どちらが主導権を握るか",
        ["マーケティング部", "営業部"],
        [
            ("訪問者を増やす", "ウェブサイトにもっと多くの訪問者を呼び込む必要がありますか"),
            ("成約を増やす", "成約のために電話とメールを増やす必要がありますか"),
            ("顧客調査", "お客様が当社の何を気に入っているか調査する必要がありますか"),
            ("ペルソナ調査", "どんな人を引き付けるべきか調べる必要がありますか"),
            ("新しい資料", "訪問者を見込み客に変える新しい資料が必要ですか"),
            ("見込み客への連絡", "見込み客への連絡方法を見直す必要がありますか"),
        ],
    )
}

fn arabic() -> String {
    questionnaire(
        "من يتولى القيادة، المبيعات أم التسويق؟",
        ["التسويق", "المبيعات"],
        [
            ("المزيد من الزوار", "هل نحتاج إلى جذب المزيد من الزوار إلى موقعنا؟"),
            ("المزيد من الصفقات", "هل نحتاج إلى المزيد من المكالمات لإتمام الصفقات؟"),
            ("استطلاعات العملاء", "هل نحتاج إلى استطلاعات لمعرفة ما يحبه عملاؤنا؟"),
            ("دراسة الجمهور", "هل نحتاج إلى معرفة من نريد جذبه؟"),
            ("عرض جديد", "هل نحتاج إلى عرض يحول الزوار إلى عملاء محتملين؟"),
            ("التواصل", "هل نحتاج إلى طريقة جديدة للتواصل مع العملاء المحتملين؟"),
        ],
    )
}

fn emoji() -> String {
    questionnaire(
        "🎯 Who leads? 🤝",
        ["📣 Marketing", "💼 Sales"],
        [
            ("👀 More visitors", "🌍 Do we need more visitors? 👩‍👩‍👧‍👦"),
            ("📞 Calls", "☎️ Do we need more calls?"),
            ("📝 Surveys", "❤️ Do we need surveys?"),
            ("🧑🏽‍🔬 Research", "🔬 Do we need research?"),
            ("🎁 Offer", "🎁 Do we need an offer?"),
            ("📬 Contact", "🇫🇷🇯🇵 Do we need a new way to contact people?"),
        ],
    )
}

#[test]
fn the_table_reads_well_at_every_width() {
    for width in WIDTHS {
        assert_snapshot!(format!("table_{width}"), report(None, width, ""));
    }
}

/// Three from Marketing and five from Sales, who differ on four of six needs.
fn eight(width: usize, args: &str) -> String {
    let folder = council::council("eight-people");
    let align = Align::new().arg("council").arg(folder.to_str().unwrap());
    let align = align.args("--label 2026-Q4").args(args);
    let report = align.env("COLUMNS", &width.to_string()).run().stderr("").status(0);
    if args.is_empty() {
        stays_within(width, &report);
    }
    report.stdout_text()
}

#[test]
fn a_council_reads_well_at_every_width() {
    for width in WIDTHS {
        assert_snapshot!(format!("council_{width}"), eight(width, ""));
    }
}

#[test]
fn a_council_reads_well_in_every_format() {
    for format in ["markdown", "html", "json", "csv"] {
        assert_snapshot!(format!("council_{format}"), eight(80, &format!("-f {format}")));
    }
}

#[test]
fn outside_a_utf_8_locale_every_sign_is_ascii() {
    for (name, value) in [("LANG", "C"), ("LC_ALL", "de_DE.ISO-8859-1"), ("LC_CTYPE", "POSIX")] {
        let folder = council::council("eight-people");
        let align = Align::new().arg("council").arg(folder.to_str().unwrap());
        let table = align.env(name, value).run().stderr("").status(0).stdout_text();
        assert!(table.is_ascii(), "{table}");
        if name == "LANG" {
            assert_snapshot!("council_ascii", table);
        }
    }
}

#[test]
fn past_twelve_people_are_counted_and_blanks_apart() {
    let answers = |name: &str, team: &str, count: usize, line: &str| {
        let one = |n| format!("{name}{n} ({team}): {line}\n");
        (0..count).map(one).collect::<String>()
    };
    let lines = answers("a", "marketing", 9, "yes no")
        + &answers("b", "marketing", 4, "no yes")
        + &answers("c", "sales", 2, "unsure no");
    let questions = "title: T\nteams: {marketing: Marketing, sales: Sales}\nquestions:\n\
                     - {id: x, need: X, question: 'X?', lead: sales}\n- {id: y, need: Y, question: 'Y?', lead: sales}\n";
    let blank = "team: marketing\nanswers: {x: yes}\n";
    let run = Align::new()
        .questions(questions)
        .file("a.txt", lines)
        .file("b.yaml", blank)
        .args("council a.txt b.yaml --allow-missing")
        .run()
        .status(0);
    assert_snapshot!("counts", run.stdout_text());
}

#[test]
fn the_table_reads_well_in_every_script() {
    for (script, yaml) in [("japanese", japanese()), ("arabic", arabic()), ("emoji", emoji())] {
        for width in [20, 40, 80] {
            assert_snapshot!(format!("{script}_{width}"), report(Some(&yaml), width, ""));
        }
    }
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let long = questionnaire(
        &"Title ".repeat(40),
        ["A_team_whose_name_is_one_long_word_without_a_break", "B"],
        [
            ("Need", "Do we?"),
            (&"N".repeat(120), &"q".repeat(300)),
            ("C", "c?"),
            ("D", "d?"),
            ("E", "e?"),
            ("F", "f?"),
        ],
    );
    for yaml in [None, Some(japanese()), Some(arabic()), Some(emoji()), Some(long)] {
        for width in (10..=130).step_by(3) {
            report(yaml.as_deref(), width, "");
            report(yaml.as_deref(), width, "--color always --allow-missing");
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    for width in WIDTHS {
        let plain = report(None, width, "--color never");
        let colored = report(None, width, "--color always");
        assert_eq!(strip_ansi_codes(&colored), plain);
        assert_ne!(colored, plain);
        assert!(!plain.contains('\u{1b}'));
    }
    assert_snapshot!("table_80_color", report(None, 80, "--color always").replace('\u{1b}', "␛"));
}

#[test]
fn colour_heeds_what_the_user_said() {
    let is_colored = |args: &str, variables: &[(&str, &str)]| {
        let align = Align::new().args(args).stdin(SIX_LINES);
        let align = variables.iter().fold(align, |align, (name, value)| align.env(name, value));
        align.run().stderr("").status(0).stdout_text().contains('\u{1b}')
    };
    // Standard output is a pipe here.
    assert!(!is_colored("", &[]));
    assert!(is_colored("", &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored("", &[("CLICOLOR_FORCE", "0")]));
    assert!(!is_colored("", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(is_colored("", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
    assert!(is_colored("--color always", &[("NO_COLOR", "1"), ("TERM", "dumb")]));
    assert!(!is_colored("--color never", &[("CLICOLOR_FORCE", "1")]));
    assert!(is_colored("", &[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0")]));
}

#[test]
fn a_width_that_is_none_is_eighty() {
    let eighty = report(None, 80, "");
    for columns in ["", "0", "-1", "wide", "99999999999999999999"] {
        let align = Align::new().env("COLUMNS", columns).stdin(SIX_LINES);
        align.run().stderr("").status(0).stdout(&eighty);
    }
    for columns in ["1", "2", "3", "65535", "65536", "1000000"] {
        let align = Align::new().env("COLUMNS", columns).stdin(SIX_LINES);
        align.run().stderr("").status(0);
    }
}

#[test]
fn formats_for_machines_and_pages_heed_neither_width_nor_colour() {
    for format in ["markdown", "html", "json", "csv"] {
        let narrow = report_as(format, "20", "--color always");
        assert_eq!(narrow, report_as(format, "200", "--color never"));
    }
}

fn report_as(format: &str, columns: &str, args: &str) -> String {
    let align = Align::new().args(args).arg("-f").arg(format);
    let align = align.env("COLUMNS", columns).stdin(SIX_LINES);
    align.run().stderr("").status(0).stdout_text()
}

#[test]
fn markdown_shows_what_texts_say_and_nothing_else() {
    let yaml = questionnaire(
        "'# A | *B* <b> {onclick=x} #'",
        ["'[M](x)'", "'`S`'"],
        [
            ("'a | b'", "'*a*?'"),
            ("'1. b'", "':-:'"),
            ("'fixes #12'", "'c?'"),
            ("'^d^ :smile:'", "'d?'"),
            ("e", "'e?'"),
            ("'_f_'", "'- <f>?'"),
        ],
    );
    let answers = "answers: {q0: yes, q1: no, q2: no, q3: yes, q4: yes, q5: unsure}\n\
                   notes: {q5: '{.x} @ana www.x.y'}\n";
    let align = Align::new().questions(&yaml).args("-f markdown --no-input");
    let page = align.answers(answers).run().stderr("").status(0);
    assert_snapshot!("markdown_escaped", page.stdout_text());
}

#[test]
fn json_has_each_note_beside_its_answer() {
    let run = Align::new()
        .args("-f json")
        .answers("name: Ana\nteam: marketing\nanswers: {traffic: yes, closing: unsure, surveys: no, persona-research: no, content-offers: no, mql-contact: no}\nnotes: {closing: 'Reps call \"all\" day.'}\n")
        .run()
        .stderr("")
        .status(0);
    let report: serde_json::Value = serde_json::from_str(&run.stdout_text()).unwrap();
    let closing = &report["needs"][1];
    let note = "Reps call \"all\" day.";
    assert_eq!(
        closing["notes"],
        serde_json::json!([{"name": "Ana", "team": "marketing", "note": note}])
    );
    assert_eq!(
        closing["answers"],
        serde_json::json!([{"name": "Ana", "team": "marketing", "answer": "unsure", "note": note}])
    );
    assert_eq!(
        closing["by_team"]["marketing"],
        serde_json::json!({"yes": 0, "no": 0, "unsure": 1, "blank": 0, "position": null})
    );
    assert_eq!(
        report["headline"],
        "By your answers Marketing leads 1 need and Sales none; 4 are not needed; 1 is not clear yet."
    );
}

#[test]
fn csv_quotes_as_rfc_4180_does() {
    let yaml = questionnaire(
        "T",
        ["M", "S"],
        [
            ("'a, \"b\"'", "a?"),
            ("'=1+1'", "b?"),
            ("'-c'", "c?"),
            ("'@d'", "d?"),
            ("'a;+e'", "e?"),
            ("é", "f?"),
        ],
    );
    Align::new()
        .questions(&yaml)
        .args("-f csv")
        .stdin(SIX_LINES)
        .run()
        .stderr("")
        .status(0)
        .stdout(
            "\u{feff}id,need,answer,lead,status,yes,no,unsure,blank,distance\r\n\
             q0,\"a, \"\"b\"\"\",yes,one,agreed,1,0,0,0,\r\n\
             q1,'=1+1,no,,agreed,0,1,0,0,\r\n\
             q2,'-c,no,,agreed,0,1,0,0,\r\n\
             q3,'@d,yes,two,agreed,1,0,0,0,\r\n\
             q4,a;'+e,yes,one,agreed,1,0,0,0,\r\n\
             q5,é,,,unclear,0,0,1,0,\r\n",
        );
}
