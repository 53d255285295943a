//! See `handbook_fuzz::whole`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handbook_fuzz::whole::run(bytes));
