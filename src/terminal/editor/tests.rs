use super::*;

fn edited(text: &str, keys: &[Pressed]) -> String {
    let mut editor = Editor::new(text.to_owned());
    for key in keys {
        editor.press(*key);
    }
    editor.insert("|", 100);
    editor.text().to_owned()
}

#[test]
fn keys_edit_as_in_a_shell() {
    use Pressed::{Alt, Backspace, Ctrl, Delete, End, Home, Left, Right, WordLeft};
    for (keys, result) in [
        (&[][..], "ana lópez|"),
        (&[Left, Left], "ana lóp|ez"),
        (&[Home, Right, Delete], "a|a lópez"),
        (&[Ctrl('a'), Ctrl('e')], "ana lópez|"),
        (&[Ctrl('w')], "ana |"),
        (&[WordLeft, Ctrl('u')], "|lópez"),
        (&[Alt('b'), Alt('b'), Alt('f')], "ana| lópez"),
        (&[Home, Ctrl('k')], "|"),
        (&[Home, Backspace, End, Delete], "ana lópez|"),
    ] {
        assert_eq!(edited("ana lópez", keys), result, "{keys:?}");
    }
}

#[test]
fn what_is_seen_as_one_is_erased_as_one() {
    assert_eq!(edited("a👩🏽‍💻", &[Pressed::Backspace]), "a|");
    assert_eq!(edited("e\u{301}", &[Pressed::Backspace]), "|");
}

#[test]
fn a_text_ends_at_its_limit_and_holds_nothing_unsafe() {
    let mut editor = Editor::default();
    assert!(editor.insert("a\u{1b}[31m\u{202e}b", 10));
    assert_eq!(editor.text(), "a[31mb");
    assert!(!editor.insert("12345", 10));
    assert_eq!(editor.text(), "a[31mb1234");
}

#[test]
fn the_window_holds_the_cursor() {
    let mut editor = Editor::new("日本の顧客".to_owned());
    assert_eq!(editor.window(20), ("日本の顧客".to_owned(), 10));
    assert_eq!(editor.window(6), ("顧客".to_owned(), 4));
    editor.press(Pressed::Home);
    assert_eq!(editor.window(5), ("日本".to_owned(), 0));
}
