//! Diagnostics as people read them at a terminal.
