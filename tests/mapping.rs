//! Mappings: what is guessed, what comes out, what does not, and how a mapping fits another file.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use tieline::read::{
    Fit, Input, Look, Mapping, MappingError, Options, Outcome, ReadError, Role, Take, Unwatched, guess, look,
    read_with, try_out,
};

fn looked(text: &str) -> Look {
    look(Input { name: "any", bytes: text.as_bytes() }, None, None, &Unwatched).unwrap()
}

fn mapping(records: &str, fields: &[(Role, &str)]) -> Mapping {
    let take = |text: &str| match text.strip_prefix('=') {
        Some(text) => Take::Always { text: text.to_owned() },
        None => Take::Field(text.to_owned()),
    };
    let fields = fields.iter().map(|(role, field)| (*role, take(field))).collect();
    Mapping { records: records.to_owned(), fields, ..Mapping::default() }
}

fn read_by(mapping: &Mapping, text: &str) -> Result<Outcome, ReadError> {
    let options = Options { mapping: Some(mapping), ..Options::default() };
    read_with(Input { name: "any", bytes: text.as_bytes() }, options, &Unwatched)
}

fn sentences(outcome: &Outcome) -> Vec<String> {
    outcome.base.facts_with_ids().map(|(id, _)| outcome.base.sentence(id)).collect()
}

/// `subject=Who relation=Post …`
fn told(mapping: &Mapping) -> String {
    let fields = mapping.fields.iter().map(|(role, take)| match take {
        Take::Field(name) => format!("{}={name}", role.word()),
        Take::Always { text } => format!("{}=“{text}”", role.word()),
    });
    fields.collect::<Vec<_>>().join(" ")
}

#[test]
fn fields_are_guessed_by_their_names_and_by_what_is_in_them() {
    for (text, records, expected) in [
        (
            "Person,Position,Company,Since,Link\nAda Holm,director,Reel AG,2017,https://x.org/1\nBo Lund,owner,Reel AG,2018,https://x.org/2\n",
            "",
            "subject=Person relation=Position object=Company article_url=Link from=Since",
        ),
        ("donor;amount;party\nAda Holm;500;Blue\nBo Lund;700;Red\n", "", "subject=donor object=party value=amount"),
        ("0 1\n1 2\n2 0\n", "", "subject=column 1 object=column 2"),
        (
            r#"{"meta": {"made": "today"}, "data": [{"who": {"name": "Ada"}, "firm": "Reel", "said": {"quote": "Ada runs the Reel."}}]}"#,
            "/data",
            "subject=/who/name object=firm excerpt=/said/quote",
        ),
        (
            "{\"Vorname\": \"Ada Holm\", \"Haus\": \"Reel AG\", \"Satz\": \"Ada Holm has led the Reel AG for years, as they say.\"}\n{\"Vorname\": \"Bo Lund\", \"Haus\": \"Pier AG\", \"Satz\": \"Bo Lund has led the Pier AG for a few months only.\"}\n",
            "",
            "subject=Vorname object=Haus excerpt=Satz",
        ),
        (
            r#"[{"lobbyist": "Ada", "meetings": [{"who": "Ada", "client": "Reel"}]}]"#,
            "/meetings",
            "subject=who object=client",
        ),
        (
            r#"[{"title": "A day", "url": "https://x.org/1", "text": "Ada met Bo.", "facts": [{"who": "Ada", "relation": "met", "whom": "Bo"}]}]"#,
            "/facts",
            "subject=who relation=relation object=whom article_title=../title article_url=../url article_text=../text",
        ),
        (
            r#"[{"company": "Reel AG", "directors": [{"name": "Ada Holm", "since": "2017"}]}]"#,
            "/directors",
            "subject=name object=../company from=since",
        ),
        (
            r#"[{"title": "A day", "found": [["Ada Holm", "met", "Bo Lund"]]}]"#,
            "/found",
            "subject=column 1 relation=column 2 object=column 3 article_title=../title",
        ),
        (
            "Wer;Was;Wofür;Wann;Quelle\nAda Holm;Beraterin;Reel AG;2017;https://x.org/1\n",
            "",
            "subject=Wer relation=Was object=Wofür article_url=Quelle when=Wann",
        ),
        ("wer,was\nAda Holm,die Reel AG\n", "", "subject=wer object=was"),
        ("Qui,Quoi,Année\nAda Holm,Reel SA,2017\n", "", "subject=Qui object=Quoi when=Année"),
        (
            "主体,关系,客体,来源\n马云,创立,阿里巴巴,新闻\n",
            "",
            "subject=主体 relation=关系 object=客体 article_title=来源",
        ),
        ("Кто,Связь,Компания\nАда,владелец,Рил\n", "", "subject=Кто relation=Связь object=Компания"),
    ] {
        let look = looked(text);
        assert_eq!((&*look.records, told(&guess(&look))), (records, expected.to_owned()), "{text}");
    }
}

