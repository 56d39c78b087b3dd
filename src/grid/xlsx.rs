//! The first sheet of an Excel workbook, with what keeps a small file from unpacking to gigabytes.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use calamine::{Data, DataRef, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::{ZipArchive, result::ZipError};

use super::{Broken, ROW_AT_MOST, Row, RowPlace};
use crate::diagnostic::DiagnosticKind;

/// The most bytes a workbook may have, packed.
const PACKED_AT_MOST: u64 = 32 << 20;

/// The most merged areas a sheet may have.
const MERGED_AT_MOST: usize = 2000;

const OLD_EXCEL: &[u8] = b"\xd0\xcf\x11\xe0";

const NOT_A_WORKBOOK: DiagnosticKind = DiagnosticKind::NotRead {
    what: "no Excel file of today",
    remedy: "save it as .xlsx or CSV UTF-8",
};

/// Whether a file begins as ZIP archives or Excel files of before 2007 do.
pub(super) fn is_container(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(OLD_EXCEL)
}

pub(super) fn read(input: impl Read, take: &mut dyn FnMut(&mut Row)) -> Result<(), Broken> {
    let mut bytes = Vec::new();
    input.take(PACKED_AT_MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > PACKED_AT_MOST {
        return Err(DiagnosticKind::TooLarge { limit: PACKED_AT_MOST }.into());
    }
    must_be_small(&bytes)?;
    first_sheet(bytes, take)
}

impl From<XlsxError> for Broken {
    fn from(error: XlsxError) -> Self {
        DiagnosticKind::NotXlsx(error.to_string()).into()
    }
}

impl From<ZipError> for Broken {
    fn from(error: ZipError) -> Self {
        DiagnosticKind::NotXlsx(error.to_string()).into()
    }
}

/// Fails for what is no workbook, and for one that unpacks to more than a form needs.
fn must_be_small(bytes: &[u8]) -> Result<(), Broken> {
    if bytes.starts_with(OLD_EXCEL) {
        return Err(NOT_A_WORKBOOK.into());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(NOT_A_WORKBOOK.into());
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index)?;
        let name = part.name()?.to_lowercase();
        let (bytes, elements) = match () {
            // A sheet is read as a stream.
            () if name.contains("/worksheets/") => (512 << 20, usize::MAX),
            // calamine keeps all strings and styles in memory.
            () if name.contains("sharedstrings") => (32 << 20, 2_000_000),
            // Whatever its name, the workbook may say that it is a sheet.
            () => (32 << 20, 200_000),
        };
        must_unpack_to(bytes, elements, part)?;
    }
    Ok(())
}

/// Unpacks a part of a workbook without keeping it. What the archive says of its size is not
/// believed.
fn must_unpack_to(
    bytes_at_most: usize,
    elements_at_most: usize,
    mut part: impl Read,
) -> Result<(), Broken> {
    let mut buffer = vec![0; 64 << 10];
    let (mut bytes, mut elements, mut merged, mut text) = (0, 0, 0, 0);
    loop {
        let read = part.read(&mut buffer)?;
        let chunk = &buffer[..read];
        bytes += read;
        elements += chunk.iter().filter(|byte| **byte == b'<').count();
        merged += chunk.windows(10).filter(|part| part == b"mergeCell ").count();
        // What stands between two elements is in memory as a whole.
        let last = chunk.iter().rposition(|byte| *byte == b'<');
        text = last.map_or(text + read, |last| read - last);
        let is_large = bytes > bytes_at_most || elements > elements_at_most;
        if is_large || merged > MERGED_AT_MOST || text > ROW_AT_MOST {
            return Err(DiagnosticKind::XlsxTooLarge.into());
        }
        if read == 0 {
            return Ok(());
        }
    }
}

fn first_sheet(bytes: Vec<u8>, take: &mut dyn FnMut(&mut Row)) -> Result<(), Broken> {
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let is_seen = |sheet: &&Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let Some(sheet) = workbook.sheets_metadata().iter().find(is_seen) else {
        return Ok(());
    };
    let name = sheet.name.clone();
    let merged = workbook.merge_cells_by_sheet_name(&name)?.into_iter();
    let merged = merged.map(|area| (area.start, area.end)).collect();
    let mut sheet = SheetRows { merged, ..SheetRows::default() };
    let mut cells = workbook.worksheet_cells_reader(&name)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if row != sheet.row {
            sheet.hand_on(take)?;
            (sheet.row, sheet.bytes) = (row, 0);
        }
        sheet.put(column, text(cell.get_value()))?;
    }
    sheet.hand_on(take)
}

/// A sheet that is being read cell by cell. Rows and columns count from 0.
#[derive(Default)]
struct SheetRows {
    /// Where each area ends in which one cell fills several, by where it starts.
    merged: HashMap<(u32, u32), (u32, u32)>,
    /// What fills a column, and down to which row.
    filling: HashMap<u32, (String, u32)>,
    row: u32,
    cells: Vec<String>,
    /// How many bytes the cells of the row have.
    bytes: usize,
}

impl SheetRows {
    fn place(&self) -> RowPlace {
        let row = u64::from(self.row) + 1;
        RowPlace { row, line: row }
    }

    fn put(&mut self, column: u32, text: String) -> Result<(), Broken> {
        let area = self.merged.get(&(self.row, column)).copied();
        let (last_row, last_column) = area.unwrap_or((self.row, column));
        // A header of two rows has merged cells in its first one.
        if self.row > 0 && last_row > self.row {
            self.filling.insert(column, (text.clone(), last_row));
        }
        self.bytes += text.len();
        if self.bytes > ROW_AT_MOST {
            let (kind, place) = (DiagnosticKind::RowTooLong, Some(self.place()));
            return Err(Broken { kind, place, column: None });
        }
        let (column, last_column) = (column as usize, last_column as usize);
        self.cells.resize(self.cells.len().max(last_column + 1), String::new());
        self.cells[column] = text;
        Ok(())
    }

    /// Hands the row on, with what fills it from above.
    fn hand_on(&mut self, take: &mut dyn FnMut(&mut Row)) -> Result<(), Broken> {
        if self.cells.is_empty() {
            return Ok(());
        }
        self.filling.retain(|_, (_, last)| *last >= self.row);
        for (column, (text, _)) in self.filling.clone() {
            self.put(column, text)?;
        }
        let mut row = Row { place: self.place(), ..Row::default() };
        self.cells.drain(..).for_each(|cell| row.push(&cell));
        take(&mut row);
        Ok(())
    }
}

/// A cell as CSV would have it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        value => Data::from(value.clone()).to_string(),
    }
}
