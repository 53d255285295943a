//! Disks that are full, broken or not ours; terminals that are gone; surroundings that are poor.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::folder::{Folder, Tree};
use crate::kills::{calls, places};
use crate::run::{PROGRAM, build, can_trace, code, command, is_long, own_disks, run, say, skipped, times, traced};
use crate::site::{Site, Stands};

/// A panic's exit code: never right.
const PANIC: i32 = 101;

/// An error, the calls that can give it, and whether it lasts once it has come, as a full disk does.
const FAULTS: [(&str, &str, bool); 12] = [
    ("ENOSPC", "write,mkdir,mkdirat,openat,linkat,renameat2", true),
    ("EDQUOT", "write,mkdirat,openat,linkat", true),
    ("EIO", "openat,write,syncfs,renameat2,linkat,mkdirat", true),
    ("EIO", "openat,read,write,syncfs,renameat2,linkat,mkdirat,unlinkat,unlink,rmdir,statx,getdents64", false),
    ("EMFILE", "openat,openat2", true),
    ("EMFILE", "openat,openat2", false),
    ("EACCES", "openat,mkdir,mkdirat,write,renameat2,linkat", false),
    ("EROFS", "mkdir,mkdirat,openat,renameat2", false),
    ("EXDEV", "renameat2,rename", false),
    ("EXDEV", "linkat", true),
    ("EINTR", "openat,read,write", false),
    ("ENOMEM", "clone3,openat", false),
];

#[test]
fn a_call_that_fails_leaves_the_old_site_or_the_new_and_no_exit_code_lies() {
    if !can_trace("calls that fail") {
        return;
    }
    let site = Site::published();
    let counts = calls(&site, "all");
    let (mut faults, mut failed) = (0, 0);
    for (error, injected, lasts) in FAULTS {
        for call in injected.split(',') {
            let Some(count) = counts.get(call) else { continue };
            for number in places(*count, times(1, 18)) {
                let when = if lasts { format!("{number}+") } else { number.to_string() };
                let after = format!("{error} at {call} number {when} of {count}");
                let inject = format!("inject={call}:error={error}:when={when}");
                let ended = run(&mut traced(&["-e", &inject, "-o", "/dev/null"], &site.new, &site.output)).status;
                // What fails before the program itself runs is the loader's to tell.
                assert_ne!(ended.code(), Some(PANIC), "{after}");
                assert!(ended.signal().is_none(), "{after}: {ended:?}");
                let stands = site.stands(&after);
                if ended.success() {
                    assert_eq!(stands, Stands::New, "{after}: the exit code says that it is published");
                } else {
                    assert_ne!(stands, Stands::Nothing, "{after}");
                    failed += 1;
                }
                assert!(site.left() <= 1, "{after}");
                if error == "ENOSPC" && call != "openat" {
                    assert_eq!(site.left(), 0, "{after}: what was begun takes room on a full disk");
                }
                if stands != Stands::Old || site.left() > 0 || is_long() {
                    site.restore(&after);
                }
                faults += 1;
            }
        }
    }
    say(&format!("{faults} faults at calls, {failed} told by the exit code: 0 torn, 0 panics, 0 exit codes that lie"));
}

