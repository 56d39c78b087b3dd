//! The document that every format for people renders: what is said, in which order, and how a page
//! marks it. It knows nothing of councils; [`council`] and [`trend`] fill it in.

pub(crate) mod council;
pub(crate) mod trend;

/// One report. Texts are as files have them: the renderers make them safe to show.
#[derive(Default)]
pub(crate) struct Page {
    /// A BCP 47 tag; English where there is none.
    pub(crate) language: Option<String>,
    pub(crate) title: String,
    /// What tells this report from others with its title; may be empty.
    pub(crate) label: String,
    /// Sentences: what to know if nothing else is read.
    pub(crate) headline: String,
    pub(crate) summary: Vec<String>,
    pub(crate) tables: Vec<Table>,
}

/// Rows in sections. Formats that are read from top to bottom list the details of the rows below
/// the table; a page shows them within the rows.
#[derive(Default)]
pub(crate) struct Table {
    /// One or more; the first names the row.
    pub(crate) columns: Vec<Column>,
    /// The title of the tasks, and of what is decided with a pen: a column of the page alone.
    pub(crate) tasks: Option<&'static str>,
    pub(crate) sections: Vec<Section>,
    /// What the signs in the cells stand for; empty where there are none.
    pub(crate) legend: Vec<(Sign, String)>,
    /// How else the table is to be read.
    pub(crate) legend_note: String,
}

pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) tone: Tone,
    /// Whether its cells speak for themselves, without its title.
    pub(crate) is_sentence: bool,
}

#[derive(Default)]
pub(crate) struct Section {
    pub(crate) heading: Option<&'static str>,
    /// What its rows are listed under; neighbours with the same are listed together.
    pub(crate) details: Option<Details>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) heading: &'static str,
    pub(crate) is_numbered: bool,
}

#[derive(Default)]
pub(crate) struct Row {
    /// As many as there are columns.
    pub(crate) cells: Vec<Cell>,
    /// What the row's name stands for in a sentence; may be empty.
    pub(crate) question: String,
    pub(crate) notes: Vec<Entry>,
    pub(crate) task: Option<Task>,
    pub(crate) is_listed: bool,
    /// Whether each cell's marks are drawn, where pictures can be, so that cells compare at a glance.
    pub(crate) is_drawn: bool,
}

#[derive(Default)]
pub(crate) struct Cell {
    /// Signs, and how many of each in a row.
    pub(crate) marks: Vec<(Sign, u64)>,
    pub(crate) text: String,
    pub(crate) tone: Tone,
    /// What the marks stand for, one by one.
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Filled,
    Hollow,
    Dash,
    Dot,
}

/// A word and whom it is true of: `yes` and `Ines, Leo`; nobody where they are only counted.
pub(crate) struct Part {
    pub(crate) word: String,
    pub(crate) names: String,
}

/// What somebody said, under the name of who did.
#[derive(Clone)]
pub(crate) struct Entry {
    /// Empty where nobody is named.
    pub(crate) name: String,
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

pub(crate) struct Task {
    pub(crate) owner: Option<String>,
    pub(crate) by: Option<String>,
    pub(crate) promise: Option<String>,
    pub(crate) is_to_do: bool,
}

/// How a text stands out where there is colour. It never says what the text does not.
#[derive(Clone, Copy, Default)]
pub(crate) enum Tone {
    #[default]
    Plain,
    /// Of less weight.
    Soft,
    /// The hue of the group with this number, from 0.
    Hue(usize),
}

impl Sign {
    const ALL: [Self; 4] = [Self::Filled, Self::Hollow, Self::Dash, Self::Dot];

    /// The sign, and what stands for it where only ASCII can be shown.
    pub(crate) const fn text(self, unicode: bool) -> &'static str {
        match (self, unicode) {
            (Self::Filled, true) => "●",
            (Self::Filled, false) => "+",
            (Self::Hollow, true) => "○",
            (Self::Hollow, false) => "-",
            (Self::Dash, true) => "–",
            (Self::Dash, false) => "?",
            (Self::Dot, true) => "·",
            (Self::Dot, false) => ".",
        }
    }
}

