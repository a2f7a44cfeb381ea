//! The map as a file: pictures of the scene of any size, drawn without a window, a display or a GPU, and the evidence
//! behind facts as a pack.

mod faithful;
mod numbers;
mod pack;
mod page;
mod picture;
mod png;
mod raster;
mod texture;

pub use pack::{Dispute, Pack, PackError, PackForm, chain_line, citation, rating_line, summary};
pub use picture::{Picture, Sheet, Size, draw, today};
pub use raster::{Hook, RasterError};
pub use texture::Textures;
