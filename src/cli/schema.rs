//! `tieline schema`: the JSON Schema of the format of facts.

use std::process::ExitCode;

use super::output;

/// Prints it.
pub(super) fn run() -> anyhow::Result<ExitCode> {
    output::print(&crate::read::schema())?;
    Ok(ExitCode::SUCCESS)
}
