//! Several tables that one tool wrote of one thing, read as the one map that they are.

use super::detect::told;
use super::extractors::graphrag_tables;
use super::{Format, Input, Job, Limits, Outcome, ReadError, Watch, place, unpack};

/// Whether a file is one of several tables that refer to one another.
#[must_use]
pub fn is_table_of_several(bytes: &[u8]) -> bool {
    !unpack::is_packed(bytes) && std::str::from_utf8(bytes).is_ok_and(|text| graphrag_tables::sort_of(text).is_some())
}

/// Reads tables that refer to one another, as GraphRAG writes them. `None` where one of the files is no such table, or
/// is packed: then each is to be read alone.
pub fn read_tables(inputs: &[Input<'_>], watch: &dyn Watch) -> Option<Result<Outcome, ReadError>> {
    let limits = Limits::default();
    let mut tables = Vec::with_capacity(inputs.len());
    for input in inputs {
        if unpack::is_packed(input.bytes) || input.bytes.len() as u64 > limits.unpacked_bytes {
            return None;
        }
        let text = place::text_of(input.name, input.bytes).ok()?;
        let sort = graphrag_tables::sort_of(text)?;
        tables.push((sort, Job { name: input.name, text, limits, watch }));
    }
    // Each sort of table needs those before it.
    tables.sort_by_key(|(sort, _)| *sort);
    let known = told(Format::GraphRagTable)?;
    let read = graphrag_tables::read_all(&tables, known.format.name());
    Some(read.map(|(base, report)| {
        watch.progress(1.0);
        let reason = "tables with columns such as `source`, `target`, `text_unit_ids`";
        Outcome { base, report, format: known.format, reason }
    }))
}
