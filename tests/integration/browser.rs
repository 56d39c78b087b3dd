//! A real Chromium, driven through chromedriver: <https://www.w3.org/TR/webdriver2/>.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    harness::{files_in, time_zone},
    tools::installed,
};

/// How long a browser may take until it shows what a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The key of an element's id in what chromedriver answers.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

const SHIFT: &str = "\u{e008}";
pub(crate) const TAB: &str = "\u{e004}";
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const SPACE: &str = " ";
pub(crate) const RIGHT: &str = "\u{e014}";
pub(crate) const DOWN: &str = "\u{e015}";

/// One window, with a profile and a folder for downloads of its own.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    folder: TempDir,
}

impl Browser {
    /// Starts one; where Chromium or chromedriver is missing, says that the test is skipped.
    pub(crate) fn start(test: &str) -> Option<Self> {
        Self::with_preferences(test, json!({}))
    }

    /// Starts one that runs no page's scripts.
    pub(crate) fn without_scripts(test: &str) -> Option<Self> {
        let block = 2;
        let preferences = json!({"profile.managed_default_content_settings.javascript": block});
        Self::with_preferences(test, preferences)
    }

    fn with_preferences(test: &str, mut preferences: Value) -> Option<Self> {
        let chromium = installed(test, &["chromium", "chromium-browser", "google-chrome"])?;
        let chromedriver = installed(test, &["chromedriver"])?;
        let folder = TempDir::new().unwrap();
        let mut driver = Command::new(chromedriver)
            .arg("--port=0")
            .env("TZ", time_zone())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port(&mut driver);
        let mut browser = Self { driver, port, session: String::new(), folder };
        fs::create_dir(browser.downloads()).unwrap();
        preferences["download.default_directory"] = json!(browser.downloads());
        let profile = browser.folder.path().join("profile");
        let options = json!({
            "binary": chromium,
            "prefs": preferences,
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // Containers have little shared memory, and a page that has none left is gone.
                "--disable-dev-shm-usage",
                format!("--user-data-dir={}", profile.display()),
            ],
        });
        let capabilities = json!({
            "goog:chromeOptions": options,
            "timeouts": {"script": PATIENCE.as_millis()},
            "unhandledPromptBehavior": "accept",
        });
        let session = browser
            .request("POST", "/session", &json!({"capabilities": {"alwaysMatch": capabilities}}))
            .unwrap();
        session["sessionId"].as_str().unwrap().clone_into(&mut browser.session);
        Some(browser)
    }

    /// Where what a page saves comes to lie.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// The text of a file that the page saves, once it is there.
    pub(crate) fn downloaded(&self, name: &str) -> String {
        let file = self.downloads().join(name);
        let text = || fs::read_to_string(&file).ok().filter(|text| !text.is_empty());
        wait(|| text().map(drop), || format!("{name} among {:?}", files_in(&self.downloads())));
        text().unwrap()
    }

    pub(crate) fn open(&self, file: &Path) {
        self.post("/url", &json!({"url": format!("file://{}", file.display())}));
    }

    pub(crate) fn reload(&self) {
        self.post("/refresh", &json!({}));
    }

    /// What the body of a function returns, run in the page.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.run_with(script, &[])
    }

    /// The same with `arguments`.
    pub(crate) fn run_with(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// What a promise becomes.
    pub(crate) fn resolve(&self, promise: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; ({promise}).then(done, error => done(String(error)))"
        );
        self.post("/execute/async", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression is true in the page.
    #[track_caller]
    pub(crate) fn wait_for(&self, expression: &str) {
        let script = format!("return Boolean({expression})");
        wait(
            || (self.run(&script) == true).then_some(()),
            || format!("{expression} in {}", self.run("return document.body.innerText")),
        );
    }

    /// Clicks what a selector names, as soon as it stands still and a pointer can reach it.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        self.wait_for("document.getAnimations().length === 0");
        let click = || {
            let element = self.element(selector)?;
            self.request("POST", &self.path(&format!("/element/{element}/click")), &json!({})).ok()
        };
        wait(|| click().map(drop), || format!("a way to click {selector}"));
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub(crate) fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()}))
        });
        let strokes: Vec<_> = strokes.collect();
        self.post(
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": strokes}]}),
        );
    }

    /// Presses one key while Shift is held down.
    pub(crate) fn press_with_shift(&self, key: &str) {
        let stroke = |kind: &str, key: &str| json!({"type": kind, "value": key});
        let strokes = [
            stroke("keyDown", SHIFT),
            stroke("keyDown", key),
            stroke("keyUp", key),
            stroke("keyUp", SHIFT),
        ];
        self.post(
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": strokes}]}),
        );
    }

    /// Presses the pointer twice on one spot, as fast as can be.
    pub(crate) fn double_click(&self, selector: &str) {
        let element = self.element(selector).unwrap();
        let [down, up] =
            ["pointerDown", "pointerUp"].map(|kind| json!({"type": kind, "button": 0}));
        let to = json!({"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": {ELEMENT: element}});
        let strokes = json!([to, down, up, down, up]);
        self.post(
            "/actions",
            &json!({"actions": [{"type": "pointer", "id": "mouse", "actions": strokes}]}),
        );
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Makes the window as wide as a telephone (360) or a desk (1280).
    pub(crate) fn resize(&self, width: u32) {
        let size = json!({"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Pretends to be a medium, or a person, with these wishes.
    pub(crate) fn emulate(&self, medium: &str, feature: &str, value: &str) {
        let features = json!([{"name": feature, "value": value}]);
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({"media": medium, "features": features}),
        );
    }

    fn element(&self, selector: &str) -> Option<String> {
        let using = json!({"using": "css selector", "value": selector});
        let found = self.request("POST", &self.path("/element"), &using).ok()?;
        Some(found[ELEMENT].as_str()?.to_owned())
    }

    fn path(&self, command: &str) -> String {
        format!("/session/{}{command}", self.session)
    }

    #[track_caller]
    fn post(&self, command: &str, body: &Value) -> Value {
        self.request("POST", &self.path(command), body)
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// One exchange with chromedriver: what came of it, or why nothing did.
    fn request(&self, method: &str, path: &str, body: &Value) -> Result<Value, Value> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut stream = BufReader::new(stream);
        let (mut line, mut length, mut is_sound) = (String::new(), 0, false);
        while stream.read_line(&mut line).unwrap() > 2 {
            let head = line.to_lowercase();
            is_sound |= head.starts_with("http/1.1 200");
            if let Some(value) = head.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            line.clear();
        }
        let mut answer = vec![0; length];
        stream.read_exact(&mut answer).unwrap();
        let value = serde_json::from_slice::<Value>(&answer).unwrap()["value"].take();
        if is_sound { Ok(value) } else { Err(value["message"].clone()) }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends Chromium; without it the driver's end would leave it running.
        let _ = self.request("DELETE", &self.path(""), &json!({}));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that chromedriver says it listens on.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = lines.find_map(|line| {
        let line = line.unwrap();
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    port.unwrap()
}

/// Asks again and again until there is an answer.
#[track_caller]
fn wait(ask: impl Fn() -> Option<()>, wanted: impl Fn() -> String) {
    let end = Instant::now() + PATIENCE;
    while ask().is_none() {
        assert!(Instant::now() < end, "there is no {}", wanted());
        thread::sleep(Duration::from_millis(10));
    }
}

/// axe-core's script, where somebody has installed it: beside `Cargo.toml`, or above.
pub(crate) fn axe(test: &str) -> Option<String> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = folders
        .map(|folder| folder.join("node_modules/axe-core/axe.min.js"))
        .find_map(|file| fs::read_to_string(file).ok());
    if found.is_none() {
        eprintln!("skipped: {test}, no axe-core (npm install --no-save axe-core)");
    }
    found
}
