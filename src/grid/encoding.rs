//! Text that is not UTF-8: UTF-16 with its mark, and Windows-1252.

use std::io::Read;

use super::Broken;
use crate::{diagnostic::DiagnosticKind, text};

/// What the bytes 0x80 to 0x9F are in Windows-1252; the rest of it is Latin-1. The five bytes that
/// it leaves open are control characters, as in the WHATWG Encoding Standard.
const C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Bytes as text: UTF-8 where they are, else Windows-1252, byte by byte.
pub(super) fn windows_1252(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| match byte {
            0x80..=0x9f => C1[usize::from(byte - 0x80)],
            _ => char::from(*byte),
        }));
    }
    text
}

/// UTF-16 as text. Excel alone writes it, so all of it may be in memory.
///
/// # Errors
///
/// More bytes than a sheet of Excel has reason to be, or a failed read.
pub(super) fn utf16(input: impl Read) -> Result<String, Broken> {
    const AT_MOST: u64 = 64 << 20;
    let mut bytes = Vec::new();
    input.take(AT_MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > AT_MOST {
        return Err(DiagnosticKind::TooLarge { limit: AT_MOST }.into());
    }
    Ok(String::from_utf16_lossy(&text::utf16(&bytes).unwrap_or_default()))
}
