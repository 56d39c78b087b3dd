//! What a council says in a few sentences.

use std::cmp::Reverse;

use crate::{
    council::{Assessment, Need, Pattern, Position, Privacy},
    questionnaire::{Person, TeamIndex},
    report::page::join,
    text::{Count, List, up_to},
};

/// Up to how many needs are named in a sentence; more are counted.
const NAMED_UP_TO: usize = 4;

/// Up to how many people are named who have not answered; more are counted.
const MISSING_UP_TO: usize = 12;

/// What to know if nothing else is read. It fits a chat message.
pub(crate) fn headline(assessment: &Assessment<'_>) -> String {
    if assessment.is_of_one() {
        return of_one(assessment);
    }
    let sentences = [
        absence(assessment),
        reins(assessment),
        Some(agreement(assessment)),
        difference(assessment),
        unclear(assessment),
    ];
    let sentences = sentences.into_iter().flatten();
    join(sentences.map(|text| format!("{text}.")), " ")
}

/// `By your answers Marketing leads 3 needs and Sales none; 1 is not clear yet.`
fn of_one(assessment: &Assessment<'_>) -> String {
    let clauses = settled(assessment).into_iter().chain(unclear(assessment));
    let reins = reins(assessment).into_iter();
    let text = join(reins.chain([join(clauses, "; ")]), ": ");
    format!("By your answers {text}.")
}

/// Who answered, who did not, and what is kept back.
pub(super) fn summary(assessment: &Assessment<'_>) -> Vec<String> {
    let answered = [answered(assessment)].into_iter().chain(missing(assessment));
    [join(answered, " ")].into_iter().chain(privacy(assessment)).collect()
}

fn absence(assessment: &Assessment<'_>) -> Option<String> {
    let absent = &assessment.respondents.absent;
    let label = |team: TeamIndex| assessment.team(team).label.as_str();
    let teams = assessment.questionnaire.teams().map(|(team, _)| team);
    let heard = teams.filter(|team| !absent.contains(team)).map(label);
    let absent: Vec<_> = absent.iter().copied().map(label).collect();
    (!absent.is_empty()).then(|| {
        format!(
            "This is the view of {} alone, not a council: nobody from {} has answered",
            List(&heard.collect::<Vec<_>>(), "and"),
            List(&absent, "or"),
        )
    })
}

fn reins(assessment: &Assessment<'_>) -> Option<String> {
    let team = assessment.team(assessment.summary.lead?);
    Some(format!("{} takes the reins", team.label))
}

fn agreement(assessment: &Assessment<'_>) -> String {
    let who = match assessment.respondents.absent.is_empty() {
        true => "You agree",
        false => "Those who answered agree",
    };
    let agreed = match assessment.summary.agreed {
        0 => "none".to_owned(),
        agreed => agreed.to_string(),
    };
    let decided = match assessment.summary.decided {
        0 => String::new(),
        decided => format!(" and have decided {decided}"),
    };
    let needs = Count(assessment.needs.len() as u64, "need");
    let agreement = format!("{who} on {agreed} of {needs}{decided}");
    join([agreement].into_iter().chain(settled(assessment)), ": ")
}

/// Who leads what of that which is agreed or decided, and what nobody needs.
fn settled(assessment: &Assessment<'_>) -> Option<String> {
    let needs = assessment.needs.iter();
    let settled = needs.filter(|need| !need.status.is_open());
    let (no, yes): (Vec<_>, Vec<_>) = settled.partition(|need| need.answer == Some(Position::No));
    let is_of_one = assessment.is_of_one();
    let is_named = !is_of_one && no.len() + yes.len() <= NAMED_UP_TO;
    let (leads, unneeded) = match is_named {
        true => (leads_which(assessment, &yes), names(&no)),
        false => (leads_how_many(assessment), no.len().to_string()),
    };
    let is_final = assessment.agenda.is_empty() || assessment.summary.lead.is_some();
    let so_far = if is_final || is_of_one || yes.len() == 1 { "" } else { "so far " };
    let are = if no.len() == 1 { "is" } else { "are" };
    let leads = (!yes.is_empty()).then(|| format!("{so_far}{leads}"));
    let unneeded = (!no.is_empty()).then(|| format!("{unneeded} {are} not needed"));
    let settled = join(leads.into_iter().chain(unneeded), "; ");
    Some(settled).filter(|settled| !settled.is_empty())
}

