//! The order of points along a curve that keeps neighbours in the plane neighbours in memory.

use rayon::slice::ParallelSliceMut as _;

use super::each::each;

/// The indices of the points along the Z-order curve of Morton (1966) over their bounding square.
pub(super) fn order(x: &[f32], y: &[f32]) -> Vec<u32> {
    let (low_x, high_x) = range(x);
    let (low_y, high_y) = range(y);
    let side = (high_x - low_x).max(high_y - low_y).max(1e-6);
    let scale = 65_535.0 / side;
    let mut keys: Vec<u64> = each(x.len(), |at| {
        let code = spread_bits((x[at] - low_x) * scale) | (spread_bits((y[at] - low_y) * scale) << 1);
        (u64::from(code) << 32) | at as u64
    });
    if keys.len() > 20_000 {
        keys.par_sort_unstable();
    } else {
        keys.sort_unstable();
    }
    each(keys.len(), |at| keys[at] as u32)
}

/// The smallest and the largest value.
pub(super) fn range(values: &[f32]) -> (f32, f32) {
    values.iter().fold((f32::MAX, f32::MIN), |(low, high), &value| (low.min(value), high.max(value)))
}

/// Puts a zero bit between any two of the 16 bits of a whole number.
fn spread_bits(value: f32) -> u32 {
    let mut bits = u32::from(value as u16);
    bits = (bits | (bits << 8)) & 0x00FF_00FF;
    bits = (bits | (bits << 4)) & 0x0F0F_0F0F;
    bits = (bits | (bits << 2)) & 0x3333_3333;
    (bits | (bits << 1)) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    #[test]
    fn quarters_of_the_plane_stay_together() {
        let x = [0.0, 1.0, 0.1, 0.9];
        let y = [0.0, 1.0, 0.1, 0.9];
        assert_eq!(super::order(&x, &y), [0, 2, 3, 1]);
        assert_eq!(super::order(&[], &[]), [0u32; 0]);
    }
}
