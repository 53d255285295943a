//! What a build wrote, as text in the output itself. Says nothing of when: the same site has the same manifest.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The form of the manifest. A build that meets a later one does not touch it.
const VERSION: u32 = 1;

/// What tells the bytes of one file from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Print {
    sha256: String,
    length: u64,
}

impl Print {
    pub(super) fn of(bytes: &[u8]) -> Print {
        Print { sha256: base16ct::lower::encode_string(&Sha256::digest(bytes)), length: bytes.len() as u64 }
    }
}

/// Every file of a site but the manifest itself, by path.
#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<String, Print>,
    /// The addresses on each page that others may have noted.
    anchors: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    pub(super) fn new(files: impl IntoIterator<Item = (String, Print)>) -> Manifest {
        Manifest { files: files.into_iter().collect(), anchors: BTreeMap::new() }
    }

    /// The same with the headings and clauses of its pages.
    pub(super) fn with_anchors(self, anchors: impl IntoIterator<Item = (String, Vec<String>)>) -> Manifest {
        Manifest { anchors: anchors.into_iter().collect(), ..self }
    }

    /// One file a line, so that two manifests can be compared by eye.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{{\n\"manifest\": \"handbook\",\n\"version\": {VERSION},\n\"files\": [");
        for (number, (path, Print { sha256, length })) in self.files.iter().enumerate() {
            let separator = if number == 0 { "\n" } else { ",\n" };
            let anchors = self.anchors.get(path).cloned().unwrap_or_default();
            let line = Line { path: path.clone(), sha256: sha256.clone(), length: *length, anchors };
            // Neither writing into a string nor this struct can fail.
            let line = serde_json::to_string(&line).unwrap_or_default();
            let _ = write!(text, "{separator}{line}");
        }
        text.push_str("\n]\n}\n");
        text
    }

    /// Reads what an earlier build wrote; an error says in an author's words why not.
    pub(super) fn from_text(text: &[u8]) -> Result<Manifest, String> {
        let Document { manifest, version, files } =
            serde_json::from_slice(text).map_err(|error| format!("cannot be read ({error})"))?;
        if manifest != "handbook" {
            return Err("is not one of ours".to_owned());
        }
        if version > VERSION {
            return Err(format!("was written by a later handbook (version {version}, this one knows {VERSION})"));
        }
        let mut manifest = Manifest::new([]);
        for Line { path, sha256, length, anchors } in files {
            if !anchors.is_empty() {
                manifest.anchors.insert(path.clone(), anchors);
            }
            manifest.files.insert(path, Print { sha256, length });
        }
        Ok(manifest)
    }
}

#[derive(Deserialize)]
struct Document {
    manifest: String,
    version: u32,
    files: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    path: String,
    sha256: String,
    length: u64,
    /// Its headings and clauses, sorted; nothing where it has none, and from builds that did not list them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    anchors: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let manifest = Manifest::new([("b/\"x\".html".to_owned(), Print::of(b"b")), ("a.html".to_owned(), Print::of(b""))]);
        let manifest = manifest.with_anchors([("a.html".to_owned(), vec!["clause-half".to_owned(), "quorum".to_owned()])]);
        let text = manifest.to_text();
        assert_eq!(Manifest::from_text(text.as_bytes()).unwrap().anchors, manifest.anchors);
        assert!(text.contains(",\"length\":0,\"anchors\":[\"clause-half\",\"quorum\"]}"), "{text}");
        assert_eq!(Manifest::from_text(text.as_bytes()).unwrap().files, manifest.files);
        assert!(text.contains("{\"path\":\"a.html\",\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb924"), "{text}");
        assert_eq!(Manifest::from_text(Manifest::new([]).to_text().as_bytes()).unwrap().files.len(), 0);
    }

    #[test]
    fn what_is_no_manifest_says_why() {
        for (text, why) in [
            ("", "cannot be read"),
            ("{\"manifest\": \"other\", \"version\": 1, \"files\": []}", "not one of ours"),
            ("{\"manifest\": \"handbook\", \"version\": 9, \"files\": []}", "later handbook"),
        ] {
            let error = Manifest::from_text(text.as_bytes()).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }
}
