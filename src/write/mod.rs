//! From facts to the text of a file that other programs, or this one, can open; what a target cannot hold is counted
//! and said.
//!
//! [`write`](write()) streams: it holds no second copy of the facts, only the names of columns where a target wants them
//! first. One file of this room per target. `tie` gives what all targets but the program's own say of a fact.

mod columns;
mod gexf;
mod graphml;
mod json;
mod losses;
mod names;
mod native;
mod node_link;
mod tables;
mod tie;
mod triples;
mod xml;

use std::io::{self, Write};

use crate::facts::{EntityId, FactBase};

pub use losses::Losses;

use tie::Run;

/// A format that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The program's own, which holds everything.
    TielineFacts,
    /// One table of facts; entities are known by name and kind.
    Csv,
    /// A table of facts beside a table of entities, whose ids it names.
    CsvFacts,
    /// The table of entities.
    CsvEntities,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// GraphML.
    GraphMl,
    /// Nodes and links as JSON, for networkx and d3.
    NodeLink,
    /// Triples, one JSON object on each line.
    Triples,
}

impl Target {
    /// Every target that can be asked for.
    pub const ALL: [Self; 6] =
        [Self::TielineFacts, Self::Csv, Self::Gexf, Self::GraphMl, Self::NodeLink, Self::Triples];

    /// The name in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TielineFacts => "Tieline facts",
            Self::Csv | Self::CsvFacts => "CSV table of facts",
            Self::CsvEntities => "CSV table of entities",
            Self::Gexf => "GEXF graph",
            Self::GraphMl => "GraphML graph",
            Self::NodeLink => "node-link graph",
            Self::Triples => "triples as JSON Lines",
        }
    }

    /// The word on the command line, that of the format which reads it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TielineFacts => "tieline",
            Self::Csv | Self::CsvFacts | Self::CsvEntities => "csv",
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::NodeLink => "node-link",
            Self::Triples => "triples",
        }
    }

    /// The target of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.word().eq_ignore_ascii_case(word.trim()))
    }

    /// The target that the ending of a file's name stands for; `json` is the program's own format.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        match &*ending.to_lowercase() {
            "json" => Some(Self::TielineFacts),
            "csv" => Some(Self::Csv),
            "gexf" => Some(Self::Gexf),
            "graphml" => Some(Self::GraphMl),
            "jsonl" | "ndjson" => Some(Self::Triples),
            _ => None,
        }
    }
}

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The facts.
    pub base: &'a FactBase,
    /// Where entities stand, by their ids and with y downwards, where somebody has decided it; it goes before what the
    /// facts' own file said.
    pub places: Option<&'a [Option<[f32; 2]>]>,
}

impl Content<'_> {
    fn place(&self, id: EntityId) -> Option<[f32; 2]> {
        let decided = self.places.and_then(|places| *places.get(id.index())?);
        let own = self.base.entities.get(id.index()).and_then(|entity| entity.place);
        decided.or(own).filter(|place| place.iter().all(|side| side.is_finite()))
    }
}

/// What came of writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many entities the file has, by records of their own or as ends of facts.
    pub entities: usize,
    /// How many facts it has.
    pub facts: usize,
    /// What it could not hold.
    pub losses: Losses,
}

/// Writes facts as a target has them.
///
/// # Errors
/// Where `out` fails.
pub fn write(content: Content<'_>, target: Target, out: &mut dyn Write) -> io::Result<Written> {
    let mut run = Run::new(content);
    match target {
        Target::TielineFacts => native::write(&mut run, out)?,
        Target::Csv => tables::write_facts(&mut run, tables::Ends::Names, out)?,
        Target::CsvFacts => tables::write_facts(&mut run, tables::Ends::NamesAndIds, out)?,
        Target::CsvEntities => tables::write_entities(&mut run, out)?,
        Target::Gexf => gexf::write(&mut run, out)?,
        Target::GraphMl => graphml::write(&mut run, out)?,
        Target::NodeLink => node_link::write(&mut run, out)?,
        Target::Triples => triples::write(&mut run, out)?,
    }
    Ok(run.written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_named_by_its_word_or_its_ending() {
        for target in Target::ALL {
            assert_eq!(Target::from_word(target.word()), Some(target));
        }
        assert_eq!(Target::from_word("GEXF"), Some(Target::Gexf));
        assert_eq!(Target::from_word("svg"), None);
        for (ending, expected) in [
            ("json", Some(Target::TielineFacts)),
            ("JSONL", Some(Target::Triples)),
            ("GraphML", Some(Target::GraphMl)),
            ("gz", None),
            ("", None),
        ] {
            assert_eq!(Target::from_ending(ending), expected, "{ending}");
        }
    }
}
