//! The report on one person's answers: a council of one, which settles nothing.

use super::{
    super::{Cell, Column, Details, Entry, Row, Section, Table, Tone},
    answers, hue, notes,
};
use crate::council::{Assessment, Need, Status};

const NOTES: Details = Details { heading: "Your notes", is_numbered: false };

pub(super) const OTHERS: &str =
    "Others may see it differently: `align council` puts several people's answers together.";

pub(super) fn table(assessment: &Assessment<'_>) -> Table {
    let rows = assessment.needs.iter().map(|need| row(assessment, need));
    Table {
        columns: ["Need", "You", "Lead"].map(Column::new).into(),
        sections: vec![Section { heading: None, details: Some(NOTES), rows: rows.collect() }],
        ..Table::default()
    }
}

fn row(assessment: &Assessment<'_>, need: &Need<'_>) -> Row {
    let notes = notes(assessment, need).into_iter();
    let notes: Vec<_> = notes.map(|note| Entry { name: String::new(), ..note }).collect();
    let need_cell = Cell::text(&need.question.need);
    let you = answers::only(assessment, need.votes).toned(super::tone(need.groups[0].group));
    Row {
        question: need.question.question.clone(),
        is_listed: !notes.is_empty(),
        notes,
        ..Row::new(vec![need_cell, you, lead(assessment, need)])
    }
}

fn lead(assessment: &Assessment<'_>, need: &Need<'_>) -> Cell {
    let label = need.lead.map_or("–", |team| &assessment.team(team).label);
    let decided = match need.status {
        Status::Decided => " (decided)",
        _ => "",
    };
    Cell::text(format!("{label}{decided}")).toned(need.lead.map_or(Tone::Soft, hue))
}
