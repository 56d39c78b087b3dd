//! The rules of the council, worked out by hand, and their laws on random councils.
