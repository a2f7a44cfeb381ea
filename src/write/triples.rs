//! Triples, one JSON object on each line: the ends by name and kind.

use std::io::{self, Write};

use super::json::Object;
use super::names;
use super::tie::{Excerpts, Run};

pub(super) fn write(run: &mut Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = run.content.base;
    for fact in &base.facts {
        let mut line = Object::open(out)?;
        let subject = base.entity(fact.subject);
        line.text("head", &subject.name)?;
        line.text("head_type", base.kind(subject.kind))?;
        line.text("relation", base.relation(fact.relation))?;
        match fact.object.map(|object| base.entity(object)) {
            Some(object) => {
                line.text("tail", &object.name)?;
                line.text("tail_type", base.kind(object.kind))?;
            }
            // Readers look for the field, if only for one without a value.
            None => line.bare("tail", "null")?,
        }
        line.text("id", &fact.id)?;
        if !fact.directed {
            line.bare("directed", "false")?;
        }
        for (name, cell) in run.fact_cells(fact, Excerpts::OfOneArticle, names::OF_TIES) {
            cell.json(line.key(&name)?)?;
        }
        line.close()?;
        out.write_all(b"\n")?;
    }
    run.written.facts = base.facts.len();
    run.count_named(false);
    run.count_articles();
    run.count_about([false; 3]);
    Ok(())
}
