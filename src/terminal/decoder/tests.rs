//! Bytes as terminals send them.

use super::*;

fn burst(bytes: &str) -> Burst {
    decode(bytes.as_bytes()).0
}

fn keys(keys: &[Pressed]) -> Burst {
    Burst::Keys(keys.to_vec())
}

/// Whether more is waited for wherever the bytes may be cut.
#[track_caller]
fn is_unfinished_before_its_end(bytes: &str) {
    for end in 1..bytes.len() {
        assert!(decode(&bytes.as_bytes()[..end]).1, "{bytes:?}, cut at {end}");
    }
}

#[test]
fn one_key_is_one_key_however_it_is_sent() {
    for (bytes, key) in [
        ("y", Pressed::Char('y')),
        ("é", Pressed::Char('é')),
        ("\x7f", Pressed::Backspace),
        ("\x08", Pressed::Backspace),
        ("\r", Pressed::Enter),
        ("\n", Pressed::Enter),
        ("\r\n", Pressed::Enter),
        ("\x1bOM", Pressed::Enter),
        ("\x1b[57414u", Pressed::Enter),
        ("\x1bOq", Pressed::Char('1')),
        ("\x1b", Pressed::Esc),
        ("\x1b\x1b", Pressed::Esc),
        ("\x1b[27u", Pressed::Esc),
        ("\x1b[A", Pressed::Up),
        ("\x1bOA", Pressed::Up),
        ("\x1b[1;5C", Pressed::WordRight),
        ("\x1b\x1b[C", Pressed::Right),
        ("\x1bb", Pressed::Alt('b')),
        ("\x1b[5~", Pressed::PageUp),
        ("\x1b[27;5;99~", Pressed::Ctrl('c')),
        ("\x1b[99;5u", Pressed::Ctrl('c')),
        ("\x1b[99;69u", Pressed::Ctrl('c')),
        ("\x1b[27;2;89~", Pressed::Char('Y')),
        ("\x1b[121;2u", Pressed::Char('Y')),
        ("\x1b[1085::121u", Pressed::Char('н')),
        ("\x1b[Z", Pressed::BackTab),
    ] {
        assert_eq!(burst(bytes), keys(&[key]), "{bytes:?}");
        if bytes != "\r\n" {
            is_unfinished_before_its_end(bytes);
        }
    }
}

#[test]
fn what_is_no_key_is_nothing() {
    for bytes in [
        "\x1b[?2026;2$y",
        "\x1b[?997;1n",
        "\x1bP>|kitty(0.32.2)\x1b\\",
        "\x1b]11;rgb:1c1c/1b1b/1e1e\x1b\\",
        "\x1b]11;rgb:1c1c/1b1b/1e1e\x07",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b[M yn",
        "\x1b[<0;12;5M\x1b[<0;12;5m",
        "\x1b[32;12;5M",
        "\x1b[I\x1b[O",
        "\x1b[[A",
        "\x1b[1;1:3C",
        "\x1b[99;5:3u",
        "\x1b[3;1R",
        "\x1b[",
        "\x1b[3",
        "\x1bO",
        "\x1b(B",
        "\x1bP>|no end",
    ] {
        assert_eq!(burst(bytes), keys(&[]), "{bytes:?}");
        is_unfinished_before_its_end(bytes.split_inclusive(char::is_alphabetic).next().unwrap());
    }
}

#[test]
fn a_paste_is_one_text_and_never_keys() {
    let paste = |text: &str| Burst::Paste(text.to_owned());
    let pasted = "\x1b[200~Ana\ny\x03é\x1b[201~";
    assert_eq!(decode(pasted.as_bytes()), (paste("Ana yé"), false));
    assert_eq!(burst(&pasted.repeat(2)), paste("Ana yéAna yé"));
    // Its end is lost.
    assert_eq!(decode(b"\x1b[200~yes"), (paste(""), true));
}

#[test]
fn control_c_is_heard_through_anything() {
    let before =
        ["", "y", "\x1b", "\x1b[", "\x1bP>|x", "\x1b]11;", "\x1b[200~text", "\x1b[M", "\x1bO"];
    for before in before {
        let heard = burst(&format!("{before}\x03"));
        assert_eq!(heard, keys(&[Pressed::Ctrl('c')]), "{before:?}");
    }
}
