//! Tables of excerpts with the words that are marked in them.

use super::super::{Builder, NewEntity, NewFact, Span, Status};
use super::*;

struct Case<'a> {
    subject: (&'a str, &'a str, &'a [&'a str]),
    relation: &'a str,
    object: (&'a str, &'a str, &'a [&'a str]),
    /// The excerpt with the expected marks: `[s:Jack Ma] [r:met] [o:Donald Trump]`.
    marked: &'a str,
}

const MA: (&str, &str, &[&str]) = ("person", "Jack Ma", &["Ma Yun", "马云"]);
const TRUMP: (&str, &str, &[&str]) = ("person", "Donald Trump", &[]);
const ALIBABA: (&str, &str, &[&str]) = ("firm", "Alibaba", &[]);
const PICTURES: (&str, &str, &[&str]) = ("firm", "Alibaba Pictures", &[]);
const AMBLIN: (&str, &str, &[&str]) = ("firm", "Amblin Partners", &[]);

const CASES: &[Case<'_>] = &[
    Case {
        subject: MA,
        relation: "met",
        object: TRUMP,
        marked: "[s:Jack Ma] [r:met] President-elect [o:Donald Trump] after [s:MA YUN’s] flight.",
    },
    Case {
        subject: MA,
        relation: "discussed with",
        object: TRUMP,
        marked: "In the tower, [s:Ma] [r:discussed] jobs with [o:Trump]; ma and trump cards aside.",
    },
    Case { subject: MA, relation: "met", object: TRUMP, marked: "[s:马云]会见了[o:Donald Trump]" },
    Case {
        subject: ALIBABA,
        relation: "owns",
        object: PICTURES,
        marked: "[s:Alibaba] [r:owns] [o:Alibaba Pictures], and [s:Alibaba's] [o:ALIBABA  PICTURES'] films.",
    },
    Case {
        subject: PICTURES,
        relation: "is part of",
        object: ALIBABA,
        marked: "[s:Alibaba Pictures] [r:is part of] [o:Alibaba]. It is part of nothing else.",
    },
    Case {
        subject: ALIBABA,
        relation: "bought a minority stake in",
        object: AMBLIN,
        marked: "[s:Alibaba] [r:buys a minority stake] in [o:Amblin Partners].",
    },
    Case {
        subject: ("firm", "Skydance Media, Inc.", &[]),
        relation: "financed",
        object: ("film", "Mission: Impossible – Rogue Nation", &[]),
        marked: "[s:Skydance] is [r:financing] [o:Rogue Nation].",
    },
    Case {
        subject: PICTURES,
        relation: "funded",
        object: ("film", "Teenage Mutant Ninja Turtles: Out of the Shadows", &[]),
        marked: "[s:Alibaba] [r:funded] the [o:Teenage Mutant Ninja Turtles] sequel.",
    },
    Case {
        subject: ("firm", "The Wall Street Journal", &[]),
        relation: "reported on the meeting of",
        object: MA,
        marked: "A [s:Wall Street Journal] [r:report on the meeting] named [o:Ma].",
    },
    Case {
        subject: ("person", "José Ángel Gurría Jr.", &[]),
        relation: "isChairmanOf",
        object: ("other", "OECD", &[]),
        marked: "[s:GURRIA], [r:chairman] since, left the [o:OECD].",
    },
    Case {
        subject: ("person", "John Smith", &[]),
        relation: "married",
        object: ("person", "Jane Smith", &[]),
        marked: "Smith [r:married] [o:Jane Smith] there.",
    },
    Case {
        subject: ("person", "John Smith", &[]),
        relation: "knows",
        object: ("person", "John Smith", &[]),
        marked: "Smith, smithers and Goldsmith [r:know] smiths.",
    },
    Case {
        subject: ("film", "It", &[]),
        relation: "stars",
        object: ("person", "Tim Curry", &[]),
        marked: "In [s:It], [o:Tim Curry] [r:stars]; it is long.",
    },
    Case {
        subject: MA,
        relation: "ACTED_IN",
        object: ("film", "Straße der Träume", &[]),
        marked: "[o:STRASSE DER TRÄUME]: [s:Jack Ma] [r:acted in] it. He acted in two.",
    },
    Case { subject: MA, relation: "is with", object: TRUMP, marked: "[r:with] [s:Ma] [r:is] [o:Trump]." },
    Case { subject: MA, relation: "", object: TRUMP, marked: "[s:Ma] and [o:Trump]." },
    Case { subject: MA, relation: "sued", object: TRUMP, marked: "He paid them nothing." },
    Case { subject: MA, relation: "sued", object: TRUMP, marked: "" },
    Case {
        subject: ("firm", "삼성", &[]),
        relation: "인수했다",
        object: ("firm", "하만", &[]),
        marked: "[s:삼성]은 [o:하만]을 [r:인수했다].",
    },
    Case { subject: ("person", "", &[""]), relation: " ", object: ("film", ":", &[]), marked: "Words[o::] words." },
    Case {
        subject: ("film", "’Round Midnight", &[]),
        relation: "was directed by",
        object: ("person", "Bertrand Tavernier", &[]),
        marked: "[s:'Round Midnight], [r:directed] by [o:Tavernier]",
    },
    Case {
        subject: ("firm", "Disney", &[]),
        relation: "bought",
        object: ("firm", "Pixar", &[]),
        marked: "Disneyland bought Pixarish things; '[s:Disney]' [r:bought]",
    },
    Case {
        subject: ("firm", "Universal Pictures", &[]),
        relation: "released",
        object: ("film", "The Sting", &[]),
        marked: "[o:Sting] was [r:released] by [s:Universal]",
    },
    Case {
        subject: ("place", "United States of America", &["US", "U.S."]),
        relation: "sanctioned",
        object: ("person", "A", &[]),
        marked: "The [s:U.S.] and the [s:US] [r:sanction] us, [o:A], not a",
    },
    Case {
        subject: ("person", "Ludwig van Beethoven", &[]),
        relation: "wrote to",
        object: ("person", "Count Ludwig", &[]),
        marked: "[s:Beethoven] [r:writes] [o:Ludwig]",
    },
    Case {
        subject: ("firm", "A&M Records", &[]),
        relation: "signed",
        object: ("person", "N.", &[]),
        marked: "[s:A&M Records] [r:signs] [o:N.] and N.B.",
    },
    // Initials, first names and titles around a surname.
    Case { subject: MA, relation: "met", object: TRUMP, marked: "[s:J. Ma] [r:met] President [o:Donald J. Trump]." },
    Case { subject: MA, relation: "met", object: TRUMP, marked: "K. Ma [r:met] Mr. [o:Trump]; [o:D. Trump's] tower." },
    Case {
        subject: MA,
        relation: "met",
        object: TRUMP,
        marked: "In the U.S. [o:Trump] [r:met] [s:J.Ma], not Q. Trump",
    },
    Case {
        subject: ("person", "John Ronald Reuel Tolkien", &[]),
        relation: "taught",
        object: ("person", "Dr. Ian van der Berg Jr.", &[]),
        marked: "[s:J. R. R. Tolkien] [r:teaches] Sir [o:Ian van der Berg, Jr.'s] son",
    },
    Case {
        subject: ("person", "Robert Downey Jr.", &[]),
        relation: "stars in",
        object: ("film", "The Judge", &[]),
        marked: "[s:Downey Jr.'s] [r:star] turn in [o:Judge]",
    },
    Case {
        subject: ("person", "Ann Brien", &[]),
        relation: "married",
        object: ("person", "Pat O’Brien", &[]),
        marked: "[s:Brien] and [o:O'Brien], their [r:marriage]",
    },
    // Possessives, hyphens, ligatures, soft hyphens.
    Case {
        subject: ("firm", "Hewlett-Packard", &[]),
        relation: "acquired",
        object: ("firm", "Hobb & Sorrel", &[]),
        marked: "[s:Hewlett Packard’s] [r:acquisition] of [o:Hobb and Sorrel]",
    },
    Case {
        subject: ("person", "Jean Luc Godard", &[]),
        relation: "directed",
        object: ("film", "Ali\u{ad}baba", &[]),
        marked: "[s:Jean-Luc Godard] [r:directs]-like [o:Ali\u{ad}baba]-era, [o:ALIBABA’s]",
    },
    Case {
        subject: ("firm", "Eﬃcient Oﬃce", &[]),
        relation: "ﬁnanced",
        object: ("firm", "Mærsk", &[]),
        marked: "[s:Efficient Office] [r:ﬁnances] [o:MAERSK]",
    },
    Case {
        subject: ("place", "İstanbul", &[]),
        relation: "hosted",
        object: ("person", "Recep Tayyip Erdoğan", &[]),
        marked: "[s:ISTANBUL]'da [o:Erdoğan]'ın … [r:hosts] ([s:istanbul])",
    },
    Case {
        subject: ("place", "Diyarbakır", &[]),
        relation: "elected",
        object: ("person", "Ayşe Ilıcak", &[]),
        marked: "[s:DİYARBAKIR’s] [r:election] of [o:ILICAK]",
    },
    // Scripts without spaces, without case, and with words written together.
    Case {
        subject: ("person", "唐纳德·特朗普", &[]),
        relation: "会见",
        object: ("firm", "阿里巴巴", &[]),
        marked: "[s:特朗普]昨日[r:会见]了[o:阿里巴巴]的马云",
    },
    Case {
        subject: ("person", "ジャック・マー", &[]),
        relation: "買収",
        object: ("firm", "ソフトバンク", &[]),
        marked: "[s:ジャック·マー]が[o:ソフトバンク]を[r:買収]した",
    },
    Case {
        subject: ("person", "محمد بن سلمان", &[]),
        relation: "التقى",
        object: ("person", "دونالد ترامب", &[]),
        marked: "[r:التقى] [s:محمّد بن سلمان] و[o:ترامب] في الرياض",
    },
    Case {
        subject: ("firm", "أرامكو", &[]),
        relation: "اشترت",
        object: ("place", "جدة", &[]),
        marked: "ول[s:ارامكو] مصنع في [o:جده]",
    },
    Case {
        subject: ("person", "בנימין נתניהו", &[]),
        relation: "פגש",
        object: ("person", "דונלד טראמפ", &[]),
        marked: "[s:נתניהו] [r:פגש] את [o:טראמפ] ול[o:טראמפ]",
    },
    Case {
        subject: ("person", "Владимир Путин", &[]),
        relation: "встретил",
        object: ("place", "Россия", &[]),
        marked: "[s:Путина] [r:встретили] в [o:России], не путиной",
    },
    Case {
        subject: ("person", "Пётр Чайковский", &[]),
        relation: "написал",
        object: ("person", "Марина", &[]),
        marked: "[r:Написал] ли [s:П. Чайковский] для [o:Марины]?",
    },
    Case {
        subject: ("firm", "Telefónica", &[]),
        relation: "compró",
        object: ("firm", "O2", &[]),
        marked: "[s:Telefonica] [r:compra] [o:O2]; O2s",
    },
];

