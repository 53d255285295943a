//! The one test program: explanations, cases, transcripts, invariants. See `tests/README.md`.

mod addresses;
mod as_of;
mod calendars;
mod cases;
mod citations;
mod control;
mod docs;
mod endless;
mod exports;
mod explanations;
mod feeds;
mod fictional;
mod folder;
#[path = "../filled/mod.rs"]
mod filled;
mod founding;
mod hostile;
mod fuzz;
mod impact;
mod invariants;
mod json;
mod languages;
mod limits;
mod lists;
mod mistakes;
mod own_schemes;
mod phrases;
mod properties;
mod pictures;
mod secrets;
mod spoken;
mod stated;
mod supply;
mod transcripts;
mod unchanged;
