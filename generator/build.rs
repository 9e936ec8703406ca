//! Tells the generator which build of itself it is, so that output made by another is not taken for
//! current.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    for folder in ["src", "../templates/files"] {
        let folder = Path::new(folder);
        if folder.is_dir() {
            println!("cargo::rerun-if-changed={}", folder.display());
            collect(folder, &mut files)?;
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(&std::fs::read(file)?);
    }
    println!(
        "cargo::rustc-env=MSGRAPH_BINDGEN_BUILD={:016x}",
        hasher.finish()
    );
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
