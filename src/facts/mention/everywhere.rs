//! Every place in all articles where an entity is named, found in one walk through the texts.
//!
//! All names are looked for at once by the automaton of Aho and Corasick (1975), so that the time grows with the length
//! of the texts and not with the number of names.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rayon::prelude::*;

use super::super::{ArticleId, EntityId, FactBase, FactId, fold};
use super::{Line, names, words};

/// Where a text stands that names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the text of an article.
    Article(ArticleId),
    /// In an excerpt whose article's text is not there: the fact, and which of its evidence.
    Excerpt(FactId, u32),
}

/// How an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// By its name or an alias.
    Whole,
    /// By a surname, a firm's name without "Inc.", a title before its colon.
    Short,
}

/// One place that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// In which text.
    pub place: Place,
    /// The first byte of the name in that text.
    pub start: u32,
    /// The byte after the name, its possessive ending included.
    pub end: u32,
    /// By which sort of name.
    pub how: How,
}

impl Mention {
    /// The bytes of the name in its text.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Why names cannot be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MentionError {
    /// The automaton has a limit of two thousand million states.
    #[error("there are too many names to look for them all at once")]
    TooManyNames,
}

/// All places where entities are named, by entity.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Where the mentions of each entity begin in `all`, and one more for the end.
    starts: Vec<u32>,
    all: Vec<Mention>,
    /// For each article, the entities that it names or that its facts speak of, sorted.
    named_in: Vec<Box<[EntityId]>>,
}

