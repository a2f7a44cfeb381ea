//! A pack of two facts in every form, and hostile text in all of them.

use super::*;
use crate::facts::{
    Article, ArticleIndex, Builder, Clash, Date, Edit, EntityId, Evidence, NewEntity, NewFact, Span, Stamp, Status,
    Verdict, Wording, check_excerpt,
};

const TEXT: &str = "Ann met <Bob> & “paid” him.";

fn base(name: &str, url: &str) -> FactBase {
    let mut builder = Builder::new();
    let article = Article {
        id: "a".into(),
        title: Some("What it \"cost\"".into()),
        publisher: Some("The Chronicle".into()),
        authors: vec!["Wilma Ashdown".into(), "Milo Ferrant".into()],
        published: Date::parse("2010-04-11").ok(),
        url: Some(url.into()),
        text: Some(TEXT.into()),
        ..Article::default()
    };
    let article = builder.add_article(article).unwrap();
    builder.add_article(Article { id: "unused".into(), ..Article::default() }).unwrap();
    for (id, name) in [("ann", name), ("bob", "Bob"), ("unused", "Cato")] {
        builder.add_entity(NewEntity { id: id.into(), name: Some(name.into()), ..NewEntity::default() }).unwrap();
    }
    let excerpt = "Ann met <Bob> & “paid” him";
    let check = check_excerpt(&ArticleIndex::new(TEXT), excerpt, None);
    let quoted = Evidence { article: Some(article), excerpt: Some(excerpt.into()), check, ..Evidence::default() };
    for (number, status, evidence) in [(1, Status::Reported, vec![quoted]), (2, Status::Alleged, Vec::new())] {
        let new = NewFact {
            number,
            id: None,
            subject: "ann".into(),
            relation: "met".into(),
            object: Some("bob".into()),
            value: None,
            time: Span { when: Date::parse("2010-03").ok(), ..Span::default() },
            status,
            confidence: None,
            directed: false,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence,
        };
        builder.add_fact(new).unwrap();
    }
    builder.finish()
}

fn review() -> Review {
    let wording = |relation: &str| Wording {
        subject: EntityId(0),
        relation: relation.into(),
        object: Some(EntityId(1)),
        value: None,
        time: Span::default(),
        status: Status::Reported,
    };
    Review {
        verdict: Some(Verdict::Accepted),
        note: Some("Called *her*.".into()),
        edit: Some(Edit { now: wording("met"), original: wording("knew") }),
        stamp: Stamp { by: Some("Judith".into()), at: Some("2010-04-12T09:00:00Z".into()) },
    }
}

fn text(base: &FactBase, form: PackForm) -> String {
    let review = review();
    let why = "Each tells another amount".to_owned();
    let conflict = Conflict { a: FactId(0), b: FactId(1), clash: Clash::Amount, why };
    let ruling = Ruling { holds: Holds::First, stamp: review.stamp.clone() };
    let rulings = BTreeMap::from([((FactId(0), FactId(1)), ruling)]);
    let pack = Pack {
        base,
        title: "Ann & Bob".into(),
        about: vec!["Between Ann and Bob".into()],
        facts: vec![FactId(0), FactId(1)],
        reviews: vec![Some(&review), None],
        disputes: Dispute::among(&[FactId(0), FactId(1)], std::slice::from_ref(&conflict), &rulings),
    };
    pack.text(form).unwrap()
}

#[test]
fn a_pack_is_read_as_an_editor_reads() {
    let base = base("Ann", "https://x.org/1");
    insta::assert_snapshot!("pack.md", text(&base, PackForm::Markdown));
    insta::assert_snapshot!("pack.csv", text(&base, PackForm::Csv));
    insta::assert_snapshot!("pack.json", text(&base, PackForm::Facts));
    let html = text(&base, PackForm::Html);
    let body = html.split("<body>").nth(1).unwrap();
    insta::assert_snapshot!("pack.html", body);
}

#[test]
fn hostile_text_stays_text() {
    let base = base("=<script>alert(1)</script>\u{202e}", "javascript:alert(1)");
    let html = text(&base, PackForm::Html);
    assert!(!html.contains("<script") && !html.contains("href=") && !html.contains('\u{202e}'), "{html}");
    let markdown = text(&base, PackForm::Markdown);
    assert!(!markdown.replace("\\<", "").contains('<'), "{markdown}");
    let csv = text(&base, PackForm::Csv);
    assert!(csv.contains(",'=<script>") && !csv.contains(",="), "{csv}");
}

#[test]
fn a_pack_of_facts_is_read_again_as_the_same_facts() {
    let base = base("Ann", "https://x.org/1");
    let json: serde_json::Value = serde_json::from_str(&text(&base, PackForm::Facts)).unwrap();
    let count = |section: &str| json[section].as_array().map(Vec::len);
    assert_eq!((count("articles"), count("entities"), count("facts")), (Some(1), Some(2), Some(2)));
    let evidence = &json["facts"][0]["evidence"][0];
    assert_eq!((&evidence["start"], &evidence["end"]), (&0.into(), &26.into()));
    assert_eq!(json["facts"][0]["review"]["verdict"], "accepted");
}

#[test]
fn a_citation_names_what_is_known() {
    let base = base("Ann", "https://x.org/1");
    let evidence = &base.facts[0].evidence[0];
    assert_eq!(
        citation(&base, evidence),
        "“Ann met <Bob> & ‘paid’ him” Wilma Ashdown and Milo Ferrant, “What it ‘cost’”, The Chronicle, 11 April 2010. \
         https://x.org/1"
    );
    for (evidence, expected) in [
        (Evidence::default(), ""),
        (Evidence { excerpt: Some("x".into()), ..Evidence::default() }, "“x”"),
        (Evidence { article: Some(crate::facts::ArticleId(1)), ..Evidence::default() }, "“unused”."),
        (Evidence { article: Some(crate::facts::ArticleId(9)), ..Evidence::default() }, ""),
    ] {
        assert_eq!(citation(&base, &evidence), expected);
    }
}

#[test]
fn the_form_follows_from_the_extension() {
    for (extension, expected) in [
        ("md", Some(PackForm::Markdown)),
        ("HTML", Some(PackForm::Html)),
        ("csv", Some(PackForm::Csv)),
        ("json", Some(PackForm::Facts)),
        ("pdf", None),
    ] {
        assert_eq!(PackForm::from_extension(extension), expected, "{extension}");
    }
}
