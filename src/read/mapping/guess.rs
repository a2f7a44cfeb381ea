//! Which field is probably what, by its name and by what is in it; a person has the last word.

use super::{Look, Mapping, Role, Take};
use crate::read::loose::date;

/// Names of fields for each role, in lower case without signs between words; the first that is there counts.
const NAMES: [(Role, &[&str]); 18] = [
    (
        Role::Subject,
        &[
            "subject",
            "source",
            "head",
            "from",
            "src",
            "subjectname",
            "sourcename",
            "sourceentity",
            "person",
            "personname",
            "name",
            "fullname",
            "entity1",
            "entitya",
            "node1",
            "a",
            "who",
            "director",
            "owner",
            "donor",
            "payer",
            "actor",
            "employee",
            "member",
            "author",
            "sender",
            "buyer",
            "lobbyist",
            "s",
        ],
    ),
    (
        Role::Object,
        &[
            "object",
            "target",
            "tail",
            "to",
            "dst",
            "objectname",
            "targetname",
            "targetentity",
            "company",
            "companyname",
            "organization",
            "organisation",
            "org",
            "firm",
            "employer",
            "entity2",
            "entityb",
            "node2",
            "b",
            "whom",
            "owned",
            "recipient",
            "beneficiary",
            "payee",
            "receiver",
            "seller",
            "client",
            "party",
            "committee",
            "board",
            "film",
            "partner",
            "o",
        ],
    ),
    (
        Role::Relation,
        &[
            "relation",
            "relationship",
            "predicate",
            "verb",
            "relationtype",
            "relationshiptype",
            "link",
            "tie",
            "role",
            "position",
            "jobtitle",
            "function",
            "type",
            "label",
            "action",
            "event",
            "p",
        ],
    ),
    (Role::SubjectKind, &["subjecttype", "subjectkind", "sourcetype", "headtype", "fromtype", "entity1type", "stype"]),
    (Role::ObjectKind, &["objecttype", "objectkind", "targettype", "tailtype", "totype", "entity2type", "otype"]),
    (
        Role::Excerpt,
        &["excerpt", "evidence", "sentence", "quote", "quotation", "passage", "context", "snippet", "text"],
    ),
    (Role::ArticleTitle, &["articletitle", "headline", "title", "documenttitle", "sourcetitle"]),
    (Role::ArticleUrl, &["articleurl", "url", "link", "sourceurl", "href", "uri", "website"]),
    (Role::ArticlePublisher, &["publisher", "outlet", "publication", "newspaper", "medium", "site", "domain"]),
    (Role::ArticleDate, &["articledate", "published", "publishedat", "publicationdate", "pubdate", "publishdate"]),
    (Role::ArticleText, &["articletext", "fulltext", "body", "content", "documenttext"]),
    (Role::When, &["when", "date", "eventdate", "year", "time", "day"]),
    (Role::From, &["startdate", "start", "since", "begin", "appointed", "validfrom", "startyear", "fromdate"]),
    (Role::Until, &["enddate", "end", "until", "resigned", "validto", "endyear", "todate"]),
    (Role::Value, &["value", "amount", "sum", "share", "stake", "percentage"]),
    (Role::Status, &["status"]),
    (Role::Confidence, &["confidence", "probability", "score", "certainty"]),
    (Role::Id, &["id", "factid", "uuid"]),
];

/// The likely mapping of a file's records.
#[must_use]
pub fn guess(look: &Look) -> Mapping {
    let mut mapping = Mapping { records: look.records.clone(), header: look.header, ..Mapping::default() };
    let mut free: Vec<usize> = (0..look.columns.len()).collect();
    for (role, names) in NAMES {
        let by_name = |spelled: &dyn Fn(&str) -> String| {
            names.iter().find_map(|name| {
                free.iter().position(|&at| spelled(&look.columns[at]) == *name && suits(look, at, role))
            })
        };
        let found = by_name(&bare).or_else(|| by_name(&last_bare));
        if let Some(place) = found {
            take(&mut mapping, look, role, free.remove(place));
        }
    }
    // What no name tells: the first two fields that hold names of something.
    for role in [Role::Subject, Role::Object] {
        let is_filled = mapping.has(role) || role == Role::Object && mapping.has(Role::Value);
        if !is_filled {
            let place = free.iter().position(|&at| is_of_names(look, at)).or_else(|| {
                let has_ids = !look.header || look.columns.len() == 2;
                (has_ids && !free.is_empty()).then_some(0)
            });
            if let Some(place) = place {
                take(&mut mapping, look, role, free.remove(place));
            }
        }
    }
    let place = free.iter().position(|&at| is_long(look, at));
    if let Some(place) = place.filter(|_| !mapping.has(Role::Excerpt)) {
        take(&mut mapping, look, Role::Excerpt, free.remove(place));
    }
    mapping
}

fn take(mapping: &mut Mapping, look: &Look, role: Role, at: usize) {
    mapping.fields.insert(role, Take::Field(look.columns[at].clone()));
}

fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name of a field further down, without those above it: `/person/name` is a name.
fn last_bare(name: &str) -> String {
    let parts: Vec<&str> = name.split('/').collect();
    match parts[..] {
        [.., above, "name" | "label" | "title" | "text"] if !above.is_empty() => bare(above),
        [.., last] => bare(last),
        [] => String::new(),
    }
}

fn values(look: &Look, at: usize) -> impl Iterator<Item = &str> {
    look.rows.iter().filter_map(move |row| row.get(at)).map(String::as_str).filter(|text| !text.is_empty())
}

/// Whether most values are of a sort.
fn mostly(look: &Look, at: usize, is: impl Fn(&str) -> bool) -> bool {
    let (all, fit) = values(look, at).fold((0, 0), |(all, fit), text| (all + 1, fit + usize::from(is(text))));
    all > 0 && fit * 10 >= all * 7
}

/// Whether what is in a field can have the role that its name suggests.
fn suits(look: &Look, at: usize, role: Role) -> bool {
    match role {
        Role::When | Role::From | Role::Until | Role::ArticleDate => mostly(look, at, |text| date(text).is_some()),
        Role::Confidence => mostly(look, at, |text| text.trim_end_matches('%').trim().parse::<f32>().is_ok()),
        Role::ArticleUrl => mostly(look, at, |text| text.contains("://") || text.starts_with("www.")),
        Role::Subject | Role::Object => mostly(look, at, |text| text.chars().count() <= 120 && !text.contains("://")),
        Role::Relation => mostly(look, at, |text| text.chars().count() <= 80 && !text.contains("://")),
        Role::Excerpt => mostly(look, at, |text| text.contains(' ')),
        _ => true,
    }
}

fn is_of_names(look: &Look, at: usize) -> bool {
    let is_name = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1 && text.chars().count() <= 60 && !text.contains("://") && date(text).is_none()
    };
    let mut different: Vec<&str> = values(look, at).collect();
    let all = different.len();
    different.sort_unstable();
    different.dedup();
    mostly(look, at, is_name) && different.len() * 4 >= all.min(12)
}

fn is_long(look: &Look, at: usize) -> bool {
    mostly(look, at, |text| text.chars().count() > 40 && text.contains(' '))
}
