//! What the last build to an output was made from, and how it left each file there: where both are so still, there is nothing to do.
//!
//! A receipt is kept apart from the site, in the cache of whoever builds it. In the site it would tell the public when something
//! changed that is not published. It holds digests and counts, nothing of what any file says, and losing it costs one build's time.
//!
//! A file of the site counts as it was left where its inode, length, mode, links and times are the same, as a version control
//! system has it: whatever changes a file changes one of them, but for a change within the same tick of the disk's clock in which the
//! build wrote the file.

use std::fs::{self, DirEntry, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;
use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::lock::Lock;
use super::target::Target;
use super::{PublishError, Stands, go_on};

/// The form of a receipt. One of another form is none.
const VERSION: u32 = 1;

/// The longest receipt that is read, in bytes: the longest path and some numbers.
const LIMIT: u64 = 64 * 1024;

/// How many receipts are kept before those of outputs that are gone are swept up.
const KEPT: usize = 50;

/// The receipts of somebody's builds, one for each output, in a folder of their own.
#[derive(Clone, Debug)]
pub struct Receipts {
    folder: PathBuf,
}

/// What a build made, told again where nothing has changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// How many pages.
    pub pages: usize,
    /// What was found and did not stop it, in one line; empty where nothing was.
    pub findings: String,
}

#[derive(Serialize, Deserialize)]
struct Receipt {
    version: u32,
    /// The output, for sweeping up once it is gone.
    output: String,
    /// What it was made from.
    origin: String,
    /// How it was left.
    standing: String,
    made: Made,
}

impl Receipts {
    /// Receipts in `folder`, which need not exist.
    pub fn new(folder: PathBuf) -> Receipts {
        Receipts { folder }
    }

    /// What the last build to `output` made, where it was made from the same `origin` and every file stands as it was left, with
    /// nothing beside them. `None` where anything is otherwise or not known: then the site has to be made.
    ///
    /// # Errors
    /// As [`super::Stage::open`], for an output that has a receipt.
    pub fn standing(
        &self,
        output: &Path,
        content_root: Option<&Path>,
        origin: &str,
        stop: &AtomicBool,
    ) -> Result<Option<Made>, PublishError> {
        let target = Target::resolve(output, content_root)?;
        let Some(receipt) = self.read(&target).filter(|receipt| receipt.origin == origin) else { return Ok(None) };
        if !target.output.exists() {
            return Ok(None);
        }
        let _lock = Lock::take(&target, stop)?;
        target.recover()?;
        let stands = standing(&target.output).is_ok_and(|standing| standing == receipt.standing);
        go_on(stop, &target)?;
        Ok(stands.then_some(receipt.made))
    }

    /// Notes what a site that was just published was made from. Where that cannot be noted, the next build makes all of it.
    pub fn keep(&self, stands: &Stands, origin: &str, made: Made) {
        let _ = self.try_to_keep(stands.target, origin, made);
    }

