//! More than one at a time: readers and builds, builds and builds, builds and editors.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::folder::Tree;
use crate::preview::Preview;
use crate::run::{Draw, build, code, run, say, times};
use crate::site::{Site, Stands};

#[test]
fn a_reader_misses_no_file_while_builds_publish() {
    let site = Site::published();
    let both: Vec<String> = site.old_tree.files().map(|(path, _)| path.to_owned()).collect();
    let both: Vec<&String> = both.iter().filter(|path| site.new_tree.files().any(|(other, _)| other == path.as_str())).collect();
    let (done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let publishes = times(6, 40);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for path in &both {
                    if let Err(error) = fs::read(site.output.join(path)) {
                        panic!("{path} is missing: {error}");
                    }
                    std::thread::sleep(Duration::from_micros(times(50, 0) as u64));
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        for number in 0..publishes {
            let content = if number % 2 == 0 { &site.new } else { &site.old };
            assert_eq!(code(&mut build(content, &site.output)), Some(0));
        }
        done.store(true, Ordering::Relaxed);
    });
    say(&format!("{publishes} publishes, {} reads: 0 files missing", reads.load(Ordering::Relaxed)));
}

#[test]
fn of_two_builds_at_once_one_waits_or_says_so_and_the_site_is_one_of_the_two() {
    let site = Site::published();
    for pair in 0..times(6, 50) {
        let mut builds = [build(&site.old, &site.output), build(&site.new, &site.output)];
        let children = builds.each_mut().map(|command| command.stderr(Stdio::piped()).spawn().unwrap());
        for child in children {
            let output = child.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => {}
                Some(2) => assert!(told.contains("another build is writing") && told.contains("(process "), "{told}"),
                _ => panic!("{:?}: {told}", output.status),
            }
        }
        assert_ne!(site.stands(&format!("pair {pair}")), Stands::Nothing);
        assert_eq!(site.left(), 0);
    }
    site.restore("two builds at once");
}

#[test]
fn a_lock_left_behind_is_no_lock() {
    let site = Site::published();
    let workshop = site.folder.join("public/.site.handbook-build");
    fs::create_dir_all(workshop.join("new/half")).unwrap();
    fs::write(workshop.join("new/half/index.html"), "half").unwrap();
    fs::write(workshop.join("lock"), "12345\n").unwrap();
    site.restore("a lock was left");
}

#[test]
fn the_preview_and_builds_do_not_disturb_each_other() {
    let site = Site::published();
    let preview = Preview::of(&site.new, &[]);
    for number in 0..times(3, 20) {
        let content = if number % 2 == 0 { &site.new } else { &site.old };
        assert_eq!(code(&mut build(content, &site.output)), Some(0));
        assert_eq!(preview.get("/").status, 200);
    }
    site.restore("beside a preview");
}

/// A file cut in half, emptied, removed, renamed or made a link while builds read: one consistent state or a refusal.
#[test]
fn an_editor_at_work_while_builds_read_leaves_whole_sites() {
    let site = Site::published();
    let secret = site.folder.join("secret.md");
    fs::write(&secret, "+++\nname = \"CANARY\"\n+++\nCANARY\n").unwrap();
    let file = site.new.join("pages/new.md");
    let whole = fs::read(&file).unwrap();
    let done = AtomicBool::new(false);
    let limit = Duration::from_secs(times(2, 60) as u64);
    let (mut published, mut denied) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let aside = site.folder.join("aside.md");
            let mut draw = Draw(3);
            while !done.load(Ordering::Relaxed) {
                let _ = match draw.below(6) {
                    0 => fs::write(&file, &whole[..whole.len() / 2]),
                    1 => fs::write(&file, ""),
                    2 => fs::remove_file(&file),
                    3 => fs::rename(&file, &aside),
                    4 => {
                        let _ = fs::remove_file(&file);
                        symlink(&secret, &file)
                    }
                    _ => {
                        let _ = fs::remove_file(&file);
                        fs::write(&file, &whole)
                    }
                };
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let begun = Instant::now();
        while begun.elapsed() < limit {
            let mut command = build(&site.new, &site.output);
            let output = run(command.stderr(Stdio::piped()));
            let told = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => published += 1,
                Some(1) => denied += 1,
                _ => panic!("{:?}: {told}", output.status),
            }
            assert!(!told.contains("CANARY"), "{told}");
            let tree = Tree::of(&site.output);
            assert!(tree.files().all(|(_, bytes)| !contains(bytes, b"CANARY")), "a file from outside was published");
            assert_eq!(site.left(), 0);
        }
        done.store(true, Ordering::Relaxed);
    });
    let _ = fs::remove_file(&file);
    fs::write(&file, &whole).unwrap();
    assert_eq!(code(&mut build(&site.new, &site.output)), Some(0));
    assert_eq!(site.stands("after the editor"), Stands::New);
    say(&format!("an editor at work: {published} builds published, {denied} denied, none torn, nothing from outside"));
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