fn base_of(case: &Case<'_>) -> FactBase {
    let mut builder = Builder::new();
    for (id, (kind, name, aliases)) in [("s", case.subject), ("o", case.object)] {
        builder
            .add_entity(NewEntity {
                id: id.into(),
                kind: Some(kind.into()),
                name: Some(name.into()),
                aliases: aliases.iter().map(|&alias| alias.into()).collect(),
                ..NewEntity::default()
            })
            .unwrap();
    }
    builder.add_fact(fact(case.relation, Some("o"), None)).unwrap();
    builder.finish()
}

fn fact<'a>(relation: &'a str, object: Option<&'a str>, value: Option<&str>) -> NewFact<'a> {
    NewFact {
        number: 1,
        id: None,
        subject: "s".into(),
        relation: relation.into(),
        object: object.map(Into::into),
        value: value.map(Into::into),
        time: Span::default(),
        status: Status::Reported,
        confidence: None,
        directed: true,
        attributes: Vec::new(),
        more: Vec::new(),
        evidence: Vec::new(),
    }
}

/// The excerpt with its marks written into it.
fn shown(excerpt: &str, marks: &[Mark]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for mark in marks {
        let letter = match mark.role {
            Role::Subject => 's',
            Role::Relation => 'r',
            Role::Object => 'o',
        };
        shown += &format!("{}[{letter}:{}]", &excerpt[at..mark.range.start], &excerpt[mark.range.clone()]);
        at = mark.range.end;
    }
    shown + &excerpt[at..]
}

