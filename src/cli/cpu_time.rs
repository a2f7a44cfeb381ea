//! The CPU time of this process, of all its threads, those that have ended too; as Linux tells it in files.

use std::fs;

/// Seconds since the process began, to about a hundredth; `None` where the system does not tell.
pub(super) fn cpu_time() -> Option<f64> {
    let ticks = ticks_of(&fs::read_to_string("/proc/self/stat").ok()?)?;
    let per_second = fs::read("/proc/self/auxv").ok().and_then(|auxv| ticks_per_second(&auxv));
    Some(ticks as f64 / per_second.unwrap_or(USUAL_TICKS) as f64)
}

/// The ticks of every Linux that does not say.
const USUAL_TICKS: usize = 100;

/// The 14th and the 15th field: ticks in the program and in the system on its behalf. The second, its name, stands in
/// brackets and may hold anything.
fn ticks_of(stat: &str) -> Option<u64> {
    let (_, from_third) = stat.rsplit_once(')')?;
    let mut fields = from_third.split_whitespace().skip(11).map(str::parse::<u64>);
    Some(fields.next()?.ok()? + fields.next()?.ok()?)
}

/// `AT_CLKTCK` among the pairs of words that the kernel hands to a program.
fn ticks_per_second(auxv: &[u8]) -> Option<usize> {
    const AT_CLKTCK: usize = 17;
    let (words, _) = auxv.as_chunks::<{ size_of::<usize>() }>();
    let (pairs, _) = words.as_chunks::<2>();
    let mut pairs = pairs.iter().map(|pair| pair.map(usize::from_ne_bytes));
    pairs.find_map(|[key, value]| (key == AT_CLKTCK && value > 0).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_found_behind_any_name() {
        let stat = "77 (a (b) 1 2) S 1 77 77 0 -1 4194304 100 0 0 0 250 31 0 0 20 0 1 0 5000 1 2";
        assert_eq!(ticks_of(stat), Some(281));
        assert_eq!(ticks_of("77 (a) S 1"), None);
    }

    #[test]
    fn the_clock_is_found_among_the_words() {
        let words = [6_usize, 4096, 17, 250, 0, 0];
        let auxv: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        assert_eq!(ticks_per_second(&auxv), Some(250));
        assert_eq!(ticks_per_second(&auxv[..20]), None);
    }
}
