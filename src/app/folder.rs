//! A folder in the place of files: the tables, or the graph and the stores of text, that one tool wrote into it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::read::{Family, member_of_several};

/// The tables of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// The files that are read, by name.
    pub(super) files: Vec<PathBuf>,
    /// The names of Parquet files that say nothing of entities and ties.
    pub(super) left: Vec<String>,
}

/// Of a table that is there in several forms the first of these is read: the others are printed from it.
const FORMS: [&str; 5] = ["parquet", "jsonl", "json", "csv", "graphml"];

/// Why a folder is not opened.
pub(super) const NONE: &str = "it is a folder without the tables of GraphRAG, or a graph of LightRAG or LlamaIndex";

/// The folders into which GraphRAG, LlamaIndex and LightRAG write where nobody says otherwise.
const WITHIN: [&str; 3] = ["output", "storage", "rag_storage"];

/// Looks for tables in a folder; where it has none, in the folder in it into which a tool writes.
///
/// # Errors
/// Where the folder cannot be looked through.
pub(super) fn tables(folder: &Path) -> io::Result<Tables> {
    let own = tables_in(folder)?;
    if own != Tables::default() {
        return Ok(own);
    }
    for name in WITHIN {
        let inner = folder.join(name);
        if inner.is_dir() {
            let found = tables_in(&inner)?;
            if found != Tables::default() {
                return Ok(found);
            }
        }
    }
    Ok(own)
}

fn tables_in(folder: &Path) -> io::Result<Tables> {
    let mut found: Vec<(PathBuf, usize, Family)> = Vec::new();
    let mut members = Vec::new();
    let mut left: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let Some(form) = FORMS.iter().position(|form| ending.eq_ignore_ascii_case(form)).filter(|_| path.is_file())
        else {
            continue;
        };
        // What a Parquet file holds stands at its end.
        let is_parquet = FORMS[form] == "parquet";
        let bytes = if is_parquet { std::fs::read(&path)? } else { beginning(&path)? };
        if let Some(member) = member_of_several(&bytes) {
            members.push(member);
            found.push((path, form, member.family));
        } else if is_parquet {
            left.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    // Texts alone are no map.
    found.retain(|(_, _, family)| members.iter().any(|member| member.family == *family && member.has_ties));
    found.sort_by(|(a, form_a, _), (b, form_b, _)| (a.file_stem(), form_a).cmp(&(b.file_stem(), form_b)));
    found.dedup_by(|(later, ..), (first, ..)| later.file_stem() == first.file_stem());
    left.sort();
    Ok(Tables { files: found.into_iter().map(|(path, ..)| path).collect(), left })
}

/// Enough of a file to know its columns.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    const MOST: u64 = 1 << 20;
    let mut start = Vec::new();
    File::open(path)?.take(MOST).read_to_end(&mut start)?;
    Ok(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_found_in_the_folder_or_in_its_output() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            crate::project::write_atomically(&path, |out| out.write_all(text.as_bytes())).unwrap();
        };
        put("output/relationships.csv", "source,target,description,text_unit_ids\nA,B,met,[]\n");
        put("output/entities.csv", "title,type,description,text_unit_ids\nA,PERSON,x,[]\n");
        put("output/other.csv", "one,two\n1,2\n");
        put("output/entities.json", r#"[{"title": "A", "description": "x", "text_unit_ids": []}]"#);
        put("output/communities.parquet", "PAR1");
        put("output/settings.json", "{}");
        put("settings.yaml", "models:\n");
        let output = folder.path().join("output");
        let found = tables(folder.path()).unwrap();
        assert_eq!(found, tables(&output).unwrap());
        assert_eq!(found.files, ["entities.json", "relationships.csv"].map(|name| output.join(name)));
        assert_eq!(found.left, ["communities.parquet"]);
    }

    #[test]
    fn texts_without_a_graph_are_no_map() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join("storage").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            crate::project::write_atomically(&path, |out| out.write_all(text.as_bytes())).unwrap();
        };
        put("docstore.json", r#"{"docstore/data": {}}"#);
        put("default__vector_store.json", r#"{"embedding_dict": {}}"#);
        assert_eq!(tables(folder.path()).unwrap(), Tables::default());
        put("graph_store.json", r#"{"graph_dict": {"A": [["met", "B"]]}}"#);
        let names: Vec<_> =
            tables(folder.path()).unwrap().files.iter().map(|path| path.file_name().unwrap().to_owned()).collect();
        assert_eq!(names, ["docstore.json", "graph_store.json"]);
    }
}
