//! Pages that mean harm, and pages that are damaged beyond sense: read in time, without a panic.

use super::*;
use std::time::{Duration, Instant};

/// Reads a text as a page of each folder. A machine that is busy gets its time: what is quadratic takes minutes.
fn read_in_time(text: &str) {
    let started = Instant::now();
    for path in ["api/x.md", "resources/x.md", "x.md"] {
        let page = read(SourceId(0), path, text);
        for defect in &page.defects {
            let place = defect.span.start as usize..defect.span.end as usize;
            assert!(text.get(place).is_some(), "{defect:?}");
        }
    }
    read_permission_include(SourceId(0), text);
    let elapsed = started.elapsed();
    assert!(
        elapsed < Duration::from_secs(30),
        "{elapsed:?} for {:.80}",
        text
    );
}

/// A page of an operation with a text in each of its places.
fn everywhere(text: &str) -> String {
    format!(
        "# {text}\n\n{text}\n\n## Permissions\n\n|{text}|{text}|\n|---|---|\n|{text}|{text}|\n\n## HTTP request\n```http\nGET {text}\n{text}\n```\n\n## Request body\n|a|b|c|\n|---|---|---|\n|{text}|{text}|{text}|\n\n## Response\n{text}\n\n<!-- {{ {text} -->\n```\nHTTP/1.1 200 OK\n\n{{ {text}\n```\n"
    )
}

#[test]
fn texts_that_mean_harm_stay_texts() {
    for text in [
        "<script>alert(1)</script>",
        "*/ fn main() {} /*",
        "#![deny(warnings)]",
        "\"###; fn x() {}",
        "<!--",
        "-->",
        "```",
        "`````",
        "\0",
        "\u{feff}\u{200b}\u{202e}",
        "{{{{[[[[",
        "[](](",
        "|",
        "\\",
        "<a name=\"",
        "&nbsp;",
        "~~",
        "ÄÖÜ𝕏",
        "~~~\n",
        "> > > -\t",
    ] {
        read_in_time(text);
        read_in_time(&everywhere(text));
        read_in_time(&text.repeat(500));
    }
}

#[test]
fn long_pages_take_time_in_proportion_to_their_length() {
    let lines = "x".repeat(35_000);
    for text in [
        everywhere(&lines),
        "|".repeat(1_000_000),
        "|a".repeat(30_000) + "\n" + &"|-".repeat(30_000) + "\n" + &"|`".repeat(30_000),
        "|a|b|\n|---|---|\n".to_owned() + &"|a|b|\n".repeat(50_000),
        "```http\n".repeat(30_000),
        "<!-- x\n\n".repeat(30_000),
        "## HTTP request\n```\n".to_owned() + &"GET /x\n".repeat(50_000),
        "## HTTP request\n```\nGET /x\n```\n".repeat(20_000),
        "## Permissions\n|a|b|\n|---|---|\n|(a)|".to_owned()
            + &"Mail.Read and User.Read plus ".repeat(20_000)
            + "|\n",
        "## Permissions\n|a|b|\n|---|---|\n|(a)|".to_owned()
            + &"<br".repeat(50_000)
            + "Mail.Read|\n",
        "## Query parameters\n".to_owned() + &"`$select` ".repeat(30_000),
        "## Response\n".to_owned() + &"`200 OK` [x](../resources/x.md) ".repeat(50_000),
        "# a\n".to_owned() + &"- ".repeat(5_000) + "x",
        "> ".repeat(5_000) + "x",
        "[".repeat(50_000),
        "<a name=\"".repeat(30_000),
        "---\n".to_owned() + &"a: b\n".repeat(30_000),
    ] {
        read_in_time(&text);
    }
}
