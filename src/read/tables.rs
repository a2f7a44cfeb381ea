//! Several tables that one tool wrote of one thing, read as the one map that they are.

use super::detect::told;
use super::extractors::graphrag_tables;
use super::{Format, Input, Job, Limits, Outcome, ReadError, Watch, parquet, place, unpack};

/// Whether a file is one of several tables that refer to one another; its beginning is enough, but for Parquet.
#[must_use]
pub fn is_table_of_several(bytes: &[u8]) -> bool {
    /// No row of names, and hardly a record, is longer.
    const MOST: usize = 1 << 20;
    if parquet::is_parquet(bytes) {
        let columns = parquet::columns(bytes).unwrap_or_default();
        return graphrag_tables::sort_by(|column| columns.iter().any(|known| known == column)).is_some();
    }
    let start = bytes.get(..MOST).unwrap_or(bytes);
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The last letter may be cut.
        Err(error) => std::str::from_utf8(start.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default(),
    };
    !unpack::is_packed(bytes) && graphrag_tables::sort_of(text.trim_start_matches('\u{feff}')).is_some()
}

/// Reads tables that refer to one another, as GraphRAG writes them. `None` where one of the files is no such table.
pub fn read_tables(inputs: &[Input<'_>], watch: &dyn Watch) -> Option<Result<Outcome, ReadError>> {
    let limits = Limits::default();
    let mut unpacked = Vec::with_capacity(inputs.len());
    for input in inputs {
        match unpack::unpack(input.bytes, limits.unpacked_bytes, watch) {
            Ok(bytes) => unpacked.push(bytes),
            Err(fault) => return Some(Err(ReadError::new(input.name, None, fault))),
        }
    }
    let mut tables = Vec::with_capacity(inputs.len());
    for (input, bytes) in inputs.iter().zip(&unpacked) {
        let text = match place::text_of(input.name, bytes) {
            Ok(text) => text,
            Err(error) => return Some(Err(error)),
        };
        tables.push((graphrag_tables::sort_of(text)?, Job::new(input.name, text, limits, watch)));
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
