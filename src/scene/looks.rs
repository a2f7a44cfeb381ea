//! How entities and ties look: shape, colour and icon by kind, size by degree, width by facts, dash by status.

use std::f32::consts::TAU;
use std::sync::Arc;

use super::Portraits;
use crate::facts::{Entity, FactBase, KindId, Status, Value};
use crate::graph::{Appearance, Direction, Graph, Icon, MarkShape, SizeBy, TieId, Visible, WidthBy};

impl MarkShape {
    /// Corners, distance of the corners from the middle for a radius of 1, and the angle of the first. All shapes of
    /// one radius have about the same area.
    #[must_use]
    pub const fn polygon(self) -> (u16, f32, f32) {
        const UP: f32 = -TAU / 4.0;
        match self {
            Self::Circle => (24, 1.0, 0.0),
            Self::Square => (4, 1.253, TAU / 8.0),
            Self::Diamond => (4, 1.253, 0.0),
            Self::Hexagon => (6, 1.1, 0.0),
            Self::Triangle => (3, 1.5, UP),
            Self::TriangleDown => (3, 1.5, -UP),
            Self::Pentagon => (5, 1.15, UP),
            Self::Octagon => (8, 1.06, TAU / 16.0),
        }
    }
}

/// How a kind of entity looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindLook {
    /// The outline.
    pub shape: MarkShape,
    /// Which of the style's kind colours.
    pub color: usize,
    /// What is drawn inside.
    pub icon: Icon,
}

/// The look of a kind of `base`: three are fixed, the others take the next of a set that differs in shape and colour.
#[must_use]
pub(super) fn kind_look(base: &FactBase, kind: KindId) -> KindLook {
    use MarkShape::{Circle, Diamond, Hexagon, Octagon, Pentagon, Square, Triangle, TriangleDown};
    const REST: [MarkShape; 5] = [Hexagon, Triangle, Pentagon, Octagon, TriangleDown];
    let (shape, color, icon) = match kind {
        FactBase::PERSON => (Circle, 0, Icon::Person),
        FactBase::FIRM => (Square, 1, Icon::Firm),
        FactBase::FILM => (Diamond, 2, Icon::Film),
        FactBase::OTHER => (Hexagon, 3, Icon::None),
        KindId(further) => {
            let further = further as usize - 4;
            let icon = match base.kind(kind).to_lowercase().as_str() {
                "place" | "location" | "city" | "country" => Icon::Place,
                _ => Icon::None,
            };
            (REST[further % REST.len()], 4 + further % 5, icon)
        }
    };
    KindLook { shape, color, icon }
}

/// The look of a kind as the reader wants it.
fn wanted_look(base: &FactBase, kind: KindId, appearance: &Appearance) -> KindLook {
    let usual = kind_look(base, kind);
    let wish = appearance.kinds.get(&kind).copied().unwrap_or_default();
    KindLook {
        shape: wish.shape.unwrap_or(usual.shape),
        color: wish.color.map_or(usual.color, usize::from),
        icon: wish.icon.unwrap_or(usual.icon),
    }
}

/// How an entity looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkLook {
    /// Shape, colour and icon.
    pub kind: KindLook,
    /// Half the width of the mark, in map units.
    pub radius: f32,
    /// From 0 to 1: who gets a label first.
    pub importance: f32,
}

/// The stroke of a tie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// Reported.
    #[default]
    Solid,
    /// Planned.
    Dashed,
    /// Alleged.
    Dotted,
    /// Denied: a line with a stroke through it.
    Struck,
    /// Ended: dashes and dots.
    Ended,
    /// Reported and not yet looked at, where the reader wants to see that: sparse dots.
    Unreviewed,
}

impl From<Status> for Dash {
    fn from(status: Status) -> Self {
        match status {
            Status::Reported => Self::Solid,
            Status::Planned => Self::Dashed,
            Status::Alleged => Self::Dotted,
            Status::Denied => Self::Struck,
            Status::Ended => Self::Ended,
        }
    }
}

/// How a tie looks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TieLook {
    /// In points on the screen, at a zoom of 1 and more.
    pub width: f32,
    /// Solid, dashed, dotted or struck.
    pub dash: Dash,
    /// Where the arrowheads are.
    pub direction: Direction,
    /// How many facts are shown; a badge says so from two on.
    pub count: u32,
    /// Whether anything says so; a tie without evidence is pale.
    pub evidence: bool,
    /// How much paler than others for want of confidence, from 0 to 1; 0 where that is not shown.
    pub faint: f32,
    /// Whether a row of dots runs beside the line: its dashes say how the facts stand, the dots that somebody has yet
    /// to look at one.
    pub unreviewed: bool,
}

/// A line that is drawn, and what it means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineMeaning {
    /// The line.
    pub look: TieLook,
    /// In a word or two.
    pub meaning: &'static str,
}

/// What lines are drawn by, beside what is visible.
#[derive(Clone, Copy)]
pub struct LinesBy<'a> {
    /// How the reader wants the map drawn.
    pub appearance: &'a Appearance,
    /// Whether ties of which a shown fact was not yet looked at get dots.
    pub dot_unreviewed: bool,
    /// The independent sources behind a tie, where they are known.
    pub sources: &'a dyn Fn(TieId) -> Option<usize>,
}