fn unmarked(marked: &str) -> String {
    ["[s:", "[r:", "[o:", "]"].iter().fold(marked.to_owned(), |text, sign| text.replace(sign, ""))
}

#[test]
fn an_excerpt_shows_who_did_what_to_whom() {
    let mut wrong = Vec::new();
    for case in CASES {
        let excerpt = unmarked(case.marked);
        let found = marks(&base_of(case), FactId(0), &excerpt);
        let shown = shown(&excerpt, &found);
        if shown != case.marked {
            wrong.push(format!("wanted {}\nmarked {shown}", case.marked));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_value_of_a_claim_about_one_entity_is_its_object() {
    for (value, marked) in [
        ("7.2 billion USD", "[s:Ma] [r:plans to invest] $[o:7.2 billion] in films"),
        ("one million jobs", "[s:Ma] has [r:plans] for [o:one million jobs]"),
        ("new", "[s:Ma] has a [r:plan] for something [o:new], newer"),
        ("x y", "[s:Ma] [r:plans]"),
    ] {
        let mut builder = Builder::new();
        let (_, name, _) = MA;
        builder
            .add_entity(NewEntity {
                id: "s".into(),
                kind: Some("person".into()),
                name: Some(name.into()),
                ..NewEntity::default()
            })
            .unwrap();
        builder.add_fact(fact("plans to invest", None, Some(value))).unwrap();
        let excerpt = unmarked(marked);
        let found = marks(&builder.finish(), FactId(0), &excerpt);
        assert_eq!(shown(&excerpt, &found), marked);
    }
}

#[test]
fn a_surname_that_two_people_of_the_article_share_is_not_marked() {
    let mut builder = Builder::new();
    for (id, name) in [("s", "John Smith"), ("o", "Ann Lee"), ("x", "Jane Smith")] {
        let kind = Some("person".into());
        let new = NewEntity { id: id.into(), kind, name: Some(name.into()), ..NewEntity::default() };
        builder.add_entity(new).unwrap();
    }
    builder.add_fact(fact("met", Some("o"), None)).unwrap();
    let base = builder.finish();
    let excerpt = "Smith met Lee.";
    let alone = marks_among(&base, FactId(0), excerpt, &[EntityId(0), EntityId(1)]);
    assert_eq!(shown(excerpt, &alone), "[s:Smith] [r:met] [o:Lee].");
    let among = marks_among(&base, FactId(0), excerpt, &[EntityId(0), EntityId(1), EntityId(2)]);
    assert_eq!(shown(excerpt, &among), "Smith [r:met] [o:Lee].");
}

#[test]
fn what_is_part_of_another_name_of_the_article_is_not_marked() {
    let mut builder = Builder::new();
    for (id, name) in [("s", "Jack Ma"), ("o", "Donald Trump"), ("x", "Trump Tower")] {
        let aliases = name.rsplit(' ').filter(|_| id != "x").take(1).map(Into::into).collect();
        builder
            .add_entity(NewEntity { id: id.into(), name: Some(name.into()), aliases, ..NewEntity::default() })
            .unwrap();
    }
    builder.add_fact(fact("met", Some("o"), None)).unwrap();
    let base = builder.finish();
    let excerpt = "Ma met Donald Trump in Trump Tower; Trump smiled.";
    let alone = marks_among(&base, FactId(0), excerpt, &[]);
    assert_eq!(shown(excerpt, &alone), "[s:Ma] [r:met] [o:Donald Trump] in [o:Trump] Tower; [o:Trump] smiled.");
    let among = marks_among(&base, FactId(0), excerpt, &[EntityId(0), EntityId(1), EntityId(2)]);
    assert_eq!(shown(excerpt, &among), "[s:Ma] [r:met] [o:Donald Trump] in Trump Tower; [o:Trump] smiled.");
}

#[test]
fn an_excerpt_tells_which_ends_it_names() {
    let base = base_of(&CASES[0]);
    for (excerpt, subject, object) in
        [("Ma met Trump", true, true), ("He met Trump", false, true), ("MA YUN spoke", true, false), ("", false, false)]
    {
        assert_eq!(named_ends(&base, FactId(0), excerpt), NamedEnds { subject, object }, "{excerpt}");
    }
}

proptest::proptest! {
    #[test]
    fn marks_never_overlap_and_never_split_a_character(
        name in "[aAsSßİﬁ½ .'’\u{301}云]{0,6}",
        relation in "[asß½e .'_]{0,6}",
        excerpt in "[aAsSßİﬁ½ .'’\u{301}云e]{0,40}",
    ) {
        let case = Case {
            subject: ("person", &name, &["a S"]),
            relation: &relation,
            object: ("firm", "ss", &["½"]),
            marked: "",
        };
        let mut end = 0;
        for mark in marks(&base_of(&case), FactId(0), &excerpt) {
            assert!(mark.range.start >= end && mark.range.end > mark.range.start);
            assert!(excerpt.get(mark.range.clone()).is_some());
            end = mark.range.end;
        }
    }
}
