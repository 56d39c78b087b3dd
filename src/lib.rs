//! align
pub mod text;
pub mod problem;
pub mod json;
pub mod yaml;
pub mod questionnaire;
pub mod response;
