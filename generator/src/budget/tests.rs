use super::*;
use crate::select::tests::with_selection;

/// The budget of a selection of the small model of `select`.
fn measured(include: &[&str]) -> (Measured, Vec<PartOf>) {
    with_selection(include, |_, model, patterns, selection| {
        let measure = Measure {
            model,
            lock: &NamesLock::new(),
            root: "Graph",
        };
        let total = measure.size(selection).expect("it prints");
        let two = NonZero::new(2).expect("it is more than none");
        let parts = measure
            .parts(patterns, (selection, total), two)
            .expect("they print");
        (total.into(), parts)
    })
}

fn part<'p>(parts: &'p [PartOf], name: &str) -> &'p PartOf {
    let found = parts.iter().find(|part| part.name == name);
    found.unwrap_or_else(|| panic!("{name} of {parts:?}"))
}

#[test]
fn what_parts_share_counts_once() {
    let (total, parts) = measured(&["event", "/me/messages"]);
    // entity, item, message, body, importance, event.
    assert_eq!(total.size.types, 6);
    let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["/me/messages", "event"], "the largest first");
    let (messages, event) = (part(&parts, "/me/messages"), part(&parts, "event"));
    assert_eq!((messages.own.size.types, messages.alone.types), (5, 3));
    assert_eq!((event.own.size.types, event.alone.types), (3, 1));
    // Each struct has the fields of its bases: id; id, changeKey; and with three more, start, or content.
    assert_eq!(total.size.fields, 1 + 2 + 5 + 3 + 1);
    assert_eq!((event.own.size.fields, event.alone.fields), (6, 3));
    assert_eq!((event.own.size.builders, event.alone.builders), (0, 0));
    assert_eq!(
        messages.alone.builders,
        i64::try_from(total.size.builders).expect("a small number")
    );
    assert!(total.size.lines > messages.own.size.lines);
    assert!(total.size.lines < messages.own.size.lines + event.own.size.lines);
}

#[test]
fn the_only_include_brings_all_but_an_empty_client() {
    let (total, parts) = measured(&["/me/messages"]);
    let [only] = parts.as_slice() else {
        panic!("{parts:?}");
    };
    assert_eq!(only.own, total);
    let gone = only.alone.numbers();
    let all = total
        .size
        .numbers()
        .map(|one| i64::try_from(one).expect("small"));
    assert_eq!(gone[..4], all[..4]);
    assert!(gone[4] < all[4], "a client of nothing has lines too");
}

#[test]
fn what_narrows_others_brings_less_than_nothing() {
    let (_, parts) = measured(&["/me/messages", "message/{subject}"]);
    let narrow = part(&parts, "message/{subject}");
    assert_eq!(narrow.own.size.types, 3, "entity, item, message");
    assert!(
        narrow.alone.types < 0 && narrow.alone.fields < 0,
        "{narrow:?}"
    );
}

#[test]
fn everything_is_of_what_stands_at_the_root() {
    let (total, parts) = measured(&[]);
    let mut names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "/groups/**",
            "/me/**",
            "/users/**",
            "types that no path leads to"
        ]
    );
    assert!(
        parts
            .iter()
            .all(|part| part.own.size.lines < total.size.lines)
    );
    // Users have all that there is at `/me`.
    assert_eq!(part(&parts, "/me/**").alone.types, 0);
    assert_eq!(part(&parts, "/groups/**").alone.types, 1);
    assert_eq!(part(&parts, "types that no path leads to").alone.types, 1);
}

#[test]
fn limits_tell_who_has_most() {
    let (total, parts) = measured(&["event", "/me/messages"]);
    let mut limits = BudgetSettings {
        types: Some(6),
        lines: Some(100_000),
        ..BudgetSettings::default()
    };
    let event = |types| Limits {
        types: Some(types),
        ..Limits::default()
    };
    limits.parts.insert("event".to_owned(), event(3));
    assert_eq!(limits.exceeded(&total, &parts).expect("parts"), []);
    limits.types = Some(5);
    limits.parts.insert("event".to_owned(), event(2));
    let exceeded = limits.exceeded(&total, &parts).expect("parts");
    let said: Vec<_> = exceeded.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(said.join("\n"));

    let alone = BudgetSettings {
        types: Some(6),
        ..BudgetSettings::default()
    };
    assert!(alone.is_set() && !alone.asks_for_parts(total.size));
    assert!(limits.asks_for_parts(total.size) && !BudgetSettings::default().is_set());

    limits.parts.insert("/me/mesages".to_owned(), event(1));
    let fault = limits
        .exceeded(&total, &parts)
        .expect_err("there is no such part");
    assert!(
        fault.to_string().contains("did you mean `/me/messages`"),
        "{fault}"
    );
}

#[test]
fn tables_have_a_line_per_part() {
    let size = |types, lines| Size {
        types,
        fields: 20,
        builders: 3,
        methods: 12,
        lines,
    };
    let check = |seconds, megabytes| {
        Some(Check {
            seconds,
            megabytes: Some(megabytes),
        })
    };
    let part = |name: &str, types: usize, seconds| PartOf {
        name: name.to_owned(),
        patterns: Vec::new(),
        own: Measured {
            size: size(types, 400),
            check: check(seconds, 154.3),
        },
        alone: Size {
            fields: -3,
            types: 2,
            ..Size::default()
        },
    };
    let mut budget = Budget {
        total: Measured {
            size: size(9, 1_200),
            check: check(1.204, 201.0),
        },
        empty: check(0.25, 120.0),
        parts: vec![
            part("/me/messages/**", 12_000, 1.0),
            part("event", 1, 0.251),
        ],
        exceeded: Vec::new(),
    };
    let with_check = budget.to_string();
    budget.empty = None;
    budget.total.check = None;
    for part in &mut budget.parts {
        part.own.check = None;
    }
    insta::assert_snapshot!(format!("{with_check}\n\n{budget}"));
}
