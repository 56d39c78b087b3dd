//! The first sheet of an Excel workbook, with what keeps a small file from unpacking to gigabytes.

use std::io::{Cursor, Read, Seek};

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{Broken, ROW_AT_MOST, Row};
use crate::diagnostic::DiagnosticKind;

const NOT_A_WORKBOOK: DiagnosticKind = DiagnosticKind::NotRead {
    what: "no Excel file of today",
    remedy: "save it as .xlsx or CSV UTF-8",
};

type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// The most bytes a workbook may have, packed.
const PACKED_AT_MOST: u64 = 32 << 20;

/// The most bytes one sheet may have, unpacked. It is read as a stream.
const SHEET_AT_MOST: u64 = 512 << 20;

/// The most bytes and elements each other part may have, since calamine keeps those in memory.
const PART_AT_MOST: u64 = 32 << 20;
const ELEMENTS_AT_MOST: usize = 2_000_000;
const STYLES_AT_MOST: usize = 200_000;

/// The most merged areas a sheet may have.
const MERGES_AT_MOST: usize = 2000;

/// Whether a file begins as ZIP archives or Excel files of before 2007 do.
pub(super) fn is_container(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0")
}

pub(super) fn read(input: impl Read, take: &mut dyn FnMut(&Row)) -> Result<(), Broken> {
    let mut bytes = Vec::new();
    input.take(PACKED_AT_MOST + 1).read_to_end(&mut bytes)?;
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(NOT_A_WORKBOOK.into());
    }
    if bytes.len() as u64 > PACKED_AT_MOST {
        return Err(DiagnosticKind::TooLarge {
            limit: PACKED_AT_MOST,
        }
        .into());
    }
    must_be_workbook(&bytes)?;
    let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets = workbook.sheets_metadata().iter();
    let first = sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .next();
    let Some(sheet) = first else {
        return Err(DiagnosticKind::EmptyForm.into());
    };
    let merged = workbook
        .merge_cells_by_sheet_name(&sheet)
        .map_err(|error| broken(&error))?;
    Sheet::new(merged).read(&mut workbook, &sheet, take)
}

fn broken(error: &XlsxError) -> Broken {
    DiagnosticKind::NotXlsx(error.to_string()).into()
}

/// Fails for archives that are no workbook, and for those that unpack to more than a form needs.
fn must_be_workbook(bytes: &[u8]) -> Result<(), Broken> {
    let unreadable = |error: zip::result::ZipError| DiagnosticKind::NotXlsx(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(NOT_A_WORKBOOK.into());
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let name = part.name().map_err(unreadable)?.to_lowercase();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            must_be_small(part, &name)?;
        }
    }
    Ok(())
}

/// Unpacks a part of a workbook without keeping it. What the archive says of its size is not
/// believed.
fn must_be_small(mut part: impl Read, name: &str) -> Result<(), Broken> {
    let is_sheet = name.contains("/worksheets/");
    let (limit, elements_at_most) = match () {
        () if is_sheet => (SHEET_AT_MOST, usize::MAX),
        () if name.contains("sharedstrings") => (PART_AT_MOST, ELEMENTS_AT_MOST),
        () => (PART_AT_MOST, STYLES_AT_MOST),
    };
    let mut chunk = vec![0; 64 << 10];
    let (mut bytes, mut elements, mut merges, mut text) = (0, 0, 0, 0);
    loop {
        let read = part.read(&mut chunk)?;
        let chunk = &chunk[..read];
        bytes += read as u64;
        elements += chunk.iter().filter(|byte| **byte == b'<').count();
        if is_sheet {
            merges += chunk
                .windows(10)
                .filter(|part| part == b"mergeCell ")
                .count();
        }
        // A text without an element in it is one cell.
        text = match chunk.iter().rposition(|byte| *byte == b'<') {
            Some(last) => read - last,
            None => text + read,
        };
        if bytes > limit
            || elements > elements_at_most
            || merges > MERGES_AT_MOST
            || text > ROW_AT_MOST
        {
            return Err(DiagnosticKind::XlsxTooLarge.into());
        }
        if read == 0 {
            return Ok(());
        }
    }
}

/// A sheet that is being read cell by cell.
struct Sheet {
    /// Areas in which one cell fills several rows, by where they start.
    merged: Vec<Dimensions>,
    /// Those that the current row is in, with the text that fills them.
    open: Vec<(Dimensions, String)>,
    row: Row,
}

impl Sheet {
    fn new(mut merged: Vec<Dimensions>) -> Self {
        merged.retain(|area| area.end.0 > area.start.0);
        merged.sort_by_key(|area| area.start);
        Self {
            merged,
            open: Vec::new(),
            row: Row::default(),
        }
    }

    fn read(
        mut self,
        workbook: &mut Workbook,
        sheet: &str,
        take: &mut dyn FnMut(&Row),
    ) -> Result<(), Broken> {
        let mut cells = workbook
            .worksheet_cells_reader(sheet)
            .map_err(|error| broken(&error))?;
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
            let (row, column) = cell.get_position();
            let number = u64::from(row) + 1;
            if number != self.row.number {
                self.hand_on(take);
                self.row.clear();
                (self.row.number, self.row.line) = (number, number);
                self.open.retain(|(area, _)| area.end.0 >= row);
            }
            self.put((row, column), &text(cell.get_value()));
            if self.row.text.len() > ROW_AT_MOST {
                return Err(Broken {
                    kind: DiagnosticKind::RowTooLong,
                    row: Some((number, number)),
                    column: None,
                });
            }
        }
        self.hand_on(take);
        Ok(())
    }

    /// Puts a cell into the row, behind the blank ones and the merged ones that the file leaves out.
    fn put(&mut self, place: (u32, u32), text: &str) {
        let column = place.1 as usize;
        while self.row.len() < column {
            self.push_merged("");
        }
        if let Ok(index) = self.merged.binary_search_by_key(&place, |area| area.start) {
            self.open.push((self.merged[index], text.to_owned()));
        }
        if self.row.len() == column {
            self.push_merged(text);
        }
    }

    /// Pushes the text of the area that the next cell is in, else this.
    fn push_merged(&mut self, text: &str) {
        let column = self.row.len();
        let is_over = |(area, _): &&(Dimensions, String)| area.start.1 as usize == column;
        let merged = self.open.iter().find(is_over);
        self.row.push(merged.map_or(text, |(_, text)| text));
    }

    fn hand_on(&mut self, take: &mut dyn FnMut(&Row)) {
        while self
            .open
            .iter()
            .any(|(area, _)| area.start.1 as usize >= self.row.len())
        {
            self.push_merged("");
        }
        if self.row.len() > 0 {
            take(&self.row);
        }
    }
}

/// A cell as CSV would have it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        value => Data::from(value.clone()).to_string(),
    }
}
