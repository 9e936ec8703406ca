//! Chunks to formatted text.

use super::{Chunk, Table};
use std::fmt::Write;

/// A file's text, or why it could not be made.
pub type Printed = Result<String, PrintError>;

/// The generator's own tokens are no Rust: a fault of the generator, never of its input.
#[derive(Debug, thiserror::Error)]
#[error("generated tokens do not parse: {0}; this is a fault of the generator, please report it")]
pub struct PrintError(#[from] syn::Error);

/// Prints a file: the header, then the chunks with an empty line between items.
pub fn print(header: &str, chunks: Vec<Chunk>) -> Printed {
    // Files with docs are large: what is laid out already is copied once.
    let length = |chunk: &Chunk| match chunk {
        Chunk::Lines(lines) => lines.len() + 1,
        Chunk::Items(_) | Chunk::Table(_) => 0,
    };
    let laid_out: usize = chunks.iter().map(length).sum();
    let mut text = String::with_capacity(header.len() + laid_out + (1 << 12));
    text.push_str(header);
    for chunk in chunks {
        if !text.is_empty() && !text.ends_with("\n\n") {
            text.push('\n');
        }
        match chunk {
            Chunk::Items(tokens) => {
                let file = syn::parse2::<syn::File>(tokens)?;
                text.push_str(&prettyplease::unparse(&file));
            }
            Chunk::Lines(lines) => text.push_str(&lines),
            Chunk::Table(table) => print_table(&table, &mut text),
        }
    }
    Ok(text)
}

fn print_table(table: &Table, text: &mut String) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "{}! {{", table.name);
    for line in &table.head {
        let _ = writeln!(text, "    {line}");
    }
    for section in &table.sections {
        match (section.name, section.rows.is_empty()) {
            (None, _) => rows(&section.rows, "    ", text),
            (Some(name), true) => {
                let _ = writeln!(text, "    {name} {{}}");
            }
            (Some(name), false) => {
                let _ = writeln!(text, "    {name} {{");
                rows(&section.rows, "        ", text);
                text.push_str("    }\n");
            }
        }
    }
    text.push_str("}\n");
}

fn rows(rows: &[String], indent: &str, text: &mut String) {
    for row in rows {
        text.push_str(indent);
        text.push_str(row);
        text.push('\n');
    }
}
