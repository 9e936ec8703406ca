//! Pages that show a text in two languages side by side:
//! `<span data-ttu-id="…">translated</span><span class="sxs-lookup"><span data-stu-id="…">source</span></span>`.

use memchr::memmem;

const TRANSLATED: &str = "<span data-ttu-id=";
const BETWEEN: &str = "</span><span class=\"sxs-lookup\"><span data-stu-id=";
const END: &str = "</span></span>";

/// The page in the language that it was translated from; `None` where the page has one language. Lines keep their numbers where no
/// text of a pair goes over several.
pub(super) fn source_half(text: &str) -> Option<String> {
    memmem::find(text.as_bytes(), TRANSLATED.as_bytes())?;
    let mut half = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, pair)) = rest.split_once(TRANSLATED) {
        // Without what comes in between, there is no pair further on either.
        let source = pair.split_once(BETWEEN).and_then(|(_, source)| {
            let (_, source) = source.split_once('>')?;
            source.split_once(END)
        });
        let Some((source, after)) = source else {
            break;
        };
        half.push_str(before);
        half.push_str(source);
        rest = after;
    }
    half.push_str(rest);
    Some(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_pair_the_source_is_taken() {
        let pair = |local: &str, source: &str| {
            format!(
                "<span data-ttu-id=\"a-1\">{local}</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">{source}</span></span>"
            )
        };
        let text = format!(
            "## <a name=\"x\"></a>{}\n| {} | {} |\n",
            pair("Antwort", "Response"),
            pair("Zeichenfolge", "String"),
            pair("Die **ID**.", "The **ID**.")
        );
        let expected = "## <a name=\"x\"></a>Response\n| String | The **ID**. |\n";
        assert_eq!(source_half(&text).as_deref(), Some(expected));
        assert_eq!(source_half("# One language"), None);
    }

    #[test]
    fn halves_without_their_other_half_stay() {
        for text in [
            "<span data-ttu-id=\"1\">a</span>",
            "<span data-ttu-id=",
            "<span data-ttu-id=\"1\">a</span><span class=\"sxs-lookup\"><span data-stu-id=\"1\"",
        ] {
            assert_eq!(source_half(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn many_halves_take_no_more_time_than_their_length() {
        let text = TRANSLATED.repeat(100_000);
        assert_eq!(source_half(&text).as_deref(), Some(text.as_str()));
    }
}
