//! The saved map as a whole: what goes in comes out, whatever happened to the facts or the format in between.

use std::collections::BTreeSet;

use super::{
    Camera, Decisions, Fingerprint, Project, ProjectError, Reviews, Source, SourceKind, Theme, hash, looks_like_project,
};
use crate::facts::{
    Article, ArticleId, Date, Edit, Entity, EntityId, Fact, FactBase, FactId, Holds, KindId, RelationId, Review,
    Ruling, Span, Stamp, Standing, Status, Verdict, Wording,
};
use crate::graph::{Clock, Filter};
use crate::layout;

fn base(ids: &[&str]) -> FactBase {
    let entity = |id: &&str| Entity {
        id: (*id).into(),
        kind: FactBase::PERSON,
        name: id.to_uppercase().into(),
        aliases: Vec::new(),
        description: None,
        links: Vec::new(),
        place: None,
        attributes: Vec::new(),
        more: Vec::new(),
    };
    FactBase {
        title: Some("Alibaba and Hollywood".into()),
        entities: ids.iter().map(entity).collect(),
        kinds: ["person", "firm", "film", "other", "place"].map(Into::into).into(),
        relations: ["met", "financed", "said \"no\" to"].map(Into::into).into(),
        ..FactBase::default()
    }
}

fn decisions() -> Decisions {
    Decisions {
        pinned: BTreeSet::from([EntityId(0), EntityId(2)]),
        hidden: BTreeSet::from([EntityId(1)]),
        filter: Filter {
            hidden_kinds: BTreeSet::from([KindId(4)]),
            hidden_relations: BTreeSet::from([RelationId(0), RelationId(2)]),
            hidden_statuses: BTreeSet::from([Status::Denied]),
            from: Date::parse("2014").ok(),
            until: Date::parse("2017-01-09").ok(),
            clock: Clock::Published,
            known_on: Date::parse("2016-03-12").ok(),
            undated: true,
            min_confidence: 0.35,
            only_with_evidence: true,
            hidden_standings: BTreeSet::from([Standing::NotFound, Standing::NoEvidence]),
            min_sources: 2,
            min_ties: 3,
            only_publishable: true,
            with_rejected: true,
            mark_unreviewed: true,
            bunch_leaves: true,
            open_bunches: BTreeSet::from([EntityId(2)]),
        },
        arrangement: layout::Settings {
            seed: u64::MAX,
            threads: Some(2),
            spread: 1.1,
            clusters: 0.5,
            gravity: 0.0,
            label_room: 1.0,
        },
        ..Decisions::default()
    }
}

const CAMERA: Camera = Camera { center: [4.25, -1.0], zoom: 1.5 };
const PLACES: [[f32; 2]; 3] = [[12.5, -3.0], [0.1, 1e-7], [-1234.567, 3.4e38]];

fn project() -> Project {
    let base = base(&["jack-ma", "wanda", "马云"]);
    let source = Source {
        kind: SourceKind::File("../facts/alibaba.json".into()),
        sha256: Some(hash(b"facts")),
        bytes: Some(5),
        ..Source::sample("", Fingerprint::of(b""))
    };
    let sample = Source::sample("alibaba-hollywood", Fingerprint::of(b"sample"));
    Project::capture(&base, &decisions(), &PLACES, Some(CAMERA), Some(Theme::Dark), vec![source, sample], None)
}

