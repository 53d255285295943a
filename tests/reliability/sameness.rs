//! The same input gives the same bytes, whatever the surroundings: each is varied alone, and the sites are compared byte by byte.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::folder::{Folder, Tree};
use crate::preview::Preview;
use crate::run::{MOMENT, PROGRAM, build, code, command, is_long, own_disks, run, say, skipped, times};

/// The handbook that uses every feature, where anybody may read it.
fn fictional() -> (Folder, PathBuf) {
    let folder = Folder::new();
    let content = folder.join("content");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook"), &content, Order::Names);
    (folder, content)
}

/// In which order the files of a folder are made.
#[derive(Clone, Copy)]
enum Order {
    Names,
    Backwards,
    Mixed,
}

fn copy(from: &Path, to: &Path, order: Order) {
    let entries = walkdir::WalkDir::new(from).min_depth(1).sort_by_file_name().into_iter().map(Result::unwrap);
    let mut paths: Vec<PathBuf> = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect();
    match order {
        Order::Names => {}
        Order::Backwards => paths.reverse(),
        Order::Mixed => paths.sort_by_key(|path| (path.as_os_str().len() * 7 % 13, path.clone())),
    }
    for path in paths {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(&target, fs::read(&path).unwrap()).unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o644)).unwrap();
    }
}

/// The first few of these, or all before a release.
fn few_or_all<T>(all: &[T], few: usize) -> &[T] {
    &all[..times(few, all.len())]
}

