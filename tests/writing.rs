//! What is written is read again as it was, as far as the target can hold it, and what it cannot hold is said.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use proptest::prelude::*;
use serde_json::{Value, json};
use tieline::facts::{Entity, Fact, FactBase, Fields};
use tieline::read::{Format, Input, Unwatched, read};
use tieline::write::{Content, Target, Written, write};

fn read_text(text: &str) -> FactBase {
    read(Input { name: "written", bytes: text.as_bytes() }, &Unwatched).unwrap().base
}

fn written(content: Content<'_>, target: Target) -> (String, Written) {
    let mut bytes = Vec::new();
    let written = write(content, target, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), written)
}

fn of(base: &FactBase) -> Content<'_> {
    Content { base, places: None }
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Ann",
        "met <the> \"crew\" & left",
        "a, b; c",
        "Zoë – “quoted”",
        "two\nlines\tand a tab",
        "=1+1",
        "- 'so'",
        "'@=",
        "{\"json\": [1]}",
    ])
    .prop_map(str::to_owned)
}

fn attributes() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec!["role", "share", "odd name", "when", "label", "source", "target_type", "id"]);
    let value = prop_oneof![
        word().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        (-500_i32..500).prop_map(Value::from),
        Just(json!(0.25)),
    ];
    prop::collection::btree_map(names, value, 0..4).prop_map(|fields| json!(fields))
}

fn entity(index: usize) -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec![json!("person"), json!("firm"), json!("planet"), json!(null)]);
    let aliases = prop::collection::vec(word(), 0..3);
    (word(), kind, aliases, prop::option::of(word()), attributes(), any::<bool>()).prop_map(
        move |(name, kind, aliases, description, attributes, is_odd)| {
            let mut entity = json!({
                "id": format!("e{index}"), "name": format!("{name} {index}"), "kind": kind, "aliases": aliases,
                "description": description, "attributes": attributes,
            });
            if is_odd {
                entity["unknown"] = json!("kept");
            }
            entity
        },
    )
}

fn evidence() -> impl Strategy<Value = Value> {
    let article = prop::sample::select(vec![json!("a0"), json!("a1")]);
    (article, prop::option::of(word())).prop_map(|(article, excerpt)| json!({"article": article, "excerpt": excerpt}))
}

fn fact() -> impl Strategy<Value = Value> {
    let end = prop::sample::select(vec!["e0", "e1", "e2"]);
    let date = prop::sample::select(vec![json!(null), json!("2017"), json!("2017-01-09")]);
    let confidence = prop::sample::select(vec![json!(null), json!(0.3), json!(1)]);
    let status = prop::sample::select(vec!["reported", "denied"]);
    let shape = (end.clone(), word(), prop::option::of(end), date, confidence, status);
    (shape, any::<bool>(), attributes(), prop::collection::vec(evidence(), 0..4)).prop_map(
        |((subject, relation, object, date, confidence, status), directed, attributes, evidence)| {
            let value = if object.is_none() { json!("a plan") } else { json!(null) };
            json!({
                "subject": subject, "relation": relation, "object": object, "value": value, "when": date,
                "confidence": confidence, "status": status, "directed": directed, "attributes": attributes,
                "evidence": evidence,
            })
        },
    )
}

fn base() -> impl Strategy<Value = FactBase> {
    let facts = prop::collection::vec(fact(), 1..6);
    (entity(0), entity(1), entity(2), facts).prop_map(|(first, second, third, facts)| {
        let articles = [json!({"id": "a0", "title": "News"}), json!({"id": "a1", "url": "https://example.org/1"})];
        let file = json!({
            "tieline": 1, "title": "Map", "articles": articles, "entities": [first, second, third], "facts": facts,
            "unknown": {"deep": [1.50, null]},
        });
        read_text(&file.to_string())
    })
}

/// Attributes by name, whatever they had to be called, true and false as words.
fn fields(attributes: &Fields, more: &Fields) -> Vec<(String, String)> {
    let plain = |name: &str| name.strip_suffix(" (attribute)").unwrap_or(name).to_owned();
    let words = |value: &tieline::facts::Value| match value {
        tieline::facts::Value::Bool(flag) => flag.to_string(),
        other => other.to_string().trim().to_owned(),
    };
    let mut fields: Vec<_> = attributes.iter().chain(more).map(|(name, value)| (plain(name), words(value))).collect();
    fields.sort();
    fields
}

fn of_entity(base: &FactBase, entity: &Entity, target: Target) -> String {
    let is_flat = matches!(target, Target::Gexf | Target::GraphMl);
    let aliases = if is_flat { entity.aliases.join("; ") } else { format!("{:?}", entity.aliases) };
    let aliases = if is_flat { aliases.trim_matches(['[', ']', '"']).to_owned() } else { aliases };
    let Entity { id, name, description, .. } = entity;
    let fields = fields(&entity.attributes, &entity.more);
    format!("{id} {name} {} {aliases} {description:?} {fields:?}", base.kind(entity.kind))
}

