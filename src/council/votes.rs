//! The votes on one need, and what follows from them alone.

use std::cmp::Ordering;

use crate::{questionnaire::Consensus, response::Answer};

/// How often each answer was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Votes {
    /// For yes.
    pub yes: u64,
    /// For no.
    pub no: u64,
    /// For neither.
    pub unsure: u64,
}

impl Votes {
    /// Counts one more answer.
    pub fn add(&mut self, answer: Answer) {
        // Sums, since no processor can foresee which way twelve million answers branch.
        self.yes += u64::from(answer == Answer::Yes);
        self.no += u64::from(answer == Answer::No);
        self.unsure += u64::from(answer == Answer::Unsure);
    }

    /// How many took a position.
    pub const fn decided(self) -> u64 {
        self.yes + self.no
    }

    /// How many there are.
    pub const fn all(self) -> u64 {
        self.decided() + self.unsure
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.unsure += other.unsure;
    }

    /// Agreed, disputed or open: open while no more than half took a position, agreed from the
    /// consensus on.
    pub fn status(self, consensus: Consensus) -> Status {
        let decided = u128::from(self.decided());
        if 2 * decided <= u128::from(self.all()) {
            Status::Open
        } else if 100 * u128::from(self.yes.max(self.no))
            >= u128::from(consensus.percent()) * decided
        {
            Status::Agreed
        } else {
            Status::Disputed
        }
    }

    /// The majority's answer; none where no more than half took a position, or for a tie.
    pub fn verdict(self) -> Option<Verdict> {
        if 2 * u128::from(self.decided()) <= u128::from(self.all()) {
            return None;
        }
        match self.yes.cmp(&self.no) {
            Ordering::Greater => Some(Verdict::Yes),
            Ordering::Less => Some(Verdict::No),
            Ordering::Equal => None,
        }
    }

    /// The chance that two who took a position said the same; none with fewer than two of them.
    ///
    /// `(y(y-1) + n(n-1)) / (d(d-1))`, the agreement on one subject of Fleiss, "Measuring nominal
    /// scale agreement among many raters", Psychological Bulletin 76 (1971), for two categories.
    pub fn agreement(self) -> Option<Ratio> {
        let pairs = |n: u64| u128::from(n) * u128::from(n.saturating_sub(1));
        Ratio::new(pairs(self.yes) + pairs(self.no), pairs(self.decided()))
    }

    /// The share of yes among those who took a position; none if nobody did.
    pub(super) fn share_of_yes(self) -> Option<Ratio> {
        Ratio::new(self.yes.into(), self.decided().into())
    }
}

/// A fraction from 0 to 1, exact until [`Ratio::value`] divides.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

impl Ratio {
    /// The fraction; none if it would divide by zero.
    pub const fn new(numerator: u128, denominator: u128) -> Option<Self> {
        if denominator == 0 {
            None
        } else {
            Some(Self {
                numerator,
                denominator,
            })
        }
    }

    /// The fraction as the nearest floating-point number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count past 2^53 is not of this world"
    )]
    pub fn value(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The fraction in hundredths, rounded half up, for people.
    pub const fn percent(self) -> u128 {
        (200 * self.numerator + self.denominator) / (2 * self.denominator)
    }

    /// What is left when a smaller fraction is taken away.
    pub(super) const fn minus(self, smaller: Self) -> Self {
        Self {
            numerator: self.numerator * smaller.denominator - smaller.numerator * self.denominator,
            denominator: self.denominator * smaller.denominator,
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

/// Whether those who took a position on a need are at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// As many as the consensus asks for say the same.
    Agreed,
    /// They do not.
    Disputed,
    /// No more than half took a position.
    Open,
}

impl Status {
    /// The word that files and people have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Disputed => "disputed",
            Self::Open => "open",
        }
    }
}

/// The council's answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// We need this.
    Yes,
    /// We do not.
    No,
}

impl Verdict {
    /// The word that files and people have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}
