//! Writes a handbook whose authors mean harm, for a browser to look at what is made of it.
//!
//! ```text
//! cargo run --example hostile -- FOLDER
//! ```

#![allow(clippy::disallowed_methods, reason = "it writes a handbook, as an author does")]

use std::fs;
use std::path::PathBuf;

#[path = "mod.rs"]
mod filled;

fn main() {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("usage: hostile FOLDER");
        std::process::exit(2);
    };
    for (path, bytes) in filled::harm::handbook() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder can be written");
        fs::write(path, bytes).expect("the file can be written");
    }
}
