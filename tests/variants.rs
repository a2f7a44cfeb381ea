//! What the libraries of other tools write beside the shape that is usual: each variant opens to the facts it holds.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use tieline::read::{Format, Input, Outcome, Unwatched, read};

fn opened(text: &str) -> Outcome {
    read(Input { name: "any", bytes: text.as_bytes() }, &Unwatched).unwrap()
}

/// What the file is, the format, the articles, the facts as sentences.
type Case<'a> = (&'a str, &'a str, Format, usize, &'a [&'a str]);

const CASES: &[Case<'_>] = &[
    (
        "LangChain without the document",
        r#"{"nodes": [{"id": "Ann", "type": "Person", "properties": {}}],
            "relationships": [{"source": {"id": "Ann", "type": "Person"}, "target": {"id": "Bob", "type": "Person"}, "type": "MET", "properties": {}}],
            "source": null}"#,
        Format::LangChain,
        0,
        &["Ann MET Bob"],
    ),
    (
        "LangChain, several documents in a list",
        r#"[{"nodes": [], "relationships": [], "source": {"page_content": "Quiet.", "metadata": {}, "type": "Document"}},
            {"nodes": [], "relationships": [{"source": {"id": "Ann", "type": "Person", "properties": {}}, "target": {"id": "Reel", "type": "Org", "properties": {}}, "type": "OWNS", "properties": {}}],
             "source": {"id": null, "page_content": "Ann owns the Reel.", "metadata": {"source": "https://x.org/1"}, "type": "Document"}}]"#,
        Format::LangChain,
        2,
        &["Ann OWNS Reel"],
    ),
    (
        "LlamaIndex, the property graph of a storage context",
        r#"{"nodes": {"Ann": {"label": "PERSON", "embedding": null, "properties": {"triplet_source_id": "c1"}, "name": "Ann"},
                      "Reel": {"label": "entity", "embedding": null, "properties": {"triplet_source_id": "c1"}, "name": "Reel"},
                      "c1": {"label": "text_chunk", "embedding": null, "properties": {"file_name": "a.txt"}, "text": "Ann owns the Reel.", "id_": "c1"}},
            "relations": {"Ann_owns_Reel": {"label": "owns", "source_id": "Ann", "target_id": "Reel", "properties": {"triplet_source_id": "c1"}}},
            "triplets": [["Ann", "owns", "Reel"]]}"#,
        Format::LlamaIndex,
        1,
        &["Ann owns Reel"],
    ),
    (
        "LlamaIndex, the older graph store",
        r#"{"graph_dict": {"Ann": [["owns", "Reel"], ["met", "Bob"]], "Bob": []}}"#,
        Format::LlamaIndexDict,
        0,
        &["Ann owns Reel", "Ann met Bob"],
    ),
    (
        "LangExtract, one document on a line",
        "{\"extractions\": [{\"extraction_class\": \"relationship\", \"extraction_text\": \"Ann owns the Reel\", \"char_interval\": {\"start_pos\": 0, \"end_pos\": 17}, \"alignment_status\": \"match_exact\", \"extraction_index\": 1, \"group_index\": 0, \"description\": null, \"attributes\": {\"subject\": \"Ann\", \"object\": \"Reel\", \"relation\": \"owns\"}}], \"text\": \"Ann owns the Reel.\", \"document_id\": \"doc_1\"}\n{\"extractions\": [], \"text\": \"Quiet.\", \"document_id\": \"doc_2\"}\n",
        Format::LangExtract,
        2,
        &["Ann owns Reel"],
    ),
    (
        "APOC as one document",
        r#"{"nodes": [{"type": "node", "id": "0", "labels": ["Person"], "properties": {"name": "Ann"}}, {"type": "node", "id": "1", "labels": ["Firm"], "properties": {"name": "Reel"}}],
            "rels": [{"type": "relationship", "id": "0", "label": "OWNS", "start": {"id": "0"}, "end": {"id": "1"}}]}"#,
        Format::Apoc,
        0,
        &["Ann OWNS Reel"],
    ),
    (
        "APOC with ids as keys",
        r#"{"nodes": {"0": {"type": "node", "id": "0", "labels": ["Person"], "properties": {"name": "Ann"}}, "1": {"type": "node", "id": "1", "labels": ["Firm"], "properties": {"name": "Reel"}}},
            "rels": {"0": {"type": "relationship", "id": "0", "label": "OWNS", "start": {"id": "0", "labels": ["Person"]}, "end": {"id": "1", "labels": ["Firm"]}}}}"#,
        Format::Apoc,
        0,
        &["Ann OWNS Reel"],
    ),
    (
        "APOC as a list",
        r#"[{"type": "node", "id": "0", "labels": ["Person"], "properties": {"name": "Ann"}},
            {"id": "5", "type": "relationship", "label": "KNOWS", "properties": {"since": 1993}, "start": {"id": "0", "labels": ["Person"]}, "end": {"id": "1", "labels": ["Person"], "properties": {"name": "Bob"}}}]"#,
        Format::Apoc,
        0,
        &["Ann KNOWS Bob"],
    ),
    (
        "LightRAG, the store that it searches",
        r#"{"embedding_dim": 2, "data": [{"__id__": "rel-1", "__created_at__": 1, "src_id": "Ann", "tgt_id": "Reel", "content": "ownership\tAnn\nReel\nAnn owns the Reel.", "source_id": "chunk-1<SEP>chunk-2", "file_path": "a.txt"}], "matrix": "AAAA"}"#,
        Format::LightRag,
        2,
        &["Ann ownership Reel"],
    ),
    (
        "LightRAG, a graph of one's own",
        r#"{"chunks": [{"content": "Ann owns the Reel.", "source_id": "doc-1", "file_path": "a.txt"}],
            "entities": [{"entity_name": "Ann", "entity_type": "person", "description": "An owner", "source_id": "doc-1"}],
            "relationships": [{"src_id": "Ann", "tgt_id": "Reel", "description": "Ann owns the Reel", "keywords": "owns", "weight": 1.0, "source_id": "doc-1"}]}"#,
        Format::LightRag,
        1,
        &["Ann owns Reel"],
    ),
    (
        "Graphiti, what adding an episode gives",
        r#"{"episode": {"uuid": "ep1", "name": "Letter", "content": "Ann met Bob.", "source": "text", "source_description": "a letter", "valid_at": "2017-01-09T00:00:00Z", "created_at": "2024-01-01T00:00:00Z", "entity_edges": ["e1"]},
            "episodic_edges": [{"uuid": "x", "source_node_uuid": "ep1", "target_node_uuid": "n1", "created_at": "2024-01-01T00:00:00Z"}],
            "nodes": [{"uuid": "n1", "name": "Ann", "labels": ["Entity", "Person"], "summary": "", "attributes": {}}, {"uuid": "n2", "name": "Bob", "labels": ["Entity"], "summary": "", "attributes": {}}],
            "edges": [{"uuid": "e1", "source_node_uuid": "n1", "target_node_uuid": "n2", "name": "MET", "fact": "Ann met Bob", "episodes": ["ep1"], "valid_at": "2017-01-09T00:00:00Z", "invalid_at": null}]}"#,
        Format::Graphiti,
        1,
        &["Ann MET Bob"],
    ),
    (
        "Graphiti, edges one on each line",
        "{\"uuid\": \"e1\", \"source_node_uuid\": \"n1\", \"target_node_uuid\": \"n2\", \"name\": \"MET\", \"fact\": \"Ann met Bob\", \"episodes\": []}\n{\"uuid\": \"e2\", \"source_node_uuid\": \"n2\", \"target_node_uuid\": \"n1\", \"name\": \"LEFT\", \"fact\": \"Bob left Ann\", \"episodes\": []}\n",
        Format::Graphiti,
        0,
        &["n1 MET n2", "n2 LEFT n1"],
    ),
    (
        "KGGen with clusters",
        r#"{"entities": ["Ann", "Annie", "Reel"], "edges": ["owns"], "relations": [["Ann", "owns", "Reel"]], "entity_clusters": {"Ann": ["Ann", "Annie"]}, "edge_clusters": null}"#,
        Format::KgGen,
        0,
        &["Ann owns Reel"],
    ),
    (
        "Cytoscape CX2",
        r#"[{"CXVersion": "2.0", "hasFragments": false}, {"metaData": [{"name": "nodes", "elementCount": 2}]},
            {"attributeDeclarations": [{"nodes": {"name": {"d": "string", "a": "n"}, "kind": {"d": "string"}}, "edges": {"interaction": {"d": "string", "a": "i"}}}]},
            {"networkAttributes": [{"name": "Deals"}]},
            {"nodes": [{"id": 0, "x": 1, "y": 2, "v": {"n": "Ann", "kind": "person"}}, {"id": 1, "v": {"n": "Reel"}}]},
            {"edges": [{"id": 0, "s": 0, "t": 1, "v": {"i": "owns"}}]}, {"status": [{"success": true}]}]"#,
        Format::Cx2,
        0,
        &["Ann owns Reel"],
    ),
    (
        "Gephi Lite, a workspace",
        r##"{"type": "gephi-lite", "version": "1.0.0",
            "graphDataset": {"metadata": {"title": "Deals"}, "nodeRenderingData": {"a": {"x": 1, "y": 2}}, "layout": {"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 4}},
                "nodeData": {"a": {"label": "Ann"}, "b": {"label": "Reel"}}, "edgeData": {"e": {"label": "owns"}},
                "fullGraph": {"options": {"type": "mixed", "multi": true}, "attributes": {}, "nodes": [{"key": "a"}, {"key": "b"}], "edges": [{"key": "e", "source": "a", "target": "b"}]}},
            "filters": {}, "appearance": {}}"##,
        Format::Graphology,
        0,
        &["Ann owns Reel"],
    ),
    (
        "Kumu, a project as JSON",
        r#"{"elements": [{"_id": "elem-1", "attributes": {"label": "Ann", "element type": "Person"}}, {"_id": "elem-2", "attributes": {"label": "Reel", "element type": "Firm"}}],
            "connections": [{"_id": "conn-1", "direction": "directed", "from": "elem-1", "to": "elem-2", "attributes": {"connection type": "owns", "description": "Ann owns the Reel."}}],
            "maps": []}"#,
        Format::Kumu,
        0,
        &["Ann owns Reel"],
    ),
    (
        "Kumu, a blueprint by labels",
        r#"{"elements": [{"label": "Ann", "type": "Person"}, {"label": "Reel", "type": "Firm"}], "connections": [{"from": "Ann", "to": "Reel", "direction": "mutual", "type": "partners with"}]}"#,
        Format::Kumu,
        0,
        &["Ann partners with Reel"],
    ),
    (
        "networkx, links of a graph with keys",
        r#"{"directed": true, "multigraph": true, "graph": {}, "nodes": [{"id": "Ann"}, {"id": "Reel"}], "links": [{"source": "Ann", "target": "Reel", "key": 0, "relation": "owns"}, {"source": "Ann", "target": "Reel", "key": 1, "relation": "sold"}]}"#,
        Format::NodeLink,
        0,
        &["Ann owns Reel", "Ann sold Reel"],
    ),
    (
        "triples that a language model was asked for",
        r#"{"triples": [{"subj": "Ann", "rel": "owns", "obj": "Reel"}, {"subj": "Bob", "rel": "left", "obj": "Reel"}]}"#,
        Format::Triples,
        0,
        &["Ann owns Reel", "Bob left Reel"],
    ),
    (
        "triples with long names of fields",
        r#"[{"head_entity": "Ann", "relation": "owns", "tail_entity": "Reel"}]"#,
        Format::Triples,
        0,
        &["Ann owns Reel"],
    ),
];