impl Mentions {
    /// Looks for all names in all articles, and in the excerpts whose article has no text.
    ///
    /// A name that several entities bear counts for those of them that the facts of the article speak of, and for
    /// nobody where that is none. A name of one word must begin with a capital where it does in the file. Where the
    /// article's facts do not speak of the entity, names of one letter or one word in lower case do not count, nor does
    /// a person's name of one word beside another capital: "John" in "John Ford". A short form counts where exactly
    /// one entity of the article can be meant.
    ///
    /// # Errors
    /// Where there are more names than can be looked for at once.
    pub fn new(base: &FactBase) -> Result<Self, MentionError> {
        let names = Names::of(base)?;
        let texts = texts(base);
        let found: Vec<Found> = texts.par_iter().map(|text| names.look(text)).collect();
        let mut starts = vec![0_u32; base.entities.len() + 1];
        for (entity, _) in found.iter().flat_map(|found| &found.mentions) {
            starts[entity.index() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let filler = Mention { place: Place::Article(ArticleId(0)), start: 0, end: 0, how: How::Whole };
        let mut all = vec![filler; found.iter().map(|found| found.mentions.len()).sum()];
        let mut named_in = vec![Box::default(); base.articles.len()];
        for (found, text) in found.into_iter().zip(&texts) {
            for (entity, mention) in found.mentions {
                let slot = &mut next[entity.index()];
                all[*slot as usize] = mention;
                *slot += 1;
            }
            if let Place::Article(article) = text.place {
                named_in[article.index()] = found.named.into();
            }
        }
        Ok(Self { starts, all, named_in })
    }

    /// All places that name an entity: those in articles in the order of the file, then those in loose excerpts.
    #[must_use]
    pub fn of(&self, entity: EntityId) -> &[Mention] {
        let bounds = self.starts.get(entity.index()).zip(self.starts.get(entity.index() + 1));
        bounds.and_then(|(&from, &to)| self.all.get(from as usize..to as usize)).unwrap_or_default()
    }

    /// The entities that an article names whole or that its facts speak of, sorted; none for an article without text.
    #[must_use]
    pub fn named_in(&self, article: ArticleId) -> &[EntityId] {
        self.named_in.get(article.index()).map_or(&[], |named| named)
    }

    /// How many places were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nobody is named anywhere.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// A text to look through.
struct Text<'a> {
    place: Place,
    words: &'a str,
    /// The ends of the facts that rest on it, sorted.
    spoken_of: Vec<EntityId>,
}

/// What a text names.
struct Found {
    mentions: Vec<(EntityId, Mention)>,
    /// Whom it names whole, or its facts speak of.
    named: Vec<EntityId>,
}

fn texts(base: &FactBase) -> Vec<Text<'_>> {
    let mut of_article: Vec<Vec<EntityId>> = vec![Vec::new(); base.articles.len()];
    let mut loose = Vec::new();
    for (id, fact) in base.facts_with_ids() {
        let ends = || std::iter::once(fact.subject).chain(fact.object);
        for (at, evidence) in (0_u32..).zip(&fact.evidence) {
            match evidence.article.filter(|&article| base.article(article).text.is_some()) {
                Some(article) => of_article[article.index()].extend(ends()),
                None => loose.extend(evidence.excerpt.as_deref().map(|words| Text {
                    place: Place::Excerpt(id, at),
                    words,
                    spoken_of: sorted(ends().collect()),
                })),
            }
        }
    }
    let articles = base.articles.iter().enumerate().zip(of_article);
    let mut texts: Vec<Text<'_>> = articles
        .filter_map(|((at, article), ends)| {
            let words = article.text.as_deref()?;
            Some(Text { place: Place::Article(ArticleId::from_index(at)), words, spoken_of: sorted(ends) })
        })
        .collect();
    texts.extend(loose);
    texts
}

fn sorted(mut entities: Vec<EntityId>) -> Vec<EntityId> {
    entities.sort_unstable();
    entities.dedup();
    entities
}

/// Who bears a name.
#[derive(Clone, Copy)]
struct Bearer {
    entity: EntityId,
    how: How,
    needs_capital: bool,
    /// A name that says too little by itself: one letter, one word in lower case, "The".
    is_common: bool,
    /// A person's name of one word, which may be a part of another person's.
    is_first_name: bool,
}

/// All names and short forms, folded, ready to be looked for.
struct Names {
    automaton: AhoCorasick,
    /// By the number of the name.
    bearers: Vec<Vec<Bearer>>,
}

impl Names {
    fn of(base: &FactBase) -> Result<Self, MentionError> {
        let mut numbers: HashMap<String, usize> = HashMap::with_capacity(base.entities.len());
        let mut words: Vec<String> = Vec::new();
        let mut bearers: Vec<Vec<Bearer>> = Vec::new();
        let mut add = |name: &str, bearer: Bearer| {
            if !name.chars().any(char::is_alphanumeric) {
                return;
            }
            let number = *numbers.entry(name.to_owned()).or_insert_with(|| {
                words.push(name.to_owned());
                bearers.push(Vec::new());
                words.len() - 1
            });
            if bearers[number].iter().all(|known| (known.entity, known.how) != (bearer.entity, bearer.how)) {
                bearers[number].push(bearer);
            }
        };
        for (at, entity) in base.entities.iter().enumerate() {
            let entity_id = EntityId::from_index(at);
            for name in entity.names() {
                let folded = fold(name);
                let folded = folded.trim();
                let is_word = !folded.contains(' ');
                let needs_capital = names::starts_capital(name) && is_word;
                let is_first_name = needs_capital && entity.kind == FactBase::PERSON;
                add(
                    folded,
                    Bearer {
                        entity: entity_id,
                        how: How::Whole,
                        needs_capital,
                        is_common: is_common(name, folded),
                        is_first_name,
                    },
                );
            }
            for part in names::parts(entity) {
                add(
                    &part,
                    Bearer {
                        entity: entity_id,
                        how: How::Short,
                        needs_capital: true,
                        is_common: false,
                        is_first_name: false,
                    },
                );
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&words)
            .map_err(|_too_large| MentionError::TooManyNames)?;
        Ok(Self { automaton, bearers })
    }

    fn look(&self, text: &Text<'_>) -> Found {
        let line = Line::new(text.words);
        let mut places: Vec<(Range<usize>, usize)> = self
            .automaton
            .find_overlapping_iter(line.text())
            .filter_map(|found| {
                let range = names::bounded_at(line.text(), found.start()..found.end())?;
                Some((range, found.pattern().as_usize()))
            })
            .collect();
        places.sort_by_key(|(range, number)| (std::cmp::Reverse(range.len()), range.start, *number));

        let mut look = Look { line: &line, text, taken: vec![false; line.text().len()], mentions: Vec::new() };
        for (range, number) in &places {
            let bearers = self.bearers.get(*number).map_or(&[][..], |bearers| bearers);
            look.whole(range, bearers);
        }
        let mut named: Vec<EntityId> = look.mentions.iter().map(|(entity, _)| *entity).collect();
        named.extend(&text.spoken_of);
        let named = sorted(named);
        for (range, number) in &places {
            look.short(range, self.bearers.get(*number).map_or(&[], |bearers| bearers), &named);
        }
        let mut mentions = look.mentions;
        mentions.sort_unstable_by_key(|(entity, mention)| (mention.start, mention.end, *entity));
        Found { mentions, named }
    }
}

/// Whether a name says too little where the facts of an article do not speak of its bearer.
fn is_common(name: &str, folded: &str) -> bool {
    let mut words = words(folded).into_iter();
    let one_word = words.next().filter(|_| words.next().is_none());
    let is_letter = folded.chars().nth(1).is_none();
    is_letter || one_word.is_some_and(|word| word.is_filler || name.trim().starts_with(char::is_lowercase))
}

/// A text while it is looked through.
struct Look<'a> {
    line: &'a Line<'a>,
    text: &'a Text<'a>,
    /// For each byte of the folded text, whether a longer name holds it.
    taken: Vec<bool>,
    mentions: Vec<(EntityId, Mention)>,
}

impl Look<'_> {
    fn whole(&mut self, range: &Range<usize>, bearers: &[Bearer]) {
        if !self.is_free(range) {
            return;
        }
        let is_capital = self.line.is_capital(range);
        let is_spoken_of = |bearer: &&Bearer| self.text.spoken_of.binary_search(&bearer.entity).is_ok();
        let is_beside_capital = self.is_beside_capital(range);
        let fits = |bearer: &&Bearer| {
            let is_doubtful = bearer.is_common || (bearer.is_first_name && is_beside_capital);
            let is_whole = bearer.how == How::Whole && (is_capital || !bearer.needs_capital);
            is_whole && (!is_doubtful || is_spoken_of(bearer))
        };
        let fitting: Vec<&Bearer> = bearers.iter().filter(fits).collect();
        let is_clear = fitting.len() == 1;
        let meant = fitting.iter().filter(|bearer| is_clear || is_spoken_of(bearer));
        let meant: Vec<EntityId> = meant.map(|bearer| bearer.entity).collect();
        // A name that may mean several hides the shorter ones within it.
        if !fitting.is_empty() {
            self.take(range, &meant, How::Whole);
        }
    }

