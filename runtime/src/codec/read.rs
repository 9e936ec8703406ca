//! The decoding driver: one visitor over every serde format, and for each kind of slot a sink that takes what it meets.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::raw::read_raw;
use super::transcribe::{double, transcribe};
use crate::additional::{Additional, kept_name};
use crate::collection::{ListTarget, Wanted};
use crate::field::{Field, Misfit, Secrecy, Value};
use crate::json::Json;
use crate::model::{ADDITIONAL, Model};
use crate::shape::{Index, Row, Shape, marks};
use crate::slot::{Begun, Input, Slot, Target, Token};

/// Decodes a model. Members that do not fit are kept as they are; only what is no object at all is an error.
///
/// # Errors
/// Those of the format, or that the value is no object.
pub fn read<'de, M: Model + Default, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    // Made where it is returned: models are large.
    let mut read = Ok(M::default());
    if let Ok(model) = &mut read
        && let Err(error) =
            deserializer.deserialize_map(ObjectVisitor(model.as_model_mut(), M::shape()))
    {
        read = Err(error);
    }
    read
}

/// Decodes an array to the end of a list.
///
/// # Errors
/// Those of the format, or that the value is no array.
pub fn read_list<'de, D: Deserializer<'de>>(
    deserializer: D,
    list: &mut dyn ListTarget,
) -> Result<(), D::Error> {
    deserializer.deserialize_seq(ArrayVisitor(list))
}

/// Decodes any value into a slot; what does not fit is kept there as a misfit of the property called `name`.
///
/// # Errors
/// Those of the format.
pub fn read_slot<'de, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut dyn Slot,
    name: &'static str,
) -> Result<(), D::Error> {
    let row = (name, 0);
    ValueSeed {
        target: slot.target(),
        row: &row,
    }
    .deserialize(deserializer)
}

/// Decodes a value that stands alone, as `Deserialize` wants it.
///
/// # Errors
/// Those of the format, or that the value does not fit.
pub fn read_scalar<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut field = Field::Absent;
    read_slot(deserializer, &mut field, "")?;
    match field {
        Field::Value(value) => Ok(value),
        Field::Misfit(misfit) => Err(D::Error::custom(misfit)),
        Field::Absent | Field::Null => Err(D::Error::custom(format_args!(
            "expected {}, found null",
            T::EXPECTED
        ))),
    }
}

/// Decodes kept JSON into a slot.
pub(crate) fn read_json(json: Json, slot: &mut dyn Slot, row: &Row) {
    let mut deserializer = serde_json::Deserializer::from_str(json.as_str());
    let read = ValueSeed {
        target: slot.target(),
        row,
    }
    .deserialize(&mut deserializer);
    if read.is_err() {
        // Nested deeper than serde_json follows: still kept.
        slot.put(Input::Misfit(Box::new(misfit(row, json))));
    }
}

fn misfit(row: &Row, json: Json) -> Misfit {
    let secrecy = if row.1 & marks::secret == 0 {
        Secrecy::Open
    } else {
        Secrecy::Secret
    };
    Misfit::new(row.0, "", json, secrecy)
}

struct ObjectVisitor<'m>(&'m mut dyn Model, &'static Shape);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", self.1.name())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        members(map, self.0, self.1)
    }
}

struct ArrayVisitor<'m>(&'m mut dyn ListTarget);

impl<'de> Visitor<'de> for ArrayVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        elements(seq, self.0)
    }
}

/// Decodes the members of an object.
fn members<'de, A: MapAccess<'de>>(
    mut map: A,
    model: &mut dyn Model,
    shape: &'static Shape,
) -> Result<(), A::Error> {
    let index = shape.index();
    let mut after = 0;
    let mut rest = Additional::new();
    let mut other = Cow::Borrowed("");
    while let Some(position) = map.next_key_seed(KeySeed {
        index,
        after,
        other: &mut other,
    })? {
        if let Some(row) = index.rows.get(position) {
            after = position + 1;
            map.next_value_seed(ValueSeed {
                target: model.slot_mut(position).target(),
                row,
            })?;
        } else {
            let json = map.next_value_seed(JsonSeed)?;
            rest.push((std::mem::take(&mut other), json));
        }
    }
    if !rest.is_empty()
        && let Target::Additional(additional) = model.slot_mut(ADDITIONAL).target()
    {
        rest.keep_last();
        *additional = rest;
    }
    Ok(())
}

