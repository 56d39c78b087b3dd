//! What changed from council to council.

use crate::harness::Align;

fn quarters() -> Align {
    Align::new()
        .file(
            "2026-Q1.csv",
            include_str!("../../examples/trend/2026-Q1.csv"),
        )
        .file(
            "2026-Q2.csv",
            include_str!("../../examples/trend/2026-Q2.csv"),
        )
        .file(
            "2026-Q3.csv",
            include_str!("../../examples/trend/2026-Q3.csv"),
        )
}

#[test]
fn three_quarters_show_what_is_new_met_standing_and_unsettled() {
    for width in ["30", "80"] {
        let run = quarters()
            .args("trend 2026-Q1.csv 2026-Q2.csv 2026-Q3.csv")
            .env("COLUMNS", width);
        insta::assert_snapshot!(
            format!("quarters_at_{width}"),
            run.run().status(0).stdout_text()
        );
    }
    let run = quarters()
        .args("trend 2026-Q1.csv 2026-Q2.csv 2026-Q3.csv -f markdown")
        .run()
        .status(0);
    insta::assert_snapshot!("quarters_markdown", run.stdout_text());
    let run = quarters()
        .args("trend 2026-Q1.csv 2026-Q2.csv 2026-Q3.csv -f json")
        .run()
        .status(0);
    insta::assert_snapshot!("quarters_json", run.stdout_text());
}

#[test]
fn the_table_for_scripts_has_a_column_a_council() {
    quarters()
        .args("trend 2026-Q2.csv 2026-Q3.csv -f csv")
        .run()
        .status(0)
        .stdout(
            "id,need,2026-Q2,2026-Q3,change\r\n\
         traffic,More visitors,yes,no,met\r\n\
         closing,More closing,yes,yes,standing\r\n\
         surveys,Customer surveys,no,,\r\n\
         persona-research,Persona research,no,yes,new\r\n\
         content-offers,New content offer,yes,,unsettled\r\n\
         mql-contact,Contact with MQLs,no,,\r\n",
        );
}

#[test]
fn directories_and_documents_are_councils_too() {
    let six = "y\ny\ny\ny\ny\ny\n";
    let run = Align::new()
        .file("old/a.yaml", six)
        .file("new.yaml", "n\nn\nn\nn\nn\nn\n")
        .args("trend old new.yaml -f csv");
    assert!(
        run.run()
            .status(0)
            .stderr("")
            .stdout_text()
            .starts_with("id,need,old,new,change\r\ntraffic,More visitors,yes,no,met\r\n")
    );
}

#[test]
fn the_same_people_may_answer_in_every_council() {
    let six = "name: Ana\nanswers: {traffic: y}\n";
    Align::new()
        .file("a.yaml", six)
        .file("b.yaml", six)
        .args("trend a.yaml b.yaml --allow-missing")
        .run()
        .status(0);
}

#[test]
fn one_council_has_no_trend() {
    let run = quarters()
        .args("trend 2026-Q1.csv")
        .run()
        .status(2)
        .stdout("");
    assert!(
        run.stderr_text().contains("2 values required"),
        "{}",
        run.stderr_text()
    );
}
