//! What holds for every file, sound or not.

use proptest::prelude::*;
use serde_json::{Value, json};
use tieline::facts::{FactBase, Severity};
use tieline::read::{Fault, Format, Input, Options, Outcome, ReadError, Unwatched, read, read_with};

fn read_bytes(bytes: &[u8]) -> Result<Outcome, ReadError> {
    read(Input { name: "any", bytes }, &Unwatched)
}

/// Words that the format gives a meaning, and some that it does not.
fn word() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::sample::select(vec!["a", "b", "A", "", "met", "person", "2017", "2017-13", "planned", "x y", "\u{7}"])
            .prop_map(|text| json!(text)),
        prop::sample::select(vec![json!(null), json!(1), json!(-0.5), json!(true), json!([]), json!({})]),
    ]
}

fn object(keys: Vec<&'static str>) -> impl Strategy<Value = Value> {
    prop::collection::btree_map(prop::sample::select(keys), word(), 0..8).prop_map(|fields| json!(fields))
}

fn evidence() -> impl Strategy<Value = Value> {
    prop_oneof![
        word(),
        prop::collection::vec(object(vec!["article", "excerpt", "start", "end", "x"]), 0..3)
            .prop_map(|items| json!(items))
    ]
}

fn fact() -> impl Strategy<Value = Value> {
    let fields = object(vec!["id", "relation", "value", "when", "from", "until", "status", "confidence", "x"]);
    (fields, word(), word(), evidence()).prop_map(|(mut fact, subject, object, evidence)| {
        fact["subject"] = subject;
        fact["object"] = object;
        fact["evidence"] = evidence;
        fact
    })
}

fn document() -> impl Strategy<Value = Value> {
    let article = object(vec!["id", "title", "text", "published", "authors", "x"]);
    let entity = object(vec!["id", "name", "kind", "aliases", "attributes", "links", "place", "x"]);
    let articles = prop::collection::vec(prop_oneof![9 => article, 1 => word()], 0..5);
    let entities = prop::collection::vec(prop_oneof![9 => entity, 1 => word()], 0..5);
    let facts = prop::collection::vec(prop_oneof![9 => fact(), 1 => word()], 0..8);
    (articles, entities, facts).prop_map(
        |(articles, entities, facts)| json!({"tieline": 1, "articles": articles, "entities": entities, "facts": facts}),
    )
}

/// A document of words that other tools give a meaning, in shapes that they may have or not.
fn foreign() -> impl Strategy<Value = Value> {
    const KEYS: &str = "id schema properties owner asset extractions extraction_class extraction_text char_interval \
        start_pos end_pos attributes subject object nodes relationships source page_content metadata type triplets \
        relations graph_dict entities target title description text_units text_unit_ids covariates start_node_id \
        end_node_id label labels start end src_id tgt_id chunks source_node_uuid target_node_uuid fact edges episodes \
        vertexSet sents h t r evidence docid triples predicate surfaceform boundaries elements data connections from \
        to node1_id node2_id links name text";
    let leaf = prop_oneof![
        3 => prop::sample::select(vec!["a", "b", "", "Person", "node", "Ownership", "TRUE", "2017", "gephi-lite"])
            .prop_map(|text| json!(text)),
        1 => prop::sample::select(vec![json!(null), json!(0), json!(1), json!(-0.5), json!(true), json!("\u{7}")]),
    ];
    let keys = prop::sample::select(KEYS.split_whitespace().collect::<Vec<_>>());
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            2 => prop::collection::btree_map(keys.clone(), inner.clone(), 0..6).prop_map(|fields| json!(fields)),
            1 => prop::collection::vec(inner, 0..5).prop_map(|items| json!(items)),
        ]
    })
}

