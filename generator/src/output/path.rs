//! Which paths a generated file may have.

/// A path that no generated file can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` cannot be a generated file: {fault}", path.escape_debug())]
pub struct PathError {
    /// The path.
    pub path: String,
    /// What is wrong with it.
    pub fault: PathFault,
}

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    /// Absolute, empty, or with empty, `.` or `..` parts.
    #[error("it must be relative, and lead down only")]
    NotBelow,
    /// A character or ending that some file system does not take.
    #[error("not every file system takes that name")]
    NotPortable,
    /// The name of the stamp.
    #[error("that name is the stamp's")]
    Stamp,
    /// The set has a file of that name, at least where the case of letters counts for nothing.
    #[error("there is a file of that name already")]
    Taken,
    /// One path is a folder on the way to another.
    #[error("the same name is a file and a folder")]
    FileAndFolder,
}

/// Checks one path by itself.
pub(super) fn check(path: &str) -> Result<(), PathFault> {
    let is_bad = |part: &str| matches!(part, "" | "." | "..");
    if path.split('/').any(is_bad) {
        return Err(PathFault::NotBelow);
    }
    let odd = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*' | '\u{2028}' | '\u{2029}'
            )
    };
    let is_odd =
        |part: &str| part.len() > 200 || part.ends_with(['.', ' ']) || part.starts_with(' ');
    if path.contains(odd) || path.split('/').any(is_odd) {
        return Err(PathFault::NotPortable);
    }
    if path == super::STAMP {
        return Err(PathFault::Stamp);
    }
    Ok(())
}
