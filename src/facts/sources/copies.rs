//! Articles that are nearly the same text, found among many without comparing each with each.
//!
//! Sketches are cut into bands, and only articles that share a band are compared: locality-sensitive hashing (Indyk,
//! Motwani, 1998; Leskovec, Rajaraman, Ullman, *Mining of Massive Datasets*, 3.4).

use std::collections::HashMap;

use rayon::prelude::*;

use super::super::{ArticleId, FactBase};
use super::sketch::{BINS, Sketch, resemblance, sketch};

/// So many numbers of a sketch make a band. With 42 bands a pair that has half of its shingles in common is compared
/// with a probability of 0.996, and one that has a twentieth in common with one of 0.005.
const BAND: usize = 3;

/// Which articles are near-copies of one another.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// For each article, the first of those that it is a copy of or that are copies of it; itself where there is none.
    first: Vec<ArticleId>,
    /// All articles of a group, by its first one; only of those that have copies.
    groups: HashMap<ArticleId, Vec<ArticleId>>,
    /// The sketches of the articles that have copies.
    sketches: HashMap<ArticleId, Box<Sketch>>,
}

impl Copies {
    /// Looks for near-copies among the texts of all articles; where an article has no text, its excerpts stand for it.
    ///
    /// Copies of a copy belong together, too: both come from the one in the middle.
    #[must_use]
    pub fn new(base: &FactBase) -> Self {
        let excerpts = excerpts(base);
        let sketches: Vec<Option<Box<Sketch>>> = base
            .articles
            .par_iter()
            .zip(&excerpts)
            .map(|(article, excerpts)| match &article.text {
                Some(text) => sketch(text),
                None => sketch(&excerpts.join(" \n")),
            })
            .collect();
        let first = grouped(&sketches);
        let mut groups: HashMap<ArticleId, Vec<ArticleId>> = HashMap::new();
        for (at, &first) in first.iter().enumerate() {
            if first.index() != at {
                groups.entry(first).or_insert_with(|| vec![first]).push(ArticleId::from_index(at));
            }
        }
        let mut kept = HashMap::new();
        for (at, sketch) in sketches.into_iter().enumerate() {
            let article = ArticleId::from_index(at);
            if let Some(sketch) = sketch.filter(|_| groups.contains_key(&first[at])) {
                kept.insert(article, sketch);
            }
        }
        Self { first, groups, sketches: kept }
    }

    /// The first of the articles that this one is a copy of or that are copies of it: the same for all of them.
    #[must_use]
    pub fn first_of(&self, article: ArticleId) -> ArticleId {
        self.first.get(article.index()).copied().unwrap_or(article)
    }

    /// All articles that are copies of one another, this one among them; none where it has no copy.
    #[must_use]
    pub fn group_of(&self, article: ArticleId) -> &[ArticleId] {
        self.groups.get(&self.first_of(article)).map_or(&[], Vec::as_slice)
    }

    /// The estimated share of the word runs of two articles that both have, 0 to 1; only for articles with copies.
    #[must_use]
    pub fn resemblance(&self, a: ArticleId, b: ArticleId) -> Option<f32> {
        Some(resemblance(self.sketches.get(&a)?, self.sketches.get(&b)?))
    }

    /// How many articles are a copy of an earlier one.
    #[must_use]
    pub fn num_copies(&self) -> usize {
        self.first.iter().enumerate().filter(|(at, first)| first.index() != *at).count()
    }
}

/// The excerpts of articles without text, each once, in the order of the facts.
fn excerpts(base: &FactBase) -> Vec<Vec<&str>> {
    let mut excerpts: Vec<Vec<&str>> = vec![Vec::new(); base.articles.len()];
    for evidence in base.facts.iter().flat_map(|fact| &fact.evidence) {
        if let (Some(article), Some(excerpt)) = (evidence.article, &evidence.excerpt)
            && base.article(article).text.is_none()
        {
            excerpts[article.index()].push(excerpt);
        }
    }
    for excerpts in &mut excerpts {
        excerpts.sort_unstable();
        excerpts.dedup();
    }
    excerpts
}

