//! JSON of a declared type: as it should be, and as it should not be but might come.

use super::facts::{Facts, Meaning, Property};
use crate::random::Random;
use msgraph_bindgen::csdl::Cardinality;
use serde_json::{Map, Value, json};

/// Elements that a collection in a fitting document has.
pub(super) const ELEMENTS: usize = 2;

/// How deep complex values nest.
const DEPTH: usize = 3;

/// How true to its type a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Fitting,
    Anything,
}

pub(super) struct Maker<'m> {
    facts: &'m Facts,
    random: &'m mut Random,
}

impl<'m> Maker<'m> {
    pub(super) fn new(facts: &'m Facts, random: &'m mut Random) -> Self {
        Self { facts, random }
    }

    /// A document with every property, each as its type wants it.
    pub(super) fn fitting(&mut self, wire: &str) -> Value {
        self.object(wire, Truth::Fitting, 0)
    }

    /// A document with some properties, and whatever else may come.
    pub(super) fn anything(&mut self, wire: &str) -> Value {
        self.object(wire, Truth::Anything, 0)
    }

    fn object(&mut self, wire: &str, truth: Truth, depth: usize) -> Value {
        let facts = self.facts;
        let mut object = Map::new();
        for property in facts.properties(wire) {
            if truth == Truth::Anything && self.random.once_in(3) {
                continue;
            }
            let value = self.property(property, truth, depth);
            object.insert(property.name.clone(), value);
        }
        if truth == Truth::Anything {
            self.undeclared(&mut object, wire);
        }
        Value::Object(object)
    }

    /// Control information, annotations and properties that no type declares.
    fn undeclared(&mut self, object: &mut Map<String, Value>, wire: &str) {
        let derived = format!("#{wire}OfTomorrow");
        let candidates = [
            ("@odata.type", json!(derived)),
            ("@odata.type", json!(format!("#{wire}"))),
            ("@odata.etag", json!("W/\"a\\u0022\"")),
            (
                "@odata.context",
                json!("https://graph.microsoft.com/v1.0/$metadata#x/$entity"),
            ),
            ("id@odata.type", json!("#Edm.Guid")),
            ("members@odata.count", json!(3)),
            ("@microsoft.graph.conflictBehavior", json!("rename")),
            (
                "manager",
                json!({"@odata.type": "#microsoft.graph.user", "id": "1", "x": [1.5, null]}),
            ),
            ("extension_0a1b_über", json!(["a", {"b": {}}])),
            ("", json!(null)),
            ("ünknöwn \"quoted\"\n", json!("\u{1f600}\u{0}")),
            ("unknown", self.odd()),
        ];
        for (name, value) in candidates {
            if self.random.once_in(4) {
                object.insert(name.to_owned(), value);
            }
        }
    }

    fn property(&mut self, property: &Property, truth: Truth, depth: usize) -> Value {
        if truth == Truth::Anything {
            match self.random.below(8) {
                0 | 1 => return Value::Null,
                2 => return self.odd(),
                _ => {}
            }
        }
        match (property.cardinality, truth) {
            (Cardinality::One, _) => self.value(&property.ty, truth, depth),
            (Cardinality::Many, Truth::Fitting) => (0..ELEMENTS)
                .map(|_| self.value(&property.ty, truth, depth))
                .collect(),
            (Cardinality::Many, Truth::Anything) => {
                let element = |maker: &mut Self| match maker.random.below(6) {
                    0 => Value::Null,
                    1 => maker.odd(),
                    _ => maker.value(&property.ty, truth, depth),
                };
                (0..self.random.below(5)).map(|_| element(self)).collect()
            }
        }
    }

    fn value(&mut self, ty: &str, truth: Truth, depth: usize) -> Value {
        let facts = self.facts;
        match facts.meaning(ty) {
            Meaning::Primitive(name) => self.primitive(name),
            Meaning::Enumeration(declared) => {
                let name = |maker: &mut Self| match declared.members.as_slice() {
                    members if !members.is_empty() && !maker.random.once_in(3) => {
                        maker.random.one_of(members).clone()
                    }
                    _ => "memberOfTomorrow".to_owned(),
                };
                let first = name(self);
                match declared.is_flags && self.random.once_in(2) {
                    true => json!(format!("{first}, {}", name(self))),
                    false => json!(first),
                }
            }
            Meaning::Structured if depth < DEPTH => self.object(ty, truth, depth + 1),
            Meaning::Structured | Meaning::Undeclared => json!({}),
        }
    }

    fn primitive(&mut self, name: &str) -> Value {
        let number = self.random.below(100);
        let choices = match name {
            "String" => vec![
                json!("text"),
                json!(""),
                json!("\u{e9}\u{1f600} \"q\" \\ \n\u{7f}"),
                json!("2026-11-01"),
            ],
            "Boolean" => vec![json!(true), json!(false)],
            "Byte" => vec![json!(number), json!(0), json!(255)],
            "SByte" => vec![json!(number), json!(-128), json!(127)],
            "Int16" => vec![json!(number), json!(i16::MIN), json!(i16::MAX)],
            "Int32" => vec![json!(number), json!(i32::MIN), json!(i32::MAX)],
            "Int64" => vec![
                json!(number),
                json!(i64::MIN),
                json!(i64::MAX),
                json!("9007199254740993"),
            ],
            "Double" | "Single" => vec![
                json!(1.5),
                json!(1),
                json!(-0.25),
                json!("INF"),
                json!("-INF"),
                json!("NaN"),
            ],
            "Decimal" => vec![
                json!(12.25),
                json!(7),
                json!("12345678901234567890.123456789"),
                json!("0.10"),
            ],
            "Guid" => vec![
                json!("7f3a90c4-90c4-7f3a-c490-3a7fc4903a7f"),
                json!("00000000-0000-0000-0000-000000000000"),
                json!("7F3A90C4-90C4-7F3A-C490-3A7FC4903A7F"),
            ],
            "Date" => vec![
                json!("2026-11-01"),
                json!("0001-01-01"),
                json!("9999-12-31"),
            ],
            "DateTimeOffset" => vec![
                json!("2026-11-01T00:00:00Z"),
                json!("2026-11-01T01:02:03.1234567+05:30"),
                json!("0001-01-01T00:00:00Z"),
                json!("9999-12-31T23:59:59.9999999Z"),
                json!("2026-11-01T01:02:03.0000000"),
            ],
            "TimeOfDay" => vec![
                json!("00:00:00.0000000"),
                json!("23:59:59"),
                json!("08:00:00.5"),
            ],
            "Duration" => vec![
                json!("P30D"),
                json!("PT0S"),
                json!("-P1DT2H3M4.5S"),
                json!("P0D"),
            ],
            "Binary" => vec![json!("AQID"), json!(""), json!("AQI="), json!("-_8=")],
            // Untyped, spatial and abstract types are whatever they are; streams are never in JSON.
            _ => vec![
                json!({"type": "Point", "coordinates": [1.5, 2]}),
                json!("x"),
                json!([null]),
            ],
        };
        self.random.one_of(&choices).clone()
    }

    /// A value of a kind that is rarely the right one.
    fn odd(&mut self) -> Value {
        let choices = [
            json!(true),
            json!(-1),
            json!(u64::MAX),
            json!(1e300),
            json!(0.1),
            json!("no such value"),
            json!(""),
            json!([]),
            json!([[1], null, "x"]),
            json!({}),
            json!({"a": {"b": [null, {"@odata.type": "#x.y"}]}}),
        ];
        self.random.one_of(&choices).clone()
    }
}
