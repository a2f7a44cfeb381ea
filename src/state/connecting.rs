//! How two entities are connected: two names are chosen, a job looks for chains, and the reader goes from one to the
//! next.

use std::sync::Arc;

use super::{Effect, Map, Panel, Selection, State, Toggle, Weighed, apply, choosing, move_about, panels};
use crate::facts::{EntityId, FactBase, FactId, Verdict};
use crate::graph::{Chain, Graph, Hit, Link, Question, TieId, Visible, chains, strength, tie_strengths, told};
use crate::project::Reviews;
use crate::scene::Emphasis;

/// One of the two names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct End {
    /// What is typed.
    pub text: String,
    /// What fits, best first.
    pub hits: Vec<Hit>,
    /// Who is meant.
    pub entity: Option<EntityId>,
    /// Counts up with each change of the text; an answer to an older one is dropped.
    generation: u64,
}

/// Where the panel stands among the details.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is not open.
    #[default]
    Closed,
    /// It is what the details show.
    Front,
    /// Something was chosen since, which the details show; the panel waits behind it.
    Behind,
}

/// A chain with its links in words.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldChain {
    /// The way.
    pub chain: Chain,
    /// For each tie the fact that says it best.
    pub links: Vec<Link>,
}

/// The chains between two entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Connected {
    /// The strongest first.
    pub chains: Vec<ToldChain>,
    /// Whether there may be more.
    pub stopped_early: bool,
}

/// What came of the question.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    /// Nothing was asked.
    #[default]
    None,
    /// A job looks.
    Looking,
    /// What was found, which may be nothing.
    Found(Connected),
}

/// The question how two entities are connected, and its answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Connection {
    /// Where its panel stands.
    pub standing: Standing,
    /// From whom, and to whom.
    pub ends: [End; 2],
    /// What was found.
    pub answer: Answer,
    /// Which of the chains is shown.
    pub at: usize,
    generation: u64,
    /// The chain that was shown when the question was asked again: where it still holds, it stays.
    before: Option<Chain>,
    /// Whether what is shown has changed since, in a gesture that goes on.
    is_stale: bool,
}

impl Connection {
    /// Nothing is asked any more; an answer that is on its way is dropped.
    pub(super) fn forget(&mut self) {
        *self = Self { generation: self.generation + 1, ..Self::default() };
    }

    /// The chains that were found.
    #[must_use]
    pub fn chains(&self) -> &[ToldChain] {
        match &self.answer {
            Answer::Found(found) => &found.chains,
            Answer::None | Answer::Looking => &[],
        }
    }

    /// The chain that the panel tells, while it is what the details show.
    #[must_use]
    pub fn shown(&self) -> Option<&ToldChain> {
        self.chains().get(self.at).filter(|_| self.standing == Standing::Front)
    }

    /// Both ends, once both are chosen.
    #[must_use]
    pub fn both(&self) -> Option<[EntityId; 2]> {
        let [from, to] = &self.ends;
        Some([from.entity?, to.entity?])
    }

    /// Lets the chain stand out and the rest fade.
    pub(super) fn lift(&self, emphasis: &mut Emphasis) {
        if let Some(ToldChain { chain, links: _ }) = self.shown() {
            emphasis.lifted = chain.entities.iter().copied().collect();
            emphasis.lifted_ties = chain.ties.iter().copied().collect();
            emphasis.selected.extend([chain.entities.first(), chain.entities.last()].into_iter().flatten());
        }
    }
}

/// What the reader or a job does about it.
#[derive(Debug)]
pub enum Connecting {
    /// Open the panel, and ask where two entities are chosen.
    Ask,
    /// This is typed into one of the fields.
    Type(usize, String),
    /// Names that fit the text of this generation.
    Fits(usize, u64, Vec<Hit>),
    /// This one is meant.
    Take(usize, EntityId),
    /// The chains that a job found for the question of this generation.
    Answer(u64, Box<Connected>),
    /// Show this chain.
    Show(usize),
    /// Show the panel again.
    Front,
    /// Close the panel.
    Close,
}

