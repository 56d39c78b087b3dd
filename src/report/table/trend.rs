//! Several councils on a sheet: what each said to a need, and what changed.

use console::Style;

use super::{hue, sheet::Sheet};
use crate::{
    report::wording::{self, TrendPage, TrendRow},
    trend::Change,
};

impl Sheet {
    pub(super) fn trend(&mut self, page: &TrendPage) {
        self.heading(&page.title);
        self.blank();
        self.styled(&page.headline, &Style::new().bold());
        for (words, needs) in &page.changes {
            self.text(&format!("{words}: {needs}."));
        }
        self.blank();
        let mut header = vec!["Need"];
        header.extend(page.labels.iter().map(String::as_str));
        header.push("Change");
        let mut rows: Vec<Vec<String>> =
            page.rows.iter().map(|row| self.trend_cells(row)).collect();
        for (name, cells) in [
            ("Takes the reins", &page.leads),
            ("Answered", &page.answered),
        ] {
            let cells = cells.iter().cloned();
            rows.push(
                [name.to_owned()]
                    .into_iter()
                    .chain(cells)
                    .chain([String::new()])
                    .collect(),
            );
        }
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
}
