//! CSV against a reader that was written for nothing but to be plain, and the edges of files.

use std::{
    cell::Cell,
    io::{Cursor, Write},
};

use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Broken, Encoding, Row, read};
use crate::{checks, diagnostic::DiagnosticKind};

/// A row's number, line and cells.
type Cells = (u64, u64, Vec<String>);

fn rows(bytes: &[u8]) -> Result<(Vec<Cells>, Encoding), Broken> {
    let mut rows = Vec::new();
    let mut take = |row: &mut Row| {
        let cells = row.cells().map(str::to_owned).collect();
        rows.push((row.place.row, row.place.line, cells));
    };
    let encoding = read(Cursor::new(bytes), &|_| 0, &mut take)?;
    Ok((rows, encoding))
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let (rows, _) = rows(bytes).unwrap();
    rows.into_iter().map(|(_, _, cells)| cells).collect()
}

/// What a plain reader makes of a file.
#[derive(Debug, PartialEq)]
enum Plain {
    Rows(Vec<Cells>),
    /// A quote is open at the end.
    Open,
    /// A quoted cell of several lines goes on behind its closing quote.
    Torn,
}

/// Reads CSV a character at a time: a quote counts at the beginning of a cell and within quotes.
fn plain(text: &str) -> Plain {
    let (mut rows, mut number, mut line) = (Vec::new(), 1, 1);
    let mut rest = text;
    while !rest.is_empty() {
        let (begins, mut cells) = (line, Vec::new());
        let is_blank_line = rest.starts_with(['\r', '\n']);
        let mut is_torn = false;
        loop {
            let mut cell = String::new();
            if let Some(quoted) = rest.strip_prefix('"') {
                rest = quoted;
                loop {
                    if let Some(after) = rest.strip_prefix("\"\"") {
                        cell.push('"');
                        rest = after;
                    } else if let Some(after) = rest.strip_prefix('"') {
                        rest = after;
                        break;
                    } else if let Some(c) = rest.chars().next() {
                        cell.push(c);
                        rest = &rest[c.len_utf8()..];
                    } else {
                        return Plain::Open;
                    }
                }
                is_torn |= !rest.is_empty() && !rest.starts_with([',', '\r', '\n']);
            }
            let end = rest.find([',', '\r', '\n']).unwrap_or(rest.len());
            cell.push_str(&rest[..end]);
            rest = &rest[end..];
            line += cell.replace("\r\n", "\n").matches(['\r', '\n']).count() as u64;
            cells.push(cell.trim().to_owned());
            match rest.strip_prefix(',') {
                Some(after) => rest = after,
                None => break,
            }
        }
        if is_torn && line > begins {
            return Plain::Torn;
        }
        rest = rest.strip_prefix("\r\n").or(rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
        if !is_blank_line {
            rows.push((number, begins, cells));
        }
        (number, line) = (number + 1, line + 1);
    }
    Plain::Rows(rows)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 5000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn csv_is_read_as_a_plain_reader_reads_it(
        parts in prop::collection::vec(
            prop::sample::select(vec!["\"", "\"", "\"\"", ",", ",", "\n", "\r\n", "\r", "a", "5 ", "é", " "]),
            0..40,
        ),
    ) {
        // The first line makes the comma the separator.
        let text = format!("a,b,c,d,e,f,g\n{}", parts.concat());
        let found = match rows(text.as_bytes()) {
            Ok((rows, _)) => Plain::Rows(rows),
            Err(Broken { kind: DiagnosticKind::OpenQuote { .. }, .. }) => Plain::Open,
            Err(Broken { kind: DiagnosticKind::StrayQuote { .. }, .. }) => Plain::Torn,
            Err(other) => panic!("{other:?}"),
        };
        // A row that is torn ends the reading before a quote that stays open below.
        if found != Plain::Torn || plain(&text) != Plain::Open {
            prop_assert_eq!(found, plain(&text));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        checks::grid(&bytes);
    }

    #[test]
    fn cells_stay_apart_whatever_bytes_they_hold(
        row in prop::collection::vec(prop::collection::vec(0x80_u8.., 0..4), 2..5),
    ) {
        // The first cell may else be the mark of UTF-16.
        let read = cells(&[b"a,".to_vec(), row.join(&b',')].concat());
        prop_assert_eq!(read[0].len(), 1 + row.len());
    }
}

/// A file is read in pieces of 64 KiB, which end anywhere.
#[test]
fn a_row_may_stand_in_two_pieces_of_a_file() {
    let tail = "\"a\"\"b\r\nc\",\"d\"\r\n\r\ne,5 \"f\r\rg,\"\"\"\"\n\nh";
    for shift in 0..=tail.len() {
        let text = format!("a,b\n{}{tail}", "x,y\n".repeat(1 << 14).split_at(shift).1);
        let (found, _) = rows(text.as_bytes()).unwrap();
        assert!(Plain::Rows(found) == plain(&text), "{shift}");
    }
}

#[test]
fn blank_lines_are_rows_and_line_breaks_in_cells_are_none() {
    let text = "a,b\n\n\n\"x\ny\",2\r\n\r\n3,4";
    let (found, _) = rows(text.as_bytes()).unwrap();
    let numbers: Vec<_> = found.iter().map(|(number, line, _)| (*number, *line)).collect();
    assert_eq!(numbers, [(1, 1), (4, 4), (6, 7)]);
}

#[test]
fn lone_carriage_returns_end_rows() {
    let (found, _) = rows(b"a,b\r1,2\r\r3,4\r").unwrap();
    let numbers: Vec<_> = found.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, [1, 2, 4]);
}

#[test]
fn a_line_may_declare_the_separator() {
    assert_eq!(cells(b"sep=;\r\na;b,c\r\n"), [["a", "b,c"]]);
    assert_eq!(cells(b"\xef\xbb\xbf\"sep=|\"\na|b\n"), [["a", "b"]]);
    assert_eq!(cells(b"SEP=\t\na\tb\n"), [["a", "b"]]);
    let (found, _) = rows(b"sep=;\na;b\n").unwrap();
    // Excel shows no row for that line.
    assert_eq!((found[0].0, found[0].1), (1, 2));
}

#[test]
fn the_separator_is_what_makes_sense_of_the_header() {
    let text = b"Who, then?;Do we, or not?\nAda;yes\n";
    let matches = |row: &Row| row.cells().filter(|cell| *cell == "Do we, or not?").count();
    let mut widths = Vec::new();
    read(text.as_slice(), &matches, &mut |row| widths.push(row.len())).unwrap();
    assert_eq!(widths, [2, 2]);
}

#[test]
fn text_is_utf_8_or_utf_16_with_its_mark_or_windows_1252() {
    let text = "né,€\n";
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(order).collect()
    };
    for bytes in [text.as_bytes().to_vec(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
        let (found, encoding) = rows(&bytes).unwrap();
        assert_eq!((found[0].2.join(" "), encoding), ("né €".to_owned(), Encoding::Unicode));
    }
    let (found, encoding) = rows(b"n\xe9,\x80\n").unwrap();
    assert_eq!((found[0].2.join(" "), encoding), ("né €".to_owned(), Encoding::Windows1252));
}

#[test]
fn an_open_quote_names_its_row_and_what_would_be_lost() {
    let broken = |bytes: &[u8]| {
        let broken = rows(bytes).unwrap_err();
        (broken.kind, broken.place.map(|place| (place.row, place.line)), broken.column)
    };
    let text = b"a,b\n1,2\n3,\"4\n5,6\n7,8\n";
    let kind = DiagnosticKind::OpenQuote { lines: 2 };
    assert_eq!(broken(text), (kind, Some((3, 3)), Some(1)));
    // The same in a file that is longer than a row may be.
    let long = [b"a,b\n1,\"2\n".to_vec(), b"3,4\n".repeat(1 << 20)].concat();
    let kind = DiagnosticKind::OpenQuote { lines: 1 << 20 };
    assert_eq!(broken(&long), (kind, Some((2, 2)), Some(1)));
    let closed = [b"a,b\n1,\"2\n".to_vec(), b"3,4\n".repeat(1 << 20), b"\"\n".to_vec()].concat();
    assert_eq!(broken(&closed), (DiagnosticKind::RowTooLong, Some((2, 2)), None));
    let kind = DiagnosticKind::StrayQuote { lines: 2 };
    assert_eq!(broken(b"a,b\n1,\"2\n3,4\n5,\"6\"\n"), (kind, Some((2, 2)), None));
}

#[test]
fn a_header_is_looked_for_in_no_more_rows_of_a_longer_file() {
    let looks = |rows: usize| {
        let count = Cell::new(0);
        let text = b"a,b\n".repeat(rows);
        let matches = |_: &Row| {
            count.set(count.get() + 1);
            0
        };
        read(text.as_slice(), &matches, &mut |_| {}).unwrap();
        count.get()
    };
    assert_eq!(looks(1000), looks(100_000));
}

/// A workbook with one part of it changed.
fn workbook(changed: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let sheet =
        "<worksheet><sheetData><row r=\"2\"><c r=\"B2\"><v>1</v></c></row></sheetData></worksheet>";
    let relation = |id, kind: &str, target| {
        let schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!("<Relationship Id=\"{id}\" Type=\"{schema}/{kind}\" Target=\"{target}\"/>")
    };
    let root = relation("rId1", "officeDocument", "xl/workbook.xml");
    let relations = [
        relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        relation("rId2", "sharedStrings", "sharedStrings.xml"),
        relation("rId3", "styles", "styles.xml"),
    ];
    let parts = [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!("<Relationships>{}</Relationships>", relations.concat()),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", "<sst></sst>"),
        ("xl/styles.xml", "<styleSheet></styleSheet>"),
        ("_rels/.rels", &format!("<Relationships>{root}</Relationships>")),
    ];
    for (name, text) in parts {
        archive.start_file(name, options).unwrap();
        archive.write_all(if name == changed { content } else { text.as_bytes() }).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_much_is_refused() {
    let (found, _) = rows(&workbook("", b"")).unwrap();
    assert_eq!(found, [(2, 2, vec![String::new(), "1".to_owned()])]);
    for (part, content) in [
        ("xl/worksheets/sheet1.xml", [b"<worksheet>".to_vec(), vec![b' '; 2 << 20]].concat()),
        ("xl/worksheets/sheet1.xml", b"<mergeCell ref=\"A1:A9\"/>".repeat(3000)),
        ("xl/sharedStrings.xml", b"<si/>".repeat(2_000_001)),
        ("xl/styles.xml", b"<xf/>".repeat(200_001)),
        ("xl/workbook.xml", b"<sheet/>".repeat(200_001)),
    ] {
        let bytes = workbook(part, &content);
        assert!(bytes.len() < 100 << 10, "{part}");
        assert_eq!(rows(&bytes).unwrap_err().kind, DiagnosticKind::XlsxTooLarge, "{part}");
    }
}