    /// Whether only a space parts the words from another one that begins with a capital.
    fn is_beside_capital(&self, range: &Range<usize>) -> bool {
        let Range { start, end } = self.line.folded.original(range.clone());
        let (before, after) = (self.text.words.get(..start), self.text.words.get(end..));
        let last_word = before.and_then(|text| text.strip_suffix(' ')).and_then(|text| text.rsplit(' ').next());
        let next_word = after.and_then(|text| text.strip_prefix(' '));
        let is_name = |word: &str| word.starts_with(char::is_uppercase);
        next_word.is_some_and(is_name)
            || last_word.is_some_and(|word| is_name(word) && word.ends_with(char::is_alphabetic))
    }

    fn short(&mut self, range: &Range<usize>, bearers: &[Bearer], named: &[EntityId]) {
        let is_there = |bearer: &&Bearer| bearer.how == How::Short && named.binary_search(&bearer.entity).is_ok();
        let mut there = bearers.iter().filter(is_there).map(|bearer| bearer.entity);
        if let (Some(only), None) = (there.next(), there.next())
            && self.is_free(range)
            && self.line.is_capital(range)
        {
            self.take(range, &[only], How::Short);
        }
    }

    fn is_free(&self, range: &Range<usize>) -> bool {
        self.taken.get(range.clone()).is_some_and(|taken| !taken.contains(&true))
    }