/// Everything that a search for chains needs, shared with the map that stays open.
#[derive(Clone, Debug)]
pub struct ConnectJob {
    /// Which question.
    pub generation: u64,
    base: Arc<FactBase>,
    graph: Arc<Graph>,
    visible: Arc<Visible>,
    weighed: Arc<Weighed>,
    reviews: Reviews,
    question: Question,
}

impl ConnectJob {
    /// The best chains, told.
    #[must_use]
    pub fn run(&self) -> Connected {
        let Self { base, graph, visible, weighed, reviews, question, generation: _ } = self;
        let independence = weighed.independence(base, &reviews.sources);
        let verdict = |fact| reviews.verdict(fact);
        let strengths = tie_strengths(base, graph, visible, &independence, verdict);
        let found = chains(graph, visible, &strengths, question);
        let weigh = |id: FactId| {
            let fact = base.fact(id);
            strength(independence.of_fact(fact), fact.confidence, verdict(id))
        };
        let told = |chain: Chain| {
            let links = told(base, graph, visible, &chain, weigh);
            ToldChain { chain, links }
        };
        Connected { chains: found.chains.into_iter().map(told).collect(), stopped_early: found.stopped_early }
    }
}

/// Does what the reader or a job wants.
pub(super) fn connect(state: &mut State, what: Connecting) -> Option<Effect> {
    match what {
        Connecting::Ask => open(state),
        Connecting::Type(side, text) => type_name(state, side, text),
        Connecting::Fits(side, generation, hits) => {
            if let Some(end) = state.view.connection.ends.get_mut(side)
                && end.generation == generation
            {
                end.hits = hits;
            }
            None
        }
        Connecting::Take(side, entity) => {
            take(state, side, entity);
            ask(state)
        }
        Connecting::Answer(generation, found) => answer(state, generation, *found),
        Connecting::Show(at) => show(state, at),
        Connecting::Front => {
            state.view.connection.standing = Standing::Front;
            state.view.reader = None;
            apply::refresh_emphasis(state)
        }
        Connecting::Close => {
            state.view.connection =
                Connection { generation: state.view.connection.generation, ..Connection::default() };
            apply::refresh_emphasis(state)
        }
    }
}

fn open(state: &mut State) -> Option<Effect> {
    let chosen: Vec<EntityId> = match (&state.view.selection, state.map()) {
        (Selection { entities, ties }, _) if ties.is_empty() && (1..=2).contains(&entities.len()) => {
            entities.iter().copied().collect()
        }
        (Selection { entities, ties }, Some(map)) if entities.is_empty() && ties.len() == 1 => {
            ties.iter().flat_map(|id| [map.graph.tie(*id).a, map.graph.tie(*id).b]).collect()
        }
        _ => Vec::new(),
    };
    let connection = &mut state.view.connection;
    if connection.standing == Standing::Closed || chosen.len() == 2 {
        let generation = connection.generation;
        *connection = Connection { generation, ..Connection::default() };
    }
    connection.standing = Standing::Front;
    state.view.reader = None;
    state.view.walk = None;
    for (side, entity) in chosen.into_iter().enumerate() {
        take(state, side, entity);
    }
    let effect = ask(state);
    if state.settings.panels.details.open {
        return effect;
    }
    // Where both are wanted, the search goes first: the panel is remembered with the next change of the settings.
    let remember = panels::show(state, Panel::Details, Toggle::On);
    effect.or(remember)
}

fn type_name(state: &mut State, side: usize, text: String) -> Option<Effect> {
    let end = state.view.connection.ends.get_mut(side)?;
    end.generation += 1;
    end.entity = None;
    end.hits.clear();
    end.text = text;
    let (generation, text) = (end.generation, end.text.clone());
    state.view.connection.answer = Answer::None;
    apply::refresh_emphasis(state);
    if text.trim().is_empty() {
        return None;
    }
    let map = state.map()?;
    Some(Effect::FindEnd(side, generation, text, Arc::clone(&map.base), Arc::clone(&map.searcher)))
}

fn take(state: &mut State, side: usize, entity: EntityId) {
    let name = state.map().and_then(|map| map.base.entities.get(entity.index())).map(|entity| entity.name.to_string());
    if let (Some(name), Some(end)) = (name, state.view.connection.ends.get_mut(side)) {
        *end = End { text: name, hits: Vec::new(), entity: Some(entity), generation: end.generation + 1 };
    }
}

