//! What the columns are that form tools and their users put beside the questions.

use super::title::{compact, is_one_of, plain};
use crate::text::fold;

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
    /// How far the response came, in words.
    Status,
    /// The same in a column of Qualtrics, which may have figures instead.
    QualtricsStatus,
    /// Whether it is complete.
    Finished,
    /// When it was sent; blank until then.
    Submitted,
    /// That this is a form of Qualtrics.
    Qualtrics,
    /// Something else of the form tool's own.
    Tool,
}

/// The titles of each role, [`compact`], the best first: what people call such a question, and what
/// Google and Microsoft Forms call such a column in their users' languages.
const TITLES: [(Role, &str); 13] = [
    (
        Role::Name,
        "fullname yourname yourfullname whatisyourname whatsyourname whatisyourfullname name \
         nameandsurname respondent respondentname participant userdisplayname displayname \
         vorundnachname ihrname deinname wieheißtdu wieheißensie nom nometprénom prénometnom \
         votrenom nomcomplet nombre nombreyapellidos nombrecompleto nome nomecompleto nomeecognome \
         naam imięinazwisko имя фио 名前 お名前 氏名 姓名 이름",
    ),
    (
        Role::FirstName,
        "firstname givenname vorname prénom recipientfirstname namefirstname fullnamefirstname \
         namefirst voornaam",
    ),
    (
        Role::LastName,
        "lastname surname familyname nachname recipientlastname namelastname fullnamelastname \
         namelast achternaam apellido apellidos cognome sobrenome",
    ),
    (
        Role::Team,
        "team yourteam teamname whichteamareyouin whatteamareyouin department yourdepartment dept \
         teamdepartment departmentteam abteilung équipe equipe equipo afdeling zespół команда チーム \
         部署 部门 팀 부서",
    ),
    (
        Role::Email,
        "email emailaddress youremail youremailaddress whatisyouremail whatisyouremailaddress \
         emailadresse recipientemail username mail adresseemail adressedemessagerie correo \
         correoelectrónico direccióndecorreoelectrónico endereçodeemail indirizzoemail \
         indirizzodipostaelettronica emailadres adresemail адресэлектроннойпочты メールアドレス メール \
         电子邮件 电子邮件地址 電子郵件地址 이메일 이메일주소",
    ),
    (
        Role::ResponseId,
        "submissionid responseid uuid key instanceid token # respondentid antwortid befragtenid",
    ),
    (
        Role::Time,
        "timestamp submitdate datesubmitted submitdateutc submissiondate submissiontime \
         submittedat submitted completiontime recordeddate enddate end endtime zeitstempel \
         horodateur marcatemporal carimbodedatahora informazionicronologiche tijdstempel \
         sygnaturaczasowa отметкавремени タイムスタンプ 时间戳记 時間戳記 타임스탬프 \
         fertigstellungszeit heuredefin horadefinalización horadeconclusão oradicompletamento \
         tijdvanvoltooien 完了時刻 完成时间 datumabgeschickt lastmodifiedtime letzteänderung \
         datemodified lastmodified addedtime entrydate conversiondate created createdtime createdat \
         datecreated datetime date time datum enddatum startdate startdateutc starttime start \
         startdatum startzeit heurededébut horadeinicio horadeinício oradiinizio begintijd 開始時刻 \
         开始时间 datestarted datestamp",
    ),
    (
        Role::Status,
        "status responsetype responsestatus submissionstatus completionstatus reviewstate \
         validationstatus",
    ),
    (Role::QualtricsStatus, "status responsetype"),
    (Role::Qualtrics, "recordeddate"),
    (Role::Finished, "finished complete iscomplete isfinished"),
    (Role::Submitted, "submitdate datesubmitted datumabgeschickt"),
    (
        Role::Tool,
        "id index ipaddress ip submissionip userip ipadresse adresseip progress durationinseconds \
         duration networkid tags ending collectorid kollektorid seed zufallsstartwert startlanguage \
         startsprache lastpage letzteseite externalreference externaldatareference \
         locationlatitude locationlongitude distributionchannel userlanguage language \
         stagedateutc submittedby version formversion today deviceid submitterid submittername \
         attachmentspresent attachmentsexpected edits refurl useragent browser device score \
         punkte punktzahl punteggio puntuación pontuação スコア totalpoints quizfeedback customdata \
         benutzerdefiniertedaten page datelastaction interviewtime totaltime",
    ),
];

/// What form tools write into a row that is nobody's, and how a note says it.
const NOBODYS: [(Role, &str, &str); 8] = [
    (Role::Submitted, "|n", "never submitted"),
    (Role::Finished, "false|0|no|incomplete", UNFINISHED),
    // Previews and tests, with and without spam.
    (Role::QualtricsStatus, "1|2|9|17", PREVIEW),
    (
        Role::Status,
        "survey preview|survey test|survey preview spam|offline survey preview|preview|test",
        PREVIEW,
    ),
    (Role::Status, "partial|partially completed|partially complete", "partial"),
    (Role::Status, "started", "only started"),
    (Role::Status, "incomplete|in progress|draft|unfinished|not finished", UNFINISHED),
    (
        Role::Status,
        "rejected|not approved|validation_status_not_approved|spam|disqualified|screened out|\
         deleted",
        "rejected",
    ),
];
const PREVIEW: &str = "of a preview or test";
const UNFINISHED: &str = "not finished";

impl Role {
    pub(super) const COUNT: usize = Self::Tool as usize + 1;

    /// Those by which a row may be nobody's.
    pub(super) const STATES: [Self; 4] =
        [Self::Status, Self::QualtricsStatus, Self::Finished, Self::Submitted];

    /// Why a row is nobody's, by what its cell in a column of this role says.
    pub(super) fn nobodys(self, cell: &str) -> Option<&'static str> {
        let state = fold(cell);
        let mut rules = NOBODYS.iter().filter(|(role, ..)| *role == self);
        rules.find(|(_, states, _)| is_one_of(&state, states)).map(|(.., why)| *why)
    }
}

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
        // REDCap has a column for how far each of its forms came.
        None if title.ends_with("_complete") => vec![(Role::Finished, 0)],
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
