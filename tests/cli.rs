//! The program as scripts and people at a terminal meet it: its commands, what they print and how they exit.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cli_support;

#[path = "cli_commands/check.rs"]
mod check;
#[path = "cli_commands/convert.rs"]
mod convert;
#[path = "cli_commands/diff.rs"]
mod diff;
#[path = "cli_commands/dossier.rs"]
mod dossier;
#[path = "cli_commands/export.rs"]
mod export;
#[path = "cli_commands/layout.rs"]
mod layout;
#[path = "cli_commands/mapping.rs"]
mod mapping;
#[path = "cli_commands/project.rs"]
mod project;
#[path = "cli_commands/words.rs"]
mod words;
