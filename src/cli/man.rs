//! `align man`: the manual page, made from the same words as `--help`.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_mangen::{
    Man,
    roff::{Roff, roman},
};

use super::args::Args;

const ENVIRONMENT: &str = include_str!("man/environment.roff");

pub(super) fn page() -> String {
    let mut page = Vec::new();
    // Writing into memory cannot fail.
    let _ = write(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}

fn write(out: &mut Vec<u8>) -> io::Result<()> {
    let command = Args::command();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    verbatim(&command, out)?;
    for subcommand in command.get_subcommands() {
        chapter(subcommand, out)?;
    }
    out.write_all(ENVIRONMENT.as_bytes())
}

/// All about one subcommand in a section of its own: it has one page with the others, so that
/// one file is all there is to install.
fn chapter(subcommand: &Command, out: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("align {}", subcommand.get_name());
    let man = Man::new(subcommand.clone().bin_name(&name).disable_help_flag(true));
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    writeln!(out, ".SH \"{}\"", name.to_uppercase())?;
    for line in String::from_utf8_lossy(&parts).lines() {
        // A paragraph where it was a section.
        let line = if line.starts_with(".SH") { ".PP" } else { line };
        writeln!(out, "{line}")?;
    }
    verbatim(subcommand, out)
}

/// The examples, line by line as they are.
fn verbatim(command: &Command, out: &mut Vec<u8>) -> io::Result<()> {
    let Some(text) = command.get_after_long_help() else {
        return Ok(());
    };
    let mut roff = Roff::default();
    roff.control("PP", []).control("nf", []);
    for line in text.to_string().lines() {
        match line {
            "" => roff.control("sp", []),
            line => roff.text([roman(line)]),
        };
    }
    roff.control("fi", []);
    roff.to_writer(out)
}
