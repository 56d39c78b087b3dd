//! What changed from council to council.

use crate::council::Assessment;

/// Several councils, oldest first.
#[derive(Debug, Clone)]
pub(crate) struct Trend<'q> {
    pub(crate) councils: Vec<(String, Assessment<'q>)>,
}
