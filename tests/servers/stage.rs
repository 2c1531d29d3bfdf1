//! Where the servers of one test stand: a folder, their processes, and who must be there for them to run.

use crate::fetch;
use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A folder for one test and the servers that run in it; both are gone when it is dropped.
pub(crate) struct Stage {
    folder: PathBuf,
    children: Vec<Child>,
}

impl Stage {
    /// # Errors
    /// Why servers cannot be started here.
    pub(crate) fn new(name: &str) -> Result<Self, String> {
        if shell("id -u").as_deref() != Some("0") {
            return Err("only root can start servers".to_owned());
        }
        // Not below target: servers drop their rights, and may then not be allowed to look in there.
        let folder = std::env::temp_dir().join(format!("listproof-servers-{name}-{}", std::process::id()));
        fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let stage = Self { folder, children: Vec::new() };
        stage.open(&stage.folder);
        Ok(stage)
    }

    /// A file or folder of the stage.
    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Where packages are unpacked.
    pub(crate) fn root(&self) -> PathBuf {
        self.at("root")
    }

    /// Unpacks packages.
    ///
    /// # Errors
    /// Why they are not to be had here.
    pub(crate) fn unpack(&self, packages: &[&str]) -> Result<(), String> {
        fetch::unpack(packages, &self.root())
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.at(name);
        if let Some(folder) = file.parent() {
            self.folder_of(folder);
        }
        fs::write(&file, text).unwrap();
        file
    }

    /// A folder of this owner, group and mode.
    pub(crate) fn folder(&self, name: &str, owner: &str, group: &str, mode: u32) -> PathBuf {
        let folder = self.at(name);
        self.folder_of(&folder);
        own(&folder, owner, group, mode);
        folder
    }

    /// Starts a server in the foreground; what it says goes to `NAME.out`.
    pub(crate) fn start(&mut self, name: &str, program: &Path, arguments: &[&str], environment: &[(&str, &str)]) {
        let out = File::create(self.at(&format!("{name}.out"))).unwrap();
        let mut command = Command::new(program);
        command.args(arguments).env("LD_LIBRARY_PATH", fetch::libraries(&self.root())).envs(environment.to_vec());
        command.stdin(Stdio::null()).stdout(out.try_clone().unwrap()).stderr(out).current_dir(&self.folder);
        // A group of its own: its children end with it.
        self.children.push(command.process_group(0).spawn().unwrap_or_else(|error| panic!("{name}: {error}")));
    }

    /// What a server wrote to `NAME.out` and `NAME.log`, for a test that fails.
    pub(crate) fn said(&self, name: &str) -> String {
        let files = ["out", "log"].map(|end| fs::read(self.at(&format!("{name}.{end}"))).unwrap_or_default());
        String::from_utf8_lossy(&files.concat()).into_owned()
    }

    fn folder_of(&self, folder: &Path) {
        if !folder.exists() {
            fs::create_dir_all(folder).unwrap();
            self.open(folder);
        }
    }

    fn open(&self, folder: &Path) {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        for signal in ["-TERM", "-KILL"] {
            for child in &mut self.children {
                drop(
                    Command::new("kill")
                        .args([signal, "--", &format!("-{}", child.id())])
                        .stderr(Stdio::null())
                        .status(),
                );
            }
            if signal == "-TERM" {
                pause(Duration::from_millis(300));
            }
        }
        for child in &mut self.children {
            drop(child.wait());
        }
        if std::env::var_os("KEEP").is_none() {
            // A folder left in the temporary directory is no failure.
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}

/// Waits until somebody listens there.
///
/// # Errors
/// Nobody did in ten seconds.
pub(crate) fn await_listener(at: SocketAddr) -> Result<(), String> {
    for _ in 0..200 {
        if TcpStream::connect_timeout(&at, Duration::from_secs(1)).is_ok() {
            return Ok(());
        }
        pause(Duration::from_millis(50));
    }
    Err(format!("nobody listens at {at}"))
}

/// Whether a port is ours to take.
///
/// # Errors
/// It is not.
pub(crate) fn is_free(ip: Ipv4Addr, port: u16) -> Result<(), String> {
    TcpListener::bind((ip, port)).map(drop).map_err(|error: io::Error| format!("{ip}:{port}: {error}"))
}

/// A system user and group of this name, made where missing: servers give up root for it.
///
/// # Errors
/// It could not be made.
pub(crate) fn user(name: &str) -> Result<(), String> {
    let make = format!("getent group {name} || groupadd -r {name}");
    shell(&make).ok_or_else(|| format!("no group {name}"))?;
    let make = format!("getent passwd {name} || useradd -r -M -g {name} -d /nonexistent -s /usr/sbin/nologin {name}");
    shell(&make).map(drop).ok_or_else(|| format!("no user {name}"))
}

/// Gives a file or folder away.
pub(crate) fn own(path: &Path, owner: &str, group: &str, mode: u32) {
    let id = |kind: &str, name: &str| -> u32 {
        let line = shell(&format!("getent {kind} {name}")).unwrap_or_else(|| panic!("no {kind} {name}"));
        line.split(':').nth(2).and_then(|id| id.parse().ok()).unwrap()
    };
    chown(path, Some(id("passwd", owner)), Some(id("group", group))).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The first line of what a command prints, if it ends well.
fn shell(command: &str) -> Option<String> {
    let output = Command::new("sh").args(["-c", command]).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}

#[expect(clippy::disallowed_methods, reason = "servers are given time to begin and to end")]
pub(crate) fn pause(time: Duration) {
    std::thread::sleep(time);
}
