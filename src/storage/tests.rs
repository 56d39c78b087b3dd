//! Nothing that is under a name is lost, whoever else writes there.

use std::{fs, thread};

use tempfile::TempDir;

use super::*;

fn kind<T: std::fmt::Debug>(result: Result<T, Diagnostic>) -> DiagnosticKind {
    result.unwrap_err().kind
}

fn files(folder: &TempDir) -> usize {
    fs::read_dir(folder.path()).unwrap().count()
}

#[test]
fn a_new_file_takes_no_name_that_is_taken() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.yaml");
    write_new(&file, "one").unwrap();
    assert_eq!(kind(write_new(&file, "two")), DiagnosticKind::Exists);
    assert_eq!(kind(must_be_free(&file)), DiagnosticKind::Exists);
    assert_eq!(read(&file).unwrap().as_str(), "one");
    assert_eq!(files(&folder), 1, "no draft is left");
}

#[test]
fn what_somebody_else_wrote_meanwhile_stays() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.yaml");
    write_new(&file, "one").unwrap();
    replace(&file, "two", Some("one")).unwrap();
    assert_eq!(kind(replace(&file, "three", Some("one"))), DiagnosticKind::ChangedMeanwhile);
    assert_eq!(fs::read_to_string(&file).unwrap(), "two");
    fs::remove_file(&file).unwrap();
    assert!(replace(&file, "three", Some("two")).is_ok(), "gone is not changed");
    assert!(replace(&file, "four", None).is_ok());
    assert_eq!(files(&folder), 1);
}

#[test]
fn of_parallel_saves_one_is_made_and_the_others_are_told() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.yaml");
    write_new(&file, "begin").unwrap();
    let made = thread::scope(|scope| {
        let file = &file;
        let saves: Vec<_> = (0..8)
            .map(|n| scope.spawn(move || replace(file, &n.to_string(), Some("begin")).is_ok()))
            .collect();
        let made = saves.into_iter().map(|save| save.join().unwrap());
        made.filter(|is_made| *is_made).count()
    });
    assert_eq!(made, 1);
}

#[test]
fn a_text_that_could_not_be_read_back_replaces_nothing() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.yaml");
    write_new(&file, "one").unwrap();
    let long = "x".repeat((1 << 20) + 1);
    assert!(matches!(kind(replace(&file, &long, None)), DiagnosticKind::Unwritable(_)));
    assert_eq!(fs::read_to_string(&file).unwrap(), "one");
    assert!(write(&file, long.as_bytes()).is_ok(), "a report may be as long as it is");
}

#[test]
fn the_place_is_tried_and_left_as_it_was() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(must_be_writable(&path("a.yaml")).is_ok());
    assert!(must_be_writable(&path("a".repeat(255).as_str())).is_ok());
    assert_eq!(files(&folder), 0);
    assert_eq!(kind(must_be_writable(folder.path())), DiagnosticKind::NotAFile);
    assert_eq!(kind(must_be_writable(Path::new("-"))), DiagnosticKind::NotStdout);
    assert!(matches!(kind(must_be_writable(&path("no/a.yaml"))), DiagnosticKind::Unwritable(_)));
}

