//! See `handbook_fuzz::vocabulary`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handbook_fuzz::vocabulary::run(bytes));
