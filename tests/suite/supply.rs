//! What the program is built from: every library from one place, under a known licence, once, and for the Rust that we name.
//!
//! `cargo deny check` asks the same and more; this asks it wherever the tests run. The lists stand in `deny.toml`.

#![allow(clippy::disallowed_methods, reason = "these tests read the crate's own files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every package of `Cargo.lock`, the program itself among them.
fn packages() -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("cargo metadata: {error}: {}", String::from_utf8_lossy(&output.stderr));
    });
    metadata["packages"].as_array().expect("packages").clone()
}

fn rules() -> toml::Table {
    fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap()
}

fn word<'v>(package: &'v Value, key: &str) -> &'v str {
    package[key].as_str().unwrap_or("")
}

#[test]
fn every_library_has_a_licence_that_lets_anybody_use_it() {
    let rules = rules();
    let allowed: BTreeSet<&str> = rules["licenses"]["allow"].as_array().unwrap().iter().filter_map(toml::Value::as_str).collect();
    // An expression of licences: of those joined by OR one is enough, of those joined by AND all are needed.
    let is_allowed = |expression: &str| {
        let plain = expression.replace('/', " OR ").replace(['(', ')'], "");
        plain.split(" AND ").all(|all| all.split(" OR ").any(|one| allowed.contains(one.trim())))
    };
    let wrong: Vec<String> = packages()
        .iter()
        .filter(|package| !is_allowed(word(package, "license")))
        .map(|package| format!("{}: {}", word(package, "name"), word(package, "license")))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_library_is_there_once_or_is_listed_with_the_reason() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages() {
        versions.entry(word(&package, "name").to_owned()).or_default().insert(word(&package, "version").to_owned());
    }
    let twice: BTreeSet<String> = versions.into_iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| name).collect();
    let rules = rules();
    let listed: BTreeSet<String> = rules["bans"]["skip"]
        .as_array()
        .unwrap()
        .iter()
        .map(|skip| {
            assert!(!skip["reason"].as_str().unwrap_or("").is_empty(), "{skip} has no reason");
            skip["name"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(twice, listed, "what is there twice, and what deny.toml says of it");
}

#[test]
fn every_library_comes_from_one_place_and_its_digest_is_kept() {
    for package in packages() {
        let source = word(&package, "source");
        let is_own = word(&package, "name") == "handbook" && source.is_empty();
        assert!(
            is_own || source == "registry+https://github.com/rust-lang/crates.io-index",
            "{}: {source}",
            word(&package, "name")
        );
    }
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock")).unwrap().parse().unwrap();
    for package in lock["package"].as_array().unwrap() {
        let has_digest = package.get("checksum").is_some();
        assert!(has_digest || package["name"].as_str() == Some("handbook"), "{package} has no digest");
    }
}

#[test]
fn every_library_is_for_the_rust_that_we_name() {
    let number = |version: &str| -> Vec<u32> { version.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    let packages = packages();
    let own = packages.iter().find(|package| word(package, "name") == "handbook").unwrap();
    let ours = number(word(own, "rust_version"));
    for package in &packages {
        assert!(
            number(word(package, "rust_version")) <= ours,
            "{} needs a later Rust than Cargo.toml names",
            word(package, "name")
        );
    }
}

#[test]
fn no_code_of_ours_is_unsafe() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}

/// What the theme ships is all our own: nothing in it came from elsewhere, so that nothing has to be listed with a licence of its own.
#[test]
fn the_theme_ships_nothing_of_others() {
    let document = fs::read_to_string(root().join("docs/security.md")).unwrap();
    for entry in walkdir::WalkDir::new(root().join("themes/default/static")).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(document.contains(&format!("`{name}`")), "docs/security.md does not list {name}");
        }
    }
}

/// The bill of materials names every library with its version, its licence and its digest, and is the same each time.
#[test]
fn the_bill_of_materials_is_whole() {
    let made = || {
        let script = root().join("release/bill-of-materials");
        let output = Command::new(script).env("SOURCE_DATE_EPOCH", "1795521600").current_dir(root()).output();
        let output = output.expect("release/bill-of-materials can be run");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    if Command::new("python3").arg("--version").output().is_err() {
        return;
    }
    let bill = made();
    assert_eq!(bill, made());
    let bill: Value = serde_json::from_slice(&bill).unwrap();
    assert_eq!((word(&bill, "bomFormat"), word(&bill, "specVersion")), ("CycloneDX", "1.5"));
    let components = bill["components"].as_array().unwrap();
    let references: BTreeSet<&str> = components.iter().map(|component| word(component, "bom-ref")).collect();
    assert_eq!(references.len(), components.len());
    assert!(components.len() > 50);
    for component in components {
        assert!(!word(component, "version").is_empty() && word(component, "purl").starts_with("pkg:cargo/"), "{component}");
        assert!(component["licenses"][0]["expression"].is_string(), "{component}");
        assert_eq!(component["hashes"][0]["content"].as_str().map(str::len), Some(64), "{component}");
    }
    let own = bill["metadata"]["component"]["bom-ref"].as_str().unwrap();
    for dependency in bill["dependencies"].as_array().unwrap() {
        assert!(references.contains(word(dependency, "ref")) || word(dependency, "ref") == own);
        for on in dependency["dependsOn"].as_array().unwrap() {
            assert!(references.contains(on.as_str().unwrap()), "{on}");
        }
    }
}