    fn take(&mut self, range: &Range<usize>, entities: &[EntityId], how: How) {
        if let Some(taken) = self.taken.get_mut(range.clone()) {
            taken.fill(true);
        }
        let original = self.line.folded.original(range.clone());
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mention = Mention { place: self.text.place, start: short(original.start), end: short(original.end), how };
        self.mentions.extend(entities.iter().map(|&entity| (entity, mention)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Article, Builder, Evidence, NewEntity, NewFact, Span, Status};
    use super::*;

    const PEOPLE: [(&str, &str, &str, &[&str]); 11] = [
        ("cher", "person", "Cher", &[]),
        ("and", "person", "and", &[]),
        ("ma", "person", "Jack Ma", &["Ma Yun", "马云"]),
        ("mary", "person", "Mary Ma", &[]),
        ("trump", "person", "Donald Trump", &[]),
        ("alibaba", "firm", "Alibaba", &[]),
        ("pictures", "firm", "Alibaba Pictures", &[]),
        ("heat", "film", "Heat", &[]),
        ("z", "film", "Z", &[]),
        ("first", "film", "The Fly", &[]),
        ("second", "film", "The Fly", &[]),
    ];

    /// Articles with the ends of the facts that rest on them.
    fn base(articles: &[(&str, &[(&str, &str)])]) -> FactBase {
        let mut builder = Builder::new();
        for (id, kind, name, aliases) in PEOPLE {
            builder
                .add_entity(NewEntity {
                    id: id.into(),
                    kind: Some(kind.into()),
                    name: Some(name.into()),
                    aliases: aliases.iter().map(|&alias| alias.into()).collect(),
                    ..NewEntity::default()
                })
                .unwrap();
        }
        for (at, (text, facts)) in articles.iter().enumerate() {
            let article = Article { id: format!("a{at}").into(), text: Some((*text).into()), ..Article::default() };
            let article = builder.add_article(article).unwrap();
            for (subject, object) in *facts {
                let evidence = Evidence { article: Some(article), ..Evidence::default() };
                add_fact(&mut builder, subject, object, evidence);
            }
        }
        builder.finish()
    }

    fn add_fact(builder: &mut Builder, subject: &str, object: &str, evidence: Evidence) {
        let new = NewFact {
            number: builder.base().facts.len() + 1,
            id: None,
            subject: subject.into(),
            relation: "met".into(),
            object: Some(object.into()),
            value: None,
            time: Span::default(),
            status: Status::Reported,
            confidence: None,
            directed: true,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence: vec![evidence],
        };
        builder.add_fact(new).unwrap();
    }

    /// The words that name each entity, in the order of the text.
    fn told(base: &FactBase) -> String {
        let mentions = Mentions::new(base).unwrap();
        let mut told: Vec<(Mention, String)> = Vec::new();
        for at in 0..base.entities.len() {
            let entity = EntityId::from_index(at);
            for mention in mentions.of(entity) {
                let text = match mention.place {
                    Place::Article(article) => base.article(article).text.as_deref(),
                    Place::Excerpt(fact, at) => base.fact(fact).evidence[at as usize].excerpt.as_deref(),
                };
                told.push((*mention, format!("{}:{}", base.entity(entity).id, &text.unwrap()[mention.range()])));
            }
        }
        told.sort();
        told.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn every_name_is_found_where_it_can_mean_one() {
        const NONE: &[(&str, &str)] = &[];
        for (text, facts, expected) in [
            ("Jack Ma’s talk. MA YUN left.", NONE, "ma:Jack Ma’s | ma:MA YUN"),
            ("马云会见了Trump", NONE, "ma:马云"),
            ("Jack Ma met Trump. Ma left, ma.", &[("ma", "trump")][..], "ma:Jack Ma | trump:Trump | ma:Ma"),
            ("Jack Ma and Mary Ma; Ma left.", NONE, "ma:Jack Ma | mary:Mary Ma"),
            ("Alibaba Pictures' film, Alibaba.", NONE, "pictures:Alibaba Pictures' | alibaba:Alibaba"),
            ("In the heat of Heat", NONE, "heat:Heat"),
            ("From A to Z", NONE, ""),
            ("From A to Z", &[("z", "ma")][..], "z:Z"),
            ("The Fly", NONE, ""),
            ("The Fly", &[("first", "ma")][..], "first:The Fly"),
            ("Mary Madison, Jack Mason", NONE, ""),
            ("Cher and John Cher; Cher Ami", NONE, "cher:Cher"),
            ("Cher Ami", &[("cher", "ma")][..], "cher:Cher"),
            ("the film and", NONE, ""),
            ("the film and", &[("and", "ma")][..], "and:and"),
            ("", NONE, ""),
        ] {
            assert_eq!(told(&base(&[(text, facts)])), expected, "{text}");
        }
    }

    #[test]
    fn an_article_without_text_is_looked_through_by_its_excerpts() {
        let mut builder = Builder::new();
        let article = builder.add_article(Article { id: "a".into(), ..Article::default() }).unwrap();
        let excerpt = Some("Jack Ma met Trump".into());
        for (id, name) in [("ma", "Jack Ma"), ("trump", "Donald Trump")] {
            let kind = Some("person".into());
            builder
                .add_entity(NewEntity { id: id.into(), kind, name: Some(name.into()), ..NewEntity::default() })
                .unwrap();
        }
        add_fact(&mut builder, "ma", "trump", Evidence { article: Some(article), excerpt, ..Evidence::default() });
        let base = builder.finish();
        assert_eq!(told(&base), "ma:Jack Ma | trump:Trump");
        assert!(Mentions::new(&base).unwrap().named_in(article).is_empty());
    }

    #[test]
    fn an_article_tells_whom_it_names() {
        let base = base(&[("Jack Ma spoke.", &[("trump", "heat")]), ("Nobody.", &[])]);
        let mentions = Mentions::new(&base).unwrap();
        let ids: Vec<&str> = mentions.named_in(ArticleId(0)).iter().map(|&id| &*base.entity(id).id).collect();
        assert_eq!(ids, ["ma", "trump", "heat"]);
        assert!(mentions.named_in(ArticleId(1)).is_empty());
        assert!(mentions.of(EntityId(99)).is_empty());
        assert!(Mentions::new(&FactBase::default()).unwrap().is_empty());
    }
}
