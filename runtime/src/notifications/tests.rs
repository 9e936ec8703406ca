//! Notifications that are made here: with keys of the tests' own, which nothing else uses.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aes::Aes256;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use rsa::PrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::Sha256;

use super::*;
use crate::values::Binary;

const PEM: &str = include_str!("tests/key.pem");
const KEY: &[u8; 32] = b"a key of two and thirty bytes :)";
const APP: &str = "24d3b144-21ae-4080-943f-7067b395b913";
const TENANT: &str = "84bd8158-6d4d-4958-8b9f-9d6445542f95";
const NOW: u64 = 1_793_534_400;

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW)
}

fn private() -> PrivateKey {
    PrivateKey::from_pkcs8_pem(PEM).unwrap()
}

fn base64(bytes: &[u8]) -> String {
    Binary::from_bytes(bytes).to_string()
}

fn base64_url(bytes: &[u8]) -> String {
    base64(bytes)
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

/// Content as Graph encrypts it.
fn encrypted(content: &Value) -> Value {
    let cipher = cbc::Encryptor::<Aes256>::new_from_slices(KEY, &KEY[..16]).unwrap();
    let data = cipher.encrypt_padded_vec::<Pkcs7>(content.to_string().as_bytes());
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY).unwrap();
    mac.update(&data);
    let key = private().to_public_key().oaep_encrypt::<Sha1>(KEY).unwrap();
    json!({
        "data": base64(&data),
        "dataSignature": base64(&mac.finalize().into_bytes()),
        "dataKey": base64(&key),
        "encryptionCertificateId": "garden-2026",
        "encryptionCertificateThumbprint": "6A",
    })
}

fn notification(more: &Value) -> Value {
    let mut one = json!({
        "id": "lsgTZMr9KwAAA",
        "subscriptionId": "7f105c7d-2dc5-4530-97cd-4e7ae6534c07",
        "subscriptionExpirationDateTime": "2026-11-05T18:23:45.9356913Z",
        "clientState": "peas and beans",
        "changeType": "created",
        "resource": "Users/87d349ed/Messages/AAMk",
        "tenantId": TENANT,
        "resourceData": {"@odata.type": "#Microsoft.Graph.Message", "id": "AAMk"},
    });
    let members = more.as_object().cloned().unwrap_or_default();
    one.as_object_mut().unwrap().extend(members);
    one
}

fn body(notifications: &[Value], tokens: &[String]) -> Vec<u8> {
    let body = json!({"value": notifications, "validationTokens": tokens});
    body.to_string().into_bytes()
}

fn claims() -> Value {
    json!({
        "aud": APP,
        "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
        "nbf": NOW - 60,
        "exp": NOW + 3600,
        "azp": "0bf30f3b-4a52-48df-9a82-234910c4a086",
        "tid": TENANT,
        "ver": "2.0",
    })
}

fn token_with(head: &Value, claims: &Value) -> String {
    let part = |value: &Value| base64_url(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(head), part(claims));
    let signature = private()
        .pkcs1v15_sign::<Sha256>(signed.as_bytes())
        .unwrap();
    format!("{signed}.{}", base64_url(&signature))
}

fn token(claims: &Value) -> String {
    token_with(&json!({"typ": "JWT", "alg": "RS256", "kid": "k1"}), claims)
}

fn keys() -> SigningKeys {
    let public = private().to_public_key();
    let (n, e) = (public.n_bytes(), public.e_bytes());
    let set = json!({"keys": [
        {"kty": "EC", "kid": "k0", "crv": "P-256"},
        {"kty": "RSA", "use": "sig", "kid": "k1", "n": base64_url(&n), "e": base64_url(&e), "x5c": []},
    ]});
    SigningKeys::from_json(&set.to_string()).unwrap()
}

fn check() -> TokenCheck {
    TokenCheck::new(APP, keys()).tenant(TENANT)
}

fn receiver() -> Receiver {
    Receiver::new()
        .client_state("the one before")
        .client_state("peas and beans")
        .key("garden-2026", DecryptionKey::from_pem(PEM).unwrap())
        .tokens(check())
}

#[test]
fn validation_gives_the_token_back() {
    let reply = |query| validation_reply(query);
    assert_eq!(
        reply("a=b&validationToken=%C3%A9%2B+%25&c").as_deref(),
        Some("é+ %")
    );
    assert_eq!(reply("validationtoken=x"), None);
    assert_eq!(reply(""), None);
    // What is no text, or badly encoded, is nothing to echo.
    assert_eq!(reply("validationToken=%FF"), None);
    assert_eq!(reply("validationToken=%4"), None);
    assert_eq!(reply("validationToken=%+1"), None);
}

