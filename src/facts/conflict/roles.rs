//! The words by which conflicts know amounts, offices, and what happens once.

use super::super::fold;
use super::super::mention::words;

/// Whether something of this relation, given by its word stems, happens once between two ends.
pub(super) fn happens_once(relation: &str) -> bool {
    const STEMS: [&str; 14] = [
        "found",
        "co",
        "cofound",
        "establish",
        "born",
        "birth",
        "die",
        "dy",
        "di",
        "death",
        "incorporat",
        "premier",
        "inaugurat",
        "dissolv",
    ];
    let mut stems = relation.split(' ');
    // "co-founded" is "co found".
    stems.next().is_some_and(|first| STEMS.contains(&first)) && !relation.ends_with(" by")
        || ["found by", "establish by", "born in", "born at"].contains(&relation)
}

/// Whether an attribute of this name holds an amount.
pub(super) fn is_amount(name: &str) -> bool {
    const NAMES: [&str; 18] = [
        "amount",
        "budget",
        "cost",
        "count",
        "fee",
        "number",
        "per cent",
        "percent",
        "percentage",
        "price",
        "salary",
        "share",
        "shares",
        "size",
        "stake",
        "sum",
        "total",
        "value",
    ];
    NAMES.contains(&fold(name).trim())
}

/// Whether an attribute of this name holds an office.
pub(super) fn is_role(name: &str) -> bool {
    ["role", "title", "position", "office", "post", "function"].contains(&fold(name).trim())
}

/// Whether two offices differ by more than wording: no word that carries meaning is common to both, and neither is
/// short for the other.
pub(super) fn cannot_both_be(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let stems = |text: &str| -> Vec<String> {
        words(text).into_iter().filter(|word| !word.is_filler).map(|word| word.stem).collect()
    };
    let (first, second) = (stems(&a), stems(&b));
    let initials = |stems: &[String]| -> String { stems.iter().filter_map(|stem| stem.chars().next()).collect() };
    let is_short = |one: &[String], other: &[String]| one.len() == 1 && one[0].len() > 1 && one[0] == initials(other);
    !first.is_empty()
        && !second.is_empty()
        && first.iter().all(|stem| !second.contains(stem))
        && !is_short(&first, &second)
        && !is_short(&second, &first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_differ_by_more_than_wording() {
        for (a, b, expected) in [
            ("chairman", "managing director", true),
            ("chairman", "chairman of the board", false),
            ("finance director", "director of finance", false),
            ("chief executive officer", "CEO", false),
            ("chief executive", "CE", false),
            ("", "chairman", false),
        ] {
            assert_eq!(cannot_both_be(a, b), expected, "{a} {b}");
        }
    }
}
