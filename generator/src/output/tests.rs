use super::*;
use proptest::prelude::*;
use std::fs;

/// A folder of its own for each test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("msgraph-bindgen-output-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Everything in it, by relative path.
    fn contents(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path
                    .strip_prefix(&self.0)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                if path.is_dir() {
                    found.insert(format!("{name}/"), String::new());
                    folders.push(path);
                } else {
                    found.insert(name, fs::read_to_string(path).unwrap());
                }
            }
        }
        found
    }

    fn paths(&self) -> Vec<String> {
        self.contents().into_keys().collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn set(files: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::new();
    for (path, text) in files {
        set.insert(*path, *text).unwrap();
    }
    set
}

fn inputs(text: &str) -> Digest {
    Digester::new().add("settings", text.as_bytes()).finish()
}

#[test]
fn paths_stay_below_and_apart() {
    for (path, fault) in [
        ("", PathFault::NotBelow),
        ("/etc/passwd", PathFault::NotBelow),
        ("../a", PathFault::NotBelow),
        ("a/../../b", PathFault::NotBelow),
        ("a//b", PathFault::NotBelow),
        ("./a", PathFault::NotBelow),
        ("a/", PathFault::NotBelow),
        ("C:/a", PathFault::NotPortable),
        ("..\\a", PathFault::NotPortable),
        ("a\nb", PathFault::NotPortable),
        ("a.", PathFault::NotPortable),
        (STAMP, PathFault::Stamp),
        ("src/lib.rs", PathFault::Taken),
        ("SRC/Lib.rs", PathFault::Taken),
        ("src", PathFault::FileAndFolder),
        ("src/lib.rs/x", PathFault::FileAndFolder),
    ] {
        let mut set = set(&[("src/lib.rs", "")]);
        let error = set.insert(path, "").unwrap_err();
        assert_eq!(error.fault, fault, "{path}");
        assert_eq!(set.len(), 1);
    }
    set(&[
        ("src/a.rs", ""),
        ("src-b", ""),
        ("src.rs", ""),
        ("größe/a b.rs", ""),
    ]);
}

#[test]
fn only_what_differs_is_written() {
    let folder = Folder::new("differs");
    let files = set(&[
        ("Cargo.toml", "[package]"),
        ("src/lib.rs", "one"),
        ("src/a/b.rs", "b"),
    ]);
    let report = files.write(&folder.0, inputs("1")).unwrap();
    assert_eq!(report.written, ["Cargo.toml", "src/a/b.rs", "src/lib.rs"]);
    assert!(
        Stamp::is_current(&folder.0, inputs("1")) && !Stamp::is_current(&folder.0, inputs("2"))
    );
    assert_eq!(files.check(&folder.0, inputs("1")).unwrap(), []);

    let before = fs::metadata(folder.0.join("Cargo.toml"))
        .unwrap()
        .modified()
        .unwrap();
    let files = set(&[("Cargo.toml", "[package]"), ("src/lib.rs", "two")]);
    let differences = files.check(&folder.0, inputs("2")).unwrap();
    let kinds: Vec<_> = differences
        .iter()
        .map(|one| (one.path.as_str(), one.kind))
        .collect();
    let expected = [
        (STAMP, DifferenceKind::Differs),
        ("src/a/b.rs", DifferenceKind::Extra),
        ("src/lib.rs", DifferenceKind::Differs),
    ];
    assert_eq!(kinds, expected);
    let report = files.write(&folder.0, inputs("2")).unwrap();
    assert_eq!(report.written, ["src/lib.rs"]);
    assert_eq!(report.unchanged, ["Cargo.toml"]);
    assert_eq!(report.removed, ["src/a/b.rs"]);
    assert_eq!(folder.paths(), [STAMP, "Cargo.toml", "src/", "src/lib.rs"]);
    assert_eq!(
        fs::metadata(folder.0.join("Cargo.toml"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
    assert_eq!(
        files.write(&folder.0, inputs("2")).unwrap().written,
        [] as [&str; 0]
    );
}

#[test]
fn files_of_people_are_left_alone() {
    let folder = Folder::new("people");
    fs::write(folder.0.join("README.md"), "mine").unwrap();
    set(&[("a.rs", "a"), ("b.rs", "b"), ("c.rs", "c")])
        .write(&folder.0, inputs("1"))
        .unwrap();
    fs::write(folder.0.join("b.rs"), "changed").unwrap();
    fs::remove_file(folder.0.join("c.rs")).unwrap();
    assert!(!Stamp::is_current(&folder.0, inputs("1")));
    let report = FileSet::new().write(&folder.0, inputs("1")).unwrap();
    assert_eq!(
        (report.removed, report.kept),
        (vec!["a.rs".to_owned()], vec!["b.rs".to_owned()])
    );
    assert_eq!(folder.paths(), [STAMP, "README.md", "b.rs"]);
}

#[test]
fn a_changed_file_is_found_although_its_length_is_the_same() {
    let folder = Folder::new("length");
    let files = set(&[("a.rs", "abc")]);
    files.write(&folder.0, inputs("1")).unwrap();
    fs::write(folder.0.join("a.rs"), "abd").unwrap();
    assert!(!Stamp::is_current(&folder.0, inputs("1")));
    // The stamp is right already; the file is not.
    assert_eq!(
        files.write(&folder.0, inputs("1")).unwrap().written,
        ["a.rs"]
    );
    assert!(Stamp::is_current(&folder.0, inputs("1")));
}

#[test]
fn an_error_leaves_the_folder_as_it_was() {
    let folder = Folder::new("error");
    set(&[("a.rs", "a"), ("old.rs", "old")])
        .write(&folder.0, inputs("1"))
        .unwrap();
    // A folder where a file is to be, found while reading; a file where a folder is to be, found
    // while writing, after others were staged.
    fs::create_dir(folder.0.join("x.rs")).unwrap();
    fs::write(folder.0.join("y"), "").unwrap();
    let before = folder.contents();
    for odd in ["x.rs", "y/z.rs"] {
        let files = set(&[("a.rs", "new"), ("deep/er/b.rs", "b"), (odd, "")]);
        let error = files.write(&folder.0, inputs("2")).unwrap_err();
        assert!(
            error.to_string().contains(odd.split('/').next().unwrap()),
            "{error}"
        );
        assert_eq!(folder.contents(), before);
    }
}

#[cfg(unix)]
#[test]
fn what_was_staged_goes_when_staging_fails() {
    let folder = Folder::new("staging");
    // A link to nowhere: reading says "not found", making the folder fails after others were made.
    std::os::unix::fs::symlink("/nonexistent/folder", folder.0.join("z")).unwrap();
    let files = set(&[("deep/er/b.rs", "b"), ("z/y.rs", "")]);
    assert!(files.write(&folder.0, inputs("1")).is_err());
    fs::remove_file(folder.0.join("z")).unwrap();
    assert!(folder.contents().is_empty());
}

#[test]
fn a_stamp_is_the_same_everywhere_and_leads_nowhere_else() {
    let stamp = set(&[("b c.rs", "b"), ("a.rs", "")])
        .stamp(inputs("1"))
        .to_string();
    let lines: Vec<&str> = stamp.lines().collect();
    assert_eq!(lines.len(), 6);
    assert!(lines[1].starts_with("version ") && lines[4].ends_with(" 0 a.rs"));
    let folder = Folder::new("stamp");
    let victim = folder.0.join("victim");
    fs::write(&victim, "v").unwrap();
    let dir = folder.0.join("out");
    fs::create_dir(&dir).unwrap();
    let digest = Digest::of(b"v");
    let forged = format!("version 1\ninputs {digest}\nsummary \nfile {digest} 1 ../victim\n");
    for text in [
        forged.as_str(),
        "",
        "version 1",
        "version 1\ninputs 12\n",
        "\u{0}",
    ] {
        fs::write(dir.join(STAMP), text).unwrap();
        assert_eq!(Stamp::read(&dir), None);
        assert!(!Stamp::is_current(&dir, digest));
        FileSet::new().write(&dir, inputs("1")).unwrap();
        assert!(victim.exists());
    }
}

#[test]
fn digests_tell_inputs_apart() {
    let of = |parts: &[(&str, &str)]| {
        let mut digester = Digester::new();
        for (label, bytes) in parts {
            digester.add(label, bytes.as_bytes());
        }
        digester.finish()
    };
    let all = [
        of(&[]),
        of(&[("a", "")]),
        of(&[("", "a")]),
        of(&[("a", "b")]),
        of(&[("ab", "")]),
        of(&[("a", "b"), ("c", "d")]),
        of(&[("c", "d"), ("a", "b")]),
    ];
    for (index, one) in all.iter().enumerate() {
        assert!(!all[..index].contains(one));
        assert_eq!(one.to_string().parse(), Ok(*one));
    }
    assert!(
        "+0000000000000000000000000000000"
            .parse::<Digest>()
            .is_err()
    );
}

proptest! {
    #[test]
    fn no_path_leads_out(path in prop_oneof![any::<String>(), "[./a\\\\:]{0,8}"]) {
        let mut set = FileSet::new();
        if set.insert(path.clone(), "text").is_ok() {
            let joined = Path::new("/base/folder").join(&path);
            let parts: Vec<_> = Path::new(&path).components().collect();
            prop_assert!(joined.starts_with("/base/folder"));
            prop_assert!(parts.iter().all(|one| matches!(one, std::path::Component::Normal(_))));
            prop_assert_eq!(set.stamp(Digest::of(b"")).to_string().lines().count(), 5);
        }
    }
}
