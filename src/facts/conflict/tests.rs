//! Pairs of facts that cannot both hold, and pairs that can.

use super::super::{Article, Builder, Evidence, NewEntity, NewFact};
use super::*;

/// A fact in short: relation, value, when, from, until, status, article.
#[derive(Clone, Copy)]
struct Short<'a> {
    relation: &'a str,
    value: &'a str,
    when: &'a str,
    from: &'a str,
    until: &'a str,
    status: Status,
    article: usize,
}

const PLAIN: Short<'_> =
    Short { relation: "owns", value: "", when: "", from: "", until: "", status: Status::Reported, article: 0 };

fn base(facts: &[Short<'_>]) -> FactBase {
    let mut builder = Builder::new();
    for id in ["a", "b"] {
        builder.add_entity(NewEntity { id: id.into(), ..NewEntity::default() }).unwrap();
    }
    let articles = ["x", "y"].map(|id| builder.add_article(Article { id: id.into(), ..Article::default() }).unwrap());
    let date = |text: &str| Date::parse(text).ok();
    for (at, short) in facts.iter().enumerate() {
        let &Short { relation, value, when, from, until, status, article } = short;
        let new = NewFact {
            number: at + 1,
            id: None,
            subject: "a".into(),
            relation: relation.into(),
            object: Some("b".into()),
            value: (!value.is_empty()).then(|| value.into()),
            time: Span { when: date(when), from: date(from), until: date(until) },
            status,
            confidence: None,
            directed: true,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence: vec![Evidence { article: Some(articles[article]), ..Evidence::default() }],
        };
        builder.add_fact(new).unwrap();
    }
    builder.finish()
}

fn clash_of(a: Short<'_>, b: Short<'_>) -> Option<Clash> {
    let b = Short { article: 1, ..b };
    let found = conflicts(&base(&[a, b]));
    let turned = conflicts(&base(&[b, a]));
    assert_eq!(found.len(), turned.len(), "the order does not matter");
    found.first().map(|conflict| conflict.clash)
}

#[test]
fn what_cannot_both_hold_is_found() {
    for (a, b, expected) in [
        (Short { value: "49 %", ..PLAIN }, Short { value: "51 %", ..PLAIN }, Clash::Amount),
        (
            Short { relation: "bought 40 per cent of", ..PLAIN },
            Short { relation: "bought 51 per cent of", ..PLAIN },
            Clash::Amount,
        ),
        (
            Short { value: "410 million crowns", when: "2010", ..PLAIN },
            Short { relation: "owned", value: "385 million crowns", when: "2010-03-30", ..PLAIN },
            Clash::Amount,
        ),
        (
            Short { relation: "founded", when: "1999", ..PLAIN },
            Short { relation: "founded", when: "2001-02", ..PLAIN },
            Clash::Date,
        ),
        (Short { from: "2004", ..PLAIN }, Short { from: "2006", ..PLAIN }, Clash::Date),
        (Short { from: "2004", until: "2010", ..PLAIN }, Short { until: "2009", ..PLAIN }, Clash::Date),
        (PLAIN, Short { status: Status::Denied, ..PLAIN }, Clash::Denied),
        (Short { status: Status::Ended, until: "2014", ..PLAIN }, Short { from: "2016", ..PLAIN }, Clash::Ended),
        (
            Short { relation: "is", value: "chairman", when: "2010", ..PLAIN },
            Short { relation: "is", value: "managing director", when: "2010", ..PLAIN },
            Clash::Role,
        ),
    ] {
        assert_eq!(clash_of(a, b), Some(expected));
    }
}

#[test]
fn what_may_both_hold_is_left_alone() {
    for (a, b) in [
        (PLAIN, PLAIN),
        (Short { value: "49 %", when: "2010", ..PLAIN }, Short { value: "51 %", when: "2012", ..PLAIN }),
        (Short { value: "49 %", until: "2010", ..PLAIN }, Short { value: "51 %", from: "2011", ..PLAIN }),
        (Short { value: "49 %", ..PLAIN }, Short { relation: "is owned by", value: "51 %", ..PLAIN }),
        (Short { value: "49 %", ..PLAIN }, Short { value: "51 %", status: Status::Planned, ..PLAIN }),
        (Short { relation: "met", when: "2010", ..PLAIN }, Short { relation: "met", when: "2011", ..PLAIN }),
        (
            Short { relation: "founded", when: "1999", ..PLAIN },
            Short { relation: "founded", when: "1999-05-01", ..PLAIN },
        ),
        (Short { from: "2004", until: "2006", ..PLAIN }, Short { from: "2008", ..PLAIN }),
        (Short { when: "2010", ..PLAIN }, Short { when: "2012", status: Status::Denied, ..PLAIN }),
        (Short { status: Status::Alleged, ..PLAIN }, Short { status: Status::Denied, ..PLAIN }),
        (
            Short { relation: "is", value: "chairman", ..PLAIN },
            Short { relation: "is", value: "philanthropist", ..PLAIN },
        ),
    ] {
        assert_eq!(clash_of(a, b), None);
    }
}

#[test]
fn one_article_may_name_two_amounts() {
    let facts = [Short { value: "5 tugs", ..PLAIN }, Short { value: "7 tugs", ..PLAIN }];
    assert!(conflicts(&base(&facts)).is_empty());
}

#[test]
fn a_conflict_says_why() {
    let facts =
        [Short { value: "410 million crowns", ..PLAIN }, Short { value: "385 million crowns", article: 1, ..PLAIN }];
    let base = base(&facts);
    let [conflict] = &conflicts(&base)[..] else { panic!("one conflict") };
    assert_eq!((conflict.a, conflict.b), (FactId(0), FactId(1)));
    assert_eq!(conflict.why, "One says “410 million crowns”, the other “385 million crowns”");
    assert!(conflicts_among(&base, &[FactId(0)]).is_empty());
}

#[test]
fn tense_is_put_aside_and_the_passive_is_not() {
    for (a, b, same) in [
        ("owns", "has owned", true),
        ("is chairman of", "was chairman of", true),
        ("owns", "is owned by", false),
        ("sold to", "sold", false),
        ("is", "was", false),
    ] {
        assert_eq!(core_of(a) == core_of(b), same, "{a} {b}");
    }
}
