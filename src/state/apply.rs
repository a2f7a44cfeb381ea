//! The one function that changes the state.

use std::sync::Arc;

use super::panels::{flipped, panel_width, read, scale, show, theme};
use super::{
    Action, Command, Connecting, Dialog, Document, Edit, Effect, LoadWhat, Map, NewsStep, Notice, Opening, Panel,
    Selection, Standing, State, Toggle, Tone, Tool, View, arranging, by_place, choosing, coasting, connecting, desk,
    evidence, files, finding, focusing, lettering, making, mapping, move_about, naming, news, picture, quality,
    reporting, restate, sights, sources, sourcing, timing, walking,
};
use crate::facts::EntityId;
use crate::scene::Target;

/// Changes the state as `action` says, and gives back what has to be done to the world.
#[expect(clippy::too_many_lines, reason = "one flat match, a line for each action")]
pub fn apply(state: &mut State, action: Action) -> Option<Effect> {
    match action {
        Action::Run(command) => run(state, command),
        Action::Tick(now) => tick(state, now),
        Action::Clock(clock) => set(&mut state.clock, clock),

        Action::OpenPaths(_) | Action::OpenFilesAs(_) | Action::OpenMapped(_) | Action::OpenSample(_) => {
            files::guarded(state, action)
        }
        Action::Files(step) => sources::take(state, step),
        Action::Report(step) => reporting::take(state, step),
        Action::News(step) => news::take(state, step),
        Action::Picked(purpose, path) => files::picked(state, purpose, path),
        Action::NoDialog(purpose) => files::no_dialog(state, purpose),
        Action::LoadProgress(generation, share) => files::load_progress(state, generation, share),
        Action::Loaded(generation, opened) => files::loaded(state, generation, *opened),
        Action::LoadFailed(generation, failure) => files::load_failed(state, generation, failure),
        Action::Mapping(step) => mapping::step(state, step),
        Action::CancelLoading => {
            state.opening = Opening::Nothing;
            Some(Effect::CancelLoad)
        }
        Action::Saved(path, project, stamp) => files::saved(state, path, project, stamp),
        Action::Exported(path, size) => picture::exported(state, &path, &size),
        Action::Packed(path, facts) => evidence::packed(state, &path, facts),
        Action::ExportProgress(share) => picture::export_progress(state, share),
        Action::Failed(failure) => files::failed(state, &failure),
        Action::Ask(dialog) => set(&mut state.dialog, dialog),
        Action::Dismiss => files::dismiss(state),
        Action::Export => Some(Effect::Pick(super::Purpose::Export)),
        Action::DismissFailure => set(&mut state.opening, Opening::Nothing),
        Action::Close => files::guarded(state, Action::CloseAnyway),
        Action::CloseAnyway => Some(files::leave(state)),
        Action::AskFor(purpose) => Some(Effect::Pick(purpose)),
        Action::SaveFirst => files::save_first(state),
        Action::DropChanges => files::drop_changes(state),
        Action::SystemIsCalm => set(&mut state.system_is_calm, true),
        Action::NoGlyph(letter) => lettering::no_glyph(state, letter),
        Action::FontsFound(generation, letter, found) => lettering::found(state, generation, letter, found),
        Action::DropNotice(at) => files::drop_notice(state, at),

        Action::Edit(edit, name, gesture) => edit_map(state, edit, name, gesture),
        Action::Decide(fact, verdict) => evidence::decide(state, fact, verdict),
        Action::Desk(action) => desk::act(state, action),
        Action::Weighed(stamp, weighed) => restate::weighed(state, stamp, *weighed),
        Action::LookedThrough(stamp, quality) => quality::looked_through(state, stamp, *quality),
        Action::Time(what) => timing::time(state, what),
        Action::Connect(what) => connecting::connect(state, what),
        Action::EndGesture => timing::end_gesture(state),
        Action::Source(what) => sourcing::source(state, what),
        Action::Cite(fact, at) => evidence::cite(state, fact, at),
        Action::Moved(snapshot) => move_about::moved(state, &snapshot),
        Action::Arranged(generation, pattern, moved) => arranging::arranged(state, generation, pattern, moved),
        Action::Measured(generation, between) => measured(state, generation, between),
        Action::Dial(settings, gesture) => arranging::dial(state, settings, gesture),

        Action::Area(area) => move_about::set_area(state, area),
        Action::Ground(ground) => set(&mut state.view.ground, ground),
        Action::Hover(target) => focusing::hover(state, target),
        Action::Click(target, how) => choosing::click(state, target, how),
        Action::GoTo(target) => choosing::go_to(state, target),
        Action::SelectEntities(entities) => choosing::select(state, Selection { entities, ..Selection::default() }),
        Action::Surround(outline, how) => by_place::surround(state, &outline, how),
        Action::LookAt(place) => move_about::look_at(state, place),
        Action::LeaveFocus => focusing::leave(state),
        Action::KeepView(name) => sights::keep(state, &name),
        Action::ShowView(at) => sights::show(state, at),
        Action::RenameView(at, name) => sights::rename(state, at, &name),
        Action::ForgetView(at) => sights::forget(state, at),
        Action::Pan(by) => move_about::pan(state, by),
        Action::LetGo(velocity) => coasting::let_go(state, velocity),
        Action::Zoom(point, factor) => move_about::zoom(state, point, factor),
        Action::DragStart(id) => move_about::drag_start(state, id),
        Action::DragBy(by) => move_about::drag_by(state, by),
        Action::DragEnd => move_about::drag_end(state),

        Action::Show(panel, toggle) => show(state, panel, toggle),
        Action::PanelWidth(panel, width) => panel_width(state, panel, width),
        Action::Read(reader) => read(state, reader),
        Action::AllMentions(toggle) => set(&mut state.view.all_mentions, toggle == Toggle::On),
        Action::Mentioned(generation, found) => naming::found(state, generation, found),
        Action::ShowArticle(article) => choosing::show_article(state, article),
        Action::CloseReader => set(&mut state.view.reader, None),
        Action::Search(text) => finding::search(state, text),
        Action::Found(generation, hits) => finding::found(state, generation, hits),
        Action::SearchMove(by) => finding::search_move(state, by),
        Action::SearchTake => finding::search_take(state),
        Action::SearchFocused => set(&mut state.search.wants_focus, false),
        Action::RelationFilter(text) => set(&mut state.view.relation_filter, text),

        Action::Copy(text) => {
            state.notify(Tone::Plain, "Copied");
            Some(Effect::Copy(text))
        }
        Action::OpenLink(address) => files::open_link(state, address),
    }
}

