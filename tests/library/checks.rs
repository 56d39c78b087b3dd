//! What must hold for any input at all. The property tests try it on generated inputs, the fuzz
//! targets on what libFuzzer thinks of.

use clap::ValueEnum;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::{
    council::{Assessment, Privacy, Tally},
    decision::Decisions,
    diagnostic::{Diagnostics, Error, Rendered, SourceText},
    interview::{Interview, Keeping, Outcome},
    questionnaire::Questionnaire,
    report::{self, Format, RenderOptions, Report},
    response::{Draft, Missing, document},
    terminal::{Press, Size, frame, press},
    text::is_unsafe_to_print,
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
        let notices = Rendered {
            error: &error,
            color,
        }
        .to_string();
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
    let mut bytes = Vec::new();
    let look = RenderOptions {
        width,
        color: false,
        unicode: true,
    };
    let report = Report::Council {
        assessment,
        label: None,
    };
    report::write(&report, format, look, &mut bytes).unwrap();
    calm(&String::from_utf8(bytes).unwrap().replace("\r\n", "\n"));
}

/// Any text is a questionnaire, or has problems; its sheet is an answers document without answers.
pub fn questionnaire(text: &str) {
    match Questionnaire::read(&SourceText::new("questions.yaml", text)) {
        Err(diagnostics) => told(diagnostics),
        Ok(questionnaire) => {
            let sheet = document::sheet(&questionnaire);
            calm(&sheet);
            assert_eq!(read(&sheet, &questionnaire), Draft::new(&questionnaire));
            drawn(&Interview::new(
                &questionnaire,
                Draft::new(&questionnaire),
                Keeping::Nowhere,
            ));
        }
    }
}

/// Reads a document that must be sound.
#[track_caller]
fn read(text: &str, questionnaire: &Questionnaire) -> Draft {
    let reading = document::read(&SourceText::new("answers.yaml", text), questionnaire);
    reading
        .unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"))
        .sound()
        .unwrap()
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
    reported(&tally.assess(&Decisions::new(&questionnaire), Privacy::Named));
}

/// A terminal narrow, low, usual and large.
const SIZES: [(usize, usize); 6] = [(1, 1), (2, 50), (20, 5), (40, 12), (80, 24), (300, 100)];

/// What is drawn has room, at any size.
fn drawn(interview: &Interview<'_>) {
    for (width, height) in SIZES {
        fits(interview, width, height);
    }
}

#[track_caller]
fn fits(interview: &Interview<'_>, width: usize, height: usize) {
    let lines = frame(interview, Size { width, height }, Some("Not saved: no"));
    assert!(lines.len() <= height, "{} lines in {height}", lines.len());
    for line in lines {
        let line = console::strip_ansi_codes(&line);
        calm(&line);
        assert!(
            console::measure_text_width(&line) < width.max(2),
            "{line:?} at {width}"
        );
    }
}

/// Any keys at any size of the terminal are an interview, whose every screen fits.
pub fn keys(bytes: &[u8]) {
    console::set_colors_enabled_stderr(false);
    let questionnaire = Questionnaire::built_in().unwrap();
    let begin = |keeping| Interview::new(&questionnaire, Draft::new(&questionnaire), keeping);
    let keeping = match bytes.first() {
        Some(0..128) => Keeping::InAFile,
        _ => Keeping::Nowhere,
    };
    let mut interview = begin(keeping);
    for event in bytes.as_chunks::<4>().0 {
        let [width, height, ..] = *event;
        fits(
            &interview,
            1 + usize::from(width),
            1 + usize::from(height) / 2,
        );
        if let Press::Move(made) = press(key(*event), interview.step()) {
            match interview.make(made) {
                Outcome::Done | Outcome::Left => interview = begin(keeping),
                Outcome::SaveAs(name) => assert!(!name.trim().is_empty()),
                Outcome::Going | Outcome::Answered => {}
            }
        }
    }
}

/// A key out of four bytes; every other one is a key that means something somewhere.
fn key([width, height, code, modifiers]: [u8; 4]) -> KeyEvent {
    const MEANT: [KeyCode; 16] = [
        KeyCode::Char('y'),
        KeyCode::Char('n'),
        KeyCode::Char('u'),
        KeyCode::Char('b'),
        KeyCode::Char('?'),
        KeyCode::Char('q'),
        KeyCode::Char('é'),
        KeyCode::Char('語'),
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Backspace,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Tab,
    ];
    let odd = char::from_u32(u32::from_le_bytes([width, height, code, modifiers % 16]));
    let code = match (code % 2, odd) {
        (1, Some(odd)) => KeyCode::Char(odd),
        (1, None) => KeyCode::F(width),
        _ => MEANT[usize::from(code / 2) % MEANT.len()],
    };
    let held = if modifiers < 224 {
        KeyModifiers::NONE
    } else {
        KeyModifiers::from_bits_truncate(modifiers)
    };
    let kind = if modifiers % 8 == 7 {
        KeyEventKind::Release
    } else {
        KeyEventKind::Press
    };
    KeyEvent::new_with_kind(code, held, kind)
}
