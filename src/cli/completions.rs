//! `align completions`: a script that completes what is typed in a shell.

use clap::{Command, CommandFactory, builder::PossibleValuesParser};
use clap_complete::Shell;

use super::{Context, args::Args, print};
use crate::{
    diagnostic::{Error, Exit},
    questionnaire::Questionnaire,
    response::Answer,
};

pub(super) fn run(context: &Context<'_>, shell: Shell) -> Result<Exit, Error> {
    // A shell that starts in a folder with a broken questionnaire still completes.
    let questionnaire = context.questionnaire().or_else(|_| Questionnaire::built_in())?;
    let mut script = Vec::new();
    let mut command = offering(&questionnaire);
    clap_complete::generate(shell, &mut command, "align", &mut script);
    let script = String::from_utf8_lossy(&script);
    match shell {
        Shell::Bash => print(&with_divided_words_in_bash(&script)),
        Shell::Fish => print(&with_values_in_fish(&script)),
        _ => print(&script),
    }
}

/// The script for bash, asked through a function that knows about `=`.
fn with_divided_words_in_bash(script: &str) -> String {
    const DIVIDED: &str = include_str!("completions/divided.bash");
    script.replace(" -F _align ", " -F _align_divided ") + DIVIDED
}

/// What the script for fish runs to see whether a subcommand has been typed yet. It fails behind an
/// option whose value is still to come, so that fish would offer files there.
const FISH_PARSES: &str = "argparse -s (__fish_align_global_optspecs) -- $cmd 2>/dev/null\n";

/// The script for fish, looking again without the last word where that is such an option.
fn with_values_in_fish(script: &str) -> String {
    let again = format!("{FISH_PARSES}    or begin; set -e cmd[-1]; {FISH_PARSES}    end\n");
    script.replace(FISH_PARSES, &again)
}

/// The command line with every answer and team that this questionnaire has. Only ids are offered:
/// a label could hold whatever a shell would read.
fn offering(questionnaire: &Questionnaire) -> Command {
    let ids = || questionnaire.questions().map(|(_, question)| &question.id);
    let answers = ids().flat_map(|id| Answer::ALL.map(|answer| format!("{id}={}", answer.word())));
    let answers = PossibleValuesParser::new(answers);
    let teams = PossibleValuesParser::new(questionnaire.teams().map(|(_, team)| team.id.clone()));
    Args::command()
        .mut_arg("each", |each| each.value_parser(answers))
        .mut_arg("team", |team| team.value_parser(teams))
}
