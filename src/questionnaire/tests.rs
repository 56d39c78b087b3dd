//! What a questionnaire gives.

use super::*;

#[test]
fn the_built_in_questionnaire_holds_and_asks_the_six() {
    let questionnaire = Questionnaire::built_in().unwrap();
    let six: Vec<_> = questionnaire
        .questions()
        .map(|(_, question)| (question.id.as_str(), questionnaire[question.lead].id.as_str()))
        .collect();
    assert_eq!(
        six,
        [
            ("traffic", "marketing"),
            ("closing", "sales"),
            ("surveys", "sales"),
            ("persona-research", "marketing"),
            ("content-offers", "marketing"),
            ("mql-contact", "sales"),
        ]
    );
    assert!(questionnaire.questions().all(|(_, question)| question.help.is_some()));
    assert_eq!(questionnaire.consensus, 75);
    let words = Answer::ALL.map(|answer| questionnaire.words.shown(answer));
    assert_eq!(words, ["yes", "no", "not sure"]);
}

#[test]
fn a_team_goes_by_id_or_label_in_any_case() {
    let questionnaire = Questionnaire::built_in().unwrap();
    let sales = questionnaire.team("sales");
    assert!(sales.is_some());
    assert_eq!(questionnaire.team("SALES"), sales);
    assert_eq!(questionnaire.team(" Sales\u{a0}"), sales);
    assert_eq!(questionnaire.team("support"), None);
}

#[test]
fn a_question_goes_by_id_or_position() {
    let questionnaire = Questionnaire::built_in().unwrap();
    let closing = questionnaire.question("closing");
    assert_eq!(closing.map(QuestionIndex::position), Some(1));
    assert_eq!(questionnaire.question_at(1), closing);
    assert_eq!(questionnaire.question("Closing"), None);
    assert_eq!(questionnaire.question_at(5).map(QuestionIndex::position), Some(5));
    assert_eq!(questionnaire.question_at(6), None);
}

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let keys = |pointer: &str| -> Vec<String> {
        let properties = schema.pointer(pointer).unwrap().as_object().unwrap();
        properties.keys().cloned().collect()
    };
    assert_eq!(keys("/properties"), document::FILE_KEYS);
    assert_eq!(keys("/properties/words/properties"), document::WORDS_KEYS);
    assert_eq!(keys("/$defs/QuestionEntry/properties"), document::QUESTION_KEYS);
}
