//! Bars and strips as inline SVG. Each says in words what it shows; shape and place tell its parts
//! apart as well as colour does.

use std::fmt::{self, Display, Formatter};

use super::{
    super::{
        share,
        wording::{TrendCell, TrendRow},
    },
    Escaped,
};
use crate::{
    council::{Ratio, TeamSummary, Verdict, Votes},
    questionnaire::TeamIndex,
};

/// The length of a bar, in the units of its own picture.
const LENGTH: usize = 240;

/// The class that gives a team its hue, the same wherever it shows.
pub(super) fn hue(team: TeamIndex) -> String {
    format!("t{}", team.position() % 4)
}

/// Yes high, no half as high, and a thin line for those who took no position.
pub(super) struct VoteBar(pub(super) Votes);

impl Display for VoteBar {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let votes = self.0;
        let yes = share(votes.yes, votes.all(), LENGTH);
        let decided = share(votes.decided(), votes.all(), LENGTH);
        start(f, LENGTH, 16, format_args!("{}", shares(votes)))?;
        rect(f, "yes", (0, 0), (yes, 16))?;
        rect(f, "no", (yes, 8), (decided.saturating_sub(yes), 8))?;
        rect(f, "unsure", (decided, 13), (LENGTH - decided, 3))?;
        f.write_str("</svg>")
    }
}

/// `67% yes, 33% no`, without what nobody said.
fn shares(votes: Votes) -> String {
    let all = [
        (votes.yes, "yes"),
        (votes.no, "no"),
        (votes.unsure, "not sure"),
    ];
    let shares: Vec<_> = all
        .iter()
        .filter(|(count, _)| *count > 0)
        .filter_map(|(count, answer)| {
            let share = Ratio::new((*count).into(), votes.all().into())?;
            Some(format!("{}% {answer}", share.percent()))
        })
        .collect();
    shares.join(", ")
}

/// As long as the team has needs, filled as far as it leads.
pub(super) struct TeamBar(pub(super) TeamIndex, pub(super) TeamSummary);

impl Display for TeamBar {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(team, part) = self;
        let leads = share(part.leads as u64, part.of as u64, LENGTH);
        let percent = Ratio::new(part.leads as u128, part.of as u128).map_or(0, Ratio::percent);
        start(
            f,
            LENGTH,
            10,
            format_args!("leads {percent}% of its own needs"),
        )?;
        rect(f, "rest", (0, 0), (LENGTH, 10))?;
        rect(f, &hue(*team), (0, 0), (leads, 10))?;
        f.write_str("</svg>")
    }
}

/// One need from council to council: a full box where it was needed, a low one where it was not,
/// a line where there was no answer.
pub(super) struct Strip<'a> {
    pub(super) row: &'a TrendRow,
    pub(super) labels: &'a [String],
}

/// The width of one council in a strip, its gap included.
const STEP: usize = 28;

/// The height of a strip.
const HEIGHT: usize = 24;

impl Display for Strip<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let width = STEP * self.row.cells.len();
        start(f, width, HEIGHT, format_args!("{}", Escaped(self.words())))?;
        for (index, cell) in self.row.cells.iter().enumerate() {
            let (class, height) = options(cell);
            let corner = (index * STEP + 2, HEIGHT - height);
            rect(f, &class, corner, (STEP - 4, height))?;
        }
        f.write_str("</svg>")
    }
}

impl Strip<'_> {
    fn words(&self) -> String {
        let cells = self.labels.iter().zip(&self.row.cells);
        let said: Vec<_> = cells
            .map(|(label, cell)| match cell.verdict {
                Some(verdict) => format!("{label}: {}", verdict.word()),
                None => format!("{label}: no answer"),
            })
            .collect();
        said.join("; ")
    }
}

fn options(cell: &TrendCell) -> (String, usize) {
    match (cell.verdict, cell.team) {
        (Some(Verdict::Yes), Some(team)) => (hue(team), HEIGHT),
        (Some(Verdict::Yes), None) => ("yes".to_owned(), HEIGHT),
        (Some(Verdict::No), _) => ("rest".to_owned(), 7),
        (None, _) => ("unsure".to_owned(), 2),
    }
}

fn start(
    f: &mut Formatter<'_>,
    width: usize,
    height: usize,
    label: fmt::Arguments<'_>,
) -> fmt::Result {
    write!(
        f,
        "<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">"
    )
}

/// A rectangle, unless it would be of no width.
fn rect(
    f: &mut Formatter<'_>,
    class: &str,
    (x, y): (usize, usize),
    (width, height): (usize, usize),
) -> fmt::Result {
    if width == 0 {
        return Ok(());
    }
    write!(
        f,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
    )
}
