//! The one test program: explanations, cases, transcripts, invariants. See `tests/README.md`.

mod explanations;
mod fictional;
