//! What the program says of itself: help, version, schema, completions, manual pages, and why there is no window.

use serde_json::Value;

use crate::cli_support::{Desk, SMALL};

const COMMANDS: [&str; 8] = ["export", "check", "convert", "diff", "layout", "schema", "completions", "man"];

#[test]
fn help_names_each_command_and_shows_examples() {
    let desk = Desk::new();
    let help = desk.quietly(&["--help"]).text();
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
        let own = desk.quietly(&[command, "--help"]).text();
        assert!(own.contains("Examples:\n  tieline ") && own.contains(&format!("tieline {command}")), "{own}");
        assert_eq!(own, desk.quietly(&["help", command]).text());
    }
    assert!(help.contains("Exit status:"), "{help}");
}

#[test]
fn the_version_is_the_packages() {
    let version = Desk::new().quietly(&["--version"]).text();
    assert_eq!(version, concat!("tieline ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn the_schema_describes_the_facts() {
    let desk = Desk::new();
    let schema = desk.quietly(&["schema"]).json();
    for field in ["tieline", "title", "articles", "entities", "facts"] {
        assert!(schema["properties"][field].is_object(), "{field}");
    }
    let all = schema.to_string();
    for field in ["subject", "relation", "object", "evidence", "excerpt", "status", "confidence"] {
        assert!(all.contains(&format!("\"{field}\":")), "{field}");
    }
    assert_eq!(schema["required"].as_array().map(|names| names.contains(&Value::from("tieline"))), Some(true));
}

#[test]
fn shells_are_completed() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.quietly(&["completions", shell]).text();
        for word in ["tieline", "export", "check", "transparent", "strict"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert!(desk.fails(&["completions", "cmd"]).contains("[possible values: bash, elvish, fish, powershell, zsh]"));
}

#[test]
fn there_is_a_manual_page_for_the_program_and_each_command() {
    let desk = Desk::new();
    let page = desk.quietly(&["man"]).text();
    assert!(page.contains(".SH NAME\ntieline \\- A map of who is tied to whom"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(&format!("tieline\\-{command}(1)")), "{page}");
        let own = desk.quietly(&["man", command]).text();
        assert!(own.contains(&format!(".SH NAME\ntieline\\-{command} \\- ")), "{own}");
    }
    assert!(desk.fails(&["man", "nothing"]).contains("there is no command `nothing`"));
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let desk = Desk::new();
    for (args, expected) in [
        (&["check"][..], "<FILE>"),
        (&["export", "a.json"], "--output"),
        (&["check", "a.json", "--jsno"], "'--json'"),
        (&["--nothing"], "--nothing"),
    ] {
        let said = desk.fails(args);
        assert!(said.contains(expected), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_two_lines_say_so() {
    let desk = Desk::new();
    desk.put("export", SMALL);
    for args in [&[][..], &["facts.json"], &["--", "export"], &["sample:film-country"]] {
        let said = desk.fails(args);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines.len(), 2, "{said}");
        assert!(lines[0].starts_with("tieline: no display"), "{said}");
        assert!(lines[1].contains("tieline export "), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_display_that_is_not_there_is_told_in_two_lines() {
    let desk = Desk::new();
    let mut command = desk.command([""; 0]);
    command.env("WAYLAND_DISPLAY", "nobody").env("XDG_RUNTIME_DIR", desk.path(""));
    let ran = crate::cli_support::Ran::of(command.output().unwrap());
    assert_eq!((ran.status, ran.err.lines().count()), (2, 2), "{}", ran.err);
    assert!(ran.err.starts_with("tieline: no window can be opened: ") && !ran.err.contains(".rs:"), "{}", ran.err);
    assert!(ran.err.contains("tieline export "), "{}", ran.err);
}