    fn try_to_keep(&self, target: &Target, origin: &str, made: Made) -> io::Result<()> {
        let receipt = Receipt {
            version: VERSION,
            output: target.output.to_str().map(str::to_owned).ok_or(io::ErrorKind::InvalidFilename)?,
            origin: origin.to_owned(),
            standing: standing(&target.output)?,
            made,
        };
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        self.sweep();
        let path = self.path(target);
        let unfinished = path.with_extension(format!("{}.new", std::process::id()));
        let no_follow = OFlags::NOFOLLOW.bits().cast_signed();
        let opened =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).custom_flags(no_follow).open(&unfinished);
        opened.and_then(|mut file| file.write_all(&serde_json::to_vec(&receipt)?))?;
        fs::rename(&unfinished, &path).inspect_err(|_| drop(fs::remove_file(&unfinished)))
    }

    fn read(&self, target: &Target) -> Option<Receipt> {
        let receipt = read(&self.path(target)).ok()?;
        (receipt.version == VERSION && target.output.to_str() == Some(&receipt.output)).then_some(receipt)
    }

    /// One receipt for each output, whatever letters its path has.
    fn path(&self, target: &Target) -> PathBuf {
        let name = base16ct::lower::encode_string(&Sha256::digest(target.output.as_os_str().as_encoded_bytes()));
        self.folder.join(name).with_extension("json")
    }

    /// Removes the receipts of outputs that are gone, and whatever cannot be read, once there are many.
    fn sweep(&self) {
        let listed: Vec<DirEntry> = fs::read_dir(&self.folder).into_iter().flatten().flatten().collect();
        if listed.len() < KEPT {
            return;
        }
        for path in listed.iter().map(DirEntry::path) {
            if !read(&path).is_ok_and(|receipt| Path::new(&receipt.output).exists()) {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn read(path: &Path) -> io::Result<Receipt> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let mut bytes = Vec::new();
    OpenOptions::new().read(true).custom_flags(flags).open(path)?.take(LIMIT).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// How everything in a folder stands, in one digest.
fn standing(folder: &Path) -> io::Result<String> {
    Ok(base16ct::lower::encode_string(&digest(folder)?))
}

fn digest(folder: &Path) -> io::Result<Vec<u8>> {
    let mut listed = fs::read_dir(folder)?.collect::<io::Result<Vec<DirEntry>>>()?;
    listed.sort_by_key(DirEntry::file_name);
    let looked = listed.into_par_iter().map(|entry| {
        let metadata = entry.metadata()?;
        let name = entry.file_name();
        let below = if metadata.is_dir() { digest(&entry.path())? } else { stamp(&metadata) };
        let mut line = metadata.mode().to_le_bytes().to_vec();
        line.extend((name.len() as u64).to_le_bytes());
        line.extend(name.as_encoded_bytes());
        line.extend(below);
        Ok(line)
    });
    Ok(Sha256::digest(looked.collect::<io::Result<Vec<_>>>()?.concat()).to_vec())
}

/// What tells a file from itself after a change, and from another in its place.
fn stamp(metadata: &Metadata) -> Vec<u8> {
    let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
    let numbers = [metadata.ino(), metadata.len(), metadata.nlink()];
    times.iter().flat_map(|time| time.to_le_bytes()).chain(numbers.iter().flat_map(|number| number.to_le_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::super::tests::{SITE, build, staged};
    use super::*;
    use crate::source::disk::tests::OwnFolder;

    /// A site that was built, with its receipt.
    struct Built {
        folder: OwnFolder,
        receipts: Receipts,
        output: PathBuf,
    }

    fn made() -> Made {
        Made { pages: 3, findings: "1 warning".to_owned() }
    }

    fn build_and_keep(output: &Path, receipts: &Receipts) {
        staged(output, SITE).unwrap().publish_and(|stands| receipts.keep(stands, "one", made())).unwrap();
    }

    impl Built {
        fn new() -> Built {
            let folder = OwnFolder::new();
            let output = folder.path().join("site");
            let receipts = Receipts::new(folder.path().join("cache/receipts"));
            build_and_keep(&output, &receipts);
            Built { folder, receipts, output }
        }

        fn standing(&self, origin: &str) -> Option<Made> {
            self.receipts.standing(&self.output, None, origin, &AtomicBool::new(false)).unwrap()
        }
    }

    #[test]
    fn what_stands_as_it_was_left_need_not_be_made() {
        let built = Built::new();
        assert_eq!(built.standing("one"), Some(made()));
        assert_eq!(built.standing("one"), Some(made()), "asking changes nothing");
        assert_eq!(built.standing("another"), None);
        let elsewhere = built.folder.path().join("elsewhere");
        build(&elsewhere, SITE).unwrap();
        let asked = built.receipts.standing(&elsewhere, None, "one", &AtomicBool::new(false));
        assert_eq!(asked.unwrap(), None, "a receipt is one output's");
    }

    /// Else the receipt might speak of another build's site, which was put there between the two.
    #[test]
    fn nobody_else_may_write_before_the_receipt_is_kept() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        let mut while_kept = None;
        staged(&output, SITE).unwrap().publish_and(|_| while_kept = Some(build(&output, &[("", "another")]))).unwrap();
        assert!(matches!(while_kept, Some(Err(PublishError::Busy { .. }))), "{while_kept:?}");
        build(&output, &[("", "another")]).unwrap();
    }

    #[test]
    fn a_site_of_which_files_were_kept_stands_as_it_was_left() {
        let built = Built::new();
        let mut pages = SITE.to_vec();
        pages[0].1 = "another home";
        let keep = |stands: &Stands| built.receipts.keep(stands, "two", made());
        let published = staged(&built.output, &pages).unwrap().publish_and(keep).unwrap();
        assert_eq!((published.written, published.kept), (1, 2));
        assert_eq!(built.standing("two"), Some(made()));
        assert_eq!(built.standing("one"), None);
    }

    #[test]
    fn whatever_happens_to_a_file_is_seen() {
        let page = "organisations/leeds/index.html";
        let write = |path: &Path, text: &str| fs::write(path, text).unwrap();
        type Change<'c> = (&'c str, &'c dyn Fn(&Path));
        let changes: [Change; 8] = [
            ("another text of the same length", &|site| write(&site.join(page), "Luton")),
            ("one file less", &|site| fs::remove_file(site.join(page)).unwrap()),
            ("one file more", &|site| write(&site.join("more.html"), "")),
            ("one folder more", &|site| fs::create_dir(site.join("more")).unwrap()),
            ("another mode", &|site| fs::set_permissions(site.join(page), fs::Permissions::from_mode(0o600)).unwrap()),
            ("another file of the same text", &|site| {
                fs::remove_file(site.join(page)).unwrap();
                write(&site.join(page), "Leeds");
            }),
            ("a link in its place", &|site| {
                fs::rename(site.join(page), site.join("../away")).unwrap();
                symlink(site.join("../away"), site.join(page)).unwrap();
            }),
            ("a second name", &|site| fs::hard_link(site.join(page), site.join("../second")).unwrap()),
        ];
        for (what, change) in changes {
            let built = Built::new();
            // The disk's clock ticks between the build and what comes after.
            std::thread::sleep(std::time::Duration::from_millis(20));
            change(&built.output);
            assert_eq!(built.standing("one"), None, "{what}");
        }
    }

    #[test]
    fn a_site_that_is_gone_has_to_be_made() {
        let built = Built::new();
        fs::remove_dir_all(&built.output).unwrap();
        assert_eq!(built.standing("one"), None);
        fs::remove_dir_all(built.folder.path()).unwrap();
        assert_eq!(built.standing("one"), None);
    }

    #[test]
    fn a_receipt_that_is_not_whole_is_none() {
        let built = Built::new();
        let [receipt] = &fs::read_dir(built.folder.path().join("cache/receipts")).unwrap().collect::<Vec<_>>()[..] else {
            panic!("one receipt");
        };
        let path = receipt.as_ref().unwrap().path();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        let text = fs::read_to_string(&path).unwrap();
        for wrong in
            [&text[..text.len() / 2], "", "[]", &text.replace("\"version\":1", "\"version\":2"), &text.replace("site", "sity")]
        {
            fs::write(&path, wrong).unwrap();
            assert_eq!(built.standing("one"), None, "{wrong}");
        }
        fs::write(&path, text).unwrap();
        assert_eq!(built.standing("one"), Some(made()));
    }

    #[test]
    fn receipts_of_outputs_that_are_gone_do_not_pile_up() {
        let built = Built::new();
        let folder = built.folder.path().join("cache/receipts");
        for number in 0..KEPT {
            let gone = built.folder.path().join(format!("gone-{number}"));
            build_and_keep(&gone, &built.receipts);
            fs::remove_dir_all(&gone).unwrap();
        }
        build_and_keep(&built.output, &built.receipts);
        assert!(fs::read_dir(folder).unwrap().count() < 3);
        assert_eq!(built.standing("one"), Some(made()));
    }

    #[test]
    fn where_no_receipt_can_be_kept_nothing_is_said() {
        let built = Built::new();
        let receipts = Receipts::new(built.folder.write("a-file", "").join("receipts"));
        build_and_keep(&built.output, &receipts);
        assert_eq!(receipts.standing(&built.output, None, "one", &AtomicBool::new(false)).unwrap(), None);
    }
}
