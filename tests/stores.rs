//! Working folders of LightRAG and LlamaIndex: their graphs are read with the texts that stand in the stores beside them.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use serde_json::json;
use tieline::facts::{Fact, FactBase};
use tieline::read::{Family, Input, Member, Outcome, Unwatched, member_of_several, read_tables};

fn opened(files: &[(&str, String)]) -> Outcome {
    let inputs: Vec<_> = files.iter().map(|(name, text)| Input { name, bytes: text.as_bytes() }).collect();
    let outcome = read_tables(&inputs, &Unwatched).unwrap().unwrap();
    assert!(outcome.report.tally.adds_up(), "{:?}", outcome.report.tally);
    outcome
}

/// The tie in words, with the titles and texts that it stands on.
fn told(base: &FactBase, fact: &Fact) -> String {
    let object = fact.object.map_or("", |object| &base.entity(object).name);
    let mut line = format!("{} {} {object}", base.entity(fact.subject).name, base.relation(fact.relation));
    for article in fact.evidence.iter().filter_map(|evidence| evidence.article) {
        let article = base.article(article);
        line += &format!(" | {}: {}", article.label(), article.text.as_deref().unwrap_or("no text"));
    }
    line
}

const LIGHTRAG_GRAPH: &str = r#"<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d13" for="edge" attr.name="created_at" attr.type="long" />
<key id="d9" for="edge" attr.name="keywords" attr.type="string" /><key id="d8" for="edge" attr.name="description" attr.type="string" />
<key id="d10" for="edge" attr.name="source_id" attr.type="string" /><key id="d7" for="edge" attr.name="weight" attr.type="double" />
<key id="d3" for="node" attr.name="source_id" attr.type="string" /><key id="d2" for="node" attr.name="description" attr.type="string" />
<key id="d1" for="node" attr.name="entity_type" attr.type="string" /><key id="d0" for="node" attr.name="entity_id" attr.type="string" />
<graph edgedefault="undirected"><node id="Ada Holm"><data key="d0">Ada Holm</data><data key="d1">person</data>
<data key="d2">A builder of ships.&lt;SEP&gt;She owns the Reel.</data><data key="d3">chunk-1&lt;SEP&gt;chunk-2</data></node>
<node id="Reel"><data key="d0">Reel</data><data key="d1">organization</data><data key="d2">A yard.</data><data key="d3">chunk-1</data></node>
<edge source="Ada Holm" target="Reel"><data key="d7">2.0</data><data key="d8">Holm owns the Reel.</data>
<data key="d9">ownership,ships</data><data key="d10">chunk-1&lt;SEP&gt;chunk-2</data><data key="d13">1736380800</data></edge></graph></graphml>"#;

fn lightrag() -> Vec<(&'static str, String)> {
    let chunk = |text: &str, order: i32| {
        json!({"tokens": 7, "content": text, "chunk_order_index": order, "full_doc_id": "doc-9", "file_path": "unknown_source",
               "llm_cache_list": [], "create_time": 1_736_380_800, "_id": "x"})
    };
    let chunks = json!({"chunk-1": chunk("Holm owns the Reel.", 0), "chunk-2": chunk("The Reel is Holm's yard.", 1)});
    let documents =
        json!({"doc-9": {"content": "Holm owns the Reel. The Reel is Holm's yard.", "file_path": "yards.txt"}});
    vec![
        ("graph_chunk_entity_relation.graphml", LIGHTRAG_GRAPH.to_owned()),
        ("kv_store_full_docs.json", documents.to_string()),
        ("kv_store_text_chunks.json", chunks.to_string()),
    ]
}

#[test]
fn ties_of_a_lightrag_folder_lead_to_its_chunks() {
    let outcome = opened(&lightrag());
    let base = &outcome.base;
    assert_eq!(
        told(base, &base.facts[0]),
        "Ada Holm ownership,ships Reel | yards.txt, part 1: Holm owns the Reel. | yards.txt, part 2: The Reel is Holm's yard."
    );
    assert!(!base.facts[0].directed);
    let ada = &base.entities[0];
    assert_eq!(
        (base.kind(ada.kind), ada.description.as_deref()),
        ("person", Some("A builder of ships.; She owns the Reel."))
    );
    assert_eq!((base.articles.len(), base.entities.len(), base.facts.len()), (2, 2, 1));
    assert_eq!(outcome.report.problems, []);
}

