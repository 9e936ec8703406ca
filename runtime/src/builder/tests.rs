use serde_json::json;

use crate::fixture::{DirectoryObject, User, serving, users};
use crate::generated::*;
use crate::{Answer, Version};

#[test]
fn a_cast_finds_the_builder_of_one_and_of_many() {
    let (client, _) = serving([]);
    let one = users(&client).id("1").manager().cast::<User>().get();
    assert_eq!(one.path(), "/users/1/manager/microsoft.graph.user");
    let many = users(&client)
        .id("1")
        .direct_reports()
        .cast::<User>()
        .list();
    assert_eq!(many.path(), "/users/1/directReports/microsoft.graph.user");
    let request: Request<User> = users(&client).id("1").manager().get_as();
    assert_eq!(request.path(), "/users/1/manager/microsoft.graph.user");
    let request: Request<Page<User>> = users(&client).id("1").direct_reports().list_as();
    assert_eq!(
        request.route(),
        "/users/{}/directReports/microsoft.graph.user"
    );
}

#[test]
fn a_narrow_place_keeps_its_builder() {
    let (client, _) = serving([]);
    let one = users(&client).id("1").manager().narrow::<User>();
    let request: Request<DirectoryObject> = one.into_node().get();
    assert_eq!(request.path(), "/users/1/manager/microsoft.graph.user");
}

/// However it was reached: what is written is the property, not the entity.
#[test]
fn the_values_of_a_property_are_counted_and_one_is_added() {
    let (client, _) = serving([]);
    let tags = || {
        let manager = users(&client).id("1").manager().cast::<User>();
        manager.property(User::TAGS)
    };
    let count = tags().count();
    assert_eq!(
        (count.method().as_str(), count.path()),
        ("GET", "/users/1/manager/microsoft.graph.user/tags/$count")
    );
    let added = tags().insert("new".to_owned());
    assert_eq!(added.method().as_str(), "POST");
    assert_eq!(&added.body().unwrap()[..], br#"{"value":"new"}"#);
}

#[tokio::test]
async fn a_property_is_a_place() {
    let (client, server) = serving([
        Answer::json(200, r#"{"@odata.context": "c", "value": "Ann"}"#),
        Answer::empty(204),
        Answer::empty(204),
        Answer::empty(204),
        Answer::json(200, r#"{"value": ["a", null]}"#),
        Answer::text(200, "Ann"),
    ]);
    let place = || users(&client).id("1").property(User::DISPLAY_NAME);
    assert_eq!(place().get().await.unwrap(), "Ann");
    assert_eq!(place().get().optional().await.unwrap(), None);
    place().put("Bea".to_owned()).await.unwrap();
    place().delete().await.unwrap();
    let tags = users(&client)
        .id("1")
        .property(User::TAGS)
        .get()
        .await
        .unwrap();
    assert_eq!((tags.iter().len(), tags.odd().len()), (1, 1));
    assert_eq!(&place().get_raw().await.unwrap()[..], b"Ann");

    let seen = server.requests();
    assert!(seen[0].url().ends_with("/users/1/displayName"));
    assert_eq!(
        (seen[2].method().as_str(), seen[2].json()),
        ("PUT", json!({"value": "Bea"}))
    );
    assert_eq!(seen[3].method().as_str(), "DELETE");
    assert!(seen[5].url().ends_with("/users/1/displayName/$value"));
}

#[test]
fn a_property_of_the_base_type_fits_too() {
    let (client, _) = serving([]);
    assert_eq!(
        users(&client).id("1").property(DirectoryObject::ID).path(),
        "/users/1/id"
    );
}

#[tokio::test]
async fn a_stream_is_read_and_written() {
    let (client, server) = serving([
        Answer::empty(200).body("photo"),
        Answer::json(200, r#"{"id": "1"}"#),
    ]);
    let stream = || users(&client).id("1").into_node().media();
    assert_eq!(&stream().get().await.unwrap()[..], b"photo");
    let changed = stream()
        .put("new", "image/jpeg")
        .returning::<User>()
        .await
        .unwrap();
    assert_eq!(changed.id.ok().map(String::as_str), Some("1"));
    let seen = server.requests();
    assert!(seen[0].url().ends_with("/users/1/$value"));
    assert_eq!(
        (&seen[1].body()[..], seen[1].header("content-type")),
        (&b"new"[..], Some("image/jpeg"))
    );
}

/// Builders of another version, of the same models.
mod further {
    use super::*;
    use crate::vocabulary::*;

    pub(super) struct Root;
    pub(super) struct UserBuilder<R = Owned>(pub(super) Node<R>);
    pub(super) struct ObjectBuilder<R = Owned>(pub(super) Node<R>);

    one_builder! { in Root; UserBuilder, User; ObjectBuilder, DirectoryObject; }
}

#[test]
fn a_cast_stays_in_its_version() {
    let (client, _) = serving([]);
    let client = client.of_version(Version::Beta, None);
    let object: Node<Owned> = client.root("directoryObjects").key("1");
    let user = further::ObjectBuilder(object.clone()).cast::<User>();
    assert_eq!(user.path(), "/directoryObjects/1/microsoft.graph.user");
    let _: further::UserBuilder = user;
    let _: crate::fixture::UserRequestBuilder =
        crate::fixture::DirectoryObjectRequestBuilder::from_node(object).cast::<User>();
}