/// `Marketing leads “New content offer”`
fn leads_which(assessment: &Assessment<'_>, needed: &[&Need<'_>]) -> String {
    let teams = assessment.questionnaire.teams();
    let clauses = teams.filter_map(|(index, team)| {
        let own = needed.iter().copied();
        let own: Vec<_> = own.filter(|need| need.lead == Some(index)).collect();
        let leads = leads(assessment);
        (!own.is_empty()).then(|| format!("{} {leads} {}", team.label, names(&own)))
    });
    join(clauses, "; ")
}

/// `Marketing leads 4 needs and Sales 2`
fn leads_how_many(assessment: &Assessment<'_>) -> String {
    let summary = &assessment.summary;
    let teams = assessment.questionnaire.teams().zip(&summary.teams);
    let teams = teams.map(|((_, team), summary)| (summary.leads, team.label.as_str()));
    let mut teams: Vec<_> = teams.collect();
    teams.sort_by_key(|(leads, _)| Reverse(*leads));
    let (some, none) = teams.split_at(teams.partition_point(|(leads, _)| *leads > 0));
    // Who takes the reins has been said before.
    let is_said = assessment.is_of_one() && summary.lead.is_some();
    let clause = |(index, (leads, label)): (usize, &(usize, &str))| match index {
        0 => {
            let label = if is_said { "it" } else { label };
            format!("{label} {} {}", self::leads(assessment), Count(*leads as u64, "need"))
        }
        _ => format!("{label} {leads}"),
    };
    let none = match none {
        [] => None,
        [(_, label)] => Some(format!("{label} none")),
        _ => Some("the other teams none".to_owned()),
    };
    let clauses = some.iter().enumerate().map(clause).chain(none);
    List(&clauses.collect::<Vec<_>>(), "and").to_string()
}

/// Where a team is absent, what the others say is not settled.
fn leads(assessment: &Assessment<'_>) -> &'static str {
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
    let pattern = match assessment.pattern {
        None => "",
        Some(Pattern::OwnWork) => ": each team says yes to its own work",
        Some(Pattern::OthersMove) => ": each team asks the other to move",
    };
    match assessment.summary.opposed {
        0 => None,
        opposed => Some(format!("On {opposed} the teams differ{pattern}")),
    }
}

fn unclear(assessment: &Assessment<'_>) -> Option<String> {
    match assessment.summary.unclear {
        0 => None,
        1 => Some("1 is not clear yet".to_owned()),
        unclear => Some(format!("{unclear} are not clear yet")),
    }
}

fn answered(assessment: &Assessment<'_>) -> String {
    let respondents = &assessment.respondents;
    let count = respondents.count;
    let teams = assessment.questionnaire.teams().zip(&respondents.teams);
    let from = teams.filter(|(_, count)| **count > 0);
    let mut from: Vec<_> =
        from.map(|((_, team), count)| format!("{count} from {}", team.label)).collect();
    if from.is_empty() {
        return format!("{count} answered, nobody for a team, so all are one voice.");
    }
    if respondents.without_team > 0 {
        from.push(format!("{} without a team", respondents.without_team));
    }
    format!("{count} answered: {}.", from.join(", "))
}

fn missing(assessment: &Assessment<'_>) -> Option<String> {
    let people = assessment.respondents.missing.as_deref()?;
    let name =
        |person: &Person| format!("{} ({})", person.name, assessment.team(person.team).label);
    let names = up_to(MISSING_UP_TO, people.iter().map(name));
    (!names.is_empty()).then(|| format!("Not heard yet: {}.", List(&names, "and")))
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
    let mut notes = assessment.needs.iter().flat_map(|need| &need.notes);
    let warning = match notes.any(|notes| !notes.is_empty()) {
        true => " A note is shown as it was written, and can give its writer away.",
        false => "",
    };
    Some(format!("{kept_back}{warning}"))
}