/// The excerpts that a target holds, and their article, which a table names by its address.
fn of_evidence(base: &FactBase, fact: &Fact, target: Target) -> String {
    let all = &fact.evidence;
    let Some(first) = all.iter().find(|one| one.excerpt.is_some()).or(all.first()) else {
        return String::new();
    };
    let is_one = !matches!(target, Target::NodeLink | Target::Triples);
    let same = all.iter().filter(|one| one.article == first.article).filter_map(|one| one.excerpt.as_deref());
    let excerpts: Vec<&str> = same.take(if is_one { 1 } else { usize::MAX }).collect();
    let article = first.article.map(|id| {
        let article = base.article(id);
        let url = article.url.as_deref().filter(|_| target == Target::Csv);
        url.unwrap_or(&article.id).to_owned()
    });
    format!("{article:?} {excerpts:?}")
}

fn of_facts(base: &FactBase, target: Target) -> Vec<String> {
    let has_ends = |fact: &&Fact| matches!(target, Target::Csv | Target::Triples) || fact.object.is_some();
    let end = |id| format!("{} ({})", base.entity(id).name, base.kind(base.entity(id).kind));
    let facts = base.facts.iter().filter(has_ends).map(|fact| {
        let Fact { id, value, time, status, confidence, directed, .. } = fact;
        let (subject, object) = (end(fact.subject), fact.object.map(end));
        let relation = base.relation(fact.relation);
        let fields = fields(&fact.attributes, &fact.more);
        let evidence = of_evidence(base, fact, target);
        let ends = format!("{subject} {relation} {object:?}");
        format!("{id} {ends} {value:?} {time} {status:?} {confidence:?} {directed} {fields:?} {evidence}")
    });
    facts.collect()
}

