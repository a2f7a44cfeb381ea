//! The articles behind a claim, taken together where they are no sources of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Article, ArticleId, Fact, FactBase, fold};
use super::Copies;
use super::copies::root;

/// Why an article is no source of its own beside another one.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// One publisher printed both; its name, or the host of the addresses where no publisher is given.
    SamePublisher(Box<str>),
    /// The texts are nearly the same, or copies of one text; the estimated share of word runs that both have, 0 to 1.
    NearCopy(f32),
    /// The reader said so.
    Decided,
}

/// An article of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Which one.
    pub article: ArticleId,
    /// To which other article of the group it belongs, and why; `None` for the first.
    pub joined: Option<(ArticleId, Why)>,
}

/// Articles that count as one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// All of them, the first of the file first; never empty.
    pub members: Vec<Member>,
}

/// How many articles say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// All of them.
    pub articles: usize,
    /// Those that are sources of their own.
    pub independent: usize,
}

/// What the reader decided against, or beyond, what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrules {
    /// Two articles that are independent after all; the lower id first.
    apart: BTreeSet<(ArticleId, ArticleId)>,
    /// Two articles that are one source; the lower id first.
    together: BTreeSet<(ArticleId, ArticleId)>,
}

impl Overrules {
    /// Two articles are independent, whatever they have in common.
    pub fn part(&mut self, a: ArticleId, b: ArticleId) {
        if a != b {
            self.together.remove(&pair(a, b));
            self.apart.insert(pair(a, b));
        }
    }

    /// Two articles are one source.
    pub fn join(&mut self, a: ArticleId, b: ArticleId) {
        if a != b {
            self.apart.remove(&pair(a, b));
            self.together.insert(pair(a, b));
        }
    }

    /// Nothing is decided about two articles any more.
    pub fn forget(&mut self, a: ArticleId, b: ArticleId) {
        self.apart.remove(&pair(a, b));
        self.together.remove(&pair(a, b));
    }

    /// The pairs that are independent, in order.
    pub fn apart(&self) -> impl Iterator<Item = (ArticleId, ArticleId)> {
        self.apart.iter().copied()
    }

    /// The pairs that are one, in order.
    pub fn together(&self) -> impl Iterator<Item = (ArticleId, ArticleId)> {
        self.together.iter().copied()
    }
}

fn pair(a: ArticleId, b: ArticleId) -> (ArticleId, ArticleId) {
    (a.min(b), a.max(b))
}

/// Counts sources. Made again, which is quick, when the reader overrules something.
#[derive(Clone, Debug)]
pub struct Independence<'a> {
    copies: &'a Copies,
    overrules: &'a Overrules,
    /// The number of each article's publisher, if it is known.
    publishers: Vec<Option<u32>>,
    names: Vec<Box<str>>,
}

impl<'a> Independence<'a> {
    /// Knows every article's publisher.
    #[must_use]
    pub fn new(base: &FactBase, copies: &'a Copies, overrules: &'a Overrules) -> Self {
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        let mut names: Vec<Box<str>> = Vec::new();
        let mut last: Option<(&str, u32)> = None;
        let mut publishers = Vec::with_capacity(base.articles.len());
        for article in &base.articles {
            let number = publisher(article).map(|name| match last {
                // Most files have long runs of one publisher.
                Some((before, number)) if before == name => number,
                _ => *known.entry(fold(name)).or_insert_with(|| {
                    names.push(name.into());
                    u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
                }),
            });
            last = publisher(article).zip(number);
            publishers.push(number);
        }
        Self { copies, overrules, publishers, names }
    }

    /// How many articles stand behind a fact.
    #[must_use]
    pub fn of_fact(&self, fact: &Fact) -> Count {
        self.of_facts([fact])
    }

