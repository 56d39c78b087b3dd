use super::*;

#[test]
fn what_a_spreadsheet_would_compute_is_text() {
    assert_eq!(text("=1+1"), "'=1+1");
    assert_eq!(text("\t@SUM(A1)"), "'@SUM(A1)");
    assert_eq!(text("-x"), "'-x");
    assert_eq!(text("a=b - c"), "a=b - c");
    assert_eq!(text("a\r\nb\u{7}"), "a b\\u{7}");
}

#[test]
fn a_formula_behind_a_separator_is_text_as_well() {
    assert_eq!(text("a;=1+1"), "a;'=1+1");
    assert_eq!(text("a; \"=cmd"), "a; \"'=cmd");
    assert_eq!(text("a|@x,+y"), "a|'@x,'+y");
    assert_eq!(text("a;b-c"), "a;b-c");
}

#[test]
fn a_text_beyond_ascii_comes_behind_a_byte_order_mark() {
    let bytes = |cell: &str| {
        let mut bytes = Vec::new();
        write(&[vec![cell.to_owned(), "a,\"b".to_owned()]], &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert_eq!(bytes("x"), "x,\"a,\"\"b\"\r\n");
    assert_eq!(bytes("é"), "\u{feff}é,\"a,\"\"b\"\r\n");
}
