//! Where everything stands: edges and sizes in, positions out, and nothing known of the rest of the program.
//!
//! [`layout`] makes one layout and returns; a [`Worker`] makes them on its own thread and keeps a map alive.

mod anchors;
pub mod arrange;
mod coarsen;
mod communities;
mod component;
mod desk;
mod each;
mod entry;
mod fresh;
mod hops;
mod live;
mod morton;
mod overlap;
mod pack;
mod parts;
mod pivotmds;
mod pull;
mod repulsion;
mod request;
mod rng;
mod scale;
mod sim;
mod stress;
mod ties;
mod warm;
mod worker;

pub use communities::communities;
pub use entry::layout;
pub use overlap::remove_overlap;
pub use request::{Edge, Layout, Pos, Progress, Request, Settings, Start, Structure};
pub use worker::{Snapshot, Worker};

#[cfg(test)]
mod tests;
