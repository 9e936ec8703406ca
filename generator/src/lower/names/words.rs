//! Cutting a wire name into chunks that `heck` splits into the right words.

use std::fmt::Write;

/// Spellings that heck would split in the wrong place, with one that it splits well. The first
/// letter matches in either case, so that `iPad` is found in `sharedIPad` too.
const SPELLINGS: &[(&str, &str)] = &[
    ("cTag", "Ctag"),
    ("eBook", "Ebook"),
    ("eSIM", "Esim"),
    ("eSim", "Esim"),
    ("eTag", "Etag"),
    ("GHz", "Ghz"),
    ("iBooks", "Ibooks"),
    ("iCal", "Ical"),
    ("iCloud", "Icloud"),
    ("iMessage", "Imessage"),
    ("ioT", "Iot"),
    ("iOS", "Ios"),
    ("iPadOS", "Ipados"),
    ("iPad", "Ipad"),
    ("iPhone", "Iphone"),
    ("iPod", "Ipod"),
    ("iPv4", "Ipv4"),
    ("iPv6", "Ipv6"),
    ("iTunes", "Itunes"),
    ("macOS", "Macos"),
    ("MHz", "Mhz"),
    ("oAuth", "Oauth"),
    ("oSversion", "OsVersion"),
    ("tvOS", "Tvos"),
    ("UId", "Uid"),
    ("vCpu", "Vcpu"),
    ("vNet", "Vnet"),
];

/// The chunks of a wire name: what stands between its separators, spelled for heck. Never empty,
/// and no chunk is empty.
pub(super) fn chunks(wire: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let push = |text: String, found: &mut Vec<String>| {
        found.push(text);
        found.push(String::new());
    };
    for c in wire.chars() {
        if is_kept(c) {
            if let Some(last) = found.last_mut() {
                last.push(c);
            }
        } else if c.is_ascii() {
            found.push(String::new());
        } else {
            push(code_point(c), &mut found);
        }
    }
    found.retain(|chunk| !chunk.is_empty());
    if found.is_empty() {
        // Nothing but separators: they are all there is to tell the name by.
        found.extend(wire.chars().take(8).map(code_point));
    }
    if found.is_empty() {
        found.push("unnamed".to_owned());
    }
    found.into_iter().map(respell).collect()
}

fn code_point(c: char) -> String {
    format!("u{:04x}", u32::from(c))
}

/// Whether a character may stand in an identifier: ASCII letters and digits, and letters of scripts
/// in which no two spellings are the same to rustc (it compares identifiers in normal form C).
pub(super) fn is_kept(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '\u{c0}'..='\u{24f}'
        | '\u{388}'..='\u{52f}'
        | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => c.is_alphabetic() && unicode_ident::is_xid_continue(c),
        _ => false,
    }
}

/// Replaces what case conversion brought in and [`is_kept`] would not have let through.
pub(super) fn keep_only(name: String) -> String {
    if name.chars().all(|c| c == '_' || is_kept(c)) {
        return name;
    }
    let mut kept = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if c == '_' || is_kept(c) {
            kept.push(c);
        } else {
            let _ = write!(kept, "{:04x}", u32::from(c));
        }
    }
    kept
}

fn respell(chunk: String) -> String {
    if !chunk.bytes().any(|b| b.is_ascii_uppercase()) {
        return chunk;
    }
    let bytes = chunk.as_bytes();
    let mut spelled = String::with_capacity(chunk.len());
    let mut at = 0;
    while let Some(c) = chunk[at..].chars().next() {
        let starts_word = at == 0 || !bytes[at - 1].is_ascii_uppercase();
        match starts_word.then(|| spelling_at(&chunk[at..], at)).flatten() {
            Some((length, replacement)) => {
                spelled.push_str(&replacement);
                at += length;
            }
            None => {
                spelled.push(c);
                at += c.len_utf8();
            }
        }
    }
    spelled
}

/// What stands at the start of `rest` that heck would get wrong: its length and what to read instead.
fn spelling_at(rest: &str, at: usize) -> Option<(usize, String)> {
    let bytes = rest.as_bytes();
    let first = *bytes.first()?;
    // Inside a chunk a word starts with a capital.
    if at > 0 && !first.is_ascii_uppercase() {
        return None;
    }
    let ends_at = |length: usize| !bytes.get(length).is_some_and(u8::is_ascii_lowercase);
    for (wire, heck) in SPELLINGS {
        let wire_bytes = wire.as_bytes();
        if first.eq_ignore_ascii_case(&wire_bytes[0])
            && bytes[1..].starts_with(&wire_bytes[1..])
            && ends_at(wire.len())
        {
            return Some((wire.len(), (*heck).to_owned()));
        }
    }
    let capitals = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
    // A plural of an acronym: `cloudPCs`.
    if capitals >= 2 && bytes.get(capitals) == Some(&b's') && ends_at(capitals + 1) {
        let tail = rest[1..=capitals].to_ascii_lowercase();
        return Some((capitals + 1, format!("{}{tail}", char::from(first))));
    }
    // An acronym whose first letter alone went to lower case: `mDASHAuditRecord`.
    let lowered = at == 0
        && first.is_ascii_lowercase()
        && bytes.len() > 2
        && bytes[1..3].iter().all(u8::is_ascii_uppercase);
    lowered.then(|| (1, char::from(first.to_ascii_uppercase()).to_string()))
}
