//! The least that any generator has to do, for comparison with what `handbook` takes: parse the same Markdown, and write the same files.
//!
//! ```text
//! cargo run --release --example floor -- parse FOLDER
//! cargo run --release --example floor -- write FOLDER NEW-FOLDER
//! ```
//!
//! Both use every core, and nothing is joined, checked or laid out.

#![allow(clippy::disallowed_methods, reason = "it measures the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use walkdir::WalkDir;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["parse", folder] => println!("{} bytes of HTML", parse(Path::new(folder))),
        ["write", from, to] => println!("{} files", write(Path::new(from), Path::new(to))),
        _ => {
            eprintln!("usage: floor parse FOLDER | floor write FOLDER NEW-FOLDER");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Every Markdown file below a folder, read, cut off its front matter, and turned into HTML.
fn parse(folder: &Path) -> usize {
    let markdown = files(folder).into_par_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    markdown
        .map(|path| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let body = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n")).map_or(&text[..], |(_, body)| body);
            let mut html = String::with_capacity(body.len() * 2);
            pulldown_cmark::html::push_html(&mut html, Parser::new_ext(body, Options::ENABLE_TABLES));
            html.len()
        })
        .sum()
}

/// The files of one folder, in memory, written to another: the folders first, each once.
fn write(from: &Path, to: &Path) -> usize {
    let read: Vec<(PathBuf, Vec<u8>)> = files(from)
        .into_par_iter()
        .filter_map(|path| Some((to.join(path.strip_prefix(from).ok()?), fs::read(&path).ok()?)))
        .collect();
    let folders: BTreeSet<&Path> = read.iter().filter_map(|(path, _)| path.parent()).collect();
    let started = std::time::Instant::now();
    for folder in folders {
        let _ = fs::create_dir_all(folder);
    }
    let written = read.par_iter().filter(|(path, bytes)| fs::write(path, bytes).is_ok()).count();
    eprintln!("writing alone: {:.3} s", started.elapsed().as_secs_f64());
    written
}
