//! What tables of ties come to.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use tieline::facts::{FactBase, Value};
use tieline::read::{Format, Input, Unwatched, read};

fn table(text: &str) -> (FactBase, Format) {
    let outcome = read(Input { name: "ties.csv", bytes: text.as_bytes() }, &Unwatched).unwrap();
    assert_eq!(outcome.report.problems, [], "{text}");
    (outcome.base, outcome.format)
}

fn sentences(base: &FactBase) -> Vec<String> {
    base.facts_with_ids().map(|(id, _)| base.sentence(id)).collect()
}

#[test]
fn a_table_is_known_by_its_columns_whatever_parts_them() {
    for (text, format) in [
        ("source,target\nA,B\n", Format::CsvEdges),
        ("Source;Target\r\nA;B\r\n", Format::CsvEdges),
        ("id|from|to\n1|A|B", Format::CsvEdges),
        ("\u{feff}\"subject\",\"object\"\n\"A\",\"B\"", Format::CsvEdges),
        ("head\ttail\nA\tB\n", Format::TsvEdges),
        ("src\tsource kind\tdst\nA\t\tB\n", Format::TsvEdges),
    ] {
        let (base, found) = table(text);
        assert_eq!(found, format, "{text}");
        assert_eq!(sentences(&base), ["A is tied to B"], "{text}");
    }
}

#[test]
fn known_columns_are_fields_and_the_others_attributes() {
    let (base, _) = table(
        "id,source,target,relation,excerpt,url,date,status,confidence,weight,place,\n\
         x,Jack Ma,\"Trump, Donald\",met,They met.,https://example.org/1,2017-01-09,alleged,0.5,2.50,Trump Tower,1\n\
         ,Jack Ma,Alibaba,founded,,https://example.org/1,1999,,,,,\n",
    );
    assert_eq!(sentences(&base), ["Jack Ma met Trump, Donald", "Jack Ma founded Alibaba"]);
    assert_eq!((base.articles.len(), base.articles[0].url.as_deref()), (1, Some("https://example.org/1")));
    let fact = &base.facts[0];
    assert_eq!((&*fact.id, fact.status.word(), fact.confidence), ("x", "alleged", Some(0.5)));
    assert_eq!(fact.time.to_string(), "9 January 2017");
    assert_eq!(fact.evidence[0].excerpt.as_deref(), Some("They met."));
    let attributes: Vec<_> = fact.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(attributes, ["weight=2.50", "place=Trump Tower", "column 12=1"]);
    assert_eq!(fact.attributes[0].1, Value::Number("2.50".into()));
    assert_eq!(&*base.facts[1].id, "fact 2");
}

#[test]
fn a_name_is_an_entity_within_its_kind() {
    let (base, _) = table(
        "head,head_type,relation,tail,tail_type\n\
         Amazon,ORG,is named after,Amazon,River\n\
         Jeff Bezos,PERSON,founded,Amazon,ORG\n\
         Jeff Bezos,PER,visited,Amazon,River\n",
    );
    let entities: Vec<_> =
        base.entities.iter().map(|one| format!("{} ({}): {}", one.name, base.kind(one.kind), one.id)).collect();
    assert_eq!(
        entities,
        ["Amazon (firm): Amazon", "Amazon (River): Amazon (River)", "Jeff Bezos (person): Jeff Bezos"]
    );
    assert_eq!(base.facts[1].object, base.entity_by_key("Amazon"));
}

#[test]
fn direction_comes_from_a_column_of_its_own_or_from_the_type() {
    let (base, _) = table("Source,Target,Type\nA,B,Undirected\nA,C,Directed\nA,D,owns\n");
    let directed: Vec<_> = base.facts.iter().map(|fact| fact.directed).collect();
    assert_eq!(directed, [false, true, true]);
    assert_eq!(sentences(&base)[2], "A owns D");
    let (base, _) = table("source,target,directed\nA,B,0\nA,C,yes\n");
    assert!(!base.facts[0].directed && base.facts[1].directed);
}

#[test]
fn quotation_marks_in_tables_with_tabs_are_text() {
    let (base, _) = table("source\ttarget\n\"Crocodile\" Dundee\t5\" pipe\n\"A\"\tB\n");
    assert_eq!(sentences(&base), ["\"Crocodile\" Dundee is tied to 5\" pipe", "A is tied to B"]);
}

#[test]
fn a_row_may_give_a_value_in_place_of_a_target() {
    let (base, _) = table("subject,predicate,object,value\nJack Ma,is aged,,52\n");
    assert_eq!(sentences(&base), ["Jack Ma is aged 52"]);
}
