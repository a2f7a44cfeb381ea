//! A folder in the place of files: the tables that one tool wrote into it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::read::is_table_of_several;

/// The tables of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// The files that are read, by name.
    pub(super) files: Vec<PathBuf>,
    /// The names of Parquet files that say nothing of entities and ties.
    pub(super) left: Vec<String>,
}

/// Of a table that is there in several forms the first of these is read: the others are printed from it.
const FORMS: [&str; 4] = ["parquet", "jsonl", "json", "csv"];

/// Looks for tables in a folder; where it has none, in the folder `output` in it, into which GraphRAG writes.
///
/// # Errors
/// Where the folder cannot be looked through.
pub(super) fn tables(folder: &Path) -> io::Result<Tables> {
    let own = tables_in(folder)?;
    let output = folder.join("output");
    if own != Tables::default() || !output.is_dir() {
        return Ok(own);
    }
    tables_in(&output)
}

fn tables_in(folder: &Path) -> io::Result<Tables> {
    let mut found: Vec<(PathBuf, usize)> = Vec::new();
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
        if is_table_of_several(&bytes) {
            found.push((path, form));
        } else if is_parquet {
            left.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    found.sort_by(|(a, form_a), (b, form_b)| (a.file_stem(), form_a).cmp(&(b.file_stem(), form_b)));
    found.dedup_by(|(later, _), (first, _)| later.file_stem() == first.file_stem());
    left.sort();
    Ok(Tables { files: found.into_iter().map(|(path, _)| path).collect(), left })
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
}
