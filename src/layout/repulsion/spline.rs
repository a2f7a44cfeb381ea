//! The quadratic B-spline, with which nodes are spread onto grids and read from them.

/// The quadratic B-spline at the middles of three cells, seen from `offset` off the middle one.
pub(super) fn spline(offset: f32) -> [f32; 3] {
    let (left, right) = (0.5 - offset, 0.5 + offset);
    [0.5 * left * left, 0.75 - offset * offset, 0.5 * right * right]
}

/// Its slope.
pub(super) fn spline_slope(offset: f32) -> [f32; 3] {
    [offset - 0.5, -2.0 * offset, offset + 0.5]
}
