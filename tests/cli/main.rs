//! The bundled example as a user runs it: exit status, one line where it refuses, and files that are there whole or
//! not at all.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad;
mod demo;
mod flags;
mod lines;
mod offline;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test.
struct Room(PathBuf);

/// What a run said.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Room {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("listproof-cli-{}-{nth}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn with(name: &str, bytes: &[u8]) -> Self {
        let room = Self::new();
        room.write(name, bytes);
        room
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    /// Every file, sorted.
    fn files(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|file| file.unwrap().file_name());
        let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(program());
        command.current_dir(&self.0).args(words.split(' ').map(OsStr::new));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, words: &str) -> Ran {
        self.run_with(words, b"")
    }

    /// With standard input from a thread: the answers may fill their pipe before the input is read.
    fn run_with(&self, words: &str, input: &[u8]) -> Ran {
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A run that refuses does not read its input.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // A folder left in the temporary directory is no failure.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// `target/PROFILE/examples/verify_csv`: `cargo test` builds it beside the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let program = profile.join("examples").join(format!("verify_csv{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "{} is missing: cargo build --example verify_csv", program.display());
    program
}
