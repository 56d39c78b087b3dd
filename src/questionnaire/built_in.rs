//! The questionnaire that is compiled in, as the value that `questions.yaml` gives.
//!
//! Reading that file takes a third of all instructions of a run that answers six questions. A test
//! holds the two together.

use std::collections::HashMap;

use super::{Question, Questionnaire, Team, TeamIndex, Words};

const MARKETING: TeamIndex = TeamIndex(0);
const SALES: TeamIndex = TeamIndex(1);

/// Id, need, question, lead and help.
const QUESTIONS: [(&str, &str, &str, TeamIndex, &str); 6] = [
    (
        "traffic",
        "More visitors",
        "Do we need to attract more visitors to our website?",
        MARKETING,
        "Say yes if too few of the right people ever see your website, so that even a good offer \
         finds no audience. Say no if enough people come and the trouble starts later.",
    ),
    (
        "closing",
        "More closing",
        "Do we need more calling and emailing people to close?",
        SALES,
        "To close is to turn a conversation into a signed deal. Say yes if promising people wait \
         too long for a call or an email, or hear from you once and never again.",
    ),
    (
        "surveys",
        "Customer surveys",
        "Do we need surveys to find out what our customers love about our company?",
        SALES,
        "Say yes if you could not name, in your customers' own words, the three reasons they \
         stay. Sales talks with them already, so sales asks.",
    ),
    (
        "persona-research",
        "Persona research",
        "Do we need to research what people we need to attract?",
        MARKETING,
        "A persona is a short portrait of the customer you want: role, worries, what makes them \
         buy. Say yes if two colleagues would describe that person differently.",
    ),
    (
        "content-offers",
        "New content offer",
        "Do we need a new content offer that converts visitors to leads?",
        MARKETING,
        "A content offer is something worth leaving an email address for: a guide, a template, a \
         webinar. A lead is a visitor who did. Say yes if people visit and go without leaving a \
         trace.",
    ),
    (
        "mql-contact",
        "Contact with MQLs",
        "Do we need a new strategy for how we contact our marketing-qualified leads?",
        SALES,
        "A marketing-qualified lead (MQL) has shown enough interest, by downloads or visits, that \
         marketing hands the name to sales. Say yes if those names go cold before anyone reaches \
         them.",
    ),
];

impl Questionnaire {
    /// The questionnaire that is compiled in.
    pub(crate) fn built_in() -> Self {
        let team = |id: &str, label: &str| Team { id: id.to_owned(), label: label.to_owned() };
        let question = |(id, need, question, lead, help): (&str, &str, &str, _, &str)| Question {
            id: id.to_owned(),
            was: None,
            need: need.to_owned(),
            question: question.to_owned(),
            lead,
            help: Some(help.to_owned()),
        };
        Self {
            title: "Who takes the reins, sales or marketing?".to_owned(),
            language: None,
            consensus: 75,
            teams: vec![team("marketing", "Marketing"), team("sales", "Sales")],
            people: Vec::new(),
            by_name: HashMap::new(),
            words: Words::default(),
            questions: QUESTIONS.map(question).into(),
        }
    }
}
