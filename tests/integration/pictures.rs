//! Pictures of the real program for the README. `UPDATE_PICTURES=1 cargo test picture` draws them anew.
//! Those of a terminal are drawn by every test run and compared with the ones in `docs`; the page's is
//! not compared, since fonts differ from machine to machine.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::{Read, Write},
    num::NonZeroU16,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::{Receiver, channel},
    thread,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use serde_json::json;
use tempfile::TempDir;
use vt100::{Cell, Color, Parser, Screen};

use crate::{browser::Browser, harness::ALIGN, pty::PATIENCE};

const COLUMNS: u16 = 80;

/// The program on a terminal of so many rows.
struct Stage {
    screen: Parser,
    bytes: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
}

impl Stage {
    fn new(folder: &Path, args: &[&str], rows: u16) -> Self {
        let size = PtySize { rows, cols: COLUMNS, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(ALIGN);
        command.args(args);
        command.cwd(folder);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (sender, bytes) = channel();
        thread::spawn(move || {
            // The terminal lives as long as somebody reads from it.
            let _master = pair.master;
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let _ = sender.send(buffer[..count].to_vec());
            }
        });
        Self { screen: Parser::new(cells(rows), cells(COLUMNS), 0), bytes, keys, child }
    }

    /// Waits until a dialogue's screen shows this and is drawn to its end, when the cursor goes back
    /// to its first line.
    fn wait(&mut self, text: &str) {
        let is_drawn =
            |screen: &Screen| screen.contents().contains(text) && screen.cursor_position().0 == 0;
        while !is_drawn(self.screen.screen()) {
            assert!(self.take_in(), "no {text} on\n{}", self.screen.screen().contents());
        }
    }

    fn press(&mut self, key: &str, until: &str) {
        self.keys.write_all(key.as_bytes()).unwrap();
        self.wait(until);
    }

    /// Waits until the program has ended.
    fn end(&mut self) {
        while self.take_in() {}
        assert!(self.child.wait().unwrap().success());
    }

    /// Takes in what the program writes next. False if nothing more comes.
    fn take_in(&mut self) -> bool {
        let Ok(bytes) = self.bytes.recv_timeout(PATIENCE) else {
            return false;
        };
        self.screen.process(&bytes);
        true
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The size of a character's cell, in the picture's units.
const CELL: (usize, usize) = (9, 20);

/// The screen as a picture, down to its last line with anything on it.
fn picture(title: &str, screen: &Parser) -> String {
    let screen = screen.screen();
    let lines: Vec<_> = screen.rows(0, COLUMNS).collect();
    let used = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let (width, height) = (CELL.0 * usize::from(COLUMNS) + 32, CELL.1 * used + 32);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-label=\"{title}\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16191d\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\">\n"
    );
    for row in 0..u16::try_from(used).unwrap() {
        for column in 0..COLUMNS {
            let cell = screen.cell(row, column);
            if let Some(cell) = cell.filter(|cell| !cell.contents().trim().is_empty()) {
                glyph(&mut svg, cell, row.into(), column.into());
            }
        }
    }
    svg + "</g>\n</svg>\n"
}

/// One character in its cell: no font's own widths can put it anywhere else.
fn glyph(svg: &mut String, cell: &Cell, row: usize, column: usize) {
    let (x, y) = (16 + CELL.0 * column, 31 + CELL.1 * row);
    let (ink, paper) =
        if cell.inverse() { ("#16191d", Some("#e4e7ea")) } else { (hue(cell.fgcolor()), None) };
    if let Some(paper) = paper {
        let top = y - 15;
        let _ =
            write!(svg, "<rect x=\"{x}\" y=\"{top}\" width=\"9\" height=\"20\" fill=\"{paper}\"/>");
    }
    let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
    let faint = if cell.dim() { " opacity=\".6\"" } else { "" };
    let text = cell.contents().replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" fill=\"{ink}\"{weight}{faint}>{text}</text>");
}

fn hue(color: Color) -> &'static str {
    match color {
        Color::Idx(1 | 9) => "#ff8f73",
        Color::Idx(2 | 10) => "#5ad19a",
        Color::Idx(3 | 11) => "#f0b94a",
        Color::Idx(4 | 12) => "#8fb0ff",
        Color::Idx(5 | 13) => "#f07fd6",
        Color::Idx(6 | 14) => "#4fc3e0",
        _ => "#e4e7ea",
    }
}

fn compare(name: &str, title: &str, stage: &Stage) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let drawn = picture(title, &stage.screen);
    if env::var_os("UPDATE_PICTURES").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &drawn).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == drawn,
        "docs/{name} is stale; UPDATE_PICTURES=1 cargo test pictures draws it anew"
    );
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

#[test]
fn the_picture_of_an_interview() {
    let folder = TempDir::new().unwrap();
    let mut stage = Stage::new(folder.path(), &[], 24);
    stage.wait("1 of 6");
    stage.press("y", "2 of 6");
    stage.press("n", "3 of 6");
    compare(
        "interview.svg",
        "A question with its three answers, under two that are answered",
        &stage,
    );
}

#[test]
fn the_picture_of_a_meeting() {
    let mut stage = Stage::new(&examples(), &["decide", "council"], 24);
    stage.wait("q leave");
    compare("meeting.svg", "One need: who said what, why, and what to decide", &stage);
}

#[test]
fn the_picture_of_a_trend() {
    let quarters = ["Q1", "Q2", "Q3", "Q4"].map(|quarter| format!("year/2026-{quarter}"));
    let [first, second, third, fourth] = &quarters;
    let args = ["trend", first, second, third, fourth];
    let mut stage = Stage::new(&examples(), &args, 60);
    stage.end();
    compare("trend.svg", "What changed from council to council", &stage);
}

#[test]
fn the_picture_of_a_page() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/council-page.png");
    if env::var_os("UPDATE_PICTURES").is_none() {
        return assert!(fs::read(file).unwrap().starts_with(b"\x89PNG"));
    }
    let Some(browser) = Browser::start("the_picture_of_a_page") else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("council.html");
    let drawn = Command::new(ALIGN)
        .args(["council", "council", "-o"])
        .arg(&page)
        .current_dir(examples())
        .status();
    assert!(drawn.unwrap().success());
    browser.resize(1280);
    browser.open(&page);
    let height = browser.run("return document.documentElement.scrollHeight");
    let clip = json!({"x": 0, "y": 0, "width": 1280, "height": height, "scale": 1});
    let whole = json!({"clip": clip, "captureBeyondViewport": true});
    let taken = browser.devtools("Page.captureScreenshot", &whole);
    let png = BASE64_STANDARD.decode(taken["data"].as_str().unwrap());
    fs::write(file, png.unwrap()).unwrap();
}
