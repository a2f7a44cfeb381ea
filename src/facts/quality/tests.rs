//! Each list holds what belongs on it, with a reason, and a clean base has none.

use super::super::{Article, ArticleIndex, Builder, Evidence, NewEntity, NewFact, Span, Status, check_excerpt};
use super::*;

const TEXT: &str = "Jack Ma met Donald Trump. He praised Steven Spielberg.";

/// Facts, each with subject, object, `when`, `from`, `until` and excerpt.
type Short<'a> = (&'a str, &'a str, [&'a str; 3], Option<&'a str>);

fn quality(facts: &[Short<'_>], published: &str) -> (FactBase, Quality) {
    let mut builder = Builder::new();
    for name in ["Jack Ma", "Donald Trump", "Steven Spielberg", "Steven Speilberg"] {
        let kind = Some("person".into());
        builder.add_entity(NewEntity { id: name.into(), kind, ..NewEntity::default() }).unwrap();
    }
    let published = Date::parse(published).ok();
    let article = Article { id: "a".into(), text: Some(TEXT.into()), published, ..Article::default() };
    let article = builder.add_article(article).unwrap();
    let date = |text: &str| Date::parse(text).ok();
    for (at, (subject, object, [when, from, until], excerpt)) in facts.iter().enumerate() {
        let evidence = excerpt.map(|excerpt| Evidence {
            article: Some(article),
            excerpt: Some(excerpt.into()),
            check: check_excerpt(&ArticleIndex::new(TEXT), excerpt, None),
            ..Evidence::default()
        });
        let new = NewFact {
            number: at + 1,
            id: None,
            subject: (*subject).into(),
            relation: "met".into(),
            object: Some((*object).into()),
            value: None,
            time: Span { when: date(when), from: date(from), until: date(until) },
            status: Status::Reported,
            confidence: None,
            directed: true,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence: evidence.into_iter().collect(),
        };
        builder.add_fact(new).unwrap();
    }
    let base = builder.finish();
    let mentions = Mentions::new(&base).unwrap();
    let quality = Quality::new(&base, &mentions, Date::parse("2017-01-31").unwrap());
    (base, quality)
}

#[test]
fn every_list_holds_what_belongs_on_it() {
    const NONE: [&str; 3] = ["", "", ""];
    let (ma, trump, spielberg, double) = ("Jack Ma", "Donald Trump", "Steven Spielberg", "Steven Speilberg");
    let met = Some("Jack Ma met Donald Trump");
    let (base, quality) = quality(
        &[
            (ma, trump, NONE, met),
            (ma, trump, NONE, met),
            (ma, spielberg, NONE, Some("He praised Steven Spielberg")),
            (ma, double, NONE, Some("He praised him")),
            (trump, spielberg, ["", "2018", "2016"], None),
            (trump, ma, ["2017", "", ""], met),
        ],
        "2017-02",
    );
    let told = |flaw: Flaw| -> Vec<String> {
        quality.list(flaw).iter().map(|finding| format!("{:?} {}", finding.about, finding.reason)).collect()
    };
    assert_eq!(told(Flaw::NoEvidence), ["Fact(FactId(4)) No article stands behind it"]);
    assert_eq!(told(Flaw::NotInArticle), ["Evidence(FactId(3), 0) The words are not in “a”"]);
    assert_eq!(told(Flaw::NeverNamed), ["Entity(EntityId(3)) Not in the excerpt of its fact, and no article names it"]);
    assert_eq!(
        told(Flaw::EndMissing),
        ["Fact(FactId(2)) “Jack Ma” is not named", "Fact(FactId(3)) Neither “Jack Ma” nor “Steven Speilberg” is named"]
    );
    assert_eq!(told(Flaw::Future).len(), 6, "five evidence, and the fact of 2018: {:?}", told(Flaw::Future));
    assert_eq!(told(Flaw::Backwards), ["Fact(FactId(4)) From 2018, but only until 2016"]);
    assert_eq!(told(Flaw::DoubleFact), ["Facts(FactId(0), FactId(1)) Says the same as “fact 1”, at the same time"]);
    assert_eq!(
        told(Flaw::DoubleEntity),
        ["Entities(EntityId(2), EntityId(3)) The names differ by one letter: “Steven Spielberg”, \
            “Steven Speilberg”"]
    );
    assert_eq!(quality.count(), Flaw::ALL.iter().map(|&flaw| quality.list(flaw).len()).sum::<usize>());
    assert_eq!(base.facts.len(), 6);
}

#[test]
fn whom_a_fact_ties_are_two() {
    let (_, quality) = quality(&[("Steven Spielberg", "Steven Speilberg", ["", "", ""], None)], "2017");
    assert!(quality.list(Flaw::DoubleEntity).is_empty());
    assert!(quality.list(Flaw::Future).is_empty(), "the year may have begun");
}
