//! The first records of a file as a table, whatever file it is, so that a person can say what is what.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::records::{as_map, find, words_of};
use super::table::Table;
use super::{escaped, guess};
use crate::read::draft::Draft;
use crate::read::json::{self, Json, Node, Scanner};
use crate::read::walk::{Form, List};
use crate::read::{Fault, Input, Job, Limits, ReadError, Watch, place, unpack};

/// So many records are looked at.
const MOST_RECORDS: usize = 100;
/// Further columns are not shown.
const MOST_COLUMNS: usize = 120;
/// A cell shows so many characters.
const CELL: usize = 160;
/// Fields within fields within fields are looked at so deep.
const DEEPEST: usize = 3;
/// The sample is not longer than this, however long its records are.
const MOST_BYTES: usize = 4 << 20;

/// What the first records of a file hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// `a table`, `a list`, `an object`, `JSON Lines`.
    pub form: &'static str,
    /// Whether it is a table.
    pub is_table: bool,
    /// Where records may be, the likeliest first; one for a table.
    pub spots: Vec<Spot>,
    /// Where these records are.
    pub records: String,
    /// Whether the first row of a table was taken for the names of its columns.
    pub header: bool,
    /// The names of fields, or pointers to those further down.
    pub columns: Vec<String>,
    /// The first records, a text for each column.
    pub rows: Vec<Vec<String>>,
    /// The same records, for trying a mapping.
    pub(super) sample: Arc<str>,
}

/// A place where records may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The pointer to them.
    pub pointer: String,
    /// How many there are, where they are in one document.
    pub count: Option<usize>,
}

/// Looks at the first records of a file: those at `records`, or at the likeliest place. Whether the first row of a
/// table names its columns is seen from it where nobody says so.
///
/// # Errors
/// Where the file is neither JSON nor a table, or the watcher has cancelled.
pub fn look(
    input: Input<'_>,
    records: Option<&str>,
    header: Option<bool>,
    watch: &dyn Watch,
) -> Result<Look, ReadError> {
    let fail = |fault| ReadError::new(input.name, None, fault);
    let limits = Limits::default();
    let unpacked = unpack::unpack(input.bytes, limits.unpacked_bytes, watch).map_err(fail)?;
    let text = place::text_of(input.name, &unpacked)?;
    let job = Job::new(input.name, text, limits, watch);
    match Scanner::new(text).peek() {
        Some(b'{' | b'[') => of_json(&job, records),
        Some(b'<') => Err(job.error(Fault::Neither)),
        _ => of_table(&job, header),
    }
}

fn of_table(job: &Job<'_>, header: Option<bool>) -> Result<Look, ReadError> {
    let Some(table) = Table::of(job.text, header) else {
        return Err(job.error_at(0, Fault::Neither));
    };
    let rows = table.first(job, MOST_RECORDS)?;
    let mut sample = Sample::default();
    for row in &rows {
        let fields = table.columns.iter().zip(row).filter(|(_, field)| !field.is_empty());
        let members: Vec<String> = fields
            .map(|(name, field)| {
                let value = match super::table::value_of(field) {
                    Json::Number(digits) => digits.to_owned(),
                    _ => serde_json::Value::from(field.as_str()).to_string(),
                };
                format!("{}:{value}", serde_json::Value::from(name.as_str()))
            })
            .collect();
        sample.add(&format!("{{{}}}", members.join(",")));
    }
    let cell = |row: &Vec<String>, at: usize| row.get(at).map(|text| shortened(text)).unwrap_or_default();
    let columns = table.columns.len().min(MOST_COLUMNS);
    Ok(Look {
        form: "a table",
        is_table: true,
        spots: vec![Spot { pointer: String::new(), count: None }],
        records: String::new(),
        header: table.has_header(),
        rows: rows.iter().map(|row| (0..columns).map(|at| cell(row, at)).collect()).collect(),
        columns: table.columns.into_iter().take(MOST_COLUMNS).collect(),
        sample: sample.finish(),
    })
}