/// Looks for chains where both ends are chosen.
fn ask(state: &mut State) -> Option<Effect> {
    let [from, to] = state.view.connection.both()?;
    let connection = &mut state.view.connection;
    connection.generation += 1;
    connection.answer = Answer::Looking;
    connection.at = 0;
    let generation = connection.generation;
    apply::refresh_emphasis(state);
    let map = state.map()?;
    let job = ConnectJob {
        generation,
        base: Arc::clone(&map.base),
        graph: Arc::clone(&map.graph),
        visible: Arc::clone(&map.visible),
        weighed: Arc::clone(&map.weighed),
        reviews: map.decisions.reviews.clone(),
        question: Question::between(from, to),
    };
    Some(Effect::Connect(Box::new(job)))
}

/// Looks again after what is shown, or a verdict, has changed; once for a gesture, at its end.
pub(super) fn ask_again(state: &mut State, gesture: Toggle) -> Option<Effect> {
    let connection = &mut state.view.connection;
    connection.is_stale = connection.standing != Standing::Closed && gesture == Toggle::On;
    if connection.standing == Standing::Closed || connection.is_stale {
        return None;
    }
    connection.before = connection.chains().get(connection.at).map(|told| told.chain.clone());
    ask(state)
}

/// A gesture ended.
pub(super) fn settle(state: &mut State) -> Option<Effect> {
    if state.view.connection.is_stale { ask_again(state, Toggle::Off) } else { None }
}

fn answer(state: &mut State, generation: u64, found: Connected) -> Option<Effect> {
    let connection = &mut state.view.connection;
    if connection.generation != generation || connection.standing == Standing::Closed {
        return None;
    }
    connection.answer = Answer::Found(found);
    let before = connection.before.take();
    let ways: Vec<&[TieId]> = connection.chains().iter().map(|told| &*told.chain.ties).collect();
    if let Some(at) = before.and_then(|before| ways.iter().position(|ties| *ties == before.ties)) {
        connection.at = at;
        return apply::refresh_emphasis(state);
    }
    show(state, 0)
}

fn show(state: &mut State, at: usize) -> Option<Effect> {
    let connection = &mut state.view.connection;
    let chain = connection.chains().get(at)?.chain.clone();
    connection.at = at;
    state.view.walk = None;
    apply::refresh_emphasis(state);
    if state.view.connection.standing == Standing::Front {
        move_about::fly_to(state, chain.entities);
    }
    None
}

/// Goes to the chain so many further, round and round.
pub(super) fn step(state: &mut State, by: i64) -> Option<Effect> {
    let connection = &mut state.view.connection;
    let count = connection.chains().len();
    if count == 0 {
        return None;
    }
    connection.standing = Standing::Front;
    state.view.reader = None;
    let at = (connection.at as i64 + by).rem_euclid(count as i64) as usize;
    show(state, at)
}

/// Something was chosen: the panel makes room for it.
pub(super) fn step_aside(state: &mut State) {
    let connection = &mut state.view.connection;
    if connection.standing == Standing::Front {
        connection.standing = Standing::Behind;
    }
}

/// One step back: the chain is left for what was chosen before it.
pub(super) fn close(state: &mut State) -> Option<Effect> {
    connect(state, Connecting::Close);
    choosing::select(state, Selection::default())
}

impl Map {
    /// The facts of a chain that are shown and were not rejected, in the order of the chain.
    #[must_use]
    pub fn facts_of_chain(&self, chain: &Chain) -> Vec<FactId> {
        let rejected = |fact: &FactId| self.decisions.reviews.verdict(*fact) == Some(Verdict::Rejected);
        let of_tie = |tie: &TieId| self.shown_facts(*tie);
        chain.ties.iter().flat_map(of_tie).filter(|fact| !rejected(fact)).collect()
    }

    /// Ann – Bob – Cato
    #[must_use]
    pub fn way_of(&self, chain: &Chain) -> String {
        chain.entities.iter().map(|&id| &*self.base.entity(id).name).collect::<Vec<_>>().join(" – ")
    }
}
