//! Bytes of a list as the csv crate wants them, and back again as the list had them.

use super::arena::{MIX, folded};
use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::{
    borrow::Cow,
    io::{self, Read, Write},
};

/// How a list is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-1252 (and with it Latin-1): any bytes that are not UTF-8.
    Windows1252,
    /// UTF-16, low byte first: what Excel calls "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// A reader that gives ASCII-compatible bytes: UTF-16 becomes UTF-8, everything else stays as it is.
pub(crate) struct Source<R> {
    reader: R,
    decoder: Option<Decoder>,
    chunk: Vec<u8>,
    print: Print,
}

impl<R: Read> Source<R> {
    pub(crate) fn new(reader: R, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 | Encoding::Windows1252 => None,
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_without_bom_handling()),
        };
        Self { reader, decoder, chunk: Vec::new(), print: Print::default() }
    }

    /// Appends about `size` bytes; `false` at the end of the input.
    pub(crate) fn fill(&mut self, buffer: &mut Vec<u8>, size: usize) -> io::Result<bool> {
        self.chunk.resize(size, 0);
        let read = loop {
            match self.reader.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        let chunk = self.chunk.get(..read).unwrap_or(&[]);
        self.print.write(chunk);
        match &mut self.decoder {
            None => buffer.extend_from_slice(chunk),
            Some(decoder) => decode(decoder, chunk, read == 0, buffer)?,
        }
        Ok(read > 0)
    }

    /// Length and hash of all bytes read so far: two passes over an unchanged file agree.
    pub(crate) fn fingerprint(&self) -> (u64, u64) {
        self.print.finish()
    }
}

/// A fingerprint of bytes, in whatever pieces they come. It finds out that a file was changed, not that somebody forged
/// one: whoever can do that owns the list.
#[derive(Default)]
struct Print {
    /// Four words at once: a product takes a core longer to finish than to begin.
    lanes: [u64; 4],
    length: u64,
    /// The bytes that are no whole block yet.
    open: Vec<u8>,
}

/// Bytes that are hashed at once.
const BLOCK: usize = 32;

impl Print {
    fn write(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.open.is_empty() {
            let missing = BLOCK.saturating_sub(self.open.len()).min(bytes.len());
            let (head, rest) = bytes.split_at(missing);
            self.open.extend_from_slice(head);
            bytes = rest;
            let Some(block) = self.open.first_chunk::<BLOCK>() else { return };
            block_into(&mut self.lanes, block);
            self.open.clear();
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        blocks.iter().for_each(|block| block_into(&mut self.lanes, block));
        self.open.extend_from_slice(rest);
    }

    fn finish(&self) -> (u64, u64) {
        let rest = self.open.iter().map(|byte| u64::from(*byte));
        (self.length, self.lanes.into_iter().chain(rest).fold(1, |hash, word| folded(hash ^ word, MIX)))
    }
}

fn block_into(lanes: &mut [u64; 4], block: &[u8; BLOCK]) {
    for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
        *lane = folded(*lane ^ u64::from_le_bytes(*word), MIX);
    }
}

/// UTF-16 with a lone surrogate or half a unit at the end could not be written back byte for byte: refused.
fn decode(decoder: &mut Decoder, chunk: &[u8], last: bool, into: &mut Vec<u8>) -> io::Result<()> {
    let room = decoder
        .max_utf8_buffer_length_without_replacement(chunk.len())
        .ok_or_else(|| io::Error::other("chunk too long"))?;
    let start = into.len();
    into.resize(start + room, 0);
    let free = into.get_mut(start..).unwrap_or(&mut []);
    let (result, _, written) = decoder.decode_to_utf8_without_replacement(chunk, free, last);
    into.truncate(start + written);
    match result {
        DecoderResult::InputEmpty => Ok(()),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "not valid UTF-16")),
    }
}

/// What the cells of a list say, as text.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Writes in a list's own encoding.
pub(crate) struct Sink<'a> {
    out: &'a mut dyn Write,
    encoding: Encoding,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, encoding: Encoding) -> Self {
        Self { out, encoding }
    }

    /// Bytes that came out of a [`Source`] of this encoding.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        let wide = matches!(self.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        match std::str::from_utf8(if wide { bytes } else { &[] }) {
            Ok(text) if wide => self.text(text),
            _ => self.out.write_all(bytes),
        }
    }

    /// Text of ours. What Windows-1252 has no letter for becomes `?`.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        match self.encoding {
            Encoding::Windows1252 if !text.is_ascii() => {
                for letter in text.chars() {
                    let mut utf8 = [0; 4];
                    let (bytes, _, unknown) = WINDOWS_1252.encode(letter.encode_utf8(&mut utf8));
                    self.out.write_all(if unknown { b"?" } else { &bytes })?;
                }
                Ok(())
            }
            Encoding::Utf8 | Encoding::Windows1252 => self.out.write_all(text.as_bytes()),
            Encoding::Utf16Le => self.units(text, u16::to_le_bytes),
            Encoding::Utf16Be => self.units(text, u16::to_be_bytes),
        }
    }

    fn units(&mut self, text: &str, bytes: fn(u16) -> [u8; 2]) -> io::Result<()> {
        let units: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
        self.out.write_all(&units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_comes_back_byte_for_byte() {
        let bytes: Vec<u8> = "\u{feff}é\t😀\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        // One byte at a time: units and surrogates are cut.
        let mut source = Source::new(bytes.as_slice(), Encoding::Utf16Be);
        let mut text = Vec::new();
        while source.fill(&mut text, 1).unwrap() {}
        let mut back = Vec::new();
        Sink::new(&mut back, Encoding::Utf16Be).raw(&text).unwrap();
        assert_eq!(back, bytes);
    }

    #[test]
    fn a_fingerprint_is_of_the_bytes_not_of_the_pieces() {
        let bytes: Vec<u8> = (0..=255).collect();
        let mut whole = Print::default();
        whole.write(&bytes);
        for size in [1, 3, 7, 8, 9, 33, 200] {
            let mut pieces = Print::default();
            bytes.chunks(size).for_each(|piece| pieces.write(piece));
            assert_eq!(pieces.finish(), whole.finish());
        }
        for at in [0, 100, 255] {
            let mut other = bytes.clone();
            other[at] ^= 1;
            let mut changed = Print::default();
            changed.write(&other);
            assert_ne!(changed.finish(), whole.finish());
        }
    }

    #[test]
    fn half_a_surrogate_is_refused() {
        let mut source = Source::new(&b"\x00\xd8a\x00"[..], Encoding::Utf16Le);
        let mut text = Vec::new();
        assert!(source.fill(&mut text, 64).is_err());
    }

    #[test]
    fn windows_1252_has_no_snowman() {
        let mut out = Vec::new();
        Sink::new(&mut out, Encoding::Windows1252).text("é☃€").unwrap();
        assert_eq!(out, b"\xe9?\x80");
    }
}
