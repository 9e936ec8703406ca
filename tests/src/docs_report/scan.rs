//! Pages as lines, read by nothing but this: the totals that the reader is measured against.

/// A fenced block.
#[derive(Debug, Default)]
pub(super) struct Fence<'t> {
    /// Its lines that are not empty, trimmed.
    pub(super) lines: Vec<&'t str>,
}

impl<'t> Fence<'t> {
    /// The fences of a page. One that is not closed ends with the page, or where another one with a word behind it opens.
    pub(super) fn all(text: &'t str) -> Vec<Self> {
        let mut fences = Vec::new();
        let mut open: Option<Self> = None;
        for line in text.lines().map(str::trim) {
            match &mut open {
                _ if line.starts_with("```") => {
                    let was_open = open.is_some();
                    fences.extend(open.take());
                    if !was_open || !line.trim_matches('`').is_empty() {
                        open = Some(Self::opened(line));
                    }
                }
                Some(fence) if !line.is_empty() => fence.lines.push(line),
                _ => {}
            }
        }
        fences.extend(open);
        fences
    }

    /// What stands behind the word in the opening line counts as a line.
    fn opened(line: &'t str) -> Self {
        let info = line.trim_start_matches('`').trim();
        let behind = info.split_once(' ').map(|(_, behind)| behind.trim());
        Self {
            lines: behind.into_iter().filter(|line| !line.is_empty()).collect(),
        }
    }

    /// How many of its lines are request lines.
    pub(super) fn request_lines(&self) -> usize {
        self.lines.iter().filter(|line| is_request(line)).count()
    }

    /// Whether it is an answer whose body is JSON: a status line, headers, and then a brace or bracket.
    pub(super) fn is_json_answer(&self) -> bool {
        let mut lines = self.lines.iter();
        lines.next().is_some_and(|line| line.starts_with("HTTP/"))
            && lines
                .find(|line| !is_header(line))
                .is_some_and(|line| line.starts_with(['{', '[']))
    }
}

fn is_request(line: &str) -> bool {
    let verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    verbs.iter().any(|verb| {
        let rest = line.strip_prefix(verb);
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    })
}

fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        let name = name.trim_end();
        !name.is_empty()
            && name
                .chars()
                .all(|one| one.is_ascii_alphanumeric() || one == '-')
    })
}

/// How many rows, below head and delimiter, the first table has that stands before the first fence: the permissions' on a page that shows
/// requests.
pub(super) fn rows_before_fences(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    let before = lines.take_while(|line| !line.starts_with("```"));
    let mut rows = before.skip_while(|line| !line.starts_with('|'));
    let table = rows.by_ref().take_while(|line| line.starts_with('|'));
    table.count().saturating_sub(2)
}

/// What a page of `resources` should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Described {
    /// A structured type.
    Resource,
    /// Enumerations.
    Enumerations,
    /// Nothing of the kind.
    Nothing,
}

impl Described {
    /// By the word `doc_type` at the top, where the page has one that fits its folder; else by the annotation of a resource, by a table
    /// whose second column is numbers alone.
    pub(super) fn of(text: &str) -> Self {
        let said = text
            .lines()
            .take(20)
            .find_map(|line| line.trim().strip_prefix("doc_type:"));
        match said.map(|word| word.trim().trim_matches(['"', '\'', '_'])) {
            Some("resourcePageType") => Self::Resource,
            Some("enumPageType" | "enumTypes") => Self::Enumerations,
            Some("conceptualPageType") => Self::Nothing,
            _ if text.contains("\"blockType\": \"resource\"") => Self::Resource,
            _ if has_member_table(text) => Self::Enumerations,
            _ => Self::Nothing,
        }
    }
}

/// Whether there is a table of at least three columns with numbers in the second one of every row.
fn has_member_table(text: &str) -> bool {
    let mut rows = 0;
    let mut numbers = 0;
    for line in text.lines().map(str::trim) {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let is_delimiter =
            |cell: &str| !cell.is_empty() && cell.chars().all(|one| ":- ".contains(one));
        if !line.starts_with('|') {
            if rows > 0 && rows == numbers {
                return true;
            }
            (rows, numbers) = (0, 0);
        } else if cells.iter().copied().all(is_delimiter) {
            (rows, numbers) = (0, 0);
        } else if cells.len() >= 2 {
            rows += 1;
            numbers += usize::from(cells[1].parse::<i64>().is_ok());
        }
    }
    rows > 0 && rows == numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_found_by_their_lines_alone() {
        let text = "GET /not\n```http GET /info\nGET /a\n\n  POST /b HTTP/1.1\nGETTING\n```\n\n```\nHTTP/1.1 200 OK\nContent-Type: x\n\n{\n}\n```\n```\nHTTP/1.1 200\n\ntext {";
        let fences = Fence::all(text);
        let lines: Vec<_> = fences.iter().map(Fence::request_lines).collect();
        assert_eq!(lines, [3, 0, 0]);
        let json: Vec<_> = fences.iter().map(Fence::is_json_answer).collect();
        assert_eq!(json, [false, true, false]);
        let unclosed = Fence::all("```http\nGET /a\n```json\n{}\n```\nGET /b\n```http\nGET /c");
        let lines: Vec<_> = unclosed.iter().map(Fence::request_lines).collect();
        assert_eq!(lines, [1, 0, 1]);
    }

    #[test]
    fn the_first_table_counts_where_it_stands_before_all_fences() {
        let table = "text\n|a|b|\n|-|-|\n|c|d|\n|e|f|\ntext\n|g|h|";
        assert_eq!(rows_before_fences(table), 2);
        assert_eq!(rows_before_fences(&format!("```\n```\n{table}")), 0);
        assert_eq!(rows_before_fences("text"), 0);
    }

    #[test]
    fn what_a_page_describes_is_told_by_words_and_tables() {
        let table = "|Member|Value|\n|:-|:-|\n|a|0|\n|b|-1|\n\ntext";
        assert_eq!(Described::of(table), Described::Enumerations);
        assert_eq!(
            Described::of("|a|b|\n|:-|:-|\n|a|0|\n|b|x|"),
            Described::Nothing
        );
        assert_eq!(
            Described::of("{ \"blockType\": \"resource\" }"),
            Described::Resource
        );
        assert_eq!(
            Described::of("doc_type: \"enumPageType\""),
            Described::Enumerations
        );
        assert_eq!(
            Described::of("doc_type: apiPageType\ntext"),
            Described::Nothing
        );
    }
}
