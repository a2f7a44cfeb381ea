//! GraphML, with places as numbers under `x` and `y`; y grows upwards there.

use std::io::{self, Write};

use super::columns::Columns;
use super::gexf::columns;
use super::losses::Losses;
use super::tie::{Cells, Excerpts, Run};
use super::{names, xml};

/// The keys of what every file has.
const OWN: [(&str, &str, &str, &str); 5] = [
    ("name", "node", "name", "string"),
    ("x", "node", "x", "double"),
    ("y", "node", "y", "double"),
    ("relation", "edge", "relation", "string"),
    ("directed", "edge", "directed", "boolean"),
];

pub(super) fn write(run: &mut Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = run.content.base;
    let (of_nodes, of_edges) = columns(run);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    )?;
    for (id, holds, name, sort) in OWN {
        writeln!(out, "<key id=\"{id}\" for=\"{holds}\" attr.name=\"{name}\" attr.type=\"{sort}\"/>")?;
    }
    declare(out, "node", &of_nodes, run.losses())?;
    declare(out, "edge", &of_edges, run.losses())?;
    out.write_all(b"<graph edgedefault=\"directed\">\n")?;
    for (id, entity) in run.entities() {
        out.write_all(b"<node")?;
        xml::attribute(out, "id", &entity.id, run.losses())?;
        out.write_all(b">")?;
        data(out, "name", &entity.name, run.losses())?;
        if let Some([x, y]) = run.content.place(id) {
            data(out, "x", &x.to_string(), run.losses())?;
            data(out, "y", &(0.0 - y).to_string(), run.losses())?;
        }
        let cells = run.entity_cells(entity, names::OF_NODES);
        values(out, "node", cells, &of_nodes, run.losses())?;
        out.write_all(b"</node>\n")?;
    }
    for (fact, object) in run.ties() {
        out.write_all(b"<edge")?;
        xml::attribute(out, "id", &fact.id, run.losses())?;
        xml::attribute(out, "source", &base.entity(fact.subject).id, run.losses())?;
        xml::attribute(out, "target", &base.entity(object).id, run.losses())?;
        out.write_all(b">")?;
        if !fact.directed {
            // Among directed edges, networkx refuses a file where the edge itself says it.
            data(out, "directed", "false", run.losses())?;
        }
        data(out, "relation", base.relation(fact.relation), run.losses())?;
        let cells = run.fact_cells(fact, Excerpts::One, names::OF_TIES);
        values(out, "edge", cells, &of_edges, run.losses())?;
        out.write_all(b"</edge>\n")?;
    }
    out.write_all(b"</graph>\n</graphml>\n")?;
    run.written.entities = base.entities.len();
    run.count_articles();
    run.count_about([false; 3]);
    Ok(())
}

fn declare(out: &mut dyn Write, holds: &str, columns: &Columns, losses: &mut Losses) -> io::Result<()> {
    for (at, name, sort) in columns.iter() {
        write!(out, "<key id=\"{holds}{at}\" for=\"{holds}\"")?;
        xml::attribute(out, "attr.name", name, losses)?;
        writeln!(out, " attr.type=\"{}\"/>", sort.word())?;
    }
    Ok(())
}

fn values(
    out: &mut dyn Write,
    holds: &str,
    cells: Cells<'_>,
    columns: &Columns,
    losses: &mut Losses,
) -> io::Result<()> {
    for (name, cell) in cells {
        if let Some(at) = columns.place(&name) {
            let text = cell.flat(losses);
            data(out, &format!("{holds}{at}"), &text, losses)?;
        }
    }
    Ok(())
}

fn data(out: &mut dyn Write, key: &str, value: &str, losses: &mut Losses) -> io::Result<()> {
    write!(out, "<data key=\"{key}\">")?;
    xml::text(out, value, losses)?;
    out.write_all(b"</data>")
}
