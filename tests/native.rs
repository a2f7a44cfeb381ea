//! What a file of Tieline facts comes to, rule by rule.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use std::sync::atomic::{AtomicU32, Ordering};

use tieline::facts::{Check, FactBase, Status, Value};
use tieline::read::{Fault, Input, Limits, Outcome, ReadError, Unwatched, Watch, read, read_within, schema};

fn outcome(json: &str) -> Outcome {
    let input = Input { name: "facts.json", bytes: json.as_bytes() };
    read(input, &Unwatched).unwrap()
}

/// The base of a file that has no faults.
fn clean(json: &str) -> FactBase {
    let outcome = outcome(json);
    assert_eq!(outcome.report.problems, [], "{json}");
    outcome.base
}

const EXAMPLE: &str = r#"{
  "tieline": 1, "title": "A meeting", "description": "In a tower.", "generated_by": "hand 1.0",
  "articles": [
    {"id": "a1", "title": "They met", "publisher": "The Paper", "authors": ["A. Writer", "B. Writer"],
     "published": "2017-01-10", "url": "https://example.org/1", "language": "en",
     "text": "Café: Jack Ma met Donald Trump in Trump Tower.", "note": "shortened"}],
  "entities": [
    {"id": "jack-ma", "kind": "Person", "name": "Jack Ma", "aliases": ["Ma Yun", "马云"],
     "description": "A founder", "links": ["https://example.org/ma"], "attributes": {"role": "founder", "age": 52.0}},
    {"id": "donald-trump", "kind": "person", "name": "Donald Trump"},
    {"id": "dmeg", "kind": "division"}],
  "facts": [
    {"id": "f1", "subject": "jack-ma", "relation": "met", "object": "donald-trump",
     "when": "2017-01-09", "status": "reported", "confidence": 0.98, "directed": false,
     "attributes": {"place": "Trump Tower", "private": true},
     "evidence": [{"article": "a1", "excerpt": "Jack Ma met Donald Trump", "start": 6, "end": 30}]},
    {"subject": "dmeg", "relation": " plans to invest ", "value": "7.2 billion USD",
     "from": "2017", "until": "2020-06", "status": "planned", "evidence": [{"article": "a1"}], "excerpt": "It plans."}]
}"#;

#[test]
fn the_example_of_the_format_is_read_whole() {
    let base = clean(EXAMPLE);
    insta::assert_debug_snapshot!(base);
}

