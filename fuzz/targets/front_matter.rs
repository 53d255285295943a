//! See `handbook_fuzz::front_matter`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handbook_fuzz::front_matter::run(bytes));
