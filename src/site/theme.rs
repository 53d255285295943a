//! A theme: templates, words and the files that they need. The default one is compiled in; a handbook's own replaces it file by file.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::phrases;
use crate::phrases::{Lack, Mistake, Phrases};
use crate::source::File;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates, the words of a language, and files that are published as they are.
pub struct Theme {
    tera: Tera,
    phrases: Arc<Phrases>,
    mistakes: Vec<Mistake>,
    lacks: Vec<Lack>,
    files: BTreeMap<String, Arc<[u8]>>,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ThemeError {
    /// The template's file below the theme's folder; empty where that is not known.
    pub template: String,
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// The page that was being made, and the record that it is about; empty while templates are read.
    pub page: String,
}

impl Theme {
    /// The default theme, with the files of a handbook's own in place of its, and the words of a language, given by its tag.
    ///
    /// # Errors
    /// The first template that cannot be read.
    pub fn new(own: &BTreeMap<Arc<str>, Arc<File>>, language: &str) -> Result<Theme, ThemeError> {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        let mut files: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
        let mut add = |path: &str, bytes: &[u8]| match path.strip_prefix("templates/") {
            Some(name) => drop(texts.insert(name.to_owned(), String::from_utf8_lossy(bytes).into_owned())),
            None => drop(path.strip_prefix("static/").map(|_| files.insert(path.to_owned(), bytes.into()))),
        };
        for file in files_of(&DEFAULT) {
            add(&file.path().to_string_lossy().replace('\\', "/"), file.contents());
        }
        for (path, file) in own {
            add(path, file.text.as_bytes());
        }
        let tables = own.iter().filter(|(path, _)| path.starts_with("phrases/"));
        let tables = tables.map(|(path, file)| (&**path, &*file.text)).collect();
        let (phrases, mistakes) = Phrases::for_language(language, &tables);
        let lacks = Phrases::lacks(&tables);
        let phrases = Arc::new(phrases);
        let mut tera = Tera::new();
        phrases::register(&mut tera, &phrases);
        tera.autoescape_on(vec![".html", ".xml"]);
        tera.add_raw_templates(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|error| theme_error(&error, ""))?;
        Ok(Theme { tera, phrases, mistakes, lacks, files })
    }

    /// The words of the handbook's language.
    pub fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// What is wrong with the theme's own tables of words.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// What the theme's own tables of words lack.
    pub fn lacks(&self) -> &[Lack] {
        &self.lacks
    }

    /// The files that are published as they are, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// Renders a view. `page` names it in errors.
    ///
    /// # Errors
    /// Where the template goes wrong.
    pub fn render(&self, template: &str, view: &impl Serialize, page: &str) -> Result<String, ThemeError> {
        let context = Context::from_serialize(view).map_err(|error| theme_error(&error, page))?;
        self.tera.render(template, &context).map_err(|error| theme_error(&error, page))
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }
}

fn files_of<'d>(folder: &'d Dir<'d>) -> Vec<&'d include_dir::File<'d>> {
    let within = folder.dirs().flat_map(files_of);
    folder.files().chain(within).collect()
}

fn theme_error(error: &tera::Error, page: &str) -> ThemeError {
    let place = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
        _ => None,
    };
    let span = place.map(|report| report.span());
    ThemeError {
        template: place.map_or(String::new(), |report| report.filename().to_owned()),
        line: span.map_or(0, |span| span.start_line),
        column: span.map_or(0, |span| span.start_col + 1),
        message: place.map_or_else(|| error.to_string(), |report| report.message().to_owned()),
        page: page.to_owned(),
    }
}
