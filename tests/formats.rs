//! What the files of other tools come to: one small file for each format, with faults in it.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tieline::facts::{Entity, Fact, FactBase, FactId, Fields};
use tieline::read::{Format, Input, Options, Outcome, Unwatched, read, read_tables, read_with};

fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn fields(fields: &Fields) -> String {
    fields.iter().map(|(name, value)| format!(", {name} {value}")).collect()
}

fn entity(base: &FactBase, entity: &Entity) -> String {
    let mut line = format!("{} ({})", entity.name, base.kind(entity.kind));
    for alias in &entity.aliases {
        write!(line, ", also {alias}").unwrap();
    }
    if let Some([x, y]) = entity.place {
        write!(line, ", at {x} {y}").unwrap();
    }
    if let Some(description) = &entity.description {
        write!(line, ", “{description}”").unwrap();
    }
    line + &fields(&entity.attributes) + &fields(&entity.more)
}

fn fact(base: &FactBase, id: FactId, fact: &Fact) -> String {
    let mut line = format!("{}: {}", fact.id, base.sentence(id));
    if !fact.time.is_unknown() {
        write!(line, ", {}", fact.time).unwrap();
    }
    if !fact.directed {
        line.push_str(", both ways");
    }
    if fact.status.word() != "reported" {
        write!(line, ", {}", fact.status.word()).unwrap();
    }
    if let Some(confidence) = fact.confidence {
        write!(line, ", confidence {confidence}").unwrap();
    }
    line += &fields(&fact.attributes);
    line += &fields(&fact.more);
    for evidence in &fact.evidence {
        let article = evidence.article.map_or("nowhere", |article| base.article(article).label());
        let excerpt = evidence.excerpt.as_deref().unwrap_or("says so");
        let check = format!("{:?}", evidence.check);
        let check = check.split('(').next().unwrap();
        write!(line, "\n      {article}: “{excerpt}” {check}").unwrap();
    }
    line
}

fn told(outcome: &Outcome) -> String {
    let base = &outcome.base;
    let mut text = format!("{} ({})", outcome.format.name(), outcome.reason);
    for about in [&base.title, &base.description, &base.generated_by].into_iter().flatten() {
        write!(text, ", “{about}”").unwrap();
    }
    text += &fields(&base.more);
    text.push('\n');
    for article in &base.articles {
        let from = article.url.as_deref().map_or(String::new(), |url| format!(" <{url}>"));
        let words = article.text.as_deref().map_or(String::new(), |text| format!(": {text}"));
        writeln!(text, "  article {}{from}{words}{}", article.label(), fields(&article.more)).unwrap();
    }
    for one in &base.entities {
        writeln!(text, "  {}", entity(base, one)).unwrap();
    }
    for (id, one) in base.facts_with_ids() {
        writeln!(text, "    {}", fact(base, id, one)).unwrap();
    }
    let tally = outcome.report.tally;
    let counts = (tally.present, tally.read, tally.merged, tally.skipped);
    writeln!(text, "  {} records: {} read, {} merged, {} skipped", counts.0, counts.1, counts.2, counts.3).unwrap();
    for problem in &outcome.report.problems {
        writeln!(text, "  {:?}: {problem}", problem.severity).unwrap();
    }
    text
}

#[test]
fn every_format_comes_to_its_facts_and_tells_its_faults() {
    let mut all = String::new();
    for path in paths() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        match read(Input { name, bytes: &bytes }, &Unwatched) {
            Err(error) => writeln!(all, "error: {error}\n").unwrap(),
            Ok(outcome) => writeln!(all, "{}", told(&outcome)).unwrap(),
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn every_record_is_accounted_for_wherever_a_file_is_cut_off() {
    for path in paths() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        for end in (0..bytes.len()).step_by(7) {
            if let Ok(outcome) = read(Input { name, bytes: &bytes[..end] }, &Unwatched) {
                assert!(outcome.report.tally.adds_up(), "{name} cut off at {end}: {:?}", outcome.report.tally);
            }
        }
    }
}

/// Every value within a document, by its path.
fn places(value: &Value, path: &str, places: &mut Vec<String>) {
    places.push(path.to_owned());
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                self::places(item, &format!("{path}/{at}"), places);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                self::places(field, &format!("{path}/{key}"), places);
            }
        }
        _ => {}
    }
}

#[test]
fn a_wrong_type_anywhere_costs_a_field_or_a_record_and_never_the_file() {
    let wrong = [json!(null), json!(7), json!("x"), json!(["x"]), json!({"x": 1}), json!(true)];
    for path in paths() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let Ok(document) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else {
            continue;
        };
        let format = read(Input { name, bytes: document.to_string().as_bytes() }, &Unwatched).unwrap().format;
        let mut all = Vec::new();
        places(&document, "", &mut all);
        for place in all.iter().skip(1) {
            for value in &wrong {
                let mut document = document.clone();
                *document.pointer_mut(place).unwrap() = value.clone();
                let options = Options { format: Some(format), ..Options::default() };
                let text = document.to_string();
                let outcome = read_with(Input { name, bytes: text.as_bytes() }, options, &Unwatched);
                let tally = outcome.unwrap_or_else(|error| panic!("{place} is {value}: {error}")).report.tally;
                assert!(tally.adds_up(), "{name}: {place} is {value}: {tally:?}");
            }
        }
    }
}