#[test]
fn the_surroundings_leave_no_trace() {
    let (folder, content) = fictional();
    let output = folder.join("site");
    assert_eq!(code(&mut build(&content, &output)), Some(0));
    let expected = Tree::of(&output);
    assert!(expected.len() > 200);
    let mut variations = 0;
    let mut same = |what: &str, command: &mut Command| {
        let output = folder.join("varied");
        command.arg("--output").arg(&output).stdout(Stdio::null()).stderr(Stdio::null());
        assert_eq!(code(command), Some(0), "{what}");
        let tree = Tree::of(&output);
        assert!(tree == expected, "{what}: {:?}", tree.differences(&expected));
        fs::remove_dir_all(output).unwrap();
        variations += 1;
    };
    let plain = |content: &Path| {
        let mut command = command(PROGRAM);
        command.arg("build").arg(content);
        command
    };

    same("another moment of the real clock", &mut plain(&content));
    same("the same day, chosen by its last second", plain(&content).env("SOURCE_DATE_EPOCH", "1795564799"));
    for zone in few_or_all(&["Pacific/Kiritimati", "America/Los_Angeles", "UTC", "Asia/Kathmandu", "No/Where"], 2) {
        same(zone, plain(&content).env("TZ", zone));
    }
    for locale in few_or_all(&["tr_TR.UTF-8", "C", "de_DE.ISO-8859-1", "xx"], 1) {
        same(locale, plain(&content).env("LANG", locale).env("LC_ALL", locale).env("LANGUAGE", locale));
    }
    for threads in few_or_all(&["1", "64", "2", "7"], 2) {
        same(&format!("{threads} threads"), plain(&content).env("RAYON_NUM_THREADS", threads));
    }
    same("colours", plain(&content).env("CLICOLOR_FORCE", "1").env("FORCE_COLOR", "3").env("TERM", "xterm-256color"));
    same("no colours", plain(&content).env("NO_COLOR", "1").env("TERM", "dumb"));
    same(
        "an environment of somebody else",
        plain(&content).envs([("USER", "x"), ("HOME", "/"), ("HOSTNAME", "y"), ("EDITOR", "z")]),
    );
    for umask in few_or_all(&["077", "000"], 1) {
        let script = format!("umask {umask}; exec \"$0\" \"$@\"");
        same(umask, command("sh").args(["-c", &script, PROGRAM, "build"]).arg(&content));
    }
    same("no order of addresses", command("setarch").args(["-R", PROGRAM, "build"]).arg(&content));
    same("one processor", command("taskset").args(["-c", "0", PROGRAM, "build"]).arg(&content));

    // Where it stands, how it is named, and what its files look like but for their bytes.
    same("another folder to stand in", plain(Path::new("content")).current_dir(folder.path()));
    same("its own folder to stand in", plain(Path::new(".")).current_dir(&content));
    same("a long way round", &mut plain(&content.join("../content/./")));
    let long_name = "x".repeat(100);
    let folders = [("ünï cödé", Order::Backwards), ("a", Order::Names), (long_name.as_str(), Order::Mixed)];
    for (name, order) in few_or_all(&folders, 1) {
        let elsewhere = folder.join(name).join("deep/er");
        copy(&content, &elsewhere, *order);
        same(name, &mut plain(&elsewhere));
        let times = run(command("find").arg(&elsewhere).args(["-exec", "touch", "-d", "1999-12-31T23:59:59Z", "{}", "+"]));
        assert!(times.status.success());
        same("other times", &mut plain(&elsewhere));
        for entry in walkdir::WalkDir::new(&elsewhere).into_iter().map(Result::unwrap) {
            let mode = if entry.file_type().is_dir() { 0o700 } else { 0o755 };
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode)).unwrap();
        }
        same("other modes", &mut plain(&elsewhere));
    }
    if let Some(own_disks) = own_disks("another sort of disk") {
        let disk = folder.join("disk");
        fs::create_dir(&disk).unwrap();
        let script = "mount -t tmpfs tmpfs \"$0\" && cp -r \"$1\" \"$0/c\" && shift && exec \"$0\" \"$@\"";
        let script = script.replace("exec \"$0\" \"$@\"", &format!("exec '{PROGRAM}' build '{}/c' \"$@\"", disk.display()));
        same("another sort of disk", command("unshare").args(own_disks).args(["sh", "-c", &script]).arg(&disk).arg(&content));
    }
    for clock in ["1999-12-31 23:59:59", "2038-01-19 03:14:08"] {
        if run(command("sh").args(["-c", "command -v faketime"])).status.success() {
            same(clock, command("faketime").args([clock, PROGRAM, "build"]).arg(&content));
        } else {
            skipped(&format!("the clock at {clock}"), "faketime is not installed");
        }
    }
    say(&format!("{variations} variations of surroundings: the same bytes"));

    // The day is all that the clock tells, and it can be told otherwise.
    let mut another = command(PROGRAM);
    another
        .args([OsStr::new("build"), content.as_os_str(), OsStr::new("--output"), output.as_os_str()])
        .env("SOURCE_DATE_EPOCH", "1795608000");
    assert_eq!(code(another.stdout(Stdio::null()).stderr(Stdio::null())), Some(0));
    assert!(Tree::of(&output) != expected, "another day gives another site");
    let mut asked = command(PROGRAM);
    asked.args([
        OsStr::new("build"),
        content.as_os_str(),
        OsStr::new("--as-of"),
        OsStr::new("2026-11-25"),
        OsStr::new("--output"),
    ]);
    asked.arg(folder.join("asked")).env("SOURCE_DATE_EPOCH", MOMENT);
    assert_eq!(code(asked.stdout(Stdio::null()).stderr(Stdio::null())), Some(0));
    assert!(Tree::of(&folder.join("asked")) != expected);
}

#[test]
fn a_site_built_over_an_old_one_is_that_built_from_nothing() {
    let (folder, content) = fictional();
    let (over, fresh) = (folder.join("over"), folder.join("fresh"));
    let name = |word: &str| format!("+++\nname = \"{word}\"\n+++\nSee [[{}]].\n", "page:about-secret");
    let secret = content.join("pages/about-secret.md");
    fs::write(&secret, name("Tavistock-on-Nowhere")).unwrap();
    assert_eq!(code(&mut build(&content, &over)), Some(0));
    let shows = |tree: &Tree| {
        let word = b"Tavistock-on-Nowhere";
        tree.files().filter(|(_, bytes)| bytes.windows(word.len()).any(|window| window == word)).count()
    };
    assert!(shows(&Tree::of(&over)) > 1);
    fs::remove_file(&secret).unwrap();
    for output in [&over, &fresh] {
        assert_eq!(code(&mut build(&content, output)), Some(0));
    }
    let (over, fresh) = (Tree::of(&over), Tree::of(&fresh));
    assert!(over == fresh, "{:?}", over.differences(&fresh));
    assert_eq!(shows(&over), 0, "what was taken out is still shown");
}

