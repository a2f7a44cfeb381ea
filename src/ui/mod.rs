//! The window's panels: each reads the state and emits actions, and touches nothing else.
//!
//! [`window`] lays them out. `canvas` is the map itself, and the only room that knows `egui_graphs`.

mod arrange;
mod article;
mod banner;
mod canvas;
mod connection_view;
mod correction;
mod desk;
mod details;
mod dialogs;
mod entity_view;
mod excerpt;
mod extent;
mod files;
mod filter;
mod help;
mod histogram;
mod legend;
mod look_menu;
mod mapping;
mod mentions_view;
mod news;
mod overview;
mod parts;
mod report;
mod search;
mod sources_view;
mod status;
mod theme;
mod tie_view;
mod time_panel;
mod top_bar;
mod views;
mod walk_bar;
mod words;

pub use canvas::{Canvas, DrawnBy, Painter};
pub use theme::install;

use egui::{CentralPanel, Frame, Panel, Ui};

use crate::scene::Target;
use crate::state::{Action, Opening, Panel as Which, State};

/// What a panel is given to say what the reader did.
#[derive(Debug, Default)]
pub struct Actions {
    list: Vec<Action>,
    pointed: Option<Target>,
}

impl Actions {
    /// The reader did this.
    pub fn push(&mut self, action: Action) {
        self.list.push(action);
    }

    /// The pointer or the keyboard is on this, or on a row that stands for it.
    pub fn point_at(&mut self, target: Target) {
        self.pointed = Some(target);
    }

    /// Whether nothing was done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Everything that was done in this frame, in order.
    pub fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.list)
    }
}

/// How wide the filter is before the reader says otherwise, in points.
const FILTER_WIDTH: f32 = 206.0;
/// How wide the details are before the reader says otherwise, in points.
const DETAILS_WIDTH: f32 = 344.0;

/// Draws the whole window.
pub fn window(ui: &mut Ui, state: &State, canvas: &mut Canvas, actions: &mut Actions) {
    let palette = theme::palette(state.view.ground);
    let margin = Frame::NONE.fill(palette.panel);
    let width = ui.available_width();

    Panel::top("bar").frame(margin.inner_margin(egui::Margin::symmetric(10, 5))).show(ui, |ui| {
        top_bar::show(ui, state, actions);
    });
    Panel::bottom("status").frame(margin.inner_margin(egui::Margin::symmetric(12, 4))).show(ui, |ui| {
        status::show(ui, state, actions);
    });
    if let Some(map) = state.map().filter(|_| state.settings.panels.time.open) {
        Panel::bottom("time").frame(margin.inner_margin(egui::Margin::symmetric(14, 6))).show(ui, |ui| {
            time_panel::show(ui, state, map, actions);
        });
    }
    if state.view.report_open && state.map().is_some() {
        Panel::bottom("report").resizable(true).default_size(190.0).frame(margin.inner_margin(12)).show(ui, |ui| {
            report::show(ui, state, actions);
        });
    }
    news::show(ui, state, actions);
    let shown = state.map().is_some();
    if state.settings.panels.filter.open && shown {
        let panel = Panel::left("filter").default_size(state.settings.panels.filter.width.unwrap_or(FILTER_WIDTH));
        let panel = panel.size_range(160.0..=(0.22 * width).max(161.0)).resizable(true);
        let inner = panel.frame(margin.inner_margin(egui::Margin { left: 14, right: 10, top: 8, bottom: 8 }));
        let shown = inner.show(ui, |ui| filter::show(ui, state, actions));
        remember_width(
            Which::Filter,
            state.settings.panels.filter.width.unwrap_or(FILTER_WIDTH),
            &shown.response,
            actions,
        );
    }
    if let (Some(map), Some(desk)) = (state.map(), &state.view.desk) {
        let inner = margin.inner_margin(egui::Margin { left: 16, right: 10, top: 10, bottom: 8 });
        let beside = width - ui.available_width();
        desk::panel(desk, width, beside).frame(inner).show(ui, |ui| desk::show(ui, state, map, desk, actions));
    } else if state.settings.panels.details.open && shown {
        let panel = Panel::right("details").default_size(state.settings.panels.details.width.unwrap_or(DETAILS_WIDTH));
        let panel = panel.size_range(220.0..=(0.36 * width).max(221.0)).resizable(true);
        let inner = panel.frame(margin.inner_margin(egui::Margin { left: 16, right: 10, top: 10, bottom: 8 }));
        let shown = inner.show(ui, |ui| details::show(ui, state, actions));
        remember_width(
            Which::Details,
            state.settings.panels.details.width.unwrap_or(DETAILS_WIDTH),
            &shown.response,
            actions,
        );
    }
    CentralPanel::default().frame(Frame::NONE.fill(palette.ground)).show(ui, |ui| {
        canvas.show(ui, state, actions);
        if state.map().is_some() {
            legend::show(ui, state, actions);
            canvas::controls(ui, state, actions);
            canvas::tools(ui, state, actions);
            banner::show(ui, state, actions);
            arrange::show(ui, state, actions);
        } else if matches!(state.opening, Opening::Nothing) {
            overview::empty(ui, state, actions);
        }
        files::changed(ui, state, actions);
        dialogs::opening(ui, state, actions);
        dialogs::notices(ui, state, actions);
    });
    dialogs::show(ui, state, actions);
    let pointed = actions.pointed.take();
    let leaving = pointed.is_none() && state.view.left_at.is_some();
    if (pointed != state.view.hovered && !leaving) || (pointed.is_some() && state.view.left_at.is_some()) {
        actions.push(Action::Hover(pointed));
    }
}

/// Widths are remembered when the reader has let go of the edge.
fn remember_width(which: Which, before: f32, response: &egui::Response, actions: &mut Actions) {
    let width = response.rect.width().round();
    let resting = response.ctx.input(|input| !input.pointer.any_down());
    if resting && (width - before.round()).abs() > 1.0 && width > 1.0 {
        actions.push(Action::PanelWidth(which, width));
    }
}
