//! The page on one council: who leads what and what to talk over come first, for whoever has ten
//! seconds; votes, names and notes come below.

use std::{
    fmt::{self, Display, Formatter},
    io::{self, Write},
};

use super::{
    super::wording::{self, Item, Page, Row, TeamPart},
    Escaped, FOOT, Head,
    bars::{TeamBar, VoteBar, hue},
};
use crate::council::Status;

pub(super) fn write(page: &Page, out: &mut impl Write) -> io::Result<()> {
    let head = Head {
        title: &page.title,
        headline: &page.headline,
    };
    write!(out, "{head}")?;
    if let Some(answered) = &page.answered {
        let agreement = page.agreement.as_deref().unwrap_or_default();
        writeln!(out, "<p>{}. {}</p>", Escaped(answered), Escaped(agreement))?;
    }
    writeln!(out, "</header>\n<main>")?;
    glance(page, out)?;
    table(page, out)?;
    agenda(page, out)?;
    gaps(page, out)?;
    out.write_all(FOOT.as_bytes())
}

/// A card a team with the needs it leads, and one with what to talk over.
fn glance(page: &Page, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<div class=\"cards\">")?;
    for part in &page.parts {
        let needs = page.rows.iter().filter(|row| row.team == Some(part.team));
        write!(out, "{}", Card(part, needs.collect()))?;
    }
    if !page.agenda.is_empty() {
        writeln!(out, "<section class=\"card talk\"><h2>To talk over</h2>")?;
        writeln!(out, "<ol>")?;
        for (index, item) in page.agenda.iter().enumerate() {
            let title = Escaped(&item.title);
            writeln!(out, "<li><a href=\"#talk-{}\">{title}</a></li>", index + 1)?;
        }
        writeln!(out, "</ol></section>")?;
    }
    writeln!(out, "</div>")
}

/// One team and the needs it leads.
struct Card<'a>(&'a TeamPart, Vec<&'a Row>);

impl Display for Card<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(part, needs) = self;
        let (label, hue) = (Escaped(&part.label), hue(part.team));
        writeln!(
            f,
            "<section class=\"card {hue}\"><h2>{label} <small>{}</small></h2>",
            Escaped(&part.words)
        )?;
        writeln!(f, "{}", TeamBar(part.team, part.part))?;
        if needs.is_empty() {
            return writeln!(f, "<p>Nothing, for now.</p></section>");
        }
        writeln!(f, "<ul>")?;
        for row in needs {
            writeln!(f, "<li>{}{}</li>", Escaped(&row.need), doubt(row.status))?;
        }
        writeln!(f, "</ul></section>")
    }
}

/// A word beside a need that a team leads although not all are at one.
const fn doubt(status: Status) -> &'static str {
    match status {
        Status::Disputed => " <small>disputed</small>",
        Status::Agreed | Status::Open => "",
    }
}

fn table(page: &Page, out: &mut impl Write) -> io::Result<()> {
    let with_votes = page.answered.is_some();
    let columns: &[&str] = if with_votes {
        &["Need", "Votes", "Answer", "Lead", "Agreement"]
    } else {
        &["Need", "Answer", "Lead"]
    };
    writeln!(
        out,
        "<table>\n<caption>Every need and who leads it</caption>"
    )?;
    write!(out, "<thead><tr>")?;
    for column in columns {
        write!(out, "<th scope=\"col\" class=\"fixed\">{column}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in &page.rows {
        writeln!(out, "{}", TableRow { row, with_votes })?;
    }
    writeln!(out, "</tbody>\n</table>")
}

struct TableRow<'a> {
    row: &'a Row,
    with_votes: bool,
}

impl Display for TableRow<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let row = self.row;
        write!(f, "<tr><th scope=\"row\">{}</th>", Escaped(&row.need))?;
        if self.with_votes {
            let bar = VoteBar(row.votes);
            let words = wording::votes(row.votes);
            write!(f, "<td data-is=\"Votes\">{bar} {words}</td>")?;
        }
        let status = row.status.word();
        let answer = Escaped(&row.answer);
        write!(f, "<td data-is=\"Answer\" class=\"{status}\">{answer}</td>")?;
        let hue = row.team.map_or("none".to_owned(), hue);
        let lead = Escaped(&row.lead);
        write!(
            f,
            "<td data-is=\"Lead\"><span class=\"{hue}\">{lead}</span></td>"
        )?;
        if self.with_votes {
            write!(f, "<td data-is=\"Agreement\">{}</td>", row.agreement)?;
        }
        f.write_str("</tr>")
    }
}

fn agenda(page: &Page, out: &mut impl Write) -> io::Result<()> {
    if page.agenda.is_empty() {
        return Ok(());
    }
    // Of one respondent there is nothing to tell apart, only the question and the notes.
    let heading = match page.answered {
        Some(_) => "Who said what",
        None => "What to ask again",
    };
    writeln!(out, "<section class=\"agenda\"><h2>{heading}</h2>\n<ol>")?;
    for (index, item) in page.agenda.iter().enumerate() {
        writeln!(out, "{}", Talk(index + 1, item))?;
    }
    writeln!(out, "</ol></section>")
}

/// One item of the agenda, under the number that the card refers to.
struct Talk<'a>(usize, &'a Item);

impl Display for Talk<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(number, item) = self;
        let title = Escaped(&item.title);
        writeln!(f, "<li id=\"talk-{number}\"><h3>{title}</h3>")?;
        writeln!(f, "<p>{}</p>", Escaped(&item.question))?;
        if !item.sides.is_empty() {
            writeln!(f, "<dl>")?;
        }
        for (answer, people) in &item.sides {
            let people = Escaped(people);
            writeln!(f, "<div><dt>{answer}</dt><dd>{people}</dd></div>")?;
        }
        if !item.sides.is_empty() {
            writeln!(f, "</dl>")?;
        }
        for note in &item.notes {
            writeln!(f, "<blockquote>{}</blockquote>", Escaped(note))?;
        }
        f.write_str("</li>")
    }
}

fn gaps(page: &Page, out: &mut impl Write) -> io::Result<()> {
    if page.gaps.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<section><h2>Settled by count, but not between the teams</h2>\n<ul>"
    )?;
    for gap in &page.gaps {
        writeln!(out, "<li>{}</li>", Escaped(gap))?;
    }
    writeln!(out, "</ul></section>")
}