impl<'a> LinesBy<'a> {
    /// Lines by facts alone.
    #[must_use]
    pub fn facts(appearance: &'a Appearance) -> Self {
        Self { appearance, dot_unreviewed: false, sources: &|_tie| None }
    }
}

/// The looks of all entities and ties, by id, and what a legend says of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    /// By entity.
    pub marks: Vec<MarkLook>,
    /// By tie.
    pub ties: Vec<TieLook>,
    /// By kind.
    pub kinds: Vec<KindLook>,
    /// The kinds that are shown, with how many entities of each are.
    pub shown_kinds: Vec<(KindId, usize)>,
    /// The lines that are drawn, but for the usual one.
    pub lines: Vec<LineMeaning>,
    /// What a larger mark means; empty where all are of one size.
    pub larger: String,
    /// What a wider line means; empty where none is wider.
    pub wider: &'static str,
    /// Pictures of entities.
    pub portraits: Arc<Portraits>,
}

impl Looks {
    /// The smallest mark, half its width in map units.
    pub const MIN_RADIUS: f32 = 9.0;
    /// The largest mark, half its width in map units.
    pub const MAX_RADIUS: f32 = 28.0;

    /// Works the looks out as they come.
    #[must_use]
    pub fn new(base: &FactBase, graph: &Graph, visible: &Visible) -> Self {
        let appearance = Appearance::default();
        Self::marked(base, graph, &appearance, None).shown_anew(base, graph, visible, &LinesBy::facts(&appearance))
    }

    /// The looks of marks alone, as the reader wants them: sizes from all ties and facts, so that marks keep theirs
    /// while a filter changes. As long as it is not known who stands `between` others, sizes are by ties.
    #[must_use]
    pub fn marked(base: &FactBase, graph: &Graph, appearance: &Appearance, between: Option<&[f32]>) -> Self {
        let kinds: Vec<KindLook> =
            (0..base.kinds.len()).map(|at| wanted_look(base, KindId::from_index(at), appearance)).collect();
        let degrees = graph.degrees();
        let (sizes, larger) = Sizes::new(base, &degrees, &appearance.size, between);
        let mark = |(at, (entity, &degree)): (usize, (&Entity, &u32))| {
            let (radius, importance) = sizes.of(at, degree, degrees.len());
            MarkLook { kind: kinds[entity.kind.index()], radius, importance }
        };
        let marks = base.entities.iter().zip(&degrees).enumerate().map(mark).collect();
        Self { marks, kinds, larger, ..Self::default() }
    }

    /// The looks where only what is visible has changed: marks keep theirs.
    #[must_use]
    pub fn shown_anew(&self, base: &FactBase, graph: &Graph, visible: &Visible, by: &LinesBy<'_>) -> Self {
        let LinesBy { appearance, dot_unreviewed, sources } = *by;
        let by_sources = appearance.width == WidthBy::Sources;
        let weight = |id, facts: u32| if by_sources { sources(id).unwrap_or(1) as f32 } else { facts as f32 };
        let faint = |id| if appearance.confidence { 1.0 - visible.confidence_of(base, graph, id) } else { 0.0 };
        let ties: Vec<TieLook> = graph
            .ties_with_ids()
            .map(|(id, _)| {
                let count = visible.num_facts_of(id);
                let dash = Dash::from(visible.status_of(id));
                let unreviewed = dot_unreviewed && visible.is_unreviewed(id);
                let bare = unreviewed && dash == Dash::Solid;
                TieLook {
                    width: (0.8 + 0.6 * weight(id, count)).clamp(1.4, 5.0),
                    dash: if bare { Dash::Unreviewed } else { dash },
                    direction: visible.direction_of(id),
                    count,
                    evidence: visible.has_evidence(id),
                    faint: faint(id),
                    unreviewed: unreviewed && !bare,
                }
            })
            .collect();
        let mut counts = vec![0; base.kinds.len()];
        for id in visible.entities() {
            counts[base.entity(id).kind.index()] += 1;
        }
        let shown_kinds = (0..).map(KindId).zip(counts).filter(|(_, count)| *count > 0).collect();
        let lines = lines(&ties);
        let wider = match appearance.width {
            _ if !ties.iter().any(|tie| tie.count > 0 && tie.width > 1.5) => "",
            WidthBy::Facts => "more facts",
            WidthBy::Sources => "more independent sources",
        };
        let (marks, kinds, larger) = (self.marks.clone(), self.kinds.clone(), self.larger.clone());
        let portraits = Arc::clone(&self.portraits);
        Self { marks, ties, kinds, shown_kinds, lines, larger, wider, portraits }
    }

    /// The same with pictures of entities.
    #[must_use]
    pub fn with_portraits(self, portraits: &Arc<Portraits>) -> Self {
        Self { portraits: Arc::clone(portraits), ..self }
    }

