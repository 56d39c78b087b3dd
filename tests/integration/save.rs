//! `--save` loses nothing: under the file's name there is always the old text or the new one, whole,
//! and whatever kept a save from happening is told. `src/storage/tests.rs` has what a file system
//! can do to a single write.

use std::{
    fs,
    os::unix::fs::{FileTypeExt, PermissionsExt},
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::Signal;

use crate::harness::{ALIGN, Align, Run, SIX_LINES, files_in};

/// The document that `--save` makes of [`SIX_LINES`] under a name.
fn document(name: &str) -> String {
    format!(
        "name: {name}\ndate: 2026-11-24\nanswers:\n  traffic: yes\n  closing: no\n  surveys: no\n  \
         persona-research: yes\n  content-offers: yes\n  mql-contact: unsure\n"
    )
}

/// An old file that a save is about to replace, long enough that writing it takes a while.
fn long(name: &str) -> String {
    let ids = document(name);
    let ids = ids.lines().filter_map(|line| line.strip_prefix("  ")?.split(':').next());
    let notes: String =
        ids.map(|id| ["  ", id, ": ", "so it is ".repeat(550).trim(), "\n"].concat()).collect();
    format!("{}notes:\n{notes}", document(name))
}

/// Whether these are the files that a killed save may leave: what was there, and drafts.
#[track_caller]
fn nothing_but(files: &[&str], folder: &Path) {
    let mut found = files_in(folder);
    found.retain(|file| !file.starts_with(".align-"));
    assert_eq!(found, files);
}

/// A save into `file`, with a date of its own so that the text is known.
fn save(file: &str) -> Align {
    Align::new().answers(document("Ana")).args("--force --save").arg(file)
}

#[track_caller]
fn refused(run: Run, reason: &str, file: &str) -> Run {
    run.status(2).stderr(&format!("error: cannot write this: {reason}\n--> {file}\n\n"))
}

#[track_caller]
fn a_folder(run: Run, name: &str) -> Run {
    run.status(2).stderr(&format!(
        "error: this is a folder, not a file\n--> {name}\n = hint: name a file in it; only `council`, \
         `decide`, `trend` and `check` take folders\n\n"
    ))
}

/// Runs a shell script in a folder of the test's own, which it may mount things in.
fn in_own_mounts(align: &Align, script: &str) -> Output {
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", script]).current_dir(align.path("")).env("ALIGN", ALIGN);
    command.stdin(Stdio::null()).output().unwrap()
}

/// Whether this machine lets a test mount a file system; says so by name where it does not.
fn can_mount(test: &str) -> bool {
    let script = "mkdir m && mount -t tmpfs -o size=64k none m";
    let possible = Command::new("unshare").arg("-h").output().is_ok()
        && in_own_mounts(&Align::new(), script).status.success();
    if !possible {
        eprintln!("skipped {test}: this machine lets no test mount a file system");
    }
    possible
}

/// The exit code and the standard error of a script.
fn told(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

#[test]
fn what_is_saved_is_what_was_answered() {
    let run = save("out.yaml").run().status(0).stderr("");
    assert_eq!(run.read("out.yaml"), document("Ana"));
    assert_eq!(run.files(), ["answers.yaml", "out.yaml"]);
}

/// A pause of any length, by xorshift; in the same round the same.
fn some_part_of(whole: Duration, round: u32) -> Duration {
    let mut seed = u64::from(round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    whole * u32::try_from(seed % 1000).unwrap() / 1000
}

#[test]
fn killed_at_two_hundred_moments_the_file_is_the_old_or_the_new_one() {
    let align = Align::new().file("a.yaml", long("0"));
    let save = |name: u32| {
        let mut command = align.command();
        command.args(["--answers", "a.yaml", "--save", "a.yaml", "--name", &name.to_string()]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let begun = Instant::now();
    assert!(save(0).wait().unwrap().success());
    let whole = begun.elapsed();
    // A number is no name to YAML, so the program puts it in quotes.
    let text = |name: u32| long(&format!("\"{name}\""));
    let mut before = fs::read_to_string(align.path("a.yaml")).unwrap();
    assert_eq!(before, text(0));
    for round in 1..=200 {
        let mut child = save(round);
        thread::sleep(some_part_of(whole, round));
        let _ = child.kill();
        child.wait().unwrap();
        let after = fs::read_to_string(align.path("a.yaml")).unwrap();
        assert!(after == before || after == text(round), "after round {round}:\n{after}");
        nothing_but(&["a.yaml"], &align.path(""));
        before = after;
    }
}

/// A questionnaire of so many questions that nobody would answer them at one go.
fn many_questions() -> String {
    let question =
        |number| format!("- {{id: q{number}, need: N{number}, question: Q{number}?, lead: a}}\n");
    let questions: String = (1..=400).map(question).collect();
    format!("title: T\nteams: {{a: A, b: B}}\nquestions:\n{questions}")
}

#[test]
fn an_interview_killed_at_a_hundred_moments_has_lost_no_answer_that_was_saved() {
    let yaml = many_questions();
    let mut saved = None;
    for round in 1..=100 {
        let mut align = Align::new().questions(&yaml).args("--save a.yaml");
        align = match &saved {
            Some(text) => align.file("a.yaml", text).args("--answers a.yaml"),
            None => align.args("--name Ana --team a"),
        };
        let mut seen = saved.as_deref().map_or(0, answered);
        // An answer whose next question is on the screen is saved; one more is on its way.
        let mut terminal = align.start();
        terminal.sees(&format!("{} of 400", seen + 1));
        for _ in 0..round % 3 {
            seen += 1;
            terminal.press("y").sees(&format!("{} of 400", seen + 1));
        }
        terminal.press("y");
        thread::sleep(some_part_of(Duration::from_millis(8), round));
        terminal.signal(Signal::KILL).sees("<137>");
        let text = fs::read_to_string(terminal.path("a.yaml")).ok();
        let after = text.as_deref().map_or(0, answered);
        assert!(
            (seen..=seen + 1).contains(&after),
            "{seen} answers, and {after} after round {round}"
        );
        match text {
            Some(_) => nothing_but(&["a.yaml", "questions.yaml"], &terminal.path("")),
            None => nothing_but(&["questions.yaml"], &terminal.path("")),
        }
        saved = text.filter(|_| after < 390);
    }
}

/// How many answers a document holds that was saved as a whole: those to the first questions.
#[track_caller]
fn answered(text: &str) -> usize {
    let lines: Vec<_> = text.lines().skip_while(|line| *line != "answers:").skip(1).collect();
    assert_eq!(lines.len(), 400, "{text}");
    let count = lines.iter().filter(|line| line.ends_with(": yes")).count();
    for (index, line) in lines.iter().enumerate() {
        let answer = if index < count { " yes" } else { "" };
        assert_eq!(*line, format!("  q{}:{answer}", index + 1));
    }
    count
}

#[test]
fn of_six_saves_at_once_each_is_made_or_told() {
    let ids =
        ["traffic", "closing", "surveys", "persona-research", "content-offers", "mql-contact"];
    let align = Align::new().file("a.yaml", "name: A\ndate: 2026-11-24\nanswers:\n");
    let begun = ids.map(|id| {
        let mut command = align.command();
        command.args(["-a", "a.yaml", "--save", "a.yaml", "--allow-missing", "--no-input"]);
        command.args(["--answer", &format!("{id}=yes")]).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    });
    let ended = begun.map(|child| child.wait_with_output().unwrap());
    let saved = fs::read_to_string(align.path("a.yaml")).unwrap();
    for (id, output) in ids.iter().zip(&ended) {
        let is_in = saved.contains(&format!("  {id}: yes\n"));
        match output.status.code() {
            Some(0) => assert!(is_in, "{id} was saved\n{saved}"),
            // On a slow disk the others may hold the lock for longer than one waits for it.
            Some(2) => {
                let told = told(output).1;
                let reasons =
                    ["has changed this file meanwhile", "another program holds a lock on it"];
                let is_told = reasons.iter().any(|reason| told.contains(reason));
                assert!(!is_in && is_told, "{told}\n{saved}");
            }
            code => panic!("{code:?}: {}", told(output).1),
        }
    }
    assert_eq!(files_in(&align.path("")), ["a.yaml"]);
}

#[test]
fn a_full_disk_leaves_the_old_file_and_says_so() {
    if !can_mount("a_full_disk_leaves_the_old_file_and_says_so") {
        return;
    }
    let align = Align::new().file("a.yaml", document("Ana")).file("long.yaml", long("Ben"));
    let script = "mkdir m && mount -t tmpfs -o size=32k none m && cp a.yaml m/old.yaml && \
                  $ALIGN -a long.yaml --save m/old.yaml --force >report; code=$?; \
                  cp m/old.yaml after.yaml; ls -A m >left; exit $code";
    let message = "error: cannot write this: no space left on device\n--> m/old.yaml\n\n";
    assert_eq!(told(&in_own_mounts(&align, script)), (Some(2), message.to_owned()));
    assert_eq!(fs::read_to_string(align.path("after.yaml")).unwrap(), document("Ana"));
    assert_eq!(fs::read_to_string(align.path("left")).unwrap(), "old.yaml\n");
    let report = fs::read_to_string(align.path("report")).unwrap();
    assert!(report.contains("Marketing takes the reins"), "{report}");
}

#[test]
fn a_file_system_that_turned_read_only_leaves_the_old_file_and_says_so() {
    if !can_mount("a_file_system_that_turned_read_only_leaves_the_old_file_and_says_so") {
        return;
    }
    let align = Align::new().file("a.yaml", document("Ana")).file("b.yaml", document("Ben"));
    let script = "mkdir m && mount -t tmpfs none m && cp a.yaml m/old.yaml && mount -o remount,ro m && \
                  $ALIGN -a b.yaml --save m/old.yaml --force >report; code=$?; \
                  cp m/old.yaml after.yaml; ls -A m >left; exit $code";
    let message = "error: cannot write this: read-only file system\n--> m/old.yaml\n\n";
    assert_eq!(told(&in_own_mounts(&align, script)), (Some(2), message.to_owned()));
    assert_eq!(fs::read_to_string(align.path("after.yaml")).unwrap(), document("Ana"));
    assert_eq!(fs::read_to_string(align.path("left")).unwrap(), "old.yaml\n");
}

#[test]
fn a_folder_without_leave_to_write_leaves_the_old_file_and_says_so() {
    let align = Align::new().file("a.yaml", document("Ana")).file("d/old.yaml", document("Ben"));
    fs::set_permissions(align.path("d"), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(align.path("d/probe"), "").is_ok() {
        eprintln!("skipped: permissions do not bind whoever runs this");
        return;
    }
    let run = align.args("-a a.yaml --save d/old.yaml --force").run();
    let run = refused(run, "permission denied", "d/old.yaml");
    assert_eq!(run.read("d/old.yaml"), document("Ben"));
}

#[test]
fn the_limit_on_file_sizes_leaves_the_old_file_and_says_so() {
    let align = Align::new().file("long.yaml", long("Ana")).file("old.yaml", document("Ben"));
    let script = "ulimit -f 4; exec \"$ALIGN\" -a long.yaml --save old.yaml --force";
    let mut command = Command::new("sh");
    command
        .args(["-c", script])
        .current_dir(align.path(""))
        .env("ALIGN", ALIGN)
        .stdin(Stdio::null());
    let message = "error: cannot write this: file too large\n--> old.yaml\n\n";
    assert_eq!(told(&command.output().unwrap()), (Some(2), message.to_owned()));
    assert_eq!(fs::read_to_string(align.path("old.yaml")).unwrap(), document("Ben"));
    assert_eq!(files_in(&align.path("")), ["long.yaml", "old.yaml"]);
}

#[test]
fn what_is_no_ordinary_file_stays_what_it_is() {
    let align = save("fifo");
    assert!(Command::new("mkfifo").arg(align.path("fifo")).status().unwrap().success());
    let run = refused(align.run(), "this is not an ordinary file", "fifo");
    assert!(fs::metadata(run.path("fifo")).unwrap().file_type().is_fifo());
    for device in ["/dev/null", "/dev/full"] {
        refused(save(device).run(), "this is not an ordinary file", device);
        assert!(fs::metadata(device).unwrap().file_type().is_char_device());
    }
    let run = a_folder(save("d").file("d/kept", "kept").run(), "d");
    assert_eq!(run.read("d/kept"), "kept");
    a_folder(save("..").run(), "..");
    refused(save("no/a.yaml").run(), "no such file or directory", "no/a.yaml");
    refused(save("answers.yaml/a.yaml").run(), "not a directory", "answers.yaml/a.yaml");
}

#[test]
fn nobody_is_told_to_force_what_cannot_be_replaced() {
    let align = Align::new().answers(document("Ana")).file("d/kept", "");
    a_folder(align.args("--save d").run(), "d");
    let align = Align::new().answers(document("Ana"));
    refused(align.args("--save /dev/null").run(), "this is not an ordinary file", "/dev/null");
}

#[test]
fn a_report_that_cannot_be_written_does_not_lose_the_answers() {
    let align = save("a.yaml");
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = align.command().stdin(Stdio::null()).stdout(full).output().unwrap();
    let message = "error: cannot write this: no space left on device\n--> standard output\n\n";
    assert_eq!(told(&output), (Some(2), message.to_owned()));
    assert_eq!(fs::read_to_string(align.path("a.yaml")).unwrap(), document("Ana"));
}

#[test]
fn an_existing_file_needs_force_unless_it_is_the_draft_that_goes_on() {
    let run = Align::new().file("a.yaml", "old").args("--save a.yaml").stdin(SIX_LINES).run();
    let message = "error: this file exists already\n--> a.yaml\n = hint: `--force` replaces it\n\n\
                   hint: `align --answers a.yaml --save a.yaml` goes on with it\n";
    assert_eq!(run.status(2).stderr(message).read("a.yaml"), "old");
    let run =
        Align::new().answers(SIX_LINES).args("--save ./answers.yaml --name Ana").run().status(0);
    assert!(run.stderr("").read("answers.yaml").starts_with("name: Ana\n"));
}
