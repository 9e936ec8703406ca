//! Where the first sentence ends.

/// Words with a full stop that ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx.", "cf.", "e.g.", "eg.", "etc.", "ex.", "i.e.", "ie.", "incl.", "max.", "min.", "no.",
    "resp.", "vs.",
];

/// How many words of a paragraph are its first sentence.
pub(super) fn first_sentence(words: &[&str]) -> usize {
    let ends = |pair: &[&str]| ends_sentence(pair[0]) && starts_sentence(pair[1]);
    match words.windows(2).position(ends) {
        Some(last) => last + 1,
        None => words.len(),
    }
}

fn ends_sentence(word: &str) -> bool {
    // Most words end in a letter.
    if word
        .bytes()
        .next_back()
        .is_none_or(|last| last.is_ascii_alphanumeric())
    {
        return false;
    }
    let bare = word.trim_end_matches(['"', '\'', ')', '”', '’']);
    if bare.ends_with(['。', '！', '？', '!', '?']) {
        return true;
    }
    // A single letter is an initial.
    bare.ends_with('.')
        && !bare.ends_with("..")
        && bare.chars().count() > 2
        && !ABBREVIATIONS.contains(&bare.trim_start_matches('(').to_ascii_lowercase().as_str())
}

fn starts_sentence(word: &str) -> bool {
    let first = word
        .trim_start_matches(['"', '\'', '(', '“', '‘', '`', '\\', '[', '<'])
        .chars()
        .next();
    first.is_none_or(|c| !c.is_lowercase())
}
