//! Which columns of a form answer which question.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Source,
    header::Kind,
    layout::Layout,
    title::{self, Match, Names},
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    questionnaire::{Question, QuestionIndex},
    response::Missing,
    text::nearest,
};

impl<'a> Layout<'a> {
    /// Finds the columns of each question, by the surest matches first.
    ///
    /// # Errors
    ///
    /// Every question with two columns, and those without one unless that is allowed.
    pub(super) fn find_questions(&mut self, names: &Names) -> Result<(), Diagnostics> {
        let Source { questionnaire, missing, .. } = self.source;
        let mut problems = Diagnostics::default();
        for ((.., index), columns) in self.claims(names) {
            let columns: Vec<_> = columns.intersection(&self.free).copied().collect();
            if self.answers[index.position()].columns.is_empty() && !columns.is_empty() {
                problems.keep(self.must_be_one(&columns, &questionnaire[index]));
                let is_answer = |choice: &str| questionnaire.words.answer(choice).is_some();
                self.answers[index.position()] = self.take_place(columns, is_answer);
            }
        }
        // A form that asks none of them is another one's, whatever is allowed.
        let is_any = self.answers.iter().any(|place| !place.columns.is_empty());
        let is_allowed = missing == Missing::IsBlank && is_any;
        for question in self.without_column() {
            let nearest = || self.nearest_title(question);
            if !is_allowed || nearest().is_some() {
                let kind =
                    || DiagnosticKind::NoColumn { id: question.id.clone(), nearest: nearest() };
                problems.add(|| self.problem(self.header.place, None, kind()));
            }
        }
        problems.into_result(())
    }

    /// The columns whose titles may ask a question, by how sure that is. A question's text beats a
    /// variable's name, which Qualtrics gives by itself.
    fn claims(&self, names: &Names) -> BTreeMap<(bool, Match, QuestionIndex), BTreeSet<usize>> {
        let mut claims = BTreeMap::<_, BTreeSet<_>>::new();
        for (column, title) in self.header.titles.iter().enumerate() {
            let is_aside = || title.texts().any(title::is_aside);
            for (text, is_name) in [(&title.text, false), (&title.other, true)] {
                let is_name = is_name && self.header.kind == Kind::Variable;
                for (how, question) in names.asked(text) {
                    if how == Match::Exact || !is_aside() {
                        let key = (is_name || how == Match::Part, how, question);
                        claims.entry(key).or_default().insert(column);
                    }
                }
            }
        }
        claims
    }

    /// Fails where columns of different titles ask one question.
    fn must_be_one(&self, columns: &[usize], question: &Question) -> Result<(), Diagnostic> {
        let mut titles = columns.iter().map(|column| self.header.shown(*column));
        let first = titles.next().unwrap_or_default();
        match titles.find(|title| *title != first) {
            None => Ok(()),
            Some(other) => {
                let headers = [first, other].map(str::to_owned);
                let kind = DiagnosticKind::TwoColumns { what: question.id.clone(), headers };
                Err(self.problem(self.header.place, None, kind))
            }
        }
    }

    /// The questions that no column asks.
    pub(super) fn without_column(&self) -> impl Iterator<Item = &'a Question> {
        let questions = self.source.questionnaire.questions().zip(&self.answers);
        let without = questions.filter(|(_, place)| place.columns.is_empty());
        without.map(|((_, question), _)| question)
    }

    /// The title that comes nearest to asking a question, and what of the question that is.
    fn nearest_title(&self, question: &Question) -> Option<[String; 2]> {
        let titles = || self.free.iter().map(|column| self.header.shown(*column));
        let near = |name: &String| Some([nearest(name, titles())?.to_owned(), name.clone()]);
        [&question.need, &question.question, &question.id].into_iter().find_map(near)
    }
}
