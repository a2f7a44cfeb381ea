//! What the engine under the panels of evidence finds in the sample whose newspapers do not agree.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use tieline::facts::{Copies, Date, FactBase, Flaw, Independence, Mentions, Overrules, Quality, conflicts, named_ends};
use tieline::read::{Input, Unwatched, read};

fn harbour() -> FactBase {
    let bytes = include_bytes!("../sample-data/harbour-takeover.json");
    read(Input { name: "harbour-takeover.json", bytes }, &Unwatched).unwrap().base
}

#[test]
fn the_sample_contradicts_itself_where_its_papers_do() {
    let base = harbour();
    let told: Vec<String> = conflicts(&base)
        .iter()
        .map(|conflict| {
            format!(
                "{} | {} | {:?}: {}",
                base.sentence(conflict.a),
                base.sentence(conflict.b),
                conflict.clash,
                conflict.why
            )
        })
        .collect();
    insta::assert_snapshot!("conflicts of the harbour", told.join("\n"));
}

#[test]
fn a_wire_story_and_its_reprint_are_one_source() {
    let base = harbour();
    let (copies, overrules) = (Copies::new(&base), Overrules::default());
    let independence = Independence::new(&base, &copies, &overrules);
    let told: Vec<String> = base
        .facts
        .iter()
        .filter(|fact| independence.of_fact(fact).articles > 1)
        .map(|fact| {
            let ids = |group: &tieline::facts::Group| {
                let ids: Vec<&str> = group.members.iter().map(|member| &*base.article(member.article).id).collect();
                ids.join("+")
            };
            let groups: Vec<String> = independence.groups_of([fact]).iter().map(ids).collect();
            format!("{}: {}", fact.id, groups.join(" "))
        })
        .collect();
    insta::assert_snapshot!("sources of the harbour", told.join("\n"));
}

#[test]
fn the_quality_of_the_sample_is_told() {
    let base = harbour();
    let mentions = Mentions::new(&base).unwrap();
    let quality = Quality::new(&base, &mentions, Date::parse("2019-12-31").unwrap());
    let mut told = Vec::new();
    for flaw in Flaw::ALL {
        told.push(format!("{}: {}", flaw.heading(), quality.list(flaw).len()));
        told.extend(quality.list(flaw).iter().map(|finding| format!("  {:?} {}", finding.about, finding.reason)));
    }
    insta::assert_snapshot!("quality of the harbour", told.join("\n"));
}

#[test]
fn whoever_an_excerpt_names_is_mentioned_in_its_article() {
    let base = harbour();
    let mentions = Mentions::new(&base).unwrap();
    for (id, fact) in base.facts_with_ids() {
        for evidence in &fact.evidence {
            let excerpt = evidence.excerpt.as_deref().unwrap_or_default();
            let found = evidence.check.range().filter(|_| named_ends(&base, id, excerpt).subject);
            if let (Some(article), Some(range)) = (evidence.article, found) {
                let place = tieline::facts::Place::Article(article);
                let within = mentions.of(fact.subject).iter().filter(|mention| mention.place == place);
                let there =
                    within.filter(|mention| range.start < mention.range().end && mention.range().start < range.end);
                assert!(there.count() > 0, "{}: {excerpt}", base.sentence(id));
            }
        }
    }
}
