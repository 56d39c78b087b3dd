//! What a dialogue shows and what it takes, without a screen or a keyboard.

/// A conversation: a state machine that is shown step by step. The screen and the plain mode both
/// speak for any of them.
pub(crate) trait Dialogue {
    type Command: Clone;
    /// Tells one step from another. What is highlighted, typed, opened or scrolled lasts a step.
    type Step: PartialEq;

    fn step(&self) -> Self::Step;

    fn view(&self) -> View<Self::Command>;

    fn take(&mut self, command: Self::Command) -> Flow;

    /// What a word asks for in the plain mode, beside the words that the view names.
    fn said(&self, word: &str) -> Option<Self::Command>;

    /// What to tell whoever leaves before the end: where things are, and how to go on.
    fn farewell(&self) -> Option<String>;
}

/// Whether a dialogue goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flow {
    /// It goes on, with something to tell once.
    Going(Option<String>),
    Done,
    Left,
}

/// A step as it is shown. Texts are safe to print and of one line each.
pub(crate) struct View<C> {
    pub(crate) title: String,
    /// What is done already, the latest last.
    pub(crate) done: Vec<Row>,
    pub(crate) progress: Option<Progress>,
    pub(crate) prompt: String,
    pub(crate) details: Vec<String>,
    /// Shown on `?`.
    pub(crate) help: Option<String>,
    pub(crate) control: Control<C>,
    pub(crate) keys: Vec<Key<C>>,
    /// What is wrong for as long as it is.
    pub(crate) warning: Option<String>,
}

impl<C> View<C> {
    /// A step with nothing to operate but its keys.
    pub(crate) fn new(prompt: impl Into<String>, keys: Vec<Key<C>>) -> Self {
        Self {
            title: String::new(),
            done: Vec::new(),
            progress: None,
            prompt: prompt.into(),
            details: Vec::new(),
            help: None,
            control: Control::None,
            keys,
            warning: None,
        }
    }

    /// A line to type into, on which Esc goes back.
    pub(crate) fn typing(
        prompt: &str,
        typed: &str,
        verb: &'static str,
        limit: usize,
        (enter, back): (fn(String) -> C, C),
    ) -> Self {
        let typed = typed.to_owned();
        let control = Control::Text { typed, offer: None, limit, enter, verb };
        let keys = vec![Key::new(KeyName::Esc, "back", back)];
        Self { control, ..Self::new(prompt, keys) }
    }

    /// A file's name to type, with one that is taken where nothing is typed.
    pub(crate) fn file_name(file: String, does: (fn(String) -> C, C)) -> Self {
        let mut view = Self::typing("Save as", "", "save", 1000, does);
        if let Control::Text { offer, .. } = &mut view.control {
            *offer = Some(file);
        }
        view
    }
}

/// A line of a table: the label is cut before the value is, and what is more before that.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) more: String,
}

/// `number` of `all`, of which `done` are done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    pub(crate) number: usize,
    pub(crate) all: usize,
    pub(crate) done: usize,
}

/// What is operated at a step, apart from its keys.
pub(crate) enum Control<C> {
    None,
    /// Side by side. Taken by key, by number, or highlighted and taken with Enter, but only once
    /// the prompt has been on the screen to its end.
    Choice {
        options: Vec<Choice<C>>,
        at: Option<usize>,
    },
    /// One below the other.
    List {
        rows: Vec<Row>,
        at: usize,
        enter: fn(usize) -> C,
        /// What a row's number asks for in the plain mode, where it is not what Enter does.
        number: Option<fn(usize) -> C>,
        /// What Enter does, in a word or two.
        verb: &'static str,
    },
    /// A line to type into.
    Text {
        typed: String,
        /// Taken where nothing is typed.
        offer: Option<String>,
        /// The most characters.
        limit: usize,
        enter: fn(String) -> C,
        verb: &'static str,
    },
}

pub(crate) struct Choice<C> {
    pub(crate) key: char,
    pub(crate) label: String,
    pub(crate) command: C,
}

/// A key and its hint. The hint, or its first word, is also the plain mode's word for it.
pub(crate) struct Key<C> {
    pub(crate) on: KeyName,
    pub(crate) word: String,
    /// What the line of keys has for it instead of key and word, where keys share a hint.
    pub(crate) hint: Option<String>,
    pub(crate) does: Does<C>,
}

/// Which key: a letter, in either case, or one without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyName {
    Letter(char),
    /// A letter; Backspace does the same.
    OrBackspace(char),
    /// A letter; Esc does the same.
    OrEsc(char),
    Esc,
}

/// What a key asks for.
pub(crate) enum Does<C> {
    Command(C),
    /// Something with the list's highlighted row.
    OnRow(fn(usize) -> C),
}

impl<C> Key<C> {
    pub(crate) fn new(on: impl Into<KeyName>, word: impl Into<String>, command: C) -> Self {
        Self { on: on.into(), word: word.into(), hint: None, does: Does::Command(command) }
    }

    pub(crate) fn on_row(letter: char, word: &str, command: fn(usize) -> C) -> Self {
        Self {
            on: KeyName::Letter(letter),
            word: word.to_owned(),
            hint: None,
            does: Does::OnRow(command),
        }
    }

    pub(crate) fn hinting(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<char> for KeyName {
    fn from(letter: char) -> Self {
        Self::Letter(letter)
    }
}

impl KeyName {
    pub(crate) const fn letter(self) -> Option<char> {
        match self {
            Self::Letter(letter) | Self::OrBackspace(letter) | Self::OrEsc(letter) => Some(letter),
            Self::Esc => None,
        }
    }
}
