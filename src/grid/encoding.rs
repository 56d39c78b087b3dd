//! Text that is not UTF-8: UTF-16 with its mark, and Windows-1252.

use std::io::{self, BufReader, Bytes, Read};

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

/// The order of the bytes in a unit of UTF-16.
type Order = fn([u8; 2]) -> u16;

/// The order that the mark at the beginning of a text says, if it is UTF-16.
pub(super) fn utf16_order(head: &[u8]) -> Option<Order> {
    match head {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Turns UTF-16 into UTF-8 while it is read.
pub(super) struct Utf16<R> {
    bytes: Bytes<BufReader<R>>,
    order: Order,
    /// A unit that was read and belongs to the next character.
    next: Option<u16>,
}

impl<R: Read> Utf16<R> {
    pub(super) fn new(input: R, order: Order) -> Self {
        Self {
            bytes: BufReader::new(input).bytes(),
            order,
            next: None,
        }
    }

    fn unit(&mut self) -> io::Result<Option<u16>> {
        if let Some(unit) = self.next.take() {
            return Ok(Some(unit));
        }
        let Some(first) = self.bytes.next().transpose()? else {
            return Ok(None);
        };
        let second = self.bytes.next().transpose()?.unwrap_or_default();
        Ok(Some((self.order)([first, second])))
    }

    fn character(&mut self) -> io::Result<Option<char>> {
        let Some(unit) = self.unit()? else {
            return Ok(None);
        };
        if !matches!(unit, 0xd800..=0xdbff) {
            return Ok(Some(
                char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
            ));
        }
        let low = self.unit()?;
        let pair = char::decode_utf16([unit].into_iter().chain(low)).next();
        let character = pair.and_then(Result::ok);
        if character.is_none() {
            self.next = low;
        }
        Ok(character.or(Some(char::REPLACEMENT_CHARACTER)))
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        // No character takes more than four bytes.
        while written + 4 <= buffer.len() {
            match self.character()? {
                Some(character) => {
                    written += character.encode_utf8(&mut buffer[written..]).len();
                }
                None => break,
            }
        }
        Ok(written)
    }
}