#[test]
fn the_preview_shows_what_a_build_publishes_but_for_its_script() {
    let (folder, content) = fictional();
    let output = folder.join("site");
    assert_eq!(code(&mut build(&content, &output)), Some(0));
    let preview = Preview::of(&content, &[]);
    let mut compared = 0;
    for (path, bytes) in Tree::of(&output).files() {
        // For addresses that do not exist there is a page at any depth, whose links begin at the root of the preview.
        if matches!(path, "handbook.manifest.json" | "404.html") {
            continue;
        }
        let address: String = path.split('/').map(|part| format!("/{}", encoded(part))).collect();
        let answer = preview.get(&address);
        assert_eq!(answer.status, 200, "{path}");
        let shown = if path.ends_with(".html") { without_script(&answer.body) } else { answer.body };
        assert!(shown == bytes, "{path} is shown otherwise than it is published");
        compared += 1;
    }
    assert!(compared > 150, "{compared}");
}

fn encoded(part: &str) -> String {
    part.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn without_script(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(page.to_vec()).unwrap();
    let start = text.find("<script src=\"/_handbook/reload.js\"").expect("every page of the preview has its script");
    let end = start + text[start..].find("</script>\n").unwrap() + "</script>\n".len();
    format!("{}{}", &text[..start], &text[end..]).into_bytes()
}

#[test]
fn a_checkout_with_other_line_ends_is_the_same_handbook() {
    let (folder, content) = fictional();
    let (plain, dos) = (folder.join("plain"), folder.join("dos"));
    assert_eq!(code(&mut build(&content, &plain)), Some(0));
    let ends = |ending: &OsStr| ["toml", "md"].iter().any(|text| ending == *text);
    for entry in walkdir::WalkDir::new(&content).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_some_and(ends) {
            let text = fs::read_to_string(entry.path()).unwrap();
            fs::write(entry.path(), text.replace("\r\n", "\n").replace('\n', "\r\n")).unwrap();
        }
    }
    assert_eq!(code(&mut build(&content, &dos)), Some(0));
    let (plain, dos) = (Tree::of(&plain), Tree::of(&dos));
    assert!(plain == dos, "{:?}", plain.differences(&dos));
}

#[test]
fn a_site_names_neither_folder_nor_machine_nor_somebody() {
    let folder = Folder::new();
    let content = folder.join("sub-zanzibar/content");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook"), &content, Order::Names);
    let output = folder.join("site-zanzibar");
    let mut build = build(&content, &output);
    build.envs([("USER", "zanzibar"), ("LOGNAME", "zanzibar"), ("HOSTNAME", "zanzibar"), ("EMAIL", "zanzibar@example.org")]);
    build.envs([("GIT_AUTHOR_EMAIL", "zanzibar@example.org"), ("HOME", "/zanzibar"), ("SECRET", "zanzibar")]);
    assert_eq!(code(&mut build), Some(0));
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let own = folder.path().to_string_lossy().into_owned();
    for (path, bytes) in Tree::of(&output).files() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("zanzibar") && !text.contains(&own), "{path} tells where it was made");
        assert!(host.trim().len() < 5 || !text.contains(host.trim()), "{path} names the machine");
    }
}

/// With and without optimisation the same site: compared before a release, since it is built for that.
#[test]
fn an_optimised_program_makes_the_same_site() {
    if !is_long() {
        return;
    }
    let other = if PROGRAM.contains("/release/") {
        PROGRAM.replace("/release/", "/debug/")
    } else {
        PROGRAM.replace("/debug/", "/release/")
    };
    if !Path::new(&other).exists() {
        skipped("the site of the other build of the program", &format!("{other} is not there"));
        return;
    }
    let (folder, content) = fictional();
    let mut trees = Vec::new();
    for program in [PROGRAM, &other] {
        let output = folder.join(&format!("site-{}", trees.len()));
        let mut command = command(program);
        command.arg("build").arg(&content).arg("--output").arg(&output).stdout(Stdio::null()).stderr(Stdio::null());
        assert_eq!(code(&mut command), Some(0));
        trees.push(Tree::of(&output));
    }
    assert!(trees[0] == trees[1], "{:?}", trees[0].differences(&trees[1]));
}
