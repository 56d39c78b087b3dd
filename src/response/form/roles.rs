//! What the columns are that form tools and their users put beside the questions.

use super::title::{compact, is_one_of, plain};

/// What a column says about a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Name,
    FirstName,
    LastName,
    Team,
    Email,
    ResponseId,
    Time,
    /// How far the response came, in words or figures.
    Status,
    /// Whether it is complete.
    Finished,
    /// When it was sent; blank until then.
    Submitted,
    /// Something else of the form tool's own.
    Tool,
}

/// The titles of each role, [`compact`], the best first.
const TITLES: [(Role, &str); 11] = [
    (
        Role::Name,
        "fullname yourname yourfullname whatisyourname whatsyourname whatisyourfullname name \
         nameandsurname respondent respondentname participant vorundnachname ihrname deinname \
         wieheißtdu wieheißensie nom nombre",
    ),
    (
        Role::FirstName,
        "firstname givenname vorname prénom recipientfirstname namefirstname fullnamefirstname",
    ),
    (
        Role::LastName,
        "lastname surname familyname nachname recipientlastname namelastname fullnamelastname",
    ),
    (
        Role::Team,
        "team yourteam teamname whichteamareyouin whatteamareyouin department yourdepartment dept \
         teamdepartment departmentteam abteilung équipe equipo",
    ),
    (
        Role::Email,
        "email emailaddress youremail youremailaddress whatisyouremail whatisyouremailaddress \
         emailadresse recipientemail username mail adresseemail",
    ),
    (Role::ResponseId, "submissionid responseid uuid key instanceid token # respondentid"),
    (
        Role::Time,
        "timestamp submitdate datesubmitted submitdateutc submissiondate submissiontime \
         submittedat submitted completiontime recordeddate enddate end endtime zeitstempel \
         horodateur marcatemporal lastmodifiedtime created createdtime createdat datetime date \
         time datum startdate startdateutc starttime start datestamp",
    ),
    (
        Role::Status,
        "status responsetype responsestatus submissionstatus completionstatus reviewstate \
         validationstatus",
    ),
    (Role::Finished, "finished complete iscomplete isfinished"),
    (Role::Submitted, "submitdate datesubmitted datumabgeschickt"),
    (
        Role::Tool,
        "id index ipaddress ip progress durationinseconds duration networkid tags ending \
         collectorid seed startlanguage lastpage externalreference externaldatareference \
         locationlatitude locationlongitude distributionchannel userlanguage language \
         stagedateutc submittedby version formversion today deviceid submitterid submittername \
         attachmentspresent attachmentsexpected edits refurl useragent browser device score \
         totalpoints quizfeedback customdata page datelastaction interviewtime totaltime",
    ),
];

/// The roles of a title, each with how good a sign it is of that; the smaller the better.
pub(super) fn roles(title: &str) -> Vec<(Role, usize)> {
    // ODK and KoboToolbox write a group's name before a column's, with `-` where both are codes.
    let is_code = !title.contains(' ');
    let behind_group = title.rsplit_once(|c| c == '/' || (is_code && c == '-'));
    let before_bracket = title.rsplit_once('(').filter(|_| title.ends_with(')'));
    let behind_group = behind_group.map(|(_, part)| part);
    let before_bracket = before_bracket.map(|(part, _)| part);
    let parts = [Some(title), behind_group, before_bracket].into_iter().flatten();
    let mut roles = parts.map(|part| of_compact(&compact(part)));
    match roles.find(|found| !found.is_empty()) {
        Some(found) => found,
        None if asks_for_team(title) => vec![(Role::Team, usize::MAX)],
        // KoboToolbox begins the titles of its own columns with `_`.
        None if title.starts_with('_') => vec![(Role::Tool, 0)],
        None => Vec::new(),
    }
}

/// Microsoft Forms and pandas number titles that are there twice: `Name1`, `Name.1`.
fn of_compact(title: &str) -> Vec<(Role, usize)> {
    let without_number = title.trim_end_matches(|c: char| c.is_ascii_digit());
    let rank = |titles: &str| {
        let titles: Vec<_> = titles.split_ascii_whitespace().collect();
        let at = |wanted: &str| titles.iter().position(|known| *known == wanted);
        at(title).or_else(|| Some(titles.len() + at(without_number)?))
    };
    let roles = TITLES.iter().filter_map(|(role, titles)| Some((*role, rank(titles)?)));
    roles.collect()
}

/// Whether a title is a question for the team, such as "What team do you work in?".
fn asks_for_team(title: &str) -> bool {
    const AT_MOST: usize = 60;
    if title.len() > AT_MOST {
        return false;
    }
    let title = plain(title);
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or_default();
    is_one_of(first, "which|what|in|on|your|my|select|choose|pick")
        && words.any(|word| is_one_of(word, "team|department|dept"))
}
