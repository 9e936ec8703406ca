//! Models for tests, as generated code writes them.

use crate::generated::*;
use crate::vocabulary::*;

/// `microsoft.graph.managedApp` has no struct: an intermediate base that was not selected.
pub static TYPES: TypeTable = TypeTable::new(&[
    ("microsoft.graph.everything", "microsoft.graph.entity"),
    ("microsoft.graph.iosVppApp", "microsoft.graph.managedApp"),
    ("microsoft.graph.managedApp", "microsoft.graph.mobileApp"),
    ("microsoft.graph.mobileApp", "microsoft.graph.entity"),
    ("microsoft.graph.user", "microsoft.graph.entity"),
]);

pub struct Entity {
    pub id: Field<String>,
    pub additional: Additional,
}

model! {
    Entity, "microsoft.graph.entity", TYPES, [];
    inherited {}
    own { 0 id ID: String = "id"; }
    navigation {}
}

pub struct MobileApp {
    pub id: Field<String>,
    pub publisher: Field<String>,
    pub size: Field<Int64>,
    pub additional: Additional,
}

model! {
    MobileApp, "microsoft.graph.mobileApp", TYPES, [Entity];
    inherited { 0 id ID: String = "id"; }
    own {
        1 publisher PUBLISHER: String = "publisher";
        2 size SIZE: Int64 = "size", read_only;
    }
    navigation {}
}

pub struct IosVppApp {
    pub id: Field<String>,
    pub publisher: Field<String>,
    pub size: Field<Int64>,
    pub apple_id: Field<String>,
    pub token: Field<String>,
    pub licensing: Field<Box<Licensing>>,
    pub kinds: Field<Collection<Licensing>>,
    #[deprecated(note = "gone")]
    pub old: Field<bool>,
    pub additional: Additional,
}

model! {
    IosVppApp, "microsoft.graph.iosVppApp", TYPES, [MobileApp, Entity];
    inherited {
        0 id ID: String = "id";
        1 publisher PUBLISHER: String = "publisher";
        2 size SIZE: Int64 = "size", read_only;
    }
    own {
        3 apple_id APPLE_ID: String = "appleId", create_only;
        4 token TOKEN: String = "token", secret;
        5 licensing LICENSING: Licensing = "licensing";
        6 kinds KINDS: Collection<Licensing> = "kinds";
        7 #[deprecated(note = "gone")] old OLD: bool = "old";
    }
    navigation {
        OWNER: Entity = "owner";
        ASSIGNMENTS: Collection<MobileApp> = "assignments";
    }
}

pub struct Licensing {
    pub device: Field<bool>,
    pub used: Field<i32>,
    pub name: Field<String>,
    pub additional: Additional,
}

model! {
    Licensing, "microsoft.graph.licensing", TYPES, [];
    inherited {}
    own {
        0 device DEVICE: bool = "device";
        1 used USED: i32 = "used", read_only;
        2 name NAME: String = "name";
    }
    navigation {}
}

pub struct Everything {
    pub id: Field<String>,
    pub text: Field<String>,
    pub flag: Field<bool>,
    pub sbyte: Field<i8>,
    pub byte: Field<u8>,
    pub int16: Field<i16>,
    pub int32: Field<i32>,
    pub int64: Field<Int64>,
    pub single: Field<Single>,
    pub double: Field<Double>,
    pub decimal: Field<Decimal>,
    pub guid: Field<Guid>,
    pub at: Field<DateTimeOffset>,
    pub date: Field<Date>,
    pub time: Field<TimeOfDay>,
    pub duration: Field<Duration>,
    pub binary: Field<Binary>,
    pub untyped: Field<Json>,
    pub state: Field<State>,
    pub tips: Field<Tips>,
    pub licensing: Field<Box<Licensing>>,
    pub nested: Field<Box<Everything>>,
    pub texts: Field<Collection<String>>,
    pub decimals: Field<Collection<Decimal>>,
    pub states: Field<Collection<State>>,
    pub numbers: Field<Collection<Int64>>,
    pub licensings: Field<Collection<Licensing>>,
    pub anything: Field<Collection<Json>>,
    pub additional: Additional,
}

model! {
    Everything, "microsoft.graph.everything", TYPES, [Entity];
    inherited { 0 id ID: String = "id"; }
    own {
        1 text TEXT: String = "text";
        2 flag FLAG: bool = "flag";
        3 sbyte SBYTE: i8 = "sbyte";
        4 byte BYTE: u8 = "byte";
        5 int16 INT16: i16 = "int16";
        6 int32 INT32: i32 = "int32";
        7 int64 INT64: Int64 = "int64";
        8 single SINGLE: Single = "single";
        9 double DOUBLE: Double = "double";
        10 decimal DECIMAL: Decimal = "decimal";
        11 guid GUID: Guid = "guid";
        12 at AT: DateTimeOffset = "at";
        13 date DATE: Date = "date";
        14 time TIME: TimeOfDay = "time";
        15 duration DURATION: Duration = "duration";
        16 binary BINARY: Binary = "binary";
        17 untyped UNTYPED: Json = "untyped";
        18 state STATE: State = "state";
        19 tips TIPS: Tips = "tips";
        20 licensing LICENSING: Licensing = "licensing";
        21 nested NESTED: Everything = "nested";
        22 texts TEXTS: Collection<String> = "texts";
        23 decimals DECIMALS: Collection<Decimal> = "decimals";
        24 states STATES: Collection<State> = "states";
        25 numbers NUMBERS: Collection<Int64> = "numbers";
        26 licensings LICENSINGS: Collection<Licensing> = "licensings";
        27 anything ANYTHING: Collection<Json> = "anything";
    }
    navigation {}
}

pub enum State {
    Valid,
    #[deprecated(note = "gone")]
    Expired,
    Unrecognized(String),
}

enumeration! { State, "microsoft.graph.state", Unrecognized; Valid = "valid", 1; Expired = "expired", 2; }

pub enum Nothing {
    Unrecognized(String),
}

enumeration! { Nothing, "microsoft.graph.nothing", Unrecognized; }

flags! {
    /// Tips.
    Tips, "microsoft.graph.tips";
    /// None.
    NONE = "none", 0;
    /// Replies.
    REPLIES = "replies", 1;
    /// Members.
    MEMBERS = "members", 2;
}

/// Decodes JSON.
pub fn read<T: serde::de::DeserializeOwned>(json: &serde_json::Value) -> T {
    serde_json::from_str(&json.to_string()).expect("decodes")
}

/// Encodes to JSON.
pub fn write<T: serde::Serialize>(value: &T) -> serde_json::Value {
    serde_json::from_str(&serde_json::to_string(value).expect("encodes")).expect("is JSON")
}
