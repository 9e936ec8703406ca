//! What the client costs a program: two programs that list volume-purchase tokens and sync each, one with the generated crate, one by hand
//! with reqwest and serde, built in release and stripped, each from nothing.
//!
//! `cargo bench -p msgraph-tests --bench size`. It builds all dependencies twice, which takes minutes.

use msgraph_tests::measure::{Goal, report};
use msgraph_tests::workspace;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const OURS: &str = r#"use msgraph::Graph;
use msgraph_runtime::StaticToken;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let graph = Graph::new(StaticToken::new(std::env::var("MSGRAPH_TOKEN")?))?;
    let tokens = graph.device_app_management().vpp_tokens();
    let mut all = tokens.clone().list().items();
    while let Some(token) = all.next().await {
        let token = token?;
        let Some(id) = token.id.ok() else { continue };
        let synced = tokens.clone().id(id).sync_licenses().await?;
        println!("{id}: {:?}", synced.last_sync_status.ok());
    }
    Ok(())
}
"#;

const BY_HAND: &str = r#"use serde::Deserialize;

const BASE: &str = "https://graph.microsoft.com/v1.0/deviceAppManagement/vppTokens";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum SyncStatus {
    None,
    InProgress,
    Completed,
    Failed,
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct VppToken {
    id: String,
    organization_name: Option<String>,
    vpp_token_account_type: Option<String>,
    apple_id: Option<String>,
    expiration_date_time: Option<String>,
    last_sync_date_time: Option<String>,
    token: Option<String>,
    last_modified_date_time: Option<String>,
    state: Option<String>,
    last_sync_status: Option<SyncStatus>,
    automatically_update_apps: Option<bool>,
    country_or_region: Option<String>,
}

#[derive(Deserialize)]
struct Page {
    value: Vec<VppToken>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

#[derive(Deserialize)]
struct One {
    value: VppToken,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bearer = std::env::var("MSGRAPH_TOKEN")?;
    let client = reqwest::Client::new();
    let mut next = Some(BASE.to_owned());
    while let Some(url) = next {
        let answer = client.get(&url).bearer_auth(&bearer).send().await?.error_for_status()?;
        let page: Page = serde_json::from_slice(&answer.bytes().await?)?;
        for token in &page.value {
            let url = format!("{BASE}/{}/syncLicenses", token.id);
            let answer = client.post(&url).bearer_auth(&bearer).send().await?.error_for_status()?;
            let one: One = serde_json::from_slice(&answer.bytes().await?)?;
            println!("{}: {:?}", token.id, one.value.last_sync_status);
        }
        next = page.next_link;
    }
    Ok(())
}
"#;

/// What a build came to.
struct Built {
    bytes: f64,
    seconds: f64,
}

fn main() {
    let (client, runtime) = (workspace().join("generated"), workspace().join("runtime"));
    let tokio = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";
    let ours = format!(
        "msgraph = {{ path = {client:?} }}\nmsgraph-runtime = {{ path = {runtime:?} }}\n{tokio}"
    );
    let by_hand = format!(
        "reqwest = {{ version = \"0.13\", default-features = false, features = [\"rustls\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n{tokio}"
    );
    let hand = build("size-by-hand", &by_hand, BY_HAND);
    let ours = build("size-ours", &ours, OURS);
    for (what, one) in [("with the generated crate", &ours), ("by hand", &hand)] {
        report(
            &format!("program {what}: stripped"),
            one.bytes / 1e6,
            "MB",
            Goal::None,
        );
        report(
            &format!("program {what}: built from nothing"),
            one.seconds,
            "s",
            Goal::None,
        );
    }
    report(
        "size to that by hand",
        ours.bytes / hand.bytes,
        "x",
        Goal::AtMost(1.10),
    );
    report(
        "time to build to that by hand",
        ours.seconds / hand.seconds,
        "x",
        Goal::AtMost(1.15),
    );
}

/// Writes a package and builds it with an empty target folder.
fn build(name: &str, dependencies: &str, source: &str) -> Built {
    let folder = workspace().join("target/packages").join(name);
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n\
         [profile.release]\nstrip = true\n\n[workspace]\n"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/main.rs"), source);
    // The versions that the workspace has: they are there without a network.
    let lock = std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"));
    lock.expect("the workspace's lock");
    let target: PathBuf = folder.join("target");
    if target.exists() {
        std::fs::remove_dir_all(&target).expect("an old run's folder");
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let start = Instant::now();
    let status = Command::new(cargo)
        .args(["build", "--release", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(&folder)
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{name} does not build"
    );
    let seconds = start.elapsed().as_secs_f64();
    let program = target.join("release").join(name);
    let bytes = std::fs::metadata(&program).expect("the program").len() as f64;
    Built { bytes, seconds }
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file in a folder");
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(path, text).expect("a file");
}
