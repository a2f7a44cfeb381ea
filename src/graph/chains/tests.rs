//! Chains come in the order of their worth, all of them that there are, and no hub stalls the search.

use std::collections::BTreeSet;

use super::*;
use crate::facts::{Builder, FactBase, NewEntity, NewFact, Span, Status};
use crate::graph::Filter;

/// Entities by number, and ties with their strengths; each tie has one fact.
fn made(count: usize, ties: &[(usize, usize, f32)]) -> (FactBase, Graph, Visible, Vec<f32>) {
    let mut builder = Builder::new();
    for at in 0..count {
        builder.add_entity(NewEntity { id: at.to_string().into(), ..NewEntity::default() }).unwrap();
    }
    for (at, (a, b, _)) in ties.iter().enumerate() {
        let new = NewFact {
            number: at + 1,
            id: None,
            subject: a.to_string().into(),
            relation: "met".into(),
            object: Some(b.to_string().into()),
            value: None,
            time: Span::default(),
            status: Status::Reported,
            confidence: None,
            directed: true,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence: Vec::new(),
        };
        builder.add_fact(new).unwrap();
    }
    let base = builder.finish();
    let graph = Graph::new(&base);
    let visible = Visible::new(&base, &graph, &Filter::default(), &BTreeSet::new());
    let strengths = ties.iter().map(|(.., strength)| *strength).collect();
    (base, graph, visible, strengths)
}

fn asked(ties: &[(usize, usize, f32)], question: &Question) -> Vec<(Vec<u32>, f32)> {
    let (_, graph, visible, strengths) = made(8, ties);
    let found = chains(&graph, &visible, &strengths, question);
    assert!(!found.stopped_early);
    let ids = |chain: Chain| (chain.entities.iter().map(|entity| entity.0).collect(), chain.weakest);
    found.chains.into_iter().map(ids).collect()
}

const ENDS: Question = Question::between(EntityId(0), EntityId(7));

#[test]
fn the_strongest_weakest_link_goes_first_and_then_the_shortest() {
    let ties = [(0, 7, 0.2), (0, 1, 0.9), (1, 7, 0.5), (0, 2, 0.5), (2, 3, 0.6), (3, 7, 0.9), (1, 3, 0.9), (4, 5, 1.0)];
    let expected = [
        (vec![0, 1, 3, 7], 0.9),
        (vec![0, 1, 7], 0.5),
        (vec![0, 2, 3, 7], 0.5),
        (vec![0, 2, 3, 1, 7], 0.5),
        (vec![0, 7], 0.2),
    ];
    assert_eq!(asked(&ties, &ENDS), expected);
    assert_eq!(asked(&ties, &Question { wanted: 2, ..ENDS }), expected[..2]);
    let short: Vec<_> = expected.iter().filter(|(entities, _)| entities.len() <= 3).cloned().collect();
    assert_eq!(asked(&ties, &Question { most_ties: 2, ..ENDS }), short);
    assert_eq!(asked(&ties, &Question { most_ties: 0, ..ENDS }), expected[4..], "never less than the shortest");
}

#[test]
fn where_there_is_no_way_there_is_no_chain() {
    for (ties, question) in [
        (&[][..], ENDS),
        (&[(0, 1, 1.0), (2, 7, 1.0)], ENDS),
        (&[(0, 1, 1.0), (1, 7, 0.0)], ENDS),
        (&[(0, 1, 1.0), (1, 7, f32::NAN)], ENDS),
        (&[(0, 0, 1.0)], Question::between(EntityId(0), EntityId(0))),
        (&[(0, 7, 1.0)], Question::between(EntityId(0), EntityId(99))),
        (&[(0, 7, 1.0)], Question { wanted: 0, ..ENDS }),
    ] {
        assert!(asked(ties, &question).is_empty(), "{ties:?}");
    }
    let (base, graph, _, strengths) = made(8, &[(0, 1, 1.0), (1, 7, 1.0)]);
    let visible = Visible::new(&base, &graph, &Filter::default(), &BTreeSet::from([EntityId(1)]));
    assert_eq!(chains(&graph, &visible, &strengths, &ENDS), Chains::default());
}

