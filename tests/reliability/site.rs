//! A handbook in two states, and the site of each: what is published is always one of the two.

use std::fs;
use std::path::PathBuf;

use crate::folder::{Folder, Tree, names};
use crate::run::{build, code, handbook};

/// A folder in which one state is built over the other.
pub(crate) struct Site {
    pub(crate) folder: Folder,
    pub(crate) old: PathBuf,
    pub(crate) new: PathBuf,
    pub(crate) output: PathBuf,
    pub(crate) old_tree: Tree,
    pub(crate) new_tree: Tree,
}

/// What stands at the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    Nothing,
    Old,
    New,
}

impl Site {
    /// Two states that differ in every page; nothing is published yet.
    pub(crate) fn new() -> Site {
        let folder = Folder::new();
        let (old, new) = (folder.join("old"), folder.join("new"));
        fs::create_dir(folder.join("public")).unwrap();
        let output = folder.join("public/site");
        for content in [&old, &new] {
            assert_eq!(code(&mut handbook(["init".as_ref(), content.as_os_str()])), Some(0));
        }
        let settings = new.join("handbook.toml");
        let text = fs::read_to_string(&settings).unwrap();
        let title = text.lines().find(|line| line.starts_with("title")).unwrap();
        fs::write(&settings, text.replace(title, "title = \"Another title on every page\"")).unwrap();
        fs::write(new.join("pages/new.md"), "+++\nname = \"New\"\n+++\nA page that was not there before.\n").unwrap();
        fs::write(old.join("pages/gone.md"), "+++\nname = \"Gone\"\n+++\nA page that goes.\n").unwrap();
        let tree = |content: &PathBuf| {
            let output = folder.join("made");
            assert_eq!(code(&mut build(content, &output)), Some(0));
            Tree::of(&output)
        };
        let (old_tree, new_tree) = (tree(&old), tree(&new));
        fs::remove_dir_all(folder.join("made")).unwrap();
        assert!(old_tree != new_tree && old_tree.len() > 50);
        Site { folder, old, new, output, old_tree, new_tree }
    }

    /// The same with the old state published.
    pub(crate) fn published() -> Site {
        let site = Site::new();
        site.restore("at first");
        site
    }

    /// What stands at the output; panics where that is a mixture.
    pub(crate) fn stands(&self, after: &str) -> Stands {
        if !self.output.exists() {
            return Stands::Nothing;
        }
        match Tree::of(&self.output) {
            tree if tree == self.old_tree => Stands::Old,
            tree if tree == self.new_tree => Stands::New,
            tree => panic!(
                "{after}: the site is torn; beside the old: {:?}; beside the new: {:?}",
                tree.differences(&self.old_tree),
                tree.differences(&self.new_tree)
            ),
        }
    }

    /// How many things stand beside the output.
    pub(crate) fn left(&self) -> usize {
        names(self.output.parent().unwrap()).into_iter().filter(|name| name != "site").count()
    }

    /// Builds the old state as anybody would: nothing is cleared away by hand before.
    pub(crate) fn restore(&self, after: &str) {
        assert_eq!(code(&mut build(&self.old, &self.output)), Some(0), "{after}: the next build fails");
        assert_eq!(self.stands(after), Stands::Old, "{after}: the next build");
        assert_eq!(self.left(), 0, "{after}: the next build leaves {:?}", names(self.output.parent().unwrap()));
    }
}
