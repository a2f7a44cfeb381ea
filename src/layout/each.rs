//! Values for all nodes, worked out by all threads where there are many; the result is the same either way.

use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

/// Up to how many nodes one thread is faster.
const FEW: usize = 20_000;
/// How many nodes one thread takes at a time.
const CHUNK: usize = 8_192;

/// `value(0)`, `value(1)`, … up to `len`.
pub(super) fn each<T: Send>(len: usize, value: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    if len <= FEW {
        (0..len).map(value).collect()
    } else {
        (0..len).into_par_iter().with_min_len(CHUNK).map(value).collect()
    }
}

/// What `work` makes of all ranges of at most [`CHUNK`] nodes below `len`, in order.
pub(super) fn chunks<T: Send>(len: usize, work: impl Fn(std::ops::Range<usize>) -> T + Send + Sync) -> Vec<T> {
    let chunk = |at: usize| work(at * CHUNK..((at + 1) * CHUNK).min(len));
    let count = len.div_ceil(CHUNK);
    if len <= FEW { (0..count).map(chunk).collect() } else { (0..count).into_par_iter().map(chunk).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_nodes_are_treated_as_few_are() {
        for len in [0, 1, CHUNK, FEW, FEW + 1, 3 * FEW + 7] {
            assert_eq!(each(len, |at| 3 * at), (0..len).map(|at| 3 * at).collect::<Vec<_>>());
            let joined: Vec<usize> = chunks(len, |range| range).into_iter().flatten().collect();
            assert_eq!(joined, (0..len).collect::<Vec<_>>());
        }
    }
}
