//! `tieline completions`: what a shell needs to complete this program's arguments.

use std::process::ExitCode;

use clap::CommandFactory as _;

use super::args::{Args, CompletionsArgs};
use super::output;

/// Prints them.
pub(super) fn run(args: &CompletionsArgs) -> anyhow::Result<ExitCode> {
    // clap_complete panics where its writer fails; this one does not.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "tieline", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
