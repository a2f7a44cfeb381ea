//! Files that were damaged on their way: whatever became of them, reading ends, and every record is accounted for.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use tieline::facts::Severity;
use tieline::project::Project;
use tieline::read::{
    Format, Input, Limits, Options, Outcome, Unwatched, guess, look, read_tables, read_with, record_at, try_out,
};

/// One small file for each format, broken ones, and a map that was saved.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["formats", "broken"].map(|folder| std::fs::read_dir(tests.join(folder)).unwrap());
    let mut paths: Vec<PathBuf> = folders.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    seeds.push(SAVED.as_bytes().to_vec());
    seeds.push(b"who;did;whom;when\nHolm;owns;Reel;2017\nEve;met;Holm;\n".to_vec());
    seeds
});

const SAVED: &str = r#"{"tieline_project": 1, "title": "A", "sources": [{"path": "a.json", "sha256": "00", "bytes": 5},
{"sample": "harbour-takeover"}], "pinned": ["a", "b"], "hidden": ["c"], "filter": {"hidden_kinds": ["place"], "from":
"2014", "until": "2017-01-09", "clock": "published", "min_confidence": 0.35, "hidden_checks": ["not-found"]},
"arrangement": {"seed": 18446744073709551615, "threads": 2, "spread": 1.1}, "reviews": {"f1": {"verdict": "rejected"}},
"camera": {"center": [4.25, -1], "zoom": 1.5}, "theme": "dark", "places": {"a": [12.5, -3], "b": [0.1, 1e-7]}}"#;

/// What can befall a file.
#[derive(Clone, Debug)]
enum Damage {
    Cut(Index),
    Flip(Index, u8),
    Swap(Index, Index, usize),
    Repeat(Index, usize, usize),
    Remove(Index, usize),
    Insert(Index, &'static str),
    /// The same few signs again and again.
    Nest(Index, &'static str, usize),
    /// A piece of another file.
    Splice(Index, Index, Index, usize),
    /// A value of a document that becomes another.
    Become(Index, Value),
    /// A value of a document that stands where another stood.
    Stray(Index, Index),
    /// A value that is put into lists of one item.
    Wrap(Index, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    const WORDS: [&str; 24] = [
        "1e999",
        "-1e308",
        "99999999999999999999",
        "-9223372036854775809",
        "0.1e-400",
        "NaN",
        "null",
        "\"",
        "\\ud800",
        "\\u0000",
        "\u{feff}",
        "\u{202e}",
        "\r\n",
        "\n",
        ",",
        ";",
        "\t",
        "&#x110000;",
        "&a;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "]",
        "}",
    ];
    const NESTS: [&str; 8] = ["[", "{\"a\":", "<a>", "<node>", "\"", "\\", "{\"nodes\":[", "]"];
    let at = any::<Index>;
    let wrong = select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!(""),
        json!("\u{0}"),
        json!("a, b"),
        json!([]),
        json!({}),
        json!([[]]),
        json!(["a", 1, null]),
        json!({"id": {"id": 1}}),
        json!("9999-99-99"),
    ]);
    prop_oneof![
        1 => at().prop_map(Damage::Cut),
        1 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        1 => (at(), at(), 1_usize..40).prop_map(|(a, b, length)| Damage::Swap(a, b, length)),
        1 => (at(), 1_usize..80, 2_usize..20).prop_map(|(at, length, times)| Damage::Repeat(at, length, times)),
        1 => (at(), 1_usize..40).prop_map(|(at, length)| Damage::Remove(at, length)),
        2 => (at(), select(WORDS.to_vec())).prop_map(|(at, word)| Damage::Insert(at, word)),
        1 => (at(), select(NESTS.to_vec()), 2_usize..4_000).prop_map(|(at, sign, times)| Damage::Nest(at, sign, times)),
        1 => (at(), at(), at(), 1_usize..200).prop_map(|(seed, from, to, length)| Damage::Splice(seed, from, to, length)),
        4 => (at(), wrong).prop_map(|(at, value)| Damage::Become(at, value)),
        3 => (at(), at()).prop_map(|(from, to)| Damage::Stray(from, to)),
        1 => (at(), 1_usize..110).prop_map(|(at, times)| Damage::Wrap(at, times)),
    ]
}

/// A range of a list, wherever it is.
fn range(length: usize, at: Index, wanted: usize) -> std::ops::Range<usize> {
    let start = at.index(length.max(1)).min(length);
    start..(start + wanted).min(length)
}

fn befall(bytes: &mut Vec<u8>, damage: &Damage) {
    let length = bytes.len();
    match damage {
        Damage::Cut(at) => bytes.truncate(at.index(length + 1)),
        Damage::Flip(at, byte) => {
            range(length, *at, 1).for_each(|at| bytes[at] ^= byte);
        }
        Damage::Swap(a, b, wanted) => {
            let (a, b) = (range(length, *a, *wanted), range(length, *b, *wanted));
            a.zip(b).for_each(|(a, b)| bytes.swap(a, b));
        }
        Damage::Repeat(at, wanted, times) => {
            let range = range(length, *at, *wanted);
            let piece = bytes[range.clone()].repeat(*times);
            bytes.splice(range, piece);
        }
        Damage::Remove(at, wanted) => {
            bytes.drain(range(length, *at, *wanted));
        }
        Damage::Insert(at, word) => {
            bytes.splice(range(length, *at, 0), word.bytes());
        }
        Damage::Nest(at, sign, times) => {
            bytes.splice(range(length, *at, 0), sign.repeat(*times).into_bytes());
        }
        Damage::Splice(seed, from, to, wanted) => {
            let other = seed.get::<Vec<u8>>(&SEEDS);
            let piece = other[range(other.len(), *from, *wanted)].to_vec();
            bytes.splice(range(length, *to, 0), piece);
        }
        Damage::Become(..) | Damage::Stray(..) | Damage::Wrap(..) => within(bytes, damage),
    }
}