#[test]
fn the_file_is_made_for_reading() {
    insta::assert_snapshot!(project().to_json(), @r#"
    {
      "tieline_project": 1,
      "title": "Alibaba and Hollywood",
      "sources": [
        { "path": "../facts/alibaba.json", "sha256": "0694aacb66d62e742a92e8d5f1e82bd9d2a8ca1be88744201fbe63d0f5007502", "bytes": 5 },
        { "sample": "alibaba-hollywood", "sha256": "af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf", "bytes": 6 }
      ],
      "pinned": [
        "jack-ma",
        "马云"
      ],
      "hidden": [
        "wanda"
      ],
      "filter": {
        "hidden_kinds": [
          "place"
        ],
        "hidden_relations": [
          "met",
          "said \"no\" to"
        ],
        "hidden_statuses": [
          "denied"
        ],
        "clock": "published",
        "from": "2014",
        "until": "2017-01-09",
        "known_on": "2016-03-12",
        "undated": true,
        "min_confidence": 0.35,
        "only_with_evidence": true,
        "hidden_checks": [
          "no-evidence",
          "not-found"
        ],
        "min_sources": 2,
        "min_ties": 3,
        "only_publishable": true,
        "with_rejected": true,
        "mark_unreviewed": true,
        "bunch_leaves": true,
        "open_bunches": [
          "马云"
        ]
      },
      "arrangement": {
        "seed": 18446744073709551615,
        "threads": 2,
        "spread": 1.1,
        "clusters": 0.5,
        "gravity": 0,
        "label_room": 1
      },
      "camera": { "center": [4.25, -1], "zoom": 1.5 },
      "theme": "dark",
      "places": {
        "jack-ma": [12.5, -3],
        "wanda": [0.1, 1e-7],
        "马云": [-1234.567, 3.4e38]
      }
    }
    "#);
}

#[test]
fn a_saved_map_comes_back_as_it_was() {
    let base = base(&["jack-ma", "wanda", "马云"]);
    let project = project();
    let text = project.to_json();
    let read = Project::from_json(text.as_bytes()).unwrap();
    assert_eq!(read, project);
    assert_eq!(read.to_json(), text);
    let resolved = read.resolve(&base);
    assert_eq!(resolved.decisions, decisions());
    assert_eq!(resolved.places, PLACES.map(Some));
    assert_eq!(resolved.camera, Some(CAMERA));
    assert_eq!(resolved.theme, Some(Theme::Dark));
    assert_eq!(resolved.lost, [""; 0]);
    assert!(looks_like_project(text.as_bytes()));
}

#[test]
fn a_map_without_decisions_is_a_short_file_that_reads_back() {
    let project = Project::capture(&FactBase::default(), &Decisions::default(), &[], None, None, Vec::new(), None);
    assert_eq!(Project::from_json(project.to_json().as_bytes()).unwrap(), project);
    let least = Project::from_json(br#"{"tieline_project": 1, "title": null}"#).unwrap();
    assert_eq!(least, project);
}

#[test]
fn what_is_not_finite_is_left_out() {
    let base = base(&["a", "b", "c"]);
    let places = [[f32::NAN, 0.0], [1.0, f32::INFINITY], [1.0, 2.0]];
    let decisions = Decisions {
        filter: Filter { min_confidence: f32::NAN, ..Filter::default() },
        arrangement: layout::Settings { spread: f32::NEG_INFINITY, ..layout::Settings::default() },
        ..Decisions::default()
    };
    let camera = Some(Camera { center: [0.0, f32::NAN], zoom: 1.0 });
    let project = Project::capture(&base, &decisions, &places, camera, None, Vec::new(), None);
    let resolved = Project::from_json(project.to_json().as_bytes()).unwrap().resolve(&base);
    assert_eq!(resolved.places, [None, None, Some([1.0, 2.0])]);
    assert_eq!(resolved.camera, None);
    assert_eq!(resolved.decisions, Decisions::default());
}

/// Two articles and a fact that both stand behind.
fn reviewed_base(fact: &str, articles: [&str; 2]) -> FactBase {
    let mut base = base(&["jack-ma", "wanda"]);
    base.articles = articles.map(|id| Article { id: id.into(), ..Article::default() }).into();
    base.facts.push(Fact {
        id: fact.into(),
        subject: EntityId(0),
        relation: RelationId(0),
        object: Some(EntityId(1)),
        value: None,
        time: Span::default(),
        status: Status::Reported,
        confidence: None,
        directed: true,
        attributes: Vec::new(),
        more: Vec::new(),
        evidence: Vec::new(),
    });
    base
}

fn reviews() -> Reviews {
    let time = Span { when: Date::parse("2017-01").ok(), ..Span::default() };
    let original = Wording {
        subject: EntityId(0),
        relation: "met".into(),
        object: Some(EntityId(1)),
        value: None,
        time: Span::default(),
        status: Status::Reported,
    };
    let now = Wording {
        relation: "telephoned \"him\"".into(),
        value: Some("$3 m".into()),
        time,
        status: Status::Denied,
        ..original
    };
    let review = Review {
        verdict: Some(Verdict::Unsure),
        note: Some("Ask again.".into()),
        edit: Some(Edit { now, original }),
        stamp: Stamp { by: Some("Judith".into()), at: Some("2017-02-01T09:00:00Z".into()) },
    };
    let mut reviews = Reviews::default();
    reviews.facts.insert(FactId(0), review);
    reviews.sources.part(ArticleId(1), ArticleId(0));
    let stamp = Stamp { by: Some("Judith".into()), at: None };
    reviews.rulings.insert((FactId(0), FactId(0)), Ruling { holds: Holds::Both, stamp });
    reviews
}

#[test]
fn what_was_decided_about_facts_comes_back() {
    let base = reviewed_base("f1", ["a1", "a2"]);
    let decisions = Decisions { reviews: reviews(), ..Decisions::default() };
    let project = Project::capture(&base, &decisions, &[], None, None, Vec::new(), None);
    let text = project.to_json();
    assert_eq!(Project::from_json(text.as_bytes()).unwrap(), project);
    assert_eq!(project.resolve(&base).decisions, decisions);
    assert!(project.resolve(&base).lost.is_empty());
    let line =
        r#"    "f1": { "verdict": "unsure", "note": "Ask again.", "by": "Judith", "at": "2017-02-01T09:00:00Z","#;
    assert!(text.contains(line) && text.contains(r#"["a1", "a2"]"#), "{text}");
}

#[test]
fn a_correction_of_an_earlier_version_leaves_value_and_status_as_they_are() {
    let mut base = reviewed_base("f1", ["a1", "a2"]);
    base.facts[0].value = Some("$1 m".into());
    base.facts[0].status = Status::Planned;
    let decisions = Decisions { reviews: reviews(), ..Decisions::default() };
    let text = Project::capture(&base, &decisions, &[], None, None, Vec::new(), None).to_json();
    let earlier = text
        .replace(", \"value\": \"$3 m\"", "")
        .replace(", \"status\": \"denied\"", "")
        .replace(", \"status\": \"reported\"", "");
    assert!(text.contains("$3 m") && !earlier.contains("$3 m") && !earlier.contains("status\""), "{earlier}");
    let reviews = Project::from_json(earlier.as_bytes()).unwrap().resolve(&base).decisions.reviews;
    let (_, edit) = reviews.edits().next().unwrap();
    assert_eq!((edit.now.value.as_deref(), edit.now.status), (Some("$1 m"), Status::Planned));
    assert_eq!((edit.original.value.as_deref(), edit.original.status), (Some("$1 m"), Status::Planned));
}

#[test]
fn decisions_on_facts_that_are_gone_are_told_and_kept() {
    let base = reviewed_base("f1", ["a1", "a2"]);
    let decisions = Decisions { reviews: reviews(), ..Decisions::default() };
    let project = Project::capture(&base, &decisions, &[], None, None, Vec::new(), None);
    let other = reviewed_base("f2", ["a1", "a3"]);
    let resolved = project.resolve(&other);
    assert_eq!(resolved.lost, ["fact “f1”", "article “a2”"]);
    assert_eq!(resolved.decisions.reviews, Reviews::default());
    let saved = Project::capture(&other, &resolved.decisions, &[], None, None, Vec::new(), Some(&project));
    assert_eq!(saved.decisions.reviews, project.decisions.reviews);
    let taken_back = Project::capture(&base, &Decisions::default(), &[], None, None, Vec::new(), Some(&project));
    assert!(taken_back.decisions.reviews.is_empty());
}

#[test]
fn a_review_of_a_later_version_is_kept_and_a_broken_one_is_told() {
    let base = reviewed_base("f1", ["a1", "a2"]);
    let text = r#"{"tieline_project": 1, "reviews": {"f1": {"verdict": "doubted", "weight": 0.10}}}"#;
    let later = Project::from_json(text.as_bytes()).unwrap();
    assert_eq!(later.resolve(&base).decisions, Decisions::default());
    let saved = Project::capture(&base, &Decisions::default(), &[], None, None, Vec::new(), Some(&later));
    assert!(saved.to_json().contains(r#""f1": { "weight": 0.10, "verdict": "doubted" }"#), "{}", saved.to_json());
    for (part, expected) in [
        (r#""reviews": {"f1": {"now": {}}}"#, "both “now” and “original”"),
        (r#""reviews": {"f1": {"now": {"subject": "x"}, "original": {}}}"#, "a subject and a relation"),
        (r#""reviews": {"f1": []}"#, "reviews.f1: expected an object"),
        (r#""sources_apart": [["a1"]]"#, "the ids of two articles"),
    ] {
        let text = format!("{{\"tieline_project\": 1, {part}}}");
        let error = Project::from_json(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{part}: {error}");
    }
}

/// A file of a later program, with something of its own in every object.
const LATER: &str = r#"{
  "tieline_project": 1,
  "title": "Mine",
  "verdicts": [{"fact": "f1", "verdict": "checked", "weight": 0.10, "number": 123456789012345678901234567890}],
  "sources": [
    { "path": "x.json", "sha256": "00", "mirror": "https://example.org/x.json" },
    { "database": "postgres://desk/facts" }
  ],
  "filter": { "undated": true, "near": {"zebra": 1, "apple": 2} },
  "arrangement": { "seed": 7, "engine": "radial" },
  "camera": { "center": [1, 2], "zoom": 3, "tilt": 0.5 },
  "theme": "sepia",
  "places": { "a": [1, 2] },
  "notes": {
    "b": "second",
    "a": "first"
  }
}"#;

#[test]
fn what_is_not_known_survives_in_every_object_as_it_was_written() {
    let kept = Project::from_json(LATER.as_bytes()).unwrap();
    let base = base(&["a"]);
    let resolved = kept.resolve(&base);
    let sources = kept.sources.iter().map(|source| Source { unknown: Default::default(), ..source.clone() });
    let places = [[5.0, 6.0]];
    let saved = Project::capture(
        &base,
        &resolved.decisions,
        &places,
        resolved.camera,
        resolved.theme,
        sources.collect(),
        Some(&kept),
    );
    let text = saved.to_json();
    for part in [
        r#""verdicts": [{"fact": "f1", "verdict": "checked", "weight": 0.10, "number": 123456789012345678901234567890}]"#,
        r#"{ "path": "x.json", "sha256": "00", "mirror": "https://example.org/x.json" }"#,
        r#"{ "database": "postgres://desk/facts" }"#,
        r#""near": {"zebra": 1, "apple": 2}"#,
        r#""engine": "radial""#,
        r#""camera": { "center": [1, 2], "zoom": 3, "tilt": 0.5 }"#,
        r#""theme": "sepia""#,
        "\"notes\": {\n    \"b\": \"second\",\n    \"a\": \"first\"\n  }",
        r#""title": "Mine""#,
        r#""a": [5, 6]"#,
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert_eq!(Project::from_json(text.as_bytes()).unwrap().to_json(), text);
    let dark = Project { theme: Some(Theme::Dark), ..saved };
    assert_eq!(dark.to_json().matches("\"theme\"").count(), 1);
}

#[test]
fn what_the_facts_no_longer_have_is_told_and_kept() {
    let mut text = project().to_json();
    text = text.replace("\"denied\"", "\"denied\",\n      \"rumoured\"");
    let kept = Project::from_json(text.as_bytes()).unwrap();
    let mut fewer = base(&["jack-ma", "newcomer"]);
    fewer.kinds.truncate(4);
    fewer.relations = vec!["met".into()];
    let resolved = kept.resolve(&fewer);
    assert_eq!(
        resolved.lost,
        ["entity “wanda”", "entity “马云”", "kind “place”", "relation “said \"no\" to”", "status “rumoured”"]
    );
    assert_eq!(resolved.decisions.pinned, BTreeSet::from([EntityId(0)]));
    assert_eq!(resolved.places, [Some(PLACES[0]), None]);

    let places = [[1.0, 1.0], [2.0, 2.0]];
    let sources = kept.sources.clone();
    let saved = Project::capture(&fewer, &resolved.decisions, &places, None, None, sources, Some(&kept));
    let back = saved.resolve(&base(&["jack-ma", "wanda", "马云"]));
    assert_eq!(back.decisions, decisions());
    assert_eq!(back.places, [Some([1.0, 1.0]), Some(PLACES[1]), Some(PLACES[2])]);
    assert_eq!(back.lost, ["entity “newcomer”", "status “rumoured”"]);
}

#[test]
fn what_the_reader_took_back_does_not_return() {
    let kept = project();
    let base = base(&["jack-ma", "wanda", "马云"]);
    let saved = Project::capture(&base, &Decisions::default(), &PLACES, None, None, Vec::new(), Some(&kept));
    assert_eq!(saved.resolve(&base).decisions, Decisions::default());
}

#[track_caller]
fn check_fault(text: &str, expected: &str) {
    let error = Project::from_json(text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_fault_is_told_by_its_place() {
    let with = |field: &str| format!("{{\n  \"tieline_project\": 1,\n  \"é\": 0, {field}\n}}");
    for (field, expected) in [
        (r#""title": 1"#, "title: expected a text in quotation marks (line 3, column 20)"),
        (r#""places": {"a": [1]}"#, "places.a: expected two numbers, such as [12.5, -3] (line 3, column 27)"),
        (r#""places": {"a": [1, 1e99]}"#, "places.a: expected two numbers, such as [12.5, -3] (line 3, column 27)"),
        (r#""places": []"#, "places: expected an object in { } (line 3, column 21)"),
        (r#""pinned": ["a", 2]"#, "pinned[1]: expected a text in quotation marks (line 3, column 27)"),
        (r#""filter": {"from": "2017-13"}"#, "filter.from: no such day in the calendar (line 3, column 30)"),
        (r#""filter": {"undated": 1}"#, "filter.undated: expected true or false (line 3, column 33)"),
        (
            r#""arrangement": {"seed": -1}"#,
            "arrangement.seed: expected a whole number from 0 that is not too large (line 3, column 35)",
        ),
        (
            r#""sources": [{"path": "a", "sample": "b"}]"#,
            "sources[0]: both a path and a sample; a source is one of them (line 3, column 23)",
        ),
        (r#""title": "a", "title": "b""#, "title: given twice (line 3, column 34)"),
        ("oops", "not JSON: key must be a string (line 3, column 11)"),
        (r#""hidden": ["a" "b"]"#, "not JSON: expected `,` or `]` (line 3, column 26)"),
    ] {
        check_fault(&with(field), expected);
    }
    check_fault("", "the file is empty (line 1, column 1)");
    check_fault("[1]", "not a saved map: it has no \"tieline_project\"");
    check_fault("{\"nodes\": []}", "not a saved map: it has no \"tieline_project\"");
    check_fault("{\"tieline\": 1}", "a file of facts, not a saved map; it can be opened as facts");
    check_fault("{\"tieline_project\": 0}", "tieline_project: versions count from 1 (line 1, column 21)");
    check_fault(
        "{\"tieline_project\": 2, \"places\": \"in another way\"}",
        "saved by a newer Tieline: the file is of version 2, this program reads up to version 1",
    );
    let error = Project::from_json(b"{\n \"a\": \"\xe9\"}").unwrap_err();
    assert_eq!(error, ProjectError::NotUtf8 { line: 2, column: 8 });
}

#[test]
fn a_file_that_is_cut_off_anywhere_says_where() {
    let text = project().to_json();
    let whole = text.trim_end().len();
    for end in 0..whole {
        let error = Project::from_json(&text.as_bytes()[..end]).unwrap_err();
        assert!(error.line_and_column().is_some(), "{end}: {error}");
    }
    let end = text.find("\"camera\"").unwrap() + 12;
    check_fault(&text[..end], "the file is cut off within an object (line 55, column 14)");
}

#[test]
fn deep_nesting_in_an_unknown_part_is_carried_along() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!("{{\"tieline_project\": 1, \"deep\": {deep}}}");
    let project = Project::from_json(text.as_bytes()).unwrap();
    assert!(project.to_json().contains(&deep));
}

#[test]
fn kept_views_and_looks_come_back_and_what_is_not_known_stays() {
    use super::Bookmark;
    use crate::graph::{Appearance, KindWish, MarkShape, SizeBy, WidthBy};
    let base = base(&["jack-ma", "wanda", "马云"]);
    let view = Bookmark {
        name: "The tower".to_owned(),
        camera: Camera { center: [3.0, -4.5], zoom: 2.0 },
        entities: [EntityId(0)].into(),
        ties: [(EntityId(0), EntityId(1))].into(),
        filter: Filter { only_with_evidence: true, ..Filter::default() },
        hidden: [EntityId(2)].into(),
    };
    let wish = KindWish { shape: Some(MarkShape::Octagon), color: Some(8), icon: None };
    let appearance = Appearance {
        kinds: [(FactBase::PERSON, wish)].into(),
        size: SizeBy::Attribute("budget".into()),
        width: WidthBy::Sources,
        confidence: true,
    };
    let decisions = Decisions { views: vec![view], appearance, ..Decisions::default() };
    let text = Project::capture(&base, &decisions, &[], None, None, Vec::new(), None).to_json();
    let read = Project::from_json(text.as_bytes()).unwrap();
    assert_eq!(read.to_json(), text);
    assert_eq!(read.resolve(&base).decisions, decisions);

    let later = text
        .replace("\"name\": \"The tower\"", "\"name\": \"The tower\", \"pages\": 3")
        .replace("\"马云\"", "\"马云\", \"somebody-else\"")
        .replace("\"width\": \"sources\"", "\"width\": \"days\"")
        .replace("\"shape\": \"octagon\"", "\"shape\": \"cloud\"");
    let kept = Project::from_json(later.as_bytes()).unwrap();
    let decisions = kept.resolve(&base).decisions;
    let again = Project::capture(&base, &decisions, &[], None, None, Vec::new(), Some(&kept)).to_json();
    for part in ["\"pages\": 3", "\"somebody-else\"", "\"shape\": \"cloud\"", "\"width\": \"days\""] {
        assert!(again.contains(part), "{part} in {again}");
    }
}
