//! What a screen reader is told of the first sample: every name and sentence on the map, in the order of the Tab key.

#[expect(dead_code, reason = "made for all tests of the window; this one needs a part of it")]
mod common;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use common::Window;

#[test]
fn the_sample_as_it_is_read_out() {
    let window = Window::with_sample();
    let base = &window.map().base;
    let speaks_of_the_map =
        |label: &str| base.entities.iter().any(|entity| label.starts_with(&*entity.name)) && label.contains([',']);
    let mut told: Vec<String> = Vec::new();
    for node in window.harness.query_all_by_role(Role::Button) {
        if let Some(label) = node.accesskit_node().label().filter(|label| speaks_of_the_map(label)) {
            told.push(label);
        }
    }
    let named = |name: &str| told.iter().any(|label| label.starts_with(&format!("{name}, ")));
    assert!(base.entities.iter().all(|entity| named(&entity.name)), "every entity is told");
    // Which ties have room for their words depends on the arrangement; who is named first does not.
    let entities: Vec<&String> =
        told.iter().filter(|label| label.ends_with("ties") || label.ends_with("tie")).collect();
    insta::assert_debug_snapshot!(entities);
}