#[test]
fn without_chunks_the_documents_are_the_articles() {
    let files: Vec<_> = lightrag().into_iter().filter(|(name, _)| !name.contains("chunks")).collect();
    let titles: Vec<_> = opened(&files).base.articles.iter().map(|article| article.label().to_owned()).collect();
    assert_eq!(titles, ["yards.txt", "chunk-1", "chunk-2"]);
}

fn docstore(written: impl Fn(serde_json::Value) -> serde_json::Value) -> (&'static str, String) {
    let node = |id: &str, text: &str| {
        let data = json!({"id_": id, "embedding": null, "metadata": {"file_name": "yards.txt", "page_label": "3"},
                          "relationships": {"1": {"node_id": "doc"}}, "text": text, "class_name": "TextNode"});
        json!({"__data__": written(data), "__type__": "1"})
    };
    let data = json!({"n1": node("n1", "Holm owns the Reel."), "n2": node("n2", "Eve met Holm.")});
    ("docstore.json", json!({"docstore/data": data, "docstore/metadata": {}}).to_string())
}

#[test]
fn ties_of_a_llamaindex_property_graph_lead_to_its_documents() {
    let graph = json!({
        "nodes": {
            "Holm": {"label": "PERSON", "embedding": null, "properties": {"triplet_source_id": "n1"}, "name": "Holm"},
            "Reel": {"label": "entity", "embedding": null, "properties": {"triplet_source_id": "n1"}, "name": "Reel"}
        },
        "relations": {"Holm_OWNS_Reel": {"label": "OWNS", "source_id": "Holm", "target_id": "Reel",
                                         "properties": {"triplet_source_id": "n1"}}},
        "triplets": [["Holm", "OWNS", "Reel"]]
    });
    for written in [|data: serde_json::Value| data, |data: serde_json::Value| json!(data.to_string())] {
        let base = opened(&[docstore(written), ("property_graph_store.json", graph.to_string())]).base;
        let told: Vec<_> = base.facts.iter().map(|fact| told(&base, fact)).collect();
        assert_eq!(told, ["Holm OWNS Reel | yards.txt: Holm owns the Reel."]);
        assert_eq!(base.articles.len(), 2);
    }
}

#[test]
fn ties_of_a_llamaindex_knowledge_graph_lead_to_the_chunks_that_its_index_names() {
    let index = json!({"index_id": "i", "table": {"Holm": ["n1", "n2"], "Reel": ["n1"], "Eve": ["n2"]}, "rel_map": {}});
    let indexes = json!({"index_store/data": {"i": {"__type__": "kg", "__data__": index.to_string()}}});
    let graph = json!({"graph_dict": {"Holm": [["owns", "Reel"]], "Eve": [["met", "Holm"]]}});
    let files =
        [docstore(|data| data), ("graph_store.json", graph.to_string()), ("index_store.json", indexes.to_string())];
    let base = opened(&files).base;
    let told: Vec<_> = base.facts.iter().map(|fact| told(&base, fact)).collect();
    assert_eq!(told, ["Eve met Holm | yards.txt: Eve met Holm.", "Holm owns Reel | yards.txt: Holm owns the Reel."]);
}

#[test]
fn files_of_a_folder_are_known_by_their_beginning() {
    let family = |text: &str| member_of_several(text.as_bytes());
    let some = |family, has_ties| Some(Member { family, has_ties });
    for (name, text) in lightrag() {
        assert_eq!(family(&text), some(Family::LightRag, name.ends_with("graphml")), "{name}");
    }
    let cut = &docstore(|data| data).1[..60];
    assert_eq!(family(cut), some(Family::LlamaIndex, false));
    for (text, expected) in [
        (r#"{"graph_dict": {"#, some(Family::LlamaIndex, true)),
        (r#"{"nodes": {"a": {"label": "x", "properties": {}, "na"#, some(Family::LlamaIndex, true)),
        (r#"{"index_store/data": {"i"#, some(Family::LlamaIndex, false)),
        (r#"{"doc-1": {"content": "It is a long te"#, some(Family::LightRag, false)),
        (r#"{"nodes": [{"id": 1}], "links": []}"#, None),
        (r#"{"a": {"content": "x"}}"#, None),
        ("<graphml><graph/></graphml>", None),
        ("{}", None),
        ("", None),
    ] {
        assert_eq!(family(text), expected, "{text}");
    }
}
