//! Every link of a site leads somewhere.
