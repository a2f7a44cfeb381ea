//! What a file says about itself: the format's version, a title, and fields that the format does not know.

use crate::facts::Builder;
use crate::read::fields::Record;
use crate::read::json::{self, Json, Member, Node};
use crate::read::notes::{Notes, quoted};
use crate::read::{Fault, Job, ReadError};

use super::sections::TopField;

/// The newest version of the format that this program reads.
const VERSION: f64 = 1.0;

pub(super) fn read(
    job: &Job<'_>,
    fields: &[TopField<'_>],
    builder: &mut Builder,
    notes: &mut Notes,
) -> Result<(), ReadError> {
    let members = fields.iter().filter_map(|field| {
        Some(Member {
            key: field.key.clone(),
            at: field.at,
            value: json::tree(field.value.of(job.text), field.value.start, usize::MAX)?,
        })
    });
    let node = Node { at: 0, json: Json::Map(members.collect()) };
    let mut found = Vec::new();
    if let Ok(mut record) = Record::open(node, String::new(), &mut found) {
        let version = record.take("tieline").ok_or_else(|| job.error(Fault::NoVersion))?;
        check_version(job, &version)?;
        let (title, description) = (record.boxed("title"), record.boxed("description"));
        builder.about(title, description, record.boxed("generated_by"), record.more());
    }
    notes.extend(found);
    Ok(())
}

fn check_version(job: &Job<'_>, node: &Node<'_>) -> Result<(), ReadError> {
    let digits: &str = match &node.json {
        Json::Number(digits) => digits,
        Json::Text(text) => text.trim(),
        _ => return Err(job.error_at(node.at, Fault::BadVersion(node.sort().into()))),
    };
    match digits.parse::<f64>() {
        Ok(VERSION) => Ok(()),
        Ok(newer) if newer > VERSION => Err(job.error_at(node.at, Fault::NewerVersion(digits.into()))),
        _ => Err(job.error_at(node.at, Fault::BadVersion(quoted(digits).into()))),
    }
}
