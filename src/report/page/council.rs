//! A council for people: an [`Assessment`] as a [`Page`].

mod answers;
mod headline;
mod one;
mod sentence;

use console::{Alignment, measure_text_width, pad_str};

use super::{Cell, Column, ColumnKind, Details, Note, Page, Row, Section, Table, Task, Tone};
use crate::{
    council::{Assessment, Group, Need, Position, Status},
    decision::Decision,
    questionnaire::TeamIndex,
    text::one_line,
};
pub(crate) use headline::headline;

const TO_TALK_OVER: Details = Details {
    heading: "To talk over",
    is_numbered: true,
};
const DECIDED: Details = Details {
    heading: "What was decided",
    is_numbered: false,
};
const ON_AGREED: Details = Details {
    heading: "Said on agreed needs",
    is_numbered: false,
};

/// The report on one council.
pub(crate) fn page(assessment: &Assessment<'_>, label: Option<&str>) -> Page {
    if assessment.is_of_one() {
        return one::page(assessment, label);
    }
    Page {
        summary: headline::summary(assessment),
        tables: vec![table(assessment)],
        ..frame(assessment, label)
    }
}

/// What the report on one person and on several have in common.
fn frame(assessment: &Assessment<'_>, label: Option<&str>) -> Page {
    Page {
        language: assessment.questionnaire.language().map(str::to_owned),
        title: assessment.questionnaire.title().to_owned(),
        label: self::label(assessment, label),
        headline: headline(assessment),
        ..Page::default()
    }
}

/// What the council is called, and the day of its latest answer.
fn label(assessment: &Assessment<'_>, label: Option<&str>) -> Option<String> {
    let date = assessment.respondents.latest.map(|date| date.to_string());
    let parts: Vec<_> = label.map(str::to_owned).into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn table(assessment: &Assessment<'_>) -> Table {
    let groups = assessment.needs.iter().flat_map(|need| &need.groups);
    let mut groups: Vec<Group> = groups.map(|votes| votes.group).collect();
    groups.dedup();
    groups.truncate(assessment.needs.first().map_or(0, |need| need.groups.len()));
    let column = |group: &Group| Column::new(answers::group_name(assessment, *group), tone(*group));
    let mut columns = vec![Column::new("Need", Tone::Plain)];
    columns.extend(groups.iter().map(column));
    columns.push(Column {
        kind: ColumnKind::Sentence,
        ..Column::new("What that says", Tone::Plain)
    });
    columns.push(Column {
        kind: ColumnKind::Task,
        ..Column::new("Decision, who, when", Tone::Plain)
    });
    Table {
        columns,
        sections: sections(assessment),
        legend: answers::legend(assessment),
        legend_note: answers::legend_note(assessment, &groups),
    }
}

/// What is agreed, what was decided, and what is open in the order in which to talk about it.
fn sections(assessment: &Assessment<'_>) -> Vec<Section> {
    let mut agreed: Vec<_> = with(assessment, Status::Agreed).collect();
    agreed.sort_by_key(|need| need.answer == Some(Position::No));
    let decided = with(assessment, Status::Decided).collect();
    let open = |status| {
        let needs = assessment
            .agenda
            .iter()
            .map(|index| assessment.need(*index));
        needs.filter(|need| need.status == status).collect()
    };
    [
        ("Agreed", ON_AGREED, agreed),
        ("Decided", DECIDED, decided),
        ("The teams differ", TO_TALK_OVER, open(Status::Opposed)),
        ("Not clear yet", TO_TALK_OVER, open(Status::Unclear)),
    ]
    .into_iter()
    .filter(|(_, _, needs): &(_, _, Vec<_>)| !needs.is_empty())
    .map(|(heading, details, needs)| Section {
        heading: Some(heading.to_owned()),
        details: Some(details),
        rows: needs.iter().map(|need| row(assessment, need)).collect(),
    })
    .collect()
}

/// What a meeting on a need sees of the answers, in lines: what they say, who gave which, notes.
pub(crate) fn said(assessment: &Assessment<'_>, need: &Need<'_>, unicode: bool) -> Vec<String> {
    let groups = need.groups.iter();
    let names: Vec<_> = groups
        .map(|votes| one_line(&answers::group_name(assessment, votes.group)))
        .collect();
    let widths = names.iter().map(|name| measure_text_width(name));
    let widest = widths.max().unwrap_or_default();
    let line = |(name, cell): (&String, &Cell)| {
        let name = pad_str(name, widest, Alignment::Left, None);
        let parts = cell.parts.iter().map(|part| match part.names.is_empty() {
            true => part.word.clone(),
            false => format!("{}: {}", part.word, part.names.join(", ")),
        });
        let parts: Vec<_> = parts.map(|part| one_line(&part)).collect();
        format!("{name}  {}  {}", cell.line(unicode), parts.join("   "))
    };
    let mut lines = vec![format!(
        "{}.",
        one_line(&sentence::sentence(assessment, need))
    )];
    lines.extend(
        names
            .iter()
            .zip(&answers::cells(assessment, need))
            .map(line),
    );
    lines.extend(notes(assessment, need).iter().map(|note| {
        let text = format!("“{}”", one_line(&note.text));
        let writer = note.writer().map(|writer| one_line(&writer));
        writer.map_or_else(|| text.clone(), |writer| format!("{writer}: {text}"))
    }));
    lines
}

fn with<'a, 'q>(
    assessment: &'a Assessment<'q>,
    status: Status,
) -> impl Iterator<Item = &'a Need<'q>> {
    assessment
        .needs
        .iter()
        .filter(move |need| need.status == status)
}

fn row(assessment: &Assessment<'_>, need: &Need<'_>) -> Row {
    let mut cells = vec![Cell::text(&need.question.need)];
    cells.extend(answers::cells(assessment, need));
    cells.push(Cell::text(sentence::sentence(assessment, need)));
    let notes = notes(assessment, need);
    let is_listed = need.status != Status::Agreed
        || !notes.is_empty()
        || cells
            .iter()
            .any(|cell| cell.parts.len() > 1 && !cell.parts[0].names.is_empty());
    Row {
        cells,
        question: Some(need.question.question.clone()),
        notes,
        task: need.decision.as_ref().map(task),
        is_listed,
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

fn notes(assessment: &Assessment<'_>, need: &Need<'_>) -> Vec<Note> {
    let notes = need.notes.iter().flatten().map(|note| Note {
        name: note.writer.name.clone(),
        group: note
            .writer
            .team
            .map(|team| assessment.team(team).label.clone()),
        tone: note.writer.team.map_or(Tone::Plain, hue),
        text: note.text.clone(),
    });
    notes.collect()
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
