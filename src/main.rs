//! Parses the arguments, opens the window or runs one command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A third of a frame at 10,000 entities is allocation: see docs/architecture.md, "Costs".
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    tieline::cli::main()
}
