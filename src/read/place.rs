//! Texts and places in them: UTF-8 or a clear refusal, bytes to lines and columns.

use super::{Fault, Place, ReadError};

const BOM: &str = "\u{feff}";

impl Place {
    /// The place of a byte of a text.
    pub(super) fn of(text: &str, at: usize) -> Self {
        let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
        Self::after(before)
    }

    /// The place right after some bytes, the last line of which is UTF-8.
    pub(super) fn after(before: &[u8]) -> Self {
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        // Continuation bytes begin no character.
        let is_start = |byte: &&u8| (**byte & 0xc0) != 0x80;
        let column = 1 + before[line_start..].iter().filter(is_start).count();
        let short = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self { line: short(line), column: short(column) }
    }
}

/// The text of some bytes, without its byte order mark.
pub(super) fn text_of<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, ReadError> {
    if let Some(fault) = other_encoding(bytes).or_else(|| other_file(bytes)) {
        return Err(ReadError::new(name, None, fault));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let before = before.strip_prefix(BOM.as_bytes()).unwrap_or(before);
        ReadError::new(name, Some(Place::after(before)), Fault::NotUtf8)
    })?;
    let text = text.strip_prefix(BOM).unwrap_or(text);
    if text.trim_ascii().is_empty() {
        return Err(ReadError::new(name, None, Fault::Empty));
    }
    Ok(text)
}

/// UTF-16 and UTF-32, by their marks or by the zero bytes of the first ASCII characters.
fn other_encoding(bytes: &[u8]) -> Option<Fault> {
    let found = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [1..=0x7f, 0, 1..=0x7f, 0, ..] | [0, 1..=0x7f, 0, 1..=0x7f, ..] => {
            "UTF-16"
        }
        _ => return None,
    };
    Some(Fault::OtherEncoding(found))
}

/// Files that people pick by mistake, by their first bytes.
fn other_file(bytes: &[u8]) -> Option<Fault> {
    const KNOWN: [(&[u8], &str); 8] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x7fELF", "a program"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
    ];
    let known = KNOWN.iter().find(|(first, _)| bytes.starts_with(first));
    known.map(|(_, name)| Fault::Other(name))
}
