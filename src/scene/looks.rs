//! How entities and ties look: shape, colour and icon by kind, size by degree, width by facts, dash by status.

use std::f32::consts::TAU;

use crate::facts::{FactBase, KindId, Status};
use crate::graph::{Direction, Graph, TieId, Visible};

/// The outline of a mark; kinds differ by it even without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// ● persons
    Circle,
    /// ■ firms
    Square,
    /// ◆ films
    Diamond,
    /// ⬡
    Hexagon,
    /// ▲
    Triangle,
    /// ⬟
    Pentagon,
    /// ▼
    TriangleDown,
    /// A square with cut corners.
    Octagon,
}

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

/// What is drawn inside a mark that is large enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Head and shoulders.
    Person,
    /// A house front with windows.
    Firm,
    /// A strip with perforations.
    Film,
    /// A pin on a map.
    Place,
    /// Nothing.
    None,
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
pub fn kind_look(base: &FactBase, kind: KindId) -> KindLook {
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
    /// Not yet looked at, where the reader wants to see that: sparse dots.
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
}

/// The looks of all entities and ties, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    /// By entity.
    pub marks: Vec<MarkLook>,
    /// By tie.
    pub ties: Vec<TieLook>,
}

impl Looks {
    /// The smallest mark, half its width in map units.
    pub const MIN_RADIUS: f32 = 9.0;
    /// The largest mark, half its width in map units.
    pub const MAX_RADIUS: f32 = 28.0;

    /// Works the looks out: sizes from all ties, so that marks keep theirs while a filter changes; ties from what is
    /// visible.
    #[must_use]
    pub fn new(base: &FactBase, graph: &Graph, visible: &Visible) -> Self {
        let degrees = graph.degrees();
        let most = degrees.iter().copied().max().unwrap_or(1).max(1) as f32;
        let marks = base
            .entities
            .iter()
            .zip(&degrees)
            .map(|(entity, &degree)| MarkLook {
                kind: kind_look(base, entity.kind),
                radius: Self::radius(degree, degrees.len()),
                importance: (1.0 + degree as f32).ln() / (1.0 + most).ln(),
            })
            .collect();
        Self { marks, ties: Self::ties_of(graph, visible) }
    }

    /// The looks where only what is visible has changed: marks keep theirs.
    #[must_use]
    pub fn shown_anew(&self, graph: &Graph, visible: &Visible) -> Self {
        Self { marks: self.marks.clone(), ties: Self::ties_of(graph, visible) }
    }

    fn ties_of(graph: &Graph, visible: &Visible) -> Vec<TieLook> {
        graph
            .ties_with_ids()
            .map(|(id, _)| {
                let count = visible.num_facts_of(id);
                TieLook {
                    width: (0.8 + 0.6 * count as f32).clamp(1.4, 5.0),
                    dash: visible.status_of(id).into(),
                    direction: visible.direction_of(id),
                    count,
                    evidence: visible.has_evidence(id),
                }
            })
            .collect()
    }

    /// Gives the ties of which a shown fact was not yet looked at sparse dots.
    pub fn mark_unreviewed(&mut self, visible: &Visible) {
        for (id, look) in (0_u32..).map(TieId).zip(&mut self.ties) {
            if visible.is_unreviewed(id) {
                look.dash = Dash::Unreviewed;
            }
        }
    }

    /// The size of a mark of a degree on a map of so many entities: its area grows with the degree, between the
    /// bounds. On large maps marks are smaller, so that names and ties have room between them.
    #[must_use]
    pub fn radius(degree: u32, num_entities: usize) -> f32 {
        let crowd = (400.0 / num_entities.max(1) as f32).powf(0.2).clamp(0.55, 1.0);
        crowd * (7.0 + 3.6 * (degree as f32).sqrt()).clamp(Self::MIN_RADIUS, Self::MAX_RADIUS)
    }
}
