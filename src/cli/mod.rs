//! The command line: opens the window on files, or runs one command without any window.
//!
//! `args` says what can be typed; each command has a file of its own; `output` is the only place that prints.

mod args;
mod arrange;
mod check;
mod completions;
mod convert;
mod cpu_time;
mod diff;
mod dossier;
mod export;
mod json;
mod layout;
mod man;
mod named;
mod open;
mod output;
mod schema;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;
use env_logger::Env;

use crate::project::ReadAs;
use args::{Args, Command, HowArgs};

/// The exit status of `check --strict` where there are problems.
const PROBLEMS: u8 = 1;
/// The exit status of `diff` where something is different.
const DIFFERENT: u8 = 1;
/// The exit status where something cannot be used; clap's own for arguments that make no sense.
const FAILED: u8 = 2;

/// Does what the arguments of this process say.
pub fn main() -> ExitCode {
    // Quiet unless RUST_LOG asks: what a person should know is told in words, on the screen or on stderr.
    env_logger::Builder::from_env(Env::default().default_filter_or("off")).init();
    let done = Args::try_parse().map_err(anyhow::Error::new).and_then(run);
    done.unwrap_or_else(|error| fail(&error))
}

fn run(args: Args) -> anyhow::Result<ExitCode> {
    match args.command {
        None => window(args.files, &args.how).map(|()| ExitCode::SUCCESS),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Dossier(args)) => dossier::run(&args),
        Some(Command::Convert(args)) => convert::run(&args),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::Layout(args)) => layout::run(&args),
        Some(Command::Schema) => schema::run(),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// Opens the window on files, read as it was said.
fn window(files: Vec<PathBuf>, how: &HowArgs) -> anyhow::Result<()> {
    let read_as = match (&how.map, how.format) {
        (Some(path), _) => ReadAs::Mapping(Box::new(open::mapping(path)?)),
        (None, Some(format)) => ReadAs::Format(format),
        (None, None) => ReadAs::Content,
    };
    crate::app::run(files, &read_as)
}

/// Says what went wrong; help and version come here too, as clap has it, and are no failures.
fn fail(error: &anyhow::Error) -> ExitCode {
    if let Some(error) = error.downcast_ref::<clap::Error>() {
        // Nobody may be listening any more, and then there is nothing left to say.
        let _ = error.print();
        return u8::try_from(error.exit_code()).map_or(ExitCode::from(FAILED), ExitCode::from);
    }
    output::tell(&format!("{error:#}"));
    ExitCode::from(FAILED)
}
