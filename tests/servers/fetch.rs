//! Debian's packages of the servers: fetched by apt into `target/servers`, unpacked side by side, never installed (they
//! conflict, and their installation starts them).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

/// Unpacks packages and whatever they need that this machine has not, into `folder`.
///
/// # Errors
/// Why there are no packages here; the tests are skipped with it.
pub(crate) fn unpack(packages: &[&str], folder: &Path) -> Result<(), String> {
    /// Tests run side by side, and apt minds.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().map_err(|error| error.to_string())?;
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    for package in packages {
        for archive in archives(package)? {
            run("dpkg-deb", &["-x", &path(&archive), &path(folder)])?;
        }
    }
    Ok(())
}

/// Every folder of shared libraries below `root`, for `LD_LIBRARY_PATH`.
pub(crate) fn libraries(root: &Path) -> String {
    let homes = ["usr/lib/postfix", "usr/lib", "usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu", "lib"];
    let there = homes.map(|home| root.join(home)).into_iter().filter(|home| home.is_dir());
    there.map(|home| path(&home)).collect::<Vec<_>>().join(":")
}

/// The version of a package, as its archive's name has it: `3.7.11` of `3.7.11-0+deb12u1`.
pub(crate) fn version(package: &str) -> Option<String> {
    let archives = archives(package).ok()?;
    let names = archives.iter().filter_map(|archive| archive.file_name()?.to_str());
    let version = names.filter_map(|name| name.strip_prefix(package)?.strip_prefix('_')).next()?;
    version.split(['-', '_', '+']).next().map(str::to_owned)
}

/// The package's archive and those of its dependencies, from the cache or else from the mirror.
fn archives(package: &str) -> Result<Vec<PathBuf>, String> {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("servers");
    let list = cache.join(format!("{package}.list"));
    let kept = |names: String| {
        let archives: Vec<PathBuf> = names.lines().map(|name| cache.join(name)).collect();
        (!archives.is_empty() && archives.iter().all(|archive| archive.is_file())).then_some(archives)
    };
    if let Some(archives) = fs::read_to_string(&list).ok().and_then(kept) {
        return Ok(archives);
    }
    fs::create_dir_all(cache.join("partial")).map_err(|error| error.to_string())?;
    let names = fetch(package, &cache)?;
    fs::write(&list, names.join("\n")).map_err(|error| error.to_string())?;
    Ok(names.iter().map(|name| cache.join(name)).collect())
}

fn fetch(package: &str, cache: &Path) -> Result<Vec<String>, String> {
    let into = format!("Dir::Cache::archives={}", path(cache));
    // A package that is installed is fetched all the same: where its files are is not ours to know.
    let install = ["install", "-qq", "-y", "--no-install-recommends", "--reinstall", "-o", &into];
    let uris = || run("apt-get", &[&install[..], &["--print-uris", package]].concat());
    let listed = uris().or_else(|_| run("apt-get", &["update", "-qq"]).and_then(|_| uris()))?;
    run("apt-get", &[&install[..], &["--download-only", package]].concat())?;
    // 'http://deb.debian.org/…' postfix_3.7.11-0+deb12u1_amd64.deb 1517384 SHA256:…
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let names = listed.lines().filter_map(|line| line.split_whitespace().nth(1));
    // Another C library beside this machine's loader would be the end of every program.
    let names = names.filter(|name| !["libc6_", "libc-bin_"].iter().any(|libc| name.starts_with(libc)));
    let names: Vec<String> = names.map(str::to_owned).collect();
    if names.is_empty() { Err(format!("apt-get knows nothing of {package}")) } else { Ok(names) }
}

fn run(program: &str, arguments: &[&str]) -> Result<Output, String> {
    let output = Command::new(program).args(arguments).output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{program} {}: {}", arguments.join(" "), said.lines().next().unwrap_or("failed")))
}

fn path(path: &Path) -> String {
    path.display().to_string()
}