/// Decodes the elements of an array.
fn elements<'de, A: SeqAccess<'de>>(mut seq: A, list: &mut dyn ListTarget) -> Result<(), A::Error> {
    match list.wants() {
        Wanted::Json => {
            while let Some(json) = seq.next_element_seed(JsonSeed)? {
                if json.is_null() {
                    list.push_odd(json);
                } else {
                    list.push_json(json);
                }
            }
        }
        Wanted::Model | Wanted::List => {
            while seq.next_element_seed(Reader(FreshElement(list)))?.is_some() {}
        }
        Wanted::Token => while seq.next_element_seed(Reader(TokenElement(list)))?.is_some() {},
    }
    Ok(())
}

/// Finds the slot while the key is still borrowed: its position, or one beyond all when the type does not declare it.
struct KeySeed<'i> {
    index: &'i Index,
    after: usize,
    /// Takes the name that is not declared. (Not a part of what is answered, which serde hands up by copies.)
    other: &'i mut Cow<'static, str>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let declared = self.index.position_after(name, self.after);
        Ok(declared.unwrap_or_else(|| {
            *self.other = kept_name(name);
            usize::MAX
        }))
    }
}

struct JsonSeed;

impl<'de> DeserializeSeed<'de> for JsonSeed {
    type Value = Json;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        read_raw(deserializer)
    }
}

/// Decodes one property's value.
struct ValueSeed<'a, 'i> {
    target: Target<'a>,
    row: &'i Row,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let row = self.row;
        match self.target {
            Target::Text(field) => deserializer.deserialize_any(Reader(TextSink { field, row })),
            Target::Bool(field) => {
                deserializer.deserialize_any(Reader(SlotSink { slot: field, row }))
            }
            Target::Scalar(slot) => deserializer.deserialize_any(Reader(SlotSink { slot, row })),
            Target::Model(slot) => deserializer.deserialize_any(Reader(NestedSink {
                slot,
                row,
                nested: Nested::Object,
            })),
            Target::List(slot) => deserializer.deserialize_any(Reader(NestedSink {
                slot,
                row,
                nested: Nested::Array,
            })),
            Target::Raw(slot) => {
                let json = read_raw(deserializer)?;
                slot.put(if json.is_null() {
                    Input::Null
                } else {
                    Input::Json(misfit(row, json))
                });
                Ok(())
            }
            // No property has this target; its value would be lost, so it is an error.
            Target::Additional(_) => Err(D::Error::custom(
                "a property cannot hold undeclared members",
            )),
        }
    }
}

/// What takes a decoded value.
trait Sink<'de>: Sized {
    fn token(self, token: Token<'_>);

    fn null(self);

    /// Takes what does not fit.
    fn misfit(self, json: Json);

    fn map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.misfit(transcribe(|transcript| transcript.visit_map(map))?);
        Ok(())
    }

    fn seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.misfit(transcribe(|transcript| transcript.visit_seq(seq))?);
        Ok(())
    }
}

impl Token<'_> {
    fn json(self) -> Json {
        match self {
            Token::Text(text) => text.into(),
            Token::Bool(value) => Json::from_valid(value.to_string()),
            Token::I64(value) => Json::from_valid(value.to_string()),
            Token::U64(value) => Json::from_valid(value.to_string()),
            Token::F64(value) => Json::from_valid(double(value)),
        }
    }
}

struct TextSink<'a, 'i> {
    field: &'a mut Field<String>,
    row: &'i Row,
}

impl<'de> Sink<'de> for TextSink<'_, '_> {
    #[inline]
    fn token(self, token: Token<'_>) {
        match token {
            Token::Text(text) => *self.field = Field::Value(text.to_owned()),
            other => self.misfit(other.json()),
        }
    }

    fn null(self) {
        *self.field = Field::Null;
    }

    fn misfit(self, json: Json) {
        self.field
            .put(Input::Misfit(Box::new(misfit(self.row, json))));
    }
}

struct SlotSink<'a, 'i, S: ?Sized> {
    slot: &'a mut S,
    row: &'i Row,
}

