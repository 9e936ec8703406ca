use super::Field;
use crate::{Collection, Json, Misfit};

fn misfit() -> Field<String> {
    Field::Misfit(Box::new(Misfit::new(
        "name",
        "an Edm.String",
        Json::from_valid("5"),
        super::Secrecy::Open,
    )))
}

#[test]
fn four_states() {
    let mut field = Field::from("a");
    assert_eq!(
        (field.get(), field.ok().map(String::as_str)),
        (Ok(Some(&"a".to_owned())), Some("a"))
    );
    assert_eq!(field.take().as_deref(), Some("a"));
    assert!(field.is_absent() && !field.is_set() && field.take().is_none());
    field.set_null();
    assert!(field.is_null() && field.is_set() && field.get() == Ok(None));
    assert!(field.take().is_none() && field.is_null());
    field.set("b");
    field.get_mut().expect("a value").push('c');
    assert_eq!(field, "bc".into());
    field.clear();
    assert_eq!(field, Field::default());
    let mut odd = misfit();
    assert!(odd.get().is_err() && odd.ok().is_none() && odd.take().is_none() && odd.is_set());
    assert_eq!(
        odd.get().expect_err("a misfit").to_string(),
        "property `name`: expected an Edm.String, found 5"
    );
}

#[test]
fn conversions() {
    assert_eq!(Field::from(Some(1)), Field::Value(1));
    assert_eq!(Field::<i32>::from(None), Field::Absent);
    assert_eq!(Field::<Box<i32>>::from(1), Field::Value(Box::new(1)));
    let list: Field<Collection<String>> = vec!["a".to_owned()].into();
    assert_eq!(list.ok().map(|list| list.len()), Some(1));
}

#[test]
fn a_long_text_is_cut_between_characters() {
    let json = Json::from("é".repeat(500));
    let text = Misfit::new("x", "y", json, super::Secrecy::Open).to_string();
    assert!(text.ends_with("… (1002 bytes)"), "{text}");
}
