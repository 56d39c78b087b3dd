//! The report on one person's answers: a council of one, which settles nothing.

use super::{
    super::{Cell, Column, Details, Page, Row, Section, Table, Tone},
    answers, frame, hue, notes,
};
use crate::{
    council::{Assessment, Need, Position, Status},
    questionnaire::TeamIndex,
    text::{Count, List},
};

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
    let reins = assessment.summary.lead;
    let teams = assessment.questionnaire.teams();
    let mut leads: Vec<_> = teams.map(|(index, _)| index).collect();
    // The sort is stable: the others stay in the questionnaire's order.
    leads.sort_by_key(|team| Some(*team) != reins);
    let clause = |(index, team): (usize, &TeamIndex)| {
        let count = assessment.summary.teams[team.position()].leads;
        let label = &assessment.team(*team).label;
        let needs = Count(count as u64, "need");
        match (index, count) {
            (0, _) if reins.is_some() => format!("{label} takes the reins: it leads {needs}"),
            (0, 0) => format!("{label} leads no need"),
            (0, _) => format!("{label} leads {needs}"),
            (_, 0) => format!("{label} none"),
            (_, count) => format!("{label} {count}"),
        }
    };
    let leads: Vec<_> = leads.iter().enumerate().map(clause).collect();
    let leads = List(&leads, "and");
    format!(
        "By your answers {leads}{}{}.",
        unneeded(assessment),
        unclear(assessment)
    )
}

fn unneeded(assessment: &Assessment<'_>) -> String {
    let no = |need: &&Need<'_>| need.answer == Some(Position::No);
    match assessment.needs.iter().filter(no).count() {
        0 => String::new(),
        1 => "; 1 is not needed".to_owned(),
        count => format!("; {count} are not needed"),
    }
}

fn unclear(assessment: &Assessment<'_>) -> String {
    match assessment.summary.unclear {
        0 => String::new(),
        1 => "; 1 is not clear yet".to_owned(),
        count => format!("; {count} are not clear yet"),
    }
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
