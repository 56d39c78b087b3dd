//! The votes of one group on one need, and what follows from them alone.

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::response::{Answer, Position};

/// How often each answer was given. A blank is no answer and never counts as one. Whoever reads
/// counts keeps them so small that all of a council's together fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Votes {
    pub(crate) yes: u64,
    pub(crate) no: u64,
    pub(crate) unsure: u64,
    pub(crate) blank: u64,
}

/// How sure a voice is of its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stance {
    /// As many of those who said yes or no say the same as the consensus asks for.
    Says(Position),
    /// More than half of all, but fewer than that.
    Leans(Position),
    /// No position, and at least half did not know or left it blank.
    DoesNotKnow,
    /// No position, for any other reason.
    IsSplit,
}

impl Votes {
    /// Counts one more respondent; `None` is a blank.
    pub(crate) fn add(&mut self, answer: Option<Answer>) {
        // A `match` jumps, and no processor foresees where to in millions of answers.
        self.yes += u64::from(answer == Some(Answer::Yes));
        self.no += u64::from(answer == Some(Answer::No));
        self.unsure += u64::from(answer == Some(Answer::Unsure));
        self.blank += u64::from(answer.is_none());
    }

    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            yes: self.yes + other.yes,
            no: self.no + other.no,
            unsure: self.unsure + other.unsure,
            blank: self.blank + other.blank,
        }
    }

    pub(crate) const fn respondents(self) -> u64 {
        self.yes + self.no + self.unsure + self.blank
    }

    pub(crate) const fn that_said(self, answer: Option<Answer>) -> u64 {
        match answer {
            Some(Answer::Yes) => self.yes,
            Some(Answer::No) => self.no,
            Some(Answer::Unsure) => self.unsure,
            None => self.blank,
        }
    }

    /// Whether there are as many as these respondents, without a sum that could overflow.
    pub(super) fn are_of(self, respondents: u64) -> bool {
        let mut parts = [self.yes, self.no, self.unsure, self.blank].into_iter();
        parts.try_fold(0, u64::checked_add) == Some(respondents)
    }

    pub(crate) const fn of(self, position: Position) -> u64 {
        match position {
            Position::Yes => self.yes,
            Position::No => self.no,
        }
    }

    /// What more than half of all respondents said, the unsure and the blank included.
    pub(crate) const fn position(self) -> Option<Position> {
        // 2y > m, without a product that could overflow.
        let half = self.respondents() / 2;
        if self.yes > half {
            Some(Position::Yes)
        } else if self.no > half {
            Some(Position::No)
        } else {
            None
        }
    }

    pub(crate) fn stance(self, consensus: u8) -> Stance {
        let percent = u128::from(consensus);
        let is_enough =
            |part: u64, percent: u128, of: u64| 100 * u128::from(part) >= percent * u128::from(of);
        match self.position() {
            Some(position) if is_enough(self.of(position), percent, self.yes + self.no) => {
                Stance::Says(position)
            }
            Some(position) => Stance::Leans(position),
            None if is_enough(self.unsure + self.blank, 50, self.respondents()) => {
                Stance::DoesNotKnow
            }
            None => Stance::IsSplit,
        }
    }

    /// The part of those who said yes or no that said this; `None` where nobody did.
    pub(super) fn share(self, position: Position) -> Option<BigRational> {
        fraction(self.of(position).into(), self.yes + self.no)
    }

    /// (yes − no) / respondents, from −1 to 1; `None` without respondents.
    pub(super) fn lean(self) -> Option<BigRational> {
        fraction(i128::from(self.yes) - i128::from(self.no), self.respondents())
    }
}

fn fraction(numerator: i128, denominator: u64) -> Option<BigRational> {
    (denominator > 0).then(|| BigRational::new(numerator.into(), denominator.into()))
}
