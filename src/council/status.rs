//! What the votes on one need make of it.

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use super::{Position, Votes};

/// Whether the voices are at one about a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// Every voice has the same position, and the mean of their shares reaches the consensus.
    Agreed,
    /// The meeting has decided it, whatever the votes say.
    Decided,
    /// One voice says yes and another no.
    Opposed,
    /// Every other case.
    Unclear,
}

impl Status {
    /// The word that files have for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Decided => "decided",
            Self::Opposed => "opposed",
            Self::Unclear => "unclear",
        }
    }

    /// Whether the meeting still has to talk about it.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Opposed | Self::Unclear)
    }
}

/// What the votes of the voices make of a need, and the answer where they agree on one.
pub(super) fn judge(voices: &[Votes], consensus: u8) -> (Status, Option<Position>) {
    let positions: Vec<_> = voices.iter().map(|voice| voice.position()).collect();
    let has = |position| positions.contains(&Some(position));
    if has(Position::Yes) && has(Position::No) {
        return (Status::Opposed, None);
    }
    // `None` is the smallest, and no two positions differ here.
    let common = positions.iter().min().copied().flatten();
    match common.filter(|common| is_enough(voices, *common, consensus)) {
        Some(answer) => (Status::Agreed, Some(answer)),
        None => (Status::Unclear, None),
    }
}

/// Whether the mean of the voices' shares of a position is at least `consensus`.
fn is_enough(voices: &[Votes], position: Position, consensus: u8) -> bool {
    let shares = voices.iter().filter_map(|voice| voice.share(position));
    let percent = shares.sum::<BigRational>() * BigRational::from_integer(100.into());
    percent >= BigRational::from_integer((usize::from(consensus) * voices.len()).into())
}

/// Half of the largest lean minus the smallest, from 0 to 1; `None` with fewer than two voices.
pub(super) fn distance(voices: &[Votes]) -> Option<BigRational> {
    let leans: Vec<BigRational> = voices.iter().filter_map(|voice| voice.lean()).collect();
    let span = leans.iter().max()? - leans.iter().min()?;
    (leans.len() > 1).then(|| span / BigRational::from_integer(2.into()))
}
