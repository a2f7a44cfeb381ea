//! Parquet tables: those of GraphRAG give the map that CSV and JSON give, and damaged ones are refused in words.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test stops, and says that it was skipped")]

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use tieline::facts::{FactBase, Report, diff};
use tieline::read::{Format, Input, Look, Mapping, Options, ReadError, Role, Take, Unwatched};
use tieline::read::{look, read, read_tables, read_with};

/// A column of a table.
enum Column {
    Text(&'static [Option<&'static str>]),
    Number(&'static [i64]),
    Real(&'static [f64]),
    Lists(&'static [&'static [&'static str]]),
}

/// A table as pyarrow lays one out.
fn table(columns: &[(&str, Column)], compression: Compression) -> Vec<u8> {
    let fields = columns.iter().map(|(name, column)| match column {
        Column::Text(_) => format!("optional binary {name} (UTF8);"),
        Column::Number(_) => format!("required int64 {name};"),
        Column::Real(_) => format!("required double {name};"),
        Column::Lists(_) => {
            format!("optional group {name} (LIST) {{ repeated group list {{ optional binary element (UTF8); }} }}")
        }
    });
    let schema = format!("message schema {{ {} }}", fields.collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    for (_, column) in columns {
        let mut out = rows.next_column().unwrap().unwrap();
        match column {
            Column::Text(texts) => {
                let defined: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
                let texts: Vec<ByteArray> = texts.iter().flatten().map(|&text| text.into()).collect();
                out.typed::<ByteArrayType>().write_batch(&texts, Some(&defined), None).unwrap();
            }
            Column::Number(numbers) => {
                out.typed::<Int64Type>().write_batch(numbers, None, None).unwrap();
            }
            Column::Real(numbers) => {
                out.typed::<DoubleType>().write_batch(numbers, None, None).unwrap();
            }
            Column::Lists(lists) => {
                let mut texts: Vec<ByteArray> = Vec::new();
                let (mut defined, mut repeated): (Vec<i16>, Vec<i16>) = (Vec::new(), Vec::new());
                for list in *lists {
                    if list.is_empty() {
                        defined.push(1);
                        repeated.push(0);
                    }
                    for (at, &text) in list.iter().enumerate() {
                        texts.push(text.into());
                        defined.push(3);
                        repeated.push(i16::from(at > 0));
                    }
                }
                out.typed::<ByteArrayType>().write_batch(&texts, Some(&defined), Some(&repeated)).unwrap();
            }
        }
        out.close().unwrap();
    }
    rows.close().unwrap();
    writer.close().unwrap();
    bytes
}

fn entities() -> Vec<u8> {
    let columns = [
        ("id", Column::Text(&[Some("e1"), Some("e2")])),
        ("human_readable_id", Column::Number(&[0, 1])),
        ("title", Column::Text(&[Some("ANN"), Some("BOB")])),
        ("type", Column::Text(&[Some("PERSON"), Some("")])),
        ("description", Column::Text(&[Some("She says \"no\"."), None])),
        ("text_unit_ids", Column::Lists(&[&["t1", "t2"], &["t1"]])),
    ];
    table(&columns, Compression::SNAPPY)
}

fn relationships() -> Vec<u8> {
    let columns = [
        ("id", Column::Text(&[Some("r1"), Some("r2")])),
        ("source", Column::Text(&[Some("ANN"), Some("BOB")])),
        ("target", Column::Text(&[Some("BOB"), Some("ANN")])),
        ("description", Column::Text(&[Some("Ann met Bob"), Some("Bob wrote to Ann")])),
        ("weight", Column::Real(&[1.0, 2.5])),
        ("text_unit_ids", Column::Lists(&[&["t1", "t2"], &[]])),
    ];
    table(&columns, Compression::ZSTD(ZstdLevel::default()))
}

fn text_units() -> Vec<u8> {
    let columns = [
        ("id", Column::Text(&[Some("t1"), Some("t2")])),
        ("text", Column::Text(&[Some(" Ann met Bob."), Some("Bob left,\nand Ann stayed.")])),
        ("n_tokens", Column::Number(&[4, 6])),
    ];
    table(&columns, Compression::UNCOMPRESSED)
}

const ENTITIES_CSV: &str = "id,human_readable_id,title,type,description,text_unit_ids\n\
    e1,0,ANN,PERSON,\"She says \"\"no\"\".\",\"['t1' 't2']\"\ne2,1,BOB,,,['t1']\n";
const RELATIONSHIPS_CSV: &str = "id,source,target,description,weight,text_unit_ids\n\
    r1,ANN,BOB,Ann met Bob,1.0,\"['t1' 't2']\"\nr2,BOB,ANN,Bob wrote to Ann,2.5,[]\n";
const TEXT_UNITS_CSV: &str = "id,text,n_tokens\nt1, Ann met Bob.,4\nt2,\"Bob left,\nand Ann stayed.\",6\n";
const ENTITIES_JSON: &str = r#"[{"id": "e1", "human_readable_id": 0, "title": "ANN", "type": "PERSON",
    "description": "She says \"no\".", "text_unit_ids": ["t1", "t2"]},
    {"id": "e2", "human_readable_id": 1, "title": "BOB", "type": "", "text_unit_ids": ["t1"]}]"#;
const RELATIONSHIPS_JSON: &str = r#"{"id": "r1", "source": "ANN", "target": "BOB", "description": "Ann met Bob", "weight": 1.0, "text_unit_ids": ["t1", "t2"]}
{"id": "r2", "source": "BOB", "target": "ANN", "description": "Bob wrote to Ann", "weight": 2.5, "text_unit_ids": []}
"#;

fn together(files: &[(&str, &[u8])]) -> (FactBase, Report) {
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let outcome = read_tables(&inputs, &Unwatched).unwrap().unwrap();
    (outcome.base, outcome.report)
}

#[test]
fn parquet_csv_and_json_of_the_same_tables_give_the_same_map() {
    let parquet = together(&[("r", &relationships()), ("t", &text_units()), ("e", &entities())]);
    let csv = [("r", RELATIONSHIPS_CSV), ("t", TEXT_UNITS_CSV), ("e", ENTITIES_CSV)];
    let csv = together(&csv.map(|(name, text)| (name, text.as_bytes())));
    let json = [("r", RELATIONSHIPS_JSON), ("t", TEXT_UNITS_CSV), ("e", ENTITIES_JSON)];
    let json = together(&json.map(|(name, text)| (name, text.as_bytes())));
    let counts = (parquet.0.articles.len(), parquet.0.entities.len(), parquet.0.facts.len());
    assert_eq!(counts, (2, 2, 2));
    assert_eq!(parquet.1.problems, []);
    assert!(parquet.1.tally.adds_up());
    for other in [csv, json] {
        assert_eq!(parquet, other);
    }
}

#[test]
fn any_other_parquet_table_is_known_by_its_records_or_read_by_a_mapping() {
    let columns = [("head", Column::Text(&[Some("Ann")])), ("relation", Column::Text(&[Some("met")]))];
    let mut columns = Vec::from(columns);
    columns.push(("tail", Column::Text(&[Some("Bob")])));
    let bytes = table(&columns, Compression::SNAPPY);
    let outcome = read(Input { name: "triples", bytes: &bytes }, &Unwatched).unwrap();
    assert_eq!((outcome.format, outcome.base.facts.len()), (Format::Triples, 1));

    let columns = [("wer", Column::Text(&[Some("Ann"), None])), ("wen", Column::Text(&[Some("Bob"), Some("Cem")]))];
    let bytes = table(&columns, Compression::SNAPPY);
    let input = Input { name: "other", bytes: &bytes };
    let Look { columns, rows, .. } = look(input, None, None, &Unwatched).unwrap();
    assert_eq!((columns, rows.len()), (vec!["wer".to_owned(), "wen".to_owned()], 2));
    let field = |name: &str| Take::Field(name.to_owned());
    let fields = [(Role::Subject, field("wer")), (Role::Object, field("wen"))].into_iter().collect();
    let mapping = Mapping { fields, ..Mapping::default() };
    let options = Options { mapping: Some(&mapping), ..Options::default() };
    let outcome = read_with(input, options, &Unwatched).unwrap();
    assert_eq!((outcome.base.facts.len(), outcome.report.tally.skipped), (1, 1));
}

#[test]
fn a_damaged_parquet_table_is_refused_in_words_or_read() {
    let whole = relationships();
    let told = |bytes: &[u8]| {
        read(Input { name: "r.parquet", bytes }, &Unwatched).map_err(|error: ReadError| error.to_string())
    };
    for cut in [4, 11, 12, whole.len() / 2, whole.len() - 1] {
        let words = told(&whole[..cut]).unwrap_err();
        assert_eq!(words, "r.parquet: the file is cut off: it ends in the middle of the Parquet data");
    }
    let mut refused = 0;
    for at in 4..whole.len() {
        for flip in [0x01, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            match told(&bytes) {
                Ok(outcome) => assert!(outcome.report.tally.adds_up()),
                Err(words) => {
                    assert!(words.starts_with("r.parquet: "), "{words}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 0, "some damage shows");
}

#[test]
fn the_novel_is_the_same_from_parquet_and_from_csv() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/graphrag-carol");
    let read_as = |ending: &str| {
        let names = ["entities", "relationships", "text_units"];
        let files: Option<Vec<(&str, Vec<u8>)>> = names
            .iter()
            .map(|name| Some((*name, std::fs::read(folder.join(name).with_extension(ending)).ok()?)))
            .collect();
        let files = files?;
        Some(together(&files.iter().map(|(name, bytes)| (*name, &**bytes)).collect::<Vec<_>>()))
    };
    let (Some(csv), Some(parquet)) = (read_as("csv"), read_as("parquet")) else {
        eprintln!("skipped: graphrag-carol is not there");
        return;
    };
    assert_eq!(csv.1, parquet.1);
    assert_eq!((csv.0.articles.len(), csv.0.entities.len(), csv.0.facts.len()), (42, 561, 978));
    assert!(diff(&csv.0, &parquet.0).is_empty());
}
