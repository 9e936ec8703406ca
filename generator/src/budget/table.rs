//! A budget as people read it.

use super::size::UNITS;
use super::{Budget, Check, Measured};
use std::fmt;

impl fmt::Display for Budget {
    /// A line per part and one for the whole, numbers in columns.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut head = vec![String::new()];
        head.extend(UNITS.map(str::to_owned));
        if self.total.check.is_some() {
            head.extend(["cargo check".to_owned(), "memory".to_owned()]);
        }
        let mut rows = vec![head];
        for part in &self.parts {
            let mut row = vec![part.name.clone()];
            let numbers = part.own.size.numbers().into_iter();
            let numbers = numbers.zip(part.alone.numbers());
            row.extend(numbers.map(|(own, alone)| format!("{own} ({alone})")));
            row.extend(self.checked(part.own));
            rows.push(row);
        }
        let mut row = vec!["in all, each once".to_owned()];
        row.extend(self.total.size.numbers().map(|number| number.to_string()));
        row.extend(self.checked(self.total));
        rows.push(row);
        if let Some(empty) = self.empty {
            let mut row = vec!["an empty crate".to_owned()];
            row.extend(UNITS.map(|_| String::new()));
            row.extend([seconds(empty.seconds), megabytes(empty)]);
            rows.push(row);
        }
        let widths: Vec<_> = (0..rows[0].len())
            .map(|column| rows.iter().map(|row| row[column].chars().count()).max())
            .map(Option::unwrap_or_default)
            .collect();
        for row in rows {
            let mut line = format!("{:<width$}", row[0], width = widths[0]);
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                line.push_str(&format!("  {cell:>width$}"));
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        write!(f, "in parentheses: what only that part brings")?;
        if self.empty.is_some() {
            write!(f, ", or what is beyond an empty crate")?;
        }
        Ok(())
    }
}

impl Budget {
    /// The cells of what `cargo check` takes, beside an empty crate.
    fn checked(&self, measured: Measured) -> Vec<String> {
        let Some(check) = measured.check else {
            return Vec::new();
        };
        let beyond = |empty: Check| format!(" ({:.2})", check.seconds - empty.seconds);
        let beyond = self.empty.map_or(String::new(), beyond);
        vec![
            format!("{}{beyond}", seconds(check.seconds)),
            megabytes(check),
        ]
    }
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.2} s")
}

fn megabytes(check: Check) -> String {
    match check.megabytes {
        Some(megabytes) => format!("{megabytes:.0} MB"),
        None => "-".to_owned(),
    }
}
