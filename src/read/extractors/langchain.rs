//! LangChain graph documents: nodes and relationships with the text that they were found in.

use crate::facts::{Article, ArticleId, EntityId};
use crate::read::common;
use crate::read::draft::{Draft, Fate, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::Node;
use crate::read::walk::{self, Item};
use crate::read::{Job, ReadError};

/// Reads all documents of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    walk::records(job, draft, document)
}

fn document(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    let mut record = item.record()?;
    let source = source(draft, &mut record)?;
    let path = record.path().to_owned();
    let within = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let nodes = record.list("nodes");
    walk::within(draft, nodes, &within("nodes"), record.notes(), |draft, item| {
        node(draft, &mut item.record()?).map(|(_, fate)| fate)
    })?;
    let article = source.map(|(article, _)| article);
    let relationships = record.list("relationships");
    walk::within(draft, relationships, &within("relationships"), record.notes(), |draft, item| {
        relationship(draft, &mut item.record()?, article)
    })?;
    let more = record.more();
    if let Some(article) = article {
        draft.builder().add_to_article(article, Article { more, ..Article::default() });
    }
    Ok(source.map_or(Fate::Read, |(_, fate)| fate))
}

/// The article of a document: its text, and what the metadata call title and address.
fn source(draft: &mut Draft, record: &mut Record<'_, '_>) -> Result<Option<(ArticleId, Fate)>, Halt> {
    let Some(node) = record.take("source") else {
        return Ok(None);
    };
    let path = format!("{}.source", record.path());
    let Ok(mut source) = Record::open(node, path, record.notes()) else {
        return Ok(None);
    };
    let text = source.boxed_word(&["page_content", "pageContent"]);
    source.splice("metadata");
    let title = source.boxed_word(&["title"]);
    let key = source.word(&["source", "url", "file_path", "id"]);
    // What sort of record it is, is known.
    source.take("type");
    source.take("lc");
    let is_url = |key: &str| key.starts_with("http://") || key.starts_with("https://");
    let article = Article {
        url: key.as_deref().filter(|key| is_url(key)).map(Into::into),
        published: source.loose_date(&["published", "date", "publish_date", "published_at"]),
        publisher: source.boxed_word(&["publisher", "site_name"]),
        language: source.boxed_word(&["language", "lang"]),
        authors: source.boxed_words(&["authors", "author"]),
        title,
        text,
        ..Article::default()
    };
    let article = Article { more: source.more(), ..article };
    draft.article(&key.unwrap_or_default(), article).map(Some)
}

fn node(draft: &mut Draft, record: &mut Record<'_, '_>) -> Result<(EntityId, Fate), Halt> {
    record.splice("properties");
    common::named(draft, record, &["id"], &["type"])
}

fn relationship(draft: &mut Draft, record: &mut Record<'_, '_>, article: Option<ArticleId>) -> Handled {
    let mut end = |draft: &mut Draft, name: &str| {
        let Some(node) = record.take(name) else {
            return common::missing(record, &[name]);
        };
        let path = format!("{}.{name}", record.path());
        node_of(draft, node, path, record)
    };
    let subject = end(draft, "source")?;
    let object = end(draft, "target")?;
    let relation = common::relation(record, &["type"], true);
    record.splice("properties");
    common::fact(draft, record, (subject, Some(object)), relation, article)
}

fn node_of<'a>(draft: &mut Draft, node: Node<'a>, path: String, record: &mut Record<'a, '_>) -> Result<EntityId, Halt> {
    let mut end = Record::open(node, path, record.notes())?;
    self::node(draft, &mut end).map(|(id, _)| id)
}
