//! The program as it is run, where something goes wrong: killed, out of room, raced, attacked. See `tests/README.md`.
//!
//! By itself a short slice of each is run. `tests/reliability-long` runs all of it, with optimisation, before a release.

#![allow(clippy::disallowed_methods, reason = "these tests stand in for authors, for disks and for attackers")]

mod faults;
mod folder;
mod heavy;
mod kills;
mod network;
mod preview;
mod rate;
mod refusals;
mod run;
mod sameness;
mod site;
mod size;
mod themes;
mod together;