#[tokio::test]
async fn a_change_is_read() {
    let body = body(&[notification(&json!({}))], &[]);
    let all = receiver().receive_at(&body, now()).await.unwrap();
    let [one] = all.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(one.happening, Happening::Created);
    assert_eq!(one.id.as_deref(), Some("lsgTZMr9KwAAA"));
    assert_eq!(one.tenant_id.as_deref(), Some(TENANT));
    let expires = one.subscription_expires.as_ref().unwrap().to_string();
    assert_eq!(expires, "2026-11-05T18:23:45.9356913Z");
    assert_eq!(one.resource_data.as_ref().unwrap().to_value()["id"], "AAMk");
    assert!(one.content.is_none() && one.content_as::<Value>().unwrap().is_none());
    assert!(
        !format!("{one:?} {:?}", receiver()).contains("peas"),
        "Debug shows the state"
    );
    assert_eq!(one.raw().to_value()["clientState"], "peas and beans");
}

#[tokio::test]
async fn lifecycle_events_are_told_apart() {
    let events = [
        (
            "reauthorizationRequired",
            Happening::ReauthorizationRequired,
        ),
        ("subscriptionRemoved", Happening::SubscriptionRemoved),
        ("missed", Happening::Missed),
        ("newer", Happening::Other("newer".to_owned())),
    ];
    for (name, happening) in events {
        let event = json!({"lifecycleEvent": name, "changeType": null, "resourceData": null});
        let body = body(&[notification(&event)], &[]);
        let all = receiver().receive_at(&body, now()).await.unwrap();
        assert_eq!(all[0].happening, happening);
        assert_eq!(all[0].happening.is_lifecycle(), name != "newer");
    }
}

#[tokio::test]
async fn another_client_state_refuses_all() {
    for state in [
        json!("peas and bean"),
        json!("peas and beans!"),
        json!(""),
        Value::Null,
    ] {
        let bad = notification(&json!({"clientState": state}));
        let body = body(&[notification(&json!({})), bad], &[]);
        let error = receiver().receive_at(&body, now()).await.unwrap_err();
        assert!(matches!(error, NotificationError::ClientState), "{error}");
    }
}

#[tokio::test]
async fn what_is_no_collection_is_malformed() {
    for body in [
        "",
        "[]",
        "{}",
        r#"{"value": [3]}"#,
        r#"{"value": [{"clientState": 3}]}"#,
        "\u{0}",
    ] {
        let error = receiver()
            .receive_at(body.as_bytes(), now())
            .await
            .unwrap_err();
        assert!(
            matches!(error, NotificationError::Malformed(_)),
            "{body}: {error}"
        );
    }
}

#[tokio::test]
async fn content_is_decrypted() {
    let content = json!({"@odata.type": "#microsoft.graph.message", "subject": "Frost tonight"});
    let one = notification(&json!({"encryptedContent": encrypted(&content)}));
    let body = body(&[one], &[token(&claims())]);
    let all = receiver().receive_at(&body, now()).await.unwrap();
    assert_eq!(all[0].content_as::<Value>().unwrap().unwrap(), content);
}

#[tokio::test]
async fn tampering_with_content_is_found() {
    let whole = encrypted(&json!({"subject": "Frost tonight"}));
    for name in ["data", "dataSignature", "dataKey"] {
        let bytes = whole[name]
            .as_str()
            .unwrap()
            .parse::<Binary>()
            .unwrap()
            .to_bytes();
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let mut content = whole.clone();
            content[name] = base64(&changed).into();
            let one = notification(&json!({"encryptedContent": content}));
            let body = body(&[one], &[token(&claims())]);
            let error = receiver().receive_at(&body, now()).await.unwrap_err();
            assert!(
                matches!(error, NotificationError::Content),
                "{name}[{at}]: {error}"
            );
        }
        let mut content = whole.clone();
        content[name] = "no base64".into();
        let one = notification(&json!({"encryptedContent": content}));
        let body = body(&[one], &[token(&claims())]);
        let error = receiver().receive_at(&body, now()).await.unwrap_err();
        assert!(
            matches!(error, NotificationError::Content),
            "{name}: {error}"
        );
    }
    let mut content = whole;
    content["encryptionCertificateId"] = "another".into();
    let one = notification(&json!({"encryptedContent": content}));
    let error = receiver()
        .receive_at(&body(&[one], &[token(&claims())]), now())
        .await;
    assert!(matches!(error, Err(NotificationError::UnknownCertificate(id)) if id == "another"));
}