/// Damage to a value of a document, or of one of its lines.
fn within(bytes: &mut Vec<u8>, damage: &Damage) {
    let documents = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>().collect::<Result<Vec<_>, _>>();
    let Ok(mut documents) = documents else {
        return;
    };
    let many = documents.len() > 1;
    let mut whole = if many { Value::Array(documents) } else { documents.pop().unwrap_or(Value::Null) };
    let mut places = Vec::new();
    places_of(&whole, String::new(), &mut places);
    let (at, value) = match damage {
        Damage::Become(at, value) => (at, value.clone()),
        Damage::Stray(from, to) => (to, whole.pointer(from.get::<String>(&places)).unwrap().clone()),
        Damage::Wrap(at, times) => {
            let inner = whole.pointer(at.get::<String>(&places)).unwrap().clone();
            (at, (0..*times).fold(inner, |inner, _| json!([inner])))
        }
        _ => return,
    };
    *whole.pointer_mut(at.get::<String>(&places)).unwrap() = value;
    *bytes = match &whole {
        Value::Array(lines) if many => lines.iter().map(|line| format!("{line}\n")).collect::<String>().into_bytes(),
        whole => whole.to_string().into_bytes(),
    };
}

fn places_of(value: &Value, path: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            (0..items.len()).for_each(|at| places_of(&items[at], format!("{path}/{at}"), places));
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                places_of(field, format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), places);
            }
        }
        _ => {}
    }
    places.push(path);
}

fn limits() -> Limits {
    Limits { unpacked_bytes: 1 << 20, records: 20_000 }
}

/// Nothing is forgotten, nothing skipped untold, and every fact's words are where they are said to be.
fn sound(outcome: &Outcome, of: &str) -> Result<(), TestCaseError> {
    let report = &outcome.report;
    prop_assert!(report.tally.adds_up(), "{:?} of {}: {}", report.tally, outcome.format.name(), of);
    if report.problem_count == report.problems.len() {
        let told = report.problems.iter().filter(|line| line.severity == Severity::Skipped).count();
        prop_assert!(report.tally.skipped <= told, "{:?}, {} told: {}", report.tally, told, of);
    }
    for fact in &outcome.base.facts {
        for evidence in &fact.evidence {
            if let (Some(range), Some(article)) = (evidence.check.range(), evidence.article) {
                let text = outcome.base.article(article).text.as_deref().unwrap_or_default();
                prop_assert!(text.get(range).is_some(), "{}", of);
            }
        }
    }
    Ok(())
}

fn any_file() -> impl Strategy<Value = Vec<u8>> {
    (any::<Index>(), prop::collection::vec(damage(), 1..4)).prop_map(|(seed, all)| {
        let mut bytes = seed.get::<Vec<u8>>(&SEEDS).clone();
        all.iter().for_each(|damage| befall(&mut bytes, damage));
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_befell_a_file_every_record_is_accounted_for(bytes in any_file(), format in select(Format::ALL.to_vec())) {
        let input = Input { name: "any", bytes: &bytes };
        let shown = String::from_utf8_lossy(&bytes);
        for format in [None, Some(format)] {
            let options = Options { format, limits: limits(), ..Options::default() };
            if let Ok(outcome) = read_with(input, options, &Unwatched) {
                sound(&outcome, &shown)?;
                if let Some(problem) = outcome.report.problems.first() {
                    let _record = record_at(&bytes, problem.line, &problem.path);
                }
            }
        }
    }

    #[test]
    fn whatever_befell_a_file_a_mapping_of_it_accounts_for_every_record(bytes in any_file()) {
        let input = Input { name: "any", bytes: &bytes };
        if let Ok(seen) = look(input, None, None, &Unwatched) {
            let mapping = guess(&seen);
            let _facts = try_out(&mapping, &seen);
            let options = Options { mapping: Some(&mapping), limits: limits(), ..Options::default() };
            if let Ok(outcome) = read_with(input, options, &Unwatched) {
                sound(&outcome, &String::from_utf8_lossy(&bytes))?;
            }
        }
    }

    #[test]
    fn whatever_befell_several_tables_every_row_is_accounted_for(damage in damage(), which in 0_usize..3) {
        let mut tables = [
            "id,title,type,description,text_unit_ids\ne1,HOLM,PERSON,Founder,['u1']\ne2,REEL,FIRM,,[]\n",
            "id,source,target,description,text_unit_ids\nr1,HOLM,REEL,Holm owns it,['u1']\nr2,HOLM,EVE,They met,[]\n",
            "id,text,n_tokens\nu1,Holm owns the Reel.,4\n",
        ].map(|table| table.as_bytes().to_vec());
        befall(&mut tables[which], &damage);
        let inputs: Vec<Input<'_>> = tables.iter().map(|bytes| Input { name: "any.csv", bytes }).collect();
        if let Some(Ok(outcome)) = read_tables(&inputs, &Unwatched) {
            sound(&outcome, &format!("{damage:?}"))?;
        }
    }

    #[test]
    fn whatever_befell_a_saved_map_it_is_opened_or_refused(all in prop::collection::vec(damage(), 1..4)) {
        let mut bytes = SAVED.as_bytes().to_vec();
        all.iter().for_each(|damage| befall(&mut bytes, damage));
        let _whatever = Project::from_json(&bytes);
    }
}
