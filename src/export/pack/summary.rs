//! The lines below the heading of a pack: what was chosen, from how many sources, and how far it was checked.

use crate::facts::{Count, Review, Verdict};

/// What a strength "of 100" is.
const RATED: &str = "A link is rated from 0 to 100 by its independent sources, the extractor's confidence, the verdicts \
                     and whether it is reported, planned, alleged or denied: a judgement, not a probability.";

/// "All facts: 12 facts from 5 articles, 2 of them independent." and "3 accepted, 9 not reviewed."
#[must_use]
pub fn summary(of_what: &str, sources: Count, reviews: &[Option<&Review>]) -> Vec<String> {
    let facts = counted(reviews.len(), "fact");
    let Count { articles, independent } = sources;
    let from = match (articles, independent) {
        (0, _) => "without an article".to_owned(),
        (1, _) => "from 1 article".to_owned(),
        _ if articles == independent => format!("from {articles} articles, all of them independent"),
        _ => format!("from {articles} articles, {independent} of them independent"),
    };
    let count = |verdict: Option<Verdict>| {
        reviews.iter().filter(|review| review.and_then(|review| review.verdict) == verdict).count()
    };
    let mut told = Vec::new();
    for (verdict, word) in [
        (Some(Verdict::Accepted), "accepted"),
        (Some(Verdict::Unsure), "left open"),
        (Some(Verdict::Rejected), "rejected"),
        (None, "not reviewed"),
    ] {
        let count = count(verdict);
        if count > 0 {
            told.push(format!("{count} {word}"));
        }
    }
    let mut lines = vec![format!("{of_what}: {facts} {from}.")];
    if !told.is_empty() {
        lines.push(format!("{}.", told.join(", ")));
    }
    lines
}

/// A chain in a sentence or two: "Chain 1: Ann – Bob – Cato (facts 1 to 3). Its weakest link is Bob – Cato, 43 of 100."
#[must_use]
pub fn chain_line(at: usize, names: &[&str], numbers: &[usize], strengths: &[f32]) -> String {
    let noun = if numbers.len() == 1 { "fact" } else { "facts" };
    let mut line = format!("Chain {at}: {} ({noun} {}).", names.join(" – "), listed(numbers));
    let weakest = strengths.iter().zip(names.windows(2)).min_by(|(a, _), (b, _)| a.total_cmp(b));
    if let Some((strength, ends)) = weakest {
        let link = if strengths.len() == 1 {
            "Its one link".to_owned()
        } else {
            format!("Its weakest link is {},", ends.join(" – "))
        };
        let verb = if strengths.len() == 1 { " is rated" } else { "" };
        line.push_str(&format!(" {link}{verb} {:.0} of 100.", strength * 100.0));
    }
    line
}

/// What the numbers of the chains mean, to be said once.
#[must_use]
pub fn rating_line() -> String {
    RATED.to_owned()
}

/// `1 to 3, 5, 7, 8`
fn listed(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let told = runs.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    told.collect::<Vec<_>>().join(", ")
}

/// `1 fact`, `2 facts`
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_reads_as_a_person_would_write_it() {
        let accepted = Review { verdict: Some(Verdict::Accepted), ..Review::default() };
        let noted = Review { note: Some("Ask.".into()), ..Review::default() };
        for (articles, independent, reviews, expected) in [
            (1, 1, &[None][..], "All: 1 fact from 1 article. 1 not reviewed."),
            (0, 0, &[None, None], "All: 2 facts without an article. 2 not reviewed."),
            (
                5,
                2,
                &[Some(&accepted), None, Some(&noted)],
                "All: 3 facts from 5 articles, 2 of them independent. 1 accepted, 2 not reviewed.",
            ),
            (2, 2, &[Some(&accepted)], "All: 1 fact from 2 articles, all of them independent. 1 accepted."),
        ] {
            assert_eq!(summary("All", Count { articles, independent }, reviews).join(" "), expected);
        }
    }

    #[test]
    fn a_chain_tells_its_facts_and_its_weakest_link() {
        for (names, numbers, strengths, expected) in [
            (
                &["Ann", "Bob"][..],
                &[1][..],
                &[0.45][..],
                "Chain 1: Ann – Bob (fact 1). Its one link is rated 45 of 100.",
            ),
            (
                &["Ann", "Bob", "Cato"],
                &[1, 2, 3, 5, 8, 9],
                &[0.45, 0.3],
                "Chain 1: Ann – Bob – Cato (facts 1 to 3, 5, 8, 9). Its weakest link is Bob – Cato, 30 of 100.",
            ),
        ] {
            assert_eq!(chain_line(1, names, numbers, strengths), expected);
        }
    }
}
