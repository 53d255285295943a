//! See `handbook_fuzz::recurrence`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handbook_fuzz::recurrence::run(bytes));