#[test]
fn powershell_s_utf_16_is_read_and_what_is_broken_is_told() {
    let units: Vec<u16> = "\u{feff}a: é😀\r\n".encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for bytes in [&little, &big] {
        assert_eq!(text("a", bytes.clone()).unwrap().as_str(), "a: é😀\r\n");
    }
    assert_eq!(kind(text("a", little[..little.len() - 1].to_vec())), DiagnosticKind::NotUtf8);
    assert_eq!(kind(text("a", vec![0xff, 0xfe, 0x00, 0xd8])), DiagnosticKind::NotUtf8);
    let broken = text("a", b"a\rb\nc\xff".to_vec()).unwrap_err();
    let place = crate::diagnostic::Diagnostics::from(broken);
    assert_eq!(place.places().next().unwrap().0.to_string(), "3:2");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_planted_later_leads_nowhere() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("precious"), "precious").unwrap();
        write_new(&path("a"), "ours").unwrap();
        fs::remove_file(path("a")).unwrap();
        symlink("precious", path("a")).unwrap();
        assert_eq!(kind(write_new(&path("a"), "new")), DiagnosticKind::Exists);
        let changed = replace(&path("a"), "new", Some("ours"));
        assert_eq!(kind(changed), DiagnosticKind::ChangedMeanwhile);
        assert_eq!(kind(must_be_free(&path("a"))), DiagnosticKind::Exists);
        symlink("nothing", path("dangling")).unwrap();
        assert_eq!(kind(must_be_free(&path("dangling"))), DiagnosticKind::Exists);
        assert_eq!(kind(write_new(&path("dangling"), "new")), DiagnosticKind::Exists);
        assert_eq!(fs::read_to_string(path("precious")).unwrap(), "precious");
    }

    #[test]
    fn a_lock_that_somebody_holds_is_not_waited_for_without_end() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        let held = File::open(&file).unwrap();
        held.lock().unwrap();
        assert_eq!(
            kind(replace(&file, "new", None)),
            DiagnosticKind::Unwritable("another program holds a lock on it".to_owned())
        );
    }

    #[test]
    fn set_user_id_is_not_passed_on_and_the_mode_is() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o4640)).unwrap();
        replace(&file, "new", None).unwrap();
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o640);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn extended_attributes_are_not_passed_on() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        if setxattr(&file, "user.align", b"x", XattrFlags::empty()).is_err() {
            eprintln!("skipped extended_attributes_are_not_passed_on: no attributes here");
            return;
        }
        replace(&file, "new", None).unwrap();
        assert!(getxattr(&file, "user.align", &mut [0_u8; 8][..]).is_err());
    }

    #[test]
    fn a_symbolic_link_stays_one_and_its_file_is_replaced() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("d")).unwrap();
        fs::write(path("d/real"), "old").unwrap();
        symlink("d/real", path("link")).unwrap();
        replace(&path("link"), "new", None).unwrap();
        assert_eq!(fs::read_link(path("link")).unwrap(), Path::new("d/real"));
        assert_eq!(fs::read_to_string(path("d/real")).unwrap(), "new");
        write(&path("link"), b"a report").unwrap();
        assert_eq!(fs::read_to_string(path("d/real")).unwrap(), "a report");
        symlink("later", path("dangling")).unwrap();
        replace(&path("dangling"), "new", None).unwrap();
        assert_eq!(fs::read_to_string(path("later")).unwrap(), "new");
        symlink("no/later", path("nowhere")).unwrap();
        symlink("two", path("one")).unwrap();
        symlink("one", path("two")).unwrap();
        for name in ["nowhere", "one"] {
            assert!(matches!(
                kind(replace(&path(name), "new", None)),
                DiagnosticKind::Unwritable(_)
            ));
        }
    }

    #[test]
    fn a_hard_link_s_other_name_keeps_its_text() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("precious"), "precious").unwrap();
        fs::hard_link(path("precious"), path("a")).unwrap();
        replace(&path("a"), "new", None).unwrap();
        assert_eq!(fs::read_to_string(path("precious")).unwrap(), "precious");
    }

    #[test]
    fn a_fifo_is_neither_opened_nor_replaced() {
        let folder = TempDir::new().unwrap();
        let fifo = folder.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        assert!(matches!(kind(replace(&fifo, "new", None)), DiagnosticKind::Unwritable(_)));
        // As if it had taken the place of a file after the first look.
        assert!(rights::open_without_following(&fifo).is_err());
    }

    fn is_root() -> bool {
        rustix::process::geteuid().is_root()
    }

    #[test]
    fn owner_and_group_are_kept_by_whoever_may_give_them() {
        use std::os::unix::fs::{MetadataExt, chown};
        if !is_root() {
            eprintln!("skipped owner_and_group_are_kept_by_whoever_may_give_them: not root");
            return;
        }
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        chown(&file, Some(1), Some(2)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&file, "new", None).unwrap();
        let found = fs::metadata(&file).unwrap();
        assert_eq!((found.uid(), found.gid(), found.mode() & 0o777), (1, 2, 0o640));
    }

    /// With an access list the mode's group bits are its mask: the group itself may nothing here.
    #[test]
    #[cfg(target_os = "linux")]
    fn an_access_list_is_kept_and_none_is_inherited() {
        let list = |arguments: &[&str], file: &Path| {
            let made = std::process::Command::new("setfacl").args(arguments).arg(file).status();
            made.is_ok_and(|status| status.success())
        };
        let entries = |file: &Path| {
            let output = std::process::Command::new("getfacl").arg("-cp").arg(file).output();
            String::from_utf8(output.unwrap().stdout).unwrap()
        };
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        if !list(&["-m", "u:1:rw,g::---,m::rw"], &file) {
            eprintln!("skipped an_access_list_is_kept_and_none_is_inherited: no setfacl here");
            return;
        }
        let before = entries(&file);
        replace(&file, "new", None).unwrap();
        assert_eq!(entries(&file), before);
        // A folder's default list is for new files, and a save makes no new one.
        let plain = folder.path().join("plain");
        fs::write(&plain, "old").unwrap();
        fs::set_permissions(&plain, fs::Permissions::from_mode(0o640)).unwrap();
        let before = entries(&plain);
        assert!(list(&["-d", "-m", "u:1:rw"], folder.path()));
        replace(&plain, "new", None).unwrap();
        assert_eq!(entries(&plain), before);
    }
}
