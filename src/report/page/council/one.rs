//! The report on one person's answers: a council of one, which settles nothing.

use super::{
    super::{Cell, Column, Details, Page, Row, Section, Table, Tone},
    answers, frame,
    headline::settled,
    hue, notes,
};
use crate::council::{Assessment, Need, Status};

const NOTES: Details = Details {
    heading: "Your notes",
    is_numbered: false,
};

const OTHERS: &str =
    "Others may see it differently: `align council` puts several people's answers together.";

pub(super) fn page(assessment: &Assessment<'_>, label: Option<&str>) -> Page {
    let titles = ["Need", "You", "Lead"];
    let section = Section {
        heading: None,
        details: Some(NOTES),
        rows: assessment
            .needs
            .iter()
            .map(|need| row(assessment, need))
            .collect(),
    };
    let table = Table {
        columns: titles.map(|title| Column::new(title, Tone::Plain)).into(),
        sections: vec![section],
        ..Table::default()
    };
    Page {
        summary: vec![OTHERS.to_owned()],
        tables: vec![table],
        ..frame(assessment, label)
    }
}

/// `By your answers Marketing leads 3 needs and Sales none; 1 is not clear yet.`
pub(super) fn headline(assessment: &Assessment<'_>) -> String {
    let reins = assessment
        .summary
        .lead
        .map(|team| &assessment.team(team).label);
    let reins = reins.map_or(String::new(), |label| format!("{label} takes the reins: "));
    let unclear = match assessment.summary.unclear {
        0 => None,
        1 => Some("1 is not clear yet".to_owned()),
        count => Some(format!("{count} are not clear yet")),
    };
    let clauses: Vec<_> = settled(assessment, 0).into_iter().chain(unclear).collect();
    format!("By your answers {reins}{}.", clauses.join("; "))
}

fn row(assessment: &Assessment<'_>, need: &Need<'_>) -> Row {
    let mut you = answers::cells(assessment, need);
    for cell in &mut you {
        cell.parts.clear();
        cell.text = answers::words(assessment, need.votes);
    }
    you.truncate(1);
    let notes: Vec<_> = notes(assessment, need)
        .into_iter()
        .map(|note| super::Note {
            name: None,
            group: None,
            ..note
        })
        .collect();
    Row {
        cells: [Cell::text(&need.question.need)]
            .into_iter()
            .chain(you)
            .chain([lead(assessment, need)])
            .collect(),
        question: Some(need.question.question.clone()),
        is_listed: !notes.is_empty(),
        notes,
        task: None,
    }
}

fn lead(assessment: &Assessment<'_>, need: &Need<'_>) -> Cell {
    let label = need
        .lead
        .map_or("–", |team| assessment.team(team).label.as_str());
    let decided = if need.status == Status::Decided {
        " (decided)"
    } else {
        ""
    };
    Cell {
        tone: need.lead.map_or(Tone::Soft, hue),
        ..Cell::text(format!("{label}{decided}"))
    }
}