/// All simple ways, found by trying everything.
fn all_ways(ties: &[(usize, usize, f32)], most: usize) -> Vec<(u16, std::cmp::Reverse<usize>)> {
    fn go(
        ties: &[(usize, usize, f32)],
        path: &mut Vec<usize>,
        weakest: u16,
        most: usize,
        found: &mut Vec<(u16, std::cmp::Reverse<usize>)>,
    ) {
        let at = path[path.len() - 1];
        if at == 7 {
            found.push((weakest, std::cmp::Reverse(path.len() - 1)));
            return;
        }
        for (a, b, strength) in ties {
            let next = if *a == at { *b } else { *a };
            if (*a == at || *b == at) && path.len() <= most && !path.contains(&next) {
                path.push(next);
                go(ties, path, weakest.min((strength * 1000.0).round() as u16), most, found);
                path.pop();
            }
        }
    }
    let mut found = Vec::new();
    go(ties, &mut vec![0], u16::MAX, most, &mut found);
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

proptest::proptest! {
    #[test]
    fn nothing_better_is_left_out(
        pairs in proptest::collection::btree_map((0_usize..8, 0_usize..8), 1_u8..=5, 0..18),
    ) {
        let ties: Vec<(usize, usize, f32)> = pairs
            .into_iter()
            .filter(|((a, b), _)| a < b)
            .map(|((a, b), level)| (a, b, f32::from(level) / 5.0))
            .collect();
        let question = Question { wanted: 1000, ..ENDS };
        let found: Vec<_> = asked(&ties, &question)
            .into_iter()
            .map(|(entities, weakest)| {
                assert_eq!(entities.iter().collect::<BTreeSet<_>>().len(), entities.len(), "nobody twice");
                ((weakest * 1000.0).round() as u16, std::cmp::Reverse(entities.len() - 1))
            })
            .collect();
        let shortest = all_ways(&ties, 7).iter().map(|(_, ties)| ties.0).min().unwrap_or_default();
        assert_eq!(found, all_ways(&ties, 6.max(shortest)));
    }
}

#[test]
fn a_hub_is_opened_no_further_than_it_helps() {
    /// All of them are tied to the hub 0 and to their neighbours, the last one to the goal.
    const SPOKES: usize = 20_000;
    let mut ties: Vec<(usize, usize, f32)> = (1..=SPOKES).map(|at| (0, at, 0.5)).collect();
    ties.extend((1..SPOKES).map(|at| (at, at + 1, 0.5)));
    ties.push((SPOKES, SPOKES + 1, 0.5));
    let (_, graph, visible, strengths) = made(SPOKES + 2, &ties);
    let question = Question::between(EntityId(3), EntityId::from_index(SPOKES + 1));
    let found = chains(&graph, &visible, &strengths, &question);
    assert_eq!((found.chains.len(), found.stopped_early), (10, false));
    assert_eq!(found.chains[0].entities.len(), 4);
    let hasty = chains(&graph, &visible, &strengths, &Question { patience: 10, ..question });
    assert!(hasty.stopped_early && hasty.chains.len() < 10);
}

#[test]
fn a_chain_is_told_by_its_best_facts() {
    let (base, graph, visible, strengths) = made(8, &[(0, 1, 1.0), (7, 1, 1.0), (0, 1, 1.0)]);
    let found = chains(&graph, &visible, &strengths, &ENDS);
    let links = told(&base, &graph, &visible, &found.chains[0], |fact| if fact.0 == 2 { 0.9 } else { 0.5 });
    let told: Vec<_> =
        links.iter().map(|link| (&*link.sentence, link.fact.0, link.evidence, link.num_others)).collect();
    assert_eq!(told, [("0 met 1", 2, None, 1), ("7 met 1", 1, None, 0)]);
}
