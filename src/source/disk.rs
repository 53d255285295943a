//! The only reader of the disk.