/// What it is about, the fields, the file; the facts, how many records are present, read and skipped, the problems.
type Case<'a> = (&'a str, &'a [(Role, &'a str)], &'a str, &'a [&'a str], [usize; 3], &'a [&'a str]);

#[test]
fn what_a_mapping_says_comes_out_and_every_record_is_accounted_for() {
    use Role::{Confidence, Excerpt, From, Object, ObjectKind, Relation, Subject, SubjectKind, Value, When};
    let cases: &[Case<'_>] = &[
        (
            "a fixed relation, and a row without an object",
            &[(Subject, "who"), (Relation, "=sits on the board of"), (Object, "firm")],
            "who,firm\nAda,Reel\nBo,\n,\n",
            &["Ada sits on the board of Reel"],
            [2, 1, 1],
            &["any:3: row 2, firm: the object is missing or empty (the record was skipped)"],
        ),
        (
            "a list gives a fact for each of its items",
            &[(Subject, "who"), (Object, "firms")],
            "{\"who\": \"Ada\", \"firms\": [\"Reel\", \"Pier\"]}\n{\"who\": \"Bo\", \"firms\": []}\n",
            &["Ada is tied to Reel", "Ada is tied to Pier"],
            [2, 1, 1],
            &["any:2: firms: the object is missing or empty (the record was skipped)"],
        ),
        (
            "a value without an object",
            &[(Subject, "who"), (Relation, "=earned"), (Value, "sum")],
            "who\tsum\nAda\t500\nBo\t70\n",
            &["Ada earned 500", "Bo earned 70"],
            [2, 2, 0],
            &[],
        ),
        (
            "a broken line costs itself",
            &[(Subject, "/a/b"), (Object, "c")],
            "{\"a\": {\"b\": \"Ada\"}, \"c\": \"Bo\"}\n{\"a\": \n{\"a\": {\"b\": \"Eve\"}, \"c\": 7}\n",
            &["Ada is tied to Bo", "Eve is tied to 7"],
            [3, 2, 1],
            &["any:2: the record is cut off (the line was skipped)"],
        ),
        (
            "lists in a list are columns by number",
            &[(Subject, "column 1"), (Relation, "column 2"), (Object, "column 3"), (When, "column 4")],
            r#"[["Ada", "met", "Bo", "2017-01-09"], ["Ada", "met", "Eve", "soon"], 7]"#,
            &["Ada met Bo", "Ada met Eve"],
            [3, 2, 1],
            &[
                "any:1: [1], column 4: “soon” is no date that is understood (kept as an attribute)",
                "any:1: [2]: a single value where a record belongs (skipped)",
            ],
        ),
        (
            "a share that is none is kept",
            &[(Subject, "s"), (Object, "o"), (Confidence, "sure"), (Excerpt, "said"), (From, "since")],
            "s|o|sure|said|since\nAda|Bo|90%|“yes”|2017\nAda|Eve|very|no|2018\n",
            &["Ada is tied to Bo", "Ada is tied to Eve"],
            [2, 2, 0],
            &["any:3: row 2, sure: “very” is not between 0 and 1 (kept as an attribute)"],
        ),
        (
            "kinds, fixed and from a field",
            &[(Subject, "s"), (SubjectKind, "=person"), (Object, "o"), (ObjectKind, "k")],
            "s,o,k\nAda,Reel,Company\n",
            &["Ada is tied to Reel"],
            [1, 1, 0],
            &[],
        ),
    ];
    for (what, fields, text, facts, [present, read, skipped], problems) in cases {
        let outcome = read_by(&mapping("", fields), text).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(sentences(&outcome), *facts, "{what}");
        let tally = outcome.report.tally;
        assert_eq!([tally.present, tally.read, tally.skipped], [*present, *read, *skipped], "{what}");
        let told: Vec<String> = outcome.report.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, *problems, "{what}");
    }
}

#[test]
fn records_are_found_by_a_pointer_and_what_has_no_role_is_kept() {
    let text = r#"{"pages": [{"no": 1, "ties": [{"a": "Ada", "x/y": {"b": "Bo", "n": 5}, "u": "https://x.org/1"}]},
        {"no": 2, "ties": [{"a": "Eve", "x/y": {"b": "Bo"}, "u": "https://x.org/1", "left": true}]}, {"no": 3}]}"#;
    let fields = [(Role::Subject, "a"), (Role::Object, "/x~1y/b"), (Role::ArticleUrl, "u")];
    let outcome = read_by(&mapping("/pages/*/ties", &fields), text).unwrap();
    assert_eq!(sentences(&outcome), ["Ada is tied to Bo", "Eve is tied to Bo"]);
    let attributes: Vec<String> = outcome
        .base
        .facts
        .iter()
        .map(|fact| fact.attributes.iter().map(|(name, value)| format!("{name} {value}")).collect())
        .collect();
    assert_eq!(attributes, ["x/y n: 5", "left yes"]);
    assert_eq!(outcome.base.articles.len(), 1, "one address is one article");
    assert!(outcome.report.is_clean() && outcome.report.tally.adds_up());
    let values = r#"{"ties": {"x": {"a": "Ada", "b": "Bo"}, "y": {"a": "Bo", "b": "Eve"}}}"#;
    let outcome = read_by(&mapping("/ties/*", &[(Role::Subject, "a"), (Role::Object, "b")]), values).unwrap();
    assert_eq!(sentences(&outcome), ["Ada is tied to Bo", "Bo is tied to Eve"]);
}

