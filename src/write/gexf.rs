//! GEXF 1.3, the format of Gephi, with places; y grows upwards there.

use std::io::{self, Write};

use super::columns::Columns;
use super::losses::Losses;
use super::tie::{Cells, Excerpts, Run};
use super::{names, xml};

pub(super) fn write(run: &mut Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = run.content.base;
    let (of_nodes, of_edges) = columns(run);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" \
        xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n<meta>\n",
    )?;
    for (name, text) in [("creator", &base.generated_by), ("title", &base.title), ("description", &base.description)] {
        if let Some(text) = text {
            xml::element(out, name, text, run.losses())?;
        }
    }
    out.write_all(b"</meta>\n<graph defaultedgetype=\"directed\" mode=\"static\">\n")?;
    declare(out, "node", &of_nodes, run.losses())?;
    declare(out, "edge", &of_edges, run.losses())?;
    out.write_all(b"<nodes>\n")?;
    for (id, entity) in run.entities() {
        out.write_all(b"<node")?;
        xml::attribute(out, "id", &entity.id, run.losses())?;
        xml::attribute(out, "label", &entity.name, run.losses())?;
        out.write_all(b">")?;
        let cells = run.entity_cells(entity, names::OF_NODES);
        values(out, cells, &of_nodes, run.losses())?;
        if let Some([x, y]) = run.content.place(id) {
            write!(out, "<viz:position x=\"{x}\" y=\"{}\"/>", 0.0 - y)?;
        }
        out.write_all(b"</node>\n")?;
    }
    out.write_all(b"</nodes>\n<edges>\n")?;
    for (fact, object) in run.ties() {
        out.write_all(b"<edge")?;
        xml::attribute(out, "id", &fact.id, run.losses())?;
        xml::attribute(out, "source", &base.entity(fact.subject).id, run.losses())?;
        xml::attribute(out, "target", &base.entity(object).id, run.losses())?;
        if !fact.directed {
            out.write_all(b" type=\"undirected\"")?;
        }
        xml::attribute(out, "label", base.relation(fact.relation), run.losses())?;
        out.write_all(b">")?;
        let cells = run.fact_cells(fact, Excerpts::One, names::OF_TIES);
        values(out, cells, &of_edges, run.losses())?;
        out.write_all(b"</edge>\n")?;
    }
    out.write_all(b"</edges>\n</graph>\n</gexf>\n")?;
    run.written.entities = base.entities.len();
    run.count_articles();
    run.count_about([true; 3]);
    Ok(())
}

/// The columns of nodes and of edges, which a file names before the first of them.
pub(super) fn columns(run: &Run<'_>) -> (Columns, Columns) {
    let (mut of_nodes, mut of_edges) = (Columns::default(), Columns::default());
    let mut ahead = run.ahead();
    for (_, entity) in run.entities() {
        of_nodes.learn(&ahead.entity_cells(entity, names::OF_NODES));
    }
    for (fact, _) in run.ahead().ties() {
        of_edges.learn(&ahead.fact_cells(fact, Excerpts::One, names::OF_TIES));
    }
    (of_nodes, of_edges)
}

fn declare(out: &mut dyn Write, class: &str, columns: &Columns, losses: &mut Losses) -> io::Result<()> {
    if columns.len() == 0 {
        return Ok(());
    }
    writeln!(out, "<attributes class=\"{class}\">")?;
    for (at, name, sort) in columns.iter() {
        write!(out, "<attribute id=\"{at}\"")?;
        xml::attribute(out, "title", name, losses)?;
        writeln!(out, " type=\"{}\"/>", sort.word())?;
    }
    out.write_all(b"</attributes>\n")
}

fn values(out: &mut dyn Write, cells: Cells<'_>, columns: &Columns, losses: &mut Losses) -> io::Result<()> {
    if cells.is_empty() {
        return Ok(());
    }
    out.write_all(b"<attvalues>")?;
    for (name, cell) in cells {
        if let Some(at) = columns.place(&name) {
            write!(out, "<attvalue for=\"{at}\"")?;
            let text = cell.flat(losses);
            xml::attribute(out, "value", &text, losses)?;
            out.write_all(b"/>")?;
        }
    }
    out.write_all(b"</attvalues>")
}
