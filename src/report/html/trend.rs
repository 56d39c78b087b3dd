//! The page on several councils: a small picture a need, and the table that says the same in words.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
    io::{self, Write},
};

use super::{
    super::wording::{self, TrendPage, TrendRow},
    Escaped, FOOT, Head,
    bars::{Strip, hue},
};
use crate::{questionnaire::TeamIndex, trend::Change};

pub(super) fn write(page: &TrendPage, out: &mut impl Write) -> io::Result<()> {
    let head = Head {
        title: &page.title,
        headline: &page.headline,
    };
    write!(out, "{head}")?;
    for (words, needs) in &page.changes {
        let (words, needs) = (Escaped(words), Escaped(needs));
        writeln!(out, "<p>{words}: <strong>{needs}</strong></p>")?;
    }
    if let (Some(label), Some(lead)) = (page.labels.last(), page.leads.last()) {
        let (label, lead) = (Escaped(label), Escaped(lead));
        writeln!(
            out,
            "<p>Takes the reins in {label}: <strong>{lead}</strong></p>"
        )?;
    }
    writeln!(out, "</header>\n<main>")?;
    multiples(page, out)?;
    table(page, out)?;
    out.write_all(FOOT.as_bytes())
}

/// A card a need, side by side and all on one scale, so that they can be compared at a glance.
fn multiples(page: &TrendPage, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "<section><h2>Need by need, oldest council first</h2>\n<p class=\"key\">{KEY}"
    )?;
    for (team, label) in leaders(page) {
        let (hue, label) = (hue(team), Escaped(label));
        writeln!(out, "<span class=\"{hue}\">{label}</span>")?;
    }
    writeln!(out, "</p>")?;
    writeln!(out, "<div class=\"cards strips\">")?;
    for row in &page.rows {
        let labels = &page.labels;
        write!(out, "{}", Multiple { row, labels })?;
    }
    writeln!(out, "</div></section>")
}

/// What the shapes of a strip mean.
const KEY: &str = "A full box: needed, in the hue of the team that led. A low box: not needed. \
                   A line: no answer.";

/// Every team that ever led a need, once.
fn leaders(page: &TrendPage) -> BTreeMap<TeamIndex, &str> {
    let cells = page.rows.iter().flat_map(|row| &row.cells);
    cells
        .filter_map(|cell| Some((cell.team?, cell.words.as_str())))
        .collect()
}

struct Multiple<'a> {
    row: &'a TrendRow,
    labels: &'a [String],
}

impl Display for Multiple<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { row, labels } = *self;
        let need = Escaped(&row.need);
        writeln!(f, "<figure class=\"card\"><figcaption>{need}</figcaption>")?;
        writeln!(f, "{}", Strip { row, labels })?;
        if let (Some(first), Some(last)) = (labels.first(), labels.last()) {
            let (first, last) = (Escaped(first), Escaped(last));
            writeln!(
                f,
                "<p class=\"span\"><span>{first}</span> → <span>{last}</span></p>"
            )?;
        }
        writeln!(f, "{}</figure>", Chip(row.change))
    }
}

/// The change, if there is one.
struct Chip(Option<Change>);

impl Display for Chip {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let class = self.0.map_or("none", Change::word);
        let words = if self.0.is_some() {
            wording::change(self.0)
        } else {
            "no change"
        };
        write!(f, "<span class=\"chip {class}\">{words}</span>")
    }
}

fn table(page: &TrendPage, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "<table>\n<caption>Who led each need, council by council</caption>"
    )?;
    write!(out, "<thead><tr><th scope=\"col\">Need</th>")?;
    for label in &page.labels {
        write!(out, "<th scope=\"col\">{}</th>", Escaped(label))?;
    }
    writeln!(out, "<th scope=\"col\">Change</th></tr></thead>\n<tbody>")?;
    for row in &page.rows {
        writeln!(out, "{}", TableRow(page, row))?;
    }
    writeln!(out, "</tbody>\n<tfoot>{}</tfoot>\n</table>", LastRow(page))
}

struct TableRow<'a>(&'a TrendPage, &'a TrendRow);

impl Display for TableRow<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(page, row) = self;
        write!(f, "<tr><th scope=\"row\">{}</th>", Escaped(&row.need))?;
        for (label, cell) in page.labels.iter().zip(&row.cells) {
            let (label, words) = (Escaped(label), Escaped(&cell.words));
            let hue = cell.team.map_or("none".to_owned(), hue);
            write!(
                f,
                "<td data-is=\"{label}\"><span class=\"{hue}\">{words}</span></td>"
            )?;
        }
        write!(f, "<td data-is=\"Change\">{}</td></tr>", Chip(row.change))
    }
}

/// Who took the reins in each council.
struct LastRow<'a>(&'a TrendPage);

impl Display for LastRow<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let page = self.0;
        write!(f, "<tr><th scope=\"row\">Takes the reins</th>")?;
        for (label, lead) in page.labels.iter().zip(&page.leads) {
            let (label, lead) = (Escaped(label), Escaped(lead));
            write!(f, "<td data-is=\"{label}\">{lead}</td>")?;
        }
        write!(f, "<td></td></tr>")
    }
}
