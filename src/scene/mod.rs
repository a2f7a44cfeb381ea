//! What is drawn: marks and ties in map units, the camera that looks at them, their labels, and what is under a point.
//!
//! The window and the exports draw the same [`Scene`] with the same functions; nothing here knows of a window.

mod camera;
mod draw;
mod hit;
mod labels;
mod looks;
mod pen;
mod portraits;
mod scene_data;
mod style;
mod text;
mod tie_grid;
mod typeface;

pub use crate::graph::{Icon, MarkShape};
pub use camera::{Camera, bounds};
pub use draw::{Arrowheads, draw_mark, draw_rimmed, draw_shape, draw_tie, label_shapes, radius_on_screen, rim};
pub use hit::{HitIndex, Target};
pub use labels::{Label, LabelMemory, Labels, place_labels};
pub use looks::{Dash, KindLook, LineMeaning, LinesBy, Looks, MarkLook, TieLook, number_of};
pub use pen::{MeshPen, Pen};
pub use portraits::{Portraits, as_drawn, draw_portraits, portrait};
pub use scene_data::{Emphasis, Level, Place, Places, Scene};
pub use style::{Ground, Style, fonts};
pub use text::{elide, visible_text, visual_order};
pub use typeface::{Typeface, Typefaces, fonts_with, lacking, letters_in};
