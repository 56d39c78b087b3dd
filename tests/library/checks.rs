//! What must hold for any input at all. The property tests try it on generated inputs, the fuzz
//! targets on what libFuzzer thinks of.

use clap::ValueEnum;

use crate::{
    council::{self, Assessment, Privacy, Tally, Votes},
    decision::{self, Decisions},
    diagnostic::{Diagnostic, Diagnostics, Error, SourceText},
    grid,
    questionnaire::{BUILT_IN, Questionnaire},
    report::{self, Format, RenderOptions, Report},
    response::{Draft, Missing, document, form as form_export, lines},
    terminal::{Nowhere, Rehearsal, questions},
    text::is_unsafe_to_print,
    trend::{Council, Trend},
};

/// Nothing but line ends steers what shows this text.
#[track_caller]
pub fn calm(text: &str) {
    let steering = text.chars().find(|c| is_unsafe_to_print(*c) && *c != '\n');
    assert_eq!(steering, None, "in {text:?}");
}

/// A problem is told in calm words.
#[track_caller]
fn told(diagnostics: impl Into<Diagnostics>) {
    let error = Error::Diagnostics(diagnostics.into());
    for color in [false, true] {
        let notices = error.render(color);
        assert!(!notices.is_empty());
        calm(&console::strip_ansi_codes(&notices));
    }
}

/// Every format of a report is calm; CSV alone ends its lines with a carriage return too.
fn reported(assessment: &Assessment<'_>) {
    for format in Format::value_variants() {
        // Only the terminal's format heeds the width.
        let widths = match format {
            Format::Table => &[1, 41, 120][..],
            _ => &[80],
        };
        for width in widths {
            written(assessment, *format, *width);
        }
    }
}

#[track_caller]
fn written(assessment: &Assessment<'_>, format: Format, width: usize) {
    let label = None;
    report_is_calm(&Report::Council { assessment, label }, format, width);
    let council = || Council::new("Q1".to_owned(), assessment);
    let trend = Trend::new(vec![council(), council()]);
    report_is_calm(&Report::Trend(&trend), format, width);
}

