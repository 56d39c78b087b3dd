//! The page on which people without a terminal answer: one HTML file that loads nothing.
//!
//! Everything that the questionnaire says is in the markup, escaped by maud; `page.js` reads it
//! from there. So the page shows all questions without scripts, and on paper, too.

#[cfg(test)]
mod tests;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    questionnaire::{Question, Questionnaire, TeamIndex},
    response::Answer,
    text::{Count, sanitize},
};

const STYLE: &str = include_str!("answer_page/page.css");
const SCRIPT: &str = include_str!("answer_page/page.js");
/// The ways on and back, and what can be done with the answers.
const END: &str = include_str!("answer_page/end.html");

/// Lets the page's own style and script run, told by the SHA-256 of their text, and nothing else.
/// A test computes both anew and says what to write here.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; \
     style-src 'sha256-lNs45fh2fYr6IJ7PQa5M65nPcg+Vse21zKaGxicaj3M='; \
     script-src 'sha256-9LMCxnUY+PDjC+WebskadZX+/dV3SwUGAQ2NxLp4pmM='";

pub(crate) fn render(questionnaire: &Questionnaire) -> String {
    let title = sanitize(&questionnaire.title);
    let language = questionnaire.language.as_deref();
    let page = html! {
        (DOCTYPE)
        html lang=(language.unwrap_or("en")) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body lang="en" {
                header {
                    h1 lang=[language] dir="auto" { (title) }
                    p .printed { "Please tick one box for each question, and say why if you like." }
                    p #progress .scripted role="status" {}
                    progress .scripted aria-labelledby="progress" max=(questionnaire.questions().len()) value="0" {}
                }
                main {
                    (without_scripts(questionnaire))
                    (start(questionnaire))
                    section #review .scripted {
                        h2 tabindex="-1" { "Your answers" }
                        p { span #who dir="auto" {} " " button #change type="button" { "Change" } }
                    }
                    @for (index, question) in questionnaire.questions() {
                        (self::question(index.position() + 1, question, questionnaire))
                    }
                    (PreEscaped(END))
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// What to do where the script does not run, for whatever reason.
fn without_scripts(questionnaire: &Questionnaire) -> Markup {
    let teams: Vec<_> = questionnaire.teams().map(|(_, team)| &*team.label).collect();
    let places = vec!["___"; questionnaire.questions().len()].join(" ");
    html! {
        section #unscripted {
            h2 { "Answer with one line" }
            p {
                "This page asks one question at a time, but scripts do not run here. Open it in a browser that runs them, "
                "or copy this line into an e-mail or a chat: write your name and your team, and for each ___ put "
                strong { "yes" } ", " strong { "no" } " or " strong { "unsure" }
                ", in the order of the questions below. Then send it to whoever sent you this page."
            }
            pre tabindex="0" dir="auto" { "Your name (" (sanitize(&teams.join(" or "))) "): " (places) }
        }
    }
}

fn start(questionnaire: &Questionnaire) -> Markup {
    let count = Count(questionnaire.questions().len() as u64, "question");
    html! {
        form #start autocomplete="off" {
            div .scripted {
                h2 tabindex="-1" { (count) ", one at a time" }
                p { "Say how you see it. There is no right or wrong, and “not sure” is an answer too." }
            }
            @if questionnaire.people.is_empty() {
                (name_and_team(questionnaire))
            } @else {
                (person(questionnaire))
            }
            button .primary .scripted { "Start" }
            p #kept .small .scripted {}
        }
    }
}

fn name_and_team(questionnaire: &Questionnaire) -> Markup {
    html! {
        label {
            "Your name"
            input #name name="name" required maxlength="200" pattern=".*\\S.*" title="Your name" autocomplete="name" dir="auto";
        }
        fieldset .teams {
            legend { "Your team" }
            @for (_, team) in questionnaire.teams() {
                label dir="auto" {
                    input type="radio" name="team" required value=(team.id) data-label=(team.label);
                    span lang=[questionnaire.language.as_deref()] { (sanitize(&team.label)) }
                }
            }
            label { input type="radio" name="team" required value=""; span { "No team" } }
        }
    }
}

/// Whoever is expected to answer picks their name, which gives the team.
fn person(questionnaire: &Questionnaire) -> Markup {
    let label = |team: TeamIndex| sanitize(&questionnaire[team].label);
    html! {
        label {
            "Your name"
            select #name name="name" required {
                option value="" { "Choose your name" }
                @for person in &questionnaire.people {
                    option value=(person.name) data-team=(questionnaire[person.team].id)
                        data-label=(questionnaire[person.team].label) {
                        (sanitize(&person.name)) " · " (label(person.team))
                    }
                }
            }
        }
    }
}

fn question(number: usize, question: &Question, questionnaire: &Questionnaire) -> Markup {
    let language = questionnaire.language.as_deref();
    html! {
        fieldset .question data-id=(question.id) tabindex="-1" {
            legend {
                span .need lang=[language] dir="auto" { (sanitize(&question.need)) }
                h2 tabindex="-1" lang=[language] dir="auto" { (sanitize(&question.question)) }
            }
            div .answers {
                @for answer in Answer::ALL { (button(answer, questionnaire)) }
            }
            (help_and_note(number, question, language))
        }
    }
}

fn button(answer: Answer, questionnaire: &Questionnaire) -> Markup {
    html! {
        button type="button" value=(answer.word()) aria-pressed="false" dir="auto" {
            span .sign aria-hidden="true" {}
            span .word lang=[questionnaire.language.as_deref()] { (sanitize(questionnaire.words.shown(answer))) }
            kbd aria-hidden="true" {}
        }
    }
}

fn help_and_note(number: usize, question: &Question, language: Option<&str>) -> Markup {
    let (help, why) = (format!("help-{number}"), format!("why-{number}"));
    html! {
        div .more .scripted {
            @if question.help.is_some() {
                button type="button" aria-expanded="false" aria-controls=(help) { "What does that mean?" }
            }
            button type="button" aria-expanded="false" aria-controls=(why) { "Say why" }
        }
        @if let Some(text) = &question.help {
            p .help #(help) lang=[language] dir="auto" { (text) }
        }
        label .why #(why) {
            "Why? If you like, in a sentence"
            textarea rows="2" maxlength="5000" dir="auto" {}
        }
    }
}