/// Sets what needs nothing else done.
fn set<T>(place: &mut T, value: T) -> Option<Effect> {
    *place = value;
    None
}

fn run(state: &mut State, command: Command) -> Option<Effect> {
    if !command.is_enabled(state) {
        return None;
    }
    land(state);
    match command {
        Command::Open => Some(Effect::Pick(super::Purpose::Open)),
        Command::OpenMapped => Some(Effect::Pick(super::Purpose::OpenMapped)),
        Command::AddFacts => Some(Effect::Pick(super::Purpose::Add)),
        Command::ReadAgain => sources::read_again(state),
        Command::ReadAtOnce => Some(sources::flip_at_once(state)),
        Command::NewsPanel => news::take(state, NewsStep::Panel(flipped(state.view.news_open))),
        Command::NextNews => news::take(state, NewsStep::Move(1)),
        Command::PreviousNews => news::take(state, NewsStep::Move(-1)),
        Command::OpenSample(sample) => files::guarded(state, Action::OpenSample(sample)),
        Command::Save | Command::SaveAs => files::save_now(state, command),
        Command::ExportPicture => picture::ask_export(state),
        Command::ExportEvidence => Some(Effect::Pick(super::Purpose::Evidence)),
        Command::Report => show(state, Panel::Report, flipped(state.view.report_open)),
        Command::Quit => files::guarded(state, Action::CloseAnyway),
        Command::Undo => travel(state, Map::undo),
        Command::Redo => travel(state, Map::redo),
        Command::Find => set(&mut state.search.wants_focus, true),
        Command::Connect => connecting::connect(state, Connecting::Ask),
        Command::NextChain => connecting::step(state, 1),
        Command::PreviousChain => connecting::step(state, -1),
        Command::NextExcerpt => walking::step(state, 1),
        Command::PreviousExcerpt => walking::step(state, -1),
        Command::InvertSelection => by_place::invert(state),
        Command::Walk(way) => by_place::walk(state, way),
        Command::OpenDetails => show(state, Panel::Details, Toggle::On),
        Command::Use(tool) => set(&mut state.view.tool, tool),
        Command::Back => sights::back(state),
        Command::Forward => sights::forward(state),
        Command::KeepView => {
            let name = sights::name_for_view(state);
            set(&mut state.dialog, Dialog::KeepView(name))
        }
        Command::FocusWider => focusing::widen(state, 1),
        Command::FocusNarrower => focusing::widen(state, -1),
        Command::FocusSteps(steps) => focusing::set(state, steps),
        Command::Larger | Command::Smaller | Command::UsualSize => Some(scale(state, command)),
        Command::LessMotion => {
            state.settings.less_motion = !state.settings.less_motion;
            Some(Effect::Remember(state.settings.clone()))
        }
        Command::Minimap => show(state, Panel::Minimap, flipped(state.settings.panels.minimap.open)),
        Command::SelectAll | Command::SelectNeighbours => choosing::select_more(state, command),
        Command::CheckFacts => desk::toggle(state),
        Command::Lists => desk::lists(state),
        Command::Disputes => desk::act(state, super::DeskAction::Dispute(0)),
        Command::MarkUnreviewed => {
            let mut filter = state.map()?.decisions.filter.clone();
            filter.mark_unreviewed = !filter.mark_unreviewed;
            edit_map(state, Edit::Filter(filter), "dotted ties", Toggle::Off)
        }
        Command::BunchLeaves => choosing::bunch(state),
        Command::Hide | Command::ShowOnlyNeighbours | Command::ShowHidden | Command::ShowAll => {
            choosing::hide(state, command)
        }
        Command::Pin | Command::UnpinAll => choosing::pin(state, command),
        Command::ArrangeAgain => move_about::arrange_again(state),
        Command::ArrangeSelection => arranging::arrange_selection(state),
        Command::Arrange(pattern) => arranging::ask(state, pattern),
        Command::ArrangePanel => show(state, Panel::Arrange, flipped(state.view.arrange_open)),
        Command::Pause => move_about::pause(state),
        Command::Fit => move_about::fit(state),
        Command::FitSelection => move_about::fit_selection(state),
        Command::ZoomIn => move_about::zoom_middle(state, 1.35),
        Command::ZoomOut => move_about::zoom_middle(state, 1.0 / 1.35),
        Command::FilterPanel => show(state, Panel::Filter, flipped(state.settings.panels.filter.open)),
        Command::DetailsPanel => show(state, Panel::Details, flipped(state.settings.panels.details.open)),
        Command::TimePanel => show(state, Panel::Time, flipped(state.settings.panels.time.open)),
        Command::Legend => show(state, Panel::Legend, flipped(state.settings.panels.legend.open)),
        Command::ThemeSystem | Command::ThemeLight | Command::ThemeDark => Some(theme(state, command)),
        Command::Keys => set(&mut state.dialog, Dialog::Keys),
        Command::About => set(&mut state.dialog, Dialog::About),
        Command::StepBack => step_back(state),
    }
}

