//! `align decide`: the meeting on what a council left open.

use super::{Context, args::DecideArgs};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit};

/// What a file of decisions looks like.
const EXAMPLE: &str = "
    decisions:
      closing:
        answer: yes
        owner: Ben
        by: 2026-12-15
        promise: Every demo request is called within 24 hours.
";

pub(super) fn run(context: &Context<'_>, _args: &DecideArgs) -> Result<Exit, Error> {
    if !context.environment.can_ask() {
        return Err(no_terminal().into());
    }
    Ok(Exit::Done)
}

/// How to write down without a meeting what was decided.
fn no_terminal() -> Diagnostics {
    let hint = "write what was decided to `decisions.yaml` in the council's folder, as below; \
                `align check` reads it over";
    Diagnostics::from(Diagnostic::nowhere(DiagnosticKind::NoMeeting))
        .hint(hint)
        .example(EXAMPLE)
}
