//! One file, read on its own.

pub mod body;
