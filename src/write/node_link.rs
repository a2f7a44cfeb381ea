//! Nodes and links as JSON, as networkx and d3 read them; y grows upwards there.

use std::io::{self, Write};

use super::json::{self, Object};
use super::names;
use super::tie::{Excerpts, Run};

pub(super) fn write(run: &mut Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = run.content.base;
    out.write_all(b"{\n\"directed\": true,\n\"multigraph\": true,\n\"graph\": ")?;
    let mut about = Object::open(out)?;
    for (name, text) in
        [("title", &base.title), ("description", &base.description), ("generated_by", &base.generated_by)]
    {
        about.optional(name, text.as_deref())?;
    }
    about.close()?;
    out.write_all(b",\n\"nodes\": ")?;
    json::lines(out, run.entities(), |out, (id, entity)| {
        let mut node = Object::open(out)?;
        node.text("id", &entity.id)?;
        node.text("name", &entity.name)?;
        if let Some([x, y]) = run.content.place(id) {
            node.bare("x", &x.to_string())?;
            node.bare("y", &(0.0 - y).to_string())?;
        }
        for (name, cell) in run.entity_cells(entity, names::OF_NODES) {
            cell.json(node.key(&name)?)?;
        }
        node.close()
    })?;
    out.write_all(b",\n\"links\": ")?;
    let ties = run.ties();
    json::lines(out, ties, |out, (fact, object)| {
        let mut link = Object::open(out)?;
        link.text("source", &base.entity(fact.subject).id)?;
        link.text("target", &base.entity(object).id)?;
        link.text("relation", base.relation(fact.relation))?;
        link.text("id", &fact.id)?;
        if !fact.directed {
            link.bare("directed", "false")?;
        }
        for (name, cell) in run.fact_cells(fact, Excerpts::OfOneArticle, names::OF_TIES) {
            cell.json(link.key(&name)?)?;
        }
        link.close()
    })?;
    out.write_all(b"\n}\n")?;
    run.written.entities = base.entities.len();
    run.count_articles();
    run.count_about([true; 3]);
    Ok(())
}
