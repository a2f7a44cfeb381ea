//! An amount in words, as far as two of them can be held against each other: "about 7.2 billion USD", "49 per cent".

use super::super::fold;

/// An amount with how exact it is meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    /// The least that it can mean.
    least: f64,
    /// The most that it can mean.
    most: f64,
    /// What is counted: a currency, `%`, or words.
    pub(super) unit: String,
}

impl Quantity {
    /// Whether two amounts of one unit can be the same, but for rounding and "about".
    pub(super) fn may_be_equal(a: &Self, b: &Self) -> bool {
        a.least < b.most && b.least < a.most
    }
}

/// How the words before a number bound it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Given,
    About,
    AtLeast,
    AtMost,
}

const BOUNDS: [(&str, Bound); 21] = [
    ("about", Bound::About),
    ("almost", Bound::About),
    ("approximately", Bound::About),
    ("around", Bound::About),
    ("circa", Bound::About),
    ("nearly", Bound::About),
    ("roughly", Bound::About),
    ("some", Bound::About),
    ("~", Bound::About),
    ("at least", Bound::AtLeast),
    ("exceeding", Bound::AtLeast),
    ("more than", Bound::AtLeast),
    ("over", Bound::AtLeast),
    ("upwards of", Bound::AtLeast),
    (">", Bound::AtLeast),
    ("at most", Bound::AtMost),
    ("less than", Bound::AtMost),
    ("under", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("<", Bound::AtMost),
];

const SCALES: [(&str, f64); 12] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("k", 1e3),
    ("million", 1e6),
    ("mn", 1e6),
    ("m", 1e6),
    ("billion", 1e9),
    ("bn", 1e9),
    ("b", 1e9),
    ("trillion", 1e12),
    ("tn", 1e12),
    ("crore", 1e7),
];

const UNITS: [(&str, &[&str]); 7] = [
    ("%", &["%", "percent", "per cent", "pct"]),
    ("usd", &["$", "us$", "usd", "dollar", "dollars", "us dollars"]),
    ("eur", &["€", "eur", "euro", "euros"]),
    ("gbp", &["£", "gbp", "pound", "pounds"]),
    ("jpy", &["jpy", "yen"]),
    ("cny", &["cny", "rmb", "yuan"]),
    ("chf", &["chf", "franc", "francs"]),
];

/// Reads an amount. A text with no number or with several is none.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
    let text = fold(text);
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits = &text[start..];
    let end = digits.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(digits.len());
    let number = digits[..end].trim_end_matches(['.', ',']);
    let (amount, step) = parsed(number)?;
    let (before, after) = (text[..start].trim(), digits[number.len()..].trim());
    if after.contains(|c: char| c.is_ascii_digit()) || before.ends_with('-') {
        return None;
    }
    let (scale, after) = scaled(after);
    let (bound, before) = bounded(before);
    let unit = unit(&format!("{before} {after}"));
    let (amount, step) = (amount * scale, step * scale);
    // What is round may have been rounded; a year, or a count of three things, is as it stands.
    let slack = if scale > 1.0 || number.contains('.') { step / 2.0 } else { 0.25 };
    let (least, most) = match bound {
        Bound::Given => (amount - slack, amount + slack),
        Bound::About => (amount * 0.9 - slack, amount * 1.1 + slack),
        Bound::AtLeast => (amount - slack, f64::INFINITY),
        Bound::AtMost => (f64::NEG_INFINITY, amount + slack),
    };
    Some(Quantity { least, most, unit })
}

/// A number and the value of its last digit: `7.2` and 0.1. A comma before three digits parts thousands.
fn parsed(digits: &str) -> Option<(f64, f64)> {
    let groups: Vec<&str> = digits.split(',').collect();
    let parts_thousands =
        groups.len() > 1 && groups[1..].iter().all(|group| group.split('.').next().map(str::len) == Some(3));
    let plain = if parts_thousands { digits.replace(',', "") } else { digits.replace(',', ".") };
    let amount: f64 = plain.parse().ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Some((amount, 0.1_f64.powi(i32::try_from(decimals).ok()?)))
}

fn scaled(after: &str) -> (f64, &str) {
    let word_end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let word = &after[..word_end];
    match SCALES.iter().find(|(scale, _)| *scale == word) {
        Some((_, scale)) => (*scale, after[word_end..].trim()),
        None => (1.0, after),
    }
}

fn bounded(before: &str) -> (Bound, String) {
    for (words, bound) in BOUNDS {
        let starts =
            before == words || before.starts_with(words) && !before[words.len()..].starts_with(char::is_alphanumeric);
        if starts {
            return (bound, before[words.len()..].trim().to_owned());
        }
        if let Some(rest) = before.strip_suffix(words).filter(|rest| rest.ends_with(' ')) {
            return (bound, rest.trim().to_owned());
        }
    }
    (Bound::Given, before.to_owned())
}

fn unit(words: &str) -> String {
    let words: Vec<&str> =
        words.split_whitespace().filter(|word| !["a", "an", "the", "of", "in"].contains(word)).collect();
    let words = words.join(" ");
    let known = UNITS.iter().find(|(_, names)| names.contains(&&*words)).map(|(unit, _)| *unit);
    known.map_or_else(|| words.trim_end_matches('s').to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_differ_beyond_rounding_and_in_one_unit() {
        for (a, b, expected) in [
            ("410 million crowns", "385 million crowns", Some(false)),
            ("7.2 billion USD", "$7.2 billion", Some(true)),
            ("7.2 billion USD", "7 billion dollars", Some(true)),
            ("7.2 billion USD", "8 billion dollars", Some(false)),
            ("49 per cent", "49 %", Some(true)),
            ("49 per cent", "51%", Some(false)),
            ("about 400 million crowns", "385 million crowns", Some(true)),
            ("more than 300 jobs", "385 jobs", Some(true)),
            ("up to 300 jobs", "385 jobs", Some(false)),
            ("1,200 jobs", "1200 jobs", Some(true)),
            ("3 ships", "4 ships", Some(false)),
            ("1 ship", "1 ships", Some(true)),
            ("410 million crowns", "385 million euros", None),
            ("some crowns", "385 crowns", None),
            ("3 of 5 ships", "4 of 5 ships", None),
            ("", "1", None),
        ] {
            let found = quantity(a).zip(quantity(b)).filter(|(a, b)| a.unit == b.unit);
            assert_eq!(found.map(|(a, b)| Quantity::may_be_equal(&a, &b)), expected, "{a} | {b}");
        }
    }
}
