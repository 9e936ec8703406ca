//! The report as text and as JSON.

use super::{schema, sources, with_models};
use crate::diff::{Extent, Report, Scope, Semver, diff};

const OLD: &str = r#"<EnumType Name="state"><Member Name="on" Value="0"/></EnumType>
<ComplexType Name="device">
<Property Name="name" Type="Edm.String"/>
<Property Name="size" Type="Edm.Int32"/>
</ComplexType>"#;

const NEW: &str = r#"<EnumType Name="state"><Member Name="on" Value="1"/><Member Name="off" Value="0"/></EnumType>
<ComplexType Name="device">
<Annotation Term="Org.OData.Core.V1.Description" String="A device."/>
<Property Name="name" Type="Edm.Guid"/>
</ComplexType>"#;

fn report(old: &str, new: &str) -> Report {
    let (old, new) = (
        sources("old.xml", &schema(old)),
        sources("new.xml", &schema(new)),
    );
    let changes = with_models(&old, &new, |old, new| diff(old, new, &Scope::everything()));
    changes.report(&old, &new)
}

#[test]
fn text_is_grouped_by_verdict_and_type() {
    let expected = "\
Breaking
  ns
    device
      property type `name`: Edm.String -> Edm.Guid
        old.xml:5 -> new.xml:6
      property removed `size`: Edm.Int32
        old.xml:6

Additive
  ns
    state
      member added `off` (may break exhaustive matches)
        new.xml:3

Documentation or data
  ns
    state
      member Value `on`: 0 -> 1
        old.xml:3 -> new.xml:3

descriptions that read otherwise, not listed: 1
2 breaking, 1 additive, 2 of documentation or data
semver: major
";
    assert_eq!(report(OLD, NEW).to_string(), expected);
}

#[test]
fn json_has_everything() {
    let report = report(OLD, NEW);
    let json = serde_json::to_value(&report).expect("a report is plain data");
    assert_eq!(json["semver"], "major");
    assert_eq!(json["generated"]["breaking"], 2);
    assert_eq!(json["outside"]["breaking"], 0);
    let removed = &json["changes"][2];
    assert_eq!(removed["kind"], "property_removed");
    assert_eq!(removed["verdict"], "breaking");
    assert_eq!(removed["extent"], "generated");
    assert_eq!(removed["path"], "ns.device/size");
    assert_eq!(removed["old"], "Edm.Int32");
    assert_eq!(removed["new"], serde_json::Value::Null);
    assert_eq!(removed["old_location"]["line"], 6);
    assert_eq!(removed["new_location"], serde_json::Value::Null);
}

#[test]
fn the_version_says_what_weighs_most() {
    let semver = |old, new| report(old, new).semver;
    assert_eq!(semver("", ""), Semver::Patch);
    assert_eq!(semver("", r#"<ComplexType Name="t"/>"#), Semver::Minor);
    assert_eq!(semver(r#"<ComplexType Name="t"/>"#, ""), Semver::Major);
    let (plain, open) = (
        r#"<ComplexType Name="t"/>"#,
        r#"<ComplexType Name="t" OpenType="true"/>"#,
    );
    assert_eq!(semver(plain, open), Semver::Patch);
}

#[test]
fn no_text_of_the_input_reaches_the_terminal_raw() {
    let mut report = report("", r#"<ComplexType Name="t"/>"#);
    report.changes[0].new = Some("\u{1b}[2J\nx\u{202e}y".to_owned());
    let text = report.to_string();
    assert!(text.contains(r"\u{1b}[2J\nx\u{202e}y"), "{text}");
    assert_eq!(report.changes[0].extent, Extent::Generated);
}