fn tick(state: &mut State, now: f64) -> Option<Effect> {
    state.now = now;
    state.notices.retain(|notice: &Notice| now - notice.since < notice.seconds());
    if let Document::Ready(map) = &mut state.document {
        map.glide_on(now);
    }
    timing::pass(state);
    coasting::glide_on(state);
    if state.view.left_at.is_some_and(|left| now - left >= focusing::HOLD) {
        state.view.left_at = None;
        state.view.hovered = None;
        refresh_emphasis(state);
    }
    if let Some(flight) = state.view.flight {
        let t = ((now - flight.since) / super::Flight::SECONDS).clamp(0.0, 1.0) as f32;
        let eased = 1.0 - (1.0 - t).powi(3);
        state.view.camera = flight.from.between(&flight.to, eased);
        if t >= 1.0 {
            state.view.camera = flight.to;
            state.view.flight = None;
        }
    }
    None
}

/// Ends a glide of marks where it leads to.
pub(super) fn land(state: &mut State) {
    if let Document::Ready(map) = &mut state.document {
        map.land();
    }
}

/// Makes an edit and keeps its inverse.
pub(super) fn edit_map(state: &mut State, edit: Edit, name: &'static str, gesture: Toggle) -> Option<Effect> {
    let ends = restate::chosen_ends(state);
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    map.land();
    let effect = making::layout_effect(&edit, map);
    let inverse = map.make(edit);
    map.history.push(name, inverse, gesture == Toggle::On);
    let effect = after_edit(state, &ends, effect, Toggle::Off);
    Effect::both(effect, connecting::ask_again(state, gesture))
}

