//! The scene as a file: pictures of any size, drawn without a window, a display or a GPU.

mod faithful;
mod page;
mod picture;
mod png;
mod raster;
mod texture;

pub use picture::{Picture, Sheet, Size, draw, today};
pub use raster::{Hook, RasterError};
pub use texture::Textures;
