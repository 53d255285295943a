//! See `handbook_fuzz::quorum`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handbook_fuzz::quorum::run(bytes));