fn of_json(job: &Job<'_>, records: Option<&str>) -> Result<Look, ReadError> {
    let root = List::root(job)?;
    let form = Form::of(job)?;
    let spots = spots(job, &root, form);
    let candidates: Vec<&str> = match records {
        Some(pointer) => vec![pointer],
        None => spots.iter().map(|spot| &*spot.pointer).collect(),
    };
    let mut best: Option<(usize, Look)> = None;
    for pointer in candidates {
        let look = at(job, form, pointer)?;
        let score =
            guess(&look).fields.keys().map(|role| if *role as usize == 0 || *role as usize == 3 { 4 } else { 1 }).sum();
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, look));
        }
    }
    let mut look = best.map(|(_, look)| look).unwrap_or_default();
    if look.rows.is_empty() || look.columns.is_empty() {
        return Err(job.error(Fault::Unknown("there are no records in it".into())));
    }
    look.spots = spots;
    Ok(look)
}

/// The first records at a place.
fn at(job: &Job<'_>, form: Form, pointer: &str) -> Result<Look, ReadError> {
    let mut draft = Draft::new(job);
    let lists = List::at_pointer(job, &mut draft, pointer)?;
    let mut sample = Sample::default();
    let mut nodes = Vec::new();
    let mut above: Option<(usize, Vec<String>)> = None;
    let spans = lists.iter().enumerate().flat_map(|(at, list)| list.spans().map(move |(_, span)| (at, list, span)));
    for (at, list, span) in spans.take(MOST_RECORDS) {
        let piece = span.of(job.text);
        // What the records of one list stand in is the same for all of them.
        let inherited = match above.take() {
            Some((known, inherited)) if known == at => inherited,
            _ => inherited(job, list),
        };
        let whole = with_inherited(job, span, &inherited);
        above = Some((at, inherited));
        let piece = whole.as_deref().unwrap_or(piece);
        if json::is_valid(piece) {
            sample.add(piece);
        }
    }
    let sample = sample.finish();
    if let Some(Node { json: Json::List(items), .. }) = json::tree(&sample, 0, usize::MAX) {
        nodes.extend(items.into_iter().filter_map(as_map));
    }
    let mut columns: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for node in &nodes {
        flatten(node, "", 0, &mut |name| {
            if columns.len() < MOST_COLUMNS && seen.insert(name.clone()) {
                columns.push(name);
            }
        });
    }
    let cell = |node: &Node<'_>, column: &String| -> String {
        find(node, column).map(|node| shortened(&words_of(node).join("; "))).unwrap_or_default()
    };
    let rows = nodes.iter().map(|node| columns.iter().map(|column| cell(node, column)).collect()).collect();
    Ok(Look {
        form: form.sort(),
        is_table: false,
        spots: Vec::new(),
        records: pointer.to_owned(),
        header: true,
        columns,
        rows,
        sample: Arc::clone(&sample),
    })
}

/// The fields of the objects that the records of a list stand in, each as JSON, without lists of records.
fn inherited(job: &Job<'_>, list: &List<'_>) -> Vec<String> {
    let is_list = |span: &json::Span| span.of(job.text).starts_with('[');
    let fields = list.inherited(job).into_iter().filter(|(_, span)| !is_list(span));
    fields.map(|(name, span)| format!("{}:{}", serde_json::Value::from(name), span.of(job.text))).collect()
}

/// A record as JSON with the fields of what it stands in; `None` where there are none.
fn with_inherited(job: &Job<'_>, span: json::Span, inherited: &[String]) -> Option<String> {
    let piece = span.of(job.text);
    if inherited.is_empty() || !piece.starts_with(['{', '[']) {
        return None;
    }
    let mut fields: Vec<String> = if piece.starts_with('{') {
        let own = piece.get(1..piece.len().saturating_sub(1)).unwrap_or_default();
        Some(own.to_owned()).filter(|own| !own.trim().is_empty()).into_iter().collect()
    } else {
        let items = List::of(job, span, String::new());
        let item =
            |(at, (_, span)): (usize, (String, json::Span))| format!("\"column {}\":{}", at + 1, span.of(job.text));
        items.spans().enumerate().map(item).collect()
    };
    fields.extend_from_slice(inherited);
    Some(format!("{{{}}}", fields.join(",")))
}

