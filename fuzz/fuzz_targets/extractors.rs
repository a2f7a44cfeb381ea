//! What extractors write: the first byte says which of them.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;
use tieline::read::Format;

const FORMATS: [Format; 15] = [
    Format::FollowTheMoney,
    Format::LangExtract,
    Format::LangChain,
    Format::LlamaIndex,
    Format::LlamaIndexDict,
    Format::GraphRag,
    Format::Neo4j,
    Format::Apoc,
    Format::LightRag,
    Format::Graphiti,
    Format::DocRed,
    Format::Rebel,
    Format::KgGen,
    Format::Triples,
    Format::GraphRagTable,
];

fuzz_target!(|bytes: &[u8]| sound::read_one_of(bytes, &FORMATS));
