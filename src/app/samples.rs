//! The maps that come with the program, as files of facts.

use std::path::Path;

use super::content::Content;
use super::load::failure;
use super::sources::File;
use crate::project::{Fingerprint, Source};
use crate::state::{Failure, Sample};

/// A sample as a file of facts.
pub(super) fn sample_file(sample: Sample) -> File {
    let name = format!("{}.json", sample.id());
    let source = Source::sample(sample.id(), Fingerprint::of(sample.bytes()));
    File { source, called: name.clone(), shown: name, content: of_sample(Some(sample)).0 }
}

/// What is in a sample; nothing in one that this version does not carry.
pub(super) fn of_sample(sample: Option<Sample>) -> (Content, Fingerprint) {
    let bytes = sample.map(Sample::bytes).unwrap_or_default();
    (Content::Whole(bytes.into()), Fingerprint::of(bytes))
}

/// The sample of a path that names one, `sample:film-country`; a file of such a name is opened as `./sample:…`.
pub(super) fn sample_of(path: &Path) -> Option<Result<Sample, Failure>> {
    let id = path.to_str()?.strip_prefix("sample:")?;
    Some(Sample::from_id(id).ok_or_else(|| {
        let known = Sample::ALL.map(Sample::id).join(", ");
        failure(&format!("{} cannot be opened", path.display()), &format!("the samples are {known}"))
    }))
}
