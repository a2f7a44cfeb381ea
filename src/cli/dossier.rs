//! `tieline dossier`: the evidence behind facts as a numbered list, to be read, checked and printed.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::args::DossierArgs;
use super::{named, open, output};
use crate::export::{Dispute, Pack, PackForm, chain_line, rating_line, summary, today};
use crate::facts::{Copies, EntityId, FactBase, FactId, Independence, Verdict, conflicts, is_publishable};
use crate::graph::{Graph, Known, Question, Visible, chains, tie_strengths};
use crate::project::{Decisions, Reviews};
use crate::state::Opened;

/// Reads, chooses and writes.
pub(super) fn run(args: &DossierArgs) -> anyhow::Result<ExitCode> {
    let form = form(args)?;
    let opened = open::open(&args.files, &args.how)?;
    open::guard(&opened, &args.output)?;
    open::tell_problems(&opened);
    let reviews = &opened.decisions.reviews;
    let (verdict, sources) = (|fact| reviews.verdict(fact), |fact| opened.weighed.sources(fact));
    let known = Known { verdict: &verdict, sources: &sources };
    let Decisions { filter, hidden, .. } = &opened.decisions;
    let visible = Visible::knowing(&opened.base, &opened.graph, filter, hidden, &known);
    let map = Shown { base: &opened.base, graph: &opened.graph, visible: &visible, reviews };
    let conflicts = conflicts(&opened.base);
    let pack = pack(args, &opened, &map)?;
    let disputes = Dispute::among(&pack.facts, &conflicts, &reviews.rulings);
    let text = Pack { disputes, ..pack }.text(form)?;
    output::write(&args.output, |out| out.write_all(text.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

/// The map that facts are chosen from.
struct Shown<'a> {
    base: &'a FactBase,
    graph: &'a Graph,
    visible: &'a Visible,
    reviews: &'a Reviews,
}

impl Shown<'_> {
    fn is_wanted(&self, fact: FactId, publishable: bool) -> bool {
        let review = self.reviews.of(fact);
        let rejected = self.reviews.verdict(fact) == Some(Verdict::Rejected);
        self.visible.fact(fact) && !rejected && (!publishable || is_publishable(self.base.fact(fact), review))
    }
}

/// The form that is asked for, or that the name of the file tells.
fn form(args: &DossierArgs) -> anyhow::Result<PackForm> {
    if let Some(form) = args.form {
        return Ok(form.into());
    }
    if output::is_stdout(&args.output) {
        return Ok(PackForm::Markdown);
    }
    let extension = args.output.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    PackForm::from_extension(extension).ok_or_else(|| {
        let name = args.output.display();
        anyhow!("cannot write {name}: a pack is .md, .html, .csv or .json; or say which with --form")
    })
}

fn pack<'a>(args: &DossierArgs, opened: &Opened, map: &Shown<'a>) -> anyhow::Result<Pack<'a>> {
    let base = map.base;
    let copies = Copies::new(base);
    let independence = Independence::new(base, &copies, &map.reviews.sources);
    let entity = |typed: &str| named::entity(base, &opened.searcher, typed);
    let wanted = |fact: &FactId| map.is_wanted(*fact, args.publishable);
    let (of_what, facts, chain_lines) = match (args.between.as_deref(), args.entity.as_deref()) {
        (Some([a, b]), _) => {
            let ends = [entity(a)?, entity(b)?];
            let (facts, lines) = connected(map, &independence, ends, wanted)?;
            let [a, b] = ends.map(|end| &base.entity(end).name);
            (format!("How {a} and {b} are connected"), facts, lines)
        }
        (_, Some(typed)) => {
            let entity = entity(typed)?;
            let about = |fact: &FactId| {
                let fact = base.fact(*fact);
                fact.subject == entity || fact.object == Some(entity)
            };
            let facts = all(base).filter(about).filter(wanted).collect();
            (format!("Facts about {}", base.entity(entity).name), facts, Vec::new())
        }
        _ => ("All facts".to_owned(), all(base).filter(wanted).collect(), Vec::new()),
    };
    if facts.is_empty() {
        let kind = if args.publishable { "publishable fact" } else { "fact" };
        bail!("there is nothing to write: no {kind} is shown that was asked for");
    }
    let count = independence.of_facts(facts.iter().map(|&fact| base.fact(fact)));
    let reviews: Vec<_> = facts.iter().map(|&fact| map.reviews.of(fact)).collect();
    let mut about = summary(&of_what, count, &reviews);
    about.extend(chain_lines);
    about.push(format!("As of {}.", today()));
    let title = base.title.as_deref().unwrap_or(&opened.origin.name).to_owned();
    Ok(Pack { base, title, about, facts, reviews, disputes: Vec::new() })
}

fn all(base: &FactBase) -> impl Iterator<Item = FactId> {
    (0..base.facts.len()).map(FactId::from_index)
}

/// The facts of the chains between two entities, each once, and a line on each chain with their numbers.
fn connected(
    map: &Shown<'_>,
    independence: &Independence<'_>,
    [from, to]: [EntityId; 2],
    wanted: impl Fn(&FactId) -> bool,
) -> anyhow::Result<(Vec<FactId>, Vec<String>)> {
    let Shown { base, graph, visible, reviews } = map;
    let name = |id: EntityId| &base.entity(id).name;
    if from == to {
        bail!("“{}” is one entity: name two", name(from));
    }
    let mut strengths = tie_strengths(base, graph, visible, independence, |fact| reviews.verdict(fact));
    for (id, tie) in graph.ties_with_ids() {
        if !tie.facts.iter().any(&wanted) {
            strengths[id.index()] = 0.0;
        }
    }
    let found = chains(graph, visible, &strengths, &Question::between(from, to));
    if found.chains.is_empty() {
        bail!("“{}” and “{}” are not connected by the facts that were asked for", name(from), name(to));
    }
    let mut facts: Vec<FactId> = Vec::new();
    let mut numbers: BTreeMap<FactId, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for (at, chain) in found.chains.iter().enumerate() {
        let of_chain = chain.ties.iter().flat_map(|&tie| &graph.tie(tie).facts).copied().filter(&wanted);
        let mut told = Vec::new();
        for fact in of_chain {
            let number = *numbers.entry(fact).or_insert_with(|| {
                facts.push(fact);
                facts.len()
            });
            told.push(number);
        }
        let names: Vec<&str> = chain.entities.iter().map(|&id| &*base.entity(id).name).collect();
        let links: Vec<f32> = chain.ties.iter().filter_map(|tie| strengths.get(tie.index()).copied()).collect();
        lines.push(chain_line(at + 1, &names, &told, &links));
    }
    lines.push(rating_line());
    if found.stopped_early {
        lines.push("There may be more chains: the search was ended after a while.".to_owned());
    }
    Ok((facts, lines))
}
