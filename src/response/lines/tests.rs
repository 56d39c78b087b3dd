use super::*;

fn questionnaire() -> Questionnaire {
    let yaml = "title: T\nteams: {marketing: Marketing, sales: Sales}\n\
                words: {yes: [Ja], unsure: [Weiß nicht]}\n\
                questions:\n- {id: a, need: A, question: Q, lead: sales}\n\
                - {id: b, need: B, question: R, lead: sales}\n\
                - {id: c, need: C, question: S, lead: sales}\n";
    Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap()
}

/// Each line as `name/team: answers`, then every problem as `line:column message`.
fn read_all(text: &str, missing: Missing) -> Vec<String> {
    let questionnaire = questionnaire();
    let mut all = Vec::new();
    let text = SourceText::new("hands.txt", text);
    let diagnostics = read(&text, &questionnaire, missing, &mut |entry| {
        let name = entry.response.respondent.name.as_deref().unwrap_or("-");
        let team =
            entry.response.respondent.team.map_or("-", |team| questionnaire[team].id.as_str());
        let answers =
            entry.response.answers.iter().map(|answer| answer.map_or("blank", Answer::word));
        let answers: Vec<_> = answers.collect();
        all.push(format!("{} {name}/{team}: {}", entry.place.line, answers.join(" ")));
    });
    all.extend(diagnostics.places().map(|(span, kind)| format!("{span} {kind}")));
    all
}

#[test]
fn each_line_is_somebody() {
    let text = "# by hand\n\nMara (Marketing): yes no not sure\n  Tom (sales) : Ja, weiß  nicht, NO # late\nAda: ? 1 0\n";
    assert_eq!(
        read_all(text, Missing::IsAProblem),
        ["3 Mara/marketing: yes no unsure", "4 Tom/sales: yes unsure no", "5 Ada/-: unsure yes no",]
    );
}

#[test]
fn a_chat_may_write_the_time() {
    assert_eq!(
        read_all("[10:14] Mara: yes yes yes\nMara（２）：no no no\n", Missing::IsAProblem),
        ["1 [10:14] Mara/-: yes yes yes", "2 Mara（２）/-: no no no"]
    );
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let text = "Mara (Markting): yes no yes\nTom: yes no\nAda: yes ja nope\nBo: yes no yes no\nhello\n: y y y\n";
    assert_eq!(
        read_all(text, Missing::IsAProblem),
        [
            "6 -/-: yes yes yes",
            "1:7 unknown team `Markting`",
            "2:1 no answer for `c`",
            "3:13 `nope` is not an answer",
            "4:16 more answers than the 3 questions",
            "5:1 this is not a line of answers",
        ]
    );
}

#[test]
fn a_name_has_a_limit() {
    let line = |letters| format!("{}: y y y\n", "a".repeat(letters));
    assert_eq!(read_all(&line(200), Missing::IsAProblem).len(), 1);
    let problems = read_all(&line(201), Missing::IsAProblem);
    assert!(problems[0].starts_with("1:1 "), "{problems:?}");
}

#[test]
fn what_is_missing_may_be_blank() {
    assert_eq!(read_all("Tom: yes", Missing::IsBlank), ["1 Tom/-: yes blank blank"]);
}

#[test]
fn lines_are_told_from_documents() {
    let questionnaire = questionnaire();
    let is = |text: &str| is_lines(&SourceText::new("-", text), &questionnaire);
    assert!(is("# show of hands\n\nMara (Marketing): yes no yes\n"));
    assert!(is("Mara: not sure no yes"));
    for document in
        ["a: yes\nb: no\n", "name: Ja ja\n", "yes\nno\n", "Mara: tired\n", "answers:\n", ""]
    {
        assert!(!is(document), "{document}");
    }
}