fn present(document: &Value, section: &str) -> usize {
    document[section].as_array().map_or(0, |items| items.iter().filter(|item| !item.is_null()).count())
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _whatever = read_bytes(&bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in r#"(\{"tieline": ?1,)?[\[\]{}",:\\ua-e0-9 \n\t.eE+-]{0,80}"#) {
        let _whatever = read_bytes(text.as_bytes());
    }

    #[test]
    fn every_row_of_a_table_is_read_or_skipped(
        delimiter in prop::sample::select(vec![',', '\t', ';', '|']),
        rows in prop::collection::vec(prop::collection::vec("[a-c. 1]{0,2}", 1..5), 0..8),
    ) {
        let mut table = format!("source{delimiter}target{delimiter}relation");
        let mut present = 0;
        for row in rows {
            present += usize::from(row.iter().any(|field| !field.trim().is_empty()));
            table += &format!("\n{}", row.join(&delimiter.to_string()));
        }
        let outcome = read_bytes(table.as_bytes()).unwrap();
        let skipped = outcome.report.problems.iter().filter(|line| line.severity == Severity::Skipped).count();
        prop_assert_eq!(outcome.base.facts.len() + skipped, present);
    }

    #[test]
    fn no_table_makes_a_reader_panic(rows in "source,target,relation\r?\n[a-c,;\t\"\r\n1.]{0,80}") {
        let outcome = read_bytes(rows.as_bytes());
        prop_assert!(outcome.is_ok());
    }

    #[test]
    fn every_record_is_read_or_skipped_with_a_reason(document in document()) {
        let outcome = read_bytes(document.to_string().as_bytes()).unwrap();
        let problems = &outcome.report.problems;
        let skipped = |section: &str| {
            let lines = problems.iter().filter(|line| line.severity == Severity::Skipped);
            lines.filter(|line| line.path.starts_with(section)).count()
        };
        let made = problems.iter().filter(|line| line.done.starts_with("an entity of that name")).count();
        let base = &outcome.base;
        prop_assert_eq!(base.articles.len() + skipped("articles["), present(&document, "articles"));
        prop_assert_eq!(base.entities.len() - made + skipped("entities["), present(&document, "entities"));
        prop_assert_eq!(base.facts.len() + skipped("facts["), present(&document, "facts"));
    }

    #[test]
    fn no_document_of_another_tool_makes_its_reader_panic_or_forget_a_record(
        format in prop::sample::select(Format::ALL.to_vec()),
        document in foreign(),
        as_lines in any::<bool>(),
    ) {
        let text = match (&document, as_lines) {
            (Value::Array(items), true) => items.iter().map(|item| format!("{item}\n")).collect(),
            _ => document.to_string(),
        };
        let options = Options { format: Some(format), ..Options::default() };
        let recognised = read_bytes(text.as_bytes());
        let told = read_with(Input { name: "any", bytes: text.as_bytes() }, options, &Unwatched);
        for outcome in [recognised, told].into_iter().flatten() {
            let (tally, problems) = (outcome.report.tally, &outcome.report.problems);
            prop_assert!(tally.adds_up(), "{:?} of {}", tally, text);
            let told = problems.iter().filter(|line| line.severity == Severity::Skipped).count();
            prop_assert!(tally.skipped <= told, "{} skipped, {} told: {}", tally.skipped, told, text);
        }
    }

    #[test]
    fn every_triple_is_a_fact_or_skipped_with_a_reason(
        triples in prop::collection::vec(
            prop_oneof![
                object(vec!["head", "relation", "tail", "head_type", "date", "confidence", "text", "source"]),
                prop::collection::vec(word(), 1..4).prop_map(|items| json!(items)),
            ],
            2..12,
        ),
    ) {
        let lines: String = triples.iter().map(|triple| format!("{triple}\n")).collect();
        let options = Options { format: Some(Format::Triples), ..Options::default() };
        let outcome = read_with(Input { name: "any", bytes: lines.as_bytes() }, options, &Unwatched).unwrap();
        let skipped = outcome.report.problems.iter().filter(|line| line.severity == Severity::Skipped).count();
        prop_assert_eq!(outcome.base.facts.len() + skipped, triples.len());
        prop_assert_eq!(outcome.report.tally.present, triples.len());
    }

    #[test]
    fn no_markup_makes_a_reader_panic(
        root in prop::sample::select(vec!["gexf", "graphml"]),
        inner in "(<(node|edge|graph|attvalue|data|key|/node|/edge|x:position)( (id|source|target|key|for)=\"[ab&;#1]{0,3}\")?/?>|[ab&;]){0,12}",
    ) {
        if let Ok(outcome) = read_bytes(format!("<{root}><graph>{inner}</graph></{root}>").as_bytes()) {
            prop_assert!(outcome.report.tally.adds_up());
        }
    }

    /// The two ways of reading a record agree: an unknown field sends it the slow way and changes nothing else.
    #[test]
    fn an_unknown_field_changes_nothing_else(document in document()) {
        let mut marked = document.clone();
        for section in ["articles", "entities", "facts"] {
            for record in marked[section].as_array_mut().into_iter().flatten() {
                if let Some(fields) = record.as_object_mut() {
                    fields.insert("zz".to_owned(), json!(1));
                }
            }
        }
        let (plain, marked) = (read_bytes(document.to_string().as_bytes()), read_bytes(marked.to_string().as_bytes()));
        let (plain, marked) = (plain.unwrap(), marked.unwrap());
        prop_assert_eq!(plain.report.problems, marked.report.problems);
        prop_assert_eq!(without_more(plain.base), without_more(marked.base));
    }

    /// What is cut up by hand is JSON exactly where serde says so.
    #[test]
    fn a_damaged_file_is_json_where_serde_takes_it(
        document in document(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..4,
        instead in r#"[\[\]{}",:\\0-9a ]{0,3}"#,
    ) {
        let mut text = document.to_string();
        let is_ascii = text.is_ascii();
        prop_assume!(is_ascii);
        let start = at.index(text.len());
        text.replace_range(start..(start + length).min(text.len()), &instead);
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        match read_bytes(text.as_bytes()).map_err(|error| error.fault) {
            Ok(_) => prop_assert!(is_json, "{}", text),
            Err(Fault::NotJson(_) | Fault::CutOff) => prop_assert!(!is_json, "{}", text),
            Err(_) => {}
        }
    }
}

fn without_more(mut base: FactBase) -> FactBase {
    base.articles.iter_mut().for_each(|article| article.more.clear());
    base.entities.iter_mut().for_each(|entity| entity.more.clear());
    base.facts.iter_mut().for_each(|fact| fact.more.clear());
    base
}
