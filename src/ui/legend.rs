//! What shapes, colours and lines mean, in a corner of the map.

use egui::{Align2, Ui, vec2};

use super::words::kind_plural;
use super::{Actions, parts, theme};
use crate::facts::Status;
use crate::scene::{Arrowheads, Dash, Level, MarkShape, Style, TieLook, draw_tie};
use crate::state::{Action, Panel, State, Toggle};

pub(super) fn show(ui: &Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map().filter(|_| state.settings.panels.legend.open) else {
        return;
    };
    let palette = theme::palette(state.view.ground);
    let style = Style::of(state.view.ground);
    let corner = ui.max_rect().left_bottom() + vec2(12.0, -12.0);
    // On a small map area the legend would cover what it explains.
    let room = ui.max_rect().size();
    if room.x < 340.0 || room.y < 300.0 {
        return;
    }
    egui::Area::new("legend".into()).pivot(Align2::LEFT_BOTTOM).fixed_pos(corner).order(egui::Order::Middle).show(
        ui.ctx(),
        |ui| {
            let frame = parts::card(&palette).fill(palette.ground).inner_margin(egui::Margin::symmetric(10, 7));
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
                for &(kind, _count) in map.kind_counts().iter().take(9) {
                    ui.horizontal(|ui| {
                        parts::kind_mark(ui, &style, &map.base, kind);
                        parts::soft(ui, kind_plural(map.base.kind(kind)));
                    });
                }
                let lines = if room.y < 620.0 { Vec::new() } else { lines(map) };
                for (look, meaning) in lines {
                    ui.horizontal(|ui| {
                        let (rect, _response) = ui.allocate_exact_size(vec2(28.0, 15.0), egui::Sense::hover());
                        let mut shapes = Vec::new();
                        let ends = [rect.left_center(), rect.right_center()].map(|at| (at, 0.0, MarkShape::Circle));
                        draw_tie(
                            &mut shapes,
                            &style,
                            &look,
                            (ends[0], ends[1]),
                            (Level::Normal, 1.0, Arrowheads::Hidden),
                        );
                        ui.painter().extend(shapes);
                        parts::soft(ui, meaning);
                    });
                }
                parts::soft(ui, "larger: more ties");
                if parts::link(ui, "Hide").on_hover_text("Hide the legend (L)").clicked() {
                    actions.push(Action::Show(Panel::Legend, Toggle::Off));
                }
            });
        },
    );
}

/// The kinds of lines that occur on the map.
fn lines(map: &crate::state::Map) -> Vec<(TieLook, &'static str)> {
    let look = |dash, evidence| TieLook { width: 2.0, dash, evidence, ..TieLook::default() };
    let counts = map.status_counts();
    let occurs = |status| counts.iter().any(|&(of, count)| of == status && count > 0);
    let mut lines = Vec::new();
    for (status, meaning) in [
        (Status::Planned, "planned"),
        (Status::Alleged, "alleged"),
        (Status::Denied, "denied"),
        (Status::Ended, "ended"),
    ] {
        if occurs(status) {
            lines.push((look(Dash::from(status), true), meaning));
        }
    }
    if map.decisions.filter.mark_unreviewed {
        lines.push((look(Dash::Unreviewed, true), "not checked"));
    }
    if map.num_without_evidence() > 0 {
        lines.push((look(Dash::Solid, false), "no evidence"));
    }
    lines
}
