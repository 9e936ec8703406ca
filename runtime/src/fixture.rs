//! A small API for the tests of the client half, as a generated crate would hold it.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "what generated code declares, used or not"
)]

use crate::generated::*;
use crate::vocabulary::*;
use crate::{Additional, Answer, Client, MemoryTransport, StaticToken};

static TYPES: TypeTable =
    TypeTable::new(&[("microsoft.graph.user", "microsoft.graph.directoryObject")]);

pub(crate) struct DirectoryObject {
    pub(crate) id: Field<String>,
    pub(crate) additional: Additional,
}

crate::model! {
    DirectoryObject, "microsoft.graph.directoryObject", TYPES, [];
    inherited {}
    own { 0 id ID: String = "id", read_only; }
    navigation {}
}

pub(crate) struct User {
    pub(crate) id: Field<String>,
    pub(crate) display_name: Field<String>,
    pub(crate) age: Field<i32>,
    pub(crate) tags: Field<Collection<String>>,
    pub(crate) additional: Additional,
}

crate::model! {
    User, "microsoft.graph.user", TYPES, [DirectoryObject];
    inherited { 0 id ID: String = "id", read_only; }
    own {
        1 display_name DISPLAY_NAME: String = "displayName";
        2 age AGE: i32 = "age";
        3 tags TAGS: Collection<String> = "tags";
    }
    navigation { MANAGER: DirectoryObject = "manager"; }
}

/// A type that has a property `value` of its own.
pub(crate) struct Setting {
    pub(crate) value: Field<Json>,
    pub(crate) additional: Additional,
}

crate::model! {
    Setting, "microsoft.graph.setting", TYPES, [];
    inherited {}
    own { 0 value VALUE: Json = "value"; }
    navigation {}
}

/// Parameters of an operation.
#[derive(Clone, Default)]
pub(crate) struct Parameters {
    pub(crate) name: Field<String>,
    pub(crate) since: Field<DateTimeOffset>,
    pub(crate) duration: Field<Duration>,
    pub(crate) color: Field<Color>,
    pub(crate) count: Field<i32>,
    pub(crate) exact: Field<Decimal>,
    pub(crate) id: Field<Guid>,
    pub(crate) ids: Field<Collection<String>>,
    pub(crate) user: Field<Box<User>>,
    pub(crate) additional: Additional,
}

crate::parameters! {
    Parameters;
    name = "name";
    since = "since";
    duration = "duration";
    color = "color";
    count = "count";
    exact = "exact";
    id = "id";
    ids = "ids";
    user = "user";
}

pub(crate) enum Color {
    Red,
    Unrecognized(String),
}

crate::enumeration! { Color, "microsoft.graph.color", Unrecognized; Red = "red", 0; }

pub(crate) struct UserRequestBuilder<R = Owned>(Node<R>);

pub(crate) struct UserCollectionRequestBuilder<R = Owned>(Node<R>);

pub(crate) struct DirectoryObjectRequestBuilder<R = Owned>(Node<R>);

pub(crate) struct DirectoryObjectCollectionRequestBuilder<R = Owned>(Node<R>);

crate::one_builder! { UserRequestBuilder, User; DirectoryObjectRequestBuilder, DirectoryObject; }
crate::many_builder! {
    UserCollectionRequestBuilder, User;
    DirectoryObjectCollectionRequestBuilder, DirectoryObject;
}

impl<R> UserCollectionRequestBuilder<R> {
    pub(crate) fn id(self, id: impl Key) -> UserRequestBuilder<R> {
        UserRequestBuilder::from_node(self.0.key(id))
    }

    pub(crate) fn list(self) -> Request<Page<User>> {
        self.0.list()
    }
}

impl<R> UserRequestBuilder<R> {
    pub(crate) fn get(self) -> Request<User> {
        self.0.get()
    }

    pub(crate) fn manager(self) -> DirectoryObjectRequestBuilder<Referenced> {
        DirectoryObjectRequestBuilder::from_node(self.0.child("manager"))
    }

    pub(crate) fn direct_reports(self) -> DirectoryObjectCollectionRequestBuilder<Referenced> {
        DirectoryObjectCollectionRequestBuilder::from_node(self.0.child("directReports"))
    }
}

impl DirectoryObjectRequestBuilder<Referenced> {
    pub(crate) fn set_ref(self, reference: impl Into<Reference>) -> Request<()> {
        self.0.set_ref(reference)
    }
}

pub(crate) const TOKEN: &str = "s3cr3t-t0ken";

pub(crate) fn client(server: &MemoryTransport) -> Client {
    Client::builder()
        .transport(server.clone())
        .credential(StaticToken::new(TOKEN))
        .build()
        .expect("a client")
}

/// A client over these answers, and the server to look at afterwards.
pub(crate) fn serving(answers: impl IntoIterator<Item = Answer>) -> (Client, MemoryTransport) {
    let server = answers
        .into_iter()
        .fold(MemoryTransport::new(), MemoryTransport::answer);
    (client(&server), server)
}

pub(crate) fn users(client: &Client) -> UserCollectionRequestBuilder {
    UserCollectionRequestBuilder::from_node(client.root("users"))
}
