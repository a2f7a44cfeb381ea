//! Opening the real window, or saying in two lines why there is none.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use eframe::NativeOptions;
use eframe::egui_wgpu::WgpuSetup;
use eframe::wgpu::{DeviceDescriptor, MemoryHints};
use egui::{IconData, ViewportBuilder};

use super::picker::SystemPicker;
use super::{App, Fonts, Launch};
use crate::project::{ReadAs, Settings};
use crate::ui::{DrawnBy, Painter};

/// Opens the window on `files`, each read as said, and stays until it is closed.
///
/// # Errors
/// Where there is no display or the system lacks what a window needs: the text names the packages, or the command that
/// needs no window.
pub fn run(files: Vec<PathBuf>, read_as: &ReadAs) -> anyhow::Result<()> {
    if cfg!(target_os = "linux") && !has_display() {
        bail!("no display to open a window on (neither WAYLAND_DISPLAY nor DISPLAY is set)\n{WITHOUT_WINDOW}");
    }
    let (settings, warning) = Settings::load();
    let (drawn_by, misspelt) = drawn_by();
    let warning = warning.or(misspelt);
    let launch = Launch {
        settings,
        settings_folder: Settings::folder(),
        warning,
        picker: Arc::new(SystemPicker),
        fonts: Fonts::wanted(),
        ..Launch::with_files_as(files, read_as)
    };
    let mut options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Tieline")
            .with_app_id("tieline")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([480.0, 320.0])
            .with_drag_and_drop(true)
            .with_icon(icon()?),
        ..NativeOptions::default()
    };
    spare_memory(&mut options);
    let dithers = options.dithering;
    quiet_panics();
    let opened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eframe::run_native(
            "tieline",
            options,
            Box::new(move |context| {
                let mut app = App::new(&context.egui_ctx, launch)?;
                let card = context.wgpu_render_state.as_ref();
                app.draw_by(card.and_then(|card| Painter::new(&context.egui_ctx, card, drawn_by, dithers)));
                Ok(Box::new(app))
            }),
        )
    }));
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => bail!("no window can be opened: {}\n{}", reason(&error.to_string()), hint()),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            let text = text.unwrap_or_default();
            if text.contains(".so") {
                bail!("no window can be opened: {}\n{}", first_line(&text), hint());
            }
            bail!("Tieline stopped because of a fault of its own: {text}");
        }
    }
}

/// Who draws large maps, as the variable `TIELINE_CANVAS` asks, or what is wrong with it.
fn drawn_by() -> (DrawnBy, Option<String>) {
    let word = std::env::var("TIELINE_CANVAS").unwrap_or_default();
    match DrawnBy::from_word(&word) {
        Some(drawn_by) => (drawn_by, None),
        None => {
            let told = format!("TIELINE_CANVAS is neither gpu nor mesh but “{word}”. It was passed over.");
            (DrawnBy::Best, Some(told))
        }
    }
}

/// Asks the driver for small blocks of memory: a map is a few megabytes of triangles, not a game's world.
fn spare_memory(options: &mut NativeOptions) {
    if let WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
        let descriptor = Arc::clone(&setup.device_descriptor);
        setup.device_descriptor =
            Arc::new(move |adapter| DeviceDescriptor { memory_hints: MemoryHints::MemoryUsage, ..descriptor(adapter) });
    }
}

const WITHOUT_WINDOW: &str = "Draw the map to a file instead: tieline export FACTS.json -o map.png";

fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn hint() -> String {
    if cfg!(target_os = "linux") {
        format!(
            "Debian and Ubuntu: apt install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libegl1 \
             mesa-vulkan-drivers. {WITHOUT_WINDOW}"
        )
    } else {
        WITHOUT_WINDOW.to_owned()
    }
}

/// The words of an error, without the line of source code that winit puts before them.
fn reason(text: &str) -> &str {
    let line = first_line(text);
    line.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": ")).map_or(line, |(_, words)| words)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// A missing library is told in two lines; the default message would add a trace that helps nobody.
fn quiet_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let text = info.to_string();
        if !text.contains(".so could not be loaded") {
            before(info);
        }
    }));
}

fn icon() -> anyhow::Result<IconData> {
    let bytes = include_bytes!("../../assets/icon-256.png");
    let image = image::load_from_memory_with_format(bytes, image::ImageFormat::Png).context("the icon")?.to_rgba8();
    let (width, height) = image.dimensions();
    Ok(IconData { rgba: image.into_raw(), width, height })
}