#[track_caller]
fn report_is_calm(report: &Report<'_>, format: Format, width: usize) {
    let mut bytes = Vec::new();
    let look = RenderOptions { width, color: false, unicode: true };
    report::write(report, format, look, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    // CSV with texts outside ASCII begins with a byte-order mark.
    let text = match format {
        Format::Csv => text.strip_prefix('\u{feff}').unwrap_or(&text),
        _ => &text,
    };
    calm(&text.replace("\r\n", "\n"));
}

/// Any text is a questionnaire, or has problems; its sheet is an answers document without answers.
pub fn questionnaire(text: &str) {
    match Questionnaire::read(&SourceText::new("questions.yaml", text)) {
        Err(diagnostics) => told(diagnostics),
        Ok(questionnaire) => {
            let sheet = document::sheet(&questionnaire);
            calm(&sheet);
            assert_eq!(read(&sheet, &questionnaire), Draft::new(&questionnaire));
            drawn(&questionnaire);
        }
    }
}

/// Reads a document that must be sound.
#[track_caller]
fn read(text: &str, questionnaire: &Questionnaire) -> Draft {
    let reading = document::read(&SourceText::new("answers.yaml", text), questionnaire);
    reading.unwrap_or_else(|diagnostic| panic!("{diagnostic:?}")).sound().unwrap()
}

/// Any text is an answers document, or has problems; what was read comes back from what is saved.
pub fn answers(text: &str) {
    let questionnaire = Questionnaire::built_in().unwrap();
    let reading = match document::read(&SourceText::new("answers.yaml", text), &questionnaire) {
        Err(diagnostic) => return told(diagnostic),
        Ok(reading) => reading,
    };
    let draft = match reading.sound() {
        Err(diagnostics) => return told(diagnostics),
        Ok(draft) => draft,
    };
    let saved = document::write(&draft, &questionnaire);
    calm(&saved);
    assert_eq!(read(&saved, &questionnaire), draft);
    let saved = document::write_json(&draft, &questionnaire);
    calm(&saved);
    assert_eq!(read(&saved, &questionnaire), draft);
    let mut tally = Tally::new(&questionnaire);
    tally.add(&draft.complete(Missing::IsBlank).unwrap());
    reported(&tally.assess(&Decisions::new(), Privacy::Named));
}

/// Any text is lines of answers, or has problems. A questionnaire may stand before a line `===`.
pub fn lines(text: &str) {
    let (yaml, text) = text.split_once("\n===\n").unwrap_or((BUILT_IN, text));
    let Ok(questionnaire) = Questionnaire::read(&SourceText::new("questions.yaml", yaml)) else {
        return;
    };
    let text = SourceText::new("hands.txt", text);
    let _ = lines::is_lines(&text, &questionnaire);
    for missing in [Missing::IsAProblem, Missing::IsBlank] {
        let mut tally = Tally::new(&questionnaire);
        let diagnostics = lines::read(&text, &questionnaire, missing, &mut |entry| {
            assert_eq!(entry.response.answers.len(), questionnaire.questions().len());
            tally.add(entry.response);
        });
        if diagnostics.count() > 0 {
            told(diagnostics);
        }
        reported(&tally.assess(&Decisions::new(), Privacy::Named));
    }
}

/// Any bytes are a file of counts whose every answer is somebody's, or have problems.
pub fn counts(bytes: &[u8]) {
    let questionnaire = Questionnaire::built_in().unwrap();
    match council::counts::read(bytes, "counts.csv", &questionnaire) {
        Err(diagnostics) => told(diagnostics),
        Ok(counts) => {
            let mut tally = Tally::new(&questionnaire);
            for counts in &counts {
                let are_all = |votes: &Votes| votes.respondents() == counts.respondents;
                assert!(counts.votes.iter().all(are_all));
            }
            tally.add_counts(&counts, None);
            reported(&tally.assess(&Decisions::new(), Privacy::Named));
        }
    }
}

/// Any text is what a meeting decided, or has problems; what was read comes back from what is
/// saved.
pub fn decisions(text: &str) {
    let questionnaire = Questionnaire::built_in().unwrap();
    let read = |text: &str| {
        let text = SourceText::new("decisions.yaml", text);
        decision::read(&text, &questionnaire)
    };
    let decisions = match read(text) {
        Err(diagnostics) => return told(diagnostics),
        Ok(decisions) => decisions,
    };
    let saved = decision::write(&decisions, &questionnaire);
    calm(&saved);
    assert_eq!(read(&saved).unwrap(), decisions);
    let tally = Tally::new(&questionnaire);
    reported(&tally.assess(&decisions, Privacy::Named));
}

/// Any text is a report that stands for its council in a trend, or has problems.
pub fn report(text: &str) {
    let questionnaire = Questionnaire::built_in().unwrap();
    let text = SourceText::new("report.json", text);
    if let Err(diagnostics) = council::report::read(&text, &questionnaire) {
        told(diagnostics);
    }
    let read = || council::report::parse(&text);
    match (read(), read()) {
        (Ok(before), Ok(now)) => {
            let council = |report| Council::of_report(report, &questionnaire, "Q1".to_owned());
            let trend = Trend::new(vec![council(before), council(now)]);
            for format in Format::value_variants() {
                report_is_calm(&Report::Trend(&trend), *format, 80);
            }
        }
        (Err(diagnostic), _) | (_, Err(diagnostic)) => told(diagnostic),
    }
}

/// A report that is sound, on one answer to each question of the built-in questionnaire.
pub fn sound_report() -> String {
    let questionnaire = Questionnaire::built_in().unwrap();
    let draft =
        read("name: Ana\nteam: sales\nanswers: {closing: yes, traffic: no}\n", &questionnaire);
    let mut tally = Tally::new(&questionnaire);
    tally.add(&draft.complete(Missing::IsBlank).unwrap());
    let assessment = tally.assess(&Decisions::new(), Privacy::Named);
    let report = Report::Council { assessment: &assessment, label: Some("Q1") };
    let look = RenderOptions { width: 80, color: false, unicode: true };
    let mut bytes = Vec::new();
    report::write(&report, Format::Json, look, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Any bytes are a table or are broken; rows come in order, below each other.
pub fn grid(bytes: &[u8]) {
    let (mut number, mut line) = (0, 0);
    let read = grid::read(bytes, &|row| row.len(), &mut |row| {
        let place = row.place;
        assert!(place.row > number && place.line > line);
        (number, line) = (place.row, place.line);
        assert_eq!(row.cells().count(), row.len());
    });
    if let Err(broken) = read {
        told(Diagnostic::of("form.csv", broken.kind));
    }
}

/// Any bytes are a form export or have problems; what is read of one is a report. The text before
/// a line `===` is the questionnaire, so that two of its questions may ask for one column.
pub fn form(bytes: &[u8]) {
    const LINE: &[u8] = b"\n===\n";
    let at = bytes.windows(LINE.len()).position(|part| part == LINE);
    let (questions, form) = match at {
        Some(at) => (String::from_utf8_lossy(&bytes[..at]), &bytes[at + LINE.len()..]),
        None => (BUILT_IN.into(), bytes),
    };
    let Ok(questionnaire) = Questionnaire::read(&SourceText::new("questions.yaml", questions))
    else {
        return;
    };
    for missing in [Missing::IsAProblem, Missing::IsBlank] {
        let mut tally = Tally::new(&questionnaire);
        let questionnaire = &questionnaire;
        let source =
            form_export::Source { file: "form.csv", questionnaire, missing, keeps_times: false };
        let read = form_export::read(form, source, &mut |entry| {
            assert_eq!(entry.response.answers.len(), questionnaire.questions().len());
            assert!(entry.response.answers.iter().any(Option::is_some));
            assert!(
                missing == Missing::IsBlank || entry.response.answers.iter().all(Option::is_some)
            );
            tally.add(entry.response);
        });
        match read {
            Err(diagnostics) => told(diagnostics),
            Ok(notes) => {
                notes.iter().for_each(|sentence| calm(sentence));
                assert!(tally.count() > 0);
                reported(&tally.assess(&Decisions::new(), Privacy::Named));
            }
        }
    }
}

/// A terminal narrow, low, usual and large.
const SIZES: [(usize, usize); 6] = [(1, 1), (2, 50), (20, 5), (40, 12), (80, 24), (300, 100)];

/// What is drawn has room, at any size.
fn drawn(questionnaire: &Questionnaire) {
    let mut store = Nowhere;
    let mut questions = questions(questionnaire, false, &mut store);
    let mut rehearsal = Rehearsal::new(&mut questions);
    for (width, height) in SIZES {
        fits(&mut rehearsal, width, height);
    }
}

#[track_caller]
fn fits(rehearsal: &mut Rehearsal<'_, '_, '_>, width: usize, height: usize) {
    let lines = rehearsal.lines(width, height);
    assert!(lines.len() <= height, "{} lines in {height}", lines.len());
    for line in lines {
        let line = console::strip_ansi_codes(&line);
        calm(&line);
        assert!(console::measure_text_width(&line) < width.max(2), "{line:?} at {width}");
    }
}

/// Any bytes from the keyboard at any size of the terminal are an interview, whose every screen
/// fits.
pub fn keys(bytes: &[u8]) {
    let questionnaire = Questionnaire::built_in().unwrap();
    let is_kept = bytes.first().is_some_and(|first| *first < 128);
    let mut store = Nowhere;
    let mut interview = questions(&questionnaire, is_kept, &mut store);
    let mut rehearsal = Rehearsal::new(&mut interview);
    for event in bytes.as_chunks::<4>().0 {
        let [width, height, ..] = *event;
        fits(&mut rehearsal, 1 + usize::from(width), 1 + usize::from(height) / 2);
        if !rehearsal.press(key(event)) {
            return;
        }
    }
}

/// Bytes out of four; every other time those of keys that mean something somewhere.
fn key(event: &[u8; 4]) -> &[u8] {
    const MEANT: [&str; 20] = [
        "y",
        "n",
        "u",
        "w",
        "b",
        "?",
        "q",
        "é",
        "語",
        "\r",
        "\x1b",
        "\x7f",
        "\x1b[D",
        "\x1b[C",
        "\x1b[A",
        "\x1b[B",
        "\x1b[6~",
        "\t",
        "2",
        "\x1b[200~a\nb\x1b[201~",
    ];
    match event[2] % 2 {
        1 => event,
        _ => MEANT[usize::from(event[2] / 2) % MEANT.len()].as_bytes(),
    }
}
