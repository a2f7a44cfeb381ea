//! Texts as XML holds them: marks escaped, and what no XML may hold replaced and counted.

use std::io::{self, Write};

use super::losses::{Losses, Lost};

/// A text between two tags or in the quotation marks of an attribute.
pub(super) fn text(out: &mut dyn Write, text: &str, losses: &mut Losses) -> io::Result<()> {
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            // A parser would make spaces of them, as they stand in an attribute.
            '\t' => "&#9;",
            '\n' => "&#10;",
            '\r' => "&#13;",
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                losses.add(Lost::Characters, 1);
                "\u{fffd}"
            }
            _ => continue,
        };
        out.write_all(&text.as_bytes()[plain..at])?;
        out.write_all(escaped.as_bytes())?;
        plain = at + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[plain..])
}

/// An attribute with a space before it.
pub(super) fn attribute(out: &mut dyn Write, name: &str, value: &str, losses: &mut Losses) -> io::Result<()> {
    write!(out, " {name}=\"")?;
    text(out, value, losses)?;
    out.write_all(b"\"")
}

/// An element that holds a text, on a line of its own.
pub(super) fn element(out: &mut dyn Write, name: &str, value: &str, losses: &mut Losses) -> io::Result<()> {
    write!(out, "<{name}>")?;
    text(out, value, losses)?;
    writeln!(out, "</{name}>")
}