#[test]
fn a_file_is_read_as_the_format_that_it_is_said_to_be() {
    let text = br#"[{"head": "A", "relation": "met", "tail": "B"}]"#;
    for format in Format::ALL {
        let options = Options { format: Some(format), ..Options::default() };
        let outcome = read_with(Input { name: "any.json", bytes: text }, options, &Unwatched);
        match outcome {
            Ok(outcome) => {
                assert_eq!(outcome.format, format);
                assert!(outcome.report.tally.adds_up(), "{format:?}: {:?}", outcome.report.tally);
                assert_eq!(outcome.base.facts.len(), usize::from(format == Format::Triples), "{format:?}");
            }
            Err(error) => assert!(error.to_string().starts_with("any.json"), "{format:?}: {error}"),
        }
    }
}

#[test]
fn formats_are_told_apart_by_their_content() {
    for (text, format) in [
        (r#"{"graph": {"nodes": [], "edges": []}}"#, Format::JsonGraph),
        (r#"{"nodes": [], "links": []}"#, Format::NodeLink),
        (r#"{"nodes": {}, "triplets": []}"#, Format::LlamaIndex),
        (r#"{"elements": [{"data": {"id": "a"}}]}"#, Format::Cytoscape),
        (r#"[{"data": {"id": "a"}}]"#, Format::Cytoscape),
        (r#"[["a", "b", "c"], ["d", "e", "f"]]"#, Format::Triples),
        (r#"{"triples": [{"subject": "a", "relation": "b", "object": "c"}]}"#, Format::Triples),
        ("[\"a\", \"b\", \"c\"]\n[\"d\", \"e\", \"f\"]\n", Format::Triples),
        (r#"[{"source": "a", "target": "b", "type": "met"}]"#, Format::Triples),
        (
            "{broken\n{\"head\": \"a\", \"relation\": \"b\", \"tail\": \"c\"}\n{\"head\": \"a\", \"relation\": \"b\", \
          \"tail\": \"d\"}\n",
            Format::Triples,
        ),
        (r#"{"src_id": "a", "tgt_id": "b"}"#, Format::LightRag),
        (r#"[{"extractions": [], "text": "x", "document_id": "1"}]"#, Format::LangExtract),
        ("<?xml version=\"1.0\"?>\n<!-- x --><graphml></graphml>", Format::GraphMl),
    ] {
        let outcome = read(Input { name: "any", bytes: text.as_bytes() }, &Unwatched);
        assert_eq!(outcome.map(|outcome| outcome.format), Ok(format), "{text}");
    }
}

#[test]
fn tables_that_refer_to_one_another_are_read_as_one() {
    let entities = "id,title,type,description,text_unit_ids\ne1,HOLM,PERSON,Founder,['u1']\ne2,REEL,ORGANIZATION,,[]\n";
    let ties =
        "id,source,target,description,text_unit_ids\nr1,HOLM,REEL,Holm owns it,['u1']\nr2,HOLM,EVE,They met,[]\n";
    let units = "id,text,n_tokens\nu1,Holm owns the Reel.,4\n";
    let inputs = [("ties.csv", ties), ("entities.csv", entities), ("units.csv", units)];
    let inputs = inputs.map(|(name, text)| Input { name, bytes: text.as_bytes() });
    let outcome = read_tables(&inputs, &Unwatched).unwrap().unwrap();
    let base = &outcome.base;
    let kinds: Vec<_> = base.entities.iter().map(|one| format!("{} {}", one.name, base.kind(one.kind))).collect();
    assert_eq!(kinds, ["HOLM person", "REEL firm", "EVE other"]);
    assert_eq!(base.articles.len(), 1);
    assert_eq!(base.article(base.facts[0].evidence[0].article.unwrap()).text.as_deref(), Some("Holm owns the Reel."));
    let told: Vec<_> = outcome.report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "units.csv, entities.csv, ties.csv: relationships row 2: no record has the id “EVE” (an entity of that name was \
          made)"
        ]
    );
    assert!(outcome.report.tally.adds_up() && outcome.report.tally.present == 5);
    let other = Input { name: "facts.json", bytes: b"{}" };
    assert!(read_tables(&[inputs[0], other], &Unwatched).is_none());
}

#[test]
fn the_documentation_lists_every_format_in_the_order_of_the_table() {
    let text = include_str!("../docs/formats.md");
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.matches('|').count() == 4);
    let words: Vec<&str> = rows.skip(1).flat_map(|row| row.split('|').nth(2).unwrap().split(',')).collect();
    let words: Vec<&str> = words.iter().map(|word| word.trim().trim_matches('`')).collect();
    assert_eq!(words, Format::ALL.map(Format::word));
}

#[test]
fn a_triple_that_is_skipped_leaves_no_entity_behind() {
    let text =
        "{\"head\": \"Ann\", \"relation\": \"met\"}\n{\"head\": \"Bob\", \"relation\": \"met\", \"tail\": \"Cem\"}\n";
    let outcome = read(Input { name: "any", bytes: text.as_bytes() }, &Unwatched).unwrap();
    let names: Vec<_> = outcome.base.entities.iter().map(|entity| &*entity.name).collect();
    assert_eq!((names, outcome.report.tally.skipped), (vec!["Bob", "Cem"], 1));
}
