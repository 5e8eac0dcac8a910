//! The repository as files on disk.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold nothing written by us: built, fetched, generated or recorded.
const SKIPPED: [&str; 6] = ["target", "node_modules", "dist", "data", "generated", "snapshots"];

/// A text file, its path relative to the repository.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// All our files with one of these extensions, in order of their paths.
pub fn sources(extensions: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    walk(&root, &mut |path| {
        let wanted = path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x));
        if let (true, Ok(text)) = (wanted, fs::read_to_string(path)) {
            found.push(Source { path: relative(&root, path), text });
        }
    });
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// A file of the repository, if it is there.
pub fn read(path: &str) -> Option<String> {
    fs::read_to_string(root().join(path)).ok()
}

/// The lines `key = value` of a list; what follows a `#` is a remark.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split('#').next().unwrap_or_default().split_once('='))
        .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if !path.is_dir() {
            visit(&path);
        } else if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
            walk(&path, visit);
        }
    }
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
