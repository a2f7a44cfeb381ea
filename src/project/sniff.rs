//! Tells a saved map from other JSON by its first bytes, whole or cut off, so that each is opened as what it is.

/// Whether a file says that it is a saved map: an object with `tieline_project`, before any `tieline` of a file of
/// facts. Nothing else is checked.
#[must_use]
pub fn looks_like_project(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !text.starts_with(b"{") {
        return false;
    }
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return false,
            b'}' | b']' => depth -= 1,
            b'"' => {
                let content = string(&text[at..]);
                at += content.len() + 1;
                let is_name = text.get(at..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"));
                match content {
                    b"tieline_project" if depth == 1 && is_name => return true,
                    b"tieline" if depth == 1 && is_name => return false,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    false
}

/// What stands before the closing quotation mark.
fn string(text: &[u8]) -> &[u8] {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    &text[..at.min(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_map_is_known_by_its_key() {
        for (text, is_project) in [
            (r#"{"tieline_project": 1}"#, true),
            ("\u{feff} {\n \"title\": \"a \\\" b\", \"x\": [{\"tieline\": 1}], \"tieline_project\" : 2", true),
            (r#"{"tieline": 1, "tieline_project": 1}"#, false),
            (r#"{"tieline": 1, "articles": []}"#, false),
            (r#"{"more": {"tieline_project": 1}}"#, false),
            (r#"{"title": "tieline_project"}"#, false),
            (r#"{} {"tieline_project": 1}"#, false),
            (r#"["tieline_project", 1]"#, false),
            (r#"{"tieline_proj"#, false),
            (r#"{"a\"#, false),
            ("", false),
        ] {
            assert_eq!(looks_like_project(text.as_bytes()), is_project, "{text}");
        }
    }
}
