//! A text as a short row of numbers that is alike where texts are alike.
//!
//! The resemblance of two texts is the share of their shingles, runs of words, that they have in common (Broder,
//! "On the resemblance and containment of documents", 1997). It is estimated by the smallest hash of the shingles in
//! each of a number of bins: one permutation hashing (Li, Owen, Zhang, 2012), with empty bins filled from others
//! (Shrivastava, "Optimal densification", 2017), which looks at every shingle once.

use super::super::fold;
use super::super::plain::is_unspaced;

/// So many bins a sketch has; the estimate is off by about √(j(1−j)/128), at most 0.045.
pub(super) const BINS: usize = 128;

/// So many words a shingle has.
const SHINGLE: usize = 4;

/// A text of fewer shingles is too short to tell a copy from a phrase that everybody uses.
const LEAST: usize = 12;

/// What is kept of a text.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    /// The smallest hash in each bin, shortened.
    pub(super) bins: [u32; BINS],
    /// How many shingles the text has.
    count: usize,
}

impl Sketch {
    /// How much two texts must have in common to be copies: half of a story, but four fifths of a short notice, since
    /// "is a 1921 American silent film directed by" makes no copy.
    pub(super) fn least_of_copies(&self, other: &Self) -> f32 {
        const SHORT: f32 = 40.0;
        const LONG: f32 = 80.0;
        let share = (self.count.min(other.count) as f32 - SHORT) / (LONG - SHORT);
        0.8 - 0.3 * share.clamp(0.0, 1.0)
    }
}

/// The sketch of a text; none for a short one.
pub(super) fn sketch(text: &str) -> Option<Box<Sketch>> {
    let folded = fold(text);
    let words = word_hashes(&folded);
    if words.len() < LEAST + SHINGLE - 1 {
        return None;
    }
    let mut bins: Box<[Option<u64>; BINS]> = Box::new([None; BINS]);
    for run in words.windows(SHINGLE) {
        let hash = run.iter().fold(0x9e37_79b9_7f4a_7c15, |hash: u64, word| mixed(hash.rotate_left(5) ^ word));
        let bin = &mut bins[(hash >> 57) as usize];
        *bin = Some(bin.map_or(hash, |least| least.min(hash)));
    }
    let mut sketch = Box::new(Sketch { bins: [0; BINS], count: words.len() + 1 - SHINGLE });
    for (at, slot) in sketch.bins.iter_mut().enumerate() {
        *slot = filled(&bins, at);
    }
    Some(sketch)
}

/// How much two texts have in common, from 0 to 1.
pub(super) fn resemblance(a: &Sketch, b: &Sketch) -> f32 {
    let same = a.bins.iter().zip(&b.bins).filter(|(a, b)| a == b).count();
    same as f32 / BINS as f32
}

/// The number of a bin; that of another, chosen by the bin's own place alone, where it is empty.
fn filled(bins: &[Option<u64>; BINS], at: usize) -> u32 {
    let mut from = at;
    for attempt in 0_u64.. {
        if let Some(hash) = bins[from] {
            // A number borrowed in the same attempt by both texts is the same number.
            return (mixed(hash ^ attempt) >> 32) as u32;
        }
        from = (mixed(((at as u64) << 32) | attempt) >> 57) as usize;
    }
    0
}

/// The words of a folded text as hashes; in scripts without spaces every character is a word.
fn word_hashes(folded: &str) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(folded.len() / 5);
    let mut word: Option<u64> = None;
    for c in folded.chars() {
        let letter = c.is_alphanumeric();
        if !letter || is_unspaced(c) {
            hashes.extend(word.take());
        }
        if letter {
            let hash = (word.unwrap_or(0xcbf2_9ce4_8422_2325) ^ u64::from(u32::from(c))).wrapping_mul(0x100_0000_01b3);
            if is_unspaced(c) {
                hashes.push(hash);
            } else {
                word = Some(hash);
            }
        }
    }
    hashes.extend(word);
    hashes
}

/// Spreads the bits of a number: the finaliser of SplitMix64 (Steele, Lea, Flood, 2014).
const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` different words from a number on.
    fn words(from: usize, count: usize) -> String {
        (from..from + count).map(|at| format!("word{at} ")).collect()
    }

    #[test]
    fn the_estimate_is_near_the_share_of_common_shingles() {
        for (shared, own) in [(400, 0), (400, 40), (200, 200), (100, 400), (0, 300)] {
            let a = words(0, shared) + &words(10_000, own);
            let b = words(0, shared) + &words(20_000, own);
            let common = shared.saturating_sub(3) as f32;
            let all = (2 * (shared + own - 3)) as f32 - common;
            let estimate = resemblance(&sketch(&a).unwrap(), &sketch(&b).unwrap());
            assert!((estimate - common / all).abs() < 0.13, "{shared} {own}: {estimate} for {}", common / all);
        }
    }

    #[test]
    fn short_texts_have_no_sketch_and_few_words_are_enough_in_chinese() {
        assert!(sketch("").is_none());
        assert!(sketch(&words(0, 14)).is_none());
        assert!(sketch(&words(0, 15)).is_some());
        assert!(sketch("马云在纽约会见了候任总统特朗普并谈到就业").is_some());
    }

    #[test]
    fn case_accents_and_marks_do_not_part_copies() {
        let a = words(0, 30);
        let b = a.to_uppercase().replace(' ', ", ");
        assert!((resemblance(&sketch(&a).unwrap(), &sketch(&b).unwrap()) - 1.0).abs() < f32::EPSILON);
    }
}
