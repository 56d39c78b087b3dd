//! What changed from council to council.
//!
//! Each council has a questionnaire of its own, and may be known by its report alone; so a
//! [`Council`] here stands by itself. Needs are matched by their question's id and by the ids that
//! it had before.

mod council;
mod matching;
#[cfg(test)]
mod tests;

use crate::council::{Position, report::NeedReport};
pub(crate) use crate::decision::Decided;
pub(crate) use council::Council;

/// Several councils, oldest first.
#[derive(Debug, Clone)]
pub(crate) struct Trend {
    /// Two or more.
    pub(crate) councils: Vec<Council>,
    /// How many answered in both of the last two; `None` where names are not known.
    pub(crate) answered_both: Option<usize>,
    /// Those of the last council in its order, then those that earlier ones asked.
    pub(crate) needs: Vec<NeedOverTime>,
}

/// One need from council to council.
#[derive(Debug, Clone)]
pub(crate) struct NeedOverTime {
    /// What the last council that asked for it calls it.
    pub(crate) id: String,
    pub(crate) need: String,
    /// What each council says of it; `None` where it was not asked.
    pub(crate) states: Vec<Option<NeedReport>>,
    /// Between the last two councils.
    pub(crate) change: Option<Change>,
    /// What the council before the last decided, or else the last one, and which it was.
    pub(crate) decision: Option<(usize, Decided)>,
}

/// What can change between two councils. A need without an answer is opposed or unclear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub(crate) enum Change {
    /// Needed now, and not before.
    New,
    /// Needed both times.
    #[value(skip)]
    Standing,
    /// Needed before, and not now.
    #[value(skip)]
    Met,
    /// Without an answer before, not needed now.
    #[value(skip)]
    Settled,
    /// Needed before, without an answer now.
    Unsettled,
    /// Not needed before, without an answer now.
    Reopened,
    /// Not the same teams answered.
    #[value(skip)]
    Incomparable,
}

impl Change {
    pub(crate) const ALL: [Self; 7] = [
        Self::New,
        Self::Standing,
        Self::Met,
        Self::Settled,
        Self::Unsettled,
        Self::Reopened,
        Self::Incomparable,
    ];

    /// The change from one answer to the next, if it is one.
    pub(crate) const fn between(before: Option<Position>, now: Option<Position>) -> Option<Self> {
        use Position::{No, Yes};
        match (before, now) {
            (Some(Yes), Some(Yes)) => Some(Self::Standing),
            (Some(Yes), Some(No)) => Some(Self::Met),
            (Some(Yes), None) => Some(Self::Unsettled),
            (_, Some(Yes)) => Some(Self::New),
            (None, Some(No)) => Some(Self::Settled),
            (Some(No), None) => Some(Self::Reopened),
            (Some(No), Some(No)) | (None, None) => None,
        }
    }

    /// The word that files have for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Standing => "standing",
            Self::Met => "met",
            Self::Settled => "settled",
            Self::Unsettled => "unsettled",
            Self::Reopened => "reopened",
            Self::Incomparable => "incomparable",
        }
    }
}

impl Trend {
    /// Lays two or more councils side by side, oldest first.
    pub(crate) fn new(councils: Vec<Council>) -> Self {
        let mut trend = Self { needs: matching::rows(&councils), answered_both: None, councils };
        if let Some((before, now)) = trend.last_two() {
            let people = before.people.as_ref().zip(now.people.as_ref());
            let both = people.map(|(before, now)| before.intersection(now).count());
            let is_comparable = before.voices == now.voices;
            trend.answered_both = both;
            for need in &mut trend.needs {
                need.change = need.last_change(is_comparable);
            }
        }
        trend
    }

    /// The council before the last one, and the last one.
    pub(crate) fn last_two(&self) -> Option<(&Council, &Council)> {
        match self.councils.as_slice() {
            [.., before, now] => Some((before, now)),
            _ => None,
        }
    }

    /// What people call a team, by the last council that names it.
    pub(crate) fn team_label<'a>(&'a self, id: &'a str) -> &'a str {
        let councils = self.councils.iter().rev();
        let mut teams = councils.flat_map(|council| &council.teams).map(|count| &count.team);
        teams.find(|team| team.id == id).map_or(id, |team| &team.label)
    }

    pub(crate) fn count(&self, change: Change) -> usize {
        let needs = self.needs.iter();
        needs.filter(|need| need.change == Some(change)).count()
    }
}

impl NeedOverTime {
    /// What the last council says of it, if it asked.
    pub(crate) fn now(&self) -> Option<&NeedReport> {
        self.states.last()?.as_ref()
    }

    fn last_change(&self, is_comparable: bool) -> Option<Change> {
        let [.., Some(before), Some(now)] = self.states.as_slice() else {
            return None;
        };
        if is_comparable {
            Change::between(before.answer, now.answer)
        } else {
            Some(Change::Incomparable)
        }
    }
}
