//! A folder in the place of files: the tables that one tool wrote into it.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use crate::read::is_table_of_several;

/// The tables of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// The files that are read, by name.
    pub(super) files: Vec<PathBuf>,
    /// The names of tables that are there only in a form that is not read.
    pub(super) left: Vec<String>,
}

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
    let mut tables = Tables::default();
    let mut left: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if ending.eq_ignore_ascii_case("csv") && path.is_file() && is_table_of_several(&first_line(&path)?) {
            tables.files.push(path);
        } else if ending.eq_ignore_ascii_case("parquet") {
            left.push(path);
        }
    }
    // Many runs write each table in both forms.
    left.retain(|path| !tables.files.iter().any(|read| read.file_stem() == path.file_stem()));
    tables.left = left.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    tables.files.sort();
    tables.left.sort();
    Ok(tables)
}

/// The names of a table's columns.
fn first_line(path: &Path) -> io::Result<Vec<u8>> {
    /// No line of names is longer.
    const MOST: u64 = 1 << 16;
    let mut line = Vec::new();
    BufReader::new(File::open(path)?).take(MOST).read_until(b'\n', &mut line)?;
    Ok(line)
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
        put("output/documents.parquet", "PAR1");
        put("output/entities.parquet", "PAR1");
        put("settings.yaml", "models:\n");
        let output = folder.path().join("output");
        let found = tables(folder.path()).unwrap();
        assert_eq!(found, tables(&output).unwrap());
        assert_eq!(found.files, ["entities.csv", "relationships.csv"].map(|name| output.join(name)));
        assert_eq!(found.left, ["documents.parquet"]);
    }
}