#[test]
fn every_variant_opens_to_the_facts_that_it_holds() {
    for (what, text, format, articles, sentences) in CASES {
        let outcome = opened(text);
        let base = &outcome.base;
        let found: Vec<String> = base.facts_with_ids().map(|(id, _)| base.sentence(id)).collect();
        assert_eq!(
            (outcome.format, base.articles.len(), found),
            (*format, *articles, sentences.iter().map(|&one| one.into()).collect()),
            "{what}"
        );
        assert!(outcome.report.tally.adds_up() && outcome.report.tally.skipped == 0, "{what}: {:?}", outcome.report);
    }
}

#[test]
fn a_dump_made_with_the_wrong_function_is_named_with_the_right_one() {
    let one = r#"{"lc": 1, "type": "not_implemented", "id": ["langchain_community", "graphs", "graph_document", "GraphDocument"], "repr": "GraphDocument(nodes=[Node(id='Ann')])"}"#;
    for text in [one.to_owned(), format!("[{one}, {one}]"), format!("{one}\n{one}\n")] {
        let error = read(Input { name: "any", bytes: text.as_bytes() }, &Unwatched).unwrap_err().to_string();
        assert!(
            error.contains("LangChain dump made with the wrong function") && error.contains("model_dump_json"),
            "{error}"
        );
    }
}
