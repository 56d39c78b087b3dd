//! The report for the terminal. Width and colour are told; nothing is looked up.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use console::{Style, measure_text_width};

use super::{
    Look, Report, share,
    wording::{self, Item, Page, Row, TeamPart, TrendPage, TrendRow},
};
use crate::{
    council::{Status, Votes},
    questionnaire::TeamIndex,
    text::wrap,
    trend::Change,
};

/// Up to this many columns a list reads better than a table.
const LIST_UP_TO: usize = 40;

/// The columns that needs must have where they wrap; other cells never do.
const NEED_AT_LEAST: usize = 12;

/// The space between two columns of a table.
const GAP: u16 = 2;

/// The space left of everything but headings.
const INDENT: &str = "  ";

/// The longest a bar gets, in columns.
const BAR: usize = 16;

/// The shortest a bar may get before it is given a line of its own.
const SHORTEST_BAR: usize = 6;

/// Writes the report.
///
/// # Errors
///
/// What `out` says.
pub fn write(report: &Report<'_>, look: Look, out: &mut impl Write) -> io::Result<()> {
    let mut sheet = Sheet {
        look,
        lines: Vec::new(),
    };
    match report {
        Report::Council(assessment) => sheet.council(&Page::of(assessment)),
        Report::Trend(trend) => sheet.trend(&TrendPage::of(trend)),
    }
    sheet
        .lines
        .iter()
        .try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// The hue of a team, the same wherever it shows.
fn hue(team: TeamIndex) -> Style {
    match team.position() % 4 {
        0 => Style::new().cyan(),
        1 => Style::new().magenta(),
        2 => Style::new().blue(),
        _ => Style::new().yellow(),
    }
}

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

/// The lines of a report as they come.
struct Sheet {
    look: Look,
    lines: Vec<String>,
}

impl Sheet {
    /// The eye's way: who takes the reins, then each need, then what to talk over.
    fn council(&mut self, page: &Page) {
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

    /// The columns right of the indent.
    fn room(&self) -> usize {
        self.look.width.saturating_sub(INDENT.len())
    }

    /// Whether a table can be read in this width, with nothing wrapped but a need here and there.
    fn holds(&self, header: &[&str], rows: &[Vec<String>]) -> bool {
        let fits = natural_width(header, rows) <= self.room();
        let wraps = self.room_for_needs(header, rows) >= NEED_AT_LEAST;
        self.look.width > LIST_UP_TO && (fits || wraps)
    }

    /// The columns that are left for the needs beside all other cells, each in one line.
    fn room_for_needs(&self, header: &[&str], rows: &[Vec<String>]) -> usize {
        let others: Vec<_> = rows.iter().map(|row| row[1..].to_vec()).collect();
        let others = natural_width(&header[1..], &others) + usize::from(GAP);
        self.room().saturating_sub(others)
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

    /// A paragraph a row: the first cell, and the others under it with their names.
    fn list(&mut self, header: &[&str], rows: &[Vec<String>]) {
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            for (column, cell) in row.iter().enumerate() {
                let name = header.get(column).copied().unwrap_or_default();
                match column {
                    0 => self.text(cell),
                    _ if cell.is_empty() => {}
                    _ => self.hanging("    ", &format!("{name}: {cell}")),
                }
            }
        }
    }

    /// A table whose needs wrap where they must. The library does not do it: told a width, it
    /// breaks any cell, even where all would just fit.
    fn grid(&mut self, header: &[&str], rows: &[Vec<String>]) {
        let room = self.room_for_needs(header, rows);
        let mut table = Table::new();
        table
            .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')))
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(
                header
                    .iter()
                    .map(|name| self.paint(name, &Style::new().bold()))
                    .collect::<Vec<_>>(),
            );
        for row in rows {
            let need = wrap(&row[0], room).join("\n");
            table.add_row([&need].into_iter().chain(&row[1..]));
        }
        for column in table.column_iter_mut() {
            column
                .set_padding((0, GAP))
                .set_cell_alignment(CellAlignment::Left);
        }
        if let Some(last) = table.column_mut(header.len() - 1) {
            last.set_padding((0, 0));
        }
        self.lines
            .extend(table.lines().map(|line| format!("{INDENT}{line}")));
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
        let room = self.look.width.saturating_sub(taken + 2);
        for part in parts {
            let padding = " ".repeat(label - measure_text_width(&part.label));
            if room < SHORTEST_BAR {
                if taken <= self.look.width {
                    self.text(&format!("{}{padding}  {}", part.label, part.words));
                } else {
                    self.text(&part.label);
                    self.text(&part.words);
                }
                let bar = self.bar(part, self.look.width.saturating_sub(INDENT.len()));
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
            if self.look.width <= LIST_UP_TO {
                self.hanging(&format!("{inner}  "), &format!("{answer}: {people}"));
            } else {
                self.hanging(&format!("{inner}  {answer:<9} "), people);
            }
        }
        for note in &item.notes {
            self.hanging(&format!("{inner}  "), note);
        }
    }

    fn trend(&mut self, page: &TrendPage) {
        self.heading(&page.title);
        self.blank();
        self.styled(&page.headline, &Style::new().bold());
        self.blank();
        let mut header = vec!["Need"];
        header.extend(page.labels.iter().map(String::as_str));
        header.push("Change");
        let mut rows: Vec<Vec<String>> =
            page.rows.iter().map(|row| self.trend_cells(row)).collect();
        let mut last = vec!["Takes the reins".to_owned()];
        last.extend(page.leads.iter().cloned());
        last.push(String::new());
        rows.push(last);
        if self.holds(&header, &rows) {
            self.grid(&header, &rows);
        } else {
            self.list(&header, &rows);
        }
    }

    fn trend_cells(&self, row: &TrendRow) -> Vec<String> {
        let style = match row.change {
            Some(Change::New) => Style::new().yellow(),
            Some(Change::Met) => Style::new().green(),
            Some(Change::Unsettled) => Style::new().red(),
            Some(Change::Standing) | None => Style::new(),
        };
        let mut cells = vec![row.need.clone()];
        cells.extend(
            row.cells
                .iter()
                .map(|cell| self.paint(&cell.words, &cell.team.map_or(Style::new(), hue))),
        );
        cells.push(self.paint(wording::change(row.change), &style));
        cells
    }

    fn heading(&mut self, text: &str) {
        let style = Style::new().bold();
        for line in wrap(text, self.look.width) {
            let line = self.paint(&line, &style);
            self.lines.push(line);
        }
    }

    fn text(&mut self, text: &str) {
        self.hanging(INDENT, text);
    }

    fn styled(&mut self, text: &str, style: &Style) {
        for line in wrap(text, self.room()) {
            let line = format!("{INDENT}{}", self.paint(&line, style));
            self.lines.push(line);
        }
    }

    /// Text behind a beginning, its further lines as far in as its first.
    fn hanging(&mut self, start: &str, text: &str) {
        let indent = measure_text_width(start);
        let room = self.look.width.saturating_sub(indent);
        for (index, line) in wrap(text, room).into_iter().enumerate() {
            let start = if index == 0 {
                start.to_owned()
            } else {
                " ".repeat(indent)
            };
            self.lines.push(start + &line);
        }
    }

    fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// The text in a style, where there is colour at all.
    fn paint(&self, text: &str, style: &Style) -> String {
        if self.look.color && !text.is_empty() {
            style.clone().force_styling(true).apply_to(text).to_string()
        } else {
            text.to_owned()
        }
    }
}

/// How wide a table is whose cells all stand in one line.
fn natural_width(header: &[&str], rows: &[Vec<String>]) -> usize {
    let columns: usize = (0..header.len())
        .map(|column| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| measure_text_width(cell));
            cells
                .chain([measure_text_width(header[column])])
                .max()
                .unwrap_or_default()
        })
        .sum();
    columns + usize::from(GAP) * header.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_but_never_nothing_of_something() {
        assert_eq!(share(0, 3, 16), 0);
        assert_eq!(share(1, 3, 16), 5);
        assert_eq!(share(2, 3, 16), 11);
        assert_eq!(share(3, 3, 16), 16);
        assert_eq!(share(1, 1000, 16), 1);
        assert_eq!(share(1, 0, 16), 0);
        assert_eq!(share(1, 2, 0), 0);
        assert_eq!(share(u64::MAX, u64::MAX, 16), 16);
    }

    #[test]
    fn a_table_is_as_wide_as_its_widest_cells_and_the_gaps_between() {
        let rows = [
            vec!["日本".to_owned(), "\u{1b}[36mno\u{1b}[0m".to_owned()],
            vec!["a".to_owned(), "yes".to_owned()],
        ];
        assert_eq!(natural_width(&["N", "A"], &rows), 4 + 2 + 3);
        assert_eq!(natural_width(&["Needs", "Answer"], &[]), 5 + 2 + 6);
    }
}
