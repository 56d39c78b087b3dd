//! The examples that `--help` ends with. No line is longer than 50 columns: help is read in narrow
//! windows too, and a command that breaks in two cannot be copied.

pub(super) const ALIGN_ABOUT: &str = "\
Sales and marketing answer six short questions and see which team takes the reins.

Typed alone at a terminal, `align` asks the questions, one key each, and shows what is needed now \
and who leads it. Answers can also come from a file, a pipe or options; what is missing is asked, \
and where nobody can be asked it is an error.";

pub(super) const ALIGN: &str = "\
Examples:
  align
      answer with y, n or u, one key a question
  align --save ana.yaml --name Ana --team sales
      the same, and keep the answers
  align --answers ana.yaml
      take them from a file, ask what is missing
  align --answer traffic=yes --allow-missing
      one answer, the others are left blank
  printf 'yes\\nno\\nno\\nyes\\nyes\\nunsure\\n' | align
      from a pipe, one answer a line
  align council ana.yaml ben.yaml cy.yaml
      see where three people differ
  align init
      get the questions as a file, to change them

Exit codes:
  0    done
  1    done, and what --fail-on names is the case
  2    nothing could be done; what to do is told
  130  left before the end (143 by SIGTERM, 129 by SIGHUP)";

pub(super) const COUNCIL: &str = "\
Examples:
  align council ana.yaml ben.yaml
      two people's answers
  align council 2026-Q4/
      all documents and form exports in a folder
  align council 2026-Q4/ -f html > council.html
      a page for a browser or a printer
  align council form.csv --anonymous -f markdown
      a form's export, without a name in it
  align council 2026-Q4/ -o q4.html -o q4.json
      a page and its figures, of one reading
  align council 2026-Q4/ --fail-on opposed
      exit with 1 while the teams differ

A form export is a CSV file: a row a response, a
column a question, named by its id, its question
or its need. `name`, `team` and `date` say who and
when; other columns are ignored.";

pub(super) const DECIDE: &str = "\
Examples:
  align decide Q4/
      the meeting on the council in a folder
  align decide Q4/ --save Q4/decisions.yaml
      the same, saved anew after every step
  align council Q4/
      then shows what was decided";

pub(super) const TREND: &str = "\
Examples:
  align trend 2026-Q3.csv 2026-Q4.csv
      two councils, each one a form's export
  align trend 2026-Q2/ 2026-Q3/ 2026-Q4/
      three, each a folder of documents
  align trend 2026-Q3/ 2026-Q4/ -f html > t.html
      a page with a small picture a need

Needs are matched by their question's id, so keep
an id when you reword its question.";

pub(super) const FORM: &str = "\
Examples:
  align form -o form.html
      a page to send to those who answer
  align council answers/
      put together what they sent back";

pub(super) const INIT: &str = "\
Examples:
  align init
      write questions.yaml, which is used from
      then on in this folder
  align init hiring.yaml
  align --questions hiring.yaml
      another questionnaire, used where it is named";

pub(super) const SHEET: &str = "\
Examples:
  align sheet > ana.yaml
      a form to fill in with an editor
  align --answers ana.yaml
      see what follows from it";

pub(super) const SQL: &str = "\
Examples:
  align sql > tally.sql
      the query, with a comment that says what the table looks like
  sqlite3 -csv -header survey.db < tally.sql > counts.csv
  align council counts.csv
      the council of a table that is too large to carry around";

pub(super) const CHECK: &str = "\
Examples:
  align check
      whether the questionnaire holds together
  align check ana.yaml 2026-Q4/
      and whether these answers are complete";

pub(super) const SCHEMA: &str = "\
Examples:
  align schema questions > q.json
      then begin questions.yaml with the line
      # yaml-language-server: $schema=q.json
  align schema answers > answers.json
      knows the ids of the questionnaire in use
  align schema report
      for whoever reads `align --format json`";

pub(super) const COMPLETIONS: &str = "\
Examples:
  source <(align completions bash)
      for this session; to keep it, put it into
      ~/.bashrc
  align completions zsh > ~/.zfunc/_align
      where ~/.zfunc is in $fpath
  align completions fish | source

The script completes the ids of the questionnaire
in use: make it anew when they change.";

pub(super) const MAN: &str = "\
Examples:
  align man > align.1 && man ./align.1
  align man > ~/.local/share/man/man1/align.1
      to have `man align` find it";
