//! A council for people: an [`Assessment`] as a [`Page`].

mod answers;
mod headline;
mod one;
mod sentence;

use super::{Cell, Column, Details, Entry, Page, Row, Section, Table, Task, Tone, join};
use crate::{
    council::{Assessment, Group, Need, Position, Status},
    decision::Decision,
    questionnaire::TeamIndex,
    text::one_line,
};
pub(crate) use headline::headline;

const TO_TALK_OVER: Details = Details { heading: "To talk over", is_numbered: true };
const DECIDED: Details = Details { heading: "What was decided", is_numbered: false };
const ON_AGREED: Details = Details { heading: "Said on agreed needs", is_numbered: false };

pub(crate) fn page(assessment: &Assessment<'_>, label: Option<&str>) -> Page {
    let (summary, table) = match assessment.is_of_one() {
        true => (vec![one::OTHERS.to_owned()], one::table(assessment)),
        false => (headline::summary(assessment), table(assessment)),
    };
    Page {
        language: assessment.questionnaire.language.clone(),
        title: assessment.questionnaire.title.clone(),
        label: self::label(assessment, label),
        headline: headline(assessment),
        summary,
        tables: vec![table],
    }
}

/// What the council is called, and the day of its latest answer.
fn label(assessment: &Assessment<'_>, label: Option<&str>) -> String {
    let date = assessment.respondents.latest.map(|date| date.to_string());
    join(label.map(str::to_owned).into_iter().chain(date), " · ")
}

fn table(assessment: &Assessment<'_>) -> Table {
    let first = assessment.needs.iter().take(1);
    let groups = first.flat_map(|need| &need.groups);
    let groups: Vec<Group> = groups.map(|votes| votes.group).collect();
    let mut columns = vec![Column::new("Need")];
    columns.extend(groups.iter().map(|group| Column {
        tone: tone(*group),
        ..Column::new(answers::group_name(assessment, *group))
    }));
    columns.push(Column { is_sentence: true, ..Column::new("What that says") });
    Table {
        columns,
        tasks: Some("Decision, who, when"),
        sections: sections(assessment),
        legend: answers::legend(assessment),
        legend_note: answers::legend_note(assessment, &groups),
    }
}

/// What is agreed, what was decided, and what is open in the order in which to talk about it.
fn sections(assessment: &Assessment<'_>) -> Vec<Section> {
    let in_order = assessment.needs.iter();
    let agenda = assessment.agenda.iter();
    let mut needs: Vec<_> = in_order
        .filter(|need| !need.status.is_open())
        .chain(agenda.map(|index| assessment.need(*index)))
        .collect();
    // What nobody needs comes after what somebody leads.
    let is_unneeded =
        |need: &Need<'_>| need.status == Status::Agreed && need.answer == Some(Position::No);
    needs.sort_by_key(|need| (need.status, is_unneeded(need)));
    let alike = needs.chunk_by(|a, b| a.status == b.status);
    alike
        .map(|needs| {
            let (heading, details) = match needs[0].status {
                Status::Agreed => ("Agreed", ON_AGREED),
                Status::Decided => ("Decided", DECIDED),
                Status::Opposed => ("The teams differ", TO_TALK_OVER),
                Status::Unclear => ("Not clear yet", TO_TALK_OVER),
            };
            Section {
                heading: Some(heading),
                details: Some(details),
                rows: needs.iter().map(|need| row(assessment, need)).collect(),
            }
        })
        .collect()
}

fn row(assessment: &Assessment<'_>, need: &Need<'_>) -> Row {
    let mut cells = vec![Cell::text(&need.question.need)];
    cells.extend(answers::cells(assessment, need));
    cells.push(Cell::text(sentence::sentence(assessment, need)));
    let notes = notes(assessment, need);
    let is_told_apart =
        |cell: &Cell| cell.parts.len() > 1 && cell.parts.iter().any(|part| !part.names.is_empty());
    Row {
        question: need.question.question.clone(),
        task: need.decision.as_ref().map(task),
        is_listed: need.status != Status::Agreed
            || !notes.is_empty()
            || cells.iter().any(is_told_apart),
        notes,
        ..Row::new(cells)
    }
}

/// What a decision leaves to be done.
pub(crate) fn task(decision: &Decision) -> Task {
    Task {
        owner: decision.owner.clone(),
        by: decision.by.map(|by| by.to_string()),
        promise: decision.promise.clone(),
        is_to_do: decision.answer == Position::Yes || decision.owner.is_some(),
    }
}

fn notes(assessment: &Assessment<'_>, need: &Need<'_>) -> Vec<Entry> {
    let notes = need.notes.iter().flatten().map(|note| {
        let team = note.writer.team.map(|team| &assessment.team(team).label);
        Entry {
            name: join(note.writer.name.iter().chain(team).cloned(), ", "),
            tone: note.writer.team.map_or(Tone::Plain, hue),
            text: format!("“{}”", one_line(&note.text)),
        }
    });
    notes.collect()
}

/// What a meeting on a need sees of the answers: what they say, and who gave which, and why.
pub(crate) fn said(
    assessment: &Assessment<'_>,
    need: &Need<'_>,
    unicode: bool,
) -> (String, Vec<Entry>) {
    let cells = need.groups.iter().zip(answers::cells(assessment, need));
    let answers = cells.map(|(votes, cell)| Entry {
        name: answers::group_name(assessment, votes.group),
        tone: tone(votes.group),
        text: join([cell.marks(unicode), cell.parts()], " "),
    });
    let sentence = format!("{}.", sentence::sentence(assessment, need));
    (one_line(&sentence), answers.chain(notes(assessment, need)).collect())
}

const fn tone(group: Group) -> Tone {
    match group {
        Group::Team(team) => hue(team),
        Group::WithoutTeam | Group::Everybody => Tone::Plain,
    }
}

const fn hue(team: TeamIndex) -> Tone {
    Tone::Hue(team.position())
}