#[test]
fn the_mapping_that_reads_a_file_is_the_one_that_was_tried() {
    let text = "who,post,firm\nAda,head,Reel\nBo,,Reel\n,head,Pier\n";
    let look = looked(text);
    let mapping = mapping("", &[(Role::Subject, "who"), (Role::Relation, "post"), (Role::Object, "firm")]);
    let trial = try_out(&mapping, &look);
    let tried: Vec<&str> = trial.facts.iter().map(|fact| &*fact.sentence).collect();
    let outcome = read_by(&mapping, text).unwrap();
    assert_eq!(tried, sentences(&outcome));
    assert_eq!(trial.tally, outcome.report.tally);
    assert_eq!(trial.problems.len(), 1);
    assert_eq!(trial.problems[0].line, Some(3), "the number of the record");
}

#[test]
fn a_mapping_fits_wholly_partly_or_not() {
    let seats = mapping("", &[(Role::Subject, "who"), (Role::Object, "firm"), (Role::When, "year")]);
    for (text, expected) in [
        ("who,firm,year\nAda,Reel,2017\n", Fit::Whole),
        ("firm,who,year,more\nReel,Ada,2017,x\n", Fit::Whole),
        ("who,firm\nAda,Reel\n", Fit::Partly(vec![Role::When])),
        ("who,year\nAda,2017\n", Fit::Not),
        (r#"{"data": [{"who": "Ada", "firm": "Reel", "year": 2017}]}"#, Fit::Not),
    ] {
        assert_eq!(seats.fit(&looked(text)), expected, "{text}");
    }
}

#[test]
fn a_mapping_file_is_read_as_it_was_written_and_refused_where_nothing_could_come_of_it() {
    let mapping = Mapping {
        name: "Boards".into(),
        header: false,
        ..mapping("/data/*", &[(Role::Subject, "/a/b"), (Role::Relation, "=leads"), (Role::Object, "c")])
    };
    let text = mapping.to_json().unwrap();
    assert_eq!(Mapping::from_json(text.as_bytes()), Ok(mapping));
    for (text, expected) in [
        (r#"{"tieline_mapping": 2, "fields": {"subject": "a", "object": "b"}}"#, MappingError::Newer(2)),
        (r#"{"tieline_mapping": 1, "fields": {"object": "b"}}"#, MappingError::Lacks("subject")),
        (r#"{"tieline_mapping": 1, "fields": {"subject": "a"}}"#, MappingError::Lacks("object, or for a value")),
        (
            r#"{"tieline_mapping": 1, "records": "data", "fields": {"subject": "a", "object": "b"}}"#,
            MappingError::NoPointer("data".into()),
        ),
    ] {
        assert_eq!(Mapping::from_json(text.as_bytes()), Err(expected), "{text}");
    }
    for text in ["", "[]", "{}", r#"{"tieline_mapping": 1, "fields": {"sub": "a"}}"#] {
        assert!(matches!(Mapping::from_json(text.as_bytes()), Err(MappingError::NotAMapping(_))), "{text}");
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_looked_at_and_read_without_harm() {
    let fields = [(Role::Subject, "a"), (Role::Object, "/x~1y/b"), (Role::When, "d"), (Role::Excerpt, "column 2")];
    for text in [
        r#"{"p": [{"a": "Ä", "x/y": {"b": ["Bo", 5, null]}, "d": "2017"}, ["x"], 7], "q": {"r": {"a": 1}, "s": {"a": 2}}}"#,
        "{\"a\": \"Ada\", \"x/y\": {\"b\": 1}}\n{\"a\": \"Eve\\ud800\"}\n[1, 2]\n",
        "a;x/y;\"d\";d\nAda;\"B;o\";2017\n;;;\nEve;Bo\n",
        "# a remark\n1 2\n2 3\n3 1\n",
    ] {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let part = &text[..end];
            if let Ok(look) = look(Input { name: "any", bytes: part.as_bytes() }, None, None, &Unwatched) {
                let trial = try_out(&guess(&look), &look);
                assert!(trial.tally.adds_up(), "{part}: {:?}", trial.tally);
            }
            for records in ["", "/p", "/p/*", "/q/*", "/*/0"] {
                if let Ok(outcome) = read_by(&mapping(records, &fields), part) {
                    assert!(outcome.report.tally.adds_up(), "{records} in {part}: {:?}", outcome.report.tally);
                }
            }
        }
    }
}

#[test]
fn what_is_neither_json_nor_a_table_is_not_looked_at() {
    for text in
        ["Dear Ada, this is a letter.\nIt has two lines, and, some, commas.\n", "<p>x</p>", "7", "{", "word", "{}\n"]
    {
        let input = Input { name: "any", bytes: text.as_bytes() };
        assert!(look(input, None, None, &Unwatched).is_err(), "{text}");
    }
}

#[test]
fn what_an_article_says_goes_with_each_of_its_facts() {
    let text = r#"[
        {"title": "A day", "meta": {"url": "https://x.org/1"}, "facts": [["Ada", "met", "Bo"], ["Bo", "left", "Eve"]]},
        {"title": "A night", "meta": {"url": "https://x.org/2"}, "facts": [["Eve", "slept", "Bo"], 7]}]"#;
    let fields = [
        (Role::Subject, "column 1"),
        (Role::Relation, "column 2"),
        (Role::Object, "column 3"),
        (Role::ArticleTitle, "../title"),
        (Role::ArticleUrl, "../meta/url"),
    ];
    let mapping = mapping("/facts", &fields);
    let outcome = read_by(&mapping, text).unwrap();
    assert_eq!(sentences(&outcome), ["Ada met Bo", "Bo left Eve", "Eve slept Bo"]);
    let titles: Vec<_> = outcome.base.articles.iter().map(|one| (one.title.as_deref(), one.url.as_deref())).collect();
    let expected = [(Some("A day"), Some("https://x.org/1")), (Some("A night"), Some("https://x.org/2"))];
    assert_eq!(titles, expected);
    assert_eq!(outcome.base.facts[2].evidence[0].article.unwrap().index(), 1);
    assert!(outcome.base.facts.iter().all(|fact| fact.attributes.is_empty()));
    let told: Vec<String> = outcome.report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["any:3: [1].facts[1]: a single value where a record belongs (skipped)"]);
    let found = looked(text);
    assert!(found.columns.contains(&"../meta/url".to_owned()), "{:?}", found.columns);
    let tried = try_out(&mapping, &found);
    assert_eq!(tried.facts[0].article.as_deref(), Some("A day"));
}

#[test]
fn a_field_that_no_record_has_is_told() {
    let mapping = mapping("", &[(Role::Subject, "who"), (Role::Object, "firm"), (Role::When, "day")]);
    let outcome = read_by(&mapping, "who,firm\nAda,Reel\nBo,Pier\n").unwrap();
    let told: Vec<String> = outcome.report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["any:1: no record has the field “day” that the mapping names (the facts have no date)"]);
}