#[tokio::test]
async fn content_needs_a_token_of_its_tenant() {
    let one = notification(&json!({"encryptedContent": encrypted(&json!({}))}));
    let error = receiver()
        .receive_at(&body(std::slice::from_ref(&one), &[]), now())
        .await;
    assert!(
        matches!(error, Err(NotificationError::Token(_))),
        "{error:?}"
    );
    let other =
        notification(&json!({"tenantId": "another", "encryptedContent": encrypted(&json!({}))}));
    let error = receiver()
        .receive_at(&body(&[one, other], &[token(&claims())]), now())
        .await;
    assert!(
        matches!(error, Err(NotificationError::Token(_))),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_token_is_taken_in_both_versions() {
    assert_eq!(
        check().check(&token(&claims()), now()).await.unwrap(),
        TENANT
    );
    let mut first = claims();
    first["iss"] = format!("https://sts.windows.net/{TENANT}/").into();
    first["appid"] = first["azp"].take();
    first.as_object_mut().unwrap().remove("azp");
    assert_eq!(check().check(&token(&first), now()).await.unwrap(), TENANT);
}

#[tokio::test]
async fn every_wrong_claim_is_refused() {
    let evil = "https://login.microsoftonline.com.evil.example/x/v2.0";
    let other = "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0";
    let wrong: &[(&str, Value, &str)] = &[
        ("aud", json!("another"), "another application"),
        ("iss", json!(evil), "issuer"),
        ("iss", json!(other), "issuer"),
        (
            "iss",
            json!("https://login.microsoftonline.com//v2.0"),
            "issuer",
        ),
        ("tid", json!(""), "issuer"),
        (
            "azp",
            json!("24d3b144-21ae-4080-943f-7067b395b913"),
            "publisher",
        ),
        ("azp", Value::Null, "publisher"),
        ("exp", json!(NOW - 301), "expired"),
        ("nbf", json!(NOW + 301), "not valid yet"),
        ("exp", json!("soon"), "cannot be read"),
    ];
    for (name, value, reason) in wrong {
        let mut claims = claims();
        claims[*name] = value.clone();
        let error = check().check(&token(&claims), now()).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{name}: {error}");
    }
    let elsewhere = TokenCheck::new(APP, keys()).tenant("another");
    let error = elsewhere.check(&token(&claims()), now()).await.unwrap_err();
    assert!(error.to_string().contains("tenant"), "{error}");
    // The clocks may differ by five minutes.
    let mut late = claims();
    late["exp"] = (NOW - 299).into();
    assert!(check().check(&token(&late), now()).await.is_ok());
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let good = token(&claims());
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let (head, _) = signed.split_once('.').unwrap();
    let mut more = claims();
    more["tid"] = "another".into();
    let other = base64_url(more.to_string().as_bytes());
    let none = base64_url(br#"{"alg":"none","kid":"k1"}"#);
    let forged = [
        format!("{head}.{other}.{signature}"),
        format!("{none}.{}.", base64_url(claims().to_string().as_bytes())),
        format!("{signed}."),
        format!("{signed}.{signature}.x"),
        signed.to_owned(),
        String::new(),
        "a.b.c".to_owned(),
        "x".repeat(1 << 20),
        token_with(&json!({"alg": "HS256", "kid": "k1"}), &claims()),
        token_with(&json!({"alg": "RS256", "kid": "k2"}), &claims()),
        token_with(&json!({"alg": "RS256"}), &claims()),
        token_with(
            &json!({"alg": "RS256", "kid": "k1", "crit": ["b64"], "b64": false}),
            &claims(),
        ),
    ];
    for token in forged {
        let error = check().check(&token, now()).await.unwrap_err();
        assert!(
            matches!(error, NotificationError::Token(_)),
            "{token}: {error}"
        );
    }
}

#[tokio::test]
async fn a_source_of_keys_may_fail() {
    struct Down;
    impl KeySource for Down {
        fn key<'a>(
            &'a self,
            _: &'a str,
        ) -> crate::BoxFuture<'a, Result<Option<SigningKey>, crate::Error>> {
            Box::pin(async { Err(crate::Error::transport("no route")) })
        }
    }
    let check = TokenCheck::new(APP, Down);
    let error = check.check(&token(&claims()), now()).await.unwrap_err();
    assert!(matches!(error, NotificationError::Keys(_)));
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn bad_keys_are_refused() {
    assert!(DecryptionKey::from_pem("").is_err());
    assert!(DecryptionKey::from_pkcs8_der(&[0x30, 0x82]).is_err());
    assert!(SigningKeys::from_json("[]").is_err());
    // Short, even, huge, or no number at all.
    let long = base64_url(&[0xff; 4096]);
    for (n, e) in [("AQAB", "AQAB"), (&*long, "AQAB"), ("!", "AQAB"), ("", "")] {
        assert!(SigningKey::from_components(n, e).is_err(), "{n}");
    }
    let shown = format!("{:?}", DecryptionKey::from_pem(PEM).unwrap());
    assert_eq!(shown, "DecryptionKey([redacted])");
}