    /// The size of a mark of a degree on a map of so many entities: its area grows with the degree, between the
    /// bounds. On large maps marks are smaller, so that names and ties have room between them.
    #[must_use]
    pub fn radius(degree: u32, num_entities: usize) -> f32 {
        let crowd = (400.0 / num_entities.max(1) as f32).powf(0.2).clamp(0.55, 1.0);
        crowd * (7.0 + 3.6 * (degree as f32).sqrt()).clamp(Self::MIN_RADIUS, Self::MAX_RADIUS)
    }
}

/// What marks are sized by.
enum Sizes {
    /// The number of ties.
    Ties { most: f32 },
    /// A value for each entity, and the range of the values.
    Values { values: Vec<Option<f32>>, least: f32, most: f32 },
    /// All alike.
    Equal { most: f32 },
}

impl Sizes {
    /// Also says what a larger mark means.
    fn new(base: &FactBase, degrees: &[u32], by: &SizeBy, between: Option<&[f32]>) -> (Self, String) {
        let most = degrees.iter().copied().max().unwrap_or(1).max(1) as f32;
        let by_values = |values: Vec<Option<f32>>, lowest: Option<f32>| {
            let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
            let least = lowest.unwrap_or_else(|| known().fold(f32::INFINITY, f32::min));
            let most = known().fold(least, f32::max);
            Self::Values { values, least, most }
        };
        match (by, between) {
            (SizeBy::Equal, _) => (Self::Equal { most }, String::new()),
            (SizeBy::Facts, _) => {
                let mut counts = vec![0_u32; base.entities.len()];
                for fact in &base.facts {
                    counts[fact.subject.index()] += 1;
                    if let Some(object) = fact.object.filter(|object| *object != fact.subject) {
                        counts[object.index()] += 1;
                    }
                }
                let values = counts.into_iter().map(|count| Some(count as f32)).collect();
                (by_values(values, Some(0.0)), "more facts".to_owned())
            }
            (SizeBy::Between, Some(between)) => {
                let values = between.iter().map(|value| Some(*value)).collect();
                (by_values(values, Some(0.0)), "more often between others".to_owned())
            }
            (SizeBy::Attribute(name), _) => {
                let values = base.entities.iter().map(|entity| number_of(entity, name)).collect();
                (by_values(values, None), format!("more {name}"))
            }
            (SizeBy::Ties, _) | (SizeBy::Between, None) => (Self::Ties { most }, "more ties".to_owned()),
        }
    }

    /// Half the width of a mark in map units, and how important it is.
    fn of(&self, at: usize, degree: u32, num_entities: usize) -> (f32, f32) {
        let by_degree = |most: f32| (1.0 + degree as f32).ln() / (1.0 + most).ln();
        match self {
            Self::Ties { most } => (Looks::radius(degree, num_entities), by_degree(*most)),
            Self::Equal { most } => (Looks::radius(4, num_entities), by_degree(*most)),
            Self::Values { values, least, most } => {
                let value = values.get(at).copied().flatten().unwrap_or(*least);
                // The area of the mark grows with the value.
                let share = ((value - least) / (most - least).max(f32::MIN_POSITIVE)).clamp(0.0, 1.0).sqrt();
                let share = if share.is_finite() { share } else { 0.0 };
                let scale = Looks::radius(u32::MAX, num_entities) / Looks::MAX_RADIUS;
                (scale * (Looks::MIN_RADIUS + share * (Looks::MAX_RADIUS - Looks::MIN_RADIUS)), share)
            }
        }
    }
}

/// A number that the file gives an entity.
#[must_use]
pub fn number_of(entity: &Entity, name: &str) -> Option<f32> {
    let (_, value) = entity.attributes.iter().find(|(attribute, _)| **attribute == *name)?;
    match value {
        Value::Number(digits) => digits.parse().ok().filter(|number: &f32| number.is_finite()),
        _ => None,
    }
}

/// The lines that are drawn, but for the usual one, as a legend shows them.
fn lines(ties: &[TieLook]) -> Vec<LineMeaning> {
    let mut lines = Vec::new();
    let mut add = |dash: Dash, (evidence, unreviewed): (bool, bool), meaning: &'static str| {
        let alike = |look: &TieLook| look.dash == dash && look.unreviewed == unreviewed;
        let drawn = |look: &TieLook| look.count > 0 && look.evidence == evidence && (!evidence || alike(look));
        if ties.iter().any(drawn) {
            let look = TieLook { width: 2.0, dash, evidence, unreviewed, ..TieLook::default() };
            lines.push(LineMeaning { look, meaning });
        }
    };
    for (status, unchecked) in [
        (Status::Planned, "planned, not yet checked"),
        (Status::Alleged, "alleged, not yet checked"),
        (Status::Denied, "denied, not yet checked"),
        (Status::Ended, "ended, not yet checked"),
    ] {
        add(status.into(), (true, false), status.word());
        add(status.into(), (true, true), unchecked);
    }
    add(Dash::Unreviewed, (true, false), "not yet checked");
    add(Dash::Solid, (false, false), "no evidence");
    lines
}
