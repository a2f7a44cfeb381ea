//! Every excerpt held against its article, in parallel, once a file is read.

use rayon::prelude::*;

use crate::facts::{ArticleIndex, Check, Evidence, FactBase, FactId, check_excerpt};

use super::{Job, PARSED, ReadError};

/// An excerpt that does not stand where the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) fact: FactId,
    /// Its index among the evidence of the fact.
    pub(super) evidence: usize,
    pub(super) fault: ExcerptFault,
}

/// What is wrong with an excerpt or its offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExcerptFault {
    /// The offsets go beyond the text, which has so many characters.
    PastEnd(usize),
    /// The words stand elsewhere in the text.
    Elsewhere,
    /// The words are not in the text.
    Nowhere,
}

/// Checks all excerpts of a base, in the order of its facts.
pub(super) fn check(base: &mut FactBase, job: &Job<'_>) -> Result<Vec<Finding>, ReadError> {
    /// So many facts are checked at a time.
    const STEP: usize = 512;
    let FactBase { articles, facts, .. } = base;
    let indexes: Vec<Option<ArticleIndex<'_>>> =
        articles.iter().map(|article| article.text.as_deref().map(ArticleIndex::new)).collect();
    job.progress(PARSED, 1.0, 0, 1);
    let findings: Vec<Vec<Finding>> = facts
        .par_chunks_mut(STEP)
        .enumerate()
        .map(|(chunk, facts)| {
            let mut findings = Vec::new();
            for (at, fact) in facts.iter_mut().enumerate() {
                for (evidence, one) in fact.evidence.iter_mut().enumerate() {
                    // One look at a very long article can take a while.
                    if job.watch.cancelled() {
                        return findings;
                    }
                    findings.extend(hold(one, &indexes).map(|fault| Finding {
                        fact: FactId::from_index(chunk * STEP + at),
                        evidence,
                        fault,
                    }));
                }
            }
            findings
        })
        .collect();
    job.go_on()?;
    Ok(findings.into_iter().flatten().collect())
}

/// Holds one excerpt against its article.
fn hold(evidence: &mut Evidence, indexes: &[Option<ArticleIndex<'_>>]) -> Option<ExcerptFault> {
    let article = indexes.get(evidence.article?.index())?.as_ref()?;
    let excerpt = evidence.excerpt.as_deref()?;
    let claimed = evidence.claimed.as_ref();
    evidence.check = check_excerpt(article, excerpt, claimed);
    match (&evidence.check, claimed) {
        (Check::Exact(_) | Check::Unchecked, _) | (Check::Found(_) | Check::Near(_), None) => None,
        (_, Some(claimed)) if claimed.end as usize > article.char_count() => {
            Some(ExcerptFault::PastEnd(article.char_count()))
        }
        (Check::NotFound, _) => Some(ExcerptFault::Nowhere),
        (Check::Found(_) | Check::Near(_), Some(_)) => misplaced(evidence, article),
    }
}

/// A near excerpt has the offsets right where they lead to the same words.
fn misplaced(evidence: &Evidence, article: &ArticleIndex<'_>) -> Option<ExcerptFault> {
    let claimed = article.bytes_of(evidence.claimed.as_ref()?)?;
    let there = evidence.check.range()?;
    let overlaps = claimed.start < there.end && there.start < claimed.end;
    let near = matches!(evidence.check, Check::Near(_));
    (!(near && overlaps)).then_some(ExcerptFault::Elsewhere)
}
