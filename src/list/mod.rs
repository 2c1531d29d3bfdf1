//! list.