/// What two targets both hold of the facts, one written after the other: the ends, what is said of them, one excerpt.
fn of_both(base: &FactBase, targets: [Target; 2]) -> Vec<String> {
    let holds_all = |target: &Target| matches!(target, Target::TielineFacts | Target::Csv | Target::Triples);
    let has_ends = |fact: &&Fact| fact.object.is_some() || targets.iter().all(holds_all);
    let end = |id| format!("{} ({})", base.entity(id).name, base.kind(base.entity(id).kind));
    let facts = base.facts.iter().filter(has_ends).map(|fact| {
        let Fact { id, value, time, status, confidence, directed, .. } = fact;
        let (subject, object) = (end(fact.subject), fact.object.map(end));
        let relation = base.relation(fact.relation);
        let fields = fields(&fact.attributes, &fact.more);
        let excerpt = fact.evidence.iter().find_map(|one| one.excerpt.as_deref());
        let has_article = fact.evidence.iter().any(|one| one.article.is_some());
        let ends = format!("{subject} {relation} {object:?}");
        format!(
            "{id} {ends} {value:?} {time} {status:?} {confidence:?} {directed} {fields:?} {excerpt:?} {has_article}"
        )
    });
    facts.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn one_target_after_another_loses_nothing_that_both_hold(base in base()) {
        let again = |text: &str| read(Input { name: "written", bytes: text.as_bytes() }, &Unwatched);
        for first in Target::ALL {
            let (text, told) = written(of(&base), first);
            let Ok(once) = again(&text) else {
                prop_assert_eq!(told.facts, 0, "{}", text);
                continue;
            };
            for second in Target::ALL {
                let (text, told) = written(of(&once.base), second);
                let Ok(twice) = again(&text) else {
                    prop_assert_eq!(told.facts, 0, "{}", text);
                    continue;
                };
                let both = [first, second];
                prop_assert_eq!(of_both(&twice.base, both), of_both(&base, both), "{:?} {}", both, text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn tieline_facts_are_read_again_as_they_were(base in base()) {
        let (text, written) = written(of(&base), Target::TielineFacts);
        prop_assert_eq!(written.losses.sentences(), Vec::<String>::new());
        prop_assert_eq!(&read_text(&text), &base, "{}", text);
    }

    #[test]
    fn graphs_and_triples_are_read_again_as_far_as_they_go(base in base()) {
        let formats = [
            (Target::Csv, Format::CsvEdges),
            (Target::Gexf, Format::Gexf),
            (Target::GraphMl, Format::GraphMl),
            (Target::NodeLink, Format::NodeLink),
            (Target::Triples, Format::Triples),
        ];
        for (target, format) in formats {
            let (text, written) = written(of(&base), target);
            let Ok(again) = read(Input { name: "written", bytes: text.as_bytes() }, &Unwatched) else {
                prop_assert_eq!(written.facts, 0, "{}", text);
                continue;
            };
            prop_assert_eq!(again.format, format);
            prop_assert_eq!(of_facts(&again.base, target), of_facts(&base, target), "{}", text);
            if matches!(target, Target::Gexf | Target::GraphMl | Target::NodeLink) {
                let of = |base: &FactBase| base.entities.iter().map(|one| of_entity(base, one, target)).collect();
                let (again, before): (Vec<_>, Vec<_>) = (of(&again.base), of(&base));
                prop_assert_eq!(again, before, "{}", text);
            }
        }
    }
}

const RICH: &str = r#"{
  "tieline": 1,
  "title": "Rich",
  "articles": [{"id": "a", "title": "News", "text": "Ann met Bob."}, {"id": "b"}],
  "entities": [
    {"id": "ann", "kind": "person", "name": "Ann", "aliases": ["A.", "Annie"], "attributes": {"x": 1, "born": "1970"}},
    {"id": "bob", "kind": "person", "name": "Bob"},
    {"id": "bob2", "kind": "firm", "name": "Bob", "odd": [1, 2]},
    {"id": "nobody", "name": "Nobody"}
  ],
  "facts": [
    {"id": "f1", "subject": "ann", "relation": "met", "object": "bob", "attributes": {"date": "May"},
     "evidence": [{"article": "a", "excerpt": "Ann met Bob", "start": 0, "end": 11}, {"article": "b"}]},
    {"id": "f2", "subject": "bob2", "relation": "plans", "value": "a \u0007bell"},
    {"id": "f3", "subject": "bob2", "relation": "pays\u0001", "object": "ann"}
  ]
}"#;

#[test]
fn what_a_target_cannot_hold_is_said() {
    let base = read_text(RICH);
    let places = [Some([1.0, 2.0]), None, None, None];
    let about = "what the file says about itself (title, description, extractor): 1";
    let rest = ["evidence beyond the first of a fact: 1", "offsets of excerpts: 1"];
    let articles = "articles, but for their ids or addresses: 2";
    let (joined, renamed) = ("lists, written as one text: 1", "attributes whose name is taken, renamed: 2");
    let nested = "lists and objects among attributes, written as JSON in a text: 1";
    let unknown = "unknown fields, written as attributes: 1";
    let one_end = "facts about one entity alone: 1";
    let characters = "characters that XML cannot hold, replaced: 1";
    let of_named = [
        "entities without a fact: 1",
        "entities that share a name and cannot be told apart: 2",
        "entities of which more is known than name and kind: 2",
        "places of entities: 1",
    ];
    let in_xml = [&[one_end][..], &rest, &[articles, joined, nested, unknown, renamed, characters]].concat();
    let cases: [(Target, Vec<&str>); 6] = [
        (Target::TielineFacts, vec![]),
        (Target::Csv, [&[about][..], &of_named, &rest, &[articles]].concat()),
        (Target::Gexf, in_xml.clone()),
        (Target::GraphMl, [&[about][..], &in_xml].concat()),
        (Target::NodeLink, [&[one_end][..], &rest, &[articles, unknown, renamed]].concat()),
        (
            Target::Triples,
            [&[about][..], &of_named, &rest, &[articles, "attributes whose name is taken, renamed: 1"]].concat(),
        ),
    ];
    for (target, expected) in cases {
        let (text, written) = written(Content { base: &base, places: Some(&places) }, target);
        assert_eq!(written.losses.sentences(), expected, "{target:?}\n{text}");
        let is_graph = matches!(target, Target::Gexf | Target::GraphMl | Target::NodeLink);
        assert_eq!(written.facts, if is_graph { 2 } else { 3 }, "{target:?}");
    }
}

#[test]
fn places_are_kept_where_the_target_has_positions() {
    let base = read_text(RICH);
    let places = [Some([1.5, -2.0]), None, Some([0.0, 0.0]), None];
    for target in [Target::TielineFacts, Target::Gexf, Target::GraphMl, Target::NodeLink] {
        let (text, _) = written(Content { base: &base, places: Some(&places) }, target);
        let again: Vec<_> = read_text(&text).entities.iter().map(|entity| entity.place).collect();
        assert_eq!(again, places, "{target:?}\n{text}");
    }
}

#[test]
fn two_tables_tell_entities_of_one_name_apart() {
    let base = read_text(RICH);
    let (facts, of_facts) = written(of(&base), Target::CsvFacts);
    let (entities, of_entities) = written(of(&base), Target::CsvEntities);
    assert!(facts.starts_with("id,source,source_type,relation,target,target_type,value,"), "{facts}");
    let lines: Vec<&str> = facts.lines().collect();
    assert!(lines[0].contains(",article,source_id,target_id,date") && lines[1].contains(",a,ann,bob,May"), "{facts}");
    assert_eq!(
        entities.lines().take(2).collect::<Vec<_>>(),
        ["id,name,kind,aliases,description,links,x,y,x (attribute),born,odd", "ann,Ann,person,A.; Annie,,,,,1,1970,"]
    );
    assert_eq!((of_facts.facts, of_entities.entities), (3, 4));
    let said = of_facts.losses.sentences();
    assert!(!said.iter().any(|line| line.contains("share a name") || line.contains("without a fact")), "{said:?}");
}
