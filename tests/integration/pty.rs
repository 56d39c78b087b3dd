//! A pseudo-terminal with the program on it, and eyes to look at its screen.
//!
//! Nothing here waits for a time: every wait is for something to come, and one that never comes
//! fails the test with the screen in its message.

use std::{
    fs,
    io::{Read, Write},
    num::NonZeroU16,
    path::PathBuf,
    rc::Rc,
    sync::mpsc::{Receiver, channel},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};
use rustix::{
    process::{Pid, Signal, kill_process},
    termios::{Action, tcflow},
};
use tempfile::TempDir;
use vt100::{Parser, Screen};

use crate::harness::{ALIGN, Align};

/// How long a test waits for what it expects before it fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What the program writes before every screen: the cursor hides and goes to the first column.
const SCREEN: &[u8] = b"\x1b[?25l\r";

/// What stands on the screen before the program starts.
pub const ABOVE: &str = "$ echo above\r\nabove\r\n";

/// The session on the terminal belongs to a shell, as it does for people, so that the terminal's
/// settings can be looked at when the program has left: the kernel resets them once a session
/// ends. The shell says what the program's exit code was, and takes no further part.
const SHELL: &str = r#"
trap : INT QUIT
sh -c 'echo $$ > "$PID_FILE"; exec "$0" "$@"' "$@"
code=$?
trap '' INT QUIT TSTP HUP
printf '<%s>' $code
exec sleep 600 < /dev/null
"#;

/// A terminal to be, of 80 columns and 24 rows.
#[must_use]
pub struct Setup {
    align: Align,
    size: (u16, u16),
    shell: String,
    above: String,
    typed: String,
    is_controlling: bool,
}

impl Align {
    /// Puts the program on a terminal.
    pub fn on_terminal(self) -> Setup {
        Setup {
            align: self,
            size: (80, 24),
            shell: SHELL.to_owned(),
            above: ABOVE.to_owned(),
            typed: String::new(),
            is_controlling: true,
        }
    }

    /// Starts the program on a usual terminal.
    pub fn start(self) -> Terminal {
        self.on_terminal().start()
    }
}

impl Setup {
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// What stands on the screen before.
    pub fn above(mut self, text: &str) -> Self {
        text.clone_into(&mut self.above);
        self
    }

    /// Redirects streams of the program the way a shell does: `>report.txt`.
    pub fn redirect(mut self, redirection: &str) -> Self {
        self.shell = self.shell.replace(r#""$0" "$@"'"#, &format!(r#""$0" "$@" {redirection}'"#));
        self
    }

    /// Types something before the program starts.
    pub fn type_ahead(mut self, keys: &str) -> Self {
        keys.clone_into(&mut self.typed);
        self
    }

    /// Runs a shell command before the program starts.
    pub fn before(mut self, command: &str) -> Self {
        self.shell.insert_str(0, command);
        self
    }

    /// Runs this shell script in place of the usual one.
    pub fn shell(mut self, script: &str) -> Self {
        script.clone_into(&mut self.shell);
        self
    }

    /// Leaves the terminal without a session, so that no signal tells of its end.
    pub fn without_session(mut self) -> Self {
        self.is_controlling = false;
        self
    }

    pub fn start(self) -> Terminal {
        let command = self.align.command();
        let mut builder = CommandBuilder::new("sh");
        builder.args(["-c", &self.shell, "sh"]);
        builder.arg(ALIGN);
        builder.args(command.get_args());
        builder.cwd(command.get_current_dir().unwrap());
        builder.set_controlling_tty(self.is_controlling);
        builder.env("TERM", "xterm-256color");
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => builder.env(name, value),
                None if name == "TERM" => {}
                None => builder.env_remove(name),
            }
        }
        Terminal::start(self, builder)
    }
}

/// A terminal with the program on it.
pub struct Terminal {
    align: Rc<Align>,
    notes: TempDir,
    pty: Option<PtyPair>,
    shell: Box<dyn Child + Send + Sync>,
    keyboard: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    emulator: Parser,
    /// Everything that was written to the terminal.
    written: Vec<u8>,
    settings: String,
    /// How many screens had been drawn when a key was last pressed or the window got another size.
    screens_before: usize,
}

impl Terminal {
    fn start(setup: Setup, mut builder: CommandBuilder) -> Self {
        let notes = TempDir::new().unwrap();
        builder.env("PID_FILE", notes.path().join("pid"));
        let (columns, rows) = setup.size;
        let pty = native_pty_system().openpty(pty_size(columns, rows)).unwrap();
        let (reader, output) = read_on(pty.master.try_clone_reader().unwrap());
        let mut keyboard = pty.master.take_writer().unwrap();
        keyboard.write_all(setup.typed.as_bytes()).unwrap();
        let mut emulator = Parser::new(nonzero(rows), nonzero(columns), 1000);
        emulator.process(setup.above.as_bytes());
        let settings = settings(&*pty.master);
        let shell = pty.slave.spawn_command(builder).unwrap();
        Self {
            align: Rc::new(setup.align),
            notes,
            pty: Some(pty),
            shell,
            keyboard: Some(keyboard),
            output,
            reader: Some(reader),
            emulator,
            written: Vec::new(),
            settings,
            screens_before: 0,
        }
    }

