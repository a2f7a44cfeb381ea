//! `tieline man`: the manual page of the program or of one of its commands.

use std::process::ExitCode;

use anyhow::bail;
use clap::CommandFactory as _;
use clap_mangen::Man;

use super::args::{Args, ManArgs};
use super::output;

/// Prints it.
pub(super) fn run(args: &ManArgs) -> anyhow::Result<ExitCode> {
    let mut command = Args::command();
    command.build();
    if let Some(name) = &args.command {
        let Some(one) = command.find_subcommand(name) else {
            bail!("there is no command `{name}`; `tieline help` lists them");
        };
        command = one.clone();
    }
    let mut page = Vec::new();
    let source = concat!("tieline ", env!("CARGO_PKG_VERSION"));
    Man::new(command).source(source).manual("Tieline").render(&mut page)?;
    output::print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}
