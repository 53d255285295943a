//! The one test program: explanations, cases, transcripts, invariants. See `tests/README.md`.

mod as_of;
mod cases;
mod control;
mod docs;
mod explanations;
mod fictional;
mod founding;
mod invariants;
mod json;
mod phrases;
mod transcripts;