#[test]
fn a_disk_without_room_keeps_the_old_site() {
    let Some(own_disks) = own_disks("a disk without room") else { return };
    let site = Site::new();
    let (disk, copy) = (site.folder.join("disk"), site.folder.join("copy"));
    fs::create_dir(&disk).unwrap();
    let script = |size: &str| {
        format!(
            "mount -t tmpfs -o {size} tmpfs '{disk}' || exit 99\n\
             '{PROGRAM}' build '{old}' --output '{disk}/site' || exit 98\n\
             '{PROGRAM}' build '{new}' --output '{disk}/site'; code=$?\n\
             cp -rp '{disk}/site' '{copy}' && ls -A '{disk}'\n\
             mount -o remount,size=64m,nr_inodes=9999 '{disk}' && '{PROGRAM}' build '{new}' --output '{disk}/site' || exit 97\n\
             diff -r '{disk}/site' '{copy}' >/dev/null && exit 96\nexit $code\n",
            disk = disk.display(),
            old = site.old.display(),
            new = site.new.display(),
            copy = copy.display()
        )
    };
    let bytes: usize = site.old_tree.files().map(|(_, bytes)| bytes.len().div_ceil(4096) * 4096).sum();
    let inodes = site.old_tree.len();
    // Room for one site and a half.
    for size in [format!("size={}", bytes * 3 / 2), format!("size=64m,nr_inodes={}", inodes * 3 / 2)] {
        let _ = fs::remove_dir_all(&copy);
        let output = run(command("unshare").args(own_disks).args(["sh", "-c", &script(&size)]));
        let (told, names) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        assert_eq!(output.status.code(), Some(2), "{size}: {told}");
        assert!(told.contains("make room on that disk, then build again"), "{size}: {told}");
        assert!(Tree::of(&copy) == site.old_tree, "{size}: the site is torn");
        assert!(names.lines().any(|line| line == "site") && !names.contains("handbook-build"), "{size}: {names}");
    }
    // No room for a first site at all.
    let none = format!(
        "mount -t tmpfs -o size=1m,nr_inodes=50 tmpfs '{disk}' || exit 99\n\
         '{PROGRAM}' build '{new}' --output '{disk}/site'; code=$?\nls -A '{disk}'; exit $code\n",
        disk = disk.display(),
        new = site.new.display()
    );
    let output = run(command("unshare").args(own_disks).args(["sh", "-c", &none]));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
}

