//! The literal holds together with the reader and the questionnaire.

use super::{super::document::KEYS, *};
use crate::diagnostic::SourceText;

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema = schema(&Questionnaire::built_in().unwrap());
    let known = schema["$defs"]["Document"]["properties"].as_object();
    assert_eq!(known.unwrap().keys().collect::<Vec<_>>(), KEYS);
}

#[test]
fn the_schema_has_every_question_and_team() {
    let schema = schema(&Questionnaire::built_in().unwrap());
    for part in ["Answers", "Notes"] {
        let properties = schema["$defs"][part]["properties"].as_object().unwrap();
        assert_eq!(properties.len(), 6);
        assert_eq!(properties["closing"]["title"], "More closing");
    }
    let teams = &schema["$defs"]["TeamName"]["anyOf"][0]["enum"];
    assert_eq!(*teams, json!(["marketing", "sales"]));
}

#[test]
fn the_schema_offers_the_words_of_the_questionnaire() {
    let yaml = "title: T\nteams: {a: A, b: B}\nwords: {yes: [Ja], no: [Nein, 2]}\n\
                questions:\n- {id: x, need: N, question: Q, lead: a}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    let offered = &schema(&questionnaire)["$defs"]["AnswerWord"]["anyOf"][0]["enum"];
    assert_eq!(*offered, json!(["Ja", "Nein", "2"]));
}

/// Every built-in word, in any case, is in the pattern of answers.
#[test]
fn the_pattern_has_every_word_for_an_answer() {
    let schema = schema(&Questionnaire::built_in().unwrap());
    let pattern = schema["$defs"]["AnswerWord"]["anyOf"][1]["pattern"].as_str().unwrap();
    for word in Questionnaire::built_in().unwrap().words.all() {
        let letter = |c: char| match c.is_alphabetic() {
            true => format!("[{}{c}]", c.to_uppercase()),
            false => c.to_string(),
        };
        let letters: String = word.chars().map(letter).collect();
        let in_groups = ["[Yy]", "[Nn]", "[Yy][Ee][Ss]", "[Nn][Oo]", "1", "0", "?"];
        assert!(in_groups.contains(&letters.as_str()) || pattern.contains(&letters), "{word}");
    }
}
