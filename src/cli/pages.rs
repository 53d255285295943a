//! Stands in for the site until it is planned and rendered: the same questions, and no answer.

use crate::output::{Content, Route};
use crate::project::Edition;

pub(super) struct Site;

pub(super) struct Settings {
    pub(super) base_url: Option<String>,
    pub(super) day_chosen: bool,
    pub(super) drafts: bool,
}

#[derive(Debug)]
pub(super) struct ThemeError(String);

impl std::fmt::Display for ThemeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Site {
    pub(super) fn routes(&self) -> impl Iterator<Item = &Route> {
        std::iter::empty()
    }

    pub(super) fn pages(&self) -> usize {
        0
    }

    pub(super) fn render(&self, _: &Route) -> Option<Result<Content, ThemeError>> {
        None
    }

    pub(super) fn not_found(&self) -> Result<Content, ThemeError> {
        Ok(Content::html(
            "<!doctype html><html><head><title>Nothing here</title></head><body><h1>Nothing here</h1></body></html>".to_owned(),
        ))
    }
}

pub(super) fn plan(_: &Edition, settings: Settings) -> Result<Site, ThemeError> {
    let Settings { base_url: _, day_chosen: _, drafts: _ } = settings;
    Ok(Site)
}
