//! Tables of facts and of entities, parted by commas.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::facts::{EntityId, Fact, Value, defused};

use super::columns::Columns;
use super::tie::{Cell, Cells, Excerpts, Run};

/// How a table of facts names the ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// By name and kind.
    Names,
    /// By these and by the ids of a table of entities.
    NamesAndIds,
}

/// Columns that every table of facts has, whatever the facts: the reader goes by the first of a name, so that no
/// attribute is taken for one of them.
const OF_FACTS: [&str; 15] = [
    "id",
    "source",
    "source_type",
    "relation",
    "target",
    "target_type",
    "value",
    "when",
    "from",
    "until",
    "status",
    "confidence",
    "directed",
    "excerpt",
    "article",
];
const IDS: [&str; 2] = ["source_id", "target_id"];
const OF_ENTITIES: [&str; 8] = ["id", "name", "kind", "aliases", "description", "links", "x", "y"];

pub(super) fn write_facts(run: &mut Run<'_>, ends: Ends, out: &mut dyn Write) -> io::Result<()> {
    let base = run.content.base;
    let mut columns = Columns::default();
    OF_FACTS.into_iter().for_each(|name| columns.put(name));
    if ends == Ends::NamesAndIds {
        IDS.into_iter().for_each(|name| columns.put(name));
    }
    let mut ahead = run.ahead();
    for fact in &base.facts {
        columns.learn(&cells(&mut ahead, fact, ends));
    }
    let mut table = Table::new(&columns, out)?;
    for fact in &base.facts {
        let cells = cells(run, fact, ends);
        table.row(cells, run)?;
    }
    table.rows.flush()?;
    run.written.facts = base.facts.len();
    run.count_named(ends == Ends::NamesAndIds);
    run.count_articles();
    run.count_about([false; 3]);
    Ok(())
}

pub(super) fn write_entities(run: &mut Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut columns = Columns::default();
    OF_ENTITIES.into_iter().for_each(|name| columns.put(name));
    let mut ahead = run.ahead();
    for (_, entity) in run.entities() {
        columns.learn(&ahead.entity_cells(entity, &OF_ENTITIES));
    }
    let mut table = Table::new(&columns, out)?;
    for (id, entity) in run.entities() {
        let mut cells = run.entity_cells(entity, &OF_ENTITIES);
        cells.push(("id".into(), Cell::Text(Cow::Borrowed(&entity.id))));
        cells.push(("name".into(), Cell::Text(Cow::Borrowed(&entity.name))));
        if let Some([x, y]) = run.content.place(id) {
            cells.push(("x".into(), Cell::Number(x.to_string().into())));
            cells.push(("y".into(), Cell::Number(y.to_string().into())));
        }
        table.row(cells, run)?;
    }
    table.rows.flush()?;
    run.written.entities = run.content.base.entities.len();
    Ok(())
}

/// The fact with everything that the table has of it.
fn cells<'a>(run: &mut Run<'a>, fact: &'a Fact, ends: Ends) -> Cells<'a> {
    const ALL: [&str; 17] = {
        let mut all = [""; 17];
        let mut at = 0;
        while at < all.len() {
            all[at] = if at < OF_FACTS.len() { OF_FACTS[at] } else { IDS[at - OF_FACTS.len()] };
            at += 1;
        }
        all
    };
    let base = run.content.base;
    let mut cells = run.fact_cells(fact, Excerpts::One, &ALL);
    in_one_column(&mut cells);
    let text = |text: &'a str| Cell::Text(Cow::Borrowed(text));
    let mut end = |id: EntityId, [name, kind, key]: [&'static str; 3]| {
        let entity = base.entity(id);
        cells.push((name.into(), text(&entity.name)));
        cells.push((kind.into(), text(base.kind(entity.kind))));
        if ends == Ends::NamesAndIds {
            cells.push((key.into(), text(&entity.id)));
        }
    };
    end(fact.subject, ["source", "source_type", "source_id"]);
    if let Some(object) = fact.object {
        end(object, ["target", "target_type", "target_id"]);
    }
    cells.push(("id".into(), text(&fact.id)));
    cells.push(("relation".into(), text(base.relation(fact.relation))));
    if !fact.directed {
        cells.push(("directed".into(), text("false")));
    }
    cells
}

/// A table names an article by its address, or by its id where it has none that can be opened.
fn in_one_column(cells: &mut Cells<'_>) {
    let Some(at) = cells.iter().position(|(name, _)| name == "source_url") else {
        return;
    };
    let (_, url) = cells.remove(at);
    let is_open = matches!(&url, Cell::Text(url) if ["http://", "https://"].iter().any(|way| url.starts_with(way)));
    if let Some((_, article)) = cells.iter_mut().find(|(name, _)| name == "article").filter(|_| is_open) {
        *article = url;
    }
}

/// What no spreadsheet runs.
fn safe(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(text) => defused(text),
        Cow::Owned(text) => defused(&text).into_owned().into(),
    }
}

struct Table<'c, 'w> {
    columns: &'c Columns,
    rows: csv::Writer<&'w mut dyn Write>,
}

impl<'c, 'w> Table<'c, 'w> {
    fn new(columns: &'c Columns, out: &'w mut dyn Write) -> io::Result<Self> {
        let mut rows = csv::Writer::from_writer(out);
        rows.write_record(columns.iter().map(|(_, name, _)| defused(name).into_owned()))?;
        Ok(Self { columns, rows })
    }

    fn row(&mut self, cells: Cells<'_>, run: &mut Run<'_>) -> io::Result<()> {
        let mut row: Vec<Cow<'_, str>> = vec![Cow::Borrowed(""); self.columns.len()];
        for (name, cell) in cells {
            if let Some(place) = self.columns.place(&name).and_then(|at| row.get_mut(at)) {
                let is_number = matches!(cell, Cell::Number(_) | Cell::Value(Value::Number(_)));
                let flat = cell.flat(run.losses());
                *place = if is_number { flat } else { safe(flat) };
            }
        }
        self.rows.write_record(row.iter().map(|field| field.as_bytes()))?;
        Ok(())
    }
}
