//! Builds that are killed: at any moment, and at each call with which they change the disk.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::time::{Duration, Instant};

use crate::run::{Draw, build, can_trace, code, run, say, times, traced};
use crate::site::{Site, Stands};

const KILL: i32 = 9;

/// The calls by which a build reads, writes, exchanges and clears away.
const CALLS: &str = "mkdir,mkdirat,openat,openat2,write,fchmod,linkat,syncfs,rename,renameat2,unlink,unlinkat,rmdir,flock";

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new() {
    let site = Site::published();
    let begun = Instant::now();
    assert_eq!(code(&mut build(&site.new, &site.output)), Some(0));
    let takes = begun.elapsed() + Duration::from_millis(10);
    site.restore("at first");
    let kills = times(40, 500);
    let (mut old, mut new, mut left) = (0, 0, 0);
    let mut draw = Draw(1);
    for kill in 0..kills {
        // One in each part of the time that a build takes, so that no part is left out.
        let parts = u32::try_from(kills).unwrap() * 1_000;
        let part = u32::try_from(kill).unwrap() * 1_000 + u32::try_from(draw.below(1_000)).unwrap();
        let moment = takes * part / parts;
        let after = format!("killed after {moment:?} of {takes:?}");
        let mut child = build(&site.new, &site.output).spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        match site.stands(&after) {
            Stands::Old => old += 1,
            Stands::New => new += 1,
            Stands::Nothing => panic!("{after}: there is no site"),
        }
        assert!(site.left() <= 1, "{after}: {} things beside the output", site.left());
        left += site.left();
        site.restore(&after);
    }
    say(&format!("{kills} kills at any moment: 0 torn, 0 unrecovered, {old} old, {new} new, {left} with one thing beside"));
}

#[test]
fn a_first_build_that_is_killed_leaves_no_site_or_the_whole() {
    let site = Site::new();
    let mut draw = Draw(2);
    for _ in 0..times(10, 100) {
        let moment = Duration::from_micros(draw.below(150_000));
        let after = format!("a first build killed after {moment:?}");
        let mut child = build(&site.new, &site.output).spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_ne!(site.stands(&after), Stands::Old);
        assert!(site.left() <= 1, "{after}");
        site.restore(&after);
        fs::remove_dir_all(&site.output).unwrap();
    }
}

#[test]
fn a_build_killed_at_any_call_leaves_the_old_site_or_the_new() {
    if !can_trace("builds killed at each call") {
        return;
    }
    let site = Site::published();
    let counts = calls(&site, CALLS);
    let all = counts.values().sum::<usize>();
    // Every place of what is called seldom, and places throughout of what is called often.
    let most = times(2, 60);
    let (mut kills, mut old, mut new) = (0, 0, 0);
    for (call, count) in &counts {
        for number in places(*count, most) {
            let after = format!("killed at {call} number {number} of {count}");
            let inject = format!("inject={call}:signal=KILL:when={number}");
            let ended = run(&mut traced(&["-e", &inject, "-o", "/dev/null"], &site.new, &site.output)).status;
            assert!(ended.signal() == Some(KILL) || ended.success(), "{after}: {ended:?}");
            match site.stands(&after) {
                Stands::Old => old += 1,
                Stands::New => new += 1,
                Stands::Nothing => panic!("{after}: there is no site"),
            }
            assert!(site.left() <= 1, "{after}");
            site.restore(&after);
            kills += 1;
        }
    }
    assert!(counts.contains_key("renameat2") && counts.contains_key("syncfs") && counts.contains_key("write"), "{counts:?}");
    assert!(old > 0 && new > 0);
    say(&format!("{kills} kills at calls (of {all}): 0 torn, 0 unrecovered, {old} old, {new} new"));
}

/// Where a disk cannot exchange two folders, there may be a moment without a site, and never half of one.
#[test]
fn without_an_exchange_a_killed_build_is_put_right_by_the_next() {
    if !can_trace("disks that cannot exchange two folders") {
        return;
    }
    let site = Site::published();
    let none = "inject=renameat2:error=EINVAL";
    assert_eq!(code(&mut traced(&["-e", none, "-o", "/dev/null"], &site.new, &site.output)), Some(0));
    assert_eq!(site.stands("by two renames"), Stands::New);
    assert_eq!(site.left(), 0);
    site.restore("by two renames");
    for number in 1..=2 {
        let after = format!("killed at rename number {number}");
        let kill = format!("inject=rename:signal=KILL:when={number}");
        run(&mut traced(&["-e", none, "-e", &kill, "-o", "/dev/null"], &site.new, &site.output));
        let stands = site.stands(&after);
        assert_eq!(stands, if number == 1 { Stands::Old } else { Stands::Nothing }, "{after}");
        assert!(site.left() <= 1, "{after}");
        site.restore(&after);
    }
}

/// The disk has all of the new site before the old one goes.
#[test]
fn everything_is_written_out_before_the_exchange() {
    if !can_trace("the order of writing out and exchanging") {
        return;
    }
    let site = Site::published();
    let log = site.folder.join("log");
    let what = ["-e", "trace=write,linkat,syncfs,renameat2", "-o", log.to_str().unwrap()];
    assert_eq!(code(&mut traced(&what, &site.new, &site.output)), Some(0));
    let log = fs::read_to_string(log).unwrap();
    let calls: Vec<&str> = log.lines().filter_map(|line| line.split_whitespace().nth(1)?.split('(').next()).collect();
    let at = |call: &str| calls.iter().position(|found| *found == call).unwrap();
    let (sync, exchange) = (at("syncfs"), at("renameat2"));
    assert!(sync < exchange, "{calls:?}");
    let between = &calls[sync + 1..exchange];
    assert!(between.is_empty(), "between writing out and exchanging: {between:?}");
    assert!(calls[..sync].iter().filter(|call| **call == "write").count() > 50);
}

/// How often a build calls each of these, on the thread that does so most: by thread is how strace counts.
pub(crate) fn calls(site: &Site, calls: &str) -> BTreeMap<String, usize> {
    let log = site.folder.join("calls");
    let trace = format!("trace={calls}");
    let what = ["-e", &trace, "-o", log.to_str().unwrap()];
    assert_eq!(code(&mut traced(&what, &site.new, &site.output)), Some(0));
    site.restore("counted");
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in fs::read_to_string(&log).unwrap().lines() {
        let mut words = line.split_whitespace();
        let (Some(thread), Some(rest)) = (words.next(), words.next()) else { continue };
        if let Some((call, _)) = rest.split_once('(') {
            *counts.entry((call.to_owned(), thread.to_owned())).or_default() += 1;
        }
    }
    let mut most = BTreeMap::new();
    for ((call, _), count) in counts {
        let seen: &mut usize = most.entry(call).or_default();
        *seen = count.max(*seen);
    }
    most
}

/// At most `most` numbers from 1 to `count`, the first and the last among them.
pub(crate) fn places(count: usize, most: usize) -> Vec<usize> {
    if most == 1 {
        return vec![count.div_ceil(2)];
    }
    if count <= most {
        return (1..=count).collect();
    }
    let mut places: Vec<usize> = (0..most).map(|number| 1 + number * (count - 1) / (most - 1).max(1)).collect();
    places.dedup();
    places
}
