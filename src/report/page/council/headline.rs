//! What a council says in a few sentences.

use crate::{
    council::{Assessment, Need, Pattern, Position, Privacy},
    questionnaire::TeamIndex,
    text::{Count, List},
};

/// Up to how many needs are named in a sentence; more are counted.
const NAMED_UP_TO: usize = 4;

/// Up to how many people are named who have not answered; more are counted.
const MISSING_UP_TO: usize = 12;

/// What to know if nothing else is read. It fits a chat message.
pub(crate) fn headline(assessment: &Assessment<'_>) -> String {
    if assessment.is_of_one() {
        return super::one::headline(assessment);
    }
    let sentences = [
        absence(assessment),
        reins(assessment),
        Some(agreement(assessment)),
        difference(assessment),
        unclear(assessment),
    ];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Who answered, who did not, and what is kept back.
pub(super) fn summary(assessment: &Assessment<'_>) -> Vec<String> {
    let answered = [answered(assessment), missing(assessment)];
    let answered: String = answered.concat();
    [Some(answered), privacy(assessment)]
        .into_iter()
        .flatten()
        .collect()
}

fn absence(assessment: &Assessment<'_>) -> Option<String> {
    let absent = &assessment.respondents.absent;
    let teams = assessment.questionnaire.teams();
    let heard: Vec<_> = teams.filter(|(team, _)| !absent.contains(team)).collect();
    let heard: Vec<_> = heard.iter().map(|(_, team)| team.label.as_str()).collect();
    (!absent.is_empty()).then(|| {
        format!(
            "This is the view of {} alone, not a council: nobody from {} has answered.",
            List(&heard, "and"),
            List(&labels(assessment, absent), "or"),
        )
    })
}

fn labels<'a>(assessment: &'a Assessment<'_>, teams: &[TeamIndex]) -> Vec<&'a str> {
    let label = |team: &TeamIndex| assessment.team(*team).label.as_str();
    teams.iter().map(label).collect()
}

fn reins(assessment: &Assessment<'_>) -> Option<String> {
    let team = assessment.team(assessment.summary.lead?);
    Some(format!("{} takes the reins.", team.label))
}

fn agreement(assessment: &Assessment<'_>) -> String {
    let summary = &assessment.summary;
    let needs = assessment.needs.len();
    let who = match assessment.respondents.absent.is_empty() {
        true => "You agree",
        false => "Those who answered agree",
    };
    let agreed = match summary.agreed {
        0 => format!("{who} on none of {}", these(needs)),
        agreed if agreed == needs => format!("{who} on {}", all(needs)),
        agreed => format!("{who} on {agreed} of {needs} needs"),
    };
    let decided = match summary.decided {
        0 => String::new(),
        decided => format!(" and have decided {decided}"),
    };
    match settled(assessment, NAMED_UP_TO) {
        Some(settled) => format!("{agreed}{decided}: {settled}."),
        None => format!("{agreed}{decided}."),
    }
}

fn these(needs: usize) -> String {
    match needs {
        1 => "the one need".to_owned(),
        _ => format!("the {needs} needs"),
    }
}

fn all(needs: usize) -> String {
    match needs {
        1 => "the one need".to_owned(),
        2 => "both needs".to_owned(),
        _ => format!("all {needs} needs"),
    }
}

/// Who leads what of that which is agreed or decided, and what nobody needs. Needs are named where
/// there are few.
pub(super) fn settled(assessment: &Assessment<'_>, named_up_to: usize) -> Option<String> {
    let settled = assessment
        .needs
        .iter()
        .filter(|need| !need.status.is_open());
    let (no, yes): (Vec<_>, Vec<_>) = settled.partition(|need| need.answer == Some(Position::No));
    let is_named = no.len() + yes.len() <= named_up_to;
    let verb = if no.len() == 1 { "is" } else { "are" };
    let unneeded = match no.len() {
        0 => None,
        _ if is_named => Some(format!("{} {verb} not needed", names(&no))),
        _ if yes.is_empty() && !assessment.is_of_one() => Some("none of them is needed".to_owned()),
        count => Some(format!("{count} {verb} not needed")),
    };
    let leads = (!yes.is_empty()).then(|| leads(assessment, &yes, is_named));
    let clauses: Vec<_> = leads.into_iter().chain(unneeded).collect();
    (!clauses.is_empty()).then(|| clauses.join("; "))
}

/// `so far Marketing leads 1 need (“New content offer”) and Sales none`
fn leads(assessment: &Assessment<'_>, needed: &[&Need<'_>], is_named: bool) -> String {
    let mut clauses = Vec::new();
    let mut without = Vec::new();
    for (index, team) in assessment.questionnaire.teams() {
        let own = needed
            .iter()
            .copied()
            .filter(|need| need.lead == Some(index));
        let own: Vec<_> = own.collect();
        let leads = match clauses.len() {
            _ if own.is_empty() => {
                without.push(team.label.as_str());
                continue;
            }
            0 => format!("{} {}", verb(assessment), Count(own.len() as u64, "need")),
            _ => own.len().to_string(),
        };
        let names = is_named.then(|| format!(" ({})", names(&own)));
        let is_named_before = assessment.is_of_one() && assessment.summary.lead == Some(index);
        let label = match clauses.len() {
            0 if is_named_before => "it",
            _ => &team.label,
        };
        clauses.push(format!("{label} {leads}{}", names.unwrap_or_default()));
    }
    match without.as_slice() {
        [] => {}
        [team] => clauses.push(format!("{team} none")),
        _ => clauses.push("the other teams none".to_owned()),
    }
    let is_final = assessment.agenda.is_empty() || assessment.summary.lead.is_some();
    let so_far = if is_final || assessment.is_of_one() {
        ""
    } else {
        "so far "
    };
    format!("{so_far}{}", List(&clauses, "and"))
}