    /// Presses keys, all at once.
    pub fn press(&mut self, keys: impl AsRef<[u8]>) -> &mut Self {
        self.screens_before = self.screens();
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_ref()).unwrap();
        keyboard.flush().unwrap();
        self
    }

    /// Presses keys one after the other, each once the one before has led to a screen of its own:
    /// several at once answer nothing. The same screen once more, as after a stop, is no answer.
    #[track_caller]
    pub fn types<'k>(&mut self, keys: impl IntoIterator<Item = &'k str>) -> &mut Self {
        for key in keys {
            let looks = self.is_whole().looks();
            self.press(key).until(&format!("a screen after {key:?}"), |it| {
                it.has_new_screen() && it.looks() != looks
            });
        }
        self
    }

    /// Types a line and Enter into the plain mode, once its last prompt, with what was said since
    /// the one before, is about this.
    #[track_caller]
    pub fn line(&mut self, prompt: &str, line: &str) -> &mut Self {
        self.until(&format!("{prompt:?} and a prompt"), |it| {
            let text = it.text();
            let last = text.strip_suffix("):").and_then(|text| text.rsplit("):").next());
            last.is_some_and(|last| last.contains(prompt))
        });
        self.press(format!("{line}\n"))
    }

    /// The screen's text with its colours and highlights.
    fn looks(&self) -> Vec<String> {
        let columns = self.screen().size().1.get();
        self.screen().rows_formatted(0, columns).collect()
    }

    /// Waits until the screen is drawn anew: at the start, after what was pressed last, or for the
    /// size that the window has.
    #[track_caller]
    pub fn redraws(&mut self) -> &mut Self {
        self.until("a screen", |it| it.has_new_screen())
    }

    /// Waits until the screen that has begun is drawn to its end.
    #[track_caller]
    pub fn is_whole(&mut self) -> &mut Self {
        self.until("the end of a screen", |it| it.is_drawn())
    }

    fn has_new_screen(&self) -> bool {
        self.screens() > self.screens_before && self.is_drawn()
    }

    /// How many screens the program has begun to draw.
    pub fn screens(&self) -> usize {
        let starts = self.written.windows(SCREEN.len());
        starts.filter(|bytes| *bytes == SCREEN).count()
    }

    /// Whether the last thing written is the end of a screen: the cursor goes up or appears.
    fn is_drawn(&self) -> bool {
        let last = self.written.rsplit(|byte| *byte == 0x1b).next();
        match last.unwrap_or_default() {
            b"[?25h" => true,
            [b'[', rows @ .., b'A'] => !rows.is_empty() && rows.iter().all(u8::is_ascii_digit),
            _ => false,
        }
    }

    /// As [`types`](Self::types), a key a character.
    #[track_caller]
    pub fn letters(&mut self, letters: &str) -> &mut Self {
        let mut bytes = [0; 4];
        for letter in letters.chars() {
            self.types([&*letter.encode_utf8(&mut bytes)]);
        }
        self
    }

    /// From now on the terminal takes nothing of what is written to it, like a hung connection.
    pub fn stall(&mut self) -> &mut Self {
        let name = self.pty.as_ref().unwrap().master.tty_name().unwrap();
        let terminal = fs::File::options().write(true).open(name).unwrap();
        tcflow(terminal, Action::OOff).unwrap();
        self
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.until(&format!("{text:?}"), |it| it.text().contains(text))
    }

    /// Waits until none of a text is on the screen.
    #[track_caller]
    pub fn misses(&mut self, text: &str) -> &mut Self {
        self.until(&format!("no {text:?}"), |it| !it.text().contains(text))
    }

    /// Waits until the screen, with what has scrolled off it, is just this.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let text = trimmed(text);
        self.until(&format!("just\n{text}\n"), |it| it.text() == text)
    }

    /// Waits until something is the case.
    #[track_caller]
    pub fn until(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(self.take_in(deadline), "{what} never came. There is\n{}\n", self.text());
        }
        self
    }

    /// Takes in what is written next. False if nothing more comes.
    fn take_in(&mut self, deadline: Instant) -> bool {
        let left = deadline.saturating_duration_since(Instant::now());
        let Ok(bytes) = self.output.recv_timeout(left) else {
            return false;
        };
        self.emulator.process(&bytes);
        self.written.extend(bytes);
        true
    }

    /// The lines that have scrolled off the screen and those on it, without trailing blanks.
    pub fn text(&mut self) -> String {
        let columns = self.screen().size().1.get();
        let screen = self.emulator.screen_mut();
        let mut lines = Vec::new();
        for offset in (1..=screen.scrollback_len()).rev() {
            screen.set_scrollback(offset);
            lines.extend(screen.rows(0, columns).next());
        }
        screen.set_scrollback(0);
        lines.extend(screen.rows(0, columns));
        trimmed(&lines.join("\n"))
    }

    pub fn screen(&self) -> &Screen {
        self.emulator.screen()
    }

    /// Every byte that was written so far.
    pub fn written(&self) -> &[u8] {
        &self.written
    }

    /// Makes the window another size. Its lines are cut or get room at their ends, as in xterm.
    #[track_caller]
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.is_whole();
        self.emulator.set_size(nonzero(rows), nonzero(columns));
        self.tell_size(columns, rows)
    }

    /// Makes the window another width, and lets its lines flow anew, as in VTE, kitty or iTerm.
    /// The cursor stays with its line.
    #[track_caller]
    pub fn reflow(&mut self, columns: u16) -> &mut Self {
        self.is_whole();
        let (rows, old) = self.screen().size();
        let modes = self.screen().input_mode_formatted();
        let (cursor, _) = self.screen().cursor_position();
        let mut flowed = Parser::new(rows, nonzero(columns), 1000);
        let mut home = 0;
        let lines: Vec<_> = self.screen().rows(0, old.get()).collect();
        let last = lines.iter().rposition(|line| !line.trim().is_empty()).unwrap_or_default();
        for (row, line) in (0..).zip(&lines[..=last.max(cursor.into())]) {
            if row > 0 && !self.screen().row_wrapped(row - 1) {
                flowed.process(b"\r\n");
            }
            if row == cursor {
                home = flowed.screen().cursor_position().0;
            }
            flowed.process(line.trim_end().as_bytes());
        }
        assert_eq!(flowed.screen().scrollback_len(), 0, "make the window higher for this test");
        flowed.process(format!("\x1b[{};1H\x1b[?25l{modes}", home + 1).as_bytes());
        self.emulator = flowed;
        self.tell_size(columns, rows.get())
    }

    fn tell_size(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.screens_before = self.screens();
        self.pty.as_ref().unwrap().master.resize(pty_size(columns, rows)).unwrap();
        self
    }

    /// Sends a signal to the program.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.program(), signal).unwrap();
        self
    }

    /// The program's process.
    pub fn program(&self) -> Pid {
        let id = fs::read_to_string(self.notes.path().join("pid")).unwrap();
        Pid::from_raw(id.trim().parse().unwrap()).unwrap()
    }

    /// The letter of the program's state in Linux' table of processes, if it is still there: `S`
    /// sleeps, `T` is stopped.
    pub fn program_state(&self) -> Option<char> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.program().as_raw_nonzero()));
        stat.ok()?.rsplit_once(") ")?.1.chars().next().filter(|state| *state != 'Z')
    }

    /// Waits until the program has this state.
    #[track_caller]
    pub fn is(&mut self, state: Option<char>) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.program_state() != state {
            assert!(Instant::now() < deadline, "it is {:?}, not {state:?}", self.program_state());
            self.take_in(Instant::now() + Duration::from_millis(1));
        }
        self
    }

    /// Whether the terminal's settings are those it had at first.
    pub fn is_as_found(&self) -> bool {
        settings(&*self.pty.as_ref().unwrap().master) == self.settings
    }

    /// Shuts the window. Where the keyboard's end is no character (`stty eof undef`), nothing is
    /// typed by that.
    pub fn hang_up(&mut self) {
        // The reader holds the window open until it has something to read and nobody to tell.
        self.output = channel().1;
        self.press("?");
        self.reader.take().unwrap().join().unwrap();
        self.keyboard = None;
        self.pty = None;
    }

    /// Waits until the program has left with this exit code, and looks whether the terminal is
    /// as it was found: the cursor, the settings, no paste mode.
    #[track_caller]
    pub fn leaves(&mut self, code: i32) -> &mut Self {
        self.sees(&format!("<{code}>")).is_given_back()
    }

    #[track_caller]
    pub fn is_given_back(&mut self) -> &mut Self {
        let text = self.text();
        assert!(!self.screen().hide_cursor(), "the cursor is hidden\n{text}");
        assert!(!self.screen().bracketed_paste(), "pastes are still bracketed\n{text}");
        assert!(self.is_as_found(), "the settings are not as found\n{text}");
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.align.path(name)
    }

    /// A file in the program's folder, as text.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // The end of its session ends the program as well.
        let shell = self.shell.process_id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        let _ = shell.map(|shell| kill_process(shell, Signal::KILL));
        let _ = self.shell.wait();
    }
}

/// The settings of a terminal, to compare.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// Reads on in a thread of its own, so that the program never waits for a reader.
fn read_on(mut reader: Box<dyn Read + Send>) -> (JoinHandle<()>, Receiver<Vec<u8>>) {
    let (sender, output) = channel();
    let reader = thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    (reader, output)
}

/// The text without blanks at the ends of lines and without empty lines at its end.
fn trimmed(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}
