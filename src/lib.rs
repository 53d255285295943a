//! handbook publishes how collaboratives are governed, from records that a program can check.
//!
//! ```text
//! let sources = source::disk::read(root)?;               // files and their text
//! let record  = record::parse(&file, &mut report);       // one file, understood alone
//! let model   = model::join(records, &mut report);       // all files, joined
//! check::run(&model, &mut report);                       // what is wrong with it
//! let site    = site::plan(&model, &theme);              // every address, nothing rendered
//! let content = site.render(&route);                     // one page
//! ```
//!
//! The floors, each using only those before it (a test reads the `crate::` paths):
//! `span`, `limits`, `source`, `diagnostic`, `record`, `phrases`, `vocabulary`, `model`, `output`, `check`, `site`, `project`, `serve`, `cli`.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod limits;
pub mod model;
pub mod output;
pub mod phrases;
pub mod project;
pub mod record;
pub mod serve;
pub mod site;
pub mod source;
pub mod span;
pub mod vocabulary;
