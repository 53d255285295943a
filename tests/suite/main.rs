//! The one test program: explanations, cases, transcripts, invariants. See `tests/README.md`.

mod addresses;
mod as_of;
mod calendars;
mod cases;
mod control;
mod docs;
mod exports;
mod explanations;
mod feeds;
mod fictional;
mod founding;
mod invariants;
mod json;
mod lists;
mod phrases;
mod pictures;
mod spoken;
mod supply;
mod transcripts;
