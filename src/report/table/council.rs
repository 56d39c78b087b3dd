//! One council on a sheet: its needs with their votes, a bar a team, and what to talk over.

use console::{Style, measure_text_width};

use super::{
    INDENT, hue,
    sheet::{LIST_UP_TO, Sheet, natural_width},
};
use crate::{
    council::{Status, Votes},
    report::{
        share,
        wording::{self, Item, Page, Row, TeamPart},
    },
};

/// The longest a bar gets, in columns.
const BAR: usize = 16;

/// The shortest a bar may get before it is given a line of its own.
const SHORTEST_BAR: usize = 6;

const fn status_style(status: Status) -> Style {
    match status {
        Status::Agreed => Style::new(),
        Status::Disputed => Style::new().red(),
        Status::Open => Style::new().yellow(),
    }
}

/// Which columns a table has beside the need, the answer and the lead.
#[derive(Clone, Copy)]
struct Columns {
    /// How long the bars of the votes are, if there are votes.
    votes: Option<usize>,
    /// Whether there is the agreement.
    agreement: bool,
}

impl Columns {
    const OF_ONE: Self = Self {
        votes: None,
        agreement: false,
    };

    /// From the widest to the narrowest.
    const OF_MANY: [Self; 4] = [
        Self {
            votes: Some(12),
            agreement: true,
        },
        Self {
            votes: Some(6),
            agreement: true,
        },
        Self {
            votes: Some(6),
            agreement: false,
        },
        Self {
            votes: Some(0),
            agreement: false,
        },
    ];

    fn header(self) -> Vec<&'static str> {
        let votes = self.votes.map(|_| "Votes");
        let agreement = self.agreement.then_some("Agree");
        ["Need"]
            .into_iter()
            .chain(votes)
            .chain(["Answer", "Lead"])
            .chain(agreement)
            .collect()
    }
}

impl Sheet {
    /// The eye's way: who takes the reins, then each need, then what to talk over.
    pub(super) fn council(&mut self, page: &Page) {
        self.heading(&page.title);
        self.styled(&page.headline, &Style::new().bold());
        for sentence in page.answered.iter().chain(&page.agreement) {
            self.text(sentence);
        }
        self.blank();
        self.table(page);
        self.blank();
        self.parts(&page.parts);
        self.agenda(page);
    }

    /// The needs with as much beside them as there is room for.
    fn table(&mut self, page: &Page) {
        let layouts = if page.answered.is_none() {
            &[Columns::OF_ONE][..]
        } else {
            &Columns::OF_MANY
        };
        let tables = layouts.iter().map(|columns| {
            (
                columns.header(),
                page.rows
                    .iter()
                    .map(|row| self.cells(row, *columns))
                    .collect::<Vec<_>>(),
            )
        });
        let tables: Vec<_> = tables.collect();
        let fitting = tables
            .iter()
            .find(|(header, rows)| natural_width(header, rows) <= self.room());
        match (fitting.or(tables.last()), tables.get(1).or(tables.last())) {
            (Some((header, rows)), _) if self.holds(header, rows) => self.grid(header, rows),
            (_, Some((header, rows))) => self.list(header, rows),
            _ => {}
        }
    }

    fn cells(&self, row: &Row, columns: Columns) -> Vec<String> {
        let mut cells = vec![row.need.clone()];
        if let Some(bar) = columns.votes {
            let votes = format!(
                "{} {}",
                self.vote_bar(row.votes, bar),
                wording::votes(row.votes)
            );
            cells.push(votes.trim_start().to_owned());
        }
        cells.push(self.paint(&row.answer, &status_style(row.status)));
        cells.push(self.paint(&row.lead, &row.team.map_or(Style::new(), hue)));
        if columns.agreement {
            cells.push(row.agreement.clone());
        }
        cells
    }

    /// Yes, no and not sure, told apart by shade as well as by colour.
    fn vote_bar(&self, votes: Votes, width: usize) -> String {
        let yes = share(votes.yes, votes.all(), width);
        let no = share(votes.decided(), votes.all(), width) - yes;
        let unsure = width - yes - no;
        [
            self.paint(&"█".repeat(yes), &Style::new().green()),
            self.paint(&"▒".repeat(no), &Style::new().red()),
            self.paint(&"·".repeat(unsure), &Style::new().dim()),
        ]
        .concat()
    }

    /// A line a team: its name, a bar filled as far as it leads, and the same in words. Where that
    /// is too much for one line, the bar stands below.
    fn parts(&mut self, parts: &[TeamPart]) {
        let widest = |text: fn(&TeamPart) -> &String| {
            let widths = parts.iter().map(|part| measure_text_width(text(part)));
            widths.max().unwrap_or_default()
        };
        let label = widest(|part| &part.label);
        let taken = INDENT.len() + label + 2 + widest(|part| &part.words);
        let room = self.options.width.saturating_sub(taken + 2);
        for part in parts {
            let padding = " ".repeat(label - measure_text_width(&part.label));
            if room < SHORTEST_BAR {
                if taken <= self.options.width {
                    self.text(&format!("{}{padding}  {}", part.label, part.words));
                } else {
                    self.text(&part.label);
                    self.text(&part.words);
                }
                let bar = self.bar(part, self.options.width.saturating_sub(INDENT.len()));
                self.lines.push(format!("{INDENT}{bar}"));
            } else {
                let bar = self.bar(part, room);
                let line = format!("{}{padding}  {bar}  {}", part.label, part.words);
                self.lines.push(format!("{INDENT}{line}"));
            }
        }
    }

    /// As long as there is room, filled as far as the team leads its needs.
    fn bar(&self, part: &TeamPart, room: usize) -> String {
        let width = room.min(BAR);
        let filled = share(part.part.leads as u64, part.part.of as u64, width);
        [
            self.paint(&"━".repeat(filled), &hue(part.team)),
            self.paint(&"─".repeat(width - filled), &Style::new().dim()),
        ]
        .concat()
    }

    fn agenda(&mut self, page: &Page) {
        if !page.agenda.is_empty() {
            self.blank();
            self.heading("To talk over");
        }
        for (index, item) in page.agenda.iter().enumerate() {
            self.item(index + 1, item);
        }
        if !page.gaps.is_empty() {
            self.blank();
            self.heading("Settled by count, but not between the teams");
        }
        for gap in &page.gaps {
            self.text(gap);
        }
    }

    fn item(&mut self, number: usize, item: &Item) {
        let start = format!("{INDENT}{number}  ");
        self.hanging(&start, &item.title);
        let inner = " ".repeat(start.len());
        self.hanging(&inner, &item.question);
        for (answer, people) in &item.sides {
            if self.options.width <= LIST_UP_TO {
                self.hanging(&format!("{inner}  "), &format!("{answer}: {people}"));
            } else {
                self.hanging(&format!("{inner}  {answer:<9} "), people);
            }
        }
        for note in &item.notes {
            self.hanging(&format!("{inner}  "), note);
        }
    }
}