    /// How many articles stand behind some facts, such as those of a tie.
    #[must_use]
    pub fn of_facts<'f>(&self, facts: impl IntoIterator<Item = &'f Fact>) -> Count {
        let articles = articles_of(facts);
        match articles.len() {
            count @ (0 | 1) => Count { articles: count, independent: count },
            count => Count { articles: count, independent: self.parents(&articles).1 },
        }
    }

    /// The sources behind some facts, each with the articles that it was taken together from.
    #[must_use]
    pub fn groups_of<'f>(&self, facts: impl IntoIterator<Item = &'f Fact>) -> Vec<Group> {
        let articles = articles_of(facts);
        let (mut parents, _, mut reasons) = self.joined(&articles);
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for (at, &article) in articles.iter().enumerate() {
            let group = groups.entry(root(&mut parents, at)).or_insert_with(|| Group { members: Vec::new() });
            group.members.push(Member { article, joined: reasons.remove(&at) });
        }
        groups.into_values().collect()
    }

    fn parents(&self, articles: &[ArticleId]) -> (Vec<usize>, usize) {
        let (parents, count, _) = self.joined(articles);
        (parents, count)
    }

    /// Joins what belongs together: by decision first, then copies, then publishers. Two articles that were parted by
    /// decision never end up in one group, by whatever way.
    fn joined(&self, articles: &[ArticleId]) -> (Vec<usize>, usize, BTreeMap<usize, (ArticleId, Why)>) {
        let mut joining = Joining {
            articles,
            parents: (0..articles.len()).collect(),
            apart: pairs_among(&self.overrules.apart, articles),
            count: articles.len(),
            reasons: BTreeMap::new(),
        };
        for (a, b) in pairs_among(&self.overrules.together, articles) {
            joining.join(a, b, || Why::Decided);
        }
        let mut first_copy: BTreeMap<ArticleId, usize> = BTreeMap::new();
        for (at, &article) in articles.iter().enumerate() {
            let before = *first_copy.entry(self.copies.first_of(article)).or_insert(at);
            joining.join(before, at, || {
                Why::NearCopy(self.copies.resemblance(articles[before], article).unwrap_or_default())
            });
        }
        let mut first_of: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, &article) in articles.iter().enumerate() {
            if let Some(number) = self.publishers.get(article.index()).copied().flatten() {
                let before = *first_of.entry(number).or_insert(at);
                let name = self.names.get(number as usize);
                joining.join(before, at, || Why::SamePublisher(name.cloned().unwrap_or_default()));
            }
        }
        (joining.parents, joining.count, joining.reasons)
    }
}

/// The pairs both of whose articles are among these, as places in the list.
fn pairs_among(pairs: &BTreeSet<(ArticleId, ArticleId)>, articles: &[ArticleId]) -> Vec<(usize, usize)> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let of = |article: ArticleId| articles.binary_search(&article).ok();
    let from = |at: usize, a: ArticleId| {
        let range = pairs.range((a, ArticleId(0))..=(a, ArticleId(u32::MAX)));
        range.filter_map(move |&(_, b)| Some((at, of(b)?)))
    };
    articles.iter().enumerate().flat_map(|(at, &a)| from(at, a)).collect()
}

/// Articles while they are taken together.
struct Joining<'a> {
    articles: &'a [ArticleId],
    parents: Vec<usize>,
    apart: Vec<(usize, usize)>,
    count: usize,
    reasons: BTreeMap<usize, (ArticleId, Why)>,
}

impl Joining<'_> {
    fn join(&mut self, a: usize, b: usize, why: impl FnOnce() -> Why) {
        let (root_a, root_b) = (root(&mut self.parents, a), root(&mut self.parents, b));
        if root_a == root_b {
            return;
        }
        for at in 0..self.apart.len() {
            let (one, other) = self.apart[at];
            let parted = (root(&mut self.parents, one), root(&mut self.parents, other));
            if parted == (root_a, root_b) || parted == (root_b, root_a) {
                return;
            }
        }
        let (first, later) = (root_a.min(root_b), root_a.max(root_b));
        self.parents[later] = first;
        self.count -= 1;
        // The one that begins the later group is told by way of the pair that joined them.
        let partner = if later == root_b { self.articles[a] } else { self.articles[b] };
        self.reasons.insert(later, (partner, why()));
    }
}

