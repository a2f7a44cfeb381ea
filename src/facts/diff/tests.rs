//! What two runs differ in, told by tables of small bases.

use super::super::{Builder, NewEntity, NewFact, Span};
use super::*;

/// Entities as `id name kind`, facts as `id subject relation object year excerpt`; `-` stands for nothing.
fn base(entities: &[&str], facts: &[&str]) -> FactBase {
    let mut builder = Builder::new();
    for entity in entities {
        let [id, name, kind] = entity.split(' ').collect::<Vec<_>>()[..] else { panic!("{entity}") };
        let new = NewEntity { id: id.into(), name: Some(name.into()), kind: Some(kind.into()), ..NewEntity::default() };
        builder.add_entity(new).unwrap();
    }
    for (number, fact) in (1..).zip(facts) {
        let [id, subject, relation, object, year, excerpt] = fact.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{fact}")
        };
        let of = |word: &str| (word != "-").then(|| word.to_owned());
        let evidence = of(excerpt).map(|excerpt| Evidence { excerpt: Some(excerpt.into()), ..Evidence::default() });
        let new = NewFact {
            number,
            id: of(id).map(Into::into),
            subject: subject.to_owned().into(),
            object: of(object).map(Into::into),
            time: Span { when: of(year).and_then(|year| Date::parse(&year).ok()), ..Span::default() },
            evidence: evidence.into_iter().collect(),
            ..NewFact::of(relation.to_owned())
        };
        builder.add_fact(new).unwrap();
    }
    builder.finish()
}

const PEOPLE: [&str; 3] = ["a Ann person", "b Bob person", "c Cato firm"];

/// `+ added`, `- gone`, `~ changed: field old → new`, facts after entities.
fn told(old: &FactBase, new: &FactBase) -> Vec<String> {
    let diff = diff(old, new);
    let name = |base: &FactBase, id: EntityId| base.entity(id).name.to_string();
    let mut lines = Vec::new();
    let of = |differences: &[Difference]| {
        let said = differences.iter().map(|one| format!("{} {} → {}", one.field, one.old, one.new));
        said.collect::<Vec<_>>().join(", ")
    };
    let Changes { added, gone, changed, same: _ } = &diff.entities;
    lines.extend(added.iter().map(|id| format!("+ {}", name(new, *id))));
    lines.extend(gone.iter().map(|id| format!("- {}", name(old, *id))));
    lines.extend(changed.iter().map(|one| format!("~ {}: {}", name(old, one.old), of(&one.differences))));
    let Changes { added, gone, changed, same: _ } = &diff.facts;
    lines.extend(added.iter().map(|id| format!("+ {}", new.sentence(*id))));
    lines.extend(gone.iter().map(|id| format!("- {}", old.sentence(*id))));
    lines.extend(changed.iter().map(|one| format!("~ {}: {}", old.sentence(one.old), of(&one.differences))));
    assert_eq!(diff.is_empty(), lines.is_empty());
    lines
}

#[test]
fn facts_are_known_by_their_ids_or_by_what_they_say() {
    let before = ["f1 a met b 2017 x", "f2 b pays c - y"];
    let cases: [(&[&str], &[&str]); 8] = [
        (&before, &[]),
        (&["f2 b pays c - y", "f1 a met b 2017 x"], &[]),
        (&["f1 a met b 2017 x"], &["- Bob pays Cato"]),
        (&["f1 a met b 2017 x", "f2 b owns c - y"], &["~ Bob pays Cato: relation pays → owns"]),
        (&["f1 a met b 2018 x", "f2 b pays c - y"], &["~ Ann met Bob: when 2017 → 2018"]),
        // A run that numbers anew.
        (&["f1 c sued a - z", "f2 a met b 2017 x", "f3 b pays c - y"], &["+ Cato sued Ann"]),
        (&["- a met b 2017 x", "- b pays c - y"], &[]),
        (&["f1 a met b 2017 z", "f2 b pays c - y"], &["~ Ann met Bob: evidence “x” → “z”"]),
    ];
    for (after, expected) in cases {
        assert_eq!(told(&base(&PEOPLE, &before), &base(&PEOPLE, after)), expected, "{after:?}");
    }
}

#[test]
fn facts_without_ids_are_known_by_ends_relation_and_time() {
    let before = ["- a met b 2017 x", "- a met b 2018 y"];
    let cases: [(&[&str], &[&str]); 4] = [
        (&["- a met b 2018 y", "- a met b 2017 x"], &[]),
        (&["- a met b 2018 y"], &["- Ann met Bob"]),
        (&["- a met b 2017 x", "- a met b 2018 y", "- a met b 2018 y"], &["+ Ann met Bob"]),
        (&["- a met b 2017 x", "- a met b 2019 y"], &["~ Ann met Bob: when 2018 → 2019"]),
    ];
    for (after, expected) in cases {
        assert_eq!(told(&base(&PEOPLE, &before), &base(&PEOPLE, after)), expected, "{after:?}");
    }
}

#[test]
fn entities_are_known_by_their_ids_or_by_name_and_kind() {
    let fact = ["f1 a met b - x"];
    let old = base(&PEOPLE, &fact);
    let cases: [(&[&str], &[&str], &[&str]); 4] = [
        (&["a Anna person", "b Bob person", "c Cato firm"], &fact, &["~ Ann: name Ann → Anna"]),
        // Ids that each run makes anew.
        (&["1 Cato firm", "2 Bob person", "3 Ann person"], &["f1 3 met 2 - x"], &[]),
        (&["c Ann person", "a Bob person", "b Cato firm"], &["f1 c met a - x"], &[]),
        (&["a Ann person", "b Bob firm", "d Dora person"], &fact, &["+ Dora", "- Cato", "~ Bob: kind person → firm"]),
    ];
    for (entities, facts, expected) in cases {
        assert_eq!(told(&old, &base(entities, facts)), expected, "{entities:?}");
    }
}

#[test]
fn lists_tell_only_what_one_side_lacks() {
    let with = |aliases: &[&str], attributes: &[(&str, &str)]| {
        let mut builder = Builder::new();
        let new = NewEntity {
            id: "a".into(),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            attributes: attributes.iter().map(|&(name, text)| (name.into(), Value::Text(text.into()))).collect(),
            ..NewEntity::default()
        };
        builder.add_entity(new).unwrap();
        builder.finish()
    };
    let old = with(&["x", "y"], &[("role", "founder"), ("born", "1970")]);
    assert_eq!(told(&old, &with(&["y", "x"], &[("born", "1970"), ("role", "founder")])), Vec::<String>::new());
    assert_eq!(
        told(&old, &with(&["y", "z", "z"], &[("born", "1971")])),
        ["~ a: aliases x → z; z, attributes born: 1970; role: founder → born: 1971"]
    );
}
