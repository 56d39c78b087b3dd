//! The document that every format for people renders.
