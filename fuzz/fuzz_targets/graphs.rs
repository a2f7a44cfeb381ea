//! What graph programs write: the first byte says which of them.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;
use tieline::read::Format;

const FORMATS: [Format; 9] = [
    Format::Cx2,
    Format::Cytoscape,
    Format::Graphology,
    Format::Kumu,
    Format::Oligrapher,
    Format::NodeLink,
    Format::JsonGraph,
    Format::Gexf,
    Format::GraphMl,
];

fuzz_target!(|bytes: &[u8]| sound::read_one_of(bytes, &FORMATS));
