//! stub
use std::process::ExitCode;
/// x
pub fn main() -> ExitCode {
    match crate::app::run(std::env::args_os().skip(1).map(Into::into).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_e) => ExitCode::FAILURE,
    }
}
