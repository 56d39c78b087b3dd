//! The document that every format for people renders: what is said, in which order, and how a page
//! marks it. It knows nothing of councils; [`council`] and its like fill it in.

pub(crate) mod council;
pub(crate) mod trend;

/// One report. Texts are as files have them: the renderers make them safe to show.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// A BCP 47 tag; English where there is none.
    pub(crate) language: Option<String>,
    pub(crate) title: String,
    /// What tells this report from others with its title.
    pub(crate) label: Option<String>,
    /// Sentences: what to know if nothing else is read.
    pub(crate) headline: String,
    /// Paragraphs below the headline.
    pub(crate) summary: Vec<String>,
    pub(crate) tables: Vec<Table>,
}

/// Rows in sections. Formats that are read from top to bottom list the details of the rows below
/// the table; a page shows them within the rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// One or more; the first names the row.
    pub(crate) columns: Vec<Column>,
    pub(crate) sections: Vec<Section>,
    /// What the signs in the cells stand for; empty where there are none.
    pub(crate) legend: Vec<(Sign, String)>,
    /// How else the table is to be read.
    pub(crate) legend_note: String,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) tone: Tone,
    pub(crate) kind: ColumnKind,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// Its cells are read with its title.
    #[default]
    Value,
    /// Its cells speak for themselves.
    Sentence,
    /// For the tasks, and for what is decided with a pen; left out on a terminal and in Markdown.
    Task,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    pub(crate) heading: Option<String>,
    /// Above the details of its rows where they are listed; sections with the same one in a row
    /// are listed together.
    pub(crate) details: Option<Details>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) heading: &'static str,
    pub(crate) is_numbered: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// As many as there are columns, the one of tasks left out.
    pub(crate) cells: Vec<Cell>,
    /// What the row's name stands for in a sentence.
    pub(crate) question: Option<String>,
    pub(crate) notes: Vec<Note>,
    pub(crate) task: Option<Task>,
    /// Whether its details are listed below the table.
    pub(crate) is_listed: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) marks: Vec<Mark>,
    pub(crate) text: String,
    pub(crate) tone: Tone,
    /// What the marks stand for, one by one.
    pub(crate) parts: Vec<Part>,
}

/// A sign, or how many of it there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) sign: Sign,
    pub(crate) count: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Filled,
    Hollow,
    Dash,
    Dot,
}

/// A word and the names it is true of: `yes  Ines, Leo`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) word: String,
    pub(crate) names: Vec<String>,
}

/// What somebody wrote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note {
    pub(crate) name: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

/// What is to be done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Task {
    pub(crate) owner: Option<String>,
    pub(crate) by: Option<String>,
    pub(crate) promise: Option<String>,
    /// Whether there is anything to do.
    pub(crate) is_to_do: bool,
}

/// How a text stands out where there is colour. It never says what the text does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    #[default]
    Plain,
    /// Of less weight.
    Soft,
    /// The hue of the group with this number, from 0.
    Hue(usize),
}

impl Sign {
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

impl From<Sign> for Mark {
    fn from(sign: Sign) -> Self {
        Self { sign, count: None }
    }
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Its marks and its text in one line: `●●○`, `7● 1○`, `● yes`.
    pub(crate) fn line(&self, unicode: bool) -> String {
        let marks = self.marks.iter().map(|mark| match mark.count {
            Some(count) => format!("{count}{} ", mark.sign.text(unicode)),
            None => mark.sign.text(unicode).to_owned(),
        });
        let marks: String = marks.collect();
        match (marks.trim_end(), self.text.as_str()) {
            (marks, "") => marks.to_owned(),
            ("", text) => text.to_owned(),
            (marks, text) => format!("{marks} {text}"),
        }
    }
}

impl Column {
    pub(crate) fn new(title: impl Into<String>, tone: Tone) -> Self {
        Self {
            title: title.into(),
            tone,
            kind: ColumnKind::Value,
        }
    }
}

impl Row {
    /// What the row is about.
    pub(crate) fn name(&self) -> &str {
        self.cells.first().map_or("", |cell| &cell.text)
    }
}

impl Table {
    /// Up to how many columns are told apart, however wide they may be.
    const COLUMNS_UP_TO: usize = 8;

    /// Whether a row reads better as a list of its cells.
    pub(crate) fn is_too_wide(&self) -> bool {
        self.printed_columns().count() > Self::COLUMNS_UP_TO
    }

    /// The columns that every format shows.
    pub(crate) fn printed_columns(&self) -> impl Iterator<Item = &Column> {
        let is_printed = |column: &&Column| column.kind != ColumnKind::Task;
        self.columns.iter().filter(is_printed)
    }

    /// The rows whose details are listed, under their headings; what is numbered comes first.
    pub(crate) fn listed(&self) -> Vec<(Details, Vec<&Row>)> {
        let mut all: Vec<(Details, Vec<&Row>)> = Vec::new();
        for section in &self.sections {
            let rows = section.rows.iter().filter(|row| row.is_listed);
            let Some(details) = section.details else {
                continue;
            };
            match all.iter_mut().find(|(other, _)| *other == details) {
                Some((_, listed)) => listed.extend(rows),
                None => all.push((details, rows.collect())),
            }
        }
        all.retain(|(_, rows)| !rows.is_empty());
        all.sort_by_key(|(details, _)| !details.is_numbered);
        all
    }
}

impl Note {
    /// Who wrote it, with the group: `Mara, Marketing`.
    pub(crate) fn writer(&self) -> Option<String> {
        match (&self.name, &self.group) {
            (Some(name), Some(group)) => Some(format!("{name}, {group}")),
            (name, group) => name.clone().or_else(|| group.clone()),
        }
    }
}

impl Task {
    /// All of it in one line: `Ben, by 2026-12-15: every request is called.`
    pub(crate) fn line(&self) -> String {
        let by = self.by.as_ref().map(|by| format!("by {by}"));
        let who: Vec<_> = self.owner.iter().cloned().chain(by).collect();
        let who = [who.join(", ")].into_iter().filter(|who| !who.is_empty());
        who.chain(self.promise.clone())
            .collect::<Vec<_>>()
            .join(": ")
    }
}
