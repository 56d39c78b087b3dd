//! `align completions`: a script that completes what is typed in a shell.

use std::io::Write;

use clap::{Command, CommandFactory, builder::PossibleValuesParser};
use clap_complete::Shell;

use super::{
    Context,
    args::{Args, CompletionsArgs},
    print,
};
use crate::{
    diagnostic::{Error, Exit},
    questionnaire::Questionnaire,
    response::Answer,
};

pub(super) fn run(context: &Context<'_>, options: &CompletionsArgs) -> Result<Exit, Error> {
    let mut command = offering(&context.questionnaire()?);
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut command, "align", &mut script);
    if options.shell == Shell::Fish {
        script = with_values_in_fish(&script);
    }
    print(|out| out.write_all(&script))?;
    Ok(Exit::Done)
}

/// What the script for fish runs to see whether a subcommand has been typed yet. It fails behind an
/// option whose value is still to come, so that fish would offer files there.
const FISH_PARSES: &str = "argparse -s (__fish_align_global_optspecs) -- $cmd 2>/dev/null\n";

/// The script for fish, looking again without the last word where that is such an option.
fn with_values_in_fish(script: &[u8]) -> Vec<u8> {
    let again = format!("{FISH_PARSES}    or begin; set -e cmd[-1]; {FISH_PARSES}    end\n");
    let script = String::from_utf8_lossy(script);
    script.replace(FISH_PARSES, &again).into_bytes()
}

/// The command line with every answer and team that this questionnaire has. Only ids are offered:
/// a label could hold whatever a shell would read.
fn offering(questionnaire: &Questionnaire) -> Command {
    let answers = questionnaire
        .questions()
        .flat_map(|(_, question)| Answer::ALL.map(|answer| format!("{}={answer}", question.id)));
    let answers = PossibleValuesParser::new(answers);
    let teams = PossibleValuesParser::new(questionnaire.teams().map(|(_, team)| team.id.clone()));
    Args::command()
        .mut_arg("each", |each| each.value_parser(answers))
        .mut_arg("team", |team| team.value_parser(teams))
}
