//! No file is two things at once: what is written must not be what is read, nor written twice.

use super::Args;
use crate::stop::Stop;
use std::path::{Path, PathBuf};

impl Args {
    pub(super) fn check_files(&self) -> Result<(), Stop> {
        let list = !self.reads_lines();
        let read = [("INPUT", list.then(|| self.input.clone())), ("--suppress", self.suppress.clone())];
        let out = (list && !self.plan).then(|| self.out());
        let written = [("--out", out), ("--summary", self.summary.clone())];
        let mut known: Vec<(&str, PathBuf)> = read.into_iter().filter_map(|(name, path)| Some((name, path?))).collect();
        for (name, path) in written {
            let Some(path) = path else { continue };
            if let Some((other, _)) = known.iter().find(|(_, other)| same_file(other, &path)) {
                let what = if *other == "INPUT" { "INPUT itself".to_owned() } else { format!("the file of {other}") };
                return Err(Stop::usage(format!("{name} {}: this is {what}", path.display())));
            }
            known.push((name, path));
        }
        Ok(())
    }
}

/// Whether two paths lead to one file, links and dots seen through; a file that is not there yet by its folder.
fn same_file(one: &Path, other: &Path) -> bool {
    matches!((place(one), place(other)), (Some(one), Some(other)) if one == other)
}

fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = path.canonicalize() {
        return Some(place);
    }
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return None,
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_the_same_under_any_name() {
        assert!(same_file(Path::new("Cargo.toml"), Path::new("./src/../Cargo.toml")));
        assert!(same_file(Path::new("not-there.csv"), Path::new("src/../not-there.csv")));
        assert!(!same_file(Path::new("Cargo.toml"), Path::new("Cargo.lock")));
        assert!(!same_file(Path::new("not-there.csv"), Path::new("nor-this.csv")));
    }
}
