//! `tieline diff`: what a second run of an extractor added, left out or says otherwise.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::args::DiffArgs;
use super::words::grouped;
use super::{DIFFERENT, open, output};
use crate::facts::{ArticleId, Change, Changes, EntityId, FactBase, FactId, diff};

/// Reads, compares and tells.
pub(super) fn run(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    let read = |path: &Path| {
        let opened = open::open(&[path.to_owned()], &args.how)?;
        open::tell_problems(&opened);
        anyhow::Ok(opened.base)
    };
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    let diff = diff(&old, &new);
    let lists = Lists {
        equal: diff.is_empty(),
        articles: List::of(&diff.articles, [&old, &new], article),
        entities: List::of(&diff.entities, [&old, &new], entity),
        facts: List::of(&diff.facts, [&old, &new], fact),
    };
    let text = if args.json {
        let mut text = serde_json::to_string_pretty(&lists)?;
        text.push('\n');
        text
    } else {
        output::printable(&lists.told())
    };
    output::print(&text)?;
    Ok(if lists.equal { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) })
}

/// What is printed; the fields keep the order that they have here.
#[derive(Serialize)]
struct Lists {
    equal: bool,
    articles: List,
    entities: List,
    facts: List,
}

/// What is different among records of one sort.
#[derive(Serialize)]
struct List {
    added_count: usize,
    gone_count: usize,
    changed_count: usize,
    same_count: usize,
    added: Vec<Line>,
    gone: Vec<Line>,
    changed: Vec<Changed>,
}

/// A record by its id and in words.
#[derive(Serialize)]
struct Line {
    id: String,
    what: String,
}

/// A record that says something else.
#[derive(Serialize)]
struct Changed {
    old_id: String,
    #[serde(flatten)]
    new: Line,
    differences: Vec<Differs>,
}

#[derive(Serialize)]
struct Differs {
    field: &'static str,
    old: String,
    new: String,
}

impl List {
    fn of<Id: Copy>(changes: &Changes<Id>, [old, new]: [&FactBase; 2], line: fn(&FactBase, Id) -> Line) -> Self {
        let Changes { added, gone, changed, same } = changes;
        let one = |change: &Change<Id>| {
            let differences = change.differences.iter().map(|one| Differs {
                field: one.field,
                old: one.old.clone(),
                new: one.new.clone(),
            });
            let (before, now) = (line(old, change.old), line(new, change.new));
            // In the words of the old one, as it is the one that people know.
            let new = Line { id: now.id, what: before.what };
            Changed { old_id: before.id, new, differences: differences.collect() }
        };
        Self {
            added_count: added.len(),
            gone_count: gone.len(),
            changed_count: changed.len(),
            same_count: *same,
            added: added.iter().map(|id| line(new, *id)).collect(),
            gone: gone.iter().map(|id| line(old, *id)).collect(),
            changed: changed.iter().map(one).collect(),
        }
    }
}

fn article(base: &FactBase, id: ArticleId) -> Line {
    let article = base.article(id);
    Line { id: article.id.to_string(), what: article.label().to_owned() }
}

fn entity(base: &FactBase, id: EntityId) -> Line {
    let entity = base.entity(id);
    Line { id: entity.id.to_string(), what: format!("{} ({})", entity.name, base.kind(entity.kind)) }
}

fn fact(base: &FactBase, id: FactId) -> Line {
    let fact = base.fact(id);
    let mut what = base.sentence(id);
    if !fact.time.is_unknown() {
        what.push_str(&format!(", {}", fact.time));
    }
    Line { id: fact.id.to_string(), what }
}

impl Lists {
    /// The same for a person: counts, then what is added (+), gone (-) and changed (~).
    fn told(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for (name, list) in [("articles", &self.articles), ("entities", &self.entities), ("facts", &self.facts)] {
            let [added, gone, changed, same] =
                [list.added_count, list.gone_count, list.changed_count, list.same_count].map(grouped);
            let _ = writeln!(text, "{name}: {added} added, {gone} gone, {changed} changed, {same} the same");
        }
        for (name, list) in [("articles", &self.articles), ("entities", &self.entities), ("facts", &self.facts)] {
            if list.added.is_empty() && list.gone.is_empty() && list.changed.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n{name}");
            for (sign, lines) in [('+', &list.added), ('-', &list.gone)] {
                for line in lines {
                    let _ = writeln!(text, "  {sign} {}", in_one_line(&line.what));
                }
            }
            for changed in &list.changed {
                let _ = writeln!(text, "  ~ {}", in_one_line(&changed.new.what));
                for Differs { field, old, new } in &changed.differences {
                    let [old, new] = [old, new].map(|words| match words.as_str() {
                        "" => "nothing".to_owned(),
                        words => short(&in_one_line(words)),
                    });
                    let _ = writeln!(text, "      {field}: {old} → {new}");
                }
            }
        }
        text
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of a text as a person needs to know it by.
fn short(text: &str) -> String {
    /// In characters.
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