impl<'de, S: Slot + ?Sized> Sink<'de> for SlotSink<'_, '_, S> {
    #[inline]
    fn token(self, token: Token<'_>) {
        if !self.slot.put(Input::Token(token)) {
            self.misfit(token.json());
        }
    }

    fn null(self) {
        self.slot.put(Input::Null);
    }

    fn misfit(self, json: Json) {
        self.slot
            .put(Input::Misfit(Box::new(misfit(self.row, json))));
    }
}

struct NestedSink<'a, 'i> {
    slot: &'a mut dyn Slot,
    row: &'i Row,
    nested: Nested,
}

#[derive(PartialEq)]
enum Nested {
    Object,
    Array,
}

impl<'de> Sink<'de> for NestedSink<'_, '_> {
    fn token(self, token: Token<'_>) {
        self.misfit(token.json());
    }

    fn null(self) {
        self.slot.put(Input::Null);
    }

    fn misfit(self, json: Json) {
        self.slot
            .put(Input::Misfit(Box::new(misfit(self.row, json))));
    }

    fn map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        if self.nested == Nested::Object
            && let Some(Begun::Model(model, shape)) = self.slot.begin()
        {
            return members(map, model, shape);
        }
        self.misfit(transcribe(|transcript| transcript.visit_map(map))?);
        Ok(())
    }

    fn seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        if self.nested == Nested::Array
            && let Some(Begun::List(list)) = self.slot.begin()
        {
            return elements(seq, list);
        }
        self.misfit(transcribe(|transcript| transcript.visit_seq(seq))?);
        Ok(())
    }
}

/// An element that is a scalar.
struct TokenElement<'a>(&'a mut dyn ListTarget);

impl<'de> Sink<'de> for TokenElement<'_> {
    fn token(self, token: Token<'_>) {
        if !self.0.push_token(token) {
            self.misfit(token.json());
        }
    }

    fn null(self) {
        self.misfit(Json::null());
    }

    fn misfit(self, json: Json) {
        self.0.push_odd(json);
    }
}

/// An element that is an object (or a list, which no Edm type is, but a `Collection` of a `Collection` can be written).
struct FreshElement<'a>(&'a mut dyn ListTarget);

impl<'de> Sink<'de> for FreshElement<'_> {
    fn token(self, token: Token<'_>) {
        self.misfit(token.json());
    }

    fn null(self) {
        self.misfit(Json::null());
    }

    fn misfit(self, json: Json) {
        self.0.push_odd(json);
    }

    fn map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        if self.0.wants() == Wanted::Model
            && let Some(Begun::Model(model, shape)) = self.0.push_fresh()
        {
            return members(map, model, shape);
        }
        self.misfit(transcribe(|transcript| transcript.visit_map(map))?);
        Ok(())
    }

    fn seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        if self.0.wants() == Wanted::List
            && let Some(Begun::List(list)) = self.0.push_fresh()
        {
            return elements(seq, list);
        }
        self.misfit(transcribe(|transcript| transcript.visit_seq(seq))?);
        Ok(())
    }
}

/// The one visitor: tells a sink what a format holds.
struct Reader<S>(S);

impl<'de, S: Sink<'de>> DeserializeSeed<'de> for Reader<S> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! tokens {
    ($($method:ident($type:ty) $token:ident;)*) => { $(
        #[inline]
        fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            self.0.token(Token::$token(value));
            Ok(())
        }
    )* };
}

macro_rules! misfits {
    ($($method:ident($type:ty);)*) => { $(
        #[cold]
        fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            self.0.misfit(transcribe(|transcript| transcript.$method(value))?);
            Ok(())
        }
    )* };
}

impl<'de, S: Sink<'de>> Visitor<'de> for Reader<S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    tokens! {
        visit_bool(bool) Bool;
        visit_i64(i64) I64;
        visit_f64(f64) F64;
        visit_str(&str) Text;
    }

    misfits! {
        visit_i128(i128);
        visit_u128(u128);
        visit_bytes(&[u8]);
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0
            .token(i64::try_from(value).map_or(Token::U64(value), Token::I64));
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.0.seq(seq)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.map(map)
    }
}