#[test]
fn sections_may_come_in_any_order_and_be_absent_or_null() {
    let facts = r#""facts": [{"subject": "e", "relation": "is in", "object": "f", "evidence": [{"article": "a"}]}]"#;
    let entities = r#""entities": [{"id": "e"}, {"id": "f"}]"#;
    let articles = r#""articles": [{"id": "a"}]"#;
    let first = clean(&format!(r#"{{"tieline": 1, {articles}, {entities}, {facts}}}"#));
    for sections in [[facts, entities, articles], [entities, facts, articles], [facts, articles, entities]] {
        assert_eq!(clean(&format!(r#"{{{}, "tieline": 1}}"#, sections.join(", "))), first);
    }
    let empty = clean(r#"{"tieline": 1}"#);
    assert_eq!(clean(r#"{"tieline": 1, "articles": null, "entities": [], "facts": null, "title": null}"#), empty);
}

#[test]
fn null_is_absent_everywhere() {
    let base = clean(
        r#"{"tieline": 1, "articles": [null, {"id": "a", "authors": null, "published": null, "text": null, "x": null}],
        "entities": [{"id": "e", "kind": null, "name": null, "aliases": [null], "attributes": {"a": null}}],
        "facts": [{"id": null, "subject": "e", "relation": "is", "object": null, "value": "v", "when": null,
        "status": null, "confidence": null, "directed": null, "attributes": null, "evidence": null, "excerpt": null}]}"#,
    );
    assert_eq!((base.articles.len(), base.articles[0].more.len()), (1, 0));
    let entity = &base.entities[0];
    assert_eq!((entity.kind, &*entity.name, entity.aliases.len()), (FactBase::OTHER, "e", 0));
    let fact = &base.facts[0];
    assert_eq!((&*fact.id, fact.status, fact.directed), ("fact 1", Status::Reported, true));
    assert_eq!((fact.confidence, fact.has_evidence()), (None, false));
}

#[test]
fn unknown_fields_are_kept_in_order_with_their_digits() {
    let base = clean(
        r#"{"zeta": 1, "tieline": 1, "alpha": [1.50, {"b": null}],
        "facts": [{"subject": "e", "page": 1e2, "relation": "is", "object": "e", "line": "3",
        "evidence": [{"excerpt": "x", "page": -0}]}], "entities": [{"id": "e", "born": 12345678901234567890123}]}"#,
    );
    let number = |digits: &str| Value::Number(digits.into());
    let nested = vec![number("1.50"), Value::Map(vec![("b".into(), Value::Null)])];
    assert_eq!(base.more, [("zeta".into(), number("1")), ("alpha".into(), Value::List(nested))]);
    assert_eq!(base.facts[0].more, [("page".into(), number("1e2")), ("line".into(), Value::Text("3".into()))]);
    assert_eq!(base.facts[0].evidence[0].more, [("page".into(), number("-0"))]);
    assert_eq!(base.entities[0].more, [("born".into(), number("12345678901234567890123"))]);
}

#[test]
fn a_place_is_two_numbers_and_anything_but_a_list_is_some_other_field() {
    for (place, expected, more, problems) in [
        ("[1.5, -2]", Some([1.5, -2.0]), 0, 0),
        ("null", None, 0, 0),
        ("\"Hangzhou\"", None, 1, 0),
        ("[1]", None, 0, 1),
        ("[1, 2, 3]", None, 0, 1),
        ("[1, 1e300]", None, 0, 1),
        ("[1e999, 0]", None, 0, 1),
        ("[\"1\", 0]", None, 0, 1),
    ] {
        let outcome = outcome(&format!(r#"{{"tieline": 1, "entities": [{{"id": "a", "place": {place}}}]}}"#));
        let entity = &outcome.base.entities[0];
        let found = (entity.place, entity.more.len(), outcome.report.problem_count);
        assert_eq!(found, (expected, more, problems), "{place}");
    }
}

#[test]
fn excerpts_are_checked_in_bytes_against_offsets_in_characters() {
    let text = "“Ünï” said: we  met – twice. We met.";
    for (evidence, expected) in [
        (r#""excerpt": "we  met", "start": 12, "end": 19"#, Check::Exact(18..25)),
        (r#""excerpt": "We met.""#, Check::Found(37..44)),
        (r#""excerpt": "WE MET - twice""#, Check::Near(18..35)),
        (r#""excerpt": "they met""#, Check::NotFound),
    ] {
        let json = format!(
            r#"{{"tieline": 1, "articles": [{{"id": "a", "text": "{text}"}}], "entities": [{{"id": "e"}}],
            "facts": [{{"subject": "e", "relation": "is", "object": "e", "evidence": [{{"article": "a", {evidence}}}]}}]}}"#
        );
        assert_eq!(outcome(&json).base.facts[0].evidence[0].check, expected, "{evidence}");
    }
}

#[test]
fn a_repeated_problem_is_counted_to_the_end_and_kept_up_to_a_limit() {
    let fact = r#"{"subject": "e", "relation": "is", "object": "e", "confidence": 2},"#;
    let facts = fact.repeat(10_500);
    let json = format!(
        r#"{{"tieline": 1, "entities": [{{"id": "e"}}], "facts": [{facts}{{"subject": "new", "relation": "is", "value": "x"}}]}}"#
    );
    let report = outcome(&json).report;
    assert_eq!((report.problems.len(), report.problem_count), (10_000, 10_501));
}

#[test]
fn the_schema_describes_the_format_to_a_language_model() {
    insta::assert_snapshot!(schema());
}

/// Wants the answer no longer after so many looks.
struct Impatient(AtomicU32);

impl Watch for Impatient {
    fn progress(&self, part: f32) {
        assert!((0.0..=1.0).contains(&part), "{part}");
    }

    fn cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

#[test]
fn reading_can_be_cancelled_at_every_step() {
    let input = Input { name: "facts.json", bytes: EXAMPLE.as_bytes() };
    let mut steps = 0;
    while let Err(error) = read(input, &Impatient(AtomicU32::new(steps))) {
        assert_eq!(error.fault, Fault::Cancelled);
        steps += 1;
    }
    assert!((3..50).contains(&steps), "{steps}");
}

#[test]
fn files_beyond_the_limits_are_refused() {
    let input = Input { name: "facts.json", bytes: EXAMPLE.as_bytes() };
    let fault = |limits| read_within(input, limits, &Unwatched).map_err(|ReadError { fault, .. }| fault).err();
    assert_eq!(fault(Limits { records: 5, ..Limits::default() }), Some(Fault::TooManyRecords(5)));
    assert_eq!(fault(Limits { records: 6, ..Limits::default() }), None);
    assert_eq!(fault(Limits { unpacked_bytes: 100, ..Limits::default() }), Some(Fault::TooLarge(100)));
}
