//! The one test program: explanations, cases, transcripts, invariants. See `tests/README.md`.

mod calendars;
mod cases;
mod control;
mod docs;
mod exports;
mod explanations;
mod feeds;
mod fictional;
mod invariants;
mod lists;
mod phrases;
mod pictures;
mod transcripts;