impl Cell {
    /// Up to how many marks are told apart; more are counted.
    pub(crate) const MARKS_UP_TO: u64 = 12;

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// A sign each, `●●○`, or how many there are of each: `7● 13○`.
    pub(crate) fn marks(&self, unicode: bool) -> String {
        if let Some(signs) = self.signs() {
            return signs.iter().map(|sign| sign.text(unicode)).collect();
        }
        let counts = Sign::ALL.map(|sign| (sign, self.count(sign)));
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        let counts = counts.map(|(sign, count)| format!("{count}{}", sign.text(unicode)));
        counts.collect::<Vec<_>>().join(" ")
    }

    /// Its marks one by one; `None` where they are too many to be told apart.
    pub(crate) fn signs(&self) -> Option<Vec<Sign>> {
        let all: u64 = self.marks.iter().map(|(_, count)| count).sum();
        let each = |(sign, count): &(Sign, u64)| (0..*count).map(|_| *sign).collect::<Vec<_>>();
        (all <= Self::MARKS_UP_TO).then(|| self.marks.iter().flat_map(each).collect())
    }

    pub(crate) fn count(&self, sign: Sign) -> u64 {
        let marks = self.marks.iter().filter(|(other, _)| *other == sign);
        marks.map(|(_, count)| count).sum()
    }

    /// Its marks and its text in one line: `● yes`.
    pub(crate) fn line(&self, unicode: bool) -> String {
        join([self.marks(unicode), self.text.clone()], " ")
    }

    /// Its parts in one line: `yes: Ines, Leo; no: Mara`.
    pub(crate) fn parts(&self) -> String {
        let parts = self.parts.iter();
        join(parts.map(|part| join([part.word.clone(), part.names.clone()], ": ")), "; ")
    }
}

impl Column {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), tone: Tone::Plain, is_sentence: false }
    }
}

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self { cells, ..Self::default() }
    }

    pub(crate) fn name(&self) -> &str {
        self.cells.first().map_or("", |cell| &cell.text)
    }

    /// What there is to do about it, or else its question.
    pub(crate) fn about(&self) -> String {
        let task = self.task.as_ref().map(Task::line).filter(|task| !task.is_empty());
        task.unwrap_or_else(|| self.question.clone())
    }
}

impl Table {
    /// The rows whose details are listed, under their headings; what is numbered comes first.
    pub(crate) fn listed(&self) -> Vec<(Details, Vec<&Row>)> {
        let alike = self.sections.chunk_by(|a, b| a.details == b.details);
        let listed = alike.filter_map(|sections| {
            let rows = sections.iter().flat_map(|section| &section.rows);
            let rows: Vec<_> = rows.filter(|row| row.is_listed).collect();
            let details = sections.first()?.details?;
            (!rows.is_empty()).then_some((details, rows))
        });
        let mut listed: Vec<_> = listed.collect();
        listed.sort_by_key(|(details, _)| !details.is_numbered);
        listed
    }

    /// What was said about a row: the parts of each column, and the notes.
    pub(crate) fn entries(&self, row: &Row) -> Vec<Entry> {
        let cells = self.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.parts.is_empty());
        let answers = cells.map(|(column, cell)| Entry {
            name: column.title.clone(),
            tone: column.tone,
            text: cell.parts(),
        });
        answers.chain(row.notes.iter().cloned()).collect()
    }
}

impl Task {
    /// All of it in one line: `Ben, by 2026-12-15: every request is called.`
    pub(crate) fn line(&self) -> String {
        let by = self.by.as_ref().map(|by| format!("by {by}"));
        let who = join(self.owner.clone().into_iter().chain(by), ", ");
        join([who].into_iter().chain(self.promise.clone()), ": ")
    }
}

/// What is not empty of some texts, with this between them.
pub(crate) fn join(texts: impl IntoIterator<Item = String>, between: &str) -> String {
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(between)
}
