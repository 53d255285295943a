//! Pages.

pub mod glossary;
pub mod html;
pub mod markdown;
