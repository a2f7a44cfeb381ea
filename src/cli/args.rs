//! What can be typed: clap's structs, their help and their examples.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::export::PackForm;
use crate::read::Format;
use crate::scene::Ground;
use crate::write::Target;

const EXAMPLES: &str = "\
Examples:
  tieline                                  Open the sample that the program carries
  tieline facts.json                       Open a file of facts
  tieline january.json february.json       Open two files as one map
  tieline story.tieline                    Open a saved map
  tieline sample:film-country              Open another sample
  tieline --map boards.json seats.csv      Open a table by a mapping of its columns
  tieline export facts.json -o map.png     Draw the map to a file, without a window
  tieline dossier facts.json -o pack.md    Write the evidence as a numbered list
  tieline check facts.json                 See what a file holds, and what is wrong with it
  tieline -- export                        Open a file that is called like a command

Exit status:
  0  done
  1  `check --strict` found problems, or `diff` a difference
  2  something cannot be used: the arguments, a file, the display";

const EXPORT_EXAMPLES: &str = "\
Examples:
  tieline export facts.json -o map.png
  tieline export story.tieline -o map.png --size 1920x1080 --theme dark
  tieline export facts.json -o map.png --scale 3 --transparent --no-legend --no-date
  tieline export facts.json -o - | convert - map.webp

A picture has 3840 by 2160 pixels where nothing else is said, and up to 16,384 a side. The same files, seed and \
options give the same picture; the date line names the day, so leave it out (--no-date) where bytes are compared.";

const CHECK_EXAMPLES: &str = "\
Examples:
  tieline check facts.json
  tieline check *.json --strict && echo all clean
  tieline check facts.json --json | jq .excerpts

Several files are read as one map, and the counts are those of that map. With --json one object is printed, \
whatever the number of files: format, files, articles, entities, facts, ties, facts_with_excerpt, excerpts (exact, \
found, near, not_found, unchecked), records (present, read, merged, skipped), problems (file, line, path, what, done; at most 10,000), problem_count, and \
warnings about a saved map.

Exit status:
  0  read, with problems or without
  1  --strict, and there are problems or warnings
  2  a file cannot be used";

