//! Readers of what extractors of facts write, one file for each.

pub(super) mod apoc;
pub(super) mod docred;
pub(super) mod ftm;
mod ftm_schemata;
pub(super) mod graphiti;
pub(super) mod graphrag;
pub(super) mod graphrag_tables;
pub(super) mod kggen;
pub(super) mod langchain;
pub(super) mod langextract;
pub(super) mod lightrag;
pub(super) mod lightrag_stores;
pub(super) mod llamaindex;
pub(super) mod llamaindex_stores;
pub(super) mod neo4j;
pub(super) mod rebel;
pub(super) mod triples;
mod wikidata;
