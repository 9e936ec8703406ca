//! Pages that Microsoft published. They are not part of the repository.

use super::*;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A folder of the corpus as files, if it is there.
fn pages(name: &str) -> Option<Vec<(String, String)>> {
    let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let folder = folder.join("docs").join(name).join("v1.0");
    let mut files = Vec::new();
    for part in ["api", "resources"] {
        let entries = match std::fs::read_dir(folder.join(part)) {
            Ok(entries) => entries,
            Err(error) => {
                eprintln!("SKIPPED: {}: {error}; set MSGRAPH_CORPUS", folder.display());
                return None;
            }
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("the corpus is UTF-8");
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    Some(files)
}

#[test]
fn figures() {
    for name in ["en-2021", "de-2018"] {
        let Some(files) = pages(name) else { return };
        let started = Instant::now();
        let pages: Vec<_> = files
            .iter()
            .map(|(path, text)| read(SourceId(0), path, text))
            .collect();
        eprintln!("{name}: {} pages in {:?}", pages.len(), started.elapsed());
        let mut kinds = std::collections::BTreeMap::<_, usize>::new();
        let (mut by_heading, mut by_shape) = (0, 0);
        let mut requests = 0;
        let mut json = 0;
        let mut request_json = 0;
        let mut other = 0;
        let mut unread = 0;
        let mut wrapped = 0;
        let mut repaired = 0;
        let mut strict = 0;
        let mut defects = std::collections::BTreeMap::<_, usize>::new();
        for (page, (path, text)) in pages.iter().zip(&files) {
            let kind = match &page.body {
                Body::Operation(_) => "operation",
                Body::Resource(_) => "resource",
                Body::Enumerations(_) => "enum",
                Body::Other => "other",
            };
            *kinds.entry((page.folder, kind)).or_default() += 1;
            if page.folder == Folder::Api && kind != "operation" {
                eprintln!("KIND {path} {kind}");
            }
            if page.folder == Folder::Resources && kind == "operation" {
                eprintln!("KIND {path} {kind}");
            }
            for defect in &page.defects {
                *defects.entry(defect.kind).or_default() += 1;
                let at = &text[defect.span.start as usize..defect.span.end as usize];
                eprintln!("DEFECT {} {path} {} {:.120?}", defect.kind, defect.message, at);
            }
            if let Body::Operation(op) = &page.body {
                match op.templates_by {
                    TemplatesBy::Heading => by_heading += op.templates.len(),
                    TemplatesBy::Shape => {
                        by_shape += op.templates.len();
                        eprintln!("SHAPE {path} {}", op.templates.len());
                    }
                }
                match &op.permissions {
                    None => eprintln!("NOPERM {path}"),
                    Some(table) => {
                        let mut contexts: Vec<_> = table.rows.iter().map(|row| row.context).collect();
                        contexts.dedup();
                        if table.rows.iter().any(|row| row.context == PermissionContext::Unstated) || contexts.len() < 3 {
                            eprintln!("PERM {path} {contexts:?}");
                        }
                    }
                }
                if op.statuses.is_empty() { eprintln!("NOSTATUS {path}"); }
                let before = unread;
                for example in &op.examples {
                    requests += usize::from(example.request.is_some());
                    if let Some(request) = &example.request {
                        match &request.content {
                            Some(Content::Json(block)) => { request_json += 1; if block.repairs.is_empty() { strict += 1 } }
                            Some(Content::Other(text)) => { other += 1; eprintln!("OTHERREQ {path} {:.60?}", text.text) }
                            None => {}
                        }
                    }
                    if let Some(response) = &example.response {
                        match &response.content {
                            Some(Content::Json(block)) => {
                                json += 1;
                                repaired += usize::from(!block.repairs.is_empty());
                                if let json::Value::Object(members) = &block.value.value {
                                    let mut plain = members.iter().filter(|m| !m.name.contains('@'));
                                    if let (Some(one), None) = (plain.next(), plain.next())
                                        && one.name == "value" && matches!(one.value.value, json::Value::Object(_)) {
                                        wrapped += 1;
                                        eprintln!("WRAPPED {path}");
                                    }
                                }
                            }
                            Some(Content::Other(text)) => { unread += 1; eprintln!("OTHERRESP {path} {:.60?}", text.text) }
                            None => {}
                        }
                    }
                }
                let _ = before;
            }
        }
        eprintln!("{name} kinds {kinds:?}\n templates {by_heading} + {by_shape}; example requests {requests}; request json {request_json} (strict {strict}) other {other}; response json {json} repaired {repaired} other {unread}; wrapped {wrapped}\n {defects:?}");
    }
}
