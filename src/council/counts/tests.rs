use super::*;
use crate::diagnostic::SourceText;

fn questionnaire() -> Questionnaire {
    let yaml = "title: T\nteams: {marketing: Marketing, sales: Sales}\n\
                questions:\n- {id: a, need: A, question: Q, lead: sales}\n\
                - {id: b, need: B, question: R, lead: sales}\n";
    Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap()
}

/// Each group as `team respondents: yes/no/unsure/blank of each question`, or every problem.
fn read_all(csv: &str) -> Result<Vec<String>, Vec<String>> {
    let questionnaire = questionnaire();
    let counts = read(csv.as_bytes(), "counts.csv", &questionnaire);
    let counts = counts.map_err(|diagnostics| diagnostics.lines())?;
    let group = |counts: &TeamCounts| {
        let team = counts.team.map_or("-", |team| questionnaire[team].id.as_str());
        let votes = counts
            .votes
            .iter()
            .map(|votes| format!(" {}/{}/{}/{}", votes.yes, votes.no, votes.unsure, votes.blank));
        format!("{team} {}:{}", counts.respondents, votes.collect::<String>())
    };
    Ok(counts.iter().map(group).collect())
}

#[test]
fn each_row_is_a_teams_votes_on_a_question() {
    let csv = "id,team,yes,no,unsure,blank,respondents\n\
               a,sales,3,1,0,1,5\nb,sales,0,0,5,0,5\na,,1,0,0,0,1\nb,,0,1,0,0,1\n";
    let counts = ["- 1: 1/0/0/0 0/1/0/0", "sales 5: 3/1/0/1 0/0/5/0"];
    assert_eq!(read_all(csv).unwrap(), counts);
    let quoted = csv.replace("id,", "\"ID\",").replace(',', ";");
    assert_eq!(read_all(&quoted).unwrap(), counts);
}

#[test]
fn a_team_by_id_and_by_label_is_one_team() {
    let csv = "id,team,yes,no,unsure,blank,respondents\n\
               a,Marketing,1,0,0,0,1\nb,Marketing,1,0,0,0,1\n\
               a,marketing,0,2,0,0,2\nb,marketing,0,1,0,1,2\n";
    assert_eq!(read_all(csv).unwrap(), ["marketing 3: 1/2/0/0 1/1/0/1"]);
}

#[test]
fn what_does_not_add_up_is_told() {
    let header = "id,team,yes,no,unsure,blank,respondents\n";
    let problems = |rows: &str| read_all(&format!("{header}{rows}")).unwrap_err();
    assert_eq!(
        problems("a,sales,3,1,0,0,5\nc,sales,1,0,0,0,1\nb,slaes,1,0,0,0,1\nb,sales,-1,0,x,0,1\n"),
        [
            "row 2: the answers to `a` are not as many as the 5 respondents of `sales`",
            "row 3 id: unknown question id `c`",
            "row 4 team: unknown team `slaes`",
            "row 5 yes: `-1` is not a number of respondents",
        ]
    );
    assert_eq!(
        problems("a,sales,1,0,0,0,1\na,sales,1,0,0,0,1\nb,sales,1,0,0,0,1\n"),
        ["row 3: this team's answers to this question are counted above already"]
    );
    assert_eq!(
        problems("a,sales,2,0,0,0,2\nb,sales,1,0,0,0,1\n"),
        ["the answers to `b` are not as many as the 2 respondents of `sales`"]
    );
    assert_eq!(
        problems("a,sales,2,0,0,0,2\n"),
        ["the answers to `b` are not as many as the 2 respondents of `sales`"]
    );
    assert_eq!(
        problems("a,sales,99999999999999999999,0,0,0,1\n"),
        ["row 2 yes: `99999999999999999999` is not a number of respondents"]
    );
    assert_eq!(problems("").len(), 1);
}

#[test]
fn a_team_has_up_to_a_trillion_respondents() {
    let header = "id,team,yes,no,unsure,blank,respondents\n";
    let counts = |most: u64| {
        let rows = ["a", "b"].map(|id| format!("{id},sales,{most},0,0,0,{most}\n"));
        read_all(&format!("{header}{}", rows.concat()))
    };
    let trillion = 1_000_000_000_000;
    assert_eq!(
        counts(trillion).unwrap(),
        ["sales 1000000000000: 1000000000000/0/0/0 1000000000000/0/0/0"]
    );
    assert_eq!(counts(trillion + 1).unwrap_err().len(), 2);
    let of = |respondents| {
        let votes = Votes { yes: respondents, ..Votes::default() };
        TeamCounts { team: None, respondents, votes: vec![votes; 2] }.check(&questionnaire())
    };
    assert_eq!(of(trillion), Ok(()));
    assert_eq!(of(trillion + 1), Err(DiagnosticKind::NotACount("1000000000001".to_owned())));
}