/// Where a team is absent, what the others say is not settled.
fn verb(assessment: &Assessment<'_>) -> &'static str {
    match assessment.respondents.absent.is_empty() {
        true => "leads",
        false => "would lead",
    }
}

fn names(needs: &[&Need<'_>]) -> String {
    let names = needs.iter().map(|need| format!("“{}”", need.question.need));
    List(&names.collect::<Vec<_>>(), "and").to_string()
}

fn difference(assessment: &Assessment<'_>) -> Option<String> {
    let opposed = assessment.summary.opposed;
    let on = match opposed {
        0 => return None,
        _ if opposed == assessment.needs.len() => format!("On {} the teams differ", all(opposed)),
        _ => format!("On {opposed} the teams differ"),
    };
    let is_of_two = assessment.questionnaire.teams().len() == 2;
    Some(match assessment.pattern {
        None => format!("{on}."),
        Some(Pattern::OwnWork) => format!("{on}: each team says yes to its own work."),
        Some(Pattern::OthersMove) if is_of_two => {
            format!("{on}: each team asks the other to move.")
        }
        Some(Pattern::OthersMove) => format!("{on}: each team asks another to move."),
    })
}

fn unclear(assessment: &Assessment<'_>) -> Option<String> {
    match assessment.summary.unclear {
        0 => None,
        all if all == assessment.needs.len() => Some("None of them is clear yet.".to_owned()),
        1 => Some("1 is not clear yet.".to_owned()),
        unclear => Some(format!("{unclear} are not clear yet.")),
    }
}

fn answered(assessment: &Assessment<'_>) -> String {
    let respondents = &assessment.respondents;
    let teams = assessment.questionnaire.teams().zip(&respondents.teams);
    let mut from: Vec<_> = teams
        .filter(|(_, count)| **count > 0)
        .map(|((_, team), count)| format!("{count} from {}", team.label))
        .collect();
    if from.is_empty() {
        return format!(
            "{} answered, nobody for a team, so all are one voice.",
            respondents.count
        );
    }
    if respondents.without_team > 0 {
        from.push(format!("{} without a team", respondents.without_team));
    }
    format!("{} answered: {}.", respondents.count, from.join(", "))
}

fn missing(assessment: &Assessment<'_>) -> String {
    let people = assessment.respondents.missing.iter().flatten();
    let named = people.map(|person| {
        let person = &assessment.questionnaire[*person];
        format!("{} ({})", person.name, assessment.team(person.team).label)
    });
    let mut named: Vec<_> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    if named.len() > MISSING_UP_TO {
        let more = named.len() - MISSING_UP_TO;
        named.truncate(MISSING_UP_TO);
        named.push(format!("and {more} more"));
    }
    format!(" Not heard yet: {}.", named.join(", "))
}

fn privacy(assessment: &Assessment<'_>) -> Option<String> {
    let kept_back = match assessment.privacy {
        Privacy::Named => return None,
        Privacy::ByTeam => "Names are kept back.",
        Privacy::Together => {
            "Names are kept back. Where a group has fewer than three people its figures would name \
             them, so all are counted as one voice."
        }
    };
    let has_notes = assessment
        .needs
        .iter()
        .flat_map(|need| &need.notes)
        .any(|notes| !notes.is_empty());
    let warning = match has_notes {
        true => " A note is shown as it was written, and can give its writer away.",
        false => "",
    };
    Some(format!("{kept_back}{warning}"))
}
