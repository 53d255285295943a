//! Outputs that are not to be replaced: nothing in them is touched, whatever they are.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::folder::Tree;
use crate::run::{build, command, run, skipped};
use crate::site::{Site, Stands};

/// Builds into `output`, which is refused with these words, and changes nothing in `kept`.
fn refused(site: &Site, output: &Path, kept: &Path, words: &str) {
    let before = Tree::of(kept);
    let mut command = build(&site.new, output);
    let output = run(command.stderr(std::process::Stdio::piped()));
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{command:?}: {told}");
    assert!(told.contains(words) && told.contains("--output"), "{command:?}: {told}");
    assert!(Tree::of(kept) == before, "{command:?} touched {:?}", Tree::of(kept).differences(&before));
}

#[test]
fn the_content_folder_and_what_holds_it_or_is_in_it_are_refused() {
    let site = Site::new();
    let project = site.folder.path();
    refused(&site, &site.new, project, "it is the content folder itself");
    refused(&site, &site.new.join("../new/."), project, "it is the content folder itself");
    refused(&site, &site.new.join("site"), project, "it is inside the content folder");
    refused(&site, &site.new.join("a/b/c"), project, "it is inside the content folder");
    refused(&site, project, project, "the content folder is inside it");
    refused(&site, Path::new("/"), project, "it is the root of the whole disk");
}

#[test]
fn the_home_folder_is_refused() {
    let site = Site::new();
    let home = site.folder.join("home/somebody");
    fs::create_dir_all(&home).unwrap();
    for (output, words) in [(&home, "it is your home folder"), (&site.folder.join("home"), "your home folder is inside it")] {
        let mut command = build(&site.new, output);
        let ended = run(command.env("HOME", &home).stderr(std::process::Stdio::piped()));
        let told = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.code() == Some(2) && told.contains(words), "{told}");
    }
    assert!(home.exists());
}

#[test]
fn a_folder_of_somebody_elses_files_is_refused_and_they_are_named() {
    let site = Site::published();
    let foreign = site.folder.join("thesis");
    fs::create_dir_all(foreign.join("chapters")).unwrap();
    fs::write(foreign.join("chapters/one.txt"), "years of work").unwrap();
    refused(&site, &foreign, &foreign, "`chapters`");
    fs::write(foreign.join("handbook.manifest.json"), "{}").unwrap();
    refused(&site, &foreign, &foreign, "it is not known what an earlier build wrote");
    // Also one file in what is otherwise ours.
    fs::write(site.output.join("organisations/CNAME"), "example.org").unwrap();
    refused(&site, &site.output, &site.output, "`organisations/CNAME`");
    assert_eq!(site.left(), 0);
    fs::remove_file(site.output.join("organisations/CNAME")).unwrap();
    site.restore("foreign files are gone");
    // A file, and a link in place of a file of ours.
    let file = site.folder.join("file");
    fs::write(&file, "mine").unwrap();
    refused(&site, &file, site.folder.path(), "it is a file, not a folder");
    let outside = site.folder.join("outside");
    fs::write(&outside, "mine").unwrap();
    fs::remove_file(site.output.join("index.html")).unwrap();
    symlink(&outside, site.output.join("index.html")).unwrap();
    let mut command = build(&site.new, &site.output);
    let told = String::from_utf8(run(command.stderr(std::process::Stdio::piped())).stderr).unwrap();
    assert!(told.contains("`index.html`"), "{told}");
    assert_eq!(fs::read_to_string(outside).unwrap(), "mine");
}

#[test]
fn a_link_is_not_followed_to_a_folder() {
    let site = Site::published();
    for (name, target) in [("to-site", site.output.clone()), ("to-nothing", site.folder.join("nothing"))] {
        let link = site.folder.join(name);
        symlink(&target, &link).unwrap();
        for spelling in [link.clone(), PathBuf::from(format!("{}/", link.display()))] {
            let mut command = build(&site.new, &spelling);
            let ended = run(command.stderr(std::process::Stdio::piped()));
            let told = String::from_utf8_lossy(&ended.stderr);
            assert!(ended.status.code() == Some(2) && told.contains("a symbolic link to"), "{told}");
        }
        assert!(fs::symlink_metadata(link).unwrap().is_symlink());
    }
    assert!(!site.folder.join("nothing").exists());
    assert_eq!(site.stands("through a link"), Stands::Old);
}

/// The folder in which a build is made cannot be put in its way by others.
#[test]
fn a_link_in_place_of_the_workshop_is_refused() {
    let site = Site::published();
    let elsewhere = site.folder.join("elsewhere");
    fs::create_dir_all(elsewhere.join("new")).unwrap();
    fs::write(elsewhere.join("new/mine"), "mine").unwrap();
    symlink(&elsewhere, site.folder.join("public/.site.handbook-build")).unwrap();
    refused(&site, &site.output, &elsewhere, "is no folder");
    assert_eq!(site.stands("beside a link"), Stands::Old);
}

/// Whatever its content links to, a build opens nothing outside its folder.
#[test]
fn nothing_outside_the_content_folder_is_opened() {
    if !crate::run::can_trace("which files are opened") {
        return;
    }
    let site = Site::published();
    let secret = site.folder.join("secret.md");
    fs::write(&secret, "CANARY").unwrap();
    let links = [
        ("pages/outside.md", secret.clone()),
        ("pages/environment.md", PathBuf::from("/proc/self/environ")),
        ("pages/endless.md", PathBuf::from("/dev/zero")),
        ("pages/itself.md", PathBuf::from("itself.md")),
        ("pages/nothing.md", PathBuf::from("nowhere.md")),
        ("organisations/folder", site.folder.path().to_owned()),
        ("organisations/up", PathBuf::from("..")),
        ("files/secret.pdf", secret),
    ];
    for (name, target) in links {
        let link = site.new.join(name);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(target, link).unwrap();
    }
    if !run(command("mkfifo").arg(site.new.join("pages/pipe.md"))).status.success() {
        skipped("a pipe among the records", "mkfifo is not there");
    }
    let log = site.folder.join("log");
    let what = ["-e", "trace=open,openat,openat2", "-o", log.to_str().unwrap()];
    let mut traced = crate::run::traced(&what, &site.new, &site.output);
    let output = run(traced.stderr(std::process::Stdio::piped()));
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for name in ["pages/outside.md", "pages/environment.md", "pages/endless.md", "organisations/folder", "files/secret.pdf"] {
        assert!(told.contains(name), "{name} is not named: {told}");
    }
    assert!(!told.contains("CANARY"));
    let log = fs::read_to_string(log).unwrap();
    for opened in ["secret.md\", O", "/proc/self/environ", "/dev/zero"] {
        assert!(!log.contains(opened), "{opened} was opened");
    }
    assert_eq!(site.stands("with links in it"), Stands::Old);
}