/// The names of the fields that hold words, those further down as pointers.
fn flatten(node: &Node<'_>, above: &str, depth: usize, found: &mut dyn FnMut(String)) {
    let Json::Map(members) = &node.json else {
        return;
    };
    for member in members {
        let is_above = depth == 0 && member.key.starts_with("../");
        let below = if is_above { member.key.to_string() } else { format!("{above}/{}", escaped(&member.key)) };
        match &member.value.json {
            Json::Map(_) if depth < DEEPEST => flatten(&member.value, &below, depth + 1, found),
            Json::Map(_) => {}
            Json::List(items) if items.iter().any(|item| matches!(item.json, Json::Map(_) | Json::List(_))) => {}
            _ if depth == 0 && !member.key.is_empty() => found(member.key.to_string()),
            _ => found(below),
        }
    }
}

/// Where records may be, as the first documents show it.
fn spots(job: &Job<'_>, root: &List<'_>, form: Form) -> Vec<Spot> {
    /// Documents and items that are looked at.
    const LOOKED_AT: usize = 8;
    let mut spots: Vec<Spot> = Vec::new();
    if form != Form::Object {
        let count = (form == Form::List || form == Form::Lines).then(|| root.len());
        spots.push(Spot { pointer: String::new(), count });
    }
    for node in root.samples(job, LOOKED_AT, LOOKED_AT) {
        within(&node, "", 0, &mut |pointer| {
            if !spots.iter().any(|spot| spot.pointer == pointer) {
                spots.push(Spot { pointer, count: None });
            }
        });
    }
    if form == Form::Object {
        for spot in &mut spots {
            let mut draft = Draft::new(job);
            let lists = List::at_pointer(job, &mut draft, &spot.pointer).unwrap_or_default();
            spot.count = Some(lists.iter().map(List::len).sum());
        }
        spots.sort_by_key(|spot| std::cmp::Reverse(spot.count));
        spots.push(Spot { pointer: String::new(), count: Some(1) });
    }
    spots
}

fn within(node: &Node<'_>, above: &str, depth: usize, found: &mut dyn FnMut(String)) {
    if depth > DEEPEST {
        return;
    }
    let is_record = |node: &Node<'_>| matches!(node.json, Json::Map(_) | Json::List(_));
    match &node.json {
        Json::Map(members) => {
            let all_maps = members.len() > 1 && members.iter().all(|member| matches!(member.value.json, Json::Map(_)));
            if all_maps {
                found(format!("{above}/*"));
            }
            for member in members {
                let below = format!("{above}/{}", escaped(&member.key));
                match &member.value.json {
                    Json::List(items) if items.first().is_some_and(is_record) => {
                        found(below.clone());
                        if let Some(first) = items.first() {
                            within(first, &format!("{below}/*"), depth + 1, found);
                        }
                    }
                    Json::Map(_) if !all_maps => within(&member.value, &below, depth + 1, found),
                    _ => {}
                }
            }
        }
        Json::List(items) if depth > 0 => {
            if let Some(first) = items.first().filter(|first| matches!(first.json, Json::Map(_))) {
                within(first, &format!("{above}/*"), depth + 1, found);
            }
        }
        _ => {}
    }
}

/// Records as one JSON list, one on each line.
#[derive(Default)]
struct Sample {
    text: String,
}

impl Sample {
    /// Adds a record; false where the sample is full.
    fn add(&mut self, piece: &str) -> bool {
        if !self.text.is_empty() && self.text.len() + piece.len() > MOST_BYTES {
            return false;
        }
        self.text.push_str(if self.text.is_empty() { "[" } else { ",\n" });
        // Within JSON a line break is white space: those of texts are escaped.
        self.text.extend(piece.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        true
    }

    fn finish(mut self) -> Arc<str> {
        self.text.push_str(if self.text.is_empty() { "[]" } else { "]" });
        self.text.into()
    }
}

/// A text for a cell: on one line, not long.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(CELL).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(CELL).is_some() {
        short.push('…');
    }
    short
}
