//! See `handbook_fuzz::dates`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handbook_fuzz::dates::run(bytes));