#[test]
fn a_build_that_is_interrupted_ends_soon_and_clears_away() {
    let site = Site::published();
    for (signal, expected) in [("INT", 130), ("TERM", 143)] {
        let (mut stopped, mut done) = (0, 0);
        for part in 0..times(6, 100) {
            let mut child = build(&site.new, &site.output).spawn().unwrap();
            // Long enough for the program to have begun; one that has not is ended by the system.
            std::thread::sleep(Duration::from_millis(8) + Duration::from_millis(part as u64 * 11 % 60));
            let asked = Instant::now();
            // One that has ended already is none to ask.
            let _ = command("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status();
            let ended = child.wait().unwrap();
            assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
            let after = format!("{signal}: {ended:?}");
            match ended.code() {
                Some(0) => {
                    assert_eq!(site.stands(&after), Stands::New);
                    done += 1;
                }
                Some(code) => {
                    assert_eq!(code, expected, "{after}");
                    assert_eq!(site.stands(&after), Stands::Old, "{after}");
                    stopped += 1;
                }
                None => assert_eq!(site.stands(&after), Stands::Old, "{after}"),
            }
            assert_eq!(site.left(), 0, "{after}");
            site.restore(&after);
        }
        assert!(stopped > 0, "{signal}: {stopped} stopped, {done} done");
    }
}

#[test]
fn a_terminal_that_is_gone_or_full_changes_neither_the_site_nor_the_exit_code() {
    let site = Site::published();
    let broken = site.folder.join("broken");
    fs::create_dir(&broken).unwrap();
    fs::write(broken.join("handbook.toml"), "titel = 1\n").unwrap();
    let old = site.old.display();
    let new = site.new.display();
    let output = site.output.display();
    let sh = |script: &str| code(command("bash").args(["-c", script]).stdout(Stdio::null()).stderr(Stdio::null()));
    for places in [">/dev/full", "2>/dev/full", ">/dev/full 2>&1", ">&-", "2>&-", "<&- >&- 2>&-"] {
        assert_eq!(sh(&format!("'{PROGRAM}' build '{new}' --output '{output}' {places}")), Some(0), "build {places}");
        assert_eq!(site.stands(places), Stands::New);
        site.restore(places);
        assert_eq!(sh(&format!("'{PROGRAM}' check '{}' {places}", broken.display())), Some(1), "check {places}");
        let answer = if places.contains(">/dev/full") && !places.starts_with('2') { 2 } else { 0 };
        assert_eq!(sh(&format!("'{PROGRAM}' check '{old}' {places}")), Some(answer), "check {places}");
        for verb in ["due", "explain quorum/out-of-reach", "schema", "--help", "who"] {
            let ended = sh(&format!("'{PROGRAM}' {verb} {places}"));
            assert!(ended.is_some_and(|code| code != PANIC), "{verb} {places}: {ended:?}");
        }
    }
    // A reader that leaves before the first word.
    for verb in ["check", "build"] {
        let more = if verb == "build" { format!("--output '{output}'") } else { String::new() };
        let script = format!("'{PROGRAM}' {verb} '{new}' {more} 2>&1 | true; exit ${{PIPESTATUS[0]}}");
        assert_eq!(sh(&script), Some(0), "{verb} for a reader that left");
    }
    let script = format!("'{PROGRAM}' check '{}' 2>&1 | true; exit ${{PIPESTATUS[0]}}", broken.display());
    assert_eq!(sh(&script), Some(1));
}

#[test]
fn few_files_processes_memory_and_stack_are_enough_or_told() {
    let site = Site::published();
    for limit in ["-n 64", "-n 24", "-u 50", "-v 600000", "-s 512"] {
        let script = format!("ulimit {limit} && '{PROGRAM}' build '{}' --output '{}'", site.new.display(), site.output.display());
        let output = run(command("bash").args(["-c", &script]));
        let (ended, told) = (output.status, String::from_utf8_lossy(&output.stderr).into_owned());
        let stands = site.stands(limit);
        match ended.code() {
            Some(0) => assert_eq!(stands, Stands::New, "{limit}"),
            Some(2) => assert!(stands == Stands::Old && told.starts_with("error: "), "{limit}: {told}"),
            _ => panic!("{limit}: {ended:?}: {told}"),
        }
        site.restore(limit);
    }
    let script = format!("ulimit -n 64 && '{PROGRAM}' build '{}' --output '{}'", site.new.display(), site.output.display());
    assert_eq!(code(command("bash").args(["-c", &script]).stdout(Stdio::null()).stderr(Stdio::null())), Some(0), "64 open files");
}

#[test]
fn poor_surroundings_change_nothing() {
    let site = Site::published();
    let surroundings: [(&str, &[(&str, &str)]); 6] = [
        ("nothing at all", &[]),
        ("a home that is not there", &[("HOME", "/nonexistent/home")]),
        ("a home that is empty", &[("HOME", "")]),
        ("no place for temporary files", &[("TMPDIR", "/nonexistent/tmp"), ("HOME", "/")]),
        ("a locale that is not there", &[("LC_ALL", "xx_XX.UTF-9"), ("LANG", "?")]),
        ("a path that is empty", &[("PATH", ""), ("TERM", "no-such-terminal"), ("TZ", "No/Where")]),
    ];
    for (what, variables) in surroundings {
        let mut command = Command::new(PROGRAM);
        command.env_clear().envs(variables.iter().copied()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.args(["build".as_ref(), site.new.as_os_str(), "--as-of".as_ref(), "2026-11-24".as_ref(), "--output".as_ref()]);
        let made = site.folder.join("made");
        assert_eq!(code(command.arg(&made)), Some(0), "{what}");
        assert!(made.join("index.html").exists());
        fs::remove_dir_all(made).unwrap();
    }
    if let Some(own_disks) = own_disks("a system without /proc") {
        let script = format!(
            "umount -l /proc 2>/dev/null || mount -t tmpfs tmpfs /proc || exit 99\n'{PROGRAM}' build '{}' --output '{}'",
            site.new.display(),
            site.output.display()
        );
        let output = run(command("unshare").args(own_disks).args(["sh", "-c", &script]));
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(site.stands("without /proc"), Stands::New);
    }
}

#[test]
fn files_can_be_read_by_everybody_whatever_the_umask_and_none_is_a_link() {
    let site = Site::new();
    let mut trees = Vec::new();
    for umask in ["000", "022", "077", "777"] {
        let output = site.folder.join(&format!("with-{umask}"));
        let script = format!("umask {umask} && '{PROGRAM}' build '{}' --output '{}'", site.new.display(), output.display());
        let ended = run(command("sh").args(["-c", &script]));
        if umask == "777" && !ended.status.success() {
            // Not even its own folder could be entered: told, and nothing is left.
            assert_eq!(ended.status.code(), Some(2), "{ended:?}");
            assert!(!output.exists());
            continue;
        }
        assert!(ended.status.success(), "{ended:?}");
        assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o7777, 0o755, "{umask}");
        trees.push(Tree::of(&output));
    }
    for (path, mode) in trees[0].modes() {
        assert_eq!(mode, if path.ends_with('/') { 0o755 } else { 0o644 }, "{path}");
    }
    assert!(trees.iter().all(|tree| *tree == trees[0]));
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    let site = Site::published();
    let closed = site.new.join("pages/new.md");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = as_somebody_else(&site.folder, "a file that may not be read");
    let Some(command) = command.as_mut() else { return };
    let output = run(command.args([PROGRAM.as_ref(), "check".as_ref(), site.new.as_os_str()]).stdout(Stdio::piped()));
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(told.contains("pages/new.md"), "{told}");
}

#[test]
fn an_output_that_may_not_be_written_is_named_with_the_way_out() {
    let site = Site::published();
    let mut command = as_somebody_else(&site.folder, "an output that may not be written");
    if let Some(command) = command.as_mut() {
        let output = run(command.args([
            PROGRAM.as_ref(),
            OsStr::new("build"),
            site.new.as_os_str(),
            OsStr::new("--output"),
            site.output.as_os_str(),
        ]));
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(told.contains("public") && told.contains("give yourself the right to write there"), "{told}");
        assert_eq!(site.stands("without the right to write"), Stands::Old);
    }
    let Some(own_disks) = own_disks("a disk that can only be read") else { return };
    let script = format!(
        "mount --bind '{public}' '{public}' && mount -o remount,ro,bind '{public}' || exit 99\n'{PROGRAM}' build '{new}' --output '{output}'",
        public = site.output.parent().unwrap().display(),
        new = site.new.display(),
        output = site.output.display()
    );
    let output = run(crate::run::command("unshare").args(own_disks).args(["sh", "-c", &script]));
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(told.contains("that disk can only be read"), "{told}");
    assert_eq!(site.stands("on a disk that can only be read"), Stands::Old);
}

/// The words before a command that make it somebody else's, where we may do everything ourselves; as we are, else.
fn as_somebody_else(folder: &Folder, what: &str) -> Option<Command> {
    let is_root = fs::metadata(folder.path()).is_ok_and(|found| std::os::unix::fs::MetadataExt::uid(&found) == 0);
    if !is_root {
        return Some(command("env"));
    }
    let reachable = Path::new(PROGRAM).ancestors().skip(1).all(|folder| {
        folder.as_os_str().is_empty() || fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o001 != 0)
    });
    if !reachable {
        skipped(what, "only we may run the program");
        return None;
    }
    let mut command = command("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"]);
    Some(command)
}

#[test]
fn a_verb_that_is_asked_for_its_words_survives_a_reader_that_leaves() {
    let content = Site::new();
    for verb in ["check", "due", "who", "coverage", "compare", "baseline"] {
        let script =
            format!("'{PROGRAM}' {verb} '{}' 2>&1 | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}", content.new.display());
        let ended = code(command("bash").args(["-c", &script]).stderr(Stdio::null()));
        assert!(ended.is_some_and(|code| code <= 2), "{verb}: {ended:?}");
    }
}
