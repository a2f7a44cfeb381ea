//! The window, used as a person uses it: through the accessibility tree, the pointer and the keys.

#[path = "../common/mod.rs"]
mod common;

mod arranging;
mod bunching;
mod choosing;
mod connecting;
mod desk;
mod evidence;
mod exporting;
mod filtering;
mod finding_the_way;
mod formats;
mod keys;
mod legend;
mod looking;
mod moving;
mod opening;
mod portraits;
mod saving;
mod timing;