fn measured(state: &mut State, generation: u64, between: Arc<[f32]>) -> Option<Effect> {
    if let Document::Ready(map) = &mut state.document
        && map.generation == generation
        && between.len() == map.base.entities.len()
    {
        map.between = Some(between);
        map.relook();
    }
    None
}

fn travel(state: &mut State, way: impl FnOnce(&mut Map) -> Option<(&'static str, Option<Effect>)>) -> Option<Effect> {
    let ends = restate::chosen_ends(state);
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    state.view.drag = None;
    let (_name, effect) = way(map)?;
    let effect = after_edit(state, &ends, effect, Toggle::On);
    Effect::both(effect, connecting::ask_again(state, Toggle::Off))
}

/// What follows from an edit; `again` is on where it came from undo or redo, so that the reader sees what changed.
fn after_edit(
    state: &mut State,
    ends: &[(EntityId, EntityId)],
    effect: Option<Effect>,
    again: Toggle,
) -> Option<Effect> {
    let after = match &mut state.document {
        Document::Ready(map) => std::mem::take(&mut map.aftermath),
        Document::Empty => return effect,
    };
    let effect = effect.or(restate::follow(state, ends, after));
    if let Document::Ready(map) = &state.document {
        state.view.selection.retain_visible(map);
        walking::retain_visible(&mut state.view, map);
    }
    sourcing::refresh(state);
    refresh_emphasis(state);
    if let Some(fact) = after.touched {
        desk::touched(state, fact, again);
    }
    effect
}

pub(super) fn refresh_emphasis(state: &mut State) -> Option<Effect> {
    let State { document, view, .. } = state;
    if let Document::Ready(map) = document {
        let gone = match view.hovered {
            Some(Target::Entity(id)) => !map.visible.entity(id),
            Some(Target::Tie(id)) => !map.visible.tie(id),
            None => false,
        };
        if gone {
            view.hovered = None;
        }
        if view.selection.is_empty() {
            view.steps = None;
        }
        view.refresh_emphasis(Some(map));
    }
    None
}

/// One thing at a time: the question, the failure, the article, the search, the selection.
fn step_back(state: &mut State) -> Option<Effect> {
    if !matches!(state.dialog, Dialog::None) {
        return files::dismiss(state);
    }
    let State { opening, search, view, .. } = state;
    if matches!(opening, Opening::Failed(_)) {
        *opening = Opening::Nothing;
    } else if matches!(opening, Opening::Reading { .. }) {
        *opening = Opening::Nothing;
        return Some(Effect::CancelLoad);
    } else if !search.text.is_empty() {
        search.text.clear();
        search.hits.clear();
        search.generation += 1;
    } else if view.correction.is_some() {
        view.correction = None;
    } else if view.reader.is_some() {
        view.reader = None;
    } else if view.desk.is_some() {
        view.desk = None;
    } else if view.walk.is_some() {
        view.walk = None;
        return refresh_emphasis(state);
    } else if view.connection.standing == Standing::Front {
        return connecting::close(state);
    } else if view.news_open {
        view.news_open = false;
    } else if view.report_open {
        view.report_open = false;
    } else if view.arrange_open {
        view.arrange_open = false;
    } else if view.tool != Tool::Move {
        view.tool = Tool::Move;
    } else if view.steps.is_some() {
        return focusing::leave(state);
    } else {
        return choosing::select(state, Selection::default());
    }
    None
}

/// Begins to read `what`; what is open stays open.
pub(super) fn load(state: &mut State, name: String, what: LoadWhat) -> Effect {
    let generation = match &state.opening {
        Opening::Reading { generation, .. } => generation + 1,
        _ => state.generation_of_documents + 1,
    };
    state.generation_of_documents = generation;
    state.opening = Opening::Reading { generation, name, progress: 0.0, since: state.now };
    Effect::Load(generation, what)
}

/// The view of a map that was just opened.
pub(super) fn fresh_view(before: &View) -> View {
    View { area: before.area, ground: before.ground, tool: before.tool, ..View::default() }
}