/// The articles behind some facts, sorted, each once.
fn articles_of<'f>(facts: impl IntoIterator<Item = &'f Fact>) -> Vec<ArticleId> {
    let evidence = facts.into_iter().flat_map(|fact| &fact.evidence);
    let mut articles: Vec<ArticleId> = evidence.filter_map(|evidence| evidence.article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles
}

/// Who published an article: as it says itself, or else the host of its address without "www.".
fn publisher(article: &Article) -> Option<&str> {
    let named = article.publisher.as_deref().map(str::trim).filter(|name| !name.is_empty());
    named.or_else(|| {
        let rest = article.url.as_deref()?.trim().split_once("://")?.1;
        let host = rest.split(['/', '?', '#']).next()?;
        let host = host.rsplit('@').next()?.split(':').next()?;
        let host = host.strip_prefix("www.").unwrap_or(host);
        (!host.is_empty()).then_some(host)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::{Builder, Evidence, NewEntity, NewFact, Span, Status};
    use super::*;

    const WIRE: &str = "Northquay bought 40 per cent of the harbour from the city council on Tuesday, both sides said. \
        It borrowed 250 million crowns of the price from a bank, and the minister of ports had approved the sale.";

    /// A fact that rests on articles, each given by publisher, address and text.
    fn base(articles: &[(&str, &str, &str)]) -> FactBase {
        let mut builder = Builder::new();
        let mut evidence = Vec::new();
        for (at, (publisher, url, text)) in articles.iter().enumerate() {
            let some = |words: &str| (!words.is_empty()).then(|| words.into());
            let (publisher, url, text) = (some(publisher), some(url), some(text));
            let article = Article { id: format!("a{at}").into(), publisher, url, text, ..Article::default() };
            let article = Some(builder.add_article(article).unwrap());
            evidence.push(Evidence { article, ..Evidence::default() });
        }
        // An article that is named twice is one article, and words without an article are none.
        evidence.extend(evidence.first().cloned());
        evidence.push(Evidence { excerpt: Some("x".into()), ..Evidence::default() });
        builder.add_entity(NewEntity { id: "s".into(), ..NewEntity::default() }).unwrap();
        let new = NewFact {
            number: 1,
            id: None,
            subject: "s".into(),
            relation: "is".into(),
            object: None,
            value: Some("x".into()),
            time: Span::default(),
            status: Status::Reported,
            confidence: None,
            directed: true,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence,
        };
        builder.add_fact(new).unwrap();
        builder.finish()
    }

    fn independent(base: &FactBase, overrules: &Overrules) -> (Count, Vec<Vec<u32>>) {
        let copies = Copies::new(base);
        let independence = Independence::new(base, &copies, overrules);
        let groups = independence.groups_of(&base.facts);
        let ids = groups.iter().map(|group| group.members.iter().map(|member| member.article.0).collect()).collect();
        (independence.of_fact(&base.facts[0]), ids)
    }

    #[test]
    fn copies_and_one_publisher_count_once() {
        for (articles, expected) in [
            (&[][..], &[][..]),
            (&[("", "", "")], &[&[0][..]][..]),
            (&[("", "", ""), ("", "", "")], &[&[0], &[1]]),
            (&[("Post", "", ""), ("POST ", "", ""), ("Wire", "", "")], &[&[0, 1], &[2]]),
            (&[("A", "", WIRE), ("B", "", WIRE), ("C", "", "")], &[&[0, 1], &[2]]),
            (&[("A", "", WIRE), ("B", "", WIRE), ("B", "", "")], &[&[0, 1, 2]]),
            (&[("", "https://www.x.org/1", ""), ("", "http://u@x.org:80?2", "")], &[&[0, 1]]),
            (&[("", "https://a.x.org/1", ""), ("", "https://x.org", ""), ("", "x", "")], &[&[0], &[1], &[2]]),
        ] {
            let (count, groups) = independent(&base(articles), &Overrules::default());
            assert_eq!(groups, expected, "{articles:?}");
            assert_eq!(count, Count { articles: articles.len(), independent: expected.len() });
        }
    }

    #[test]
    fn the_reader_overrules_what_was_found() {
        let base = base(&[("A", "", WIRE), ("B", "", WIRE), ("B", "", ""), ("D", "", "")]);
        let [a, b, c, d] = [0, 1, 2, 3].map(ArticleId);
        let mut overrules = Overrules::default();
        overrules.part(b, a);
        assert_eq!(independent(&base, &overrules).1, [vec![0], vec![1, 2], vec![3]]);
        overrules.join(d, a);
        assert_eq!(independent(&base, &overrules).1, [vec![0, 3], vec![1, 2]]);
        overrules.part(a, c);
        overrules.forget(a, b);
        assert_eq!(independent(&base, &overrules).1, [vec![0, 1, 3], vec![2]], "not by way of the other paper either");
        overrules.join(a, c);
        assert_eq!(overrules.apart().count(), 0);
    }

    #[test]
    fn every_article_but_the_first_says_why_it_is_there() {
        let base = base(&[("A", "", WIRE), ("B", "", WIRE), ("B", "", "")]);
        let (copies, overrules) = (Copies::new(&base), Overrules::default());
        let groups = Independence::new(&base, &copies, &overrules).groups_of(&base.facts);
        let reasons: Vec<_> = groups[0].members.iter().map(|member| member.joined.clone()).collect();
        let expected =
            [None, Some((ArticleId(0), Why::NearCopy(1.0))), Some((ArticleId(1), Why::SamePublisher("B".into())))];
        assert_eq!(reasons, expected);
    }
}
