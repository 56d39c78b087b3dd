//! How long the program's own work takes, without starting a process: `cargo bench`.

#![allow(missing_docs, clippy::unwrap_used)]

use std::io;

use align::{
    council::{SeenNames, Tally},
    diagnostic::SourceText,
    interview::{Interview, Keeping},
    questionnaire::{BUILT_IN, Questionnaire},
    report::{self, Format, RenderOptions, Report},
    response::{Draft, Missing, document, form::Blocks},
    terminal::{Press, Size, frame, press},
};
use crossterm::event::KeyCode;
use divan::{Bencher, black_box};

const ANSWERS: &str = "name: Ana\nteam: sales\nanswers:\n  traffic: yes\n  closing: no\n  surveys: no\n  \
                       persona-research: yes\n  content-offers: yes\n  mql-contact: unsure\n";

fn main() {
    divan::main();
}

/// The questionnaire, from its text.
#[divan::bench]
fn parse_the_questionnaire() -> Questionnaire {
    let text = SourceText::new("questions.yaml", black_box(BUILT_IN));
    Questionnaire::read(&text).unwrap()
}

/// All that happens between reading the two files and writing the table.
#[divan::bench]
fn one_batch_run() {
    let questionnaire = parse_the_questionnaire();
    let text = SourceText::new("answers.yaml", black_box(ANSWERS));
    let draft = document::read(&text, &questionnaire)
        .unwrap()
        .sound()
        .unwrap();
    let mut tally = Tally::new(&questionnaire);
    tally.add(&draft.complete(Missing::IsAProblem).unwrap());
    let assessment = tally.assess();
    let look = RenderOptions {
        width: 80,
        color: true,
    };
    let mut out = io::sink();
    report::write(&Report::Council(&assessment), Format::Table, look, &mut out).unwrap();
}

/// From a key to the lines that the terminal is to show.
#[divan::bench]
fn a_key_press_to_a_drawn_frame(bencher: Bencher<'_, '_>) {
    let questionnaire = Questionnaire::built_in().unwrap();
    let begin = || Interview::new(&questionnaire, Draft::new(&questionnaire), Keeping::Nowhere);
    let size = Size {
        width: 80,
        height: 24,
    };
    bencher
        .with_inputs(begin)
        .bench_local_values(|mut interview| {
            if let Press::Move(made) = press(KeyCode::Char('y').into(), interview.step()) {
                interview.make(made);
            }
            frame(&interview, size, None)
        });
}

/// A form export of a million rows without names, from its bytes to the tally, counted by one
/// thread and by two.
#[divan::bench(sample_count = 10, args = [1, 2])]
fn a_million_form_rows(bencher: Bencher<'_, '_>, tellers: usize) {
    let questionnaire = Questionnaire::built_in().unwrap();
    let mut csv = "Timestamp,traffic,closing,surveys,persona-research,content-offers,mql-contact\n"
        .to_owned();
    for row in 0..1_000_000 {
        let word = |column: usize| ["yes", "no", "unsure"][(row * 7 + column * row) % 3];
        csv += "2026-11-24 10:00:00";
        (0..6).for_each(|column| csv.extend([",", word(column)]));
        csv += "\n";
    }
    bencher.bench_local(|| {
        let mut tally = Tally::new(&questionnaire);
        let mut roll = SeenNames::default();
        let blocks = Blocks::new(csv.as_bytes());
        tally
            .add_form(
                blocks,
                "form.csv",
                Missing::IsAProblem,
                || tellers,
                &mut roll,
            )
            .unwrap();
        tally.count()
    });
}
