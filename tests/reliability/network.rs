//! Nothing leaves this computer: no verb but the preview opens a connection, and none needs a network.

use std::ffi::OsStr;
use std::fs;
use std::process::Stdio;

use crate::run::{PROGRAM, can_trace, code, command, no_network, run};
use crate::site::{Site, Stands};

#[test]
fn no_verb_but_the_preview_asks_for_a_connection() {
    if !can_trace("which connections are asked for") {
        return;
    }
    let site = Site::published();
    let log = site.folder.join("log");
    let verbs: [&[&OsStr]; 7] = [
        &[OsStr::new("build"), site.new.as_os_str(), OsStr::new("--output"), site.output.as_os_str()],
        &[OsStr::new("check"), site.new.as_os_str()],
        &[OsStr::new("check"), site.new.as_os_str(), OsStr::new("--format"), OsStr::new("json")],
        &[OsStr::new("due"), site.new.as_os_str()],
        &[OsStr::new("explain")],
        &[OsStr::new("completions"), OsStr::new("bash")],
        &[OsStr::new("init"), OsStr::new("another")],
    ];
    for verb in verbs {
        let mut traced = command("strace");
        traced.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&log).arg(PROGRAM).args(verb);
        traced.current_dir(site.folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        assert_eq!(code(&mut traced), Some(0), "{verb:?}");
        for call in fs::read_to_string(&log).unwrap().lines() {
            // A pair within the program, by which a build learns that it is interrupted, leads nowhere else.
            let is_own = ["socketpair(AF_UNIX", "recvfrom(", "sendto(", "+++", "---"].iter().any(|own| call.contains(own));
            // A thread that ends while strace lets go of it: no call at all.
            let is_none = call.contains("???(") && call.contains("<detached");
            assert!(is_own || is_none, "{verb:?}: {call}");
        }
    }
}

#[test]
fn everything_works_without_a_network() {
    let Some(no_network) = no_network("a machine without a network") else { return };
    let site = Site::published();
    for verb in [vec!["build", "--output", site.output.to_str().unwrap()], vec!["check"]] {
        let mut command = command("unshare");
        command.args(no_network).arg(PROGRAM).arg(verb[0]).arg(&site.new).args(&verb[1..]);
        let output = run(&mut command);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    assert_eq!(site.stands("without a network"), Stands::New);
}
