use super::Report;
use crate::csdl;
use crate::diagnostics::{Diagnostics, Sources};
use crate::model;
use crate::model::repair::{State, repair};
use crate::select;
use crate::select::pattern::PatternSet;

/// Metadata with something to repair below `users`, below `groups` and at the root, and one more
/// thing below `groups` alone.
const TEXT: &str = "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>\
<Schema Namespace='microsoft.graph' Alias='g' xmlns='http://docs.oasis-open.org/odata/ns/edm'>\
<ComplexType Name='report'/><ComplexType Name='Json'/>\
<EntityType Name='user'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/></EntityType>\
<EntityType Name='group'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/>\
<Property Name='data' Type='g.Json'/>\
<NavigationProperty Name='calendarView' Type='Collection(g.group)' ContainsTarget='true'/></EntityType>\
<Function Name='used' IsBound='true'><Parameter Name='it' Type='Collection(g.user)'/><ReturnType Type='g.report'/></Function>\
<Function Name='used' IsBound='true'><Parameter Name='it' Type='Collection(g.group)'/><ReturnType Type='g.report'/></Function>\
<Function Name='all'><ReturnType Type='g.report'/></Function>\
<EntityContainer Name='c'><EntitySet Name='users' EntityType='g.user'/><EntitySet Name='groups' EntityType='g.group'/>\
<FunctionImport Name='all' Function='g.all'/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>";

fn report(patterns: &[&str]) -> Report {
    let mut sources = Sources::new();
    let id = sources.add("test.xml", TEXT);
    let mut diagnostics = Diagnostics::new();
    let documents = [csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document")];
    let mut model = model::link(&documents, &mut diagnostics);
    let repairs = repair(&mut model);
    let patterns = PatternSet::parse(patterns, &mut diagnostics);
    let selection = select::select(&model, &patterns, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let mut report = Report::default();
    report.repair(&model, &selection, repairs);
    report
}

#[test]
fn repairs_are_counted_where_the_selection_takes_them() {
    const REPORT: &str = "changes by report-is-a-stream";
    const JSON: &str = "changes by json-is-untyped";
    const WINDOW: &str = "changes by calendar-view-needs-a-window";
    for (patterns, repaired) in [
        (
            &[][..],
            &[(WINDOW, 1), (JSON, 1), (REPORT, 3), ("types", 2)][..],
        ),
        (&["/users/**"], &[(REPORT, 1), ("types", 1)]),
        (
            &["/groups/**"],
            &[(WINDOW, 1), (JSON, 1), (REPORT, 1), ("types", 2)],
        ),
        (&["/all"], &[(REPORT, 1), ("types", 1)]),
        (&["/users"], &[]),
        (&["microsoft.graph.group"], &[(JSON, 1), ("types", 1)]),
    ] {
        let report = report(patterns);
        let counts = report.repaired.iter();
        let counts: Vec<_> = counts
            .map(|(what, count)| (what.as_str(), *count))
            .collect();
        assert_eq!(counts, repaired, "{patterns:?}");
        // What became of a rule is said of the whole input.
        let applied = report.repairs.iter();
        let applied: Vec<_> = applied
            .filter(|one| one.state == State::Applied)
            .map(|one| one.rule.as_str())
            .collect();
        let expected = [
            "json-is-untyped",
            "report-is-a-stream",
            "calendar-view-needs-a-window",
        ];
        assert_eq!(applied, expected, "{patterns:?}");
    }
}
