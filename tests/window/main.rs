//! The window, used as a person uses it: through the accessibility tree, the pointer and the keys.

#[path = "../common/mod.rs"]
mod common;

mod arranging;
mod choosing;
mod connecting;
mod desk;
mod evidence;
mod exporting;
mod filtering;
mod formats;
mod keys;
mod looking;
mod moving;
mod opening;
mod saving;
mod timing;
