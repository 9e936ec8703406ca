use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

fn parses(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

const KINDS: [Kind; 8] = [
    Kind::Module,
    Kind::Type,
    Kind::Field,
    Kind::Constant,
    Kind::Variant,
    Kind::Operation,
    Kind::Accessor,
    Kind::Parameter,
];

#[test]
fn wire_names_become_rust_names() {
    let table: &[(Kind, &str, &str)] = &[
        (Kind::Type, "vppToken", "VppToken"),
        (Kind::Type, "cloudPC", "CloudPc"),
        (Kind::Type, "macOSCompliancePolicy", "MacosCompliancePolicy"),
        (Kind::Type, "iosVppApp", "IosVppApp"),
        (Kind::Type, "oAuth2PermissionGrant", "Oauth2PermissionGrant"),
        (
            Kind::Type,
            "windows10XVpnConfiguration",
            "Windows10XVpnConfiguration",
        ),
        (Kind::Type, "ioTDeviceEvidence", "IotDeviceEvidence"),
        (
            Kind::Field,
            "iOSLobAppProvisioning",
            "ios_lob_app_provisioning",
        ),
        (Kind::Field, "macOS", "macos"),
        (Kind::Field, "cloudPCs", "cloud_pcs"),
        (Kind::Field, "allowedAAGUIDs", "allowed_aaguids"),
        (Kind::Field, "externalIPs", "external_ips"),
        (
            Kind::Field,
            "certificateCRLValidity",
            "certificate_crl_validity",
        ),
        (
            Kind::Field,
            "sharedIPadMaximumUserCount",
            "shared_ipad_maximum_user_count",
        ),
        (Kind::Field, "iCalUId", "ical_uid"),
        (Kind::Field, "eTag", "etag"),
        (Kind::Field, "isOAuthEnabled", "is_oauth_enabled"),
        (Kind::Field, "iPv4Range", "ipv4_range"),
        (Kind::Field, "networkIPv6", "network_ipv6"),
        (
            Kind::Field,
            "sPBlockAnonymousAccess",
            "sp_block_anonymous_access",
        ),
        (Kind::Type, "mDASHAuditRecord", "MdashAuditRecord"),
        (
            Kind::Field,
            "unsupportedOSversionDevices",
            "unsupported_os_version_devices",
        ),
        (Kind::Field, "xNum", "x_num"),
        (Kind::Field, "v10_0", "v10_0"),
        (Kind::Constant, "v10_0", "V10_0"),
        (Kind::Variant, "v10_0", "V10_0"),
        (Kind::Variant, "v3_2_1", "V3_2_1"),
        (Kind::Variant, "tls1_2", "Tls1_2"),
        (Kind::Variant, "sha_256_128", "Sha256_128"),
        (Kind::Accessor, "alerts_v2", "alerts_v2"),
        (Kind::Type, "alerts_v2", "AlertsV2"),
        (Kind::Field, "postal_code", "postal_code"),
        (Kind::Field, "_score", "score"),
        (Kind::Field, "request-id", "request_id"),
        (Kind::Constant, "appleId", "APPLE_ID"),
        (Kind::Operation, "syncLicenses", "sync_licenses"),
        (Kind::Parameter, "ToRecipients", "to_recipients"),
        (Kind::Variant, "24GHz", "N24ghz"),
        // Keywords.
        (Kind::Field, "type", "r#type"),
        (Kind::Constant, "type", "TYPE"),
        (Kind::Field, "self", "self_"),
        (Kind::Field, "Super", "super_"),
        (Kind::Field, "crate", "crate_"),
        (Kind::Variant, "self", "Self_"),
        (Kind::Parameter, "ref", "r#ref"),
        (Kind::Parameter, "in", "r#in"),
        (Kind::Operation, "move", "r#move"),
        (Kind::Operation, "yield", "r#yield"),
        (Kind::Operation, "if", "r#if"),
        (Kind::Module, "match", "match_"),
        // Namespaces.
        (Kind::Module, "microsoft.graph", "graph"),
        (Kind::Module, "microsoft.graph.security", "security"),
        (
            Kind::Module,
            "microsoft.graph.identityGovernance",
            "identity_governance",
        ),
        (
            Kind::Module,
            "microsoft.graph.partners.billing",
            "partners_billing",
        ),
        (Kind::Module, "contoso.crm", "contoso_crm"),
        (Kind::Module, "größe", "gru00f6u00dfe"),
        // Hostile names.
        (Kind::Field, "", "unnamed"),
        (Kind::Field, "-", "u002d"),
        (Kind::Field, "_", "u005f"),
        (Kind::Field, "../../etc/passwd", "etc_passwd"),
        (Kind::Field, "a\"; fn x() {} //\n", "a_fn_x"),
        (Kind::Field, "größe", "größe"),
        (Kind::Field, "a\u{202e}b", "a_u202e_b"),
        (Kind::Field, "e\u{301}", "e_u0301"),
        (Kind::Type, "\u{390}x", "Ι03080301x"),
    ];
    for (kind, wire, rust) in table {
        assert_eq!(kind.rust_name(wire), *rust, "{kind:?} {wire:?}");
        assert!(parses(rust), "{rust}");
    }
}

#[test]
fn long_names_are_cut_and_stay_apart() {
    let one = format!("{}One", "veryLong".repeat(60));
    let two = format!("{}Two", "veryLong".repeat(60));
    for kind in KINDS {
        let (one, two) = (kind.rust_name(&one), kind.rust_name(&two));
        assert_ne!(one, two);
        assert!(one.len() < 120 && parses(&one), "{one}");
        assert_eq!(
            one,
            kind.rust_name(&format!("{}One", "veryLong".repeat(60)))
        );
    }
}

/// The collisions and near-collisions of the published metadata.
#[test]
fn collisions_are_resolved_by_wire_names_alone() {
    let table: &[(Kind, &[&str], &[&str])] = &[
        (
            Kind::Field,
            &["_summary", "summary"],
            &["summary_2", "summary"],
        ),
        (
            Kind::Field,
            &["query_string", "queryString"],
            &["query_string_2", "query_string"],
        ),
        (
            Kind::Variant,
            &["remote_Control_Software", "remoteControlSoftware"],
            &["RemoteControlSoftware2", "RemoteControlSoftware"],
        ),
        (
            Kind::Type,
            &["Dictionary", "dictionary"],
            &["Dictionary2", "Dictionary"],
        ),
        (
            Kind::Field,
            &["supportDeviceLicensing", "supportsDeviceLicensing"],
            &["support_device_licensing", "supports_device_licensing"],
        ),
        (Kind::Field, &["_a", "a", "a_2"], &["a_3", "a", "a_2"]),
        (Kind::Field, &["-type", "type"], &["type_2", "r#type"]),
        (Kind::Variant, &["v1_0", "v10"], &["V1_0", "V10"]),
        (Kind::Variant, &["-v10", "v10"], &["V10_2", "V10"]),
        (Kind::Field, &["same", "same"], &["same", "same_2"]),
    ];
    for (kind, wires, rust) in table {
        let names = Scope::new().allocate_all(*kind, wires);
        assert_eq!(
            names.iter().map(|n| &**n).collect::<Vec<_>>(),
            *rust,
            "{wires:?}"
        );
        if wires[0] != wires[1] {
            let turned: Vec<&str> = wires.iter().rev().copied().collect();
            let mut again = Scope::new().allocate_all(*kind, &turned);
            again.reverse();
            assert_eq!(names, again, "{wires:?}");
        }
    }
}

#[test]
fn reserved_names_get_a_word() {
    let table: &[(Scope, Kind, &[&str], &[&str])] = &[
        (
            Scope::of_types(),
            Kind::Type,
            &[
                "string",
                "request",
                "stringType",
                "json",
                "Self",
                "entity",
                "option",
                "tYPES",
            ],
            &[
                "StringType2",
                "RequestType",
                "StringType",
                "JsonType",
                "Self_",
                "Entity",
                "OptionType",
                "Types",
            ],
        ),
        (
            Scope::of_fields(),
            Kind::Field,
            &["additional", "additionalData", "additional_property"],
            &[
                "additional_property_2",
                "additional_data",
                "additional_property",
            ],
        ),
        (
            Scope::of_variants(),
            Kind::Variant,
            &["unrecognized", "unknownFutureValue"],
            &["UnrecognizedMember", "UnknownFutureValue"],
        ),
        (
            Scope::with_reserved(&["count", "create", "delete", "filter", "list", "search"]),
            Kind::Operation,
            &["count", "search", "create", "delete", "send"],
            &[
                "count_operation",
                "search_operation",
                "create_operation",
                "delete_operation",
                "send",
            ],
        ),
        (
            Scope::of_modules(),
            Kind::Module,
            &["microsoft.graph.std", "con"],
            &["std_module", "con_module"],
        ),
    ];
    for (scope, kind, wires, rust) in table {
        let names = scope.clone().allocate_all(*kind, wires);
        assert_eq!(names.iter().map(|n| &**n).collect::<Vec<_>>(), *rust);
    }
}

#[test]
fn tables_are_sorted_and_reach_what_they_name() {
    for table in [
        RESERVED_TYPES,
        RESERVED_FIELDS,
        RESERVED_MODULES,
        RESERVED_VARIANTS,
    ] {
        assert!(table.is_sorted_by(|a, b| a < b));
    }
    assert!(is_identifier("r#type") && is_identifier("größe") && is_identifier("_2"));
    for bad in [
        "type", "r#self", "r#plain", "self", "_", "", "2a", "a b", "a-b", "e\u{301}",
    ] {
        assert!(!is_identifier(bad), "{bad}");
    }
}

#[test]
fn a_derived_scope_goes_on_from_its_base() {
    let mut base = Scope::of_fields();
    base.allocate_all(Kind::Field, &["id", "type"]);
    let mut derived = base.clone();
    assert_eq!(&*derived.allocate(Kind::Field, "_id"), "id_2");
    assert_eq!(&*derived.allocate(Kind::Field, "Type"), "type_2");
    assert!(!derived.claim("type") && !derived.claim("r#type") && derived.claim("name"));
}

#[test]
fn a_held_name_is_for_the_item_that_is_pinned_to_it() {
    let lock = NamesLock::parse("operation\tg.t/type action\tr#type\n").unwrap();
    let mut pins = Pins::new(lock);
    let mut scope = Scope::new();
    scope.hold(&["r#type".into(), "free".into()]);
    assert!(!scope.claim("free") && !scope.is_free("type"));
    assert_eq!(&*scope.allocate(Kind::Accessor, "type"), "type_2");
    let wanted = Wanted {
        path: "g.t/type action",
        wire: "type",
    };
    let name = pins.assign_one(&mut scope, Kind::Operation, wanted);
    assert_eq!((&*name, pins.invalid().count()), ("r#type", 0));
    // What is held next takes the place of what was held.
    scope.hold(&[]);
    assert!(scope.claim("free"));
}

#[test]
fn pinned_names_come_first() {
    let lock = NamesLock::parse(
        "# header\nfield\tg.t/_summary\tsummary\nfield\tg.t/bad\t9lives\nfield\tg.t/gone\tgone\n\
         field\tg.t/more\tadditional\nfield\tg.t/twice\tsummary\n",
    )
    .unwrap();
    let wires = ["summary", "_summary", "bad", "more", "twice"];
    let paths = wires.map(|wire| format!("g.t/{wire}"));
    let wanted: Vec<Wanted<'_>> = wires
        .iter()
        .zip(&paths)
        .map(|(wire, path)| Wanted { path, wire })
        .collect();
    let mut pins = Pins::new(lock);
    let names = pins.assign(&mut Scope::of_fields(), Kind::Field, &wanted);
    let names: Vec<&str> = names.iter().map(|n| &**n).collect();
    assert_eq!(names, ["summary_2", "summary", "bad", "more", "twice"]);
    let faults: Vec<PinFault> = pins.invalid().map(|one| one.fault).collect();
    assert_eq!(
        faults,
        [
            PinFault::NotAnIdentifier,
            PinFault::Reserved,
            PinFault::Taken
        ]
    );
    let now: Vec<_> = pins.invalid().map(|one| (one.name, one.now)).collect();
    assert_eq!(
        (&*now[1].0, &*now[1].1, &*now[2].0, &*now[2].1),
        ("additional", "more", "summary", "twice")
    );
    assert_eq!(
        pins.unused().map(|one| one.path).collect::<Vec<_>>(),
        ["g.t/gone"]
    );
    let lock = pins.into_lock();
    assert_eq!(lock.len(), 6);
    assert_eq!(
        lock.get(Kind::Field, "g.t/summary").map(|n| &**n),
        Some("summary_2")
    );

    // A second run with that lock changes nothing, even where the order and the set have changed.
    let mut again = Pins::new(lock.clone());
    let mut scope = Scope::of_fields();
    again.assign(
        &mut scope,
        Kind::Field,
        &[Wanted {
            path: "g.t/new",
            wire: "Summary",
        }],
    );
    again.assign(&mut Scope::of_fields(), Kind::Field, &wanted[..2]);
    assert_eq!(
        again.names().get(Kind::Field, "g.t/summary").map(|n| &**n),
        Some("summary_2")
    );
    assert_eq!(again.invalid().count(), 0);
}

#[test]
fn a_lock_that_cannot_be_read_says_where() {
    for (text, line) in [
        ("field\ta\tb\nfield\ta", 2),
        ("# x\n\nnonsense\ta\tb\n", 3),
        ("field\ta\tb\nfield\ta\tc\n", 2),
        ("field\ta\\q\tb\n", 1),
        ("field\ta\\u{d800}\tb\n", 1),
        ("<<<<<<< HEAD\n", 1),
    ] {
        assert_eq!(NamesLock::parse(text).unwrap_err().line, line, "{text}");
    }
    assert!(
        NamesLock::parse("field\ta\tb\r\n")
            .unwrap()
            .get(Kind::Field, "a")
            .is_some()
    );
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z0-9_.-]{0,12}",
        "[aA_1-]{0,6}",
        "\\PC{0,20}",
        prop::sample::select(vec![
            "type",
            "Self",
            "self",
            "additional",
            "string",
            "ΐ",
            "İ"
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn any_text_gives_an_identifier(wire in any_name()) {
        for kind in KINDS {
            let name = kind.rust_name(&wire);
            prop_assert!(parses(&name), "{kind:?} {wire:?} {name:?}");
            prop_assert!(is_identifier(&name), "{kind:?} {wire:?} {name:?}");
            prop_assert!(name.len() < 130);
            prop_assert!(kind != Kind::Module || (name.is_ascii() && !name.starts_with("r#")));
        }
    }

    #[test]
    fn scopes_never_give_a_name_twice(wires in prop::collection::vec(any_name(), 0..20)) {
        let wires: Vec<&str> = wires.iter().map(String::as_str).collect();
        for kind in KINDS {
            let mut scope = Scope::of_types();
            scope.reserve("a");
            let mut names = scope.allocate_all(kind, &wires);
            names.extend(wires.iter().map(|wire| scope.allocate(kind, wire)));
            let bare: HashSet<&str> =
                names.iter().map(|n| n.strip_prefix("r#").unwrap_or(n)).collect();
            prop_assert_eq!(bare.len(), 2 * wires.len());
            for name in &names {
                prop_assert!(parses(name), "{}", name);
                prop_assert!(!scope.is_reserved(name));
            }
        }
    }

    #[test]
    fn order_does_not_show(wires in prop::collection::btree_set("[aA_1b]{0,4}", 0..12)) {
        let forward: Vec<&str> = wires.iter().map(String::as_str).collect();
        let backward: Vec<&str> = wires.iter().rev().map(String::as_str).collect();
        let mut names = Scope::new().allocate_all(Kind::Type, &backward);
        names.reverse();
        prop_assert_eq!(Scope::new().allocate_all(Kind::Type, &forward), names);
    }

    #[test]
    fn a_lock_reads_back(entries in prop::collection::vec((any::<String>(), any_name()), 0..12)) {
        let mut lock = NamesLock::new();
        for (index, (path, name)) in entries.iter().enumerate() {
            lock.insert(KINDS[index % KINDS.len()], path, name);
        }
        let text = lock.to_string();
        prop_assert_eq!(text.lines().count(), lock.len() + 2);
        prop_assert_eq!(NamesLock::parse(&text), Ok(lock));
    }
}
