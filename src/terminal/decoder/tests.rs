//! Bytes as terminals send them.

use super::*;

fn burst(pieces: &[&[u8]]) -> Option<Burst> {
    let mut decoder = Decoder::default();
    for piece in pieces {
        decoder.feed(piece);
    }
    decoder.take()
}

#[expect(clippy::unnecessary_wraps, reason = "as the decoder gives it")]
fn keys(keys: &[Pressed]) -> Option<Burst> {
    Some(Burst::Keys(keys.to_vec()))
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
        assert_eq!(burst(&[bytes.as_bytes()]), keys(&[key]), "{bytes:?}");
        let pieces: Vec<&[u8]> = bytes.as_bytes().chunks(1).collect();
        assert_eq!(burst(&pieces), keys(&[key]), "{bytes:?} in pieces");
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
        "\x1b[yn"[..2].into(),
        "\x1bP>|no end",
    ] {
        assert_eq!(burst(&[bytes.as_bytes()]), None, "{bytes:?}");
        let pieces: Vec<&[u8]> = bytes.as_bytes().chunks(1).collect();
        assert_eq!(burst(&pieces), None, "{bytes:?} in pieces");
    }
}

#[test]
fn a_paste_is_one_text_and_never_keys() {
    let paste = |text: &str| Some(Burst::Paste(text.to_owned()));
    let pasted = b"\x1b[200~Ana\ny\x03\x1b[201~";
    assert_eq!(burst(&[pasted]), paste("Ana y"));
    let pieces: Vec<&[u8]> = pasted.chunks(2).collect();
    assert_eq!(burst(&pieces), paste("Ana y"));
    // Its end is lost.
    assert_eq!(burst(&[b"\x1b[200~yes"]), paste(""));
}

#[test]
fn control_c_is_heard_through_anything() {
    for before in ["\x1b", "\x1b[", "\x1bP>|x", "\x1b]11;", "\x1b[200~text", "\x1b[M", "\x1bO"] {
        let heard = burst(&[before.as_bytes(), b"\x03"]);
        assert_eq!(heard, keys(&[Pressed::Ctrl('c')]), "{before:?}");
    }
}

#[test]
fn a_sequence_that_is_not_whole_is_told() {
    let mut decoder = Decoder::default();
    decoder.feed(b"y");
    assert!(!decoder.is_unfinished());
    decoder.feed(b"\x1b[");
    assert!(decoder.is_unfinished());
    decoder.feed(b"C");
    assert!(!decoder.is_unfinished());
    decoder.feed(b"\x1b[200~");
    assert!(decoder.is_unfinished());
    decoder.feed(b"Ana\x1b[201~");
    assert!(!decoder.is_unfinished());
}