const CONVERT_EXAMPLES: &str = "\
Examples:
  tieline convert facts.json -o map.gexf
  tieline convert graphrag/*.csv -o facts.json
  tieline convert january.json february.json -o triples.jsonl
  tieline convert facts.json -o facts.csv --entities entities.csv
  tieline convert story.tieline --to node-link -o graph.json
  tieline convert facts.json --to graphml -o - | gzip > map.graphml.gz

Targets, by their words and endings: tieline (.json), csv (.csv), gexf (.gexf), graphml (.graphml), node-link, \
triples (.jsonl, .ndjson). Several files are read as one map. Everything is written, whatever a saved map hides; its \
places go into gexf, graphml, node-link and the table of entities. What was read and written, and what the target \
could not hold, is printed; on standard error where the facts go to standard output.";

const DIFF_EXAMPLES: &str = "\
Examples:
  tieline diff monday.json tuesday.json
  tieline diff old.json new.json --json | jq .facts.added
  tieline diff old.json new.json > /dev/null && echo no change

Records are the same where their ids are. Where ids are no use, because there are none or because each run numbers \
anew, an entity is known by name and kind, an article by its address, a fact by its ends, relation and time. Titles \
and descriptions of the files are not compared, nor the order of records and lists.

With --json one object is printed: equal, and for each of articles, entities and facts added_count, gone_count, \
changed_count, same_count, added, gone (id, what) and changed (old_id, id, what, differences with field, old, new).

Exit status:
  0  nothing is different
  1  something is
  2  a file cannot be used";

const LAYOUT_EXAMPLES: &str = "\
Examples:
  tieline layout facts.json -o positions.csv
  tieline layout facts.json -o - --seed 7 --threads 1 2> time.json

The table has the columns id, x, y, in map units; y points down. On stderr comes one line of JSON: layout_wall and \
layout_cpu in seconds (of the whole process; null where the system does not tell), iterations, threads, seed. The \
same seed gives the same positions, whatever the number of threads.";

const DOSSIER_EXAMPLES: &str = "\
Examples:
  tieline dossier facts.json -o pack.md
  tieline dossier story.tieline --publishable -o pack.html
  tieline dossier facts.json --between \"Jack Ma\" \"Donald Trump\" -o pack.md
  tieline dossier facts.json --entity alibaba --form csv -o - | less

A numbered list of facts, each with its excerpts, articles, publishers, dates and links, and with the verdict and the \
note of a saved map. The form follows from the name of the file: .md, .html, .csv, or .json for Tieline facts. What a \
saved map hides by its filter, and what its reader rejected, is left out. Entities are named by id, name or alias.";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  tieline schema > facts.schema.json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  tieline completions bash > ~/.local/share/bash-completion/completions/tieline
  tieline completions zsh > ~/.zfunc/_tieline
  tieline completions fish > ~/.config/fish/completions/tieline.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  tieline man > tieline.1
  tieline man export > tieline-export.1
  tieline man | man -l -";

/// A map of who is tied to whom, in which every tie leads to the line that says so
///
/// Without a command, opens a window on the files, or on a sample.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(super) struct Args {
    /// Files of facts, or one saved map (.tieline)
    #[arg(value_name = "FILES", value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) how: HowArgs,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// How files are read, where their content does not say it.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct HowArgs {
    /// Read the files as this format, whatever they look like: a word such as langchain or gexf
    #[arg(long, value_name = "WORD", value_parser = format, conflicts_with = "map")]
    pub(super) format: Option<Format>,
    /// Read JSON, CSV or TSV of any shape by a mapping, a file that says which field is what
    #[arg(long, value_name = "MAPPING", value_hint = ValueHint::FilePath)]
    pub(super) map: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Draw a map to a PNG file, without a window or a display
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Tell what files hold, how their excerpts fare, and what is wrong with them
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Write the evidence behind facts as a numbered list, to be read, checked and printed
    #[command(after_help = DOSSIER_EXAMPLES)]
    Dossier(DossierArgs),
    /// Write facts as a file of another format, and tell what it cannot hold
    #[command(after_help = CONVERT_EXAMPLES)]
    Convert(ConvertArgs),
    /// Compare two files of facts: what is added, gone and changed
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Find a place for every entity and write the places as a table
    #[command(after_help = LAYOUT_EXAMPLES)]
    Layout(LayoutArgs),
    /// Print the JSON Schema of the format of facts
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema,
    /// Print the completions of a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print a manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man(ManArgs),
}

#[derive(Debug, ClapArgs)]
#[command(next_line_help = false)]
pub(super) struct ExportArgs {
    /// Files of facts, one saved map with its places, pins and filter, or `sample:NAME`
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) how: HowArgs,
    /// Where the picture goes; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Width and height in pixels, as 3840x2160
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub(super) size: Option<[u32; 2]>,
    /// Pixels for each point, 0.25 to 16: how large text and marks are; without --size, of a page of 1600 by 1000 points
    #[arg(long, value_name = "S", value_parser = scale)]
    pub(super) scale: Option<f32>,
    /// Arrange the map anew from this number; pins hold
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Paper or slate; as the map was saved, or light
    #[arg(long, value_name = "THEME")]
    pub(super) theme: Option<Theme>,
    /// Nothing behind marks and names
    #[arg(long)]
    pub(super) transparent: bool,
    /// The line above the map, instead of the map's own title
    #[arg(long, value_name = "T", conflicts_with = "no_title")]
    pub(super) title: Option<String>,
    /// No title
    #[arg(long)]
    pub(super) no_title: bool,
    /// No line that says what shapes, colours and lines mean
    #[arg(long)]
    pub(super) no_legend: bool,
    /// No line with counts and the day
    #[arg(long)]
    pub(super) no_date: bool,
    /// Each tie bears the numbers that its facts have in `tieline dossier` of the same files
    #[arg(long)]
    pub(super) numbers: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// Files of facts, one saved map, or `sample:NAME`
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) how: HowArgs,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
    /// Exit with 1 where there are problems or warnings
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct DossierArgs {
    /// Files of facts, one saved map with its verdicts and filter, or `sample:NAME`
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) how: HowArgs,
    /// Where the pack goes; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Only the facts of the chains that connect two entities, up to ten, the best supported first
    #[arg(long, value_names = ["A", "B"], num_args = 2, conflicts_with = "entity")]
    pub(super) between: Option<Vec<String>>,
    /// Only the facts about one entity
    #[arg(long, value_name = "X")]
    pub(super) entity: Option<String>,
    /// Only facts that were accepted and whose words are in the article
    #[arg(long)]
    pub(super) publishable: bool,
    /// The form, where the name of the file does not tell it
    #[arg(long, value_name = "FORM")]
    pub(super) form: Option<Form>,
}

/// The form of a pack.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Form {
    Md,
    Html,
    Csv,
    Json,
}

impl From<Form> for PackForm {
    fn from(form: Form) -> Self {
        match form {
            Form::Md => Self::Markdown,
            Form::Html => Self::Html,
            Form::Csv => Self::Csv,
            Form::Json => Self::Facts,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(super) struct ConvertArgs {
    /// Files of facts, one saved map, or `sample:NAME`
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) how: HowArgs,
    /// Where the facts go; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// What to write, where the name's ending does not say it: tieline, csv, gexf, graphml, node-link or triples
    #[arg(long, value_name = "WORD", value_parser = target)]
    pub(super) to: Option<Target>,
    /// For CSV: a second table, of the entities; that of the facts then names their ids
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) entities: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct DiffArgs {
    /// A file of facts, a saved map, or `sample:NAME`
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub(super) old: PathBuf,
    /// What it is compared with
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath)]
    pub(super) new: PathBuf,
    #[command(flatten)]
    pub(super) how: HowArgs,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct LayoutArgs {
    /// A file of facts, a saved map, whose places are kept unless --seed is given, or `sample:NAME`
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) how: HowArgs,
    /// Where the table goes; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Arrange the map anew from this number; pins hold
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// How many threads to use, where the map is large enough for more than one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: Shell,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ManArgs {
    /// The command whose page it is, instead of the program's
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

/// What a picture is drawn on.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Theme {
    Light,
    Dark,
}

impl From<Theme> for Ground {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

/// `3840x2160`, with a multiplication sign too. Whether a picture can have that size is the picture's to say.
fn size(text: &str) -> Result<[u32; 2], String> {
    let side = |text: &str| text.trim().parse::<u64>().ok().map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| Some([side(width)?, side(height)?]));
    sides.ok_or_else(|| "write width and height in pixels, as 3840x2160".to_owned())
}

fn scale(text: &str) -> Result<f32, String> {
    let scale = text.parse::<f32>().ok().filter(|scale| (0.25..=16.0).contains(scale));
    scale.ok_or_else(|| "a scale is a number from 0.25 to 16".to_owned())
}

/// A format by its word; a wrong one is answered with all of them.
fn format(word: &str) -> Result<Format, String> {
    let words = || Format::ALL.map(Format::word).join(", ");
    Format::from_word(word).ok_or_else(|| format!("the formats are {}", words()))
}

/// A target by its word; a wrong one is answered with all of them.
fn target(word: &str) -> Result<Target, String> {
    let words = || Target::ALL.map(Target::word).join(", ");
    Target::from_word(word).ok_or_else(|| format!("the targets are {}", words()))
}

#[cfg(test)]
mod tests {
    use super::*;

    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn sizes_are_read() {
        for (text, expected) in [
            ("1920x1080", Some([1920, 1080])),
            ("1920X1080", Some([1920, 1080])),
            ("1920 × 1080", Some([1920, 1080])),
            ("0x99999999999", Some([0, u32::MAX])),
            ("1920", None),
            ("1920x", None),
            ("-1x5", None),
            ("1x2x3", None),
        ] {
            assert_eq!(size(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn scales_are_read() {
        for (text, expected) in
            [("2", Some(2.0)), ("0.5", Some(0.5)), ("0", None), ("-1", None), ("NaN", None), ("inf", None)]
        {
            assert_eq!(scale(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_format_is_named_by_its_word() {
        assert_eq!(format("langchain"), Ok(Format::LangChain));
        let error = format("word").unwrap_err();
        assert!(Format::ALL.iter().all(|format| error.contains(format.word())), "{error}");
    }

    #[test]
    fn a_file_may_be_called_like_a_command() {
        let args = Args::parse_from(["tieline", "--", "export"]);
        assert!(args.command.is_none());
        assert_eq!(args.files, [PathBuf::from("export")]);
    }
}
