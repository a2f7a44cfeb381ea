//! The formats that are opened: their names for people and their words on the command line.

/// A format that this version opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The program's own.
    TielineFacts,
    /// Entities of FollowTheMoney, of which some are ties.
    FollowTheMoney,
    /// Extractions of LangExtract.
    LangExtract,
    /// Graph documents of LangChain.
    LangChain,
    /// The property graph of LlamaIndex.
    LlamaIndex,
    /// The older knowledge graph of LlamaIndex.
    LlamaIndexDict,
    /// GraphRAG as one JSON document.
    GraphRag,
    /// One table of GraphRAG as CSV.
    GraphRagTable,
    /// Nodes and relationships on their way into Neo4j.
    Neo4j,
    /// Lines that APOC exports from Neo4j.
    Apoc,
    /// Relationships of LightRAG.
    LightRag,
    /// Edges of Graphiti.
    Graphiti,
    /// Articles of DocRED and Re-DocRED.
    DocRed,
    /// Texts of REBEL.
    Rebel,
    /// A graph of KGGen.
    KgGen,
    /// The exchange format of Cytoscape.
    Cx2,
    /// Elements of Cytoscape.js.
    Cytoscape,
    /// Graphology and Gephi Lite.
    Graphology,
    /// A map of Kumu.
    Kumu,
    /// A map of Oligrapher.
    Oligrapher,
    /// Nodes and links, as networkx and d3 write them.
    NodeLink,
    /// JSON Graph Format.
    JsonGraph,
    /// GEXF of Gephi.
    Gexf,
    /// GraphML.
    GraphMl,
    /// Triples as JSON.
    Triples,
    /// A table with commas or semicolons.
    CsvEdges,
    /// A table with tabs.
    TsvEdges,
    /// Two ids on each line.
    Pairs,
    /// Records whose fields a mapping names.
    Mapped,
}

impl Format {
    /// Every format that is known by its content, in the order in which files are held against them.
    pub const ALL: [Self; 28] = [
        Self::TielineFacts,
        Self::FollowTheMoney,
        Self::LangExtract,
        Self::LangChain,
        Self::LlamaIndex,
        Self::LlamaIndexDict,
        Self::GraphRag,
        Self::GraphRagTable,
        Self::Neo4j,
        Self::Apoc,
        Self::LightRag,
        Self::Graphiti,
        Self::DocRed,
        Self::Rebel,
        Self::KgGen,
        Self::Cx2,
        Self::Cytoscape,
        Self::Graphology,
        Self::Kumu,
        Self::Oligrapher,
        Self::NodeLink,
        Self::JsonGraph,
        Self::Gexf,
        Self::GraphMl,
        Self::Triples,
        Self::CsvEdges,
        Self::TsvEdges,
        Self::Pairs,
    ];

    /// The format's name in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.said().0
    }

    /// The word that names the format on the command line; it does not change.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.said().1
    }

    /// The format of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word().eq_ignore_ascii_case(word.trim()))
    }

    const fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::TielineFacts => ("Tieline facts", "tieline"),
            Self::FollowTheMoney => ("FollowTheMoney entities", "ftm"),
            Self::LangExtract => ("LangExtract extractions", "langextract"),
            Self::LangChain => ("LangChain graph documents", "langchain"),
            Self::LlamaIndex => ("LlamaIndex property graph", "llamaindex"),
            Self::LlamaIndexDict => ("LlamaIndex knowledge graph", "llamaindex-kg"),
            Self::GraphRag => ("GraphRAG document", "graphrag"),
            Self::GraphRagTable => ("GraphRAG table", "graphrag-csv"),
            Self::Neo4j => ("Neo4j graph", "neo4j"),
            Self::Apoc => ("APOC JSON Lines", "apoc"),
            Self::LightRag => ("LightRAG relationships", "lightrag"),
            Self::Graphiti => ("Graphiti edges", "graphiti"),
            Self::DocRed => ("DocRED articles", "docred"),
            Self::Rebel => ("REBEL texts", "rebel"),
            Self::KgGen => ("KGGen graph", "kggen"),
            Self::Cx2 => ("Cytoscape CX2", "cx2"),
            Self::Cytoscape => ("Cytoscape.js elements", "cytoscape"),
            Self::Graphology => ("Graphology or Gephi Lite graph", "graphology"),
            Self::Kumu => ("Kumu map", "kumu"),
            Self::Oligrapher => ("Oligrapher map", "oligrapher"),
            Self::NodeLink => ("node-link graph", "node-link"),
            Self::JsonGraph => ("JSON Graph Format", "jgf"),
            Self::Gexf => ("GEXF graph", "gexf"),
            Self::GraphMl => ("GraphML graph", "graphml"),
            Self::Triples => ("triples", "triples"),
            Self::CsvEdges => ("CSV edge list", "csv"),
            Self::TsvEdges => ("TSV edge list", "tsv"),
            Self::Pairs => ("list of pairs", "pairs"),
            Self::Mapped => ("records read by a mapping", "mapped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_word_of_its_own() {
        for (place, format) in Format::ALL.into_iter().enumerate() {
            assert_eq!(Format::from_word(format.word()), Some(format));
            assert_eq!(format as usize, place, "{}", format.name());
        }
        assert_eq!(Format::from_word("LangChain"), Some(Format::LangChain));
        assert_eq!(Format::from_word("word"), None);
    }
}
