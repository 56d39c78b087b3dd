//! Forms as they are exported, and what can be wrong with them.

use super::*;

fn two() -> Questionnaire {
    let yaml = "title: T\nteams: {a: A, b: B}\nquestions:\n- {id: x, need: Nx, question: \"Qx, or not?\", lead: a}\n- {id: y, need: Ny, question: Qy, lead: b}\n";
    Questionnaire::read(&crate::diagnostic::SourceText::new("q", yaml)).unwrap()
}

/// Reads a form of one block.
fn read(
    csv: &[u8],
    missing: Missing,
    take: impl FnMut(&Row<'_>),
) -> Result<Vec<String>, Diagnostics> {
    let questionnaire = two();
    let mut block = Block::default();
    Blocks::new(csv).fill(&mut block);
    let form = Form::new(&block, "f.csv", &questionnaire, missing)?;
    let passed = form.read(&block, take);
    passed.diagnostics.into_result(form.ignored().to_vec())
}

fn rows(csv: &str, missing: Missing) -> Result<(Vec<String>, Vec<String>), Vec<String>> {
    let mut rows = Vec::new();
    let ignored = read(csv.as_bytes(), missing, |row| {
        let words: Vec<_> = row.stances.iter().map(|stance| stance.spoken()).collect();
        let name = row.respondent.name.clone().unwrap_or_default();
        let team = row.respondent.team.map_or(0, |team| team.position() + 1);
        rows.push(format!("{} {name} {team} {}", row.number, words.join(",")));
    });
    ignored
        .map(|ignored| (rows, ignored))
        .map_err(|diagnostics| diagnostics.lines())
}

#[test]
fn a_form_as_forms_are_written() {
    let csv = "\u{feff}Timestamp,\"QX, or not? \",Comments,Name,Team,ny\r\n2026/11/24,TRUE,\"a, \"\"b\"\"\nc\",Ana,A,0\r\n\r\n2026/11/25,\"No\",,,b,Maybe";
    let (rows, ignored) = rows(csv, Missing::IsAProblem).unwrap();
    assert_eq!(rows, ["2 Ana 1 yes,no", "3  2 no,not sure"]);
    assert_eq!(ignored, ["Comments"]);
}

#[test]
fn a_quote_within_a_cell_is_text() {
    let csv = "x,Qy,name,5\" or 6\"?\nyes,no,Jo \"J\" Li,a\nyes,\"no\",\"Jo \"\"J\"\" Li\",b\n";
    let (rows, ignored) = rows(csv, Missing::IsAProblem).unwrap();
    assert_eq!(rows, ["2 Jo \"J\" Li 0 yes,no", "3 Jo \"J\" Li 0 yes,no"]);
    assert_eq!(ignored, ["5\" or 6\"?"]);
}

#[test]
fn blank_cells_are_missing() {
    let csv = "x,y\n,yes\n";
    assert_eq!(
        rows(csv, Missing::IsAProblem).unwrap_err(),
        ["row 2 x: no answer"]
    );
    assert_eq!(
        rows(csv, Missing::CountsAsUnsure).unwrap().0,
        ["2  0 no answer,yes"]
    );
}

#[test]
fn columns_are_found_once_and_for_all_questions() {
    let missing = Missing::IsAProblem;
    assert_eq!(
        rows("x,z\nyes,no\n", missing).unwrap_err(),
        ["row 1: no column for question `y`"]
    );
    assert_eq!(
        rows("x,Nx,y\nyes,yes,no\n", missing).unwrap_err(),
        ["row 1: two columns for `x`: `x` and `Nx`"]
    );
    assert_eq!(
        rows("x,y,name,Name\nyes,yes,a,b\n", missing).unwrap_err(),
        ["row 1: two columns for `name`: `name` and `Name`"]
    );
}

#[test]
fn what_is_wrong_is_named_by_row_and_column() {
    let csv = "x,y,team\nyes,no,c\nyess,no,a\nyes\nyes,no,b,1\n";
    assert_eq!(
        rows(csv, Missing::IsAProblem).unwrap_err(),
        [
            "row 2 team: unknown team `c`",
            "row 3 x: `yess` is not an answer",
            "row 4: a row of 1 cell, where the header has 3",
            "row 5: a row of 4 cells, where the header has 3",
        ]
    );
}

#[test]
fn a_form_has_a_header() {
    let missing = Missing::IsAProblem;
    assert_eq!(
        rows("", missing).unwrap_err(),
        ["an empty file, not a form export"]
    );
    assert_eq!(
        rows("\n\n", missing).unwrap_err(),
        ["an empty file, not a form export"]
    );
    assert_eq!(rows("x,y\n", missing).unwrap().0, [""; 0]);
    assert_eq!(
        rows("x;y\nyes;no\n", missing).unwrap_err(),
        [
            "row 1: cannot read this as CSV: its columns are not divided by commas; save it as CSV with commas"
        ]
    );
}

#[test]
fn only_rows_that_are_sound_are_handed_on() {
    let csv = "x,y\nyess,no\nyes,no\nno,\n";
    let mut taken = Vec::new();
    let read = read(csv.as_bytes(), Missing::IsAProblem, |row| {
        taken.push(row.number);
    });
    assert_eq!(
        read.unwrap_err().lines(),
        ["row 2 x: `yess` is not an answer", "row 4 y: no answer"]
    );
    assert_eq!(taken, [3]);
}

#[test]
fn a_semicolon_beside_commas_is_only_text() {
    let csv = "x,y,\"why; why not\"\nyes,no,;\n";
    assert_eq!(rows(csv, Missing::IsAProblem).unwrap().0, ["2  0 yes,no"]);
    assert_eq!(
        rows("x\nyes\n", Missing::IsAProblem).unwrap_err(),
        ["row 1: no column for question `y`"]
    );
}

#[test]
fn a_team_that_is_no_text_is_told_in_every_row() {
    let csv = b"x,y,team\nyes,no,\xff\nyes,no,\xff\n";
    let diagnostics = read(csv, Missing::IsAProblem, |_| ()).unwrap_err();
    assert_eq!(
        diagnostics.lines(),
        [
            "row 2 team: this is not text in UTF-8",
            "row 3 team: this is not text in UTF-8"
        ]
    );
}
