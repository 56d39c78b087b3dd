//! align
pub mod cli;
pub mod council;
pub mod interview;
pub mod json;
pub mod problem;
pub mod questionnaire;
pub mod report;
pub mod response;
pub mod storage;
pub mod terminal;
pub mod text;
pub mod trend;
pub mod yaml;
