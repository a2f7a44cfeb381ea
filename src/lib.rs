//! Tieline: a map of who is tied to whom, in which every tie leads to the line that says so.
//!
//! ```text
//!  file ──▶ read ──▶ FactBase ──▶ Graph ──▶ Layout ──▶ Scene ──▶ ui ──▶ window
//!  bytes    read/    facts/       graph/    layout/    scene/    ui/    app/
//!                       ▲                      ▲          └──▶ export/ (PNG)
//!                       └────── project/ ──────┘   what the reader decided: places, pins, filter
//!                                state/            what is shown, and the only way to change it
//! ```
//!
//! The modules below stand in the order in which data passes through them. `docs/architecture.md` says what each one
//! may know of the others, and a test holds it to that.

pub mod app;
pub mod cli;
pub mod export;
pub mod facts;
pub mod graph;
pub mod layout;
pub mod project;
pub mod read;
pub mod scene;
pub mod state;
pub mod ui;
pub mod write;
