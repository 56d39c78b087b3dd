//! Whoever counts, and wherever a form is cut, the count is the same.

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::diagnostic::SourceText;

fn two() -> Questionnaire {
    let yaml = "title: T\nteams: {a: A, b: B}\nquestions:\n- {id: x, need: Nx, question: Qx, lead: a}\n- {id: y, need: Ny, question: Qy, lead: b}\n";
    Questionnaire::read(&SourceText::new("q", yaml)).unwrap()
}

/// What is counted, or all that is wrong.
fn count(blocks: Blocks<impl Read>, tellers: usize) -> Result<String, Vec<String>> {
    let questionnaire = two();
    let mut tally = Tally::new(&questionnaire);
    let mut roll = SeenNames::default();
    let read = tally.add_form(blocks, "f.csv", Missing::IsAProblem, || tellers, &mut roll);
    match read {
        Ok(ignored) => Ok(format!("{:#?} {ignored:?}", tally.assess())),
        Err(diagnostics) => Err(diagnostics.lines()),
    }
}

/// The problems of a form in blocks of 16 bytes and three tellers.
fn wrong(csv: &str) -> Vec<String> {
    count(Blocks::new(csv.as_bytes()).of(16), 3).unwrap_err()
}

#[test]
fn a_form_has_a_header_and_rows() {
    assert_eq!(wrong(""), ["an empty file, not a form export"]);
    assert_eq!(wrong("\n\n"), ["an empty file, not a form export"]);
    assert_eq!(
        wrong("x,y\n\n\r\n"),
        ["a form export with a header and no answers"]
    );
}

#[test]
fn a_problem_is_told_by_its_row_in_the_form() {
    let csv = "x,y\nyes,no\nno,no\n\nyes,no\nyes,noo\nno,no\nunsure,no\n0\n,1\n";
    assert_eq!(
        wrong(csv),
        [
            "row 5 y: `noo` is not an answer",
            "row 8: a row of 1 cell, where the header has 2",
            "row 9 x: no answer",
        ]
    );
}

#[test]
fn one_name_twice_is_told_with_both_places_in_the_order_of_the_rows() {
    let csv = "name,x,y\nAna,yes,no\nBen,no,no\nana,0,1\n,1,1\n,1,1\nBEN,1,1\n,3,1\n";
    let told = [
        "row 4 name: `ana` has answered already, in f.csv, row 2",
        "row 7 name: `BEN` has answered already, in f.csv, row 3",
        "row 8 x: `3` is not an answer",
    ];
    assert_eq!(wrong(csv), told);
    assert_eq!(count(Blocks::new(csv.as_bytes()), 1).unwrap_err(), told);
}

/// A file that comes in odd pieces and fails where it should end.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = bytes.len().min(5);
        match self.0.read(&mut bytes[..count])? {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            count => Ok(count),
        }
    }
}

#[test]
fn a_file_that_fails_is_not_a_file_that_ends() {
    let failing = |csv: &'static str| Blocks::new(Failing(csv.as_bytes()));
    let reset = "cannot read this: connection reset";
    assert_eq!(count(failing(""), 2).unwrap_err(), [reset]);
    assert_eq!(
        count(failing("x,y\nyes,no\nyes,n"), 2).unwrap_err(),
        [format!("row 3: {reset}")]
    );
    assert_eq!(
        count(failing("x,y\nyes,no\nyes,3\nno,no\nno,no\n").of(16), 2).unwrap_err(),
        ["row 3 y: `3` is not an answer", &format!("row 6: {reset}")]
    );
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_file() {
    let endless =
        "cannot read this as CSV: a row without an end; is there a quote that is never closed?";
    let csv = format!("x,y\nyes,\"no\n{}", "yes,no\n".repeat(1 << 19));
    assert_eq!(
        count(Blocks::new(csv.as_bytes()), 2).unwrap_err(),
        [format!("row 2: {endless}")]
    );
    assert_eq!(wrong("x,y,\"why it is that\n"), [endless]);
}

#[test]
fn a_form_that_fills_its_block_needs_no_newline_at_its_end() {
    let csv = "x,y\nyes,no\nno,1";
    assert_eq!(csv.len(), 15);
    let sound = count(Blocks::new(csv.as_bytes()), 1).unwrap();
    for size in 15..18 {
        assert_eq!(
            count(Blocks::new(csv.as_bytes()).of(size), 2).unwrap(),
            sound
        );
    }
}

#[test]
fn a_block_reads_as_the_whole_form_does() {
    for csv in [
        "x,y\nyes,no\n\"yes\",\"no\"",
        "x,y\nyes,no\nyes,\"no",
        "x,y\nyes,no\n\u{feff}yes,no\n",
    ] {
        let whole = count(Blocks::new(csv.as_bytes()), 1);
        let parts = count(Blocks::new(csv.as_bytes()).of(12), 2);
        assert_eq!(parts, whole, "{csv:?}");
    }
    assert_eq!(
        wrong("x,y\nyes,no\nyes,no\n\u{feff}no,no\n"),
        ["row 4 x: `\\u{feff}no` is not an answer"]
    );
}

/// A file that grows after its end was read.
struct Growing<'a>(&'a [&'a str]);

impl Read for Growing<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let (now, later) = self.0.split_first().unwrap_or((&"", &[]));
        self.0 = later;
        bytes[..now.len()].copy_from_slice(now.as_bytes());
        Ok(now.len())
    }
}

#[test]
fn a_form_ends_where_its_file_ended_once() {
    let growing = Growing(&["x,y\nyes,no\nno,n", "", "oo\nno,no\n", ""]);
    let ended = count(Blocks::new(&b"x,y\nyes,no\nno,n"[..]), 1);
    assert_eq!(count(Blocks::new(growing), 2), ended);
}

/// A row of at most 80 bytes, as forms are written, and as they should not be.
fn row() -> impl Strategy<Value = String> {
    const NOTES: [&str; 7] = [
        "",
        "\"a,b\"",
        "\"a\nb\r\nc\"",
        "\"say \"\"no\"\"\n\"",
        "5\"6\"7",
        "\"\"",
        "語",
    ];
    const NAMES: [&str; 5] = ["\"Ana\"", "A\"n\"a", "\u{feff}A", "\"A, B\"", "\"A\nB\""];
    const WORDS: [&str; 8] = [
        "yes", "no", "unsure", "\"Yes\"", " TRUE ", "0", "perhaps", "",
    ];
    const ENDS: [&str; 3] = ["\n", "\r\n", "\n\n"];
    let word = || prop_oneof![8 => 0..6_usize, 1 => 6..8_usize].prop_map(|index| WORDS[index]);
    let name = prop_oneof![3 => Just(String::new()), 1 => "[A-Z]", 1 => "[A-Z][a-z]{6}", 1 => (0..NAMES.len()).prop_map(|index| NAMES[index].to_owned())];
    (name, word(), 0..NOTES.len(), word(), 0..ENDS.len())
        .prop_map(|(name, x, note, y, end)| format!("{name},{x},{},{y}{}", NOTES[note], ENDS[end]))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cuts_and_the_tellers_make_no_difference(
        rows in vec(row(), 1..60),
        is_open in any::<bool>(),
        size in 80..400_usize,
        tellers in 1..5_usize,
    ) {
        let csv = "name,x,note,y\n".to_owned() + &rows.concat();
        let csv = if is_open { csv.trim_end() } else { &csv };
        let whole = count(Blocks::new(csv.as_bytes()), 1);
        let parts = count(Blocks::new(csv.as_bytes()).of(size), tellers);
        prop_assert_eq!(parts, whole);
    }
}