/// For each article the first one of its group.
fn grouped(sketches: &[Option<Box<Sketch>>]) -> Vec<ArticleId> {
    let mut parents: Vec<usize> = (0..sketches.len()).collect();
    for band in 0..BINS / BAND {
        let mut keys: Vec<(&[u32], usize)> = sketches
            .iter()
            .enumerate()
            .filter_map(|(at, sketch)| Some((sketch.as_ref()?.bins.get(band * BAND..(band + 1) * BAND)?, at)))
            .collect();
        keys.sort_unstable();
        for alike in keys.chunk_by(|a, b| a.0 == b.0) {
            // Each is compared with the first of its band and with its neighbour: the time stays linear in a band that
            // thousands share, and what that misses another band finds.
            let first = alike.first().map_or(0, |(_, at)| *at);
            for pair in alike.windows(2) {
                if let [(_, before), (_, at)] = pair {
                    join_alike(sketches, &mut parents, first, *at);
                    join_alike(sketches, &mut parents, *before, *at);
                }
            }
        }
    }
    (0..sketches.len()).map(|at| ArticleId::from_index(root(&mut parents, at))).collect()
}

fn join_alike(sketches: &[Option<Box<Sketch>>], parents: &mut [usize], a: usize, b: usize) {
    let (root_a, root_b) = (root(parents, a), root(parents, b));
    if root_a == root_b {
        return;
    }
    if let (Some(Some(a)), Some(Some(b))) = (sketches.get(a), sketches.get(b))
        && resemblance(a, b) >= a.least_of_copies(b)
    {
        parents[root_a.max(root_b)] = root_a.min(root_b);
    }
}

/// The first of a group, by union and find with halved paths (Tarjan, van Leeuwen, 1984).
pub(super) fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::super::{Article, Builder};
    use super::*;

    fn base(texts: &[&str]) -> FactBase {
        let mut builder = Builder::new();
        for (at, text) in texts.iter().enumerate() {
            let article = Article { id: format!("a{at}").into(), text: Some((*text).into()), ..Article::default() };
            builder.add_article(article).unwrap();
        }
        builder.finish()
    }

    const WIRE: &str = "Northquay bought 40 per cent of the harbour from the city council on Tuesday, both sides said. \
        It borrowed 250 million crowns of the price from a bank, and the minister of ports had approved the sale a day \
        earlier. The chairman is to begin on the first of April and plans to double the traffic of the quay by 2015.";
    const OTHER: &str = "The council plans to sell part of the harbour, the mayor said on Monday. The money is meant for \
        the sea wall, which has been patched every winter for a decade. The dockers do not want the sale at all.";

    #[test]
    fn a_wire_story_with_small_changes_is_a_copy_and_another_story_is_not() {
        let changed = WIRE.replace("a day earlier", "the day before") + " Shares in the harbour are not traded.";
        let base = base(&[OTHER, WIRE, "Short.", &changed, "Short.", WIRE]);
        let copies = Copies::new(&base);
        let groups: Vec<Vec<u32>> =
            (0..6).map(|at| copies.group_of(ArticleId(at)).iter().map(|article| article.0).collect()).collect();
        let wire = vec![1, 3, 5];
        assert_eq!(groups, [vec![], wire.clone(), vec![], wire.clone(), vec![], wire]);
        assert_eq!(copies.first_of(ArticleId(5)), ArticleId(1));
        assert_eq!(copies.num_copies(), 2);
        let alike = copies.resemblance(ArticleId(1), ArticleId(3)).unwrap();
        assert!(alike > 0.6 && alike < 1.0, "{alike}");
        assert_eq!(copies.resemblance(ArticleId(0), ArticleId(1)), None);
    }

    #[test]
    fn short_notices_in_the_same_phrases_are_no_copies() {
        let notice = |title: &str, by: &str, with: &str| {
            format!(
                "{title} is a 1922 American silent Western film directed by {by} and featuring {with}. It is not known \
                 whether the film currently survives, which suggests that it is a lost film."
            )
        };
        let copies = Copies::new(&base(&[
            &notice("Ridin' Wild", "Nat Ross", "Hoot Gibson"),
            &notice("The Galloping Kid", "Harry A. Pollard", "Hoot Gibson"),
            &notice("Ridin' Wild", "Nat Ross", "Hoot Gibson"),
        ]));
        assert_eq!([0, 1, 2].map(|at| copies.first_of(ArticleId(at)).0), [0, 1, 0]);
    }

    #[test]
    fn a_copy_of_a_copy_belongs_to_the_first() {
        let sentence = |at: usize| format!("Sentence number {at} tells of thing {at} at place {at} in year {at}. ");
        let part = |from: usize| -> String { (from..from + 20).map(sentence).collect() };
        let copies = Copies::new(&base(&[&part(0), &part(6), &part(12)]));
        assert!(copies.resemblance(ArticleId(0), ArticleId(2)).unwrap() < 0.5);
        assert_eq!(copies.first_of(ArticleId(2)), ArticleId(0));
    }
}
